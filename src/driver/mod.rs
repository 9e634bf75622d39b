//! The driver: carries out what the [protocol](crate::protocol) says, over whichever [`Socket`], so that
//! every wrapper is a thin one. It makes the calls, wakes whoever waits, and measures time. How the
//! connection ended it does not decide.
//!
//! | | what |
//! |---|---|
//! | here | the fast path of a message: as long as messages flow, the protocol is not asked |
//! | `place` | where the socket is, and whether messages pass through it |
//! | `socket` | what a driver asks of a socket, of its library and of a timer |
//! | [`closing`] | what is kept once messages have ceased to flow |
//! | [`step`] | one action of the protocol, carried out and reported |
//! | [`reading`], [`writing`] | the slow paths of the two halves |
//! | [`held_error`] | a failed write, told when what has arrived has had time to show |
//! | [`peek`] | how a handler that only writes learns of the end |
//! | [`absent_reader`] | a sender that waits for the end, and reads if nobody else does |
//! | `close_and_wait` | an owner that closes, and waits for the end |
//! | `keepalive` | pings, and a peer that is given up |
//! | [`on_drop`], `finish_in_task` | what the owner leaves behind, and a task that finishes it |
//! | [`wakers`], `timer` | who is woken, and when |
//!
//! # What is kept here and not in the protocol
//!
//! The protocol is the one state machine. [`Closing`] holds beside it what is not a fact about the
//! connection but about who waits for it, and what can't be copied or compared:
//!
//! - Our close until tungstenite has it, and the reader's last item: things to hand on.
//! - `write_error` and `held_error`: errors that somebody is still to be given.
//! - `reader`: whether somebody polls the reading half. It follows from time and polls alone, and
//!   decides which half reads.
//! - `data_lies_before_end`: that something lies unread is a fact (`end_lies_unread`); whether it is worth
//!   leaving to a reader is a courtesy.
//! - `discarded_send`: that a `start_send` was accepted whose flush is to fail.

mod absent_reader;
mod close_and_wait;
mod closing;
#[cfg(feature = "tokio")]
mod finish_in_task;
mod held_error;
mod keepalive;
mod on_drop;
mod peek;
mod place;
mod reading;
mod socket;
mod step;
#[cfg(feature = "tokio")]
mod timer;
mod wakers;
mod writing;

use std::{
    mem,
    task::{Context, Poll},
    time::Instant,
};

#[cfg(feature = "tokio")]
pub(crate) use self::timer::{Sleeping, now, poll_unconstrained};
pub(crate) use self::{
    closing::Item,
    place::Place,
    socket::{Boxed, Error, Message, Socket, Timer, Wrapped},
};
use self::{
    closing::{Closing, ClosingBox},
    keepalive::KeepaliveState,
    peek::FlushesUntilLook,
    wakers::{Half, Wakers},
};
use crate::{
    CloseMonitor, CloseRequest, Role, Source,
    connection::Connection,
    policy::request::OutgoingClose,
    protocol::{Cause, Event},
    quirks::Library,
    tap::Watch,
};

/// The system's clock, where tokio has none.
#[cfg(not(feature = "tokio"))]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// A wrapped WebSocket: messages pass through, closes are seen.
///
/// What a message costs is decided here: a look at where the socket is, one at what kind of message
/// it is, and, where io may happen, one at whether something is pending for the owner. All else is in
/// slow paths, out of line.
#[derive(Debug)]
pub(crate) struct Driver<S: Wrapped> {
    // Fields are dropped in this order. `Connection` reports in its own `Drop`, if nothing else has, and
    // the socket ends TCP in its: so whoever sees TCP end finds the report.
    pub(crate) connection: Connection,
    /// One look at it tells a message that it may pass.
    pub(crate) place: Place<S>,
    /// Once messages have ceased to flow, and something has to be kept or waited for.
    closing: Option<ClosingBox<S>>,
    wakers: Wakers,
    /// Which half polled last.
    polled: Half,
    /// For each half: the handles do not know its last waker yet.
    untold: [bool; 2],
    flushes: FlushesUntilLook,
    /// `None` if the policy asks for nothing of it.
    keepalive: Option<Box<KeepaliveState<S::Timer>>>,
    /// Finishes what the owner leaves behind. A pointer to a function, because `Drop` may not ask for more
    /// than the struct does: with a trait's method, every struct that holds a driver would need the bounds
    /// of its io.
    on_drop: fn(&mut Self),
}

