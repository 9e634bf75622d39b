//! Parsing: what a peer's close frame says, and which rules it breaks.

use std::fmt;

use ecow::EcoString;
use tungstenite::protocol::CloseFrame;

use super::{CODE_LEN, MAX_CONTROL_PAYLOAD};
use crate::{CloseCode, Role, tap::RawClose};

/// A rule that a close frame, the peer's or ours, broke.
///
/// These are the values of the metric label and the log field `violation`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Violation {
    /// The code may not be sent (RFC 6455 sections 7.4.1 and 7.4.2).
    InvalidCode,
    /// The payload is a single byte (RFC 6455 section 5.5.1).
    TruncatedCode,
    /// The reason is not UTF-8 (RFC 6455 section 5.5.1).
    InvalidUtf8,
    /// The payload declares more than 125 bytes (RFC 6455 section 5.5); only received.
    TooLong,
    /// The reason of a close to be sent is longer than 123 bytes (RFC 6455 section 5.5).
    ReasonTooLong,
    /// The frame is not final (RFC 6455 section 5.5).
    Fragmented,
    /// A reserved bit is set without an extension that defines it (RFC 6455 section 5.2).
    ReservedBits,
    /// A client sent the frame unmasked (RFC 6455 section 5.1).
    Unmasked,
    /// A server sent the frame masked (RFC 6455 section 5.1).
    Masked,
    /// The peer took our legal close for an error: it answered with a legal 1002 or 1007 that we had
    /// not sent. Only sent, and not our fault: a dozen common clients do so with 1012-1014.
    Rejected,
}

impl Violation {
    /// Every violation.
    pub const ALL: &'static [Self] = &[
        Self::InvalidCode,
        Self::TruncatedCode,
        Self::InvalidUtf8,
        Self::TooLong,
        Self::ReasonTooLong,
        Self::Fragmented,
        Self::ReservedBits,
        Self::Unmasked,
        Self::Masked,
        Self::Rejected,
    ];

    /// The label value and log field, `invalid_code` for example.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidCode => "invalid_code",
            Self::TruncatedCode => "truncated_code",
            Self::InvalidUtf8 => "invalid_utf8",
            Self::TooLong => "too_long",
            Self::ReasonTooLong => "reason_too_long",
            Self::Fragmented => "fragmented",
            Self::ReservedBits => "reserved_bits",
            Self::Unmasked => "unmasked",
            Self::Masked => "masked",
            Self::Rejected => "rejected",
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What the WebSocket library tells of a close frame that came in and was not empty.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LibraryClose<'a> {
    pub(crate) code: CloseCode,
    pub(crate) reason: &'a str,
}

impl<'a> From<&'a CloseFrame> for LibraryClose<'a> {
    fn from(frame: &'a CloseFrame) -> Self {
        Self { code: CloseCode::new(frame.code.into()), reason: &frame.reason }
    }
}

/// A close frame that came in: it may be anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedClose {
    code: Option<CloseCode>,
    reason: EcoString,
    reason_len: u64,
    violation: Option<Violation>,
}

impl ReceivedClose {
    /// The code as read, 1005 for an empty frame; `None` where there is none to read. That may be so
    /// where the header alone is illegal, since then nobody waits for the payload.
    #[must_use]
    pub fn code(&self) -> Option<CloseCode> {
        self.code
    }

    /// The reason as far as it could be read: at most 123 bytes, with U+FFFD for what is not UTF-8.
    ///
    /// This is text that the peer chose. Never log it unescaped.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Length of the reason in bytes, as the frame declared it.
    #[must_use]
    pub fn reason_len(&self) -> u64 {
        self.reason_len
    }

    /// The first rule that the frame broke, in the order in which tungstenite looks.
    #[must_use]
    pub fn violation(&self) -> Option<Violation> {
        self.violation
    }

