//! The two close frames of a connection: how far each has come, and why there is one of ours. What
//! stands in them is not asked here: code and reason are told in the report, and decide nothing.

use super::transport::Loss;
use crate::Outcome;

/// What the peer's side of the stream has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Theirs {
    #[default]
    Nothing,
    /// Its close frame is in, and is one that it may send.
    Close,
    /// It broke a rule; `in_close`: with its close frame.
    Broke {
        rule: BrokenRule,
        in_close: bool,
    },
    TransportEnded(Loss),
}

/// Where our close frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Ours {
    #[default]
    Nothing,
    /// Asked for. tungstenite has not been given it: a pong that it owes would be put behind it, and a
    /// full write buffer would lose it (Q8).
    Queued,
    /// tungstenite has it, or has made it itself, in answer to theirs.
    HandedOver,
    /// All of it has been taken by the transport.
    Sent,
    /// It will never leave.
    Lost,
}

/// Why there is a close frame of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Cause {
    /// There is none.
    #[default]
    Nobody,
    /// The owner of the socket closes.
    Owner,
    /// A handle or a drain does.
    Handle,
    /// The peer closed first.
    Reply,
    /// The peer broke a rule (RFC 6455 section 7.1.7).
    Fault,
    /// The owner dropped an open socket.
    Drop,
    /// The peer showed no sign of life.
    Silent,
    /// The peer took nothing of what was written.
    Stalled,
    /// Whoever stood between both sides is gone, and neither of them closes.
    Cancelled,
}

/// What a peer can break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum BrokenRule {
    Protocol,
    Payload,
    Size,
}

impl BrokenRule {
    pub(super) fn outcome(self) -> Outcome {
        match self {
            Self::Protocol => Outcome::ProtocolError,
            Self::Payload => Outcome::InvalidPayload,
            Self::Size => Outcome::TooBig,
        }
    }
}
