//! What all async wrappers do, whatever WebSocket is inside: the way of a message.

use std::{
    future::poll_fn,
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
    task::{Context, Poll},
    time::Instant,
};

use tungstenite::error::ProtocolError;

use super::{
    ending::Item,
    host::Host,
    place::Place,
    wakers::{Half, Wakers},
};
use crate::{
    Close, CloseLayer, CloseRequest, Role, Source, connection::Connection,
    monitored::MOST_PONGS_OWED,
};

/// A wrapped WebSocket: messages pass through, closes are seen.
///
/// What a message costs is decided here: a look at where the socket is, one at what kind of message
/// it is, and, where io may happen, one at whether somebody asks for attention. All else is out of
/// line. The results have one place each from the host's call to the return, or they would be copied.
#[derive(Debug)]
pub(in crate::monitored) struct Core<H: Host> {
    // Before the socket, so that the report comes before TCP ends.
    pub(in crate::monitored) connection: Connection,
    pub(super) place: Place<H>,
    pub(super) wakers: Wakers,
    /// Pings that came in and whose pongs have not been flushed.
    pongs_owed: u16,
}

impl<H: Host> Core<H> {
    pub(in crate::monitored) fn new(
        host: H,
        layer: &CloseLayer,
        role: Role,
        source: Source,
    ) -> Self {
        // tokio's clock, so that durations follow paused time in tests.
        let clock: fn() -> Instant = || tokio::time::Instant::now().into_std();
        Self {
            connection: Connection::open(layer, role, source, clock),
            place: Place::flowing(host),
            wakers: Wakers::default(),
            pongs_owed: 0,
        }
    }

    /// The socket; `None` only once it was given back, or dropped to end TCP.
    pub(in crate::monitored) fn host(&self) -> Option<&H> {
        self.place.host()
    }

    pub(in crate::monitored) fn host_mut(&mut self) -> Option<&mut H> {
        self.place.host_mut()
    }

    pub(in crate::monitored) fn take_host(&mut self) -> Option<H> {
        self.place.take_host()
    }

