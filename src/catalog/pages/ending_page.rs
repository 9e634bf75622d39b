//! Everything about one word for an ending on a page: `dropped`, `unanswered 1001`, `reserved_bits`.
//!
//! A word may have several rows, by who closed first or which way a frame went. What they share stands on
//! the page once. What a code adds comes last, by the same rules as in the log.

use std::{borrow::Cow, fmt};

use super::section::{self, Item, Layout, Section};
use super::{explanation::title, facts::retry_source_of};
use crate::catalog::language::words;
use crate::catalog::{Catalog, Ending, EndingEntry, EndingKind, Entry, Locale, endings};
use crate::{CloseCode, Direction, Initiator, Outcome};

words! {
    /// What tells the rows of one word apart.
    EndingLabels { local, remote, none, spliced, sent, received, error }
}

/// Everything that the catalog knows about one word for an ending, as a page.
///
/// Made by [`Catalog::explain_word`](crate::catalog::Catalog::explain_word). `Display` prints it as text.
#[derive(Clone, Debug)]
pub struct EndingPage<'a> {
    word: &'static str,
    rows: Vec<&'static EndingEntry>,
    /// What was asked for besides, and its row.
    code: Option<(CloseCode, &'a Entry)>,
    locale: Locale,
    facts: Vec<Fact>,
}

impl<'a> EndingPage<'a> {
    /// `None` if no row has the word, or none of them can have the code.
    pub(super) fn new(
        catalog: &'a Catalog,
        word: &str,
        code: Option<CloseCode>,
        locale: Locale,
    ) -> Option<Self> {
        let can_be = |row: &&EndingEntry| match (row.kind(), code) {
            (EndingKind::Outcome(_, initiator) | EndingKind::Spliced(_, initiator), Some(code)) => {
                (initiator == Initiator::None) == (code == CloseCode::ABNORMAL_CLOSURE)
            }
            _ => true,
        };
        let all: Vec<_> = endings().filter(|row| row.kind().word() == word).collect();
        let rows: Vec<_> = all.iter().copied().filter(can_be).collect();
        // `eof` is an outcome, and an error too: it is the outcome that the code has to fit.
        let is_outcome = |row: &&EndingEntry| matches!(row.kind(), EndingKind::Outcome(..));
        if all.iter().any(is_outcome) && !rows.iter().any(is_outcome) {
            return None;
        }
        let word = rows.first()?.kind().word();
        let code = code.map(|code| (code, catalog.entry(code)));
        let mut page = Self { word, rows, code, locale, facts: Vec::new() };
        page.facts = page.facts();
        Some(page)
    }

    /// Returns the word, and the code if one was asked for.
    #[must_use]
    pub fn title(&self) -> String {
        match self.code {
            Some((code, entry)) => format!("{}, {}", self.word, title(code, entry)),
            None => self.word.to_owned(),
        }
    }

