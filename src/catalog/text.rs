//! A text, and the language that it really is in.
//!
//! An application's rows are mostly written in one language, so that a text may be in another than was
//! asked for. Which one a row has is decided by the row.

use std::fmt;

use super::locale::Locale;

/// A text of the catalog, and the language that it really is in.
///
/// Where the catalog has no text in the language asked for, it answers in English and says so.
/// `Display` prints the text alone; the alternate form (`{:#}`) puts the language in front of a
/// text that is not in the one asked for.
///
/// ```
/// use closeframe::{CloseCode, catalog::{self, Locale}};
///
/// let text = catalog::entry(CloseCode::RESERVED).meaning(Locale::English);
/// assert_eq!(text.as_str(), "Set aside by RFC 6455 without a meaning.");
/// assert_eq!(text.locale(), Locale::English);
/// assert!(!text.is_fallback());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    text: &'a str,
    locale: Locale,
    wanted: Locale,
}

impl<'a> Text<'a> {
    /// A text in the language asked for.
    pub(super) const fn new(text: &'a str, locale: Locale) -> Self {
        Self { text, locale, wanted: locale }
    }

    /// An English text where `wanted` was asked for.
    pub(super) const fn english(text: &'a str, wanted: Locale) -> Self {
        Self { text, locale: Locale::English, wanted }
    }

    /// Returns the text.
    #[must_use]
    pub const fn as_str(self) -> &'a str {
        self.text
    }

    /// Returns the locale that the text is in.
    #[must_use]
    pub const fn locale(self) -> Locale {
        self.locale
    }

    /// Returns whether the text is in another language than the one asked for.
    #[must_use]
    pub fn is_fallback(self) -> bool {
        self.locale != self.wanted
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() && self.is_fallback() {
            write!(f, "[{}] ", self.locale)?;
        }
        f.write_str(self.text)
    }
}
