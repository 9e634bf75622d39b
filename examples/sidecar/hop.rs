//! The headers that concern one hop alone (RFC 9110 section 7.6.1). All others pass as they came.

use std::mem;

use hyper::header::{
    CONNECTION, CONTENT_LENGTH, HOST, HeaderMap, HeaderName, HeaderValue, TE, TRANSFER_ENCODING,
    UPGRADE,
};

/// Named in `Connection` or not: the first are hyper's, which knows the length of a body; without the last
/// there is no request.
const KEPT: [HeaderName; 6] = [UPGRADE, TE, CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION, HOST];

/// Makes them those of the connection to the server, on which nothing follows.
pub(crate) fn enter_request(headers: &mut HeaderMap, is_upgrade: bool) {
    strip(headers);
    let connection = match headers.contains_key(TE) {
        _ if is_upgrade => "Upgrade",
        true => "close, TE",
        false => "close",
    };
    headers.insert(CONNECTION, HeaderValue::from_static(connection));
    if !is_upgrade {
        // A server may do as if it had not been asked for another protocol (section 7.8); so may we.
        retain(headers, |name| name != UPGRADE);
    }
}

/// Makes them those of the connection to the client, of which hyper sees whether it stays.
pub(crate) fn leave_response(headers: &mut HeaderMap) {
    strip(headers);
    if headers.contains_key(UPGRADE) {
        // Of a 101, or of what demands an upgrade.
        headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    } else {
        retain(headers, |name| name != CONNECTION);
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

/// Takes out all but `Connection` itself, whose place is to stay.
fn strip(headers: &mut HeaderMap) {
    let named = words(headers, &CONNECTION).filter_map(|word| word.parse().ok());
    let named: Vec<HeaderName> = named.filter(|name| !KEPT.contains(name)).collect();
    let is_hops = |name: &HeaderName| {
        name == "keep-alive" || name == "proxy-connection" || named.contains(name)
    };
    retain(headers, |name| !is_hops(name));
}

/// Keeps these in their order, which `remove` does not.
fn retain(headers: &mut HeaderMap, is_kept: impl Fn(&HeaderName) -> bool) {
    if headers.keys().all(&is_kept) {
        return;
    }
    let mut last = None;
    for (name, value) in mem::take(headers) {
        // Of several values, only the first has the name.
        last = name.or(last);
        if let Some(name) = last.as_ref().filter(|name| is_kept(name)) {
            headers.append(name, value);
        }
    }
}
