//! How a silent peer is pinged and given up, and one that takes nothing.
//!
//! One timer for each connection whose policy asks for it. What a message does is to set a flag, as it
//! does anyway; the timer wakes both halves and has the next poll look, and that poll decides by what
//! has come in. So nothing happens while nobody polls.

use std::{
    fmt,
    task::{Context, Poll},
    time::{Duration, Instant},
};

use bytes::Bytes;

use super::{Boxed, Driver, Message, Socket, Timer, step::Step};
use crate::{
    Close, CloseCode, Keepalive,
    connection::Connection,
    frame::PING_MARK,
    policy::request::OutgoingClose,
    protocol::{
        Action, Cause, Event,
        keepalive::{Check, Deadline, Liveness, Looks, Verdict},
    },
    quirks::Library,
    tap::Watch,
};

/// What is looked at when the timer has run out.
pub(super) struct KeepaliveState<T> {
    timer: Boxed<T>,
    /// `None`: nothing is waited for.
    until: Option<Instant>,
    /// The timer has run out, and nobody has looked since.
    is_due: bool,
    /// What a silent peer is sent, if not the default.
    close: Option<Close>,
    liveness: Option<Liveness>,
    write_timeout: Option<Duration>,
    /// A write waits for the peer to take something.
    blocked: Option<Deadline>,
    /// The number of the last ping, and when it went, until it is answered.
    ping: u32,
    pinged: Option<Instant>,
}

impl<T: Timer> KeepaliveState<T> {
    /// `None` if the policy asks for nothing.
    #[inline]
    pub(super) fn begin(
        connection: &Connection,
        keepalive: Option<&Keepalive>,
        looks: Looks,
    ) -> Option<Box<Self>> {
        let write_timeout = connection.policy().write_timeout();
        (keepalive.is_some() || write_timeout.is_some()).then(|| {
            let now = connection.now();
            // Has the next poll set the timer.
            connection.control().set_pending();
            Box::new(Self {
                timer: Boxed::default(),
                // The first look says until when.
                until: Some(now),
                is_due: false,
                close: keepalive.and_then(Keepalive::close).cloned(),
                liveness: keepalive.map(|keepalive| {
                    Liveness::new((keepalive.interval(), keepalive.limit()), looks, now)
                }),
                write_timeout,
                blocked: None,
                ping: 0,
                pinged: None,
            })
        })
    }
}

/// What has a driver look at the peer.
pub(super) const fn looks<S: Socket>() -> Looks {
    match S::IS_ASYNC {
        true => Looks::ByTimer,
        false => Looks::ByBlockingCalls,
    }
}

impl<S: Socket> Driver<S> {
    /// From now on the peer is asked for signs of life so; what the policy says is replaced.
    pub(crate) fn set_keepalive(&mut self, keepalive: Option<&Keepalive>) {
        let former = self.keepalive.take().filter(|former| former.ping > 0);
        self.keepalive = KeepaliveState::begin(&self.connection, keepalive, looks::<S>());
        // A pong that is still to come is ours all the same, and answers none of the next pings.
        if let Some(former) = former {
            let ping = former.ping;
            self.keepalive.get_or_insert_with(|| former.ended()).ping = ping;
        }
    }

    /// Polls the timer, if there is one; whether it has run out. To be called wherever what is pending may
    /// be the timer's: a call that finds it run out, and brings a message instead, leaves the look at the
    /// peer to the next.
    #[inline]
    pub(super) fn poll_keepalive(&mut self) -> bool {
        self.keepalive.is_some() && self.poll_keepalive_timer()
    }

    /// The same, where there is one.
    fn poll_keepalive_timer(&mut self) -> bool {
        let Some(keepalive) = &mut self.keepalive else { return false };
        let facts = self.connection.facts();
        if !facts.is_open() || facts.write_has_failed() {
            // From now on other clocks run. A pong that is still to come is ours all the same.
            keepalive.stop();
            return false;
        }
        if let Some(until) = keepalive.until.filter(|_| !keepalive.is_due) {
            let waker = self.connection.control().waker();
            let polled = keepalive.timer.poll_at(until, false, &mut Context::from_waker(&waker));
            keepalive.is_due = polled.is_ready();
        }
        keepalive.is_due
    }

    /// Whether a look at the peer is due that was left to the reader. Asks no clock, but for a socket
    /// that has no timer.
    pub(super) fn keepalive_waits(&mut self) -> bool {
        match &self.keepalive {
            None => false,
            Some(keepalive) if S::IS_ASYNC => keepalive.is_due,
            Some(_) => self.poll_keepalive(),
        }
    }

