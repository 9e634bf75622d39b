//! The blocking wrapper over `tungstenite::WebSocket`.

mod ending;

use std::{
    io::{Read, Write},
    marker::PhantomData,
    time::Instant,
};

use tungstenite::{Message, Result, WebSocket, protocol::WebSocketConfig};

use super::{Transport, Wrap, WrapTapped};
use crate::{
    CloseHandle, CloseLayer, CloseReport, CloseRequest, CloseTap, Role, connection::Connection,
    fault::Fault, handshake::SentClose,
};

/// A `tungstenite::WebSocket` whose closes are seen: made by [`CloseLayer::wrap`].
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
/// [`Policy::close_timeout`](crate::Policy::close_timeout) is looked at with each message that
/// comes after a close, and whenever the stream says `WouldBlock`: a stream that blocks needs a read
/// time-out of its own for that (`TcpStream::set_read_timeout`; on Windows it says `TimedOut`, which ends the
/// connection). Without one, a [`read`](Self::read) that waits for the answer of a silent peer waits
/// for ever. A peer that sends a byte before each read time-out, and never a whole message, is seen
/// through by a tap alone. Likewise a stream needs a write time-out for peers that do not read.
///
/// # Example: break on the close, and lose nothing
///
/// ```no_run
/// use closeframe::CloseLayer;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let closes = CloseLayer::default();
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
pub struct MonitoredSocket<Io, S = Io> {
    // Before the socket, so that the report comes before TCP ends.
    connection: Connection,
    /// The socket while messages flow: no close frame has gone either way, and none waits. One look
    /// at it tells a message that it may pass.
    flowing: Option<WebSocket<S>>,
    /// Holds it from then on.
    closing: Option<Box<Closing<S>>>,
    /// Pings that came in and whose pongs have not been flushed.
    pongs_owed: u16,
    io: PhantomData<Io>,
}

/// A socket whose messages have ceased to flow.
#[derive(Debug)]
struct Closing<S> {
    /// `None` once it was given back, or a server has ended TCP.
    socket: Option<WebSocket<S>>,
    stage: Stage,
    /// A close that waits for room in the write buffer.
    queued: Option<Queued>,
    since: Instant,
}

/// A close that is to be handed to tungstenite, and what is noted when that is done, unless it has
/// been noted.
type Queued = (Message, Option<(SentClose, bool)>);

#[derive(Debug)]
enum Stage {
    /// The peer's reply to our close is awaited; messages may still come.
    Reading,
    /// The peer's close is in, or it broke the protocol; the application is told when our close is
    /// written.
    Replying(Result<Message>),
    /// The application has been handed the peer's close; it may still have to flush the reply.
    Delivered,
    /// The application has been told of the end.
    Told,
}

impl<S> Wrap for WebSocket<S> {
    type Wrapped = MonitoredSocket<S>;

    fn wrap_with(self, layer: &CloseLayer, role: Role) -> Self::Wrapped {
        MonitoredSocket::new(self, layer, role)
    }
}

impl<Io> WrapTapped for WebSocket<CloseTap<Io>> {
    type Wrapped = MonitoredSocket<Io, CloseTap<Io>>;

    fn wrap_tapped_with(mut self, layer: &CloseLayer, role: Role) -> Self::Wrapped {
        let unmasked_is_fine = self.get_config().accept_unmasked_frames;
        self.get_mut().activate(role, unmasked_is_fine);
        MonitoredSocket::new(self, layer, role)
    }
}

impl<Io, S: Transport<Io>> MonitoredSocket<Io, S> {
    fn new(socket: WebSocket<S>, layer: &CloseLayer, role: Role) -> Self {
        Self {
            connection: Connection::open(layer, role, S::SOURCE, Instant::now),
            flowing: Some(socket),
            closing: None,
            pongs_owed: 0,
            io: PhantomData,
        }
    }

