//! The extensions that a client offers in its opening handshake, and what the response makes of them.

use tungstenite::http::{HeaderMap, header::SEC_WEBSOCKET_EXTENSIONS};

/// Whether an extension was offered that the response does not name (RFC 6455 section 9.1): that is legal, and
/// the one thing that 1010 is about. Names are compared, parameters are not.
pub(crate) fn lacks_answer(request: &HeaderMap, response: &HeaderMap) -> bool {
    names(request)
        .any(|offered| !names(response).any(|agreed| agreed.eq_ignore_ascii_case(offered)))
}

/// Each header lists extensions, each of which has a name and may have parameters.
fn names(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let lists = headers.get_all(SEC_WEBSOCKET_EXTENSIONS).into_iter();
    let extensions = lists.filter_map(|list| list.to_str().ok()).flat_map(|list| list.split(','));
    let names = extensions.map(|extension| extension.split(';').next().unwrap_or_default().trim());
    names.filter(|name| !name.is_empty())
}
