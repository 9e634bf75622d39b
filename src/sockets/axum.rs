//! The async wrapper over `axum::extract::ws::WebSocket`.

mod socket;

use std::{
    future::poll_fn,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    Error,
    extract::ws::{self, Message, WebSocket},
    http::HeaderValue,
};
use futures_core::{FusedStream, Stream};
use futures_sink::Sink;

use self::socket::{Axum, to_tungstenite};
use super::{CloseAsync, negotiated};
use crate::{
    Close, CloseError, CloseHandle, CloseMonitor, CloseReport, CloseRequest, Keepalive, Role,
    Source,
    driver::{Driver, now},
};

/// An `axum::extract::ws::WebSocket` whose closes are seen: made by [`CloseMonitor::wrap`]. It is for those who
/// need axum's own types; others use the extractor of [`closeframe::axum`](crate::axum), whose socket has a tap.
///
/// It has the methods of the socket that it wraps, is the same `Stream` and `Sink`, with axum's own
/// messages and errors, and works under `split()`. Its role is always [`Role::Server`].
///
/// # What differs from the wrapped socket
///
/// What differs from [tokio-tungstenite's](crate::MonitoredStream#what-differs-from-the-wrapped-stream), but for two
/// things:
///
/// - `Close` comes as soon as our close has left, then `None`. TCP has ended by then: axum's socket
///   cannot be shut down but by dropping it, so that is done.
/// - The errors are axum's: what they are there is their source, and their text.
///
/// # Example: a handler that breaks on the close, and loses nothing
///
/// ```no_run
/// use axum::{
///     Router,
///     extract::{State, ws::{Message, WebSocketUpgrade}},
///     response::Response,
///     routing::any,
/// };
/// use closeframe::{CloseMonitor, MonitoredWebSocket};
///
/// async fn upgrade(State(closes): State<CloseMonitor>, upgrade: WebSocketUpgrade) -> Response {
///     upgrade.on_upgrade(move |socket| echo(closes.wrap(socket)))
/// }
///
/// async fn echo(mut socket: MonitoredWebSocket) {
///     while let Some(Ok(message)) = socket.recv().await {
///         match message {
///             Message::Close(_) => break, // The reply has left already.
///             Message::Ping(_) | Message::Pong(_) => {}
///             message => {
///                 if socket.send(message).await.is_err() {
///                     break;
///                 }
///             }
///         }
///     }
/// }
///
/// let router: Router = Router::new().route("/", any(upgrade)).with_state(CloseMonitor::default());
/// ```
///
/// # Limits
///
/// axum hides the io, and tungstenite's configuration: the reports rely on what tungstenite tells
/// ([`Source::Tungstenite`]). The [extractor](crate::axum) has none of these limits.
///
/// - The peer's illegal codes are told as tungstenite tells them, and 1014 as 1002. Errors are
///   recognised by their texts.
/// - A handler that only writes does not learn of the peer's close before a write fails.
/// - What the peer still has on its way when TCP ends cannot be discarded, and may make the system reset
///   TCP (RFC 6455 section 7.1.1). After a fault the inner socket is held for a second in a task of its
///   own, in which the peer can read our close.
/// - A close counts as sent once axum has written it: what a TLS layer keeps back is not flushed.
/// - With a `max_write_buffer_size` below 131 bytes, tungstenite may keep its own answer back for ever,
///   and the report calls it sent; a close of ours that is too long for it is not cut, but lost.
/// - With a `max_frame_size` below 125, a longer close of the peer's is
///   [`TooBig`](crate::Outcome::TooBig).
/// - What went before the socket was wrapped is not known: see [`CloseMonitor::wrap`].
#[derive(Debug)]
#[must_use = "a socket that is not kept is dropped, which ends its connection"]
pub struct MonitoredWebSocket(Driver<Axum>);

impl MonitoredWebSocket {
    pub(super) fn new(socket: WebSocket, monitor: &CloseMonitor) -> Self {
        let monitor = &negotiated(monitor, socket.protocol());
        let socket = Axum::new(socket);
        Self(Driver::new(socket, monitor, (Role::Server, Source::Tungstenite), now))
    }

    /// Receives a message; `None` once the connection has ended.
    ///
    /// # Errors
    ///
    /// What axum returns, once; then `None` follows.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future loses nothing.
    pub async fn recv(&mut self) -> Option<Result<Message, Error>> {
        poll_fn(|cx| self.0.poll_next(cx)).await
    }

