//! The closed sets of words in which an ending is told: label values and log fields.

use std::fmt;

/// Who sent the first close frame.
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
    pub const ALL: [Self; 3] = [Self::Local, Self::Remote, Self::None];

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Both close frames went over, ours fully written.
    Clean,
    /// One side's close frame was never answered: the transport ended, or the application let go,
    /// first.
    Unanswered,
    /// The close handshake outlived [`Policy::close_timeout`](crate::Policy::close_timeout).
    Timeout,
    /// The transport ended with no close frame either way: FIN, or TLS cut without close_notify.
    Eof,
    /// Reset, aborted or broken pipe with no close frame either way.
    Reset,
    /// Any other error of the io.
    IoError,
    /// The peer broke the protocol; a malformed or illegal close frame counts as that.
    ProtocolError,
    /// The peer sent a text or a close reason that is not UTF-8.
    InvalidPayload,
    /// The peer sent a frame or a message over the limit.
    TooBig,
    /// The application let go of an open socket.
    Dropped,
    /// The same while its thread was panicking.
    Panicked,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 11] = [
        Self::Clean,
        Self::Unanswered,
        Self::Timeout,
        Self::Eof,
        Self::Reset,
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
            Self::Unanswered => "unanswered",
            Self::Timeout => "timeout",
            Self::Eof => "eof",
            Self::Reset => "reset",
            Self::IoError => "io_error",
            Self::ProtocolError => "protocol_error",
            Self::InvalidPayload => "invalid_payload",
            Self::TooBig => "too_big",
            Self::Dropped => "dropped",
            Self::Panicked => "panicked",
        }
    }
}

/// Which way a close frame went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// We sent it, or were asked to.
    Sent,
    /// The peer sent it.
    Received,
}

impl Direction {
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// The tap: the bytes on the wire.
    Wire,
    /// tungstenite, which tells 1002 "Protocol violation" instead of a code that it does not know.
    Tungstenite,
}

impl Source {
    /// The log field: `wire` or `tungstenite`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wire => "wire",
            Self::Tungstenite => "tungstenite",
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
display_as_str!(Initiator, Outcome, Direction, Source);
