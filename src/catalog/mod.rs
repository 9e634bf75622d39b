//! What every close code means, when it is seen, and what to do about it.
//!
//! Every number from 0 to 65535 has an explanation: of its own if RFC 6455, the IANA registry or
//! the application defines it, else that of its range. The functions of this module ask the
//! standard catalog; a [`Catalog`] of one's own also knows the codes of an application.
//!
//! # Example: what is 1006, and what do I do?
//!
//! ```
//! use closeframe::{CloseCode, catalog::{self, Locale}};
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
//! use closeframe::{CloseCode, catalog::{self, Locale}};
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
//! use closeframe::{CloseCode, catalog::{Catalog, Locale, subprotocols}};
//!
//! let catalog = Catalog::standard().with_subprotocol(&subprotocols::GRAPHQL_TRANSPORT_WS)?;
//! let entry = catalog.entry(CloseCode::new(4403));
//! assert_eq!(entry.name(), "Forbidden");
//! assert_eq!(entry.http_relatives(), [403]);
//! println!("{}", entry.how_to_fix(Locale::German));
//! # Ok::<(), closeframe::catalog::RegisterError>(())
//! ```
//!
//! # Languages
//!
//! Everything that comes with the crate exists in every [`Locale`]. An application's rows are
//! English where they were given no [translation](Entry::with_translation);
//! [`Text::is_fallback`] tells, and pages mark it. A language is one data file in
//! `src/catalog/data/languages`: the compiler, and the crate's tests, tell what is missing in it.

mod additions;
mod annotation;
#[allow(clippy::module_inception, reason = "it is where one looks for `Catalog`")]
mod catalog;
mod data;
mod entry;
mod facts;
mod language;
mod locale;
mod macros;
mod pages;
mod reconnect;
mod register_error;
mod standard;
mod subprotocol;

pub use self::annotation::Annotation;
pub use self::catalog::Catalog;
pub(crate) use self::data::standard_codes as table;
pub use self::data::subprotocols;
pub use self::entry::Entry;
#[doc(hidden)]
pub use self::entry::Owner;
#[doc(hidden)]
pub use self::entry::Row;
pub use self::facts::{Category, Retry, Sender, Severity, UnknownSeverity};
pub use self::locale::{Locale, Text, UnknownLocale};
#[doc(hidden)]
pub use self::macros::{are_apart, is_application_code, occurs_once};
pub use self::pages::{
    Captions, ComparedCode, Comparison, Explanation, Item, Layout, Reference, Section, http_phrase,
};
pub(crate) use self::pages::{idle_limit, idle_limit_and};
pub use self::reconnect::{Advice, advice};
pub use self::register_error::RegisterError;
pub use self::standard::{
    compare, entry, explain, get, iter, meanings, neighbours, relatives_of_http,
};
pub use self::subprotocol::Subprotocol;
