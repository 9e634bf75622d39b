//! What there is to hand on, and who waits for it, once messages have ceased to flow: in a box, since that is
//! only for the last moments of a connection, and a close that has to wait for nothing needs none of it.
//! [`driver`](super) tells why each is no fact of the protocol.

use std::{
    fmt,
    ops::{Deref, DerefMut},
    pin::Pin,
    time::Instant,
};

use pin_project_lite::pin_project;

use super::{Error, Message, Wrapped};
use crate::policy::request::OutgoingClose;

/// What the stream yields.
pub(crate) type Item<S> = Result<Message<S>, Error<S>>;

/// What a socket may need besides, whose messages have ceased to flow, and the timer of its last moments.
pub(super) struct ClosingBox<S: Wrapped>(Pin<Box<WithTimer<S>>>);

pin_project! {
    struct WithTimer<S: Wrapped> {
        closing: Closing<S>,
        #[pin]
        timer: S::Timer,
    }
}

impl<S: Wrapped> ClosingBox<S> {
    pub(super) fn timer(&mut self) -> Pin<&mut S::Timer> {
        self.0.as_mut().project().timer
    }
}

impl<S: Wrapped> Default for ClosingBox<S> {
    fn default() -> Self {
        Self(Box::pin(WithTimer { closing: Closing::default(), timer: S::Timer::default() }))
    }
}

impl<S: Wrapped> Deref for ClosingBox<S> {
    type Target = Closing<S>;

    fn deref(&self) -> &Closing<S> {
        &self.0.closing
    }
}

impl<S: Wrapped> DerefMut for ClosingBox<S> {
    fn deref_mut(&mut self) -> &mut Closing<S> {
        self.0.as_mut().project().closing
    }
}

/// What a socket may need besides, whose messages have ceased to flow.
pub(crate) struct Closing<S: Wrapped> {
    /// Ours, until it is handed over. Boxed: most often the peer closes, and tungstenite answers.
    pub(super) close: Option<Box<OutgoingClose>>,
    /// What ended the flow of messages, for a reader who had to wait for it, or was not the one to read it.
    pub(crate) last_item: Option<Item<S>>,
    /// Why ours did not leave, for whoever closes and waits.
    pub(super) write_error: Option<Box<Error<S>>>,
    /// The end that was seen lies behind messages that somebody may yet read.
    pub(super) data_lies_before_end: bool,
    /// A write failed, and whoever wrote is told when what has arrived has had time to show: at once if there is no
    /// moment any more.
    pub(super) held_error: Option<Box<(Error<S>, Option<Instant>)>>,
    /// A message was accepted that cannot be sent any more: its flush tells.
    pub(super) discarded_send: bool,
    pub(super) reader: Reader,
}

/// Whether somebody reads, as seen by a [sender that waits](super::absent_reader) for the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    Unknown,
    /// It was woken, to see whether it polls until then.
    Probed {
        until: Instant,
    },
    /// It did.
    Polled,
    /// It did, and is taken to be there until then.
    Present {
        until: Instant,
    },
    /// It did not.
    Absent,
}

impl<S: Wrapped> Default for Closing<S> {
    fn default() -> Self {
        Self {
            close: None,
            last_item: None,
            write_error: None,
            data_lies_before_end: false,
            held_error: None,
            discarded_send: false,
            reader: Reader::Unknown,
        }
    }
}

impl<S: Wrapped> fmt::Debug for ClosingBox<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<S: Wrapped> fmt::Debug for Closing<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Closing").field("reader", &self.reader).finish_non_exhaustive()
    }
}