    /// Looks at the peer, if that is due, when nothing is to be read.
    #[cold]
    pub(super) fn keep_alive(&mut self) -> Step<S> {
        if !self.poll_keepalive() {
            return Step::Stop(Action::Wait);
        }
        // Before a message is taken that whoever is given up would not be given.
        if self.gives_up_stalled() {
            return Step::Went;
        }
        // A peer that leaves too many pongs unread is not read from: so it cannot be said to be silent.
        let is_deaf = self.connection.facts().has_too_many_pongs();
        // What has arrived counts, also where the task has spent its budget. A blocking read has
        // waited for it.
        if S::IS_ASYNC && !is_deaf {
            match self.poll_past_budget(S::poll_read) {
                Poll::Pending => self.connection.note_idle(),
                Poll::Ready(read) => {
                    let mut last_item = None;
                    let message = self.take_read(read, &mut last_item);
                    self.keep_last_item(last_item);
                    // With that the look is over: the next read has a budget and limits again.
                    if self.connection.facts().is_open() {
                        self.judge_life(true);
                    }
                    return message.map_or(Step::Went, Step::Message);
                }
            }
        }
        let has_read = self.watch_mut().is_some_and(Watch::take_has_read) || is_deaf;
        match self.judge_life(has_read) {
            true => Step::Went,
            false => Step::Stop(Action::Wait),
        }
    }

    /// The same on behalf of an owner that writes. Over a tap it peeks; without one that is left
    /// to a reader, if there is any, and otherwise nobody is blamed.
    pub(super) fn keep_alive_writing(&mut self) {
        if self.poll_keepalive() {
            if let Some(has_read) = self.peek_for_life() {
                if !self.gives_up_stalled() {
                    self.judge_life(has_read);
                }
            }
        }
    }

    /// Whether something has come in since the last look; `None` where that cannot be told.
    #[cfg(feature = "tokio")]
    fn peek_for_life(&mut self) -> Option<bool> {
        use super::Half;
        use crate::tap::Peeked;

        // A blocking socket does not look ahead.
        if !S::IS_ASYNC {
            return None;
        }
        let peeked = self.poll_past_budget(|socket, cx| Poll::Ready(socket.poll_peek(cx)));
        let has_read = self.watch_mut().map(Watch::take_has_read);
        if has_read == Some(true) {
            // What a reader waits for was read ahead of it.
            self.wakers.wake_other(Half::Writer);
        }
        match peeked {
            Poll::Ready(Peeked::Nothing) => has_read,
            // There may be more behind it, of which nobody can know.
            Poll::Ready(Peeked::Full) => Some(true),
            // The end is told elsewhere.
            Poll::Ready(Peeked::Close { .. } | Peeked::End { .. }) | Poll::Pending => None,
        }
    }

    #[cfg(not(feature = "tokio"))]
    fn peek_for_life(&mut self) -> Option<bool> {
        None
    }

    /// A write waits: from now on the peer has to take something. The timer is set by the look that
    /// [follows](Self::keep_alive_writing).
    pub(super) fn note_blocked_write(&mut self) {
        let Some(timeout) = self.keepalive.as_ref().and_then(|keepalive| keepalive.write_timeout)
        else {
            return;
        };
        let Some(has_written) = self.watch_mut().map(Watch::take_has_written) else { return };
        let now = self.connection.now();
        let Some(keepalive) = &mut self.keepalive else { return };
        if has_written || keepalive.blocked.is_none() {
            let deadline = Deadline::new(now, timeout, looks::<S>());
            keepalive.wait_until(deadline.until());
            keepalive.blocked = Some(deadline);
        }
    }

    /// Takes a pong that answers a ping of ours: nobody else asked for it.
    pub(super) fn take_pong(&mut self, message: &Message<S>) -> bool {
        let Some(keepalive) = &mut self.keepalive else { return false };
        let number =
            S::Library::pong_in(message).and_then(|payload| payload.strip_prefix(PING_MARK));
        let Some(number) = number else { return false };
        let is_last = number == keepalive.ping.to_be_bytes();
        if let Some(pinged) = keepalive.pinged.take_if(|_| is_last) {
            let now = self.connection.note_round_trip(pinged);
            // A look at the end of this ping's slice would find nothing new.
            if let Some(liveness) = keepalive.liveness.as_mut().filter(|_| !keepalive.is_due) {
                let due = liveness.answered(now);
                keepalive.until = keepalive.blocked.map(|deadline| deadline.until());
                keepalive.wait_until(due);
                self.poll_keepalive();
            }
        }
        true
    }

