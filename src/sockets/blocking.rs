//! The blocking wrapper over `tungstenite::WebSocket`.

mod socket;
mod uncommon;

use std::{
    fmt,
    io::{Read, Write},
    sync::Arc,
    time::Instant,
};

use tungstenite::{
    Message, Result, WebSocket,
    protocol::{CloseFrame, WebSocketConfig},
};

use self::socket::Blocking;
use super::{Mode, Tapped};
use crate::{
    CloseError, CloseHandle, CloseMonitor, CloseReport, CloseRequest, Keepalive, Role,
    connection::INPUT,
    driver::{Driver, Place, Uncommon},
    protocol::Cause,
};

/// A `tungstenite::WebSocket` whose closes are seen: made by [`CloseMonitor::wrap_tapped`] or
/// [`CloseMonitor::wrap`].
///
/// It has the methods of the socket that it wraps, with the same items and errors. `Io` is the user's
/// stream. Under the WebSocket lies a [`CloseTap`](crate::CloseTap), or, where a finished socket was
/// [wrapped](CloseMonitor::wrap), none: that is a `MonitoredSocket<Io, Untapped>`.
///
/// # What it can't do
///
/// A generic blocking stream can neither be shut down nor be waited for with a limit. So a server
/// ends TCP by dropping the inner socket, as soon as both close frames are over: from then on
/// [`get_ref`](Self::get_ref) and [`get_mut`](Self::get_mut) return `None`. That, and
/// [`into_inner`](Self::into_inner), are what a handler of tungstenite's socket has to be changed for.
///
/// A drop does no io, which might block: nothing is read or sent. Unless a write had failed, an open
/// socket counts as [`Dropped`](crate::Outcome::Dropped), whatever has arrived, and a closing one as
/// [`Abandoned`](crate::Outcome::Abandoned). A handler that only writes does not learn of the peer's
/// close before a write fails.
///
/// What is sent while a [handle](CloseHandle) or a [drain](CloseMonitor::drain) closes the connection
/// blocks until its end: input is read and discarded, as nobody else can read. Where the stream has a
/// read time-out, `WouldBlock` comes first; the message counts as taken, and the next
/// [`flush`](Self::flush) goes on.
///
/// [`Policy::close_timeout`](crate::Policy::close_timeout) is looked at with each message that
/// comes after a close, and whenever the stream says `WouldBlock`: a stream that blocks needs a read
/// time-out of its own for that (`TcpStream::set_read_timeout`; on Windows it says `TimedOut`, which ends the
/// connection). Without one, a [`read`](Self::read) that waits for the answer of a silent peer waits
/// for ever. A peer that sends a byte before each read time-out, and never a whole message, is seen
/// through by a tap alone. Likewise a stream needs a write time-out for peers that do not read.
///
/// With a `max_write_buffer_size` below 131 bytes, tungstenite may keep its own answer back for ever: told
/// as [`Abandoned`](crate::Outcome::Abandoned). With a `max_frame_size` below 125, a longer close of the
/// peer's is told with its code over a tap, and as [`TooBig`](crate::Outcome::TooBig) without one.
///
/// # Example: break on the close, and lose nothing
///
/// ```no_run
/// use closeframe::CloseMonitor;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let closes = CloseMonitor::default();
/// let listener = std::net::TcpListener::bind("127.0.0.1:9001")?;
/// let (tcp, _) = listener.accept()?;
/// let mut ws = closes.wrap(tungstenite::accept(tcp)?);
/// loop {
///     let message = ws.read()?;
///     if message.is_close() {
///         break; // The reply has left already.
///     }
///     ws.send(message)?;
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a socket that is not kept is dropped, which ends its connection"]
pub struct MonitoredSocket<Io, M: Mode = Tapped> {
    driver: Driver<Blocking<Io, M>>,
    /// `ConnectionClosed` was returned, or the error that ended the connection.
    told_end: bool,
}