/// What a call of the fast path brought, handed to a slow one.
///
/// What the socket returns is to be written where the fast path returns it, or each message would be copied. The
/// compiler sees to that for what is neither borrowed nor given as it is to a call that returns the same.
pub(crate) struct Uncommon<T>(pub(crate) T);

impl<S: Wrapped> Driver<S> {
    /// The socket; `None` only once it was given back, or dropped to end TCP.
    pub(crate) fn socket(&self) -> Option<&S> {
        self.place.socket()
    }

    pub(crate) fn socket_mut(&mut self) -> Option<&mut S> {
        self.place.socket_mut()
    }

    fn watch_mut(&mut self) -> Option<&mut Watch>
    where
        S: Socket,
    {
        self.socket_mut()?.watch_mut()
    }

    /// What is left of a socket that was dropped to end TCP.
    pub(crate) fn remains(&self) -> Option<&S::Remains> {
        match &self.place {
            Place::Released(remains) => Some(remains),
            _ => None,
        }
    }

    pub(crate) fn take_socket(&mut self) -> Option<S> {
        self.place.take()
    }
}

impl<S: Socket> Driver<S> {
    pub(crate) fn new(
        socket: S,
        monitor: &CloseMonitor,
        (role, source): (Role, Source),
        clock: fn() -> Instant,
    ) -> Self {
        let connection = Connection::open(monitor, role, source, clock, S::IS_ASYNC);
        let looks = keepalive::looks::<S>();
        let keepalive = KeepaliveState::begin(&connection, connection.policy().keepalive(), looks);
        Self {
            connection,
            keepalive,
            place: Place::Open(socket),
            closing: None,
            wakers: Wakers::default(),
            polled: Half::default(),
            untold: [false; 2],
            flushes: FlushesUntilLook::default(),
            on_drop: Self::finish_now,
        }
    }

    /// Takes note of how far the close handshake was when the socket was wrapped, as far as tungstenite
    /// tells; its codes are unknown.
    pub(crate) fn note_what_was(&mut self, (can_read, can_write): (bool, bool)) {
        match (can_read, can_write) {
            (_, true) => return,
            (true, false) => self.connection.closed_elsewhere(),
            (false, false) => self.connection.received_elsewhere(),
        }
        self.end_flow();
    }

    #[inline]
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Item<S>>> {
        let mut item;
        match &mut self.place {
            Place::Open(socket) if !self.connection.control().has_pending() => {
                item = socket.poll_read(cx);
                if matches!(&item, Poll::Ready(Some(Ok(message))) if S::Library::is_data(message)) {
                    self.connection.note_input();
                } else {
                    self.handle_non_data(&mut item, cx);
                }
            }
            _ => item = self.poll_next_slow(cx),
        }
        item
    }

    /// Takes in what is no data: nothing yet, a ping or pong, or what ends the flow of messages.
    #[cold]
    pub(crate) fn handle_non_data(
        &mut self,
        item: &mut Poll<Option<Item<S>>>,
        cx: &mut Context<'_>,
    ) {
        self.remember(Half::Reader, cx);
        self.flushes.note_read();
        match mem::replace(item, Poll::Pending) {
            Poll::Pending => {
                self.connection.note_idle();
                if self.keepalive_waits() {
                    self.connection.handle_event(Event::ReadBlocked);
                    *item = self.poll_next_by_protocol(None);
                }
            }
            Poll::Ready(read) => {
                let mut last_item = None;
                *item = match self.take_read(read, &mut last_item) {
                    Some(message) => {
                        self.flush_pongs();
                        Poll::Ready(Some(Ok(message)))
                    }
                    // What ended the flow of messages; the other half knows since then.
                    None => self.poll_next_by_protocol(last_item),
                };
            }
        }
        if item.is_pending() {
            self.tell_handles();
        }
    }

    #[inline]
    pub(crate) fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error<S>>> {
        let ready = match &mut self.place {
            Place::Open(socket) => socket.poll_ready(cx),
            _ => Poll::Pending,
        };
        if matches!(ready, Poll::Ready(Ok(()))) {
            return ready;
        }
        self.handle_unready(Uncommon(ready), cx)
    }

