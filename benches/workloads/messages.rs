//! Messages through a socket, one way, moved as users move them: by the methods of the blocking sockets, and
//! in a runtime by `next().await`, `feed().await` and `send().await`. What the compiler inlines of that, it
//! inlines for bare and wrapped sockets as it would in a program.

use std::{
    fmt,
    hint::black_box,
    io::{Read, Write},
    time::Duration,
};

use bytes::Bytes;
use closeframe::{CloseMonitor, Keepalive, MonitoredSocket, Policy};
use futures_util::{Sink, SinkExt, Stream, StreamExt};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    runtime::Runtime,
};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Error, Message, WebSocket};

use super::{
    Api, ROLE,
    io::{Memory, client_frame},
    runtime,
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
pub(crate) enum Way {
    Read,
    /// Without a flush: `write` of the blocking sockets, `feed` of the async ones.
    Write,
    /// With a flush.
    Send,
}

/// One way that messages can take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Traffic {
    pub(crate) api: Api,
    pub(crate) way: Way,
    /// Payload of each message, in bytes.
    pub(crate) size: usize,
    /// Whether the policy has a keepalive, and a time-out for writes.
    pub(crate) is_kept_alive: bool,
}

impl Traffic {
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        const SIZES: [usize; 3] = [16, 1024, 64 * 1024];
        // A flush costs the same for every size.
        let ways = [(Way::Read, &SIZES[..]), (Way::Write, &SIZES), (Way::Send, &SIZES[..1])];
        Api::ALL.into_iter().flat_map(move |api| {
            ways.into_iter().flat_map(move |(way, sizes)| {
                sizes.iter().map(move |&size| Self { api, way, size, is_kept_alive: false })
            })
        })
    }

    /// The same with keepalive, as far as a difference would show.
    pub(crate) fn kept_alive() -> impl Iterator<Item = Self> {
        Self::all()
            .filter(|it| it.size == 16 && it.way != Way::Write)
            .map(|it| Self { is_kept_alive: true, ..it })
    }

    /// Opens a connection. The returned function moves that many messages over it.
    pub(crate) fn open(self, layers: Layers) -> Box<dyn FnMut(u32)> {
        let mut policy = Policy::default();
        if self.is_kept_alive {
            policy = policy
                .with_keepalive(Keepalive::default())
                .with_write_timeout(Duration::from_secs(20));
        }
        let closes = CloseMonitor::default().with_policy(policy);
        let io = Memory::endless(self.input());
        match self.api {
            Api::Blocking => self.open_blocking(layers, &closes, io),
            Api::Async => self.open_async(layers, &closes, io),
        }
    }

    fn open_blocking(
        self,
        layers: Layers,
        closes: &CloseMonitor,
        io: Memory,
    ) -> Box<dyn FnMut(u32)> {
        match layers {
            Layers::Bare => {
                let ws = blocking(io);
                self.called(ws, WebSocket::read, WebSocket::write, WebSocket::send)
            }
            Layers::Wrapped => {
                let ws = closes.wrap(blocking(io));
                self.called(
                    ws,
                    MonitoredSocket::read,
                    MonitoredSocket::write,
                    MonitoredSocket::send,
                )
            }
            Layers::Tapped => {
                let ws = closes.wrap_tapped(blocking(closes.tap_upgraded(io)));
                self.called(
                    ws,
                    MonitoredSocket::read,
                    MonitoredSocket::write,
                    MonitoredSocket::send,
                )
            }
        }
    }

    fn open_async(self, layers: Layers, closes: &CloseMonitor, io: Memory) -> Box<dyn FnMut(u32)> {
        let runtime = runtime();
        match layers {
            Layers::Bare => {
                let ws = runtime.block_on(stream(io));
                self.awaited(ws, runtime)
            }
            Layers::Wrapped => {
                let ws = closes.wrap(runtime.block_on(stream(io)));
                self.awaited(ws, runtime)
            }
            Layers::Tapped => {
                let ws = runtime.block_on(stream(closes.tap_upgraded(io)));
                self.awaited(closes.wrap_tapped(ws), runtime)
            }
        }
    }

    /// Whole frames, of a quarter MiB together: more than tungstenite reads at once.
    fn input(self) -> Vec<u8> {
        const BINARY: u8 = 0x2;
        let frame = client_frame(BINARY, &vec![b'x'; self.size]);
        frame.repeat((256 * 1024_usize).div_ceil(frame.len()))
    }

    fn message(self) -> Message {
        Message::Binary(Bytes::from(vec![b'x'; self.size]))
    }

    // The sockets have these methods in common, but no trait: one of the bench's own would stand between
    // them and their caller.
    fn called<S: 'static>(
        self,
        mut ws: S,
        read: impl Fn(&mut S) -> Result<Message, Error> + 'static,
        write: impl Fn(&mut S, Message) -> Result<(), Error> + 'static,
        send: impl Fn(&mut S, Message) -> Result<(), Error> + 'static,
    ) -> Box<dyn FnMut(u32)> {
        let message = self.message();
        match self.way {
            Way::Read => Box::new(move |count| {
                for _ in 0..count {
                    black_box(read(&mut ws).expect("the input does not end"));
                }
            }),
            Way::Write => Box::new(move |count| {
                for _ in 0..count {
                    write(&mut ws, black_box(message.clone())).expect("the io takes all");
                }
            }),
            Way::Send => Box::new(move |count| {
                for _ in 0..count {
                    send(&mut ws, black_box(message.clone())).expect("the io takes all");
                }
            }),
        }
    }

    fn awaited<S>(self, mut ws: S, runtime: Runtime) -> Box<dyn FnMut(u32)>
    where
        S: Stream<Item = Result<Message, Error>> + Sink<Message, Error = Error> + Unpin + 'static,
    {
        let message = self.message();
        match self.way {
            Way::Read => Box::new(move |count| {
                runtime.block_on(async {
                    for _ in 0..count {
                        let message = ws.next().await.expect("the input does not end");
                        black_box(message.expect("the input is valid"));
                    }
                });
            }),
            Way::Write => Box::new(move |count| {
                runtime.block_on(async {
                    for _ in 0..count {
                        ws.feed(black_box(message.clone())).await.expect("the io takes all");
                    }
                });
            }),
            Way::Send => Box::new(move |count| {
                runtime.block_on(async {
                    for _ in 0..count {
                        ws.send(black_box(message.clone())).await.expect("the io takes all");
                    }
                });
            }),
        }
    }
}

impl fmt::Display for Traffic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = match (self.way, self.api) {
            (Way::Read, _) => "read",
            (Way::Write, Api::Blocking) => "write",
            (Way::Write, Api::Async) => "feed",
            (Way::Send, _) => "send",
        };
        let size = match self.size {
            bytes @ ..1024 => format!("{bytes} B"),
            bytes => format!("{} KiB", bytes / 1024),
        };
        let kept_alive = if self.is_kept_alive { ", keepalive" } else { "" };
        f.pad(&format!("{} {way} {size}{kept_alive}", self.api))
    }
}

fn blocking<S: Read + Write>(io: S) -> WebSocket<S> {
    WebSocket::from_raw_socket(io, ROLE, None)
}

async fn stream<S: AsyncRead + AsyncWrite + Unpin>(io: S) -> WebSocketStream<S> {
    WebSocketStream::from_raw_socket(io, ROLE, None).await
}
