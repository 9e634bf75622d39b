//! What is known about one connection: a product of small sets, from which all else follows.
//!
//! Most of the sets are in [`close_frames`](super::close_frames) and
//! [`transport`](super::transport). The ending alone could be computed from the others; it is kept,
//! since the first answer stands.

use super::{
    Cause, Ending,
    close_frames::{Ours, Theirs},
    transport::{Input, Tcp, Unflushed, Write},
};

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
    /// one (Q7).
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

    /// As many pongs wait as may be kept for a peer that does not read them.
    pub(crate) fn has_too_many_pongs(&self) -> bool {
        self.unflushed == Unflushed::TooManyPongs
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

    /// A handle or a drain has asked for our close.
    pub(crate) fn was_requested_by_handle(&self) -> bool {
        self.requested_by_handle
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

    /// The peer broke a rule, not with a close frame, and has not been told.
    #[cfg(feature = "tokio")]
    #[inline]
    pub(crate) fn has_untold_fault(&self) -> bool {
        matches!(self.theirs, Theirs::Broke { in_close: false, .. })
            && self.ending.is_none()
            && !self.has_handed_over()
    }

    /// The close handshake has had its time, in which ours did not leave.
    #[inline]
    pub(crate) fn has_timed_out_unsent(&self) -> bool {
        self.timed_out && self.ours == Ours::Lost
    }

    /// The peer showed no sign of life, and is being told so.
    #[inline]
    pub(crate) fn is_given_up_as_silent(&self) -> bool {
        self.cause == Cause::Silent && self.ours_is_on_its_way()
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