    /// The user's io, past all wrappers; `None` once a server has ended TCP.
    pub fn io_ref(&self) -> Option<&Io> {
        Some(self.get_ref()?.get_ref().io())
    }
}

impl<Io, S> MonitoredSocket<Io, S> {
    /// How the connection ended, as soon as that is known.
    pub fn close_report(&self) -> Option<&CloseReport> {
        self.connection.report()
    }

    /// A handle that asks this connection to close, from anywhere. The socket looks at it when it next
    /// reads or flushes.
    pub fn close_handle(&self) -> CloseHandle {
        self.connection.handle_for_others()
    }

    /// The wrapped socket; `None` once a server has ended TCP.
    pub fn get_ref(&self) -> Option<&WebSocket<S>> {
        self.flowing.as_ref().or_else(|| self.closing.as_ref()?.socket.as_ref())
    }

    /// The wrapped socket; `None` once a server has ended TCP. What is read or written directly is
    /// not seen.
    pub fn get_mut(&mut self) -> Option<&mut WebSocket<S>> {
        self.flowing.as_mut().or_else(|| self.closing.as_mut()?.socket.as_mut())
    }

    /// Gives the wrapped socket back once there is a report.
    ///
    /// # Errors
    ///
    /// The wrapper itself, if the connection has not ended (its ending would go unreported) or if a
    /// server has ended TCP, so that there is no socket any more.
    #[allow(clippy::result_large_err, reason = "the wrapper is given back, not an error")]
    pub fn into_inner(mut self) -> Result<WebSocket<S>, Self> {
        if self.connection.report().is_none() {
            return Err(self);
        }
        self.closing.as_mut().and_then(|closing| closing.socket.take()).ok_or(self)
    }

    /// Whether a message may still come; see `tungstenite::WebSocket::can_read`.
    pub fn can_read(&self) -> bool {
        let reads = self.closing.as_ref().is_none_or(|it| matches!(it.stage, Stage::Reading));
        reads && self.get_ref().is_some_and(WebSocket::can_read)
    }

    /// Whether a message may still be sent; see `tungstenite::WebSocket::can_write`.
    pub fn can_write(&self) -> bool {
        self.flowing.as_ref().is_some_and(WebSocket::can_write)
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
}

impl<Io, S: Read + Write + Transport<Io>> MonitoredSocket<Io, S> {
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
        if self.connection.control().wants_attention() {
            self.attend()?;
        }
        // One place for the result all the way, or it would be copied.
        let mut message;
        match &mut self.flowing {
            Some(socket) => {
                message = socket.read();
                if matches!(message, Ok(Message::Text(_) | Message::Binary(_))) {
                    self.connection.stirred();
                } else {
                    self.digest(&mut message);
                }
            }
            None => message = self.read_closing(),
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
    /// under [`IllegalClose::Reject`](crate::IllegalClose::Reject).
    #[inline]
    pub fn write(&mut self, message: Message) -> Result<()> {
        let written;
        match &mut self.flowing {
            Some(socket) if CloseRequest::is_not_in(&message) => {
                written = socket.write(message);
                if let Err(error) = &written {
                    self.connection.write_failed(Fault::of(error));
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
    /// What tungstenite returns.
    pub fn flush(&mut self) -> Result<()> {
        if self.connection.control().wants_attention() {
            self.obey();
        }
        match &mut self.flowing {
            Some(socket) => {
                let flushed = socket.flush();
                flushed.inspect_err(|error| self.connection.write_failed(Fault::of(error)))
            }
            None => self.flush_closing(),
        }
    }

    /// Starts the close handshake: sends a [`Close`](crate::Close), or tungstenite's
    /// `Option<CloseFrame>` through the policy, and flushes it.
    ///
    /// Go on with [`read`](Self::read) until it says `ConnectionClosed`: the reply is on its way.
    /// A second close, or one after the peer's, is a no-op.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write).
    pub fn close(&mut self, close: impl Into<CloseRequest>) -> Result<()> {
        self.write_close(close.into())
    }
}
