//! What is known about a connection: a product of small sets, from which all else follows.

use std::time::Duration;

use super::Ending;
use crate::{Outcome, Role};

/// How long input is discarded after the ending, until the peer has ended TCP too.
pub(crate) const LINGER: Duration = Duration::from_secs(1);

/// How many pongs may wait for a peer that does not read, before nothing more is read from it: at
/// most 131 bytes each.
pub(crate) const MAX_PENDING_PONGS: u16 = 1000;

/// The facts of one connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Facts {
    pub(super) theirs: Theirs,
    pub(super) ours: Ours,
    pub(super) cause: Cause,
    pub(super) write: Write,
    pub(super) input: Input,
    pub(super) unflushed: Unflushed,
    pub(super) owner: Owner,
    pub(super) tcp: Tcp,
    /// Ours went out as a raw frame: tungstenite took no notice, and would answer theirs with a second
    /// one (host fact F9).
    pub(super) raw: bool,
    /// What has arrived is read before ours is handed over, since nobody else will read it.
    pub(super) reads_first: bool,
    /// The tap has seen the end of the connection in what nobody reads.
    pub(super) end_lies_unread: bool,
    /// A handle or a drain asked for the close, so that the owner's messages wait for the end.
    pub(super) requested_by_handle: bool,
    /// The close handshake has had its time; after the ending, the end of TCP has.
    pub(super) timed_out: bool,
    pub(super) delivered: Delivered,
    /// A sender was told that the connection is closed.
    pub(super) told_sender: bool,
    /// Once known, never changed.
    pub(super) ending: Option<Ending>,
}

/// What the peer's side of the stream has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Theirs {
    #[default]
    Nothing,
    /// Its close frame is in, and is one that it may send.
    Close,
    /// It broke a rule; `in_close`: with its close frame.
    Broke { rule: BrokenRule, in_close: bool },
    /// The transport ended.
    TransportEnded(Loss),
}

/// Where our close frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Ours {
    #[default]
    Nothing,
    /// Asked for. tungstenite has not been given it: a pong that it owes would be put behind it, and a
    /// full write buffer would lose it (host fact F15).
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
    /// The owner let go of an open socket.
    Drop,
}

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

/// Who has the socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Owner {
    #[default]
    Holds,
    /// It let go, and a task finishes what it left, with time to wait.
    TaskFinishes { panicking: bool },
    /// It let go.
    Dropped { panicking: bool },
}

/// What the reader has been given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub(super) enum Delivered {
    #[default]
    Nothing,
    /// What ended the flow of messages: the peer's close, or an error.
    LastItem,
    /// That nothing more will come.
    End,
}

/// How far TCP has been ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Tcp {
    #[default]
    Open,
    /// The shutdown of our side has begun, and takes time (TLS); `blocked` until the driver is woken.
    Shutting { blocked: bool },
    /// Our side is shut, the peer's not.
    WeShut,
    /// The peer's side is shut, ours not.
    TheyShut,
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

/// What a peer can break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum BrokenRule {
    Protocol,
    Payload,
    Size,
}

/// What of the policy and of the socket the protocol depends on; never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Config {
    pub(crate) role: Role,
    /// Tell a peer that it broke a rule.
    pub(crate) fail_connection: bool,
    /// Leave the answer to the peer's close to the application's next call.
    pub(crate) reply_by_application: bool,
    /// Leave a close behind when an open socket is dropped.
    pub(crate) close_on_drop: bool,
    /// A message that is sent while others close waits for the end, and is not refused at once.
    pub(crate) sends_wait: bool,
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

impl BrokenRule {
    pub(super) fn outcome(self) -> Outcome {
        match self {
            Self::Protocol => Outcome::ProtocolError,
            Self::Payload => Outcome::InvalidPayload,
            Self::Size => Outcome::TooBig,
        }
    }
}

impl Facts {
    /// No close frame either way, and the transport is there, as far as reading tells.
    #[inline]
    pub(crate) fn is_open(&self) -> bool {
        matches!((self.theirs, self.ours), (Theirs::Nothing, Ours::Nothing))
            && self.ending.is_none()
    }

    #[inline]
    pub(crate) fn has_ended(&self) -> bool {
        self.ending.is_some()
    }

    /// tungstenite did not take our close, and will take no other.
    #[inline]
    pub(crate) fn close_was_refused(&self) -> bool {
        self.ours == Ours::Lost && self.write == Write::Sound && self.theirs == Theirs::Nothing
    }

    /// A write has failed.
    #[inline]
    pub(crate) fn write_has_failed(&self) -> bool {
        matches!(self.write, Write::Broken(_))
    }

    /// The end of the connection was seen in what lies unread.
    #[inline]
    pub(crate) fn end_lies_unread(&self) -> bool {
        self.end_lies_unread
    }

    /// Nothing is left to do, with TCP neither.
    #[inline]
    pub(crate) fn is_done(&self) -> bool {
        self.ending.is_some() && self.tcp == Tcp::Over
    }

    /// The reader was told that nothing more will come.
    #[inline]
    pub(crate) fn is_over(&self) -> bool {
        self.delivered == Delivered::End
    }

    /// The reader has been given what ended the connection.
    #[inline]
    pub(crate) fn has_delivered_ending(&self) -> bool {
        self.ending.is_some() && self.delivered >= Delivered::LastItem
    }

    /// No message will come any more.
    #[inline]
    pub(crate) fn has_read_the_last(&self) -> bool {
        self.theirs != Theirs::Nothing || self.ending.is_some()
    }

    /// The close handshake has had its time, in which ours did not leave.
    #[inline]
    pub(crate) fn has_timed_out_unsent(&self) -> bool {
        self.timed_out && self.ours == Ours::Lost
    }

    /// The owner let go of the socket.
    #[inline]
    pub(crate) fn is_dropped(&self) -> bool {
        matches!(self.owner, Owner::Dropped { .. })
    }

    /// Ours went out as a raw frame, so that tungstenite might send more.
    #[inline]
    pub(crate) fn raw_close_is_sent(&self) -> bool {
        self.raw && self.ours == Ours::Sent
    }

    /// All of our close frame has been taken by the transport.
    #[inline]
    pub(crate) fn ours_is_sent(&self) -> bool {
        self.ours == Ours::Sent
    }

    /// Our close frame is on its way.
    #[inline]
    pub(crate) fn ours_is_on_its_way(&self) -> bool {
        matches!(self.ours, Ours::Queued | Ours::HandedOver)
    }

    /// tungstenite has a close of ours, or had.
    #[inline]
    pub(crate) fn has_handed_over(&self) -> bool {
        matches!(self.ours, Ours::HandedOver | Ours::Sent | Ours::Lost)
    }

    /// Something must leave before the next message is read.
    #[inline]
    pub(crate) fn has_unflushed(&self) -> bool {
        self.unflushed != Unflushed::Nothing
    }

    /// tungstenite answers a ping: not once it knows of a close of ours.
    #[inline]
    pub(crate) fn answers_pings(&self) -> bool {
        matches!(self.ours, Ours::Nothing | Ours::Queued) || self.raw
    }

    /// There is no time to wait: what can be done is tried once more, and then that is it.
    #[inline]
    pub(crate) fn must_not_wait(&self) -> bool {
        self.timed_out
            || matches!(self.owner, Owner::Dropped { .. })
            || matches!(self.theirs, Theirs::TransportEnded(_))
    }
}
