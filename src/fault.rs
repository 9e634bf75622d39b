//! Classification: what a tungstenite error says about how the connection ended.

use std::{fmt, io};

use tungstenite::{Error, error::ProtocolError};

use crate::{CloseCode, Outcome, Violation};

/// The kind of error that ended a connection: the log field `error.type`, a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorType {
    /// The transport ended (FIN) without a close frame where one was due.
    Eof,
    /// TLS ended without close_notify: the stream was cut below the encryption.
    TlsTruncated,
    /// The peer reset the connection (RST).
    ConnectionReset,
    /// The connection was aborted on this side, by the system for example.
    ConnectionAborted,
    /// We wrote to a connection that the peer had closed.
    BrokenPipe,
    /// The io reported a time-out, or the close handshake took too long.
    TimedOut,
    /// Any other error of the io.
    Io,
    /// An error of the TLS layer.
    Tls,
    /// A frame from a client was not masked (RFC 6455 section 5.1).
    UnmaskedFrame,
    /// A frame from a server was masked (RFC 6455 section 5.1).
    MaskedFrame,
    /// A frame had an opcode that RFC 6455 section 5.2 reserves.
    ReservedOpcode,
    /// A frame had a reserved bit set (RFC 6455 section 5.2).
    ReservedBits,
    /// A control frame was not final (RFC 6455 section 5.5).
    FragmentedControlFrame,
    /// A control frame declared more than 125 bytes (RFC 6455 section 5.5).
    ControlFrameTooBig,
    /// A continuation came where nothing was to be continued, or new data where a continuation
    /// was due (RFC 6455 section 5.4).
    BadFragmentation,
    /// A text message or a close reason was not UTF-8 (RFC 6455 section 8.1).
    InvalidUtf8,
    /// A frame or message was over the configured limit.
    MessageTooBig,
    /// A close frame had a code that may not travel (RFC 6455 section 7.4).
    InvalidCloseCode,
    /// A close frame had a payload of a single byte (RFC 6455 section 5.5.1).
    TruncatedCloseCode,
    /// The WebSocket failed with an error that is not known here; only under axum, whose errors do
    /// not tell their kind.
    Other,
}

impl ErrorType {
    /// Every kind.
    pub const ALL: [Self; 20] = [
        Self::Eof,
        Self::TlsTruncated,
        Self::ConnectionReset,
        Self::ConnectionAborted,
        Self::BrokenPipe,
        Self::TimedOut,
        Self::Io,
        Self::Tls,
        Self::UnmaskedFrame,
        Self::MaskedFrame,
        Self::ReservedOpcode,
        Self::ReservedBits,
        Self::FragmentedControlFrame,
        Self::ControlFrameTooBig,
        Self::BadFragmentation,
        Self::InvalidUtf8,
        Self::MessageTooBig,
        Self::InvalidCloseCode,
        Self::TruncatedCloseCode,
        Self::Other,
    ];

    /// The value of the log field, `tls_truncated` for example.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Eof => "eof",
            Self::TlsTruncated => "tls_truncated",
            Self::ConnectionReset => "connection_reset",
            Self::ConnectionAborted => "connection_aborted",
            Self::BrokenPipe => "broken_pipe",
            Self::TimedOut => "timed_out",
            Self::Io => "io",
            Self::Tls => "tls",
            Self::UnmaskedFrame => "unmasked_frame",
            Self::MaskedFrame => "masked_frame",
            Self::ReservedOpcode => "reserved_opcode",
            Self::ReservedBits => "reserved_bits",
            Self::FragmentedControlFrame => "fragmented_control_frame",
            Self::ControlFrameTooBig => "control_frame_too_big",
            Self::BadFragmentation => "bad_fragmentation",
            Self::InvalidUtf8 => "invalid_utf8",
            Self::MessageTooBig => "message_too_big",
            Self::InvalidCloseCode => "invalid_close_code",
            Self::TruncatedCloseCode => "truncated_close_code",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for ErrorType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A terminal fact that is no close frame: what happened, and how the connection ended if it was
/// still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) outcome: Outcome,
    pub(crate) error_type: ErrorType,
}

impl Fault {
    /// The only error that tells, without a tap, that it was a close frame that broke a rule.
    #[cfg(feature = "axum")]
    pub(crate) const TRUNCATED_CLOSE: Self = Self::protocol(ErrorType::TruncatedCloseCode);

    /// `None` for errors that say nothing about the connection: a full buffer, a message sent after
    /// the close, a repeated read of a closed socket.
    pub(crate) fn of(error: &Error) -> Option<Self> {
        let (outcome, error_type) = match error {
            Error::Io(error) => return Self::of_io(error),
            Error::Tls(_) => (Outcome::IoError, ErrorType::Tls),
            Error::Utf8(_) => (Outcome::InvalidPayload, ErrorType::InvalidUtf8),
            Error::Capacity(_) => (Outcome::TooBig, ErrorType::MessageTooBig),
            Error::Protocol(error) => return Self::of_protocol(error),
            _ => return None,
        };
        Some(Self { outcome, error_type })
    }

