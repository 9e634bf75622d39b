//! The async wrapper over `tokio_tungstenite::WebSocketStream`.

mod messages;
mod socket;

use std::{fmt, sync::Arc, time::Duration};

use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{
    Error,
    protocol::{CloseFrame, WebSocketConfig},
};

use self::socket::Tokio;
use super::{Mode, Tapped};
use crate::{
    CloseError, CloseHandle, CloseMonitor, CloseReport, CloseRequest, Keepalive, Role,
    driver::{Driver, now},
    protocol::LINGER,
};

/// A `tokio_tungstenite::WebSocketStream` whose closes are seen: made by [`CloseMonitor::accept`],
/// [`CloseMonitor::connect`], [`CloseMonitor::wrap_tapped`] or [`CloseMonitor::wrap`].
///
/// It is the same `Stream` and `Sink`, with the same items and errors, and works under `split()`.
/// `Io` is the user's stream. Under the WebSocket lies a [`CloseTap`](crate::CloseTap), or, where a finished socket was
/// [wrapped](CloseMonitor::wrap), none: that is a `MonitoredStream<Io, Untapped>`.
///
/// # What differs from the wrapped stream
///
/// - The peer's close is answered, and the answer flushed, before the application gets it. So a
///   handler that breaks on `Close` and drops the socket cannot lose the answer.
/// - `Close` comes as soon as our close has left. A server begins to shut its side of TCP before that.
///   Later polls finish it, and discard input until the peer has ended TCP too, for at most
///   [`LINGER`](Self::LINGER); then comes `None`. A drop does of it what takes no time.
/// - `SinkExt::close` and `forward` send 1000 where tokio-tungstenite sends an empty frame.
/// - A peer that breaks the protocol is told so, with 1002, 1007 or 1009, before the error is
///   returned; the inner socket is never read again.
/// - A socket that is dropped first takes in what has arrived, without waiting: a close or a fault of
///   the peer's in it is answered, and is the ending, as is the end of the transport. Otherwise an open
///   socket sends 1001, or 1011 while its thread is panicking, by one attempt that does not wait, and a
///   closing one is told as [`Abandoned`](crate::Outcome::Abandoned). See
///   [`finish_on_drop`](Self::finish_on_drop).
/// - What is sent while a [handle](CloseHandle) or a [drain](CloseMonitor::drain) closes the connection
///   waits for its end, and drives the close meanwhile; if nobody reads, input is discarded. Then the
///   send fails with `ConnectionClosed`, and the next ones with `AlreadyClosed`.
///   [`Policy::send_while_closing`](crate::Policy::send_while_closing) has it refused at once. After
///   the owner's own close it is `SendAfterClosing`, as before.
/// - A handler that only writes learns of the peer's close, FIN or reset, if there is a tap: from its first flush on if
///   nobody has read yet, or the second without a read that waited in between, at most 8 KiB of what has arrived are
///   looked at, and stay there for who reads later. A flush then fails with `ConnectionClosed`, and the next ones with
///   `AlreadyClosed`. Messages that lie before the end are given some 60 flushes to be read first; those that
///   tungstenite may hold behind the last one that was read, 8.
/// - A close handshake takes at most [`Policy::close_timeout`](crate::Policy::close_timeout): then
///   the stream yields one `Error::Io` of kind `TimedOut`, and `None`. The timer runs while the
///   socket is polled, in a tokio runtime whose `time` is enabled.
///
/// # Limits
///
/// - A drop discards what input there is, and does not wait for more: what arrives later may still make
///   the system reset TCP, and destroy our close on its way (RFC 6455 section 7.1.1).
/// - A close counts as sent only once the transport has taken all of it. At a time-out ours may lie in a
///   buffer of TLS, and leave when that is shut: it is told as not sent.
/// - With a `max_write_buffer_size` below 131 bytes, tungstenite may keep its own answer back for ever:
///   told as [`Abandoned`](crate::Outcome::Abandoned). The reason of a close of ours is cut to fit.
/// - With a `max_frame_size` below 125, a longer close of the peer's is told with its code over a tap,
///   and as [`TooBig`](crate::Outcome::TooBig) without one.
/// - Where a write has failed, tungstenite tries it again in its reads, if it owes a pong, and stops
///   reading at that: without a tap the peer's close may be lost behind it.
/// - A write that fails is told 5 ms late, so that what had arrived by then can show; and so that a
///   handler which lets go on the error does not look too soon.
/// - What went before the socket was wrapped is not known: see [`CloseMonitor::wrap`].
///
/// # Panics
///
/// When a close handshake has to wait in a tokio runtime without `time`. Outside a runtime there is no
/// timer, and nothing panics.
///
/// # Cancel safety
///
/// Reading is cancel-safe, as it is in tokio-tungstenite: a `next()` that is dropped loses nothing.
/// So is [`close`](Self::close): the close frame, once asked for, goes out with the next poll or drop. A
/// message whose send waits for the end is not sent, whether that future is dropped or not.
#[must_use = "a socket that is not kept is dropped, which ends its connection"]
pub struct MonitoredStream<Io, M: Mode = Tapped>(Driver<Tokio<Io, M>>);

