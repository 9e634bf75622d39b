//! Validation: a close that we may send is legal by construction.

use std::{error, fmt, io};

use tungstenite::{
    Message, Utf8Bytes,
    protocol::{CloseFrame, frame::coding},
};

use super::{CODE_LEN, MAX_CONTROL_PAYLOAD};
use crate::{CloseCode, CodeRange, Role};

/// A close frame that may be sent: its code is legal and its reason fits.
///
/// # Example: sending what the rules allow, and nothing else
///
/// ```
/// use closeframe::{Close, CloseCode, InvalidClose};
///
/// let close = Close::new(CloseCode::SERVICE_RESTART, "back in 30 s")?;
/// assert_eq!(close.to_string(), "1012 Service Restart \"back in 30 s\"");
///
/// let refused = Close::new(1006, "").unwrap_err();
/// assert_eq!(refused, InvalidClose::NeverOnWire { code: CloseCode::ABNORMAL_CLOSURE });
/// assert_eq!(
///     refused.to_string(),
///     "close code 1006 must not appear in a close frame (RFC 6455 section 7.4.1)"
/// );
/// # Ok::<(), InvalidClose>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Close {
    code: Option<CloseCode>,
    reason: Utf8Bytes,
}

impl Close {
    /// The bytes of UTF-8 that a reason may have, 123: the 125 of a control frame less 2 of the code
    /// (RFC 6455 section 5.5).
    pub const MAX_REASON_LEN: usize = MAX_CONTROL_PAYLOAD - CODE_LEN;

    /// A close with a code and a reason, which may be empty.
    ///
    /// # Errors
    ///
    /// [`InvalidClose`] if the code may not be sent or the reason has more than 123 bytes.
    pub fn new(
        code: impl Into<CloseCode>,
        reason: impl Into<Utf8Bytes>,
    ) -> Result<Self, InvalidClose> {
        let (code, reason) = (code.into(), reason.into());
        if let Some(error) = InvalidClose::of_code(code) {
            return Err(error);
        }
        if reason.len() > Self::MAX_REASON_LEN {
            return Err(InvalidClose::ReasonTooLong { len: reason.len() });
        }
        Ok(Self { code: Some(code), reason })
    }

    /// A close whose reason is cut, at a character boundary, to at most 123 bytes.
    ///
    /// # Errors
    ///
    /// [`InvalidClose`] if the code may not be sent.
    ///
    /// # Example: a reason that is too long
    ///
    /// ```
    /// use closeframe::{Close, CloseCode};
    ///
    /// // 80 characters, 160 bytes; the 62nd would end at byte 124.
    /// let close = Close::truncating(CloseCode::INTERNAL_ERROR, &"é".repeat(80))?;
    /// assert_eq!(close.reason(), "é".repeat(61));
    /// # Ok::<(), closeframe::InvalidClose>(())
    /// ```
    pub fn truncating(code: impl Into<CloseCode>, reason: &str) -> Result<Self, InvalidClose> {
        Self::new(code, cut(reason, Self::MAX_REASON_LEN))
    }

    /// A close without a code: the peer calls it 1005.
    #[must_use]
    pub fn empty() -> Self {
        Self { code: None, reason: Utf8Bytes::from_static("") }
    }

    /// 1000 Normal Closure without a reason.
    #[must_use]
    pub fn normal() -> Self {
        Self::of_ours(CloseCode::NORMAL_CLOSURE)
    }

    /// A close without a reason, with a code that this crate chose and knows to be legal.
    pub(crate) fn of_ours(code: CloseCode) -> Self {
        debug_assert!(code.may_be_sent());
        Self { code: Some(code), reason: Utf8Bytes::from_static("") }
    }

    /// The answer to a close: the same code, as RFC 6455 section 5.5.1 has it, and no reason.
    pub(crate) fn answer(to: Option<&CloseFrame>) -> Self {
        to.map_or_else(Self::empty, |frame| Self::of_ours(CloseCode::new(frame.code.into())))
    }

    /// How many bytes of payload a close frame may have, at most, to fit an empty write buffer with
    /// this limit: the header takes two, and a client's mask four (RFC 6455 section 5.2).
    pub(crate) fn room_in(write_buffer: usize, role: Role) -> usize {
        let header = if role == Role::Client { 6 } else { 2 };
        write_buffer.saturating_sub(header)
    }

    /// The code; `None` for the empty close.
    #[must_use]
    pub fn code(&self) -> Option<CloseCode> {
        self.code
    }

    /// The reason: at most 123 bytes, empty where there is none.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for Close {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            None => f.write_str("no code"),
            Some(code) if self.reason.is_empty() => code.fmt(f),
            Some(code) => write!(f, "{code} {:?}", self.reason.as_str()),
        }
    }
}

