//! The headers that concern one hop alone (RFC 9110 section 7.6.1). All others pass as they came.

use hyper::header::{
    CONNECTION, CONTENT_LENGTH, HOST, HeaderMap, HeaderName, HeaderValue, TE, TRANSFER_ENCODING,
    UPGRADE,
};

/// Named in `Connection` or not: the first are hyper's, which knows the length of a body; without the last
/// there is no request.
const KEPT: [HeaderName; 5] = [UPGRADE, TE, CONTENT_LENGTH, TRANSFER_ENCODING, HOST];

/// Makes them those of the connection to the server, on which nothing follows.
pub(crate) fn enter_request(headers: &mut HeaderMap, is_upgrade: bool) {
    strip(headers);
    if is_upgrade {
        headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
        return;
    }
    // A server may do as if it had not been asked for another protocol (section 7.8); so may we.
    headers.remove(UPGRADE);
    let connection = if headers.contains_key(TE) { "close, TE" } else { "close" };
    headers.insert(CONNECTION, HeaderValue::from_static(connection));
}

/// Makes them those of the connection to the client, of which hyper sees whether it stays.
pub(crate) fn leave_response(headers: &mut HeaderMap) {
    strip(headers);
    // Of a 101, and of what demands an upgrade.
    if headers.contains_key(UPGRADE) {
        headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    }
}

/// Whether one of a header's lists has this word.
pub(crate) fn has_word(headers: &HeaderMap, name: &HeaderName, word: &str) -> bool {
    words(headers, name).any(|it| it.eq_ignore_ascii_case(word))
}

fn words<'h>(headers: &'h HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'h str> {
    let lists = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).map(str::trim)
}

fn strip(headers: &mut HeaderMap) {
    let named = words(headers, &CONNECTION).filter_map(|word| word.parse::<HeaderName>().ok());
    let named: Vec<_> = named.filter(|name| !KEPT.contains(name)).collect();
    for name in named {
        headers.remove(name);
    }
    for name in ["connection", "keep-alive", "proxy-connection"] {
        headers.remove(name);
    }
}
