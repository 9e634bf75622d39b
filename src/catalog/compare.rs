use std::fmt;

use super::advice;
use super::entry::Entry;
use super::explain::{facts, title};
use super::locale::Locale;
use super::page::{self, Item, Layout, Section};
use super::sentences;
use super::table;
use super::wording::{self, Fact, Heading, Value};
use crate::CloseCode;

/// Two close codes side by side, as a page.
///
/// Made by [`Catalog::compare`](crate::Catalog::compare). The differences and the advice are
/// derived from what the rows state as facts: who sends the code, whether it may travel, whether
/// to reconnect. `Display` prints the page as text, with `[en]` before a text that is not in the
/// page's language; [`sections`](Self::sections) is for other renderings.
///
/// # Example: which of two codes for a restart?
///
/// ```
/// use closeframe::{CloseCode, Locale, catalog};
///
/// let page = catalog::compare(
///     CloseCode::GOING_AWAY,
///     CloseCode::SERVICE_RESTART,
///     Locale::English,
/// );
/// assert_eq!(page.title(), "1001 Going Away and 1012 Service Restart compared");
/// assert_eq!(
///     page.differences()[0],
///     "Should the client reconnect? After 1001: yes, with backoff; \
///      after 1012: yes, with jitter of 5-30 s.",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    sides: Vec<Side<'a>>,
    locale: Locale,
    introduction: String,
    differences: Vec<String>,
    when_to_use: Vec<String>,
    learn_more: Vec<Source<'a>>,
}

/// One of the codes that a [`Comparison`] sets side by side.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    code: CloseCode,
    entry: &'a Entry,
}

/// A place to read on: what it is, and its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source<'a> {
    text: String,
    url: Option<&'a str>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(a: Side<'a>, b: Side<'a>, locale: Locale) -> Self {
        if a.code == b.code {
            return Self {
                sides: vec![a],
                locale,
                introduction: sentences::one_code(locale, a.title()),
                differences: Vec::new(),
                when_to_use: vec![advice::on_one(a, locale)],
                learn_more: learn_more(&[a], locale),
            };
        }
        let (shared, differences) = contrast(a, b, locale);
        Self {
            sides: vec![a, b],
            locale,
            introduction: introduction(a, b, &shared, locale),
            differences,
            when_to_use: vec![
                advice::on_one(a, locale),
                advice::on_one(b, locale),
                advice::between(a, b, locale),
            ],
            learn_more: learn_more(&[a, b], locale),
        }
    }

    /// Returns a title that names both codes.
    #[must_use]
    pub fn title(&self) -> String {
        match self.sides.as_slice() {
            [a, b] => sentences::versus(self.locale, a.title(), b.title()),
            sides => sides.iter().map(Side::title).collect(),
        }
    }

    /// Returns the language of the headings and sentences.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// Returns a paragraph that names both codes and says what they share.
    #[must_use]
    pub fn introduction(&self) -> &str {
        &self.introduction
    }

    /// Returns the codes compared: two, or one if it was compared with itself.
    #[must_use]
    pub fn sides(&self) -> &[Side<'a>] {
        &self.sides
    }

    /// Returns the differences, a sentence each; empty only for a code and itself.
    #[must_use]
    pub fn differences(&self) -> &[String] {
        &self.differences
    }

    /// Returns the advice for the choice between the two, a sentence or two each.
    #[must_use]
    pub fn when_to_use(&self) -> &[String] {
        &self.when_to_use
    }

    /// Returns where to read on.
    #[must_use]
    pub fn learn_more(&self) -> &[Source<'a>] {
        &self.learn_more
    }

    /// Returns the parts of the page in reading order, none of them empty.
    #[must_use]
    pub fn sections(&self) -> Vec<Section<'_>> {
        let locale = self.locale;
        let written = |text| Item::written(text, locale);
        let section =
            |heading: Heading, layout, items| Section::new(heading.text(locale), layout, items);

        let mut sections =
            vec![section(Heading::Overview, Layout::Prose, vec![written(&self.introduction)])];
        sections.extend(self.sides.iter().map(|side| side.section(locale)));
        if !self.differences.is_empty() {
            let items = self.differences.iter().map(|text| written(text)).collect();
            sections.push(section(Heading::Differences, Layout::Numbered, items));
        }
        let advice = self.when_to_use.iter().map(|text| written(text)).collect();
        sections.push(section(Heading::WhenToUse, Layout::Prose, advice));
        let sources = self.learn_more.iter().map(|source| written(&source.text).linked(source.url));
        sections.push(section(Heading::LearnMore, Layout::Bulleted, sources.collect()));
        sections
    }
}

