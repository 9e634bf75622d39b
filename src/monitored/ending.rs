//! How an async connection ends: from the first close frame to the end of TCP.

use std::{
    io, mem,
    mem::MaybeUninit,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use futures_core::Stream;
use futures_sink::Sink;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    runtime::Handle,
    time::{Instant, Sleep, sleep_until},
};
use tungstenite::{Error, Message};

use super::{MonitoredStream, Transport, wakers::Half};
use crate::{CloseRequest, Reply, Role, fault::Fault};

/// What the stream yields.
type Item = Result<Message, Error>;

/// Where an ending connection stands.
#[derive(Debug)]
pub(super) struct Ending {
    stage: Stage,
    deadline: Deadline,
    /// Our side of TCP is shut.
    shut: bool,
}

/// What is still to be yielded goes along.
#[derive(Debug)]
enum Stage {
    /// Our close frame is on its way or out; messages may still come.
    AwaitingReply,
    /// The peer's close frame is in, ours is on its way.
    Replying(Option<Item>),
    /// TCP is being ended.
    HangingUp(Option<Item>),
    Over,
}

impl Ending {
    pub(super) fn is_over(&self) -> bool {
        matches!(self.stage, Stage::Over)
    }
}

impl<Io, S> MonitoredStream<Io, S> {
    /// How long input is discarded after both close frames, until the peer has ended TCP too.
    ///
    /// If TCP ended with input unread, a reset would follow, and may destroy our close frame on its
    /// way (RFC 6455 section 7.1.1).
    pub const LINGER: Duration = Duration::from_secs(1);

    fn enter(&mut self, stage: Stage) {
        match &mut self.ending {
            Some(ending) => ending.stage = stage,
            None => {
                let deadline = Deadline::after(self.connection.policy().close_timeout);
                self.ending = Some(Box::new(Ending { stage, deadline, shut: false }));
            }
        }
    }

    fn hang_up(&mut self, item: Option<Item>) {
        self.enter(Stage::HangingUp(item));
        if let Some(ending) = &mut self.ending {
            ending.deadline = Deadline::after(Self::LINGER);
        }
    }

    /// The time is over: what is left to do is tried once, without waiting.
    fn give_up(&mut self) {
        self.connection.timed_out();
        let error = io::Error::new(io::ErrorKind::TimedOut, "close handshake timed out");
        self.enter(Stage::HangingUp(Some(Err(error.into()))));
    }

    fn poll_expired(&mut self) -> bool {
        let waker = self.wakers.both();
        let cx = &mut Context::from_waker(&waker);
        self.ending.as_mut().is_some_and(|ending| ending.deadline.poll_expired(cx))
    }
}

