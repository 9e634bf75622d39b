//! The socket that the extractor hands over.

use std::{
    future::poll_fn,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use ::axum::http::HeaderValue;
use futures_core::{FusedStream, Stream};
use futures_sink::Sink;
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tungstenite::{Error, Message};

use crate::{
    Close, CloseError, CloseHandle, CloseReport, CloseRequest, Keepalive, MonitoredStream,
    sockets::CloseAsync,
};

/// What axum runs a WebSocket on.
pub type UpgradedIo = TokioIo<Upgraded>;

/// A server's WebSocket under axum, over a tap: made by
/// [`WebSocketUpgrade::on_upgrade`](super::WebSocketUpgrade::on_upgrade).
///
/// It is a [`MonitoredStream`] with the methods of axum's socket: what that says of closes, drops and limits
/// holds here. A `close()` without arguments is `SinkExt`'s, as on axum's socket, and sends 1000.
#[derive(Debug)]
#[must_use = "a socket that is not kept is dropped, which ends its connection"]
pub struct WebSocket {
    stream: MonitoredStream<UpgradedIo>,
    protocol: Option<HeaderValue>,
}

impl WebSocket {
    pub(super) fn new(stream: MonitoredStream<UpgradedIo>, protocol: Option<HeaderValue>) -> Self {
        Self { stream, protocol }
    }

    /// Receives a message; `None` once the connection has ended.
    ///
    /// # Errors
    ///
    /// What tungstenite returns, once; then `None` follows.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing.
    pub async fn recv(&mut self) -> Option<Result<Message, Error>> {
        poll_fn(|cx| self.stream().poll_next(cx)).await
    }

    /// Sends a message and flushes it; a `Message::Close` goes through the policy.
    ///
    /// # Errors
    ///
    /// What tungstenite returns. After a close frame has gone either way a message is refused, or waits for
    /// the end where a handle or a drain closes; another close is a no-op.
    ///
    /// # Cancel safety
    ///
    /// A message whose future is dropped may have been sent, not at all, or so far that the next
    /// poll sends the rest.
    pub async fn send(&mut self, message: Message) -> Result<(), Error> {
        poll_fn(|cx| self.stream().poll_ready(cx)).await?;
        self.stream().start_send(message)?;
        poll_fn(|cx| self.stream().poll_flush(cx)).await
    }

    /// The selected subprotocol, if one was chosen.
    pub fn protocol(&self) -> Option<&HeaderValue> {
        self.protocol.as_ref()
    }

    /// Closes the connection, waits until it is known how it ended, and returns that; see
    /// [`MonitoredStream::close_with`].
    ///
    /// # Errors
    ///
    /// [`CloseError`], if the connection has not ended: the close may not be sent, or was not taken. How
    /// it ended is no error.
    ///
    /// # Cancel safety
    ///
    /// Once polled, the close is on its way; dropping the future stops only the waiting.
    pub async fn close_with(
        &mut self,
        close: impl Into<CloseRequest>,
    ) -> Result<Arc<CloseReport>, CloseError> {
        self.stream.close_with(close).await
    }

    /// Has a task finish the close handshake if the socket is dropped before that is over; see
    /// [`MonitoredStream::finish_on_drop`].
    pub fn finish_on_drop(self) -> Self {
        Self { stream: self.stream.finish_on_drop(), ..self }
    }

    /// How the connection ended, as soon as that is known.
    pub fn close_report(&self) -> Option<&CloseReport> {
        self.stream.close_report()
    }

    /// Has the peer asked for signs of life from now on, or not at all; see
    /// [`MonitoredStream::set_keepalive`].
    pub fn set_keepalive(&mut self, keepalive: impl Into<Option<Keepalive>>) {
        self.stream.set_keepalive(keepalive);
    }

    /// Has this connection found by [`CloseMonitor::close_tagged`](crate::CloseMonitor::close_tagged), until
    /// it ends.
    pub fn tag(&self, tag: &str) {
        self.stream.tag(tag);
    }

    /// A handle that closes this connection from anywhere, also after `split()`.
    pub fn close_handle(&self) -> CloseHandle {
        self.stream.close_handle()
    }

    /// The socket without axum's methods, for code that serves other sockets too.
    pub fn into_stream(self) -> MonitoredStream<UpgradedIo> {
        self.stream
    }

    #[inline]
    fn stream(&mut self) -> Pin<&mut MonitoredStream<UpgradedIo>> {
        Pin::new(&mut self.stream)
    }
}

impl CloseAsync for WebSocket {
    async fn close_async(&mut self, close: Close) {
        self.stream.close_async(close).await;
    }
}

impl Stream for WebSocket {
    type Item = Result<Message, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.stream().poll_next(cx)
    }
}

impl FusedStream for WebSocket {
    fn is_terminated(&self) -> bool {
        self.stream.is_terminated()
    }
}

impl Sink<Message> for WebSocket {
    type Error = Error;

    #[inline]
    fn poll_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.stream().poll_ready(cx)
    }

    #[inline]
    fn start_send(mut self: Pin<&mut Self>, item: Message) -> Result<(), Error> {
        self.stream().start_send(item)
    }

    #[inline]
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.stream().poll_flush(cx)
    }

    fn poll_close(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.stream().poll_close(cx)
    }
}
