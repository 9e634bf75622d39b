//! One action of the protocol, carried out, and what it came to reported as an event. Every loop of the
//! driver is made of these steps; which half may take one is said by the loop.

use std::task::{Context, Poll};

use super::{Driver, Error, Item, Message, Socket, Wrapped};
use crate::{
    Outcome, Role,
    policy::request::OutgoingClose,
    protocol::{Action, Event},
    quirks::{Fault, Library},
    tap::Watch,
};

/// What an action came to.
pub(super) enum Step<S: Wrapped> {
    /// It was carried out.
    Went,
    /// It was, and brought a message.
    Message(Message<S>),
    /// It was tried, and the write failed.
    WriteFailed(Error<S>),
    /// It is not for this half.
    Stop(Action),
}

impl<S: Socket> Driver<S> {
    /// Does what is next, unless that is to wait, or for the reader alone: to read (if `may_read`
    /// says so), to deliver, to be done. What ends the flow of messages is kept for the reader.
    pub(super) fn step(&mut self, may_read: bool) -> Step<S> {
        let mut last_item = None;
        let step = self.step_of_reader(may_read, &mut last_item);
        self.keep_last_item(last_item);
        step
    }

    /// The same, where the reader has what ends the flow of messages at hand. Inlined by force, as is all that
    /// each close goes through: the compiler would not do it, and a close would take some 250 instructions more.
    #[inline(always)]
    pub(super) fn step_of_reader(
        &mut self,
        may_read: bool,
        last_item: &mut Option<Item<S>>,
    ) -> Step<S> {
        let action = self.connection.next_action();
        // A blocking call can't be tried without waiting for it. Where there is no time to wait it is not
        // made, and counts as one that brought nothing.
        // To a peer that is given up as silent a ping has just gone that way.
        let facts = self.connection.facts();
        let can_try = S::IS_ASYNC || !facts.must_not_wait() || facts.is_given_up_as_silent();
        match action {
            Action::Read if !may_read => Step::Stop(action),
            Action::Read if can_try => self.read(last_item),
            Action::Read => self.feed(Event::ReadBlocked),
            Action::Flush if can_try => self.flush(),
            Action::Flush => self.feed(Event::WriteBlocked),
            Action::HandOver if can_try => self.hand_over(),
            Action::HandOver => self.feed(Event::NotTaken),
            Action::Shutdown => self.shut(),
            Action::Discard if may_read => match self.poll(S::poll_discard) {
                Poll::Ready(()) => self.feed(Event::Discarded),
                Poll::Pending => self.feed(Event::ReadBlocked),
            },
            Action::Discard | Action::Deliver | Action::Wait | Action::Done => Step::Stop(action),
        }
    }

    /// Takes in what was read: a message is returned that is no close, and answers no ping of ours.
    /// `last_item`: takes what ends the flow of messages.
    #[inline(always)]
    pub(super) fn take_read(
        &mut self,
        read: Option<Item<S>>,
        last_item: &mut Option<Item<S>>,
    ) -> Option<Message<S>> {
        match read {
            Some(Ok(message)) => match S::Library::close_in(&message) {
                None => {
                    self.connection.received_message(S::Library::is_ping(&message));
                    if self.take_pong(&message) {
                        // Nobody has found the input empty since: what lies behind it has no waker yet.
                        self.connection.handle_event(Event::Woken);
                        return None;
                    }
                    return Some(message);
                }
                Some(library_close) => {
                    if let Some(socket) = self.place.socket_mut() {
                        self.connection.received(
                            library_close,
                            socket.take_wire_info(),
                            socket.room_for_close(self.connection.role()),
                        );
                    }
                    self.end_flow();
                    *last_item = Some(Ok(message));
                }
            },
            Some(Err(error)) => self.take_read_error(error, last_item),
            None => {
                self.connection.received_elsewhere();
                self.end_flow();
            }
        }
        None
    }

    #[cold]
    fn take_read_error(&mut self, error: Error<S>, last_item: &mut Option<Item<S>>) {
        let fault = match S::Library::fault(&error) {
            Some(fault) => fault,
            None if S::Library::is_closed(&error) => {
                self.connection.received_elsewhere();
                self.end_flow();
                *last_item = Some(Err(error));
                return;
            }
            None => Fault::IO,
        };
        // A socket that is dropped while its runtime shuts down gets an error from the runtime ("A Tokio
        // 1.x context was found, but it is being shutdown"), which says nothing about the peer. Taken for the
        // end of the transport it would hide that the application dropped the socket.
        if self.connection.facts().is_dropped() && fault.outcome == Outcome::IoError {
            return self.connection.handle_event(Event::ReadBlocked);
        }
        let truncated = S::Library::is_truncated_close(&error);
        let Some(socket) = self.place.socket_mut() else { return };
        let foreign = socket.watch().and_then(Watch::foreign);
        let wire_info = socket.take_wire_info();
        let failed = self.connection.read_failed(fault, truncated, wire_info, foreign);
        if let Some(reply) = failed.reply {
            self.queue(reply);
        }
        self.end_flow();
        *last_item = Some(match failed.close {
            Some(frame) => {
                Ok(S::Library::message(crate::policy::request::OutgoingFrame::Close(frame)))
            }
            None => Err(error),
        });
    }

