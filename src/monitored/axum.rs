//! The async wrapper over `axum::extract::ws::WebSocket`.

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    Error,
    extract::ws::{self, Message, WebSocket},
    http::HeaderValue,
};
use futures_core::{FusedStream, Stream};
use futures_sink::Sink;
use tokio::time::Instant;
use tungstenite::protocol::CloseFrame;

use super::{
    CloseAsync, Wrap, negotiated,
    polled::{Core, Host, LINGER},
};
use crate::{
    Close, CloseCode, CloseHandle, CloseLayer, CloseReport, CloseRequest, Role, Source,
    fault::Fault, received::Told, tap::RawClose,
};

/// An `axum::extract::ws::WebSocket` whose closes are seen: made by [`CloseLayer::wrap`].
///
/// It has the methods of the socket that it wraps, is the same `Stream` and `Sink`, with axum's own
/// messages and errors, and works under `split()`. Its role is always [`Role::Server`].
///
/// # What differs from the wrapped socket
///
/// - The peer's close is answered, and the answer flushed, before the application gets it. So a
///   handler that breaks on `Close`, or stops at the first message it does not expect, cannot lose
///   the answer.
/// - After both close frames TCP ends at once. axum's socket cannot be shut down but by dropping it,
///   so that is done: then comes `Close`, then `None`.
/// - `SinkExt::close` and `forward` send 1000 where axum sends an empty frame.
/// - A peer that breaks the protocol is told so, with 1002, 1007 or 1009. What it still has on its
///   way cannot be discarded under axum, so the inner socket is held for a second, in which the peer
///   can read that; then it is dropped, and the error is returned.
/// - A socket that is dropped open sends 1001, or 1011 while its thread is panicking, by one attempt
///   that does not wait.
/// - A close handshake takes at most [`Policy::close_timeout`](crate::Policy::close_timeout): then
///   the stream yields one error whose source is an `io::Error` of kind `TimedOut`, and `None`. The
///   timer runs while the socket is polled, in a tokio runtime whose `time` is enabled.
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
/// use closeframe::{CloseLayer, MonitoredWebSocket};
///
/// async fn upgrade(State(closes): State<CloseLayer>, upgrade: WebSocketUpgrade) -> Response {
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
/// let router: Router = Router::new().route("/", any(upgrade)).with_state(CloseLayer::default());
/// ```
///
/// # The wire's truth under axum
///
/// axum hands over a finished socket, with no place for a tap underneath; so its reports rely on
/// what tungstenite tells ([`Source::Tungstenite`]). Where that is not enough, do the upgrade
/// yourself, and wrap tokio-tungstenite's socket instead of axum's: the messages are tungstenite's
/// then, and the wrapper is a [`MonitoredStream`](crate::MonitoredStream).
///
/// ```no_run
/// use axum::{body::Body, extract::{Request, State}, http::StatusCode, response::Response};
/// use closeframe::CloseLayer;
/// use futures_util::StreamExt;
/// use hyper_util::rt::TokioIo;
/// use tokio_tungstenite::WebSocketStream;
/// use tungstenite::{handshake::server::create_response_with_body, protocol::Role};
///
/// async fn upgrade(
///     State(closes): State<CloseLayer>,
///     mut request: Request,
/// ) -> Result<Response, StatusCode> {
///     let response = create_response_with_body(&request, Body::empty);
///     let response = response.map_err(|_| StatusCode::BAD_REQUEST)?;
///     let upgraded = hyper::upgrade::on(&mut request);
///     tokio::spawn(async move {
///         // There is no connection if the client left before the response did.
///         let Ok(upgraded) = upgraded.await else { return };
///         let io = closes.tap_upgraded(TokioIo::new(upgraded));
///         let ws = WebSocketStream::from_raw_socket(io, Role::Server, None).await;
///         let mut ws = closes.wrap_tapped(ws);
///         while let Some(Ok(message)) = ws.next().await {
///             println!("{message}");
///         }
///     });
///     Ok(response)
/// }
/// ```
///
/// # Limits
///
/// - axum's errors do not tell their kind. They are recognised by their texts, which have been the
///   same in every tungstenite that axum 0.8 was released with; one that is not recognised counts as
///   the peer's breach of protocol ([`ErrorType::Other`](crate::ErrorType::Other)).
/// - What a transport under axum keeps in a buffer of its own, TLS for example, cannot be flushed
///   from here once tungstenite is done.
#[derive(Debug)]
pub struct MonitoredWebSocket(Core<Axum>);

impl Wrap for WebSocket {
    type Wrapped = MonitoredWebSocket;

    /// axum only serves, whatever the layer's role is.
    fn wrap_with(self, layer: &CloseLayer, _: Role) -> Self::Wrapped {
        let layer = &negotiated(layer, self.protocol());
        let host = Axum { socket: self, failed: false, held_until: None };
        MonitoredWebSocket(Core::new(host, layer, Role::Server, Source::Tungstenite))
    }
}

impl MonitoredWebSocket {
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
    /// What axum returns. After a close frame has gone either way a message is refused, and another
    /// close is a no-op.
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

