//! The async wrapper over `tokio_tungstenite::WebSocketStream`.

use std::{
    marker::PhantomData,
    mem::MaybeUninit,
    pin::Pin,
    task::{Context, Poll, ready},
    time::{Duration, Instant},
};

use futures_core::{FusedStream, Stream};
use futures_sink::Sink;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Error, Message, error::ProtocolError, protocol::WebSocketConfig};

use super::{
    CloseAsync, Transport, Wrap, WrapTapped,
    polled::{Core, Host, LINGER},
};
use crate::{
    Close, CloseHandle, CloseLayer, CloseReport, CloseRequest, CloseTap, Role, fault::Fault,
    received::Told, tap::RawClose,
};

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
/// - A peer that breaks the protocol is told so, with 1002, 1007 or 1009, before the error is
///   returned; the inner socket is never read again.
/// - A socket that is dropped open sends 1001, or 1011 while its thread is panicking, by one attempt
///   that does not wait.
/// - A close handshake takes at most [`Policy::close_timeout`](crate::Policy::close_timeout): then
///   the stream yields one `Error::Io` of kind `TimedOut`, and `None`. The timer runs while the
///   socket is polled, in a tokio runtime whose `time` is enabled.
///
/// # Panics
///
/// When a close handshake begins in a tokio runtime without `time`. Outside a runtime there is no
/// timer, and nothing panics.
///
/// # Cancel safety
///
/// Reading is cancel-safe, as it is in tokio-tungstenite: a `next()` that is dropped loses nothing.
/// So is [`close`](Self::close): the close frame, once handed over, goes out with the next poll.
#[derive(Debug)]
pub struct MonitoredStream<Io, S = Io>(Core<Tungstenite<Io, S>>)
where
    Io: AsyncRead + AsyncWrite + Unpin,
    S: AsyncRead + AsyncWrite + Transport<Io> + Unpin;

impl<S: AsyncRead + AsyncWrite + Unpin> Wrap for WebSocketStream<S> {
    type Wrapped = MonitoredStream<S>;

    fn wrap_with(self, layer: &CloseLayer, role: Role) -> Self::Wrapped {
        MonitoredStream::new(self, layer, role)
    }
}

impl<Io: AsyncRead + AsyncWrite + Unpin> WrapTapped for WebSocketStream<CloseTap<Io>> {
    type Wrapped = MonitoredStream<Io, CloseTap<Io>>;

    fn wrap_tapped_with(mut self, layer: &CloseLayer, role: Role) -> Self::Wrapped {
        let unmasked_is_fine = self.get_config().accept_unmasked_frames;
        self.get_mut().activate(role, unmasked_is_fine);
        MonitoredStream::new(self, layer, role)
    }
}

impl<Io, S> MonitoredStream<Io, S>
where
    Io: AsyncRead + AsyncWrite + Unpin,
    S: AsyncRead + AsyncWrite + Transport<Io> + Unpin,
{
    /// How long input is discarded after both close frames, until the peer has ended TCP too.
    ///
    /// If TCP ended with input unread, a reset would follow, and may destroy our close frame on its
    /// way (RFC 6455 section 7.1.1).
    pub const LINGER: Duration = LINGER;

    fn new(ws: WebSocketStream<S>, layer: &CloseLayer, role: Role) -> Self {
        Self(Core::new(Tungstenite { ws, io: PhantomData }, layer, role, S::SOURCE))
    }

    /// How the connection ended, as soon as that is known.
    pub fn close_report(&self) -> Option<&CloseReport> {
        self.0.connection.report()
    }

    /// A handle that closes this connection from anywhere, also after `split()`.
    pub fn close_handle(&self) -> CloseHandle {
        self.0.connection.handle_for_others()
    }

    /// The user's io, past all wrappers.
    pub fn io_ref(&self) -> &Io {
        self.get_ref().get_ref().io()
    }

    /// The wrapped stream.
    pub fn get_ref(&self) -> &WebSocketStream<S> {
        &self.host().ws
    }

    /// The wrapped stream. What is read or written directly is not seen.
    pub fn get_mut(&mut self) -> &mut WebSocketStream<S> {
        &mut self.0.host_mut().expect(PRESENT).ws
    }

    /// tungstenite's configuration.
    pub fn get_config(&self) -> &WebSocketConfig {
        self.get_ref().get_config()
    }

    /// Gives the wrapped stream back once there is a report.
    ///
    /// # Errors
    ///
    /// The wrapper itself, if the connection has not ended: its ending would go unreported.
    #[allow(clippy::result_large_err, reason = "the wrapper is given back, not an error")]
    pub fn into_inner(mut self) -> Result<WebSocketStream<S>, Self> {
        if self.close_report().is_none() {
            return Err(self);
        }
        Ok(self.0.take_host().expect(PRESENT).ws)
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
    /// In the task that owns the socket, this is how to wait for the end:
    /// [`CloseHandle::closed`](crate::CloseHandle::closed) does not poll the socket.
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
        self.0.close(close.into()).await
    }

    fn host(&self) -> &Tungstenite<Io, S> {
        self.0.host().expect(PRESENT)
    }
}