impl<Io, S> MonitoredStream<Io, S>
where
    Io: AsyncRead + AsyncWrite + Unpin,
    S: AsyncRead + AsyncWrite + Transport<Io> + Unpin,
{
    /// Hands a close to tungstenite, if the policy has it and none has gone either way.
    pub(super) fn start_close(&mut self, request: CloseRequest) -> Result<(), Error> {
        let Some(outgoing) = self.connection.approve(request)? else { return Ok(()) };
        let sent = Pin::new(&mut self.ws).start_send(outgoing.message);
        // tungstenite has not taken it.
        if let Err(Error::WriteBufferFull(_)) = sent {
            return sent;
        }
        self.connection.sent(outgoing.sent, outgoing.raw);
        self.enter(Stage::AwaitingReply);
        // From now on the reader watches the time too.
        self.wakers.wake_other(Half::Writer);
        sent.inspect_err(|error| self.connection.write_failed(error))
    }

    /// Takes in what ends the flow of messages: a close, an error, or nothing more. Returns what is
    /// to be yielded at once.
    #[cold]
    pub(super) fn begin_ending(&mut self, item: Option<Item>) -> Option<Item> {
        let seen = self.ws.get_ref().seen();
        let unmasked_is_fine = self.ws.get_config().accept_unmasked_frames;
        match item {
            Some(Ok(message)) => {
                if let Message::Close(frame) = &message {
                    self.connection.received(frame.as_ref(), seen, unmasked_is_fine);
                }
                if self.connection.policy().reply == Reply::ByApplication {
                    self.enter(Stage::Replying(None));
                    return Some(Ok(message));
                }
                self.enter(Stage::Replying(Some(Ok(message))));
            }
            Some(Err(error)) => {
                self.connection.read_failed(&error, seen, unmasked_is_fine);
                if !Fault::of(&error).is_some_and(Fault::is_the_peers) {
                    self.enter(Stage::Over);
                    return Some(Err(error));
                }
                self.hang_up(Some(Err(error)));
            }
            None => self.enter(Stage::Over),
        }
        None
    }

    /// Reads on to the end.
    #[cold]
    pub(super) fn poll_ending(&mut self, cx: &mut Context<'_>) -> Poll<Option<Item>> {
        self.wakers.remember(Half::Reader, cx);
        loop {
            let Some(ending) = &mut self.ending else { return Poll::Ready(None) };
            match &mut ending.stage {
                Stage::AwaitingReply => {
                    // The application need not flush a close, and a blocked write is no reason not
                    // to read: the reply may be in.
                    let _ = self.poll_written();
                    if self.poll_expired() {
                        self.give_up();
                        continue;
                    }
                    match ready!(Pin::new(&mut self.ws).poll_next(cx)) {
                        Some(Ok(message)) if !message.is_close() => {
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
                        self.give_up();
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
    pub(super) fn poll_ending_written(&mut self, cx: &Context<'_>) -> Poll<Result<(), Error>> {
        self.wakers.remember(Half::Writer, cx);
        let stage = self.ending.as_ref().map(|ending| mem::discriminant(&ending.stage));
        let over = [Stage::HangingUp(None), Stage::Over].map(|stage| mem::discriminant(&stage));
        if stage.is_none_or(|stage| over.contains(&stage)) {
            return Poll::Ready(Ok(()));
        }
        let written = self.poll_written();
        if written.is_pending() {
            if !self.poll_expired() {
                return Poll::Pending;
            }
            self.give_up();
        }
        // The reader goes on from here.
        self.wakers.wake_other(Half::Writer);
        match written {
            Poll::Ready(result) => Poll::Ready(result),
            Poll::Pending => Poll::Ready(Err(io::Error::from(io::ErrorKind::TimedOut).into())),
        }
    }

    /// Writes out our close frame, through the transport's own buffer.
    fn poll_written(&mut self) -> Poll<Result<(), Error>> {
        let awaiting_reply =
            self.ending.as_ref().is_some_and(|it| matches!(it.stage, Stage::AwaitingReply));
        // tungstenite would answer a second time.
        let answers_twice = self.connection.sent_raw() && !awaiting_reply;
        if self.connection.written() || self.connection.report().is_some() || answers_twice {
            return Poll::Ready(Ok(()));
        }
        let waker = self.wakers.both();
        let cx = &mut Context::from_waker(&waker);
        let mut written = ready!(Pin::new(&mut self.ws).poll_flush(cx));
        if written.is_ok() {
            // As server, tungstenite is done before it flushes the stream (host behaviour).
            written = ready!(Pin::new(self.ws.get_mut()).poll_flush(cx)).map_err(Error::from);
        }
        match &written {
            Ok(()) => self.connection.all_written(),
            Err(error) => self.connection.write_failed(error),
        }
        Poll::Ready(written)
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
        let Some(ending) = &mut self.ending else { return Poll::Ready(()) };
        if !ending.shut {
            // The peer may be gone already: that is no news.
            let _ = ready!(Pin::new(self.ws.get_mut()).poll_shutdown(cx));
            ending.shut = true;
        }
        Poll::Ready(())
    }

    /// Discards input, past tungstenite and the tap, until there is no more.
    fn poll_drained(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        /// A peer that floods us must not keep the task from others.
        const READS_AT_ONCE: usize = 32;
        let mut scratch = [MaybeUninit::uninit(); 1024];
        for _ in 0..READS_AT_ONCE {
            let mut discarded = ReadBuf::uninit(&mut scratch);
            let io = Pin::new(self.ws.get_mut().io_mut());
            match ready!(io.poll_read(cx, &mut discarded)) {
                Ok(()) if !discarded.filled().is_empty() => {}
                _ => return Poll::Ready(()),
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

/// A point in time that is watched only once something polls for it.
#[derive(Debug)]
struct Deadline {
    /// `None` if it lies beyond what a clock can tell.
    at: Option<Instant>,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Deadline {
    fn after(time: Duration) -> Self {
        Self { at: Instant::now().checked_add(time), sleep: None }
    }

    fn poll_expired(&mut self, cx: &mut Context<'_>) -> bool {
        let Some(at) = self.at else { return false };
        // Outside a runtime a timer would panic; there, only the clock can be looked at.
        if self.sleep.is_none() && Handle::try_current().is_err() {
            return Instant::now() >= at;
        }
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(sleep_until(at)));
        sleep.as_mut().poll(cx).is_ready()
    }
}