    /// Closes the connection: sends a [`Close`], or axum's `CloseFrame` through the
    /// policy, then waits until the connection has ended. Messages that still come in are discarded.
    ///
    /// `Ok` means that a close frame was handed over, or that the connection was closing already;
    /// how it ended is in [`close_report`](Self::close_report).
    ///
    /// # Errors
    ///
    /// [`InvalidClose`](crate::InvalidClose), wrapped in an `io::Error`, under
    /// [`IllegalClose::Reject`](crate::IllegalClose::Reject); what axum returns if it cannot take the
    /// close.
    ///
    /// In the task that owns the socket, this is how to wait for the end:
    /// [`CloseHandle::closed`](crate::CloseHandle::closed) does not poll the socket.
    ///
    /// # Cancel safety
    ///
    /// Once polled, the close is on its way; dropping the future stops only the waiting.
    pub async fn close(&mut self, close: impl Into<CloseRequest>) -> Result<(), Error> {
        self.0.close(close.into()).await
    }

    /// How the connection ended, as soon as that is known.
    pub fn close_report(&self) -> Option<&CloseReport> {
        self.0.connection.report()
    }

    /// A handle that closes this connection from anywhere, also after `split()`.
    pub fn close_handle(&self) -> CloseHandle {
        self.0.connection.handle_for_others()
    }

    /// The selected subprotocol, if one was chosen; `None` once TCP has ended, too.
    pub fn protocol(&self) -> Option<&HeaderValue> {
        self.0.host()?.socket.protocol()
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
        match self.0.take_host() {
            Some(host) => Ok(host.socket),
            None => Err(self),
        }
    }
}

impl CloseAsync for MonitoredWebSocket {
    async fn close_async(&mut self, close: Close) {
        // How it went is in the report.
        let _ = self.close(close).await;
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

// Not from `Option<ws::CloseFrame>` too: beside tungstenite's, `close(None)` would be ambiguous.
impl From<ws::CloseFrame> for CloseRequest {
    fn from(frame: ws::CloseFrame) -> Self {
        to_tungstenite(&frame).into()
    }
}

/// axum's socket as a [`Host`].
#[derive(Debug)]
struct Axum {
    socket: WebSocket,
    /// Reading has failed, and cannot go on.
    failed: bool,
    /// The peer was sent a close after a failed read, and is given time to read it.
    held_until: Option<Instant>,
}

impl Host for Axum {
    type Message = Message;
    type Error = Error;

    #[inline]
    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Message, Error>>> {
        let polled = Pin::new(&mut self.socket).poll_next(cx);
        if let Poll::Ready(Some(Err(_))) = &polled {
            self.failed = true;
        }
        polled
    }

    #[inline]
    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.socket).poll_ready(cx)
    }

    #[inline]
    fn start_send(&mut self, message: Message) -> Result<(), Error> {
        if self.failed {
            self.held_until = Some(Instant::now() + LINGER);
        }
        Pin::new(&mut self.socket).start_send(message)
    }

    #[inline]
    fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    /// axum keeps the transport to itself.
    fn poll_flush_transport(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Poll::Ready(Ok(()))
    }

    /// After a failed read there may be input that nobody can read any more. If TCP ended now, a
    /// reset would follow, and may destroy our close frame on its way (RFC 6455 section 7.1.1). The
    /// core stops waiting, and polls again, when the same time has passed since the frame left.
    fn poll_shut(&mut self, _: &mut Context<'_>) -> Option<Poll<()>> {
        let held = self.held_until.is_some_and(|until| Instant::now() < until);
        held.then_some(Poll::Pending)
    }

    const CAN_BE_SHUT: bool = false;

    fn poll_discard(&mut self, _: &mut Context<'_>) -> Poll<()> {
        Poll::Ready(())
    }

    /// axum does not tell whether `WebSocketUpgrade::max_write_buffer_size` was set. So our close
    /// waits until the buffer is empty, which costs nothing: it could not leave before that anyway.
    fn has_room_for_close(&self) -> bool {
        false
    }

    fn seen(&self) -> Option<&RawClose> {
        None
    }

    /// Concerns only what a tap saw.
    fn unmasked_is_fine(&self) -> bool {
        false
    }

    #[inline]
    fn is_data(message: &Message) -> bool {
        matches!(message, Message::Text(_) | Message::Binary(_))
    }

    fn is_ping(message: &Message) -> bool {
        matches!(message, Message::Ping(_))
    }

    fn close_in(message: &Message) -> Option<Option<Told<'_>>> {
        match message {
            Message::Close(frame) => Some(frame.as_ref().map(|frame| Told {
                code: CloseCode::new(frame.code),
                reason: frame.reason.as_str(),
            })),
            _ => None,
        }
    }

    #[inline]
    fn is_no_close(message: &Message) -> bool {
        !matches!(message, Message::Close(_))
    }

    fn request_in(message: Message) -> Result<CloseRequest, Message> {
        match message {
            Message::Close(frame) => Ok(frame.as_ref().map(to_tungstenite).into()),
            message => Err(message),
        }
    }

    fn message(message: tungstenite::Message) -> Message {
        match message {
            tungstenite::Message::Close(Some(frame)) => Message::Close(Some(ws::CloseFrame {
                code: frame.code.into(),
                reason: frame.reason.as_str().into(),
            })),
            // Only raw frames are asked to go out as raw frames, and axum has none.
            _ => Message::Close(None),
        }
    }

    fn error(error: tungstenite::Error) -> Error {
        Error::new(error)
    }

    fn fault(error: &Error) -> Option<Fault> {
        Fault::of_opaque(error)
    }

    fn is_truncated_close(error: &Error) -> bool {
        Fault::of_opaque(error) == Some(Fault::TRUNCATED_CLOSE)
    }
}

fn to_tungstenite(frame: &ws::CloseFrame) -> CloseFrame {
    CloseFrame { code: frame.code.into(), reason: frame.reason.as_str().into() }
}
