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
//! assert!(!entry.may_be_sent());
//! println!("{}", entry.how_to_fix(Locale::English));
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
//! # Endings
//!
//! A code is half of the story: a connection with the code 1001 may have been dropped by a handler, or its
//! close may never have been answered. So each [outcome](crate::Outcome), each
//! [rule](crate::Violation) that a close frame can break and each [kind of error](crate::ErrorType) has a
//! row too ([`ending`], [`endings`]), and [`Catalog::explain_ending`] puts together what a log line says.
//!
//! # Languages
//!
//! Everything that comes with the crate exists in every [`Locale`] that was built in: English always,
//! German with the feature `german`, a default. An application's rows are English where they were given
//! no [translation](Entry::with_translation); [`Text::is_fallback`] tells.
//!
//! # Pages
//!
//! With the feature `pages`, the module `catalog::pages` has pages about one code and about any two.

mod additions;
mod annotation;
#[allow(clippy::module_inception, reason = "it is where one looks for `Catalog`")]
mod catalog;
mod category;
mod data;
mod ending;
mod ending_texts;
mod entry;
mod failed_opening;
#[cfg(any(feature = "pages", feature = "serde"))]
mod http;
mod language;
mod locale;
pub(crate) mod macros;
#[cfg(feature = "pages")]
pub mod pages;
mod reconnect;
mod register_error;
mod retry;
mod sender;
#[cfg(feature = "serde")]
mod serialize;
mod severity;
pub(crate) mod standard;
mod subprotocol;
mod text;

pub use self::annotation::Annotation;
pub use self::catalog::Catalog;
pub use self::category::Category;
pub use self::data::subprotocols;
pub use self::ending::{Ending, EndingEntry, EndingKind, ending, endings};
pub use self::ending_texts::EndingTexts;
pub use self::entry::Entry;
pub use self::failed_opening::advice_for_error;
pub(crate) use self::language::{
    clients_code, drained, idle_limit, lifetime_limit, limit_and, offer_lacks_answer, refused,
    servers_code, unagreed_compression, wait_for_their_application,
};
pub use self::locale::{Locale, UnknownLocale};
pub use self::reconnect::{Advice, advice};
pub use self::register_error::RegisterError;
pub use self::retry::Retry;
pub use self::sender::Sender;
#[cfg(feature = "serde")]
pub use self::serialize::LocalizedEntry;
pub use self::severity::{Severity, UnknownSeverity};
pub use self::standard::{entry, get, iter};
pub use self::subprotocol::Subprotocol;
pub use self::text::Text;
