//! Where the head of a server's response ends and its frames begin.

use tungstenite::handshake::{client::Response, machine::TryParse};
use tungstenite::http::StatusCode;

/// tungstenite's own limit for a head; past it, it refuses the handshake.
const MAX_HEAD: usize = 65_536;

/// The bytes of a response so far, measured with tungstenite's own parser so that both agree.
#[derive(Debug, Default)]
pub(crate) struct ResponseHead {
    seen: Vec<u8>,
    /// The response was refused, or is none: no frames will follow.
    not_upgraded: bool,
}

impl ResponseHead {
    /// Takes the next bytes; returns where in them the first frame begins, once the head is over.
    pub(crate) fn end_in(&mut self, chunk: &[u8]) -> Option<usize> {
        if self.not_upgraded {
            return None;
        }
        let before = self.seen.len();
        self.seen.extend_from_slice(chunk);
        match Response::try_parse(&self.seen) {
            Ok(None) if self.seen.len() <= MAX_HEAD => None,
            // Any other status has a body, in which a byte 0x88 is no close frame.
            Ok(Some((end, response))) if response.status() == StatusCode::SWITCHING_PROTOCOLS => {
                Some(end - before)
            }
            _ => {
                *self = Self { seen: Vec::new(), not_upgraded: true };
                None
            }
        }
    }
}