    #[inline]
    pub(crate) fn start_send(&mut self, message: Message<S>) -> Result<(), Error<S>> {
        // Two ways out: with one, the compiler would find both answers before it takes either.
        let Place::Open(socket) = &mut self.place else { return self.start_send_late(message) };
        if !S::Library::is_no_close(&message) {
            return self.start_send_close(message);
        }
        self.connection.note_output();
        let sent = socket.start_send(message);
        if matches!(sent, Ok(())) {
            return sent;
        }
        self.note_unsent(Uncommon(sent))
    }

    #[inline]
    pub(crate) fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error<S>>> {
        match &mut self.place {
            Place::Open(socket)
                if !self.connection.control().has_pending() && !self.flushes.count() =>
            {
                let flushed = socket.poll_flush(cx);
                if matches!(flushed, Poll::Ready(Ok(()))) {
                    return flushed;
                }
                self.note_unwritten(Uncommon(flushed), cx)
            }
            _ => self.poll_flush_slow(cx),
        }
    }

    /// Sends what the policy has for it if nothing was sent, and flushes it.
    pub(crate) fn poll_close(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error<S>>> {
        self.register(Half::Writer, cx);
        if self.connection.facts().is_open() {
            let close = self.connection.policy().close_on_sink_close().clone();
            self.start_close(close.into(), Cause::Owner)?;
        }
        self.poll_flush(cx)
    }

    /// Nothing more will come.
    pub(crate) fn is_over(&self) -> bool {
        self.connection.facts().is_over()
    }

    /// Puts a close before the policy, and then on its way.
    pub(crate) fn start_close(
        &mut self,
        request: CloseRequest,
        cause: Cause,
    ) -> Result<(), Error<S>> {
        self.ask_to_close(request, cause).map_err(S::Library::error)
    }

    /// The same; what is wrong is said in tungstenite's words.
    fn ask_to_close(
        &mut self,
        request: CloseRequest,
        cause: Cause,
    ) -> Result<(), tungstenite::Error> {
        let role = self.connection.role();
        let Some(room) = self.socket().map(|socket| socket.room_for_close(role)) else {
            return Ok(());
        };
        if let Some(close) = self.connection.request_close(request, cause, room)? {
            self.queue(close);
        }
        Ok(())
    }

    /// Starts the close that a handle, or the monitor's drain, asks for.
    #[inline]
    fn apply_requests(&mut self) {
        if self.connection.control().has_pending() {
            self.apply_pending();
        }
    }

    #[cold]
    fn apply_pending(&mut self) {
        let request = self.connection.control().take_request();
        let deadline = self.connection.control().deadline();
        let closes = request.is_some();
        if let Some(close) = request {
            // Whoever asked is not here to be given an error. What the policy rejects, an observer is told;
            // what tungstenite does not take, the report tells.
            let _ = self.start_close(close.into(), Cause::Handle);
        }
        // After the close, which begins the handshake: a deadline without one has nothing to limit, and
        // is not kept.
        self.connection.set_deadline(deadline, closes);
    }

    /// Ends the flow of messages, if it has not ended yet.
    fn end_flow(&mut self) {
        if self.place.is_open() {
            self.place.close();
            // From now on either half drives the close. The other one may wait on a call of the fast path,
            // whose waker knows nothing of it: it is to poll anew, in the slow path.
            self.wakers.wake_other(self.polled);
        }
    }

    /// The same, with something that is to be kept.
    fn closing(&mut self) -> &mut Closing<S> {
        self.end_flow();
        self.closing.get_or_insert_default()
    }

    /// Ends the flow of messages, with a close of ours that is to be handed over.
    fn queue(&mut self, close: OutgoingClose) {
        self.closing().close = Some(Box::new(close));
    }

    /// Remembers who polls, to be woken, also by handles.
    fn register(&mut self, half: Half, cx: &Context<'_>) {
        self.remember(half, cx);
        self.tell_handles();
    }

    /// The same without the handles, which are to be [told](Self::tell_handles) if this poll comes to `Pending`.
    fn remember(&mut self, half: Half, cx: &Context<'_>) {
        self.polled = half;
        if S::IS_ASYNC && self.wakers.register(half, cx) {
            self.untold[half as usize] = true;
        }
    }

    /// Has whoever asks for something wake this half: a handle, a drain, a timer of the keepalive's, a peek.
    fn tell_handles(&mut self) {
        // After the end nobody does.
        if self.untold[self.polled as usize] && !self.connection.facts().has_ended() {
            self.wakers.tell(self.polled, self.connection.control());
            self.untold[self.polled as usize] = false;
        }
    }
}
