//! What every close code means, when it is seen, and what to do about it.
//!
//! Every number from 0 to 65535 has an explanation: of its own if RFC 6455, the IANA registry or
//! the application defines it, else that of its range. The functions of this module ask the
//! standard catalog; a [`Catalog`] of one's own also knows the codes of an application.
//!
//! # Example: what is 1006, and what do I do?
//!
//! ```
//! use closeframe::{CloseCode, Locale, catalog};
//!
//! let entry = catalog::entry(CloseCode::new(1006));
//! assert_eq!(entry.name(), "Abnormal Closure");
//! assert_eq!(entry.retry().to_string(), "yes, with backoff");
//! assert!(!entry.may_travel());
//! println!("{}", entry.how_to_fix(Locale::English));
//! ```
//!
//! # Example: a page about one code, or about two
//!
//! ```
//! use closeframe::{CloseCode, Locale, catalog};
//!
//! let page = catalog::explain(CloseCode::BAD_GATEWAY, Locale::English).to_string();
//! assert!(page.starts_with("1014 Bad Gateway\n\nAt a glance\n"));
//!
//! let [a, b] = [CloseCode::NORMAL_CLOSURE, CloseCode::ABNORMAL_CLOSURE];
//! let page = catalog::compare(a, b, Locale::German);
//! assert_eq!(page.title(), "1000 Normal Closure und 1006 Abnormal Closure im Vergleich");
//! ```
//!
//! # Languages
//!
//! Headings and fixed sentences exist in every [`Locale`]. The rows' own texts are English where
//! a language has none of its own; [`Text::is_fallback`] tells, and pages mark it.

mod advice;
mod application;
mod compare;
mod entry;
mod explain;
mod facts;
mod locale;
mod page;
mod sentences;
pub(crate) mod table;
mod wording;

use std::sync::Arc;

pub use self::application::RegisterError;
#[doc(hidden)]
pub use self::application::{is_application_code, occurs_once};
pub use self::compare::{Comparison, Side, Source};
pub use self::entry::Entry;
#[doc(hidden)]
pub use self::entry::Row;
pub use self::explain::Explanation;
pub use self::facts::{Category, Retry, Sender};
pub use self::locale::{Locale, Text, UnknownLocale};
pub use self::page::{Item, Layout, Section};
use crate::CloseCode;

/// The close codes that a program knows: the standard ones and its own.
///
/// Cloning is cheap: the standard rows are static, the application's are shared.
///
/// ```
/// use closeframe::{Catalog, CloseCode, Entry};
///
/// let slow = CloseCode::new(4102);
/// let catalog = Catalog::standard().with_codes(&[Entry::application(slow, "Slow Consumer")])?;
/// assert_eq!(catalog.entry(slow).name(), "Slow Consumer");
/// assert_eq!(catalog.entry(CloseCode::new(4103)).name(), "Private Use");
/// assert_eq!(catalog.registered().count(), 1);
/// # Ok::<(), closeframe::RegisterError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// The application's rows, in ascending order.
    registered: Arc<Vec<Entry>>,
}

impl Catalog {
    /// The most rows that an application may add, since each makes a series of metrics.
    pub const MAX_APPLICATION_CODES: usize = 64;

    /// Returns the catalog of RFC 6455 and the IANA registry.
    #[must_use]
    pub fn standard() -> Self {
        Self::default()
    }

    /// Adds rows, such as a static of [`app_codes!`](crate::app_codes).
    ///
    /// # Errors
    ///
    /// As for [`register`](Self::register), for the first row that is refused.
    pub fn with_codes(mut self, rows: &[Entry]) -> Result<Self, RegisterError> {
        for row in rows {
            self.register(row.clone())?;
        }
        Ok(self)
    }

