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
//! # Example: a code that only a protocol gives a meaning
//!
//! ```
//! use closeframe::{Catalog, CloseCode, Locale, catalog::subprotocols};
//!
//! let catalog = Catalog::standard().with_subprotocol(&subprotocols::GRAPHQL_TRANSPORT_WS)?;
//! let entry = catalog.entry(CloseCode::new(4403));
//! assert_eq!(entry.name(), "Forbidden");
//! assert_eq!(entry.http_relatives(), [403]);
//! println!("{}", entry.how_to_fix(Locale::German));
//! # Ok::<(), closeframe::RegisterError>(())
//! ```
//!
//! # Languages
//!
//! Everything that comes with the crate exists in every [`Locale`]. An application's rows are
//! English where they were given no [translation](Entry::with_translation);
//! [`Text::is_fallback`] tells, and pages mark it. A language is one data file in
//! `src/catalog/languages`: the compiler, and the crate's tests, tell what is missing in it.

mod annotation;
mod application;
mod captions;
mod compare;
mod decision;
mod entry;
mod explain;
mod facts;
mod http;
mod language;
mod locale;
mod page;
mod pairs;
mod reconnect;
mod row;
mod sentences;
mod subprotocol;
pub mod subprotocols;
pub(crate) mod table;
mod whole;
mod wording;

pub use self::annotation::Annotation;
pub use self::application::RegisterError;
#[doc(hidden)]
pub use self::application::{are_apart, is_application_code, occurs_once};
pub use self::captions::Captions;
pub use self::compare::{Comparison, Side, Source};
pub use self::entry::Entry;
#[doc(hidden)]
pub use self::entry::Owner;
pub use self::explain::Explanation;
pub use self::facts::{Category, Retry, Sender, Severity, UnknownSeverity};
pub use self::http::http_phrase;
pub use self::locale::{Locale, Text, UnknownLocale};
pub use self::page::{Item, Layout, Section};
pub use self::reconnect::{Advice, advice};
#[doc(hidden)]
pub use self::row::Row;
pub(crate) use self::sentences::{idle_limit, idle_limit_and};
pub use self::subprotocol::Subprotocol;
pub use self::whole::Catalog;
use crate::CloseCode;

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
    whole::in_order(table::CODES)
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

/// Returns what the subprotocols that come with the crate mean by a number.
///
/// ```
/// use closeframe::{CloseCode, catalog};
///
/// let meanings = catalog::meanings(CloseCode::new(4003));
/// let names: Vec<_> = meanings.map(|(protocol, row)| (protocol.id(), row.name())).collect();
/// assert!(names.contains(&("discord-gateway", "Not Authenticated")));
/// assert!(names.contains(&("pusher", "Application Disabled")));
/// ```
pub fn meanings(code: CloseCode) -> impl Iterator<Item = (&'static Subprotocol, &'static Entry)> {
    let of = move |protocol: &&'static Subprotocol| {
        let row = protocol.codes().iter().find(|row| row.code() == Some(code))?;
        Some((*protocol, row))
    };
    Subprotocol::ALL.iter().filter_map(of)
}

/// Returns the codes that are weighed against a code or mistaken for it, by their standard meanings,
/// in ascending order: those that a [`Comparison`] says more about than the rows state.
///
/// ```
/// use closeframe::{CloseCode, catalog};
///
/// let neighbours: Vec<_> = catalog::neighbours(CloseCode::BAD_GATEWAY).collect();
/// assert!(neighbours.contains(&CloseCode::INTERNAL_ERROR));
/// assert!(!neighbours.contains(&CloseCode::NORMAL_CLOSURE));
/// ```
pub fn neighbours(code: CloseCode) -> impl Iterator<Item = CloseCode> {
    pairs::neighbours(code).into_iter()
}

/// Returns the rows of the standard catalog and of the crate's subprotocols that are related to an
/// HTTP status, as 3003 is to 403.
///
/// ```
/// use closeframe::catalog;
///
/// let names: Vec<_> = catalog::relatives_of_http(502).map(|row| row.name()).collect();
/// assert_eq!(names, ["Bad Gateway"]);
/// ```
pub fn relatives_of_http(status: u16) -> impl Iterator<Item = &'static Entry> {
    let rows = Subprotocol::ALL.iter().flat_map(|protocol| protocol.codes());
    table::CODES.iter().chain(rows).filter(move |row| row.http_relatives().contains(&status))
}
