//! What all async wrappers do, whatever WebSocket is inside: the way of a message.

use std::{
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    task::{Context, Poll},
    time::Instant,
};

use tungstenite::error::ProtocolError;

use super::{
    ending::Ending,
    host::Host,
    wakers::{Half, Wakers},
};
use crate::{Close, CloseLayer, CloseRequest, Role, Source, connection::Connection};

/// A wrapped WebSocket: messages pass through, closes are seen.
#[derive(Debug)]
pub(in crate::monitored) struct Core<H: Host> {
    // Before the socket, so that the report comes before TCP ends.
    pub(in crate::monitored) connection: Connection,
    /// `None` while messages flow and no close frame has gone either way.
    pub(super) ending: Option<Box<Ending<H>>>,
    pub(super) wakers: Wakers,
    /// A ping came in, and its pong has not been flushed.
    owes_pong: bool,
    /// `None` only once it was given back, or dropped to end TCP.
    pub(in crate::monitored) host: Option<H>,
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
            ending: None,
            wakers: Wakers::default(),
            owes_pong: false,
            host: Some(host),
        }
    }

    #[inline]
    pub(in crate::monitored) fn poll_next(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<H::Message, H::Error>>> {
        if self.owes_pong {
            self.flush_pong(cx);
        }
        let Some(host) = self.host_of_messages() else {
            return self.poll_ending(cx);
        };
        match host.poll_next(cx) {
            Poll::Ready(Some(Ok(message))) if H::is_data(&message) => {
                self.connection.stirred();
                Poll::Ready(Some(Ok(message)))
            }
            Poll::Ready(Some(Ok(message))) if H::close_in(&message).is_none() => {
                self.connection.stirred();
                self.owes_pong |= H::is_ping(&message);
                Poll::Ready(Some(Ok(message)))
            }
            Poll::Ready(item) => match self.begin_ending(item) {
                Some(item) => Poll::Ready(Some(item)),
                None => self.poll_ending(cx),
            },
            Poll::Pending => {
                self.connection.quiet();
                self.wakers.remember(Half::Reader, cx, self.connection.control());
                Poll::Pending
            }
        }
    }

    #[inline]
    pub(in crate::monitored) fn poll_ready(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), H::Error>> {
        match self.host_of_messages() {
            Some(host) => {
                let ready = host.poll_ready(cx);
                self.note_write(ready, cx)
            }
            // What may be sent now is nothing, or a close, which is queued.
            None => Poll::Ready(Ok(())),
        }
    }

    #[inline]
    pub(in crate::monitored) fn start_send(&mut self, message: H::Message) -> Result<(), H::Error> {
        let sent;
        match self.host_of_messages() {
            Some(host) if !H::is_request(&message) => {
                sent = host.start_send(message);
                if let Err(error) = &sent {
                    self.connection.write_failed(H::fault(error));
                }
            }
            _ => sent = self.send_in_the_end(message),
        }
        sent
    }

    /// Sends a close, or refuses what may not follow one.
    #[cold]
    fn send_in_the_end(&mut self, message: H::Message) -> Result<(), H::Error> {
        match H::request_in(message) {
            Ok(request) => self.start_close(request),
            Err(_) => Err(H::error(ProtocolError::SendAfterClosing.into())),
        }
    }

    #[inline]
    pub(in crate::monitored) fn poll_flush(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), H::Error>> {
        match self.host_of_messages() {
            Some(host) => {
                let flushed = host.poll_flush(cx);
                self.note_write(flushed, cx)
            }
            None => self.poll_ending_written(cx),
        }
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
        self.ending.as_ref().is_some_and(|ending| ending.is_over())
    }

    /// Sends a close and waits for the end.
    pub(in crate::monitored) async fn close(
        &mut self,
        request: CloseRequest,
    ) -> Result<(), H::Error> {
        self.start_close(request)?;
        // Nothing is ending if the inner socket was closed before it was wrapped.
        while self.ending.is_some() && poll_fn(|cx| self.poll_next(cx)).await.is_some() {}
        Ok(())
    }

    /// The socket, while messages flow: no close frame has gone either way, and nobody asks for one.
    #[inline]
    fn host_of_messages(&mut self) -> Option<&mut H> {
        if self.connection.control().is_requested() {
            self.obey();
        }
        match self.ending {
            None => self.host.as_mut(),
            Some(_) => None,
        }
    }

    /// Flushes the pong that tungstenite would flush in its next read. There a failure would end
    /// reading (host behaviour), with the peer's close maybe unread.
    #[cold]
    fn flush_pong(&mut self, cx: &Context<'_>) {
        self.wakers.remember(Half::Reader, cx, self.connection.control());
        let waker = self.wakers.both();
        let Some(host) = self.host_of_messages() else { return };
        if let Poll::Ready(flushed) = host.poll_flush(&mut Context::from_waker(&waker)) {
            self.owes_pong = false;
            if let Err(error) = flushed {
                self.connection.write_failed(H::fault(&error));
            }
        }
    }

    /// Starts the close that a handle, or the layer's drain, asks for.
    #[cold]
    fn obey(&mut self) {
        if let Some(close) = self.connection.control().take_request() {
            // What tungstenite cannot take ends up in the report: there is nobody to tell.
            let _ = self.start_close(close.into());
        }
    }

    fn note_write(
        &mut self,
        polled: Poll<Result<(), H::Error>>,
        cx: &Context<'_>,
    ) -> Poll<Result<(), H::Error>> {
        match &polled {
            Poll::Pending => self.wakers.remember(Half::Writer, cx, self.connection.control()),
            Poll::Ready(Err(error)) => self.connection.write_failed(H::fault(error)),
            Poll::Ready(Ok(())) => {}
        }
        polled
    }
}

impl<H: Host> Drop for Core<H> {
    /// Leaves the peer with a close frame, by one attempt that does not wait.
    fn drop(&mut self) {
        if self.connection.report().is_none() && self.host.is_some() {
            // The user's io is polled here, maybe while the thread is panicking: if it panics too,
            // that must not end the process.
            let _ = catch_unwind(AssertUnwindSafe(|| self.farewell()));
        }
    }
}
