//! The closed sets of words in which an ending is told: label values and log fields.
//!
//! Dashboards and alerts are written against them, so each has `ALL` and `as_str`. Which facts lead to
//! which outcome is the protocol's to say.

use std::fmt;

/// Who sent the first close frame.
///
/// Exhaustive: of two ends one was first, or there was no close frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Initiator {
    /// We did.
    Local,
    /// The peer did.
    Remote,
    /// Nobody: there was no close frame either way.
    None,
}

impl Initiator {
    /// Every initiator.
    pub const ALL: &'static [Self] = &[Self::Local, Self::Remote, Self::None];

    /// The label value and log field: `local`, `remote` or `none`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Remote => "remote",
            Self::None => "none",
        }
    }
}

/// How a connection ended: a closed set, of which the first terminal fact chooses.
///
/// Exhaustive: a new outcome is a new value of a metric's label, of which every alert and every `match`
/// has to know, and so comes only with a new major version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Both close frames went over, ours fully written.
    Clean,
    /// The peer's legal close came first, and its transport was gone before our answer could leave:
    /// browsers do that on every navigation under load.
    NotAwaited,
    /// Our close left first; the transport ended without an answer.
    Unanswered,
    /// The application let go of a closing socket before the peer had answered, or before our answer
    /// had left.
    Abandoned,
    /// The close handshake outlived [`Policy::close_timeout`](crate::Policy::close_timeout), or a
    /// drain's deadline.
    Timeout,
    /// The peer showed no sign of life.
    PingTimeout,
    /// The peer took nothing from us for as long as a write may take.
    Stalled,
    /// The transport ended with no close frame either way: FIN, or TLS cut without close_notify.
    Eof,
    /// Reset, aborted or broken pipe with no close frame either way.
    Reset,
    /// No close frame either way, and the system gave the peer up: no answer in time, no route, no
    /// network.
    Unreachable,
    /// Any other error of the io with no close frame either way. A time-out that is not the system's,
    /// from a layer that measures time, is one.
    IoError,
    /// The peer broke the protocol, malformed or illegal close included: failed with 1002, or would
    /// have been had our close not gone already.
    ProtocolError,
    /// The same with 1007: a text or a close reason that is not UTF-8.
    InvalidPayload,
    /// The same with 1009: a frame or a message over the limit.
    TooBig,
    /// The application let go of an open socket into which no ending had arrived; no close frame
    /// either way until `Drop`'s own.
    Dropped,
    /// The same while its thread was panicking.
    Panicked,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: &'static [Self] = &[
        Self::Clean,
        Self::NotAwaited,
        Self::Unanswered,
        Self::Abandoned,
        Self::Timeout,
        Self::PingTimeout,
        Self::Stalled,
        Self::Eof,
        Self::Reset,
        Self::Unreachable,
        Self::IoError,
        Self::ProtocolError,
        Self::InvalidPayload,
        Self::TooBig,
        Self::Dropped,
        Self::Panicked,
    ];

    /// The label value and log field, `protocol_error` for example.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::NotAwaited => "not_awaited",
            Self::Unanswered => "unanswered",
            Self::Abandoned => "abandoned",
            Self::Timeout => "timeout",
            Self::PingTimeout => "ping_timeout",
            Self::Stalled => "stalled",
            Self::Eof => "eof",
            Self::Reset => "reset",
            Self::Unreachable => "unreachable",
            Self::IoError => "io_error",
            Self::ProtocolError => "protocol_error",
            Self::InvalidPayload => "invalid_payload",
            Self::TooBig => "too_big",
            Self::Dropped => "dropped",
            Self::Panicked => "panicked",
        }
    }
}

/// Whose an ending is: who could have made it another.
///
/// Exhaustive: there are the two ends and what lies between them, and no fourth party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Blame {
    /// Ours: the application's, or the server's that it runs in.
    Ours,
    /// The peer's.
    Peer,
    /// The network's between the two.
    Network,
    /// Nobody's: it ended as connections do.
    Nobody,
}

impl Blame {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Ours, Self::Peer, Self::Network, Self::Nobody];

    /// The log field: `ours`, `peer`, `network` or `nobody`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Peer => "peer",
            Self::Network => "network",
            Self::Nobody => "nobody",
        }
    }
}

/// Which way a close frame went.
///
/// Exhaustive: there are two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// We sent it, or were asked to.
    Sent,
    /// The peer sent it.
    Received,
}

impl Direction {
    /// Both directions.
    pub const ALL: &'static [Self] = &[Self::Sent, Self::Received];

    /// The label value and log field: `sent` or `received`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Received => "received",
        }
    }
}

/// Who witnessed what came in.
///
/// There may be other witnesses: a proxy for example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Source {
    /// The tap: the bytes on the wire.
    Wire,
    /// tungstenite, which tells 1002 "Protocol violation" instead of a code that it does not know.
    Tungstenite,
    /// The application, which tells what passes in a library that is not wrapped.
    Application,
}

impl Source {
    /// Every witness.
    pub const ALL: &'static [Self] = &[Self::Wire, Self::Tungstenite, Self::Application];

    /// The log field: `wire`, `tungstenite` or `application`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wire => "wire",
            Self::Tungstenite => "tungstenite",
            Self::Application => "application",
        }
    }
}

macro_rules! display_as_str {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
    )*};
}
display_as_str!(Initiator, Outcome, Blame, Direction, Source);
