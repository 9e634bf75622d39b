use std::error::Error;
use std::fmt;
use std::str::FromStr;

#[allow(clippy::wildcard_imports, reason = "what the data files are written in")]
use super::language::*;
use super::pages::Captions;
use super::pages::sentences::Sentences;
use super::pages::words::*;

macro_rules! languages {
    ($($name:ident $file:literal)+) => {
        /// A language that the catalog answers in; English is complete and stands in where another
        /// has no text.
        ///
        /// There is one for each data file in `src/catalog/data/languages`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Locale {
            $(#[doc = concat!(stringify!($name), ".")] $name),+
        }

        impl Locale {
            /// Every locale, the default first.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// What the language's data file says.
            pub(super) const fn language(self) -> &'static Language {
                match self {
                    $(Self::$name => {
                        static LANGUAGE: Language = include!($file);
                        &LANGUAGE
                    })+
                }
            }
        }
    };
}

// English first, since it is the default and stands in for missing texts.
languages! {
    English "data/languages/english.rs"
    German "data/languages/german.rs"
}

impl Default for Locale {
    /// English.
    fn default() -> Self {
        Self::English
    }
}

impl Locale {
    /// Returns the language subtag (BCP 47), as it belongs into an HTML `lang` attribute.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.language().tag
    }

    /// Returns what the language calls itself, such as "Deutsch".
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.language().name
    }

    /// Returns the words that pages and programs around the catalog need.
    #[must_use]
    pub const fn captions(self) -> &'static Captions {
        &self.language().captions
    }

    /// Finds the locale of a language tag by its first subtag, in any case.
    ///
    /// ```
    /// use closeframe::catalog::Locale;
    ///
    /// assert_eq!(Locale::from_tag("de-AT"), Some(Locale::German));
    /// assert_eq!(Locale::from_tag("EN"), Some(Locale::English));
    /// assert_eq!(Locale::from_tag("xx"), None);
    /// ```
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_', '.']).next()?;
        Self::ALL.iter().copied().find(|locale| locale.tag().eq_ignore_ascii_case(language))
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.tag())
    }
}

impl FromStr for Locale {
    type Err = UnknownLocale;

    /// Reads a language tag as [`Locale::from_tag`] does.
    ///
    /// # Errors
    ///
    /// Returns [`UnknownLocale`] for a language that the catalog does not speak.
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Self::from_tag(tag).ok_or(UnknownLocale(()))
    }
}

/// The language tag names no [`Locale`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownLocale(());

impl fmt::Display for UnknownLocale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tags: Vec<_> = Locale::ALL.iter().map(|locale| locale.tag()).collect();
        write!(f, "the catalog has no such language, only {}", tags.join(", "))
    }
}

impl Error for UnknownLocale {}

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