    /// Parses what the tap saw; `library_close` is what the library made of it, and
    /// `accept_unmasked_frames` the setting of tungstenite that has this name.
    pub(crate) fn from_wire(
        raw: &RawClose,
        library_close: Option<LibraryClose<'_>>,
        role: Role,
        accept_unmasked_frames: bool,
    ) -> Self {
        let framing = if role == Role::Server && !raw.is_masked() && !accept_unmasked_frames {
            Some(Violation::Unmasked)
        } else if raw.has_reserved_bits() {
            Some(Violation::ReservedBits)
        } else if role == Role::Client && raw.is_masked() {
            Some(Violation::Masked)
        } else if !raw.is_final() {
            Some(Violation::Fragmented)
        } else if raw.length() > MAX_CONTROL_PAYLOAD as u64 {
            Some(Violation::TooLong)
        } else {
            None
        };
        let body = match library_close {
            // With the code the reason came up unchanged, and is known to be UTF-8.
            Some(close) if raw.code() == Some(close.code.as_u16()) => {
                Self::from_library(Some(close))
            }
            _ => Self::from_payload(&raw.payload()),
        };
        // Not there yet is not the same as empty.
        let is_readable = raw.length() == 0 || raw.code().is_some();
        Self {
            code: body.code.filter(|_| is_readable),
            violation: framing.or(body.violation),
            reason_len: raw.length().saturating_sub(2),
            ..body
        }
    }

    /// Parses a whole payload (RFC 6455 section 5.5.1).
    pub(crate) fn from_payload(payload: &[u8]) -> Self {
        match payload {
            [] => Self::empty(),
            [_] => Self {
                code: None,
                reason: EcoString::new(),
                reason_len: 0,
                violation: Some(Violation::TruncatedCode),
            },
            [high, low, reason @ ..] => {
                let code = CloseCode::new(u16::from_be_bytes([*high, *low]));
                let (text, violation) = match std::str::from_utf8(reason) {
                    Err(_) => {
                        (String::from_utf8_lossy(reason).into(), Some(Violation::InvalidUtf8))
                    }
                    Ok(text) if !code.may_be_sent() => (text.into(), Some(Violation::InvalidCode)),
                    Ok(text) => (text.into(), None),
                };
                Self { code: Some(code), reason: text, reason_len: reason.len() as u64, violation }
            }
        }
    }

    /// Of a frame whose header nobody has seen: the payload tells how long it was.
    pub(crate) fn check_length(&mut self) {
        if self.reason_len > (MAX_CONTROL_PAYLOAD - CODE_LEN) as u64 {
            self.violation = Some(Violation::TooLong);
        }
    }

    /// Takes over what tungstenite delivered.
    #[inline(always)]
    pub(crate) fn from_library(library_close: Option<LibraryClose<'_>>) -> Self {
        let Some(LibraryClose { code, reason }) = library_close else { return Self::empty() };
        Self {
            code: Some(code),
            reason: reason.into(),
            reason_len: reason.len() as u64,
            // Only a reply to our own close comes up unchanged (Q1).
            violation: (!code.may_be_sent()).then_some(Violation::InvalidCode),
        }
    }

    /// A payload of one byte, as told by tungstenite's error.
    pub(crate) fn truncated() -> Self {
        Self::from_payload(&[0])
    }

    /// One that somebody else has read.
    pub(crate) fn unknown() -> Self {
        Self { code: None, ..Self::empty() }
    }

    /// The frame as tungstenite would have delivered it.
    pub(crate) fn to_frame(&self) -> Option<CloseFrame> {
        let code = self.code.filter(|code| code.may_be_sent())?;
        Some(CloseFrame { code: code.as_u16().into(), reason: (&*self.reason).into() })
    }

    fn empty() -> Self {
        Self {
            code: Some(CloseCode::NO_STATUS_RECEIVED),
            reason: EcoString::new(),
            reason_len: 0,
            violation: None,
        }
    }
}