    /// What an error says whose type is out of reach: `None` as in [`of`](Self::of).
    ///
    /// axum 0.8 pins another tungstenite with each of its releases, so a downcast to the one that is
    /// used here would fail with the others, silently.
    #[cfg(feature = "axum")]
    pub(crate) fn of_opaque(error: &(dyn std::error::Error + 'static)) -> Option<Self> {
        let mut causes = std::iter::successors(Some(error), |error| error.source());
        if let Some(error) = causes.find_map(|cause| cause.downcast_ref::<io::Error>()) {
            return Self::of_io(error);
        }
        let text = error.to_string();
        match TEXTS.iter().find(|(start, _)| text.starts_with(start)) {
            Some((_, fault)) => *fault,
            None => Some(Self::protocol(ErrorType::Other)),
        }
    }

    /// What a close frame that broke a rule amounts to (RFC 6455 section 7.4.1: 1007 for bad UTF-8,
    /// 1002 for the rest).
    pub(crate) fn of_violation(violation: Violation) -> Self {
        let error_type = match violation {
            Violation::InvalidCode => ErrorType::InvalidCloseCode,
            Violation::TruncatedCode => ErrorType::TruncatedCloseCode,
            Violation::InvalidUtf8 => {
                return Self {
                    outcome: Outcome::InvalidPayload,
                    error_type: ErrorType::InvalidUtf8,
                };
            }
            Violation::TooLong | Violation::ReasonTooLong => ErrorType::ControlFrameTooBig,
            Violation::Fragmented => ErrorType::FragmentedControlFrame,
            Violation::ReservedBits => ErrorType::ReservedBits,
            Violation::Unmasked => ErrorType::UnmaskedFrame,
            Violation::Masked => ErrorType::MaskedFrame,
        };
        Self { outcome: Outcome::ProtocolError, error_type }
    }

    /// The code that tells the peer so (RFC 6455 section 7.4.1); `None` where the transport ended.
    pub(crate) fn close_code(self) -> Option<CloseCode> {
        match self.outcome {
            Outcome::ProtocolError => Some(CloseCode::PROTOCOL_ERROR),
            Outcome::InvalidPayload => Some(CloseCode::INVALID_FRAME_PAYLOAD_DATA),
            Outcome::TooBig => Some(CloseCode::MESSAGE_TOO_BIG),
            _ => None,
        }
    }

    /// The peer broke the protocol, rather than the transport ending.
    pub(crate) fn is_the_peers(self) -> bool {
        matches!(self.outcome, Outcome::ProtocolError | Outcome::InvalidPayload | Outcome::TooBig)
    }

    fn of_io(error: &io::Error) -> Option<Self> {
        let (outcome, error_type) = match error.kind() {
            io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted => return None,
            io::ErrorKind::ConnectionReset => (Outcome::Reset, ErrorType::ConnectionReset),
            io::ErrorKind::ConnectionAborted => (Outcome::Reset, ErrorType::ConnectionAborted),
            io::ErrorKind::BrokenPipe => (Outcome::Reset, ErrorType::BrokenPipe),
            // What rustls and its kin say when TCP ends without close_notify.
            io::ErrorKind::UnexpectedEof => (Outcome::Eof, ErrorType::TlsTruncated),
            io::ErrorKind::TimedOut => (Outcome::IoError, ErrorType::TimedOut),
            _ => (Outcome::IoError, ErrorType::Io),
        };
        Some(Self { outcome, error_type })
    }

    fn of_protocol(error: &ProtocolError) -> Option<Self> {
        let error_type = match error {
            ProtocolError::ResetWithoutClosingHandshake => {
                return Some(Self { outcome: Outcome::Eof, error_type: ErrorType::Eof });
            }
            ProtocolError::SendAfterClosing | ProtocolError::ReceivedAfterClosing => return None,
            ProtocolError::NonZeroReservedBits => ErrorType::ReservedBits,
            ProtocolError::UnmaskedFrameFromClient => ErrorType::UnmaskedFrame,
            ProtocolError::MaskedFrameFromServer => ErrorType::MaskedFrame,
            ProtocolError::FragmentedControlFrame => ErrorType::FragmentedControlFrame,
            ProtocolError::ControlFrameTooBig => ErrorType::ControlFrameTooBig,
            ProtocolError::UnexpectedContinueFrame | ProtocolError::ExpectedFragment(_) => {
                ErrorType::BadFragmentation
            }
            ProtocolError::InvalidCloseSequence => ErrorType::TruncatedCloseCode,
            _ => ErrorType::ReservedOpcode,
        };
        Some(Self { outcome: Outcome::ProtocolError, error_type })
    }

    #[cfg(feature = "axum")]
    const fn protocol(error_type: ErrorType) -> Self {
        Self { outcome: Outcome::ProtocolError, error_type }
    }
}

/// How tungstenite's errors begin, in every version from 0.24 to 0.30, and what they say; those that
/// are missing belong to the opening handshake.
#[cfg(feature = "axum")]
#[rustfmt::skip]
const TEXTS: [(&str, Option<Fault>); 18] = [
    ("Connection closed normally", None),
    ("Trying to work with closed connection", None),
    ("Write buffer is full", None),
    ("TLS error", Some(Fault { outcome: Outcome::IoError, error_type: ErrorType::Tls })),
    ("UTF-8 encoding error", Some(Fault { outcome: Outcome::InvalidPayload, error_type: ErrorType::InvalidUtf8 })),
    ("Space limit exceeded", Some(Fault { outcome: Outcome::TooBig, error_type: ErrorType::MessageTooBig })),
    ("WebSocket protocol error: Connection reset without closing handshake", Some(Fault { outcome: Outcome::Eof, error_type: ErrorType::Eof })),
    ("WebSocket protocol error: Sending after closing", None),
    ("WebSocket protocol error: Remote sent after having closed", None),
    ("WebSocket protocol error: Reserved bits", Some(Fault::protocol(ErrorType::ReservedBits))),
    ("WebSocket protocol error: Received an unmasked frame", Some(Fault::protocol(ErrorType::UnmaskedFrame))),
    ("WebSocket protocol error: Fragmented control frame", Some(Fault::protocol(ErrorType::FragmentedControlFrame))),
    ("WebSocket protocol error: Control frame too big", Some(Fault::protocol(ErrorType::ControlFrameTooBig))),
    ("WebSocket protocol error: Unknown ", Some(Fault::protocol(ErrorType::ReservedOpcode))),
    ("WebSocket protocol error: Encountered invalid opcode", Some(Fault::protocol(ErrorType::ReservedOpcode))),
    ("WebSocket protocol error: Continue frame but nothing", Some(Fault::protocol(ErrorType::BadFragmentation))),
    ("WebSocket protocol error: While waiting for more fragments", Some(Fault::protocol(ErrorType::BadFragmentation))),
    ("WebSocket protocol error: Invalid close sequence", Some(Fault::TRUNCATED_CLOSE)),
];

#[cfg(all(test, feature = "axum"))]
mod tests {
    use tungstenite::{Message, error::CapacityError, protocol::frame::coding::Data};

