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

mod added;
mod annotation;
mod application;
mod captions;
mod compare;
mod decision;
mod declared;
mod differences;
mod entry;
mod explain;
mod extended;
mod facts;
mod http;
mod language;
mod locale;
mod page;
mod pairs;
mod reconnect;
mod register_error;
mod row;
mod sentences;
#[cfg(feature = "serde")]
mod serialize;
mod side;
mod standard;
mod subprotocol;
pub mod subprotocols;
pub(crate) mod table;
mod wording;

pub use self::annotation::Annotation;
pub use self::captions::Captions;
pub use self::compare::{Comparison, Source};
#[doc(hidden)]
pub use self::declared::{are_apart, is_application_code, occurs_once};
pub use self::entry::Entry;
#[doc(hidden)]
pub use self::entry::Owner;
pub use self::explain::Explanation;
pub use self::extended::Catalog;
pub use self::facts::{Category, Retry, Sender, Severity, UnknownSeverity};
pub use self::http::http_phrase;
pub use self::locale::{Locale, Text, UnknownLocale};
pub use self::page::{Item, Layout, Section};
pub use self::reconnect::{Advice, advice};
pub use self::register_error::RegisterError;
#[doc(hidden)]
pub use self::row::Row;
pub(crate) use self::sentences::{idle_limit, idle_limit_and};
#[cfg(feature = "serde")]
pub use self::serialize::LocalizedEntry;
pub use self::side::Side;
pub use self::standard::{
    compare, entry, explain, get, iter, meanings, neighbours, relatives_of_http,
};
pub use self::subprotocol::Subprotocol;