impl<Io, M> MonitoredStream<Io, M>
where
    Io: AsyncRead + AsyncWrite + Unpin,
    M: Mode,
    M::Transport<Io>: AsyncRead + AsyncWrite + Unpin,
{
    /// How long input is discarded after both close frames, until the peer has ended TCP too.
    ///
    /// If TCP ended with input unread, a reset would follow, and may destroy our close frame on its
    /// way (RFC 6455 section 7.1.1).
    pub const LINGER: Duration = LINGER;

    pub(super) fn new(
        ws: WebSocketStream<M::Transport<Io>>,
        monitor: &CloseMonitor,
        role: Role,
    ) -> Self {
        Self(Driver::new(Tokio { ws }, monitor, (role, M::SOURCE), now))
    }

    /// Whether the client has offered an extension that was not agreed on.
    pub(crate) fn note_offer(&mut self, lacks_answer: bool) {
        self.0.connection.note_offer(lacks_answer);
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

    /// The user's io, past all wrappers.
    pub fn get_ref(&self) -> &Io {
        M::io(self.ws().get_ref())
    }

    /// The user's io, past all wrappers. What is read or written directly is not seen.
    pub fn get_mut(&mut self) -> &mut Io {
        M::io_mut(self.0.socket_mut().expect(PRESENT).ws.get_mut())
    }

    /// tungstenite's configuration.
    pub fn get_config(&self) -> &WebSocketConfig {
        self.ws().get_config()
    }

    /// Gives the wrapped stream back once there is a report.
    ///
    /// # Errors
    ///
    /// The wrapper itself, if the connection has not ended: its ending would go unreported.
    #[allow(clippy::result_large_err, reason = "the wrapper is given back, not an error")]
    pub fn into_inner(mut self) -> Result<WebSocketStream<M::Transport<Io>>, Self> {
        if self.close_report().is_none() {
            return Err(self);
        }
        Ok(self.0.take_socket().expect(PRESENT).ws)
    }

    /// Closes the connection as tokio-tungstenite's `close` does, but puts the frame before the policy,
    /// and waits until it is known how the connection ended.
    ///
    /// Messages that still come in are discarded. `Ok` does not mean that the peer has answered: how it
    /// ended is in [`close_report`](Self::close_report), and what [`close_with`](Self::close_with)
    /// returns. How TCP ends is not waited for: that goes on in later polls, or in the drop.
    ///
    /// In the task that owns the socket, this is how to wait for the end:
    /// [`CloseHandle::closed`](crate::CloseHandle::closed) does not poll the socket.
    ///
    /// # Errors
    ///
    /// [`InvalidClose`](crate::InvalidClose), wrapped in `Error::Io`, under
    /// [`IllegalClose::Reject`](crate::IllegalClose::Reject); what tungstenite returns if it cannot
    /// take the close; the transport's error, if writing fails and our close has not left.
    ///
    /// # Cancel safety
    ///
    /// Once polled, the close is on its way; dropping the future stops only the waiting.
    pub async fn close(&mut self, frame: Option<CloseFrame>) -> Result<(), Error> {
        self.0.close(frame.into()).await
    }

    /// Closes the connection with a [`Close`](crate::Close), or with whatever a [`CloseRequest`] is made from, waits
    /// as [`close`](Self::close) does, and returns how it ended.
    ///
    /// If a close is on its way already, whoever sent it, no second one is sent.
    ///
    /// # Errors
    ///
    /// [`CloseError`], if the connection has not ended: the close may not be sent, or was not taken. How
    /// it ended is no error.
    ///
    /// # Cancel safety
    ///
    /// As for [`close`](Self::close).
    ///
    /// # Example: a server that has had enough
    ///
    /// ```
    /// # use tokio_tungstenite::WebSocketStream;
    /// # use tungstenite::protocol::Role;
    /// use closeframe::{Close, CloseCode, CloseMonitor};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
    /// # let (io, peer) = tokio::io::duplex(1024);
    /// # let peer = tokio::spawn(async move {
    /// #     let mut peer = WebSocketStream::from_raw_socket(peer, Role::Client, None).await;
    /// #     use futures_util::StreamExt;
    /// #     while peer.next().await.is_some() {}
    /// # });
    /// # let ws = WebSocketStream::from_raw_socket(io, Role::Server, None).await;
    /// let mut ws = CloseMonitor::silent().wrap(ws);
    /// let report = ws.close_with(Close::new(CloseCode::POLICY_VIOLATION, "too chatty")?).await?;
    /// assert_eq!(
    ///     report.to_string(),
    ///     "sent 1008 Policy Violation \"too chatty\"; then received 1008 Policy Violation \"too chatty\"",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// # })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn close_with(
        &mut self,
        close: impl Into<CloseRequest>,
    ) -> Result<Arc<CloseReport>, CloseError> {
        self.0.close_with(close.into()).await
    }

    fn ws(&self) -> &WebSocketStream<M::Transport<Io>> {
        &self.0.socket().expect(PRESENT).ws
    }
}

