//! What a text message asks the server to do.

use std::time::Duration;

use closeframe::{CloseCode, ParseCloseCodeError};
use tungstenite::protocol::{CloseFrame, frame::coding};

/// A text message, read as an order to the server.
pub(crate) enum Command<'a> {
    /// Anything else: to be sent back.
    Echo,
    /// `/close CODE [REASON…]`, with whatever code and reason it names: legal or not is for the
    /// monitor's policy to say.
    Close(CloseFrame),
    /// `/close` with something that is no code.
    Mistaken { code: &'a str, error: ParseCloseCodeError },
    /// `/keepalive MILLISECONDS`: to be pinged after so long without input, with as long to answer.
    Keepalive(Duration),
    /// `/keepalive` with something that is no number.
    NoTime(&'a str),
    /// `/drop`: to let go of the socket without closing it.
    Drop,
    /// `/panic`
    Panic,
}

impl<'a> Command<'a> {
    pub(crate) fn parse(text: &'a str) -> Self {
        // The reason is all that follows the space after the code, spaces included.
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        match word {
            "/close" => {
                let (code, reason) = rest.split_once(' ').unwrap_or((rest, ""));
                match code.parse().map(CloseCode::as_u16) {
                    Ok(code) => Self::Close(CloseFrame {
                        code: coding::CloseCode::from(code),
                        reason: reason.into(),
                    }),
                    Err(error) => Self::Mistaken { code, error },
                }
            }
            "/keepalive" => match rest.parse() {
                Ok(milliseconds) => Self::Keepalive(Duration::from_millis(milliseconds)),
                Err(_) => Self::NoTime(rest),
            },
            _ if text == "/drop" => Self::Drop,
            _ if text == "/panic" => Self::Panic,
            _ => Self::Echo,
        }
    }
}