    use super::*;

    /// Both ways to classify say the same, by type and by text.
    #[test]
    fn an_error_whose_type_is_out_of_reach_is_known_by_its_text() {
        let errors: [Error; 20] = [
            Error::ConnectionClosed,
            Error::AlreadyClosed,
            Error::WriteBufferFull(Box::new(Message::text("x"))),
            Error::Utf8("invalid utf-8 sequence".into()),
            CapacityError::MessageTooLong { size: 2, max_size: 1 }.into(),
            Error::Io(io::ErrorKind::ConnectionReset.into()),
            Error::Io(io::ErrorKind::BrokenPipe.into()),
            Error::Io(io::ErrorKind::UnexpectedEof.into()),
            Error::Io(io::ErrorKind::WouldBlock.into()),
            ProtocolError::ResetWithoutClosingHandshake.into(),
            ProtocolError::SendAfterClosing.into(),
            ProtocolError::ReceivedAfterClosing.into(),
            ProtocolError::NonZeroReservedBits.into(),
            ProtocolError::UnmaskedFrameFromClient.into(),
            ProtocolError::FragmentedControlFrame.into(),
            ProtocolError::ControlFrameTooBig.into(),
            ProtocolError::InvalidOpcode(3).into(),
            ProtocolError::UnexpectedContinueFrame.into(),
            ProtocolError::ExpectedFragment(Data::Text).into(),
            ProtocolError::InvalidCloseSequence.into(),
        ];
        for error in errors {
            let fault = Fault::of(&error);
            assert_eq!(Fault::of_opaque(&axum::Error::new(error)), fault, "{fault:?}");
        }
    }

    #[test]
    fn an_unknown_error_is_the_peers() {
        let fault = Fault::of_opaque(&axum::Error::new("something new")).unwrap();
        assert_eq!(fault, Fault::protocol(ErrorType::Other));
        assert_eq!(fault.close_code(), Some(CloseCode::PROTOCOL_ERROR));
    }
}
