//! The wrappers behind one face, to put the same peer in front of each.

use std::{
    io::{self, Read, Write},
    time::Duration,
};

use closeframe::{CloseMonitor, MonitoredSocket, MonitoredStream, Role, Untapped};
use futures_util::{SinkExt, StreamExt};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    time::timeout,
};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Error, Message, protocol::WebSocketConfig};

use crate::wire::{InRole, host, other};

/// Which wrapper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Async,
    AsyncTapped,
    Blocking,
    BlockingTapped,
}

impl Kind {
    pub(crate) const ALL: [Self; 4] =
        [Self::Async, Self::AsyncTapped, Self::Blocking, Self::BlockingTapped];
}

/// A wrapped socket over an io that serves both worlds.
pub(crate) enum Socket<Io: AsyncRead + AsyncWrite + Read + Write + Unpin> {
    Async(MonitoredStream<Io, Untapped>),
    AsyncTapped(MonitoredStream<Io>),
    Blocking(MonitoredSocket<Io, Untapped>),
    BlockingTapped(MonitoredSocket<Io>),
}

impl<Io: AsyncRead + AsyncWrite + Read + Write + Unpin> Socket<Io> {
    pub(crate) async fn new(
        kind: Kind,
        role: Role,
        monitor: &CloseMonitor,
        config: WebSocketConfig,
        io: Io,
    ) -> Self {
        let config = Some(config);
        match kind {
            Kind::Async => Self::Async(
                monitor
                    .wrap_in(role, WebSocketStream::from_raw_socket(io, host(role), config).await),
            ),
            Kind::AsyncTapped => {
                let io = monitor.tap_upgraded_in(role, io);
                let ws = WebSocketStream::from_raw_socket(io, host(role), config).await;
                Self::AsyncTapped(monitor.wrap_tapped(ws))
            }
            Kind::Blocking => {
                let ws = tungstenite::WebSocket::from_raw_socket(io, host(role), config);
                Self::Blocking(monitor.wrap_in(role, ws))
            }
            Kind::BlockingTapped => {
                let io = monitor.tap_upgraded_in(role, io);
                let ws = tungstenite::WebSocket::from_raw_socket(io, host(role), config);
                Self::BlockingTapped(monitor.wrap_tapped(ws))
            }
        }
    }

    pub(crate) async fn send(&mut self, message: Message) -> Result<(), Error> {
        match self {
            Self::Async(ws) => ws.send(message).await,
            Self::AsyncTapped(ws) => ws.send(message).await,
            Self::Blocking(ws) => ws.send(message),
            Self::BlockingTapped(ws) => ws.send(message),
        }
    }

    /// What is read next; `None` if that is nothing, for a long time or ever.
    pub(crate) async fn next(&mut self) -> Option<Result<Message, Error>> {
        const LONG: Duration = Duration::from_secs(3600);
        let read = match self {
            Self::Async(ws) => return timeout(LONG, ws.next()).await.ok()?,
            Self::AsyncTapped(ws) => return timeout(LONG, ws.next()).await.ok()?,
            Self::Blocking(ws) => ws.read(),
            Self::BlockingTapped(ws) => ws.read(),
        };
        match read {
            Err(Error::ConnectionClosed | Error::AlreadyClosed) => None,
            Err(Error::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => None,
            read => Some(read),
        }
    }
}

/// Each wrapper in each role, and who the peer is then.
pub(crate) fn all() -> impl Iterator<Item = (Kind, Role, Role)> {
    Kind::ALL
        .into_iter()
        .flat_map(|kind| [Role::Server, Role::Client].map(|role| (kind, role, other(role))))
}
