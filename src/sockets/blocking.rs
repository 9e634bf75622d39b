//! The blocking wrapper over `tungstenite::WebSocket`.

mod socket;

use std::{
    io::{Read, Write},
    task::{Context, Poll, Waker},
    time::Instant,
};

use tungstenite::{Error, Message, Result, WebSocket, protocol::WebSocketConfig};

use self::socket::Blocking;
use super::{Transport, Wrap, WrapTapped};
use crate::{
    CloseHandle, CloseMonitor, CloseReport, CloseRequest, CloseTap, Role,
    driver::{Driver, Item},
    protocol::{Cause, Sends},
};

/// A `tungstenite::WebSocket` whose closes are seen: made by [`CloseMonitor::wrap`].
///
/// It has the methods of the socket that it wraps, with the same items and errors. `Io` is the
/// user's stream, and `S` what the WebSocket runs on: the same, or a [`CloseTap`] around it.
///
/// # What it can't do
///
/// A generic blocking stream can neither be shut down nor be waited for with a limit. So a server
/// ends TCP by dropping the inner socket, as soon as both close frames are over: from then on
/// [`get_ref`](Self::get_ref) and its kin return `None`.
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
#[derive(Debug)]
#[must_use = "a socket that is not kept is dropped, which ends its connection"]
pub struct MonitoredSocket<Io, S = Io> {
    driver: Driver<Blocking<Io, S>>,
    /// `ConnectionClosed` was returned, or the error that ended the connection.
    told_end: bool,
}

impl<S: Read + Write> Wrap for WebSocket<S> {
    type Wrapped = MonitoredSocket<S>;

    fn wrap_with(self, monitor: &CloseMonitor, role: Role) -> Self::Wrapped {
        MonitoredSocket::new(self, monitor, role)
    }
}

impl<Io: Read + Write> WrapTapped for WebSocket<CloseTap<Io>> {
    type Wrapped = MonitoredSocket<Io, CloseTap<Io>>;

    fn wrap_tapped_with(mut self, monitor: &CloseMonitor, role: Role) -> Self::Wrapped {
        let accept_unmasked_frames = self.get_config().accept_unmasked_frames;
        self.get_mut().activate(role, accept_unmasked_frames);
        MonitoredSocket::new(self, monitor, role)
    }
}

impl<Io, S: Read + Write + Transport<Io>> MonitoredSocket<Io, S> {
    fn new(socket: WebSocket<S>, monitor: &CloseMonitor, role: Role) -> Self {
        let was_open = (socket.can_read(), socket.can_write());
        let mut driver =
            Driver::new(Blocking::new(socket), monitor, (role, S::SOURCE), Instant::now);
        driver.note_what_was(was_open);
        Self { driver, told_end: false }
    }

    /// The user's io, past all wrappers; `None` once a server has ended TCP.
    pub fn io_ref(&self) -> Option<&Io> {
        Some(self.get_ref()?.get_ref().io())
    }

    /// How the connection ended, as soon as that is known.
    pub fn close_report(&self) -> Option<&CloseReport> {
        self.driver.connection.report()
    }

    /// A handle that asks this connection to close, from anywhere. The socket looks at it when it next
    /// reads or flushes.
    pub fn close_handle(&self) -> CloseHandle {
        self.driver.connection.close_handle()
    }

    /// The wrapped socket; `None` once a server has ended TCP.
    pub fn get_ref(&self) -> Option<&WebSocket<S>> {
        Some(&self.driver.socket()?.ws)
    }

    /// The wrapped socket; `None` once a server has ended TCP. What is read or written directly is
    /// not seen.
    pub fn get_mut(&mut self) -> Option<&mut WebSocket<S>> {
        Some(&mut self.driver.socket_mut()?.ws)
    }

    /// Gives the wrapped socket back once there is a report.
    ///
    /// # Errors
    ///
    /// The wrapper itself, if the connection has not ended (its ending would go unreported) or if a
    /// server has ended TCP, so that there is no socket any more.
    #[allow(clippy::result_large_err, reason = "the wrapper is given back, not an error")]
    pub fn into_inner(mut self) -> Result<WebSocket<S>, Self> {
        if self.close_report().is_none() {
            return Err(self);
        }
        self.driver.take_socket().map(|socket| socket.ws).ok_or(self)
    }

    /// Whether a message may still come; see `tungstenite::WebSocket::can_read`.
    pub fn can_read(&self) -> bool {
        !self.driver.connection.facts().has_read_the_last()
            && self.get_ref().is_some_and(WebSocket::can_read)
    }

    /// Whether a message may still be sent; see `tungstenite::WebSocket::can_write`.
    pub fn can_write(&self) -> bool {
        self.driver.pass_through.as_ref().is_some_and(|socket| socket.ws.can_write())
    }

    /// tungstenite's configuration; `None` once a server has ended TCP.
    pub fn get_config(&self) -> Option<&WebSocketConfig> {
        self.get_ref().map(WebSocket::get_config)
    }

