//! The extensions that a client offers in its opening handshake, and what the response makes of them.

use tungstenite::http::{HeaderMap, header::SEC_WEBSOCKET_EXTENSIONS};

/// Whether an extension was offered that the response does not name (RFC 6455 section 9.1): that is legal, and
/// the one thing that 1010 is about. Names are compared, parameters are not.
pub(crate) fn lacks_answer(request: &HeaderMap, response: &HeaderMap) -> bool {
    let agreed = names(response);
    let is_agreed = |offered: &&str| agreed.iter().any(|it| it.eq_ignore_ascii_case(offered));
    !names(request).iter().all(is_agreed)
}

/// Each header lists extensions, each of which has a name and may have parameters.
fn names(headers: &HeaderMap) -> Vec<&str> {
    let mut names = Vec::new();
    for list in headers.get_all(SEC_WEBSOCKET_EXTENSIONS) {
        for extension in list.to_str().unwrap_or_default().split(',') {
            let name = extension.split(';').next().unwrap_or_default().trim();
            if !name.is_empty() {
                names.push(name);
            }
        }
    }
    names
}
