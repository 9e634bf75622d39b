//! How an async connection ends: from the first close frame to the end of TCP.

use std::{
    fmt, io,
    task::{Context, Poll, ready},
    time::{Duration, Instant},
};

use tokio::time::Instant as Moment;

use super::{core::Core, deadline::Deadline, host::Host, our_close::Close, wakers::Half};
use crate::{Reply, Role, connection::Witness, fault::Fault};

/// How long input is discarded after both close frames, until the peer has ended TCP too.
pub(in crate::monitored) const LINGER: Duration = Duration::from_secs(1);

/// What the stream yields.
pub(super) type Item<H> = Result<<H as Host>::Message, <H as Host>::Error>;

/// Where an ending connection stands.
pub(super) struct Ending<H: Host> {
    /// `None` only once it was given back, or dropped to end TCP.
    pub(super) host: Option<H>,
    pub(super) stage: Stage<H>,
    pub(super) begun: Instant,
    deadline: Deadline,
    /// A close that waits for room in the write buffer; nobody has been told of it.
    pub(super) queued: Option<Close<H>>,
    /// Our side of TCP is shut.
    shut: bool,
}

/// What is still to be yielded goes along.
pub(super) enum Stage<H: Host> {
    /// Our close frame is on its way or out; messages may still come.
    AwaitingReply,
    /// The peer's close frame is in, or will not come; ours is on its way.
    Replying(Option<Item<H>>),
    /// TCP is being ended.
    HangingUp(Option<Item<H>>),
    Over,
}

impl<H: Host> Ending<H> {
    pub(super) fn new(begun: Instant, timeout: Duration) -> Self {
        Self {
            host: None,
            stage: Stage::AwaitingReply,
            begun,
            deadline: Deadline::after(begun, timeout),
            queued: None,
            shut: false,
        }
    }

    pub(super) fn is_over(&self) -> bool {
        matches!(self.stage, Stage::Over)
    }
}

impl<H: Host> Core<H> {
    /// Takes in what ends the flow of messages: a close, an error, or nothing more. Returns what is
    /// to be yielded at once.
    #[cold]
    pub(super) fn begin_ending(&mut self, item: Option<Item<H>>) -> Option<Item<H>> {
        // It may wait for a socket that is dropped to end TCP.
        self.wakers.wake_other(Half::Reader);
        if let Some(ending) = &mut self.place.ending {
            // The peer was first.
            ending.queued = None;
        }
        match item {
            Some(Ok(message)) => {
                if let Some(told) = H::close_in(&message) {
                    self.connection.received(told, witness(self.place.host()));
                }
                if self.connection.policy().reply == Reply::ByApplication {
                    self.enter(Stage::Replying(None));
                    return Some(Ok(message));
                }
                self.enter(Stage::Replying(Some(Ok(message))));
            }
            Some(Err(error)) => {
                let fault = H::fault(&error);
                let reply = fault.and_then(|fault| {
                    let truncated = H::is_truncated_close(&error);
                    self.connection.read_failed(fault, truncated, witness(self.place.host()))
                });
                if let Some(reply) = reply {
                    self.enter(Stage::Replying(Some(Err(error))));
                    let reply = Close::unasked(H::message(reply));
                    if let Err(error) = self.hand_over(reply) {
                        self.connection.write_failed(H::fault(&error));
                    }
                } else if fault.is_some_and(Fault::is_the_peers) {
                    self.hang_up(Some(Err(error)));
                } else {
                    self.enter(Stage::Over);
                    return Some(Err(error));
                }
            }
            None => self.enter(Stage::Over),
        }
        None
    }

    /// Reads on to the end.
    #[cold]
    pub(super) fn poll_ending(&mut self, cx: &mut Context<'_>) -> Poll<Option<Item<H>>> {
        self.wakers.remember(Half::Reader, cx, self.connection.control());
        loop {
            let Some(ending) = &mut self.place.ending else { return Poll::Ready(None) };
            match &mut ending.stage {
                Stage::AwaitingReply => {
                    // The application need not flush a close, and a blocked write is no reason not
                    // to read: the reply may be in.
                    let _ = self.poll_written();
                    if self.poll_expired() {
                        self.give_up(None);
                        continue;
                    }
                    if self.owes_too_many_pongs() {
                        self.flush_pongs(cx);
                        if self.owes_too_many_pongs() {
                            return Poll::Pending;
                        }
                    }
                    let Some(host) = self.place.host_mut() else { return Poll::Ready(None) };
                    match ready!(host.poll_next(cx)) {
                        Some(Ok(message)) if H::close_in(&message).is_none() => {
                            if H::is_ping(&message) {
                                self.owe_pong();
                            }
                            return Poll::Ready(Some(Ok(message)));
                        }
                        item => {
                            if let Some(item) = self.begin_ending(item) {
                                return Poll::Ready(Some(item));
                            }
                        }
                    }
                }
                Stage::Replying(item) => {
                    let item = item.take();
                    if self.poll_written().is_ready() {
                        self.hang_up(item);
                    } else if self.poll_expired() {
                        self.give_up(item);
                    } else {
                        self.enter(Stage::Replying(item));
                        return Poll::Pending;
                    }
                }
                Stage::HangingUp(item) => {
                    let item = item.take();
                    if self.poll_hung_up(cx).is_pending() && !self.poll_expired() {
                        self.enter(Stage::HangingUp(item));
                        return Poll::Pending;
                    }
                    let _ = self.poll_shut(cx);
                    if !H::CAN_BE_SHUT {
                        drop(self.place.take_host());
                    }
                    self.enter(Stage::Over);
                    if item.is_some() {
                        return Poll::Ready(item);
                    }
                }
                Stage::Over => return Poll::Ready(None),
            }
        }
    }