impl fmt::Display for Comparison<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        page::write(f, &self.title(), &self.sections())
    }
}

impl<'a> Side<'a> {
    pub(super) fn new(code: CloseCode, entry: &'a Entry) -> Self {
        Self { code, entry }
    }

    /// Returns the code that was asked for.
    #[must_use]
    pub fn code(&self) -> CloseCode {
        self.code
    }

    /// Returns the row that explains it, which may be the row of its range.
    #[must_use]
    pub fn entry(&self) -> &'a Entry {
        self.entry
    }

    /// Returns the number and its name.
    #[must_use]
    pub fn title(&self) -> String {
        title(self.code, self.entry)
    }

    fn section(&self, locale: Locale) -> Section<'a> {
        let item = |heading: Heading, text| Item::text_of(text).labelled(heading.text(locale));
        let items = vec![
            item(Heading::Meaning, self.entry.meaning(locale)),
            item(Heading::WhenSeen, self.entry.when_seen(locale)),
            item(Heading::HowToFix, self.entry.how_to_fix(locale)),
        ];
        Section::new(self.title(), Layout::Labelled, items)
    }
}

impl Source<'_> {
    /// Returns what can be read there.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the address.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.url
    }
}

/// Sorts the facts into those that two codes share and sentences about those that they do not.
fn contrast(a: Side<'_>, b: Side<'_>, locale: Locale) -> (Vec<String>, Vec<String>) {
    let mut shared = Vec::new();
    let mut differences = Vec::new();
    let facts_a = facts(a.code, a.entry, locale);
    let facts_b = facts(b.code, b.entry, locale);
    for ((fact, is_a), (_, is_b)) in facts_a.iter().zip(&facts_b) {
        // Who sends a code that nobody may send is no fact beside the one that it never travels.
        if *fact == Fact::Sender && !(a.entry.may_travel() && b.entry.may_travel()) {
            continue;
        }
        if is_a == is_b {
            shared.push(fact.shared(locale, is_a));
        } else {
            let [of_a, of_b] = [a, b].map(|side| side.code.as_u16());
            let (a, b) = (Value { of: of_a, is: is_a }, Value { of: of_b, is: is_b });
            differences.push(fact.differs(locale, &a, &b));
        }
    }
    if differences.is_empty() {
        differences.push(last_difference(a, b, locale));
    }
    (shared, differences)
}

/// What sets two codes apart whose facts are all the same.
fn last_difference(a: Side<'_>, b: Side<'_>, locale: Locale) -> String {
    let [of_a, of_b] = [a, b].map(|side| side.code.as_u16());
    let [name_a, name_b] = [a, b].map(|side| side.entry.name());
    if a.entry.code().is_none() && b.entry.code().is_none() {
        sentences::same_row(locale, of_a, of_b, name_a)
    } else {
        sentences::same_facts(locale, of_a, name_a, of_b, name_b)
    }
}

fn introduction(a: Side<'_>, b: Side<'_>, shared: &[String], locale: Locale) -> String {
    let common = match shared {
        [] => sentences::share_nothing(locale),
        [only] => sentences::they_share(locale, only),
        [most @ .., last] => {
            let list = format!("{} {} {last}", most.join(", "), wording::and(locale));
            sentences::they_share(locale, list)
        }
    };
    format!("{} {common}", sentences::two_codes(locale, a.title(), b.title()))
}

/// Lists what defines the codes, then what explains all codes.
fn learn_more<'a>(sides: &[Side<'a>], locale: Locale) -> Vec<Source<'a>> {
    let source = |of: &str, side: Side<'a>| Source {
        text: sentences::source(locale, of, side.entry.reference()),
        url: side.entry.reference_url(),
    };
    let number = |side: Side<'_>| side.code.as_u16().to_string();
    let mut sources = match *sides {
        [a, b] if a.entry.reference() == b.entry.reference() => {
            let both = format!("{} {} {}", number(a), wording::and(locale), number(b));
            vec![source(&both, a)]
        }
        _ => sides.iter().map(|side| source(&number(*side), *side)).collect(),
    };
    if sides.iter().all(|side| side.entry.reference() != table::REGISTRY) {
        sources.push(Source {
            text: sentences::all_codes(locale, table::REGISTRY),
            url: table::reference_url(table::REGISTRY),
        });
    }
    let (browser_docs, url) = wording::BROWSER_DOCS;
    sources.push(Source { text: sentences::in_browsers(locale, browser_docs), url: Some(url) });
    sources
}