    #[inline]
    pub(in crate::monitored) fn poll_next(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Item<H>>> {
        if self.connection.control().wants_attention() && self.attend(cx).is_pending() {
            return Poll::Pending;
        }
        let mut item;
        match &mut self.place.flowing {
            Some(host) => {
                item = host.poll_next(cx);
                if matches!(&item, Poll::Ready(Some(Ok(message))) if H::is_data(message)) {
                    self.connection.stirred();
                } else {
                    self.digest(&mut item, cx);
                }
            }
            None => item = self.poll_ending(cx),
        }
        item
    }

    /// Takes in what is no data: nothing yet, a ping or pong, or what ends the flow of messages.
    #[cold]
    fn digest(&mut self, item: &mut Poll<Option<Item<H>>>, cx: &mut Context<'_>) {
        match mem::replace(item, Poll::Pending) {
            Poll::Pending => {
                self.connection.quiet();
                self.wakers.remember(Half::Reader, cx, self.connection.control());
            }
            Poll::Ready(Some(Ok(message))) if H::close_in(&message).is_none() => {
                self.connection.stirred();
                if H::is_ping(&message) {
                    self.owe_pong();
                    self.flush_pongs(cx);
                }
                *item = Poll::Ready(Some(Ok(message)));
            }
            Poll::Ready(ending) => {
                *item = match self.begin_ending(ending) {
                    Some(item) => Poll::Ready(Some(item)),
                    None => self.poll_ending(cx),
                };
            }
        }
    }

    #[inline]
    pub(in crate::monitored) fn poll_ready(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), H::Error>> {
        let mut ready;
        match &mut self.place.flowing {
            Some(host) => {
                ready = host.poll_ready(cx);
                if !matches!(ready, Poll::Ready(Ok(()))) {
                    ready = self.note_unready(ready, cx);
                }
            }
            // What may be sent now is nothing, or a close, which is queued.
            None => ready = Poll::Ready(Ok(())),
        }
        ready
    }

    #[inline]
    pub(in crate::monitored) fn start_send(&mut self, message: H::Message) -> Result<(), H::Error> {
        let sent;
        match &mut self.place.flowing {
            Some(host) if H::is_no_close(&message) => {
                sent = host.start_send(message);
                if let Err(error) = &sent {
                    self.connection.write_failed(H::fault(error));
                }
            }
            _ => sent = self.send_uncommon(message),
        }
        sent
    }

    /// Sends a raw frame or a close, or refuses what may not follow one.
    #[cold]
    fn send_uncommon(&mut self, message: H::Message) -> Result<(), H::Error> {
        match (H::request_in(message), &mut self.place.flowing) {
            (Ok(request), _) => self.start_close(request),
            (Err(message), Some(host)) => {
                let sent = host.start_send(message);
                sent.inspect_err(|error| self.connection.write_failed(H::fault(error)))
            }
            (Err(_), None) => Err(H::error(ProtocolError::SendAfterClosing.into())),
        }
    }

    #[inline]
    pub(in crate::monitored) fn poll_flush(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), H::Error>> {
        let wanted_attention = self.connection.control().wants_attention();
        if wanted_attention {
            self.obey();
        }
        let mut flushed;
        match &mut self.place.flowing {
            Some(host) => {
                flushed = host.poll_flush(cx);
                if !matches!(flushed, Poll::Ready(Ok(()))) {
                    flushed = self.note_unwritten(flushed, cx);
                } else if wanted_attention {
                    self.note_pongs_left();
                }
            }
            None => flushed = self.poll_ending_written(cx),
        }
        flushed
    }

    /// Sends 1000 if nothing was sent, and flushes it.
    pub(in crate::monitored) fn poll_close(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), H::Error>> {
        self.start_close(Close::normal().into())?;
        self.poll_flush(cx)
    }

    pub(in crate::monitored) fn is_over(&self) -> bool {
        self.place.ending.as_ref().is_some_and(|ending| ending.is_over())
    }

    /// Sends a close and waits for the end.
    pub(in crate::monitored) async fn close(
        &mut self,
        request: CloseRequest,
    ) -> Result<(), H::Error> {
        self.start_close(request)?;
        // Nothing is ending if the inner socket was closed before it was wrapped.
        while self.place.ending.is_some() && poll_fn(|cx| self.poll_next(cx)).await.is_some() {}
        Ok(())
    }

    /// Does what cannot wait any longer, before the next message is read. `Pending` while nothing is
    /// to be read.
    #[cold]
    fn attend(&mut self, cx: &Context<'_>) -> Poll<()> {
        self.obey();
        // Who is ending watches the time too.
        if self.pongs_owed == 0 || self.place.flowing.is_none() {
            return Poll::Ready(());
        }
        self.flush_pongs(cx);
        if self.owes_too_many_pongs() { Poll::Pending } else { Poll::Ready(()) }
    }

    /// tungstenite keeps a pong for each ping (host behaviour), so a peer that sends pings and does
    /// not read could make us hold any number. It answers none once it knows of a close of ours.
    pub(super) fn owes_too_many_pongs(&self) -> bool {
        self.pongs_owed >= MOST_PONGS_OWED
            && (self.place.flowing.is_some() || self.has_queued() || self.connection.sent_raw())
    }

    /// Takes note of a ping, which tungstenite answers.
    pub(super) fn owe_pong(&mut self) {
        self.pongs_owed = self.pongs_owed.saturating_add(1);
    }

    /// Flushes the pongs that tungstenite would flush in its next read. There a failure would end
    /// reading (host behaviour), with the peer's close maybe unread.
    pub(super) fn flush_pongs(&mut self, cx: &Context<'_>) {
        self.wakers.remember(Half::Reader, cx, self.connection.control());
        match self.poll_flush_for_both() {
            Poll::Ready(flushed) => {
                self.pongs_owed = 0;
                if let Err(error) = flushed {
                    self.connection.write_failed(H::fault(&error));
                }
            }
            Poll::Pending => self.connection.control().call_attention(),
        }
    }

    /// Flushes, and has both halves woken for more.
    fn poll_flush_for_both(&mut self) -> Poll<Result<(), H::Error>> {
        let waker = self.wakers.both();
        match self.place.host_mut() {
            Some(host) => host.poll_flush(&mut Context::from_waker(&waker)),
            None => Poll::Ready(Ok(())),
        }
    }

    /// All has left, pongs too. The reader may have waited for them, with a waker that the writer's
    /// own flush has replaced.
    #[cold]
    fn note_pongs_left(&mut self) {
        if mem::take(&mut self.pongs_owed) >= MOST_PONGS_OWED {
            self.wakers.wake_other(Half::Writer);
        }
    }

    /// Starts the close that a handle, or the layer's drain, asks for.
    #[cold]
    fn obey(&mut self) {
        let request = self.connection.control().take_request();
        if self.pongs_owed > 0 && self.place.flowing.is_some() {
            self.connection.control().call_attention();
        }
        if let Some(close) = request {
            // What tungstenite cannot take ends up in the report: there is nobody to tell.
            let _ = self.start_close(close.into());
        }
    }

    /// Takes note of a write that waits, or failed.
    #[inline(never)]
    fn note_unwritten(
        &mut self,
        mut polled: Poll<Result<(), H::Error>>,
        cx: &Context<'_>,
    ) -> Poll<Result<(), H::Error>> {
        if polled.is_pending() {
            self.wakers.remember(Half::Writer, cx, self.connection.control());
            if self.owes_too_many_pongs() {
                // The reader waits for the same.
                polled = self.poll_flush_for_both();
                if polled.is_ready() {
                    self.note_pongs_left();
                }
            }
        }
        if let Poll::Ready(Err(error)) = &polled {
            self.connection.write_failed(H::fault(error));
        }
        polled
    }

    /// The same for a socket that takes no message now: if somebody asks for a close, there will be
    /// none.
    #[inline(never)]
    fn note_unready(
        &mut self,
        polled: Poll<Result<(), H::Error>>,
        cx: &Context<'_>,
    ) -> Poll<Result<(), H::Error>> {
        let polled = self.note_unwritten(polled, cx);
        if polled.is_pending() && self.connection.control().wants_attention() {
            self.obey();
        }
        match self.place.flowing {
            Some(_) => polled,
            None => Poll::Ready(Ok(())),
        }
    }
}

impl<H: Host> Drop for Core<H> {
    /// Leaves the peer with a close frame, by one attempt that does not wait.
    fn drop(&mut self) {
        if self.connection.report().is_none() && self.host().is_some() {
            // The user's io is polled here, maybe while the thread is panicking: if it panics too,
            // that must not end the process.
            let _ = catch_unwind(AssertUnwindSafe(|| self.farewell()));
        }
    }
}