    /// Keeps what the reader is to be given, if there is something.
    pub(super) fn keep_last_item(&mut self, item: Option<Item<S>>) {
        if item.is_some() {
            self.closing().last_item = item;
        }
    }

    fn read(&mut self, last_item: &mut Option<Item<S>>) -> Step<S> {
        match self.poll(S::poll_read) {
            Poll::Pending => {
                self.connection.note_idle();
                self.feed(Event::ReadBlocked)
            }
            Poll::Ready(read) => match self.take_read(read, last_item) {
                Some(message) => Step::Message(message),
                None => Step::Went,
            },
        }
    }

    #[inline(always)]
    pub(super) fn flush(&mut self) -> Step<S> {
        let mut flushed = self.poll(S::poll_flush_through);
        // Whether ours has left is told, and the io of a task that has spent its budget does not say.
        if flushed.is_pending() && S::IS_ASYNC && self.connection.facts().ours_is_on_its_way() {
            flushed = self.poll_past_budget(S::poll_flush_through);
        }
        match flushed {
            Poll::Pending => {
                // From now on nothing is read either.
                if self.connection.facts().is_open() && self.connection.facts().has_too_many_pongs()
                {
                    self.note_blocked_write();
                    self.poll_keepalive();
                }
                self.feed(Event::WriteBlocked)
            }
            Poll::Ready(Ok(())) => {
                self.connection.flushed();
                // tungstenite took no notice of a raw close (Q7), and would let more follow it: pongs, and
                // its own answer to the peer's.
                let is_raw = self.connection.facts().raw_close_is_sent();
                if let Some(tap) = self.watch_mut().filter(|_| is_raw) {
                    tap.ignore_writes();
                }
                Step::Went
            }
            Poll::Ready(Err(error)) => self.fail(error),
        }
    }

    fn hand_over(&mut self) -> Step<S> {
        let close = self.closing.as_mut().and_then(|closing| closing.close.take());
        let (Some(socket), Some(close)) = (self.place.socket_mut(), close) else {
            return self.feed(Event::NotTaken);
        };
        let OutgoingClose { frame, sent } = *close;
        let raw = frame.is_raw();
        match socket.start_send(S::Library::message(frame)) {
            Ok(()) => {
                self.connection.handed_over(sent, raw);
                Step::Went
            }
            Err(error) => {
                // In this order: if the write has failed, that is why the close was not taken, and it is
                // what the ending tells. `NotTaken` alone would look as if we had given up.
                let failed = self.fail(error);
                self.connection.handle_event(Event::NotTaken);
                failed
            }
        }
    }

    fn shut(&mut self) -> Step<S> {
        match self.poll(|socket, cx| match socket.poll_shutdown(cx) {
            Some(shut) => shut.map(|()| true),
            None => Poll::Ready(false),
        }) {
            Poll::Pending => self.feed(Event::ShutdownBlocked),
            Poll::Ready(true) => self.feed(Event::ShutDown),
            Poll::Ready(false) => {
                // A client lets the server end TCP, and may give its socket back.
                if self.connection.role() == Role::Server {
                    self.place.release();
                }
                self.connection.handle_event(Event::ShutDown);
                self.feed(Event::Discarded)
            }
        }
    }

    fn fail(&mut self, error: Error<S>) -> Step<S> {
        self.note_write_error(&error);
        Step::WriteFailed(error)
    }

    /// Takes note of a write that failed.
    #[cold]
    pub(crate) fn note_write_error(&mut self, error: &Error<S>) {
        let Some(fault) = S::Library::fault(error) else { return };
        if self.connection.facts().is_dropped() && fault.outcome == Outcome::IoError {
            return self.connection.handle_event(Event::WriteBlocked);
        }
        self.connection.write_failed(fault);
        self.end_flow();
        if let Some(tap) = self.watch_mut() {
            tap.ignore_writes();
        }
    }

    /// A call to the socket, after which both halves are woken. Where there is no time to wait, also
    /// outside the task's budget.
    pub(super) fn poll<T>(
        &mut self,
        call: impl FnMut(&mut S, &mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        self.poll_in(call, self.connection.facts().must_not_wait())
    }

    /// The same outside the task's budget in any case: a task that has spent it would be told `Pending`
    /// by a socket that is ready.
    pub(super) fn poll_past_budget<T>(
        &mut self,
        call: impl FnMut(&mut S, &mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        self.poll_in(call, true)
    }

    fn poll_in<T>(
        &mut self,
        mut call: impl FnMut(&mut S, &mut Context<'_>) -> Poll<T>,
        past_budget: bool,
    ) -> Poll<T> {
        let Self { place, wakers, .. } = self;
        let Some(socket) = place.socket_mut() else { return Poll::Pending };
        wakers.with_both(|cx| match past_budget {
            true => S::poll_unconstrained(cx, |cx| call(socket, cx)),
            false => call(socket, cx),
        })
    }

    fn feed(&mut self, event: Event) -> Step<S> {
        self.connection.handle_event(event);
        Step::Went
    }
}
