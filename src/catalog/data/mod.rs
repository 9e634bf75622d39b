//! What the catalog says, as data: the rows of the standards, of subprotocols and of endings, the pairs
//! of codes that are compared, and the languages.
//!
//! It stands apart so that whoever corrects a text or adds a code reads no logic. The languages are
//! included by `locale.rs`; how everything is found and told is decided there and beside it.

pub(crate) mod endings;
#[cfg(feature = "pages")]
pub(crate) mod pairs;
pub(crate) mod standard_codes;
pub mod subprotocols;
