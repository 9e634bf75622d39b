//! The slow path of the reading half: what a read does when it is not just to return the next message.
//! It drives the protocol to its end if one is in sight, and gives the reader the items that a bare
//! socket would have given.

use std::{
    io,
    task::{Context, Poll},
};

use super::{Driver, Error, Half, Item, Socket, Timer, closing::Reader, step::Step};
use crate::{
    Outcome,
    protocol::{Action, Event, Facts},
    quirks::Library,
};

/// How many messages are discarded in one poll, or read in a drop: a peer that floods us must not keep
/// the task from others.
pub(super) const MESSAGES_AT_ONCE: u32 = 1024;

impl<S: Socket> Driver<S> {
    /// Reads on, to the end if there is one in sight.
    #[cold]
    pub(super) fn poll_next_slow(&mut self, cx: &mut Context<'_>) -> Poll<Option<Item<S>>> {
        self.remember(Half::Reader, cx);
        self.apply_requests();
        self.poll_keepalive();
        let before = *self.connection.facts();
        self.connection.handle_event(Event::Woken);
        // After the ending the time only limits how long TCP is waited for; `poll_timeout` looks at it
        // where something waits. What a blocking socket may have to read lies there however late it is.
        if S::IS_ASYNC && !before.has_ended() {
            self.check_timeout();
        }
        // One read of a blocking socket may go on for as long as bytes drip in.
        if !S::IS_ASYNC {
            if let (Some(until), Some(tap)) = (self.connection.wait_until(), self.watch_mut()) {
                tap.set_read_deadline(until);
            }
        }
        let polled = self.poll_next_by_protocol(None);
        if polled.is_pending() {
            self.tell_handles();
        }
        self.wake_other_half(&before);
        polled
    }

    /// `last_item`: what has just ended the flow of messages.
    pub(super) fn poll_next_by_protocol(
        &mut self,
        mut last_item: Option<Item<S>>,
    ) -> Poll<Option<Item<S>>> {
        if let Some(closing) = &mut self.closing {
            if matches!(closing.reader, Reader::Probed { .. } | Reader::Absent) {
                closing.reader = Reader::Polled;
            }
        }
        self.flushes.note_read();
        if self.connection.facts().end_lies_unread() && self.connection.facts().is_open() {
            self.connection.handle_event(Event::EndLiesUnread(false));
        }
        let mut discarded = 0;
        loop {
            let mut step = self.step_of_reader(true, &mut last_item);
            if matches!(step, Step::Stop(Action::Wait)) && self.connection.facts().is_open() {
                step = self.keep_alive();
            }
            match step {
                Step::Went => {}
                Step::WriteFailed(error) => {
                    // One that says nothing ends nothing.
                    if !self.place.is_open() {
                        self.closing().write_error.get_or_insert_with(|| Box::new(error));
                    }
                }
                Step::Message(message) => {
                    // Other messages do not extend the time, however many come.
                    if !self.check_timeout() && !self.connection.facts().must_not_wait() {
                        self.flush_pongs();
                        if !self.place.is_open() && self.connection.facts().is_open() {
                            self.resume();
                            // If it still waits it looks anew: its timer is gone.
                            self.wakers.wake(Half::Writer);
                        }
                        return Poll::Ready(Some(Ok(message)));
                    }
                    self.count_discarded(&mut discarded);
                }
                Step::Stop(Action::Deliver) => {
                    self.connection.handle_event(Event::Delivered);
                    let item = last_item.take().or_else(|| self.kept_last_item());
                    if let Some(item) = self.to_deliver(item) {
                        return Poll::Ready(Some(item));
                    }
                }
                Step::Stop(Action::Wait) => {
                    if !self.poll_timeout() {
                        self.keep_last_item(last_item);
                        self.retry_pongs_later();
                        return Poll::Pending;
                    }
                }
                Step::Stop(_) => {
                    // A writer has driven the close to its end, and has counted the item as delivered in
                    // our place; or a task finishes what was dropped. It is still here, and is the reader's.
                    if let Some(item) = last_item.or_else(|| self.kept_last_item()) {
                        return Poll::Ready(Some(item));
                    }
                    self.connection.handle_event(Event::DeliveredEnd);
                    return Poll::Ready(None);
                }
            }
        }
    }

    /// A message was read that nobody gets. After so many, the next ones wait for the next poll.
    pub(super) fn count_discarded(&mut self, discarded: &mut u32) {
        *discarded += 1;
        if *discarded == MESSAGES_AT_ONCE {
            self.connection.handle_event(Event::ReadBlocked);
            self.wakers.wake(self.polled);
        }
    }

