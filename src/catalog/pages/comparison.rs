//! Two codes side by side on a page.
//!
//! What somebody wrote about the pair goes first; all else follows from the two rows. It is no HTML:
//! whoever shows it renders it.

use std::fmt;

use super::differences::{SharedFact, confusions, differences, introduction, side_by_side};
use super::learn_more::{self, Reference, learn_more};
use super::section::{self, Item, Layout, Section};
use super::{ComparedCode, sentences, when_to_use};
use crate::catalog::Locale;

/// Two close codes side by side, as a page.
///
/// Made by [`compare`](super::compare) and [`Catalog::compare`](crate::catalog::Catalog::compare).
/// Where people weigh two codes against each other, or mistake one for the other, somebody wrote down
/// what really separates them; for every other pair it is derived from what the rows state. `Display`
/// prints the page as text, with `[en]` before a text that is not in the page's language;
/// [`sections`](Self::sections) is for other renderings.
///
/// # Example: a frame without a code, or no frame at all?
///
/// ```
/// use closeframe::{CloseCode, catalog::{Locale, pages}};
///
/// let [a, b] = [CloseCode::NO_STATUS_RECEIVED, CloseCode::ABNORMAL_CLOSURE];
/// let page = pages::compare(a, b, Locale::English);
/// assert_eq!(page.title(), "1005 No Status Received and 1006 Abnormal Closure compared");
/// assert!(page.differences()[0].contains("no close frame"));
/// assert_eq!(
///     page.differences()[1],
///     "Should the client reconnect? On 1005: no; on 1006: yes, with backoff.",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    codes: Vec<ComparedCode<'a>>,
    locale: Locale,
    introduction: String,
    facts: Vec<SharedFact>,
    differences: Vec<String>,
    confusions: Vec<(String, &'static str)>,
    when_to_use: Vec<String>,
    learn_more: Vec<Reference<'a>>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(a: ComparedCode<'a>, b: ComparedCode<'a>, locale: Locale) -> Self {
        if a.code() == b.code() {
            return Self {
                codes: vec![a],
                locale,
                introduction: sentences::one_code(locale, a.title()),
                facts: Vec::new(),
                differences: Vec::new(),
                confusions: Vec::new(),
                when_to_use: vec![when_to_use::on_one(a, locale)],
                learn_more: learn_more(&[a], locale),
            };
        }
        let facts = side_by_side(a, b, locale);
        Self {
            codes: vec![a, b],
            locale,
            introduction: introduction(a, b, &facts, locale),
            differences: differences(a, b, &facts, locale),
            facts,
            confusions: confusions(a, b, locale),
            when_to_use: when_to_use::between(a, b, locale),
            learn_more: learn_more(&[a, b], locale),
        }
    }

    /// Returns a title that names both codes.
    #[must_use]
    pub fn title(&self) -> String {
        match self.codes.as_slice() {
            [a, b] => sentences::versus(self.locale, a.title(), b.title()),
            codes => codes.iter().map(ComparedCode::title).collect(),
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
    pub fn codes(&self) -> &[ComparedCode<'a>] {
        &self.codes
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
    pub fn learn_more(&self) -> &[Reference<'a>] {
        &self.learn_more
    }

    /// Returns the parts of the page in reading order, none of them empty.
    #[must_use]
    pub fn sections(&self) -> Vec<Section<'_>> {
        let locale = self.locale;
        let headings = &locale.page_texts().headings;
        let written = |text| Item::written(text, locale);
        let introduction = vec![written(self.introduction.as_str())];
        let mut sections = vec![Section::new(headings.overview, Layout::Prose, introduction)];
        sections.extend(self.codes.iter().map(|code| code.section(locale)));
        if !self.facts.is_empty() {
            let numbers: Vec<_> = self.codes.iter().map(ComparedCode::number).collect();
            let rows = self.facts.iter().map(|SharedFact { fact, values }| {
                let cells = values.iter().map(String::as_str).collect();
                Item::cells_of(fact.label(locale), cells, locale)
            });
            let rows = rows.collect();
            sections.push(Section::table(headings.side_by_side, numbers, rows));
        }
        if !self.differences.is_empty() {
            let items = self.differences.iter().map(|text| written(text)).collect();
            sections.push(Section::new(headings.differences, Layout::Numbered, items));
        }
        if !self.confusions.is_empty() {
            let items = self.confusions.iter();
            let items = items.map(|(of, text)| written(text).labelled(of.as_str())).collect();
            sections.push(Section::new(headings.mistaken, Layout::Labelled, items));
        }
        let advice = self.when_to_use.iter().map(|text| written(text)).collect();
        sections.push(Section::new(headings.when_to_use, Layout::Prose, advice));
        sections.push(learn_more::section(&self.learn_more, locale));
        sections
    }
}

impl fmt::Display for Comparison<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        section::write(f, &self.title(), &self.sections())
    }
}