impl<Io, S> CloseAsync for MonitoredStream<Io, S>
where
    Io: AsyncRead + AsyncWrite + Unpin + Send,
    S: AsyncRead + AsyncWrite + Transport<Io> + Unpin + Send,
{
    async fn close_async(&mut self, close: Close) {
        // How it went is in the report.
        let _ = self.close(close).await;
    }
}

/// Only `into_inner` takes the socket out, and consumes the wrapper.
const PRESENT: &str = "the inner socket is there until it is given back";

impl<Io, S> Stream for MonitoredStream<Io, S>
where
    Io: AsyncRead + AsyncWrite + Unpin,
    S: AsyncRead + AsyncWrite + Transport<Io> + Unpin,
{
    type Item = Result<Message, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next(cx)
    }
}

impl<Io, S> FusedStream for MonitoredStream<Io, S>
where
    Io: AsyncRead + AsyncWrite + Unpin,
    S: AsyncRead + AsyncWrite + Transport<Io> + Unpin,
{
    fn is_terminated(&self) -> bool {
        self.0.is_over()
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

/// tokio-tungstenite's stream as a [`Host`].
#[derive(Debug)]
struct Tungstenite<Io, S> {
    ws: WebSocketStream<S>,
    io: PhantomData<fn() -> Io>,
}

impl<Io, S> Host for Tungstenite<Io, S>
where
    Io: AsyncRead + AsyncWrite + Unpin,
    S: AsyncRead + AsyncWrite + Transport<Io> + Unpin,
{
    type Message = Message;
    type Error = Error;

    #[inline]
    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Message, Error>>> {
        Pin::new(&mut self.ws).poll_next(cx)
    }

    #[inline]
    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.ws).poll_ready(cx)
    }

    #[inline]
    fn start_send(&mut self, message: Message) -> Result<(), Error> {
        Pin::new(&mut self.ws).start_send(message)
    }

    #[inline]
    fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.ws).poll_flush(cx)
    }

    fn poll_flush_transport(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(self.ws.get_mut()).poll_flush(cx).map_err(Error::from)
    }

    fn poll_shut(&mut self, cx: &mut Context<'_>) -> Option<Poll<()>> {
        // If the peer is gone already, that is no news.
        Some(Pin::new(self.ws.get_mut()).poll_shutdown(cx).map(|_| ()))
    }

    const CAN_BE_SHUT: bool = true;

    fn poll_discard(&mut self, cx: &mut Context<'_>) -> Poll<()> {
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

    fn read_until(&mut self, moment: Instant) {
        self.ws.get_mut().read_until(moment);
    }

    fn has_room_for_close(&self) -> bool {
        self.ws.get_config().max_write_buffer_size == usize::MAX
    }

    fn seen(&self) -> Option<&RawClose> {
        self.ws.get_ref().seen()
    }

    fn unmasked_is_fine(&self) -> bool {
        self.ws.get_config().accept_unmasked_frames
    }

    #[inline]
    fn is_data(message: &Message) -> bool {
        matches!(message, Message::Text(_) | Message::Binary(_))
    }

    fn is_ping(message: &Message) -> bool {
        message.is_ping()
    }

    fn close_in(message: &Message) -> Option<Option<Told<'_>>> {
        match message {
            Message::Close(frame) => Some(frame.as_ref().map(Told::from)),
            _ => None,
        }
    }

    #[inline]
    fn is_no_close(message: &Message) -> bool {
        CloseRequest::is_not_in(message)
    }

    fn request_in(message: Message) -> Result<CloseRequest, Message> {
        CloseRequest::in_message(message)
    }

    fn message(message: Message) -> Message {
        message
    }

    fn error(error: Error) -> Error {
        error
    }

    fn fault(error: &Error) -> Option<Fault> {
        Fault::of(error)
    }

    fn is_truncated_close(error: &Error) -> bool {
        matches!(error, Error::Protocol(ProtocolError::InvalidCloseSequence))
    }
}
