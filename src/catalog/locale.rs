//! The languages that the catalog answers in.
//!
//! Each is a data file that is included here, and a feature of the crate, but for English. What a
//! language has to say is listed in `language`.

use std::{
    error::Error,
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

#[allow(clippy::wildcard_imports, reason = "what the data files are written in")]
use super::language::*;
#[cfg(feature = "pages")]
#[allow(clippy::wildcard_imports, reason = "what the data files are written in")]
use super::pages::written_in::*;

/// A language that the catalog answers in; English is complete and stands in where another has no text.
///
/// Each but English is a feature of the crate: without `german` there is no `German`, and its tag is
/// [unknown](UnknownLocale). A program that names no other has the texts of English alone in it.
// No enum: a `match` over its variants would bring every program the texts of all languages.
#[derive(Clone, Copy)]
pub struct Locale(&'static Language);

macro_rules! languages {
    ($($(#[$feature:meta])* $name:ident $file:literal)+) => {
        #[allow(non_upper_case_globals, reason = "they are used as variants of an enum are")]
        impl Locale {
            $(
                #[doc = concat!(stringify!($name), ".")]
                $(#[$feature])*
                pub const $name: Self = {
                    static LANGUAGE: Language = include!($file);
                    Self(&LANGUAGE)
                };
            )+

            /// Every locale that was built in, the default first.
            pub const ALL: &'static [Self] = &[$($(#[$feature])* Self::$name),+];
        }
    };
}

// English first, since it is the default and stands in for missing texts.
languages! {
    English "data/languages/english.rs"
    #[cfg(feature = "german")]
    German "data/languages/german.rs"
}

impl Default for Locale {
    /// English.
    fn default() -> Self {
        Self::English
    }
}

impl Locale {
    /// What the language's data file says.
    pub(super) const fn language(self) -> &'static Language {
        self.0
    }

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
}

/// Of the same language: each has one table, and one address.
impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Locale {}

impl Hash for Locale {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.tag().hash(state);
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Locale").field(&self.tag()).finish()
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.tag())
    }
}

impl FromStr for Locale {
    type Err = UnknownLocale;

    /// Reads a language tag by its first subtag, in any case.
    ///
    /// ```
    /// use closeframe::catalog::Locale;
    ///
    /// assert_eq!("de-AT".parse(), Ok(Locale::German));
    /// assert_eq!("EN".parse(), Ok(Locale::English));
    /// assert!("xx".parse::<Locale>().is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// Returns [`UnknownLocale`] for a language that the catalog does not speak, or that was not built
    /// in.
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let language = tag.split(['-', '_', '.']).next().unwrap_or_default();
        let found = Self::ALL.iter().find(|locale| locale.tag().eq_ignore_ascii_case(language));
        found.copied().ok_or(UnknownLocale(()))
    }
}

/// The language tag names no [`Locale`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownLocale(());

impl fmt::Display for UnknownLocale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the catalog has no such language, only ")?;
        Locale::ALL.iter().enumerate().try_for_each(|(n, locale)| {
            let comma = if n == 0 { "" } else { ", " };
            write!(f, "{comma}{}", locale.tag())
        })
    }
}

impl Error for UnknownLocale {}
