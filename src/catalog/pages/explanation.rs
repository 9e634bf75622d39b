//! Everything about one code on a page.
//!
//! What it says is looked up in the row and in the language's texts; how a page is laid out is told
//! by its [`Section`]s. It is no HTML: whoever shows it renders it.

use std::fmt;

use super::facts::{self, Fact, facts};
use super::learn_more::{self, Reference, learn_more};
use super::section::{self, Item, Layout, Section};
use super::texts::{Detail, Part};
use super::{ComparedCode, http, meanings, relatives_of_http, sentences};
use crate::catalog::data::pairs::{Cause, cause};
use crate::catalog::{Entry, Locale, Text};
use crate::{CloseCode, CodeRange};

/// Everything that the catalog knows about one code, as a page.
///
/// Made by [`explain`](super::explain) and [`Catalog::explain`](crate::catalog::Catalog::explain).
/// `Display` prints the page as text, with `[en]` before a text that is not in the page's language;
/// [`sections`](Self::sections) is for other renderings.
#[derive(Clone, Debug)]
pub struct Explanation<'a> {
    code: CloseCode,
    entry: &'a Entry,
    locale: Locale,
    facts: Vec<(Fact, String)>,
    as_http_status: Option<String>,
    /// What other codes this one is seen for, and the other way round, by the cause.
    mistaken: Vec<Mistaken>,
    /// What the number means to subprotocols: a title and a name with its meaning each.
    elsewhere: Vec<(&'static str, String)>,
    /// What single reasons say that come with the code: a title and what there is to say.
    reasons: Vec<(String, String, bool)>,
    learn_more: Vec<Reference<'a>>,
}

/// Confusions of one cause: a heading, and of each what it is and a text.
#[derive(Clone, Debug)]
struct Mistaken {
    cause: Cause,
    heading: String,
    confusions: Vec<(String, &'static str)>,
}

impl<'a> Explanation<'a> {
    pub(super) fn new(
        code: CloseCode,
        entry: &'a Entry,
        reasons: impl Iterator<Item = &'a Entry>,
        locale: Locale,
    ) -> Self {
        Self {
            code,
            entry,
            locale,
            facts: facts(code, entry, locale),
            as_http_status: as_http_status(code, locale),
            mistaken: mistaken(code, entry, locale),
            elsewhere: elsewhere(code, entry, locale),
            reasons: reasons
                .filter(|row| row.code() == Some(code))
                .map(|row| by_reason(row, locale))
                .collect(),
            learn_more: learn_more(&[ComparedCode::new(code, entry)], locale),
        }
    }

    /// Returns the number and its name, such as "1006 Abnormal Closure".
    #[must_use]
    pub fn title(&self) -> String {
        title(self.code, self.entry)
    }

    /// Returns the code that is explained.
    #[must_use]
    pub fn code(&self) -> CloseCode {
        self.code
    }

    /// Returns the row that explains it, which may be the row of its range.
    #[must_use]
    pub fn entry(&self) -> &'a Entry {
        self.entry
    }

    /// Returns the language of the headings, and of the texts where they exist in it.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// Returns where to read on.
    #[must_use]
    pub fn learn_more(&self) -> &[Reference<'a>] {
        &self.learn_more
    }