    /// Returns the word, as logs and metrics have it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        self.word
    }

    /// Returns the rows that have the word.
    #[must_use]
    pub fn rows(&self) -> &[&'static EndingEntry] {
        &self.rows
    }

    /// Returns the code that was asked for besides, and its row.
    #[must_use]
    pub fn code(&self) -> Option<(CloseCode, &'a Entry)> {
        self.code
    }

    /// Returns the language.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// Returns the parts of the page in reading order.
    #[must_use]
    pub fn sections(&self) -> Vec<Section<'_>> {
        let locale = self.locale;
        let headings = &locale.page_texts().headings;
        let text = |heading: &str, of: fn(&EndingEntry, Locale) -> &'static str| {
            let told = self.told(|row| Some(of(row, locale)));
            let layout = match told.as_slice() {
                [(None, _)] => Layout::Prose,
                _ => Layout::Labelled,
            };
            let items = told.into_iter().map(|(label, text)| self.item(label, text));
            Section::new(heading, layout, items.collect())
        };
        let mut sections = vec![
            Section::new(headings.at_a_glance, Layout::Labelled, self.glance()),
            text(headings.meaning, |row, locale| row.meaning(locale).as_str()),
            text(headings.when_seen, |row, locale| row.when_seen(locale).as_str()),
            text(headings.how_to_fix, |row, locale| row.how_to_fix(locale).as_str()),
        ];
        let is_more = |code| self.rows.iter().any(|row| says_more(row, code));
        if let Some((code, entry)) = self.code.filter(|(code, _)| is_more(*code)) {
            let item = Item::text_of(entry.meaning(locale));
            sections.push(Section::new(title(code, entry), Layout::Prose, vec![item]));
        }
        sections
    }

    fn glance(&self) -> Vec<Item<'_>> {
        let facts = self.facts.iter();
        facts
            .map(|Fact { label, text, url }| {
                Item::written(text, self.locale).labelled(label.as_str()).linked(*url)
            })
            .collect()
    }

    fn facts(&self) -> Vec<Fact> {
        let locale = self.locale;
        let labels = &locale.page_texts().facts;
        let by_code = locale.page_texts().by_code;
        let retry = |row: &EndingEntry| {
            let of_code = || self.code.map(|(_, entry)| entry.retry());
            row.retry().or_else(of_code).map_or(by_code.into(), |retry| retry.phrase(locale))
        };
        let source = |row: &EndingEntry| {
            let text = retry_source_of(row.retry_source()?, locale);
            Some((text.into(), row.retry_source_url()))
        };
        let told = [
            (labels.remedy.label, self.told(|row| Some((row.acts().phrase(locale).into(), None)))),
            (labels.retry.label, self.told(|row| Some((retry(row), None)))),
            (labels.retry_source, self.told(source)),
            (
                labels.reference.label,
                self.told(|row| Some((row.reference().into(), row.reference_url()))),
            ),
        ];
        told.into_iter()
            .flat_map(|(name, told)| told.into_iter().map(move |told| (name, told)))
            .map(|(name, (label, (text, url)))| {
                let text: Cow<'static, str> = text;
                Fact {
                    label: label.map_or(name.to_owned(), |label| format!("{name}, {label}")),
                    text: text.into_owned(),
                    url,
                }
            })
            .collect()
    }

    fn item(&self, label: Option<String>, text: &'static str) -> Item<'_> {
        let item = Item::written(text, self.locale);
        match label {
            Some(label) => item.labelled(label),
            None => item,
        }
    }

    /// What the rows say, each thing once, with the labels of those that say it: without where all do.
    fn told<T: PartialEq>(
        &self,
        of: impl Fn(&EndingEntry) -> Option<T>,
    ) -> Vec<(Option<String>, T)> {
        let mut told: Vec<(String, T)> = Vec::new();
        for row in &self.rows {
            let Some(it) = of(row) else { continue };
            let label = self.label(row);
            match told.iter_mut().find(|(_, known)| *known == it) {
                Some((labels, _)) => *labels = format!("{labels}; {label}"),
                None => told.push((label.to_owned(), it)),
            }
        }
        let differ = told.len() > 1;
        told.into_iter().map(|(label, it)| (Some(label).filter(|_| differ), it)).collect()
    }

    fn label(&self, row: &EndingEntry) -> &'static str {
        let labels = &self.locale.page_texts().ending_labels;
        match row.kind() {
            EndingKind::Outcome(_, Initiator::Local) => labels.local,
            EndingKind::Outcome(_, Initiator::Remote) => labels.remote,
            EndingKind::Outcome(_, Initiator::None) => labels.none,
            EndingKind::Spliced(..) => labels.spliced,
            EndingKind::Violation(Direction::Sent, _) => labels.sent,
            EndingKind::Violation(Direction::Received, _) => labels.received,
            EndingKind::Error(_) => labels.error,
        }
    }
}

impl fmt::Display for EndingPage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        section::write(f, &self.title(), &self.sections())
    }
}

#[derive(Clone, Debug)]
struct Fact {
    label: String,
    text: String,
    url: Option<&'static str>,
}

/// Whether what the code says was really said in such an ending.
fn says_more(row: &EndingEntry, code: CloseCode) -> bool {
    match row.kind() {
        EndingKind::Outcome(outcome, initiator) => {
            Ending::new(outcome, initiator).with_code(code).was_meant()
        }
        EndingKind::Violation(direction, violation) => {
            let closed = Ending::new(Outcome::Clean, Initiator::Local).with_code(code);
            closed.with_violation(direction, violation).was_meant()
        }
        EndingKind::Spliced(..) | EndingKind::Error(_) => false,
    }
}