impl<Io, M> MonitoredStream<Io, M>
where
    Io: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    M: Mode,
    M::Transport<Io>: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    /// Has a task finish the close handshake if the socket is dropped before that is over, instead of
    /// one attempt that does not wait: so `send(Message::Close)` and `return`, the commonest way to
    /// close there is, ends clean.
    ///
    /// The socket then moves into a task of the runtime in which it is dropped. The handshake has
    /// [`Policy::close_timeout`](crate::Policy::close_timeout) there, and TCP ends as after any
    /// other. An open socket's farewell ([`Policy::close_on_drop`](crate::Policy::close_on_drop)) is answered too, though its outcome
    /// stays [`Dropped`](crate::Outcome::Dropped). [Drains](CloseMonitor::drain) wait for such
    /// connections. Outside a runtime nothing changes.
    ///
    /// ```no_run
    /// # use futures_util::SinkExt;
    /// # use tungstenite::Message;
    /// # async fn handle(tcp: tokio::net::TcpStream) -> Result<(), Box<dyn std::error::Error>> {
    /// let closes = closeframe::CloseMonitor::default();
    /// let mut ws = closes.accept(tcp).await?.finish_on_drop();
    /// ws.send(Message::Close(None)).await?;
    /// // Dropped here; the peer's answer is awaited elsewhere.
    /// # Ok(())
    /// # }
    /// ```
    pub fn finish_on_drop(mut self) -> Self {
        self.0.finish_on_drop();
        self
    }
}

impl<Io, M: Mode> fmt::Debug for MonitoredStream<Io, M>
where
    M::Transport<Io>: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("MonitoredStream").field(&self.0).finish()
    }
}

/// Only `into_inner` takes the socket out, and consumes the wrapper.
const PRESENT: &str = "the inner socket is there until it is given back";
