//! What can be asked without a catalog of one's own.

use super::catalog::in_order;
use super::data::pairs;
use super::entry::Entry;
use super::locale::Locale;
use super::pages::{ComparedCode, Comparison, Explanation};
use super::subprotocol::Subprotocol;
use super::table;
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

/// Returns all rows of the standard catalog in ascending order, as
/// [`Catalog::iter`](crate::catalog::Catalog::iter) does.
pub fn iter() -> impl Iterator<Item = &'static Entry> {
    in_order(table::CODES)
}

/// Explains one code of the standard catalog on a page.
#[must_use]
pub fn explain(code: CloseCode, locale: Locale) -> Explanation<'static> {
    Explanation::new(code, entry(code), locale)
}

/// Compares two codes of the standard catalog on a page.
#[must_use]
pub fn compare(a: CloseCode, b: CloseCode, locale: Locale) -> Comparison<'static> {
    let [a, b] = [a, b].map(|code| ComparedCode::new(code, entry(code)));
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