    /// Writes out our close on behalf of the writing half.
    #[cold]
    pub(super) fn poll_ending_written(&mut self, cx: &Context<'_>) -> Poll<Result<(), H::Error>> {
        self.wakers.remember(Half::Writer, cx, self.connection.control());
        let stage = self.place.ending.as_ref().map(|ending| &ending.stage);
        if !matches!(stage, Some(Stage::AwaitingReply | Stage::Replying(_))) {
            return Poll::Ready(Ok(()));
        }
        // The reader has been woken for that, and woken again and again it would spin, if it is the
        // task that polls here: `forward` flushes in each of its polls.
        let told = self.connection.is_settled();
        let written = self.poll_written();
        if told {
            return written;
        }
        if written.is_pending() && !self.poll_expired() {
            return Poll::Pending;
        }
        // The reader goes on from here, if there is one.
        self.wakers.wake_other(Half::Writer);
        match written {
            Poll::Ready(result) => Poll::Ready(result),
            Poll::Pending => Poll::Ready(Err(self.time_out())),
        }
    }

    pub(super) fn enter(&mut self, stage: Stage<H>) {
        let timeout = self.connection.policy().close_timeout;
        let begun = self.connection.closing_since();
        let begin = || Ending::new(begun.unwrap_or_else(|| Moment::now().into_std()), timeout);
        self.place.end(begin).stage = stage;
    }

    fn hang_up(&mut self, item: Option<Item<H>>) {
        self.enter(Stage::HangingUp(item));
        if let Some(ending) = &mut self.place.ending {
            ending.deadline = Deadline::for_linger(LINGER);
        }
    }

    /// The time is over: what is left to do is tried once, without waiting. An error that was to be
    /// yielded still is.
    fn give_up(&mut self, item: Option<Item<H>>) {
        let timed_out = self.time_out();
        let error = match item {
            Some(Err(error)) => error,
            _ => timed_out,
        };
        self.enter(Stage::HangingUp(Some(Err(error))));
    }

    fn time_out(&mut self) -> H::Error {
        self.note_queued();
        self.connection.timed_out();
        H::error(io::Error::new(io::ErrorKind::TimedOut, "close handshake timed out").into())
    }

    /// Ends TCP in the order of RFC 6455 section 7.1.1: the server first.
    fn poll_hung_up(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        match self.connection.role() {
            Role::Server => {
                ready!(self.poll_shut(cx));
                self.poll_drained(cx)
            }
            Role::Client => {
                ready!(self.poll_drained(cx));
                self.poll_shut(cx)
            }
        }
    }

    fn poll_shut(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Some(ending) = &mut self.place.ending else { return Poll::Ready(()) };
        let Some(host) = ending.host.as_mut().filter(|_| !ending.shut) else {
            return Poll::Ready(());
        };
        match host.poll_shut(cx) {
            Some(shut) => ready!(shut),
            None => ending.host = None,
        }
        ending.shut = true;
        Poll::Ready(())
    }

    /// If TCP ended with input unread, a reset would follow, and may destroy our close frame on its
    /// way (RFC 6455 section 7.1.1).
    fn poll_drained(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        match self.place.host_mut() {
            Some(host) => host.poll_discard(cx),
            None => Poll::Ready(()),
        }
    }

    fn poll_expired(&mut self) -> bool {
        let waker = self.wakers.both();
        let cx = &mut Context::from_waker(&waker);
        self.place.ending.as_mut().is_some_and(|ending| ending.deadline.poll_expired(cx))
    }
}

impl<H: Host> fmt::Debug for Ending<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stage = match self.stage {
            Stage::AwaitingReply => "awaiting reply",
            Stage::Replying(_) => "replying",
            Stage::HangingUp(_) => "hanging up",
            Stage::Over => "over",
        };
        f.debug_struct("Ending").field("stage", &stage).finish_non_exhaustive()
    }
}

pub(super) fn witness<H: Host>(host: Option<&H>) -> Witness<'_> {
    Witness {
        seen: host.and_then(Host::seen),
        unmasked_is_fine: host.is_some_and(Host::unmasked_is_fine),
    }
}
