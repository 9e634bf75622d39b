//! What lies under the frames: whether bytes come in and go out now, and how far TCP has been ended.
//! Nothing here does io; a driver tells what its calls came to.

use crate::{Outcome, Role};

/// Whether the transport takes what we write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Write {
    #[default]
    Sound,
    /// "Not yet", until the driver is woken.
    Blocked,
    Broken(Loss),
}

/// Whether there may be something to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Input {
    #[default]
    Ready,
    /// Nothing, until the driver is woken.
    Blocked,
}

/// What must leave before a close frame of ours is handed over, or the next message read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub(super) enum Unflushed {
    #[default]
    Nothing,
    /// A pong, or what the write buffer holds.
    Something,
    /// As many pongs as may be kept for a peer that does not read them.
    TooManyPongs,
}

/// How far TCP has been ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Tcp {
    #[default]
    Open,
    /// The shutdown of our side has begun, and takes time (TLS); `blocked` until the driver is woken.
    ShuttingDown { blocked: bool },
    /// Our side is shut, the peer's not.
    OurSideShut,
    /// The peer's side is shut, ours not.
    PeerSideShut,
    /// Nothing is left to do.
    Over,
}

/// How a transport ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Loss {
    Eof,
    Reset,
    Unreachable,
    Io,
}

impl Tcp {
    /// Our side has just been shut. The server does so first, and the peer's side is still to come; a
    /// client does so once the server has, so that nothing is left (RFC 6455 section 7.1.1).
    pub(super) fn after_our_shutdown(self, role: Role) -> Self {
        match (self, role) {
            (Self::Open | Self::ShuttingDown { .. }, Role::Server) => Self::OurSideShut,
            _ => Self::Over,
        }
    }

    /// The peer's side has just been shut.
    pub(super) fn after_peer_shutdown(self) -> Self {
        match self {
            Self::Open | Self::PeerSideShut => Self::PeerSideShut,
            _ => Self::Over,
        }
    }
}

impl Loss {
    pub(super) fn outcome(self) -> Outcome {
        match self {
            Self::Eof => Outcome::Eof,
            Self::Reset => Outcome::Reset,
            Self::Unreachable => Outcome::Unreachable,
            Self::Io => Outcome::IoError,
        }
    }
}
