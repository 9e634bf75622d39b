//! One of the two codes on a page that compares them.
//!
//! It holds the code beside its row, since the row of a range does not tell which code was asked for.
//! It compares nothing itself.

use super::explanation::title;
use super::section::{Item, Layout, Section};
use crate::CloseCode;
use crate::catalog::{Entry, Locale};

/// One of the codes that a [`Comparison`](super::Comparison) sets side by side.
#[derive(Clone, Copy, Debug)]
pub struct ComparedCode<'a> {
    code: CloseCode,
    entry: &'a Entry,
}

impl<'a> ComparedCode<'a> {
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

    pub(super) fn number(&self) -> String {
        self.code.as_u16().to_string()
    }

    pub(super) fn section(&self, locale: Locale) -> Section<'a> {
        let headings = &locale.page_texts().headings;
        let item = |heading: &'static str, text| Item::text_of(text).labelled(heading);
        let items = vec![
            item(headings.meaning, self.entry.meaning(locale)),
            item(headings.when_seen, self.entry.when_seen(locale)),
            item(headings.how_to_fix, self.entry.how_to_fix(locale)),
        ];
        Section::new(self.title(), Layout::Labelled, items)
    }
}