    /// Adds a row for a code of the application's own.
    ///
    /// # Errors
    ///
    /// Returns [`RegisterError`], and leaves the catalog as it was, if the code is not within
    /// 3000-4999, is standard or registered already, if a text of the row is empty, or if the
    /// catalog has [`MAX_APPLICATION_CODES`](Self::MAX_APPLICATION_CODES) rows.
    ///
    /// ```
    /// use closeframe::{Catalog, CloseCode, Entry};
    ///
    /// let mut catalog = Catalog::standard();
    /// let refused = catalog.register(Entry::application(CloseCode::FORBIDDEN, "Banned"));
    /// assert_eq!(
    ///     refused.unwrap_err().to_string(),
    ///     "close code 3003 cannot be registered: the standard catalog defines it as \"Forbidden\"",
    /// );
    /// ```
    pub fn register(&mut self, row: Entry) -> Result<(), RegisterError> {
        let code = row.first();
        if code.is_standard() {
            return Err(RegisterError::Standard { code });
        }
        if row.code().is_none() || !is_application_code(code) {
            return Err(RegisterError::OutOfRange { code });
        }
        if let Some(field) = row.empty_text() {
            return Err(RegisterError::EmptyText { code, field });
        }
        let Err(position) = self.position(code) else {
            return Err(RegisterError::Duplicate { code });
        };
        if self.registered.len() >= Self::MAX_APPLICATION_CODES {
            return Err(RegisterError::TooMany { code });
        }
        Arc::make_mut(&mut self.registered).insert(position, row);
        Ok(())
    }

    /// Returns the row that explains a code: its own, or that of its range.
    #[must_use]
    pub fn entry(&self, code: CloseCode) -> &Entry {
        self.get(code).unwrap_or_else(|| table::range_row(code.range()))
    }

    /// Returns the row of exactly this code.
    #[must_use]
    pub fn get(&self, code: CloseCode) -> Option<&Entry> {
        let registered = || Some(&self.registered[self.position(code).ok()?]);
        table::row(code).or_else(registered)
    }

    /// Returns all rows in ascending order, the row of a range after the rows that start with it.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        in_order(&self.registered)
    }

    /// Returns the application's rows in ascending order.
    pub fn registered(&self) -> impl Iterator<Item = &Entry> {
        self.registered.iter()
    }

    /// Explains one code on a page.
    #[must_use]
    pub fn explain(&self, code: CloseCode, locale: Locale) -> Explanation<'_> {
        Explanation::new(code, self.entry(code), locale)
    }

    /// Compares two codes on a page.
    #[must_use]
    pub fn compare(&self, a: CloseCode, b: CloseCode, locale: Locale) -> Comparison<'_> {
        let [a, b] = [a, b].map(|code| Side::new(code, self.entry(code)));
        Comparison::new(a, b, locale)
    }

    /// Returns whether both are clones of one catalog.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.registered, &other.registered)
    }

    /// Finds an application's row, or the place where it would have to be.
    fn position(&self, code: CloseCode) -> Result<usize, usize> {
        self.registered.binary_search_by_key(&code, Entry::first)
    }
}

/// Returns the row of the standard catalog that explains a code: its own, or that of its range.
#[must_use]
pub fn entry(code: CloseCode) -> &'static Entry {
    get(code).unwrap_or_else(|| table::range_row(code.range()))
}

/// Returns the row of the standard catalog for exactly this code.
#[must_use]
pub fn get(code: CloseCode) -> Option<&'static Entry> {
    table::row(code)
}

/// Returns all rows of the standard catalog in ascending order, as [`Catalog::iter`] does.
pub fn iter() -> impl Iterator<Item = &'static Entry> {
    in_order(&[])
}

/// Explains one code of the standard catalog on a page.
#[must_use]
pub fn explain(code: CloseCode, locale: Locale) -> Explanation<'static> {
    Explanation::new(code, entry(code), locale)
}

/// Compares two codes of the standard catalog on a page.
#[must_use]
pub fn compare(a: CloseCode, b: CloseCode, locale: Locale) -> Comparison<'static> {
    let [a, b] = [a, b].map(|code| Side::new(code, entry(code)));
    Comparison::new(a, b, locale)
}

fn in_order(registered: &[Entry]) -> impl Iterator<Item = &Entry> {
    let mut rows = Vec::new();
    rows.extend(table::CODES);
    rows.extend(registered);
    rows.extend(table::RANGES);
    rows.sort_by_key(|row: &&Entry| (row.first(), row.last()));
    rows.into_iter()
}