    /// Sends a message and flushes it; a `Message::Close` goes through the policy.
    ///
    /// # Errors
    ///
    /// What axum returns. After a close frame has gone either way a message is refused, or waits for the
    /// end where a handle or a drain closes; another close is a no-op.
    ///
    /// # Cancel safety
    ///
    /// A message whose future is dropped may have been sent, not at all, or so far that the next
    /// poll sends the rest.
    pub async fn send(&mut self, message: Message) -> Result<(), Error> {
        poll_fn(|cx| self.0.poll_ready(cx)).await?;
        self.0.start_send(message)?;
        poll_fn(|cx| self.0.poll_flush(cx)).await
    }

    /// Closes the connection with a [`Close`], or with axum's `CloseFrame` through the policy, waits until
    /// it is known how the connection ended, and returns that. Messages that still come in are discarded.
    ///
    /// axum's socket has no `close` but `SinkExt`'s, which is [here](Sink) too. If a close is on its way
    /// already, whoever sent it, no second one is sent.
    ///
    /// In the task that owns the socket, this is how to wait for the end:
    /// [`CloseHandle::closed`](crate::CloseHandle::closed) does not poll the socket.
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
        self.0.close_with(close.into()).await
    }

    /// Has a task finish the close handshake if the socket is dropped before that is over, instead of
    /// one attempt that does not wait: so `send(Message::Close)` and `return`, the commonest way to
    /// close there is, ends clean.
    ///
    /// The socket then moves into a task of the runtime in which it is dropped, and has
    /// [`Policy::close_timeout`](crate::Policy::close_timeout) there. An open socket's farewell
    /// ([`Policy::close_on_drop`](crate::Policy::close_on_drop)) is answered too, though its outcome
    /// stays [`Dropped`](crate::Outcome::Dropped). [Drains](CloseMonitor::drain) wait for such
    /// connections. Outside a runtime nothing changes.
    pub fn finish_on_drop(mut self) -> Self {
        self.0.finish_on_drop();
        self
    }

    /// How the connection ended, as soon as that is known.
    pub fn close_report(&self) -> Option<&CloseReport> {
        self.0.connection.report()
    }

    /// Has the peer asked for signs of life from now on as `keepalive` says, or not at all; replaces what
    /// [`Policy::keepalive`](crate::Policy::keepalive) says for this connection.
    pub fn set_keepalive(&mut self, keepalive: impl Into<Option<Keepalive>>) {
        self.0.set_keepalive(keepalive.into().as_ref());
    }

    /// Has this connection found by [`CloseMonitor::close_tagged`](crate::CloseMonitor::close_tagged), until it
    /// ends. It may have several tags, and many connections the same. Before `split()`, since it takes the wrapper.
    pub fn tag(&self, tag: &str) {
        self.0.connection.tag(tag);
    }

    /// A handle that closes this connection from anywhere, also after `split()`.
    pub fn close_handle(&self) -> CloseHandle {
        self.0.connection.close_handle()
    }

    /// The selected subprotocol, if one was chosen; `None` once TCP has ended, too.
    pub fn protocol(&self) -> Option<&HeaderValue> {
        self.0.socket()?.socket.protocol()
    }

    /// Gives the wrapped socket back once there is a report.
    ///
    /// # Errors
    ///
    /// The wrapper itself, if the connection has not ended (its ending would go unreported), or if
    /// TCP was ended by dropping the socket.
    #[allow(clippy::result_large_err, reason = "the wrapper is given back, not an error")]
    pub fn into_inner(mut self) -> Result<WebSocket, Self> {
        if self.close_report().is_none() {
            return Err(self);
        }
        match self.0.take_socket() {
            Some(socket) => Ok(socket.socket),
            None => Err(self),
        }
    }
}

impl CloseAsync for MonitoredWebSocket {
    async fn close_async(&mut self, close: Close) {
        // How it went is in the report.
        let _ = self.0.close(close.into()).await;
    }
}

impl Stream for MonitoredWebSocket {
    type Item = Result<Message, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next(cx)
    }
}

impl FusedStream for MonitoredWebSocket {
    fn is_terminated(&self) -> bool {
        self.0.is_over()
    }
}

impl Sink<Message> for MonitoredWebSocket {
    type Error = Error;

    #[inline]
    fn poll_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.0.poll_ready(cx)
    }

    #[inline]
    fn start_send(mut self: Pin<&mut Self>, item: Message) -> Result<(), Error> {
        self.0.start_send(item)
    }

    #[inline]
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.0.poll_flush(cx)
    }

    fn poll_close(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.0.poll_close(cx)
    }
}

// Not from `Option<ws::CloseFrame>` too: beside tungstenite's, `close_with(None)` would be ambiguous.
impl From<ws::CloseFrame> for CloseRequest {
    fn from(frame: ws::CloseFrame) -> Self {
        to_tungstenite(&frame).into()
    }
}
