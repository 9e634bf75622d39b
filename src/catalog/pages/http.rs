//! The relatives of close codes among HTTP's statuses, and the other way round.
//!
//! Whoever looks up 403 may have an HTTP status in hand. Which status is related to which code is told
//! by the rows.

use crate::catalog::standard::CODES;
use crate::catalog::{Entry, Subprotocol, http::http_phrase};

/// Returns the rows of the standard catalog and of the crate's subprotocols that are related to an
/// HTTP status, as 3003 is to 403.
///
/// ```
/// use closeframe::catalog::pages;
///
/// let names: Vec<_> = pages::relatives_of_http(502).map(|row| row.name()).collect();
/// assert_eq!(names, ["Bad Gateway"]);
/// ```
pub fn relatives_of_http(status: u16) -> impl Iterator<Item = &'static Entry> {
    let rows = Subprotocol::ALL.iter().flat_map(|protocol| protocol.codes());
    CODES.iter().chain(rows).filter(move |row| row.http_relatives().contains(&status))
}

/// A status with its phrase, such as "403 Forbidden".
pub(super) fn title(status: u16) -> String {
    match http_phrase(status) {
        Some(phrase) => format!("{status} {phrase}"),
        None => status.to_string(),
    }
}
