//! What the catalog says, as data: nothing here decides anything.

pub(super) mod pairs;
pub(crate) mod standard_codes;
pub mod subprotocols;
