//! Messages through a socket, one way.

use std::{
    fmt,
    hint::black_box,
    io::{Read, Write},
    pin::Pin,
    task::{Context, Poll, Waker},
};

use bytes::Bytes;
use closeframe::{CloseLayer, MonitoredSocket, Transport};
use futures_util::{FutureExt, Sink, Stream};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Error, Message, WebSocket};

use super::{
    Api, ROLE,
    io::{Memory, client_frame},
};

/// What lies between the application and the io.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layers {
    Bare,
    Wrapped,
    /// Wrapped, and over the tap.
    Tapped,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Read,
    Write,
}

/// One way that messages can take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Traffic {
    pub(crate) api: Api,
    pub(crate) side: Side,
    /// Payload of each message, in bytes.
    pub(crate) size: usize,
}

impl Traffic {
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        const SIZES: [usize; 3] = [16, 1024, 64 * 1024];
        Api::ALL.into_iter().flat_map(|api| {
            [Side::Read, Side::Write]
                .into_iter()
                .flat_map(move |side| SIZES.map(|size| Self { api, side, size }))
        })
    }

    /// Opens a connection. The returned function moves that many messages over it.
    pub(crate) fn open(self, layers: Layers) -> Box<dyn FnMut(u32)> {
        let closes = CloseLayer::default();
        let io = Memory::endless(self.input());
        match (self.api, layers) {
            (Api::Blocking, Layers::Bare) => self.mover(blocking(io)),
            (Api::Blocking, Layers::Wrapped) => self.mover(closes.wrap(blocking(io))),
            (Api::Blocking, Layers::Tapped) => {
                self.mover(closes.wrap_tapped(blocking(closes.tap_upgraded(io))))
            }
            (Api::Async, Layers::Bare) => self.mover(Polled(stream(io))),
            (Api::Async, Layers::Wrapped) => self.mover(Polled(closes.wrap(stream(io)))),
            (Api::Async, Layers::Tapped) => {
                self.mover(Polled(closes.wrap_tapped(stream(closes.tap_upgraded(io)))))
            }
        }
    }

    /// Whole frames, of a quarter MiB together: more than tungstenite reads at once.
    fn input(self) -> Vec<u8> {
        const BINARY: u8 = 0x2;
        let frame = client_frame(BINARY, &vec![b'x'; self.size]);
        frame.repeat((256 * 1024_usize).div_ceil(frame.len()))
    }

    fn mover(self, mut socket: impl Socket + 'static) -> Box<dyn FnMut(u32)> {
        match self.side {
            Side::Read => Box::new(move |count| {
                for _ in 0..count {
                    black_box(socket.read_message());
                }
            }),
            Side::Write => {
                let message = Message::Binary(Bytes::from(vec![b'x'; self.size]));
                Box::new(move |count| {
                    for _ in 0..count {
                        socket.write_message(black_box(message.clone()));
                    }
                })
            }
        }
    }
}

impl fmt::Display for Traffic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = match self.side {
            Side::Read => "read",
            Side::Write => "write",
        };
        let size = match self.size {
            bytes @ ..1024 => format!("{bytes} B"),
            bytes => format!("{} KiB", bytes / 1024),
        };
        f.pad(&format!("{} {side} {size}", self.api))
    }
}

fn blocking<S: Read + Write>(io: S) -> WebSocket<S> {
    WebSocket::from_raw_socket(io, ROLE, None)
}

fn stream<S>(io: S) -> WebSocketStream<S>
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    let opened = WebSocketStream::from_raw_socket(io, ROLE, None).now_or_never();
    opened.expect("there is no handshake to wait for")
}

// Inlined, or the compiler would do so with the short bare ones only, and the wrapped ones would be
// charged for a call that is the bench's own.
trait Socket {
    fn read_message(&mut self) -> Message;
    fn write_message(&mut self, message: Message);
}

impl<S: Read + Write> Socket for WebSocket<S> {
    #[inline(always)]
    fn read_message(&mut self) -> Message {
        self.read().expect("the input does not end")
    }

    #[inline(always)]
    fn write_message(&mut self, message: Message) {
        self.write(message).expect("the io takes all");
    }
}

impl<Io, S: Read + Write + Transport<Io>> Socket for MonitoredSocket<Io, S> {
    #[inline(always)]
    fn read_message(&mut self) -> Message {
        self.read().expect("the input does not end")
    }

    #[inline(always)]
    fn write_message(&mut self, message: Message) {
        self.write(message).expect("the io takes all");
    }
}

/// An async socket whose io is always ready, so that no executor is in the figures.
struct Polled<S>(S);

impl<S> Socket for Polled<S>
where
    S: Stream<Item = Result<Message, Error>> + Sink<Message, Error = Error> + Unpin,
{
    #[inline(always)]
    fn read_message(&mut self) -> Message {
        let cx = &mut Context::from_waker(Waker::noop());
        match Pin::new(&mut self.0).poll_next(cx) {
            Poll::Ready(Some(message)) => message.expect("the input is valid"),
            _ => unreachable!("the input does not end"),
        }
    }

    #[inline(always)]
    fn write_message(&mut self, message: Message) {
        let cx = &mut Context::from_waker(Waker::noop());
        let ready = Pin::new(&mut self.0).poll_ready(cx);
        assert!(matches!(ready, Poll::Ready(Ok(()))), "the io takes all");
        Pin::new(&mut self.0).start_send(message).expect("the io takes all");
    }
}
