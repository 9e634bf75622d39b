//! The macros that declare close codes, and what they need.
//!
//! What is `pub` here is so because a macro's text is compiled where it is called; it is reached by
//! way of the hidden module `__private`. It is no part of the interface.

mod app_codes;
mod checks;
mod row;
mod standard_codes;
mod subprotocol;

pub(super) use self::checks::is_application_code;
pub use self::checks::{assert_codes, assert_ranges, assert_reasons};
pub use self::row::Row;
pub(super) use self::standard_codes::{close_codes, documents};
pub use self::subprotocol::subprotocol;
