//! The slow path of the writing half: what a call does when it is not just to pass the next message on.
//! A writer may find a close under way, the end of the connection, or a write that failed. What it may
//! not do is read: that is left to the reader, or to [`absent_reader`](super::absent_reader).

use std::{
    io,
    task::{Context, Poll, ready},
};

use tungstenite::error::ProtocolError;

use super::{Driver, Error, Half, Message, Socket, Uncommon, step::Step};
use crate::{
    protocol::{Action, Cause, Event, Facts, Sends},
    quirks::Library,
};

impl<S: Socket> Driver<S> {
    /// Takes note of a write that waits, or failed.
    #[cold]
    #[inline(never)]
    pub(super) fn note_unwritten(
        &mut self,
        Uncommon(polled): Uncommon<Poll<Result<(), Error<S>>>>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), Error<S>>> {
        match polled {
            Poll::Pending => {
                self.register(Half::Writer, cx);
                self.flushes.note_waiting(true);
                self.note_blocked_write();
                // A look at the peer that was due before would leave nothing to be woken by.
                self.keep_alive_writing();
                match self.connection.facts().is_open() {
                    true => self.poll_blocked(cx),
                    // It has just been given up.
                    false => self.poll_flush_slow(cx),
                }
            }
            Poll::Ready(Err(error)) => {
                self.register(Half::Writer, cx);
                self.note_write_error(&error);
                self.hold_error(error)
            }
            ready => ready,
        }
    }

    /// Takes note that no message passes: not now, or not any more.
    #[cold]
    pub(super) fn handle_unready(
        &mut self,
        Uncommon(ready): Uncommon<Poll<Result<(), Error<S>>>>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), Error<S>>> {
        match self.place.is_open() {
            true => self.note_unready(ready, cx),
            false => self.poll_ready_slow(cx),
        }
    }

    /// Takes note of a message that was not taken.
    #[cold]
    #[inline(never)]
    pub(super) fn note_unsent(
        &mut self,
        Uncommon(sent): Uncommon<Result<(), Error<S>>>,
    ) -> Result<(), Error<S>> {
        self.polled = Half::Writer;
        sent.or_else(|error| self.note_send_error(error))
    }

    /// A message that is bigger than tungstenite's buffer is written at once. If that fails, the next flush or
    /// question for room tells.
    fn note_send_error(&mut self, error: Error<S>) -> Result<(), Error<S>> {
        self.note_write_error(&error);
        self.keep_error(error)
    }

    /// The same as [`note_unwritten`](Self::note_unwritten) for a socket that takes no message now: if somebody
    /// asks for a close, there will be none.
    fn note_unready(
        &mut self,
        polled: Poll<Result<(), Error<S>>>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), Error<S>>> {
        let polled = self.note_unwritten(Uncommon(polled), cx);
        if polled.is_pending() {
            self.apply_requests();
            self.retry_pongs_later();
        }
        let others_close = self.connection.sends() == Sends::Wait;
        match polled.is_pending() && (others_close || !self.connection.facts().is_open()) {
            true => self.poll_ready_slow(cx),
            false => polled,
        }
    }