impl From<Close> for Option<CloseFrame> {
    fn from(close: Close) -> Self {
        let code = close.code?;
        Some(CloseFrame { code: coding::CloseCode::from(code.as_u16()), reason: close.reason })
    }
}

impl From<Close> for Message {
    fn from(close: Close) -> Self {
        Self::Close(close.into())
    }
}

/// Why a close may not be sent: a mistake of ours, never the peer's.
///
/// It is what [`Close::new`] returns. Under [`IllegalClose::Reject`](crate::IllegalClose::Reject) it comes
/// out of a socket too: as it is from `close_with`, and [wrapped](Self::in_error) in the library's error
/// from `close` and `send`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InvalidClose {
    /// 1004, 1005, 1006 and 1015 must not appear in a close frame (RFC 6455 section 7.4.1).
    NeverOnWire {
        /// The refused code.
        code: CloseCode,
    },
    /// 1016-2999 are kept for the protocol and not assigned (RFC 6455 section 7.4.2).
    Unassigned {
        /// The refused code.
        code: CloseCode,
    },
    /// 0-999 and 5000-65535 are no close codes (RFC 6455 section 7.4.2).
    OutOfRange {
        /// The refused code.
        code: CloseCode,
    },
    /// The reason does not fit a control frame (RFC 6455 section 5.5).
    ReasonTooLong {
        /// Length of the refused reason, in bytes.
        len: usize,
    },
    /// The payload of a raw close frame is a single byte (RFC 6455 section 5.5.1).
    TruncatedCode,
    /// The reason of a raw close frame is not UTF-8 (RFC 6455 section 5.5.1).
    ReasonNotUtf8,
}

impl InvalidClose {
    /// Finds it in an error of a socket, in which it is wrapped: tungstenite's, axum's, or one that has
    /// either as a source.
    ///
    /// # Example: a close that a strict policy refuses
    ///
    /// ```
    /// use std::io::Cursor;
    /// use closeframe::{CloseMonitor, IllegalClose, InvalidClose, Policy};
    /// use tungstenite::{WebSocket, protocol::{CloseFrame, Role}};
    ///
    /// let strict = Policy::default().with_illegal_close(IllegalClose::Reject);
    /// let closes = CloseMonitor::silent().with_policy(strict);
    /// let io = Cursor::new(Vec::new());
    /// let mut ws = closes.wrap(WebSocket::from_raw_socket(io, Role::Server, None));
    /// let frame = CloseFrame { code: 1006.into(), reason: "".into() };
    /// let error = ws.close(Some(frame)).unwrap_err();
    /// assert!(matches!(InvalidClose::in_error(&error), Some(InvalidClose::NeverOnWire { .. })));
    /// ```
    #[must_use]
    pub fn in_error<'e>(error: &'e (dyn error::Error + 'static)) -> Option<&'e Self> {
        let mut next = Some(error);
        while let Some(error) = next {
            if let Some(found) = error.downcast_ref() {
                return Some(found);
            }
            // The source of an io error is what lies behind the one that it wraps.
            next = match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
                Some(wrapped) => Some(wrapped),
                None => error.source(),
            };
        }
        None
    }

    pub(crate) fn of_code(code: CloseCode) -> Option<Self> {
        if code.may_be_sent() {
            return None;
        }
        Some(match code.range() {
            CodeRange::Protocol => Self::NeverOnWire { code },
            CodeRange::Unassigned => Self::Unassigned { code },
            _ => Self::OutOfRange { code },
        })
    }
}

impl fmt::Display for InvalidClose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NeverOnWire { code } => write!(
                f,
                "close code {} must not appear in a close frame (RFC 6455 section 7.4.1)",
                code.as_u16()
            ),
            Self::Unassigned { code } => write!(
                f,
                "close code {} is reserved for the protocol and not assigned (RFC 6455 section 7.4.2)",
                code.as_u16()
            ),
            Self::OutOfRange { code } => write!(
                f,
                "close code {} is outside the range 1000-4999 (RFC 6455 section 7.4.2)",
                code.as_u16()
            ),
            Self::ReasonTooLong { len } => write!(
                f,
                "close reason has {len} bytes, more than the {} that fit a close frame \
                 (RFC 6455 section 5.5)",
                Close::MAX_REASON_LEN
            ),
            Self::TruncatedCode => f.write_str(
                "close frame has a payload of 1 byte, too short for a code \
                 (RFC 6455 section 5.5.1)",
            ),
            Self::ReasonNotUtf8 => {
                f.write_str("close reason is not UTF-8 (RFC 6455 section 5.5.1)")
            }
        }
    }
}

impl error::Error for InvalidClose {}

/// The longest prefix of whole characters that has at most `most` bytes.
pub(crate) fn cut(reason: &str, most: usize) -> &str {
    let mut end = reason.len().min(most);
    while !reason.is_char_boundary(end) {
        end -= 1;
    }
    &reason[..end]
}
