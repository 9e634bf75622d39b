//! What went wrong on a connection, apart from close frames: one name for each ending, whichever
//! library or layer said it. What an error of a library amounts to is decided in
//! [`errors`](super::errors).

use crate::{
    CloseCode, ErrorType, Outcome, Violation,
    protocol::{BrokenRule, Loss},
    tap::Foreign,
};

/// A terminal fact that is no close frame: what happened, and how the connection ended if it was
/// still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) outcome: Outcome,
    pub(crate) error_type: ErrorType,
}

impl Fault {
    /// The end of the stream.
    pub(crate) const EOF: Self = Self { outcome: Outcome::Eof, error_type: ErrorType::Eof };
    /// An error of the system, or of a layer below, that has no name.
    pub(crate) const IO: Self = Self { outcome: Outcome::IoError, error_type: ErrorType::Io };
    /// The future between two spliced streams was dropped.
    pub(crate) const CANCELLED: Self =
        Self { outcome: Outcome::Abandoned, error_type: ErrorType::Cancelled };
    /// A transport that ended with an error of which nothing is known.
    pub(crate) const UNKNOWN_LOSS: Self =
        Self { outcome: Outcome::IoError, error_type: ErrorType::Other };

    /// The peer broke a rule of the protocol.
    pub(crate) const fn protocol(error_type: ErrorType) -> Self {
        Self { outcome: Outcome::ProtocolError, error_type }
    }

    /// What the peer broke, by the code with which a connection is failed for it (RFC 6455 section 7.4.1).
    pub(crate) fn of_close_code(code: CloseCode) -> Self {
        let (outcome, error_type) = match code {
            CloseCode::INVALID_FRAME_PAYLOAD_DATA => {
                (Outcome::InvalidPayload, ErrorType::InvalidUtf8)
            }
            CloseCode::MESSAGE_TOO_BIG => (Outcome::TooBig, ErrorType::MessageTooBig),
            _ => (Outcome::ProtocolError, ErrorType::Other),
        };
        Self { outcome, error_type }
    }

    /// What a close frame that broke a rule amounts to (RFC 6455 section 7.4.1: 1007 for bad UTF-8,
    /// 1002 for the rest).
    pub(crate) fn of_violation(violation: Violation) -> Self {
        let error_type = match violation {
            // No close that came in is rejected.
            Violation::InvalidCode | Violation::Rejected => ErrorType::InvalidCloseCode,
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
        Self::protocol(error_type)
    }

    /// What is no WebSocket at all.
    pub(crate) fn of_foreign(foreign: Foreign) -> Self {
        let error_type = match foreign {
            Foreign::HttpResponse => ErrorType::HttpResponse,
            Foreign::HttpRequest => ErrorType::HttpRequest,
            Foreign::TlsRecord => ErrorType::TlsRecord,
        };
        Self::protocol(error_type)
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

    /// How the transport ended, for a fault that is not the peer's.
    pub(crate) fn loss(self) -> Loss {
        match self.outcome {
            Outcome::Eof => Loss::Eof,
            Outcome::Reset => Loss::Reset,
            Outcome::Unreachable => Loss::Unreachable,
            _ => Loss::Io,
        }
    }

    /// What the peer broke, for a fault that is its.
    pub(crate) fn broken_rule(self) -> BrokenRule {
        match self.outcome {
            Outcome::InvalidPayload => BrokenRule::Payload,
            Outcome::TooBig => BrokenRule::Size,
            _ => BrokenRule::Protocol,
        }
    }

    /// The peer broke the protocol, rather than the transport ending.
    pub(crate) fn is_peer_error(self) -> bool {
        matches!(self.outcome, Outcome::ProtocolError | Outcome::InvalidPayload | Outcome::TooBig)
    }
}