    /// Gives up a peer that takes nothing.
    fn gives_up_stalled(&mut self) -> bool {
        let now = self.connection.now();
        self.peer_takes_nothing(now) && self.give_up(Cause::Stalled)
    }

    /// Pings, gives up who is silent, or sets the timer anew; whether there is more to do now than to wait.
    fn judge_life(&mut self, has_read: bool) -> bool {
        let now = self.connection.now();
        let Some(keepalive) = &mut self.keepalive else { return true };
        keepalive.is_due = false;
        keepalive.until = keepalive.blocked.map(|deadline| deadline.until());
        let mut has_pinged = false;
        if let Some(liveness) = &mut keepalive.liveness {
            match liveness.check(now, self.connection.last_input(now), has_read) {
                Check::WaitUntil(until) => keepalive.wait_until(until),
                Check::Ping { then } => {
                    keepalive.wait_until(then);
                    keepalive.ping = keepalive.ping.wrapping_add(1);
                    keepalive.pinged = Some(now);
                    has_pinged = true;
                }
                Check::Dead => return self.give_up(Cause::Silent),
            }
        }
        if has_pinged {
            self.ping();
        }
        // Sets the timer.
        self.poll_keepalive() || has_pinged
    }

    /// Whether a write has waited for too long. It is tried once more: otherwise it might be we who let
    /// the peer wait.
    fn peer_takes_nothing(&mut self, now: Instant) -> bool {
        let Some(keepalive) = &self.keepalive else { return false };
        let (Some(mut deadline), Some(timeout)) = (keepalive.blocked, keepalive.write_timeout)
        else {
            return false;
        };
        let left = match self.poll_past_budget(S::poll_flush) {
            Poll::Pending => {
                let has_written = self.watch_mut().is_some_and(Watch::take_has_written);
                match deadline.check(now) {
                    Verdict::Over if !has_written => return true,
                    Verdict::WaitUntil(_) if !has_written => Some(deadline),
                    _ => Some(Deadline::new(now, timeout, looks::<S>())),
                }
            }
            Poll::Ready(Ok(())) => {
                self.connection.flushed();
                None
            }
            Poll::Ready(Err(error)) => {
                self.note_write_error(&error);
                // Nobody is here to be told.
                let _ = self.keep_error(error);
                None
            }
        };
        if let Some(keepalive) = &mut self.keepalive {
            keepalive.blocked = left;
        }
        false
    }

    fn ping(&mut self) {
        let Some(keepalive) = &self.keepalive else { return };
        let payload = Bytes::from([&PING_MARK[..], &keepalive.ping.to_be_bytes()].concat());
        let Some(socket) = self.socket_mut() else { return };
        // One for which there is no room counts from when it was due.
        match socket.start_send(S::Library::ping(payload)) {
            Ok(()) => self.connection.note_output(),
            Err(error) => self.note_write_error(&error),
        }
        self.connection.handle_event(Event::Pinged);
    }

    fn give_up(&mut self, cause: Cause) -> bool {
        let own = self.keepalive.take().and_then(|keepalive| keepalive.close);
        let close = match (cause, own) {
            (Cause::Stalled, _) => Close::of_ours(CloseCode::POLICY_VIOLATION),
            (_, Some(close)) => close,
            (_, None) => self.connection.close_for_silence(),
        };
        self.connection.give_up(cause);
        self.queue(OutgoingClose::of_ours(close));
        true
    }
}

impl<T: Timer> KeepaliveState<T> {
    /// What is left of one that was turned off.
    fn ended(mut self: Box<Self>) -> Box<Self> {
        self.stop();
        (self.liveness, self.write_timeout, self.blocked, self.pinged) = (None, None, None, None);
        self
    }

    /// Nothing is waited for any more, and nobody woken.
    fn stop(&mut self) {
        self.timer = Boxed::default();
        self.until = None;
        self.is_due = false;
    }

    /// Has the timer run out by then.
    fn wait_until(&mut self, moment: Instant) {
        self.until = Some(self.until.map_or(moment, |until| until.min(moment)));
    }
}

impl<T> fmt::Debug for KeepaliveState<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeepaliveState")
            .field("liveness", &self.liveness)
            .field("blocked", &self.blocked)
            .finish_non_exhaustive()
    }
}
