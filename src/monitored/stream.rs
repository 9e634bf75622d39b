//! The async wrapper over `tokio_tungstenite::WebSocketStream`.

use std::{
    future::poll_fn,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
    time::Instant,
};

use futures_core::{FusedStream, Stream};
use futures_sink::Sink;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Error, Message, error::ProtocolError, protocol::WebSocketConfig};

use super::{
    Transport, Wrap, WrapTapped,
    ending::Ending,
    wakers::{Half, Wakers},
};
use crate::{Close, CloseLayer, CloseReport, CloseRequest, CloseTap, Role, connection::Connection};

/// A `tokio_tungstenite::WebSocketStream` whose closes are seen: made by [`CloseLayer::accept`],
/// [`CloseLayer::connect`] or [`CloseLayer::wrap`].
///
/// It is the same `Stream` and `Sink`, with the same items and errors, and works under `split()`.
/// `Io` is the user's stream, and `S` what the WebSocket runs on: the same, or a [`CloseTap`] around
/// it.
///
/// # What differs from the wrapped stream
///
/// - The peer's close is answered, and the answer flushed, before the application gets it. So a
///   handler that breaks on `Close` and drops the socket cannot lose the answer.
/// - After both close frames TCP ends: a server shuts its side down at once, then discards input
///   until the peer has done so too, for at most [`LINGER`](Self::LINGER). Then comes `Close`, then
///   `None`.
/// - `SinkExt::close` and `forward` send 1000 where tokio-tungstenite sends an empty frame.
/// - A close handshake takes at most [`Policy::close_timeout`](crate::Policy::close_timeout): then
///   the stream yields one `Error::Io` of kind `TimedOut`, and `None`. The timer runs while the
///   socket is polled, in a tokio runtime whose `time` is enabled.
///
/// # Cancel safety
///
/// Reading is cancel-safe, as it is in tokio-tungstenite: a `next()` that is dropped loses nothing.
/// So is [`close`](Self::close): the close frame, once handed over, goes out with the next poll.
#[derive(Debug)]
pub struct MonitoredStream<Io, S = Io> {
    // Before the socket, so that the report comes before TCP ends.
    pub(super) connection: Connection,
    /// `None` while messages flow and no close frame has gone either way.
    pub(super) ending: Option<Box<Ending>>,
    pub(super) wakers: Wakers,
    pub(super) ws: WebSocketStream<S>,
    io: PhantomData<Io>,
}

impl<S> Wrap for WebSocketStream<S> {
    type Wrapped = MonitoredStream<S>;

    fn wrap_with(self, layer: &CloseLayer, role: Role) -> Self::Wrapped {
        MonitoredStream::new(self, layer, role)
    }
}

impl<Io: AsyncRead + AsyncWrite + Unpin> WrapTapped for WebSocketStream<CloseTap<Io>> {
    type Wrapped = MonitoredStream<Io, CloseTap<Io>>;

    fn wrap_tapped_with(mut self, layer: &CloseLayer, role: Role) -> Self::Wrapped {
        self.get_mut().activate();
        MonitoredStream::new(self, layer, role)
    }
}

impl<Io, S: Transport<Io>> MonitoredStream<Io, S> {
    fn new(ws: WebSocketStream<S>, layer: &CloseLayer, role: Role) -> Self {
        // tokio's clock, so that durations follow paused time in tests.
        let clock: fn() -> Instant = || tokio::time::Instant::now().into_std();
        Self {
            connection: Connection::open(layer, role, S::SOURCE, clock),
            ending: None,
            wakers: Wakers::default(),
            ws,
            io: PhantomData,
        }
    }
}

impl<Io, S> MonitoredStream<Io, S> {
    /// How the connection ended, as soon as that is known.
    pub fn close_report(&self) -> Option<&CloseReport> {
        self.connection.report()
    }

    /// The wrapped stream.
    pub fn get_ref(&self) -> &WebSocketStream<S> {
        &self.ws
    }

    /// The wrapped stream. What is read or written directly is not seen.
    pub fn get_mut(&mut self) -> &mut WebSocketStream<S> {
        &mut self.ws
    }

    /// Gives the wrapped stream back once there is a report.
    ///
    /// # Errors
    ///
    /// The wrapper itself, if the connection has not ended: its ending would go unreported.
    #[allow(clippy::result_large_err, reason = "the wrapper is given back, not an error")]
    pub fn into_inner(self) -> Result<WebSocketStream<S>, Self> {
        if self.connection.report().is_some() { Ok(self.ws) } else { Err(self) }
    }

    /// tungstenite's configuration.
    pub fn get_config(&self) -> &WebSocketConfig {
        self.ws.get_config()
    }
}