    /// Changes tungstenite's configuration; see `tungstenite::WebSocket::set_config`.
    ///
    /// # Panics
    ///
    /// If the configuration is invalid, as tungstenite does.
    pub fn set_config(&mut self, change: impl FnOnce(&mut WebSocketConfig)) {
        if let Some(socket) = self.get_mut() {
            socket.set_config(change);
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
        // One place for the result all the way, or it would be copied.
        let mut message;
        match &mut self.driver.pass_through {
            Some(socket) if !self.driver.connection.control().has_pending() => {
                message = socket.ws.read();
                if matches!(message, Ok(Message::Text(_) | Message::Binary(_))) {
                    self.driver.connection.note_input();
                } else {
                    self.read_uncommon(&mut message);
                }
            }
            _ => message = self.read_on(),
        }
        message
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
        let written;
        match &mut self.driver.pass_through {
            Some(socket) if CloseRequest::is_not_in(&message) => {
                written = socket.ws.write(message);
                if let Err(error) = &written {
                    self.driver.note_write_error(error);
                }
            }
            _ => written = self.write_uncommon(message),
        }
        written
    }

    /// Writes a message and flushes it.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write).
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
        let mut flushed;
        match &mut self.driver.pass_through {
            Some(socket) if !self.driver.connection.control().has_pending() => {
                flushed = socket.ws.flush();
                if flushed.is_err() {
                    flushed = self.note_unflushed(flushed);
                }
            }
            _ => flushed = self.flush_uncommon(),
        }
        flushed
    }

    #[cold]
    fn note_unflushed(&mut self, flushed: Result<()>) -> Result<()> {
        flushed.inspect_err(|error| self.driver.note_write_error(error))
    }

    #[cold]
    fn flush_uncommon(&mut self) -> Result<()> {
        if self.driver.connection.facts().has_delivered_ending() {
            return Err(self.tell_end());
        }
        let flushed = self.driver.poll_flush(&mut Context::from_waker(Waker::noop()));
        let flushed = self.result(flushed);
        if flushed.is_ok() && self.driver.connection.facts().has_delivered_ending() {
            return Err(self.tell_end());
        }
        flushed
    }

    /// Starts the close handshake: sends a [`Close`](crate::Close), or tungstenite's
    /// `Option<CloseFrame>` through the policy, and flushes it.
    ///
    /// Go on with [`read`](Self::read) until it says `ConnectionClosed`: the reply is on its way.
    /// A second close, or one after the peer's, is a no-op.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write), and as [`flush`](Self::flush) after the end.
    pub fn close(&mut self, close: impl Into<CloseRequest>) -> Result<()> {
        self.driver.start_close(close.into(), Cause::Owner)?;
        self.flush()
    }

    /// Takes in what is no data.
    #[cold]
    fn read_uncommon(&mut self, read: &mut Result<Message>) {
        let Some(socket) = &mut self.driver.pass_through else { return };
        let former = std::mem::replace(read, Err(Error::AlreadyClosed));
        let mut polled = socket.polled(former).map(socket::until_closed);
        self.driver.handle_non_data(&mut polled, &mut Context::from_waker(Waker::noop()));
        *read = self.item(polled);
    }

    /// Reads on towards the end.
    #[cold]
    fn read_on(&mut self) -> Result<Message> {
        let polled = self.driver.poll_next(&mut Context::from_waker(Waker::noop()));
        self.item(polled)
    }

    #[cold]
    fn write_uncommon(&mut self, message: Message) -> Result<()> {
        let cx = &mut Context::from_waker(Waker::noop());
        // A message that waits for the end is told of it by a flush, which may say "not yet": as with
        // tungstenite, that means that the message was taken.
        let flushes =
            !CloseRequest::is_not_in(&message) || self.driver.connection.sends() == Sends::Wait;
        self.driver.start_send(message)?;
        if flushes {
            let flushed = self.driver.poll_flush(cx);
            return self.result(flushed);
        }
        Ok(())
    }

    fn item(&mut self, polled: Poll<Option<Item<Blocking<Io, S>>>>) -> Result<Message> {
        match polled {
            Poll::Ready(Some(Ok(message))) => Ok(message),
            Poll::Ready(Some(Err(error))) => {
                // After an error that ends the connection, nothing more is told but that.
                if self.driver.pass_through.is_none() {
                    self.told_end = true;
                }
                Err(error)
            }
            Poll::Ready(None) => Err(self.tell_end()),
            Poll::Pending => Err(self.not_yet()),
        }
    }

    fn result(&mut self, polled: Poll<Result<()>>) -> Result<()> {
        match polled {
            Poll::Ready(result) => result,
            Poll::Pending => Err(self.not_yet()),
        }
    }

    /// That the connection has ended, as tungstenite tells it.
    fn tell_end(&mut self) -> Error {
        match std::mem::replace(&mut self.told_end, true) {
            false => Error::ConnectionClosed,
            true => Error::AlreadyClosed,
        }
    }

    /// The stream's own words, if it was the stream that could not go on.
    fn not_yet(&mut self) -> Error {
        let kept = self.driver.socket_mut().and_then(|socket| socket.not_yet.take());
        Error::Io(kept.unwrap_or_else(|| std::io::ErrorKind::WouldBlock.into()))
    }
}