impl<Io, M: Mode> MonitoredSocket<Io, M>
where
    M::Transport<Io>: Read + Write,
{
    pub(super) fn new(ws: WebSocket<M::Transport<Io>>, monitor: &CloseMonitor, role: Role) -> Self {
        let was_open = (ws.can_read(), ws.can_write());
        let socket = Blocking { ws, not_yet: None };
        let mut driver = Driver::new(socket, monitor, (role, M::SOURCE), Instant::now);
        driver.note_what_was(was_open);
        Self { driver, told_end: false }
    }

    /// How the connection ended, as soon as that is known.
    pub fn close_report(&self) -> Option<&CloseReport> {
        self.driver.connection.report()
    }

    /// Has the peer asked for signs of life from now on as `keepalive` says, or not at all; replaces what
    /// [`Policy::keepalive`](crate::Policy::keepalive) says for this connection.
    pub fn set_keepalive(&mut self, keepalive: impl Into<Option<Keepalive>>) {
        self.driver.set_keepalive(keepalive.into().as_ref());
    }

    /// Has this connection found by [`CloseMonitor::close_tagged`](crate::CloseMonitor::close_tagged), until it
    /// ends. It may have several tags, and many connections the same.
    pub fn tag(&self, tag: &str) {
        self.driver.connection.tag(tag);
    }

    /// A handle that asks this connection to close, from anywhere. The socket looks at it when it next
    /// reads or flushes.
    pub fn close_handle(&self) -> CloseHandle {
        self.driver.connection.close_handle()
    }

    /// The user's io, past all wrappers; `None` once a server has ended TCP, as a generic stream can't be
    /// shut down but by dropping it. See [what it can't do](Self#what-it-cant-do).
    pub fn get_ref(&self) -> Option<&Io> {
        Some(M::io(self.driver.socket()?.ws.get_ref()))
    }

    /// The user's io, past all wrappers; `None` once a server has ended TCP, as a generic stream can't be
    /// shut down but by dropping it. What is read or written directly is not seen.
    pub fn get_mut(&mut self) -> Option<&mut Io> {
        Some(M::io_mut(self.driver.socket_mut()?.ws.get_mut()))
    }

    /// Gives the wrapped socket back once there is a report.
    ///
    /// # Errors
    ///
    /// The wrapper itself, if the connection has not ended (its ending would go unreported) or if a
    /// server has ended TCP, so that there is no socket any more.
    #[allow(clippy::result_large_err, reason = "the wrapper is given back, not an error")]
    pub fn into_inner(mut self) -> Result<WebSocket<M::Transport<Io>>, Self> {
        if self.close_report().is_none() {
            return Err(self);
        }
        self.driver.take_socket().map(|socket| socket.ws).ok_or(self)
    }

    /// Whether a message may still come; see `tungstenite::WebSocket::can_read`.
    pub fn can_read(&self) -> bool {
        !self.driver.connection.facts().has_read_the_last()
            && self.driver.socket().is_some_and(|socket| socket.ws.can_read())
    }

    /// Whether a message may still be sent; see `tungstenite::WebSocket::can_write`.
    pub fn can_write(&self) -> bool {
        matches!(&self.driver.place, Place::Open(socket) if socket.ws.can_write())
    }

    /// tungstenite's configuration.
    pub fn get_config(&self) -> &WebSocketConfig {
        match self.driver.socket() {
            Some(socket) => socket.ws.get_config(),
            None => self.driver.remains().expect("a socket that is dropped leaves it"),
        }
    }

    /// Changes tungstenite's configuration; see `tungstenite::WebSocket::set_config`. Once a server has
    /// ended TCP, nothing is changed.
    ///
    /// # Panics
    ///
    /// If the configuration is invalid, as tungstenite does.
    pub fn set_config(&mut self, change: impl FnOnce(&mut WebSocketConfig)) {
        if let Some(socket) = self.driver.socket_mut() {
            socket.ws.set_config(change);
            let config = *socket.ws.get_config();
            if let Some(watch) = M::watch_mut(socket.ws.get_mut()) {
                watch.expect(&config);
            }
        }
    }

    /// Reads a message, as `tungstenite::WebSocket::read` does.
    ///
    /// The peer's close is answered and the answer flushed before it is returned. On a non-blocking
    /// stream that cannot take the answer yet, `WouldBlock` comes first.
    ///
    /// # Errors
    ///
    /// What tungstenite returns. After the peer's close `ConnectionClosed` follows once, and then
    /// `AlreadyClosed`; after any other error that ends the connection, `AlreadyClosed`.
    #[inline]
    pub fn read(&mut self) -> Result<Message> {
        match &mut self.driver.place {
            Place::Open(socket) if !self.driver.connection.control().has_pending() => {
                let message = socket.ws.read();
                if matches!(message, Ok(Message::Text(_) | Message::Binary(_))) {
                    // No call, which might unwind, and would then find the message in a place of its own.
                    self.driver.connection.input = INPUT;
                    return message;
                }
                self.read_uncommon(Uncommon(message))
            }
            _ => self.read_on(),
        }
    }

    /// Writes a message without flushing it, as `tungstenite::WebSocket::write` does.
    ///
    /// A close, also one in a `Message::Frame`, goes through the policy, and is flushed at once; a
    /// second one, or one after the peer's, is a no-op.
    ///
    /// # Errors
    ///
    /// What tungstenite returns, and [`InvalidClose`](crate::InvalidClose) wrapped in `Error::Io`
    /// under [`IllegalClose::Reject`](crate::IllegalClose::Reject). While a handle or a drain closes
    /// the connection, a message waits for the end, and `ConnectionClosed` follows, unless the
    /// [policy](crate::Policy::send_while_closing) refuses it at once. After this side's own close it is
    /// `SendAfterClosing`.
    #[inline]
    pub fn write(&mut self, message: Message) -> Result<()> {
        match &mut self.driver.place {
            Place::Open(socket) if CloseRequest::is_not_in(&message) => {
                self.driver.connection.note_output();
                let written = socket.ws.write(message);
                if matches!(written, Ok(())) {
                    return written;
                }
                self.note_unwritten(Uncommon(written))
            }
            _ => self.write_uncommon(message),
        }
    }

    /// Writes a message and flushes it.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write).
    #[inline]
    pub fn send(&mut self, message: Message) -> Result<()> {
        self.write(message)?;
        self.flush()
    }

    /// Flushes what was written.
    ///
    /// # Errors
    ///
    /// What tungstenite returns: after the end of the connection `ConnectionClosed`, once, and then
    /// `AlreadyClosed`.
    #[inline]
    pub fn flush(&mut self) -> Result<()> {
        match &mut self.driver.place {
            Place::Open(socket) if !self.driver.connection.control().has_pending() => {
                let flushed = socket.ws.flush();
                if matches!(flushed, Ok(())) {
                    return flushed;
                }
                self.note_unwritten(Uncommon(flushed))
            }
            _ => self.flush_uncommon(),
        }
    }

    /// Starts the close handshake as tungstenite's `close` does, but puts the frame before the policy; and
    /// flushes it.
    ///
    /// Go on with [`read`](Self::read) until it says `ConnectionClosed`: the reply is on its way.
    /// [`close_with`](Self::close_with) does that too. A second close, or one after the peer's, is a no-op.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write), and as [`flush`](Self::flush) after the end.
    pub fn close(&mut self, frame: Option<CloseFrame>) -> Result<()> {
        self.driver.start_close(frame.into(), Cause::Owner)?;
        self.flush()
    }

    /// Closes the connection with a [`Close`](crate::Close), or with whatever a [`CloseRequest`] is made
    /// from, reads on to the end, and returns how it ended. Messages that still come in are discarded.
    ///
    /// It goes as far as the stream lets it: one that blocks needs a read time-out of its own, or the
    /// answer of a silent peer is waited for for ever. If a close is on its way already, whoever sent it,
    /// no second one is sent.
    ///
    /// # Errors
    ///
    /// [`CloseError`], if the connection has not ended: the close may not be sent, or was not taken, or
    /// the stream would block ([`CloseError::WouldBlock`]): then call again. How it ended is no error.
    ///
    /// # Example: a server that has had enough
    ///
    /// ```no_run
    /// use closeframe::{Close, CloseError, CloseMonitor};
    ///
    /// # fn handle(tcp: std::net::TcpStream) -> Result<(), Box<dyn std::error::Error>> {
    /// # let close = Close::new(1008, "too chatty")?;
    /// tcp.set_read_timeout(Some(std::time::Duration::from_secs(1)))?;
    /// let mut ws = CloseMonitor::default().wrap(tungstenite::accept(tcp)?);
    /// let report = loop {
    ///     match ws.close_with(close.clone()) {
    ///         // `Policy::close_timeout` ends it.
    ///         Err(CloseError::WouldBlock) => {}
    ///         closed => break closed?,
    ///     }
    /// };
    /// println!("{report}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn close_with(
        &mut self,
        close: impl Into<CloseRequest>,
    ) -> std::result::Result<Arc<CloseReport>, CloseError> {
        self.driver.close_without_waiting(close.into())
    }
}

impl<Io, M: Mode> fmt::Debug for MonitoredSocket<Io, M>
where
    M::Transport<Io>: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MonitoredSocket").field("driver", &self.driver).finish_non_exhaustive()
    }
}