    fn poll_ready_slow(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error<S>>> {
        self.register(Half::Writer, cx);
        self.apply_requests();
        if self.holds_error() {
            return self.poll_held_error();
        }
        if self.connection.facts().end_lies_unread() && !self.connection.facts().has_ended() {
            return self.poll_peeked_end(cx).map(|_| Ok(()));
        }
        match (self.connection.sends(), self.socket_mut()) {
            (Sends::Pass, Some(socket)) => socket.poll_ready(cx),
            (Sends::Wait, _) => self.poll_end_of_wait(cx).map(Ok),
            // Told by `start_send`.
            _ => Poll::Ready(Ok(())),
        }
    }

    /// Sends what comes while or after the connection closes, or refuses it.
    #[cold]
    pub(super) fn start_send_late(&mut self, message: Message<S>) -> Result<(), Error<S>> {
        match S::Library::is_no_close(&message) {
            true => self.start_send_message(message),
            false => self.start_send_close(message),
        }
    }

    /// Sends a close, or a raw frame that may be one.
    #[cold]
    pub(super) fn start_send_close(&mut self, message: Message<S>) -> Result<(), Error<S>> {
        self.polled = Half::Writer;
        let request = match S::Library::request_in(message) {
            Ok(request) => request,
            Err(message) => return self.start_send_message(message),
        };
        self.start_close(request, Cause::Owner)?;
        // What takes no time is done at once: the application need not flush a close.
        loop {
            match self.step(false) {
                Step::Went | Step::Message(_) => {}
                Step::WriteFailed(error) => return self.keep_error(error),
                Step::Stop(_) => return Ok(()),
            }
        }
    }

    fn start_send_message(&mut self, message: Message<S>) -> Result<(), Error<S>> {
        self.polled = Half::Writer;
        match (self.connection.sends(), self.socket_mut()) {
            (Sends::Pass, Some(socket)) => {
                let sent = socket.start_send(message);
                self.connection.note_output();
                sent.or_else(|error| self.note_send_error(error))
            }
            (Sends::Wait, _) => {
                self.closing().discarded_send = true;
                Ok(())
            }
            _ => Err(self.send_error()),
        }
    }

    #[cold]
    pub(super) fn poll_flush_slow(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error<S>>> {
        self.register(Half::Writer, cx);
        self.apply_requests();
        self.keep_alive_writing();
        if self.place.is_open() {
            let pongs_waited = self.connection.facts().has_unflushed();
            let flushed = self.poll(S::poll_flush);
            if let Poll::Ready(Ok(())) = flushed {
                self.connection.flushed();
                if pongs_waited {
                    // The reader may have waited for that too.
                    self.wakers.wake_other(self.polled);
                }
            }
            self.retry_pongs_later();
            return self.note_flush(flushed, cx);
        }
        if self.holds_error() {
            return self.poll_held_error();
        }
        if self.connection.facts().end_lies_unread() {
            return self.poll_peeked_end(cx);
        }
        if self.closing.as_ref().is_some_and(|closing| closing.discarded_send) {
            ready!(self.poll_end_of_wait(cx));
            if let Some(closing) = &mut self.closing {
                closing.discarded_send = false;
            }
            return Poll::Ready(Err(self.send_error()));
        }
        match (self.connection.sends(), self.socket_mut()) {
            (Sends::Pass, Some(socket)) => {
                let flushed = socket.poll_flush(cx);
                self.note_flush(flushed, cx)
            }
            (Sends::Broken, _) => Poll::Ready(Err(self.send_error())),
            _ => self.poll_close_written(cx),
        }
    }

    /// Takes note of a flush while messages may pass, and looks whether the end lies unread.
    fn note_flush(
        &mut self,
        flushed: Poll<Result<(), Error<S>>>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), Error<S>>> {
        // Only once it is flushed: an application that gets the error drops the socket, and then our
        // answer to the peer's close has to find room in the transport at once, without waiting.
        if matches!(flushed, Poll::Ready(Ok(()))) {
            self.flushes.note_waiting(false);
            if self.peeks_end() {
                return Poll::Ready(Err(self.send_error()));
            }
        }
        self.note_unwritten(Uncommon(flushed), cx)
    }

    /// Lets the writing half drive the protocol, and wakes the reading half if that changed something.
    pub(super) fn drive_writing<T>(
        &mut self,
        cx: &Context<'_>,
        drive: impl FnOnce(&mut Self, &Facts) -> T,
    ) -> T {
        self.register(Half::Writer, cx);
        let before = *self.connection.facts();
        self.connection.handle_event(Event::Woken);
        let polled = drive(self, &before);
        self.wake_other_half(&before);
        polled
    }

    /// Writes out our close.
    fn poll_close_written(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error<S>>> {
        let polled = self.drive_writing(cx, Self::poll_close_written_by_protocol);
        self.flushes.note_waiting(polled.is_pending());
        match polled {
            Poll::Ready(Err(error)) if !self.connection.facts().has_ended() => {
                self.hold_error(error)
            }
            polled => polled,
        }
    }

    fn poll_close_written_by_protocol(&mut self, before: &Facts) -> Poll<Result<(), Error<S>>> {
        // A blocking socket may have done nothing since: it tries once, however late it is.
        if S::IS_ASYNC {
            self.check_timeout();
        }
        let mut discarded = 0;
        loop {
            let facts = self.connection.facts();
            // Where there is no time to wait nobody else will read, and a close of the peer's that has
            // arrived is part of how it ended. So this half reads, as far as it takes no time.
            let must_not_wait = facts.must_not_wait();
            if facts.has_ended() || !(facts.ours_is_on_its_way() || must_not_wait) {
                let ends_now = facts.has_ended() && !before.has_ended();
                return Poll::Ready(match facts.ours_is_sent() {
                    false if facts.has_timed_out_unsent() => Err(self.timed_out()),
                    // The connection ended just now, or while a flush waited, with ours not sent: what else was
                    // to be flushed has not left either, and an `Ok` would say that it had.
                    false if ends_now || self.flushes.waits() => Err(self.send_error()),
                    _ => Ok(()),
                });
            }
            match self.step(must_not_wait) {
                Step::Went => {}
                Step::Message(_) => self.count_discarded(&mut discarded),
                Step::WriteFailed(error) => return Poll::Ready(Err(error)),
                // The answer is the application's, and this is its next call.
                Step::Stop(Action::Deliver) => self.connection.handle_event(Event::Delivered),
                Step::Stop(_) => {
                    if !self.poll_timeout() {
                        return Poll::Pending;
                    }
                }
            }
        }
    }

    /// Why a message cannot be sent any more.
    pub(super) fn send_error(&mut self) -> Error<S> {
        S::Library::error(match self.connection.sends() {
            Sends::Closed => {
                self.connection.handle_event(Event::ToldSender);
                tungstenite::Error::ConnectionClosed
            }
            Sends::AlreadyClosed => tungstenite::Error::AlreadyClosed,
            Sends::Broken => tungstenite::Error::Io(io::ErrorKind::BrokenPipe.into()),
            Sends::Pass | Sends::Wait | Sends::Refuse => {
                tungstenite::Error::Protocol(ProtocolError::SendAfterClosing)
            }
        })
    }
}
