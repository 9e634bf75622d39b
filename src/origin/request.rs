//! What is known of where a connection comes from.

use tungstenite::http::{HeaderMap, HeaderValue, Uri, header::USER_AGENT};

use crate::{Endpoint, frame::cut};

/// How many bytes are kept of each: more than a log shows, and no more than a connection may cost.
const MAX_LEN: usize = 512;

/// The endpoint, and what a request said, and who sent it: but for the first, text that the client chose.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origin {
    pub(crate) endpoint: Option<Endpoint>,
    pub(crate) subprotocol: Option<Box<str>>,
    pub(crate) client_address: Option<Box<str>>,
    pub(crate) url_path: Option<Box<str>>,
    pub(crate) user_agent: Option<Box<str>>,
}

impl Origin {
    /// Takes the path, without the query, in which tokens are, and the user agent.
    pub(crate) fn read(&mut self, uri: &Uri, headers: &HeaderMap) {
        self.url_path = Some(bounded(uri.path()));
        self.user_agent = headers.get(USER_AGENT).map(header);
    }
}

/// The text of a header, whatever bytes it has.
pub(crate) fn header(value: &HeaderValue) -> Box<str> {
    let bytes = value.as_bytes();
    // A character that is cut in the middle, or is none, shows as U+FFFD.
    bounded(&String::from_utf8_lossy(&bytes[..bytes.len().min(MAX_LEN)]))
}

pub(crate) fn bounded(text: &str) -> Box<str> {
    cut(text, MAX_LEN).into()
}