    /// Returns the parts of the page in reading order.
    #[must_use]
    pub fn sections(&self) -> Vec<Section<'_>> {
        let locale = self.locale;
        let headings = &locale.page_texts().headings;
        let prose =
            |heading: &str, text| Section::new(heading, Layout::Prose, vec![Item::text_of(text)]);
        let mut sections = vec![
            Section::new(headings.at_a_glance, Layout::Labelled, self.glance()),
            prose(headings.meaning, self.entry.meaning(locale)),
            prose(headings.when_seen, self.entry.when_seen(locale)),
            prose(headings.how_to_fix, self.entry.how_to_fix(locale)),
        ];
        if let Some(text) = &self.as_http_status {
            sections.push(prose(headings.http_status, Text::new(text, locale)));
        }
        if !self.reasons.is_empty() {
            let items = self.reasons.iter().map(|(of, text, is_fallback)| {
                let text = match is_fallback {
                    true => Text::english(text, locale),
                    false => Text::new(text, locale),
                };
                Item::text_of(text).labelled(of.as_str())
            });
            sections.push(Section::new(headings.reasons, Layout::Labelled, items.collect()));
        }
        for Detail { heading, parts } in locale.page_texts().details(self.entry) {
            let items = parts.iter().map(|part| match part {
                Part::Text(text) => Item::written(text, locale),
                Part::Code(text) => Item::code(text, locale),
            });
            sections.push(Section::new(*heading, Layout::Prose, items.collect()));
        }
        for Mistaken { heading, confusions, .. } in &self.mistaken {
            let items = confusions.iter();
            let items = items.map(|(of, text)| Item::written(text, locale).labelled(of.as_str()));
            sections.push(Section::new(heading, Layout::Labelled, items.collect()));
        }
        if !self.elsewhere.is_empty() {
            let items = self.elsewhere.iter();
            let items = items.map(|(whose, text)| Item::written(text, locale).labelled(*whose));
            sections.push(Section::new(headings.elsewhere, Layout::Labelled, items.collect()));
        }
        sections.push(learn_more::section(&self.learn_more, locale));
        sections
    }

    /// Everything that can be said in a few words.
    fn glance(&self) -> Vec<Item<'_>> {
        let locale = self.locale;
        let labels = &locale.page_texts().facts;
        let annotation = self.entry.annotation();
        let written = |label: &'static str, text| Item::written(text, locale).labelled(label);
        let mut items: Vec<_> = self
            .facts
            .iter()
            .filter(|(fact, _)| *fact != Fact::Http || !self.entry.http_relatives().is_empty())
            .map(|(fact, value)| match fact {
                Fact::Reference => {
                    written(fact.label(locale), value).linked(self.entry.reference_url())
                }
                _ => written(fact.label(locale), value),
            })
            .collect();
        if self.entry.retry_source() != self.entry.reference() {
            let source = facts::retry_source(self.entry, locale);
            items.push(written(labels.retry_source, source).linked(self.entry.retry_source_url()));
        }
        if let Some(subprotocol) = self.entry.subprotocol() {
            items.push(written(labels.subprotocol, subprotocol.title()));
        }
        if let Some(severity) = annotation.severity() {
            items.push(written(labels.severity, severity.as_str()));
        }
        if let Some(owner) = annotation.owner() {
            items.push(written(labels.owner, owner));
        }
        if let Some(runbook) = annotation.runbook() {
            items.push(written(labels.runbook, runbook).linked(Some(runbook)));
        }
        items
    }
}

impl fmt::Display for Explanation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        section::write(f, &self.title(), &self.sections())
    }
}

/// Names a code as its row does: an application's name is known to the row alone.
pub(super) fn title(code: CloseCode, entry: &Entry) -> String {
    format!("{} {}", code.as_u16(), entry.name())
}

/// Whoever looks up 403 may have an HTTP status in hand.
fn as_http_status(code: CloseCode, locale: Locale) -> Option<String> {
    if code.range() != CodeRange::Unused {
        return None;
    }
    let relatives: Vec<_> = relatives_of_http(code.as_u16())
        .map(|row| match row.subprotocol() {
            Some(subprotocol) => format!("{} ({})", title(row.first(), row), subprotocol.title()),
            None => title(row.first(), row),
        })
        .collect();
    let status = http::title(code.as_u16());
    (!relatives.is_empty())
        .then(|| sentences::http_status(locale, status, facts::list(locale, &relatives)))
}

/// What is confused with a code, the most frequent cause first.
fn mistaken(code: CloseCode, entry: &Entry, locale: Locale) -> Vec<Mistaken> {
    // They are about what the number means by the standard.
    if entry.subprotocol().is_some() {
        return Vec::new();
    }
    let texts = locale.page_texts();
    let mut of_it: Vec<_> =
        texts.confusions.iter().filter(|it| code == it.seen || code == it.expected).collect();
    of_it.sort_by_key(|it| (cause(it.seen, it.expected), code != it.seen));
    let mut groups: Vec<Mistaken> = Vec::new();
    for it in of_it {
        let cause = cause(it.seen, it.expected);
        let clause = texts.causes.clause(cause);
        let confusion = (sentences::seen_expected(locale, it.seen, it.expected), it.text);
        let heading = match groups.last_mut() {
            Some(group) if group.cause == cause => {
                group.confusions.push(confusion);
                continue;
            }
            Some(_) => sentences::also_because(locale, clause),
            None => sentences::mostly_because(locale, clause),
        };
        groups.push(Mistaken { cause, heading, confusions: vec![confusion] });
    }
    groups
}

/// A row for one reason, in one paragraph.
fn by_reason(row: &Entry, locale: Locale) -> (String, String, bool) {
    let meaning = row.meaning(locale);
    let texts = [meaning, row.when_seen(locale), row.how_to_fix(locale)];
    let title = format!("{}: {}", row.reason, row.name());
    (title, texts.map(|text| text.as_str()).join(" "), meaning.is_fallback())
}

fn elsewhere(code: CloseCode, entry: &Entry, locale: Locale) -> Vec<(&'static str, String)> {
    let others = meanings(code).filter(|(whose, _)| Some(*whose) != entry.subprotocol());
    others
        .map(|(whose, row)| {
            let name = match row.reason() {
                Some(reason) => format!("{} ({reason})", row.name()),
                None => row.name().to_owned(),
            };
            (whose.title(), format!("{name}. {}", row.meaning(locale)))
        })
        .collect()
}
