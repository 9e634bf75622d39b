//! Pages about one code, and about two: for the web, for a terminal, for whatever shows them.
//!
//! A page is an outline of [sections](Section) in one language, with everything in it that the catalog
//! knows: facts, texts, what a code is mistaken for, what sets two apart, where to read on. It is there
//! so that every rendering says the same. It is no HTML: the example server renders it as that, and the
//! example `explain` as text for a terminal.
//!
//! # Example: a page about one code, or about two
//!
//! ```
//! use closeframe::{CloseCode, catalog::{Locale, pages}};
//!
//! let page = pages::explain(CloseCode::BAD_GATEWAY, Locale::English).to_string();
//! assert!(page.starts_with("1014 Bad Gateway\n\nAt a glance\n"));
//!
//! let [a, b] = [CloseCode::NORMAL_CLOSURE, CloseCode::ABNORMAL_CLOSURE];
//! let page = pages::compare(a, b, Locale::German);
//! assert_eq!(page.title(), "1000 Normal Closure und 1006 Abnormal Closure im Vergleich");
//! ```

mod captions;
mod compared_code;
mod comparison;
mod differences;
mod ending_page;
mod explanation;
mod facts;
mod http;
mod learn_more;
mod pairs;
mod section;
mod sentences;
mod texts;
mod when_to_use;

pub use self::captions::Captions;
pub use self::compared_code::ComparedCode;
pub use self::comparison::Comparison;
pub use self::ending_page::EndingPage;
pub use self::explanation::Explanation;
pub use self::http::relatives_of_http;
pub use self::learn_more::Reference;
pub use self::pairs::neighbours;
pub use self::section::{Item, Layout, Section};
pub(super) use self::texts::PageTexts;
pub use super::http::http_phrase;
use super::{Catalog, Entry, Locale, Subprotocol, entry};
use crate::CloseCode;

/// What the languages' data files are written in.
pub(super) mod written_in {
    pub(crate) use super::captions::Captions;
    pub(crate) use super::ending_page::EndingLabels;
    pub(crate) use super::facts::{FactTexts, FactWords};
    pub(crate) use super::sentences::PageSentences;
    pub(crate) use super::texts::{
        Causes, Confusion, Contrast, Detail, Headings, PageTexts, Part, Ranges, Remedies, YesNo,
    };
}

/// Explains one code of the standard catalog on a page.
#[must_use]
pub fn explain(code: CloseCode, locale: Locale) -> Explanation<'static> {
    Explanation::new(code, entry(code), std::iter::empty(), locale)
}

/// Compares two codes of the standard catalog on a page.
#[must_use]
pub fn compare(a: CloseCode, b: CloseCode, locale: Locale) -> Comparison<'static> {
    let [a, b] = [a, b].map(|code| ComparedCode::new(code, entry(code)));
    Comparison::new(a, b, locale)
}

impl Catalog {
    /// Explains one code on a page.
    #[must_use]
    pub fn explain(&self, code: CloseCode, locale: Locale) -> Explanation<'_> {
        Explanation::new(code, self.entry(code), self.reasons(), locale)
    }

    /// Explains a word for an ending on a page: an [outcome](crate::Outcome), a
    /// [violation](crate::Violation) or a [kind of error](crate::ErrorType), and the code that it ended with,
    /// if one is named.
    ///
    /// `None` for any other word, and for a code that no ending with this word can have.
    ///
    /// ```
    /// use closeframe::{CloseCode, catalog::{Catalog, Locale}};
    ///
    /// let catalog = Catalog::standard();
    /// let code = Some(CloseCode::GOING_AWAY);
    /// let page = catalog.explain_word("unanswered", code, Locale::English).unwrap();
    /// assert_eq!(page.title(), "unanswered, 1001 Going Away");
    /// assert!(catalog.explain_word("forgotten", None, Locale::English).is_none());
    /// ```
    #[must_use]
    pub fn explain_word(
        &self,
        word: &str,
        code: Option<CloseCode>,
        locale: Locale,
    ) -> Option<EndingPage<'_>> {
        EndingPage::new(self, word, code, locale)
    }

    /// Compares two codes on a page.
    #[must_use]
    pub fn compare(&self, a: CloseCode, b: CloseCode, locale: Locale) -> Comparison<'_> {
        let [a, b] = [a, b].map(|code| ComparedCode::new(code, self.entry(code)));
        Comparison::new(a, b, locale)
    }
}

/// Returns what the subprotocols that come with the crate mean by a number, and by single
/// [reasons](Entry::reason) that come with it.
///
/// ```
/// use closeframe::{CloseCode, catalog::pages};
///
/// let meanings = pages::meanings(CloseCode::new(4003));
/// let names: Vec<_> = meanings.map(|(protocol, row)| (protocol.id(), row.name())).collect();
/// assert!(names.contains(&("discord-gateway", "Not Authenticated")));
/// assert!(names.contains(&("pusher", "Application Disabled")));
/// ```
pub fn meanings(code: CloseCode) -> impl Iterator<Item = (&'static Subprotocol, &'static Entry)> {
    Subprotocol::ALL.iter().flat_map(move |protocol| {
        let rows = protocol.codes().iter().chain(protocol.reasons());
        rows.filter(move |row| row.code() == Some(code)).map(move |row| (*protocol, row))
    })
}
