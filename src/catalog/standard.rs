//! What can be asked without a catalog of one's own: the rows of RFC 6455 and the IANA registry.
//!
//! The rows themselves are in `data/standard_codes.rs`; here they are found, and held to their order
//! when the crate is compiled. What an application adds is in [`Catalog`](super::Catalog).

use super::additions::in_order;
pub(crate) use super::data::standard_codes::{
    CODES, RANGES, RFC_RANGES, constant_name, name, range_row, reference_url,
};
#[cfg(feature = "pages")]
pub(super) use super::data::standard_codes::{JUDGEMENT, REGISTRY};
use super::entry::Entry;
use crate::CloseCode;

/// Returns the row of the standard catalog that explains a code: its own, or that of its range.
#[must_use]
pub fn entry(code: CloseCode) -> &'static Entry {
    get(code).unwrap_or_else(|| range_row(code.range()))
}

/// Returns the row of the standard catalog for exactly this code.
#[must_use]
pub fn get(code: CloseCode) -> Option<&'static Entry> {
    let found = CODES.binary_search_by_key(&code.as_u16(), |entry| entry.first().as_u16());
    found.ok().map(|index| &CODES[index])
}

/// Returns all rows of the standard catalog in ascending order, as
/// [`Catalog::iter`](super::Catalog::iter) does.
pub fn iter() -> impl Iterator<Item = &'static Entry> {
    in_order(CODES).into_iter()
}

const _: () = assert!(is_ascending(CODES), "the rows of codes must ascend: they are searched");
const _: () = assert!(is_ascending(RANGES), "the rows of ranges must ascend");
const _: () = assert!(agrees_with_code(CODES), "a row's sender contradicts may_be_sent");
const _: () = assert!(agrees_with_code(RANGES), "a range's sender contradicts may_be_sent");

const fn is_ascending(rows: &[Entry]) -> bool {
    let mut index = 1;
    while index < rows.len() {
        if rows[index - 1].last().as_u16() >= rows[index].first().as_u16() {
            return false;
        }
        index += 1;
    }
    true
}

/// A range is judged by its two ends: `may_be_sent` changes nowhere inside one.
const fn agrees_with_code(rows: &[Entry]) -> bool {
    let mut index = 0;
    while index < rows.len() {
        let row = &rows[index];
        let may_be_sent = row.may_be_sent();
        if may_be_sent != row.first().may_be_sent() || may_be_sent != row.last().may_be_sent() {
            return false;
        }
        index += 1;
    }
    true
}
