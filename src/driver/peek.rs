//! How a handler that only writes learns of the peer's close, or of the end of the transport.
//!
//! Nobody reads, so nobody would find out until a write fails. Over a tap the writing half looks into
//! what has arrived, without taking it from a reader who comes later. What it finds makes a send
//! fail, and changes nothing else: whoever reads on gets all of it, and whoever lets go of the socket
//! has it read then.

use std::task::{Context, Poll, ready};

use super::{Driver, Error, Socket};
use crate::protocol::Event;
#[cfg(feature = "tokio")]
use crate::tap::Peeked;

/// Counts the flushes until a look, so that those who wait for input between their sends never look: a peek costs
/// a read of the io, and its bytes are copied once more. Counts on below zero, and wraps; down, since that is cheapest.
#[derive(Debug, Clone, Copy)]
pub(super) struct FlushesUntilLook {
    left: i16,
    /// What was left at a flush that had to wait: it waits until another one is counted. Otherwise what was left
    /// before, which does not come again.
    waits_at: i16,
}

/// With this many flushes since a read that found no data the first look is taken. From then on a waker calls for
/// the next.
const FLUSHES: i16 = 2;
/// With so many after that, nobody is taken to read what lies before the end any more.
const FLUSHES_TO_GIVE_UP_DATA: i16 = 62;
/// With so many since a read that found data, nobody is taken to read on what may lie behind that.
const FLUSHES_TO_GIVE_UP_READING: i16 = 8;

impl Default for FlushesUntilLook {
    /// Where nobody has ever read, the first flush looks.
    fn default() -> Self {
        Self { left: 1, waits_at: 2 }
    }
}

impl FlushesUntilLook {
    /// Counts a flush. Returns whether it is the one to look in.
    #[inline]
    pub(super) fn count(&mut self) -> bool {
        self.left = self.left.wrapping_sub(1);
        self.left == 0
    }

    /// Somebody reads, and has found no data: with those, messages would pay for it.
    pub(super) fn note_read(&mut self) {
        self.set(FLUSHES);
    }

    /// Whether the flush that came last waits.
    pub(super) fn note_waiting(&mut self, waits: bool) {
        self.waits_at = if waits { self.left } else { self.left.wrapping_add(1) };
    }

    /// What was last to be flushed has not left.
    pub(super) fn waits(self) -> bool {
        self.waits_at == self.left
    }

    /// A write waits: now is the time to look.
    fn note_blocked(&mut self) {
        if self.is_to_come() {
            self.set(0);
        }
    }

    /// Without a flush.
    fn set(&mut self, left: i16) {
        let waits = self.waits();
        self.left = left;
        self.note_waiting(waits);
    }

    /// Above `FLUSHES` it has wrapped: the look is long past.
    fn is_to_come(self) -> bool {
        (1..=FLUSHES).contains(&self.left)
    }

    /// So many flushes, with the look itself, have passed since the first look was due.
    fn is_past(self, flushes: i16) -> bool {
        !(1 - flushes..=FLUSHES).contains(&self.left)
    }
}

impl<S: Socket> Driver<S> {
    /// Whether the end of the connection lies unread, and nobody is there to read it: then whoever
    /// flushes is told.
    pub(super) fn peeks_end(&mut self) -> bool {
        let told = self.peek_end().is_some_and(|end| !end.behind_data);
        if told {
            self.connection.handle_event(Event::EndLiesUnread(true));
        }
        told
    }

    /// A flush waits, maybe for ever, for a peer that has closed. If it has, the close is answered, or
    /// its time runs.
    pub(super) fn poll_blocked(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error<S>>> {
        self.flushes.note_blocked();
        let Some(end) = self.peek_end() else { return Poll::Pending };
        self.connection.handle_event(Event::EndLiesUnread(true));
        self.closing().data_lies_before_end = end.behind_data;
        self.poll_peeked_end(cx)
    }

    /// Goes on flushing, and reads on behalf of the owner if nobody else does, up to the end that was
    /// seen.
    pub(super) fn poll_peeked_end(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error<S>>> {
        self.drive_writing(cx, |driver, _| driver.poll_peeked_end_by_protocol())
    }

    fn poll_peeked_end_by_protocol(&mut self) -> Poll<Result<(), Error<S>>> {
        let data_lies_before_end =
            self.closing.as_ref().is_some_and(|closing| closing.data_lies_before_end);
        if self.connection.facts().is_open() {
            match self.poll(S::poll_flush) {
                Poll::Ready(Ok(())) => {
                    self.connection.flushed();
                    self.flushes.note_waiting(false);
                    if data_lies_before_end {
                        self.resume();
                        // The next flush looks again.
                        self.connection.control().set_pending();
                        return Poll::Ready(Ok(()));
                    }
                    return Poll::Ready(Err(self.send_error()));
                }
                Poll::Ready(Err(error)) => {
                    self.note_write_error(&error);
                    return Poll::Ready(Err(error));
                }
                Poll::Pending => self.connection.handle_event(Event::WriteBlocked),
            }
        }
        let ended = |driver: &Self| driver.connection.facts().has_ended();
        ready!(self.drive_for_reader(ended, !data_lies_before_end))?;
        Poll::Ready(Err(self.send_error()))
    }

    /// Forgets that the end lies unread: somebody reads, or may yet read what lies before it. No time runs, and
    /// messages flow, if nothing but that look has kept them.
    pub(super) fn resume(&mut self) {
        self.connection.handle_event(Event::EndLiesUnread(false));
        self.connection.end_timeout();
        if self.connection.facts().is_open() && !self.connection.facts().write_has_failed() {
            self.closing = None;
            self.place.reopen();
        }
    }

    #[cfg(feature = "tokio")]
    fn peek_end(&mut self) -> Option<PeekedEnd> {
        if !S::IS_ASYNC || self.flushes.is_to_come() {
            return None;
        }
        if !self.connection.facts().is_open() {
            return None;
        }
        let waker = std::sync::Arc::clone(self.connection.control()).into();
        let behind_data = match self.socket_mut()?.poll_peek(&mut Context::from_waker(&waker)) {
            Peeked::Nothing | Peeked::Full => return None,
            Peeked::Close { behind_data } | Peeked::End { behind_data } => behind_data,
        };
        // There is more to look at with each flush, until somebody reads.
        self.connection.control().set_pending();
        if self.connection.take_input_since_peek() {
            // Somebody has read since the last look, and is given time anew to read on.
            self.flushes.set(0);
        }
        self.flushes.set(self.flushes.left.wrapping_sub(1));
        // tungstenite reads more from the io than the message it returns, so until a read has found nothing
        // there may be messages in its buffer, which a tap knows nothing of: they lie before the end.
        let may_lie_before =
            self.connection.has_input() && !self.flushes.is_past(FLUSHES_TO_GIVE_UP_READING);
        let lies_before = behind_data && !self.flushes.is_past(FLUSHES_TO_GIVE_UP_DATA);
        let behind_data = lies_before || may_lie_before;
        Some(PeekedEnd { behind_data })
    }

    #[cfg(not(feature = "tokio"))]
    fn peek_end(&mut self) -> Option<PeekedEnd> {
        None
    }
}

/// The end of the connection lies unread. `behind_data`: so do messages that somebody may yet read.
struct PeekedEnd {
    behind_data: bool,
}
