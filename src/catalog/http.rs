//! What HTTP calls the statuses that are related to close codes.
//!
//! Whoever looks up 403 may have an HTTP status in hand. Which status is related to which code is told
//! by the rows; which rows are related to a status, by `catalog::pages`.

/// What HTTP calls its statuses (RFC 9110 section 15, RFC 6585): those that have a relative here.
const PHRASES: &[(u16, &str)] = &[
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (402, "Payment Required"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (406, "Not Acceptable"),
    (408, "Request Timeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (413, "Content Too Large"),
    (415, "Unsupported Media Type"),
    (422, "Unprocessable Content"),
    (426, "Upgrade Required"),
    (429, "Too Many Requests"),
    (500, "Internal Server Error"),
    (501, "Not Implemented"),
    (502, "Bad Gateway"),
    (503, "Service Unavailable"),
    (504, "Gateway Timeout"),
];

/// Returns what HTTP calls a status that is related to a close code, such as "Forbidden".
///
/// ```
/// use closeframe::catalog::pages;
///
/// assert_eq!(pages::http_phrase(403), Some("Forbidden"));
/// assert_eq!(pages::http_phrase(200), None);
/// ```
#[must_use]
#[cfg_attr(not(feature = "pages"), allow(unreachable_pub, reason = "`pages` exports it"))]
pub fn http_phrase(status: u16) -> Option<&'static str> {
    PHRASES.iter().find(|(of, _)| *of == status).map(|(_, phrase)| *phrase)
}