    /// Wakes the other half, if what it may wait for has changed. Woken again and again it would spin,
    /// if it is the task that polls here: `forward` flushes in each of its polls.
    pub(super) fn wake_other_half(&self, before: &Facts) {
        let now = self.connection.facts();
        if before.ours_is_on_its_way() != now.ours_is_on_its_way()
            || before.has_ended() != now.has_ended()
        {
            self.wakers.wake_other(self.polled);
        }
    }

    /// Flushes the pongs that tungstenite would flush in its next read. There a failure would end
    /// reading (Q12), with the peer's close maybe unread.
    pub(super) fn flush_pongs(&mut self) {
        if self.connection.next_action() == Action::Flush && self.connection.facts().has_unflushed()
        {
            if let Step::WriteFailed(error) = self.flush() {
                // Whoever reads is not told of it.
                let _ = self.keep_error(error);
            }
        }
        self.retry_pongs_later();
    }

    /// What could not be flushed is tried again before the next message is read.
    pub(super) fn retry_pongs_later(&self) {
        if self.place.is_open() && self.connection.facts().has_unflushed() {
            self.connection.control().set_pending();
        }
    }

    /// Whether the time to wait has just been found to be over, by the clock; the protocol is told.
    pub(super) fn check_timeout(&mut self) -> bool {
        let is_over = !self.connection.facts().must_not_wait() && self.connection.is_overdue();
        if is_over {
            self.connection.handle_event(Event::TimedOut);
        }
        is_over
    }

    /// The same; if it is not over, both halves are woken when it will be.
    pub(super) fn poll_timeout(&mut self) -> bool {
        if self.place.is_open() || self.connection.facts().must_not_wait() {
            return false;
        }
        let until = self.connection.wait_until();
        let is_courtesy = self.connection.facts().has_ended();
        let closing = self.closing.get_or_insert_default();
        // A sender that waits for a sign of the reader, or to be told of a failed write, is to be polled before
        // that. Once that moment is over it must not stand for the end: maybe nobody sends any more.
        let probed = match closing.reader {
            Reader::Probed { until } | Reader::Present { until } if !is_courtesy => Some(until),
            _ => None,
        };
        let held = closing.held_error.as_deref().and_then(|(_, until)| *until);
        for sooner in [held.min(probed), held.max(probed)].into_iter().flatten() {
            if until.is_none_or(|until| sooner < until) {
                let polled = self.wakers.with_both(|cx| closing.timer().poll_at(sooner, false, cx));
                if polled.is_pending() {
                    return false;
                }
                if let Some(error) = closing.held_error.as_mut().filter(|_| held == Some(sooner)) {
                    // The timer goes on to another moment, and whoever waits for this one is told.
                    error.1 = None;
                    self.wakers.wake(Half::Writer);
                }
            }
        }
        let Some(until) = until else { return false };
        let due = self.wakers.with_both(|cx| closing.timer().poll_at(until, is_courtesy, cx));
        if due.is_ready() && is_courtesy {
            self.connection.handle_event(Event::TimedOut);
            return true;
        }
        due.is_ready() && self.check_timeout()
    }

    fn kept_last_item(&mut self) -> Option<Item<S>> {
        self.closing.as_mut()?.last_item.take()
    }

    /// What the reader is given in the place of what ended the flow of messages, of which there may be nothing.
    fn to_deliver(&self, item: Option<Item<S>>) -> Option<Item<S>> {
        match (self.connection.report().map(crate::CloseReport::outcome), item) {
            // Our answer to the peer's close did not leave in time.
            (Some(Outcome::Timeout), None | Some(Ok(_))) => Some(Err(self.timed_out())),
            (Some(Outcome::Clean) | None, None) => None,
            // A write failed, and nothing came in to tell more: there is no item that a bare socket would
            // have given, and `None` would look like a clean end.
            (Some(_), None) => Some(Err(self.timed_out())),
            (_, item) => item,
        }
    }

    pub(super) fn timed_out(&self) -> Error<S> {
        let text = match self.connection.report().map(crate::CloseReport::outcome) {
            Some(Outcome::PingTimeout) => "the peer showed no sign of life",
            Some(Outcome::Stalled) => "the peer took nothing of what was written to it",
            _ => "close handshake timed out",
        };
        S::Library::error(io::Error::new(io::ErrorKind::TimedOut, text).into())
    }
}
