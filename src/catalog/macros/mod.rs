//! The macros that declare close codes, and what they check at compile time.

mod app_codes;
mod checks;

pub use self::checks::{are_apart, is_application_code, occurs_once};