impl<Io, S> MonitoredStream<Io, S>
where
    Io: AsyncRead + AsyncWrite + Unpin,
    S: AsyncRead + AsyncWrite + Transport<Io> + Unpin,
{
    /// The user's io, past all wrappers.
    pub fn io_ref(&self) -> &Io {
        self.ws.get_ref().io()
    }

    /// Closes the connection: sends a [`Close`], or tungstenite's `Option<CloseFrame>` through the
    /// policy, then waits until the connection has ended. Messages that still come in are discarded.
    ///
    /// `Ok` means that a close frame was handed over, or that the connection was closing already;
    /// how it ended is in [`close_report`](Self::close_report).
    ///
    /// # Errors
    ///
    /// [`InvalidClose`](crate::InvalidClose), wrapped in `Error::Io`, under
    /// [`IllegalClose::Reject`](crate::IllegalClose::Reject); what tungstenite returns if it cannot
    /// take the close.
    ///
    /// # Cancel safety
    ///
    /// Once polled, the close is on its way; dropping the future stops only the waiting.
    ///
    /// # Example: a server that has had enough
    ///
    /// ```
    /// # use tokio_tungstenite::WebSocketStream;
    /// # use tungstenite::protocol::Role;
    /// use closeframe::{Close, CloseCode, CloseLayer};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
    /// # let (io, peer) = tokio::io::duplex(1024);
    /// # let peer = tokio::spawn(async move {
    /// #     let mut peer = WebSocketStream::from_raw_socket(peer, Role::Client, None).await;
    /// #     use futures_util::StreamExt;
    /// #     while peer.next().await.is_some() {}
    /// # });
    /// # let ws = WebSocketStream::from_raw_socket(io, Role::Server, None).await;
    /// let mut ws = CloseLayer::silent().wrap(ws);
    /// ws.close(Close::new(CloseCode::POLICY_VIOLATION, "too chatty")?).await?;
    /// assert_eq!(
    ///     ws.close_report().unwrap().to_string(),
    ///     "sent 1008 Policy Violation \"too chatty\"; then received 1008 Policy Violation \"too chatty\"",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// # })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn close(&mut self, close: impl Into<CloseRequest>) -> Result<(), Error> {
        self.start_close(close.into())?;
        // Nothing is ending if a write has failed before: then there is no reply to wait for.
        while self.ending.is_some()
            && poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.is_some()
        {}
        Ok(())
    }
}

impl<Io, S> Stream for MonitoredStream<Io, S>
where
    Io: AsyncRead + AsyncWrite + Unpin,
    S: AsyncRead + AsyncWrite + Transport<Io> + Unpin,
{
    type Item = Result<Message, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if this.ending.is_some() {
            return this.poll_ending(cx);
        }
        match Pin::new(&mut this.ws).poll_next(cx) {
            Poll::Ready(Some(Ok(message))) if !message.is_close() => Poll::Ready(Some(Ok(message))),
            Poll::Ready(item) => match this.begin_ending(item) {
                Some(item) => Poll::Ready(Some(item)),
                None => this.poll_ending(cx),
            },
            Poll::Pending => {
                this.wakers.remember(Half::Reader, cx);
                Poll::Pending
            }
        }
    }
}

impl<Io, S> FusedStream for MonitoredStream<Io, S>
where
    Io: AsyncRead + AsyncWrite + Unpin,
    S: AsyncRead + AsyncWrite + Transport<Io> + Unpin,
{
    fn is_terminated(&self) -> bool {
        self.ending.as_ref().is_some_and(|ending| ending.is_over())
    }
}

impl<Io, S> Sink<Message> for MonitoredStream<Io, S>
where
    Io: AsyncRead + AsyncWrite + Unpin,
    S: AsyncRead + AsyncWrite + Transport<Io> + Unpin,
{
    type Error = Error;

    #[inline]
    fn poll_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        let this = &mut *self;
        // What may be sent now is nothing, or a close, which is queued.
        if this.ending.is_some() {
            return Poll::Ready(Ok(()));
        }
        let ready = Pin::new(&mut this.ws).poll_ready(cx);
        this.note_write(ready, cx)
    }

    #[inline]
    fn start_send(mut self: Pin<&mut Self>, item: Message) -> Result<(), Error> {
        match CloseRequest::in_message(item) {
            Err(_) if self.ending.is_some() => {
                Err(Error::Protocol(ProtocolError::SendAfterClosing))
            }
            Err(message) => {
                let this = &mut *self;
                let sent = Pin::new(&mut this.ws).start_send(message);
                sent.inspect_err(|error| this.connection.write_failed(error))
            }
            Ok(request) => self.start_close(request),
        }
    }

    #[inline]
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        let this = &mut *self;
        if this.ending.is_some() {
            return this.poll_ending_written(cx);
        }
        let flushed = Pin::new(&mut this.ws).poll_flush(cx);
        this.note_write(flushed, cx)
    }

    fn poll_close(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.start_close(Close::normal().into())?;
        self.poll_flush(cx)
    }
}

impl<Io, S> MonitoredStream<Io, S> {
    fn note_write(
        &mut self,
        polled: Poll<Result<(), Error>>,
        cx: &Context<'_>,
    ) -> Poll<Result<(), Error>> {
        match &polled {
            Poll::Pending => self.wakers.remember(Half::Writer, cx),
            Poll::Ready(Err(error)) => self.connection.write_failed(error),
            Poll::Ready(Ok(())) => {}
        }
        polled
    }
}
