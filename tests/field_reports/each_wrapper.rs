//! All wrappers behind one face, each over a valve, to put the same peer in front of each.

use std::{sync::Arc, time::Duration};

use closeframe::{
    Close, CloseError, CloseHandle, CloseMonitor, CloseReport, MonitoredSocket, MonitoredStream,
    Policy, Role, Untapped,
};
use futures_util::{FutureExt, SinkExt, StreamExt};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Message, WebSocket, protocol::WebSocketConfig};

#[cfg(feature = "axum")]
use crate::upgraded;
use crate::{
    gated_io::{Far, Valve},
    read_result::Next,
    report_line::Said,
    stream_and_sink::{Speaks, Ws},
    wire::{InRole, host},
};

/// Which wrapper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Async,
    AsyncTapped,
    Blocking,
    BlockingTapped,
    #[cfg(feature = "axum")]
    Axum,
}

impl Kind {
    const ALL: &[Self] = &[
        Self::Async,
        Self::AsyncTapped,
        Self::Blocking,
        Self::BlockingTapped,
        #[cfg(feature = "axum")]
        Self::Axum,
    ];

    pub(crate) fn is_blocking(self) -> bool {
        matches!(self, Self::Blocking | Self::BlockingTapped)
    }

    pub(crate) fn is_tapped(self) -> bool {
        matches!(self, Self::AsyncTapped | Self::BlockingTapped)
    }

    /// The monitor for a test that waits for `close_timeout`, and the seconds that this takes: none
    /// where the clock cannot be paused.
    pub(crate) fn with_its_close_timeout(self, monitor: CloseMonitor) -> (CloseMonitor, u64) {
        if !self.is_blocking() {
            return (monitor, 10);
        }
        let at_once = Policy::default().with_close_timeout(Duration::ZERO);
        (monitor.with_policy(at_once), 0)
    }

    /// Whose library does not tell its configuration.
    pub(crate) fn hides_its_limits(self) -> bool {
        !self.is_blocking() && !matches!(self, Self::Async | Self::AsyncTapped)
    }

    fn has(self, role: Role) -> bool {
        role == Role::Server
            || self.is_blocking()
            || matches!(self, Self::Async | Self::AsyncTapped)
    }
}

/// Each wrapper in each of its roles.
pub(crate) fn all() -> impl Iterator<Item = (Kind, Role)> {
    let roles = |kind: &Kind| [Role::Server, Role::Client].map(|role| (*kind, role));
    Kind::ALL.iter().flat_map(roles).filter(|(kind, role)| kind.has(*role))
}

/// Those that are polled: they can do something in `Drop`, and have a timer.
pub(crate) fn polled() -> impl Iterator<Item = (Kind, Role)> {
    all().filter(|(kind, _)| !kind.is_blocking())
}

/// Those over a tap.
pub(crate) fn tapped() -> impl Iterator<Item = (Kind, Role)> {
    all().filter(|(kind, _)| kind.is_tapped())
}

/// Those that can look ahead.
pub(crate) fn async_and_tapped() -> impl Iterator<Item = (Kind, Role)> {
    tapped().filter(|(kind, _)| !kind.is_blocking())
}

/// A wrapped socket. Beside a blocking one is what it would wait for.
pub(crate) enum Socket {
    Async(MonitoredStream<Valve, Untapped>),
    AsyncTapped(MonitoredStream<Valve>),
    Blocking(MonitoredSocket<Valve, Untapped>, Far),
    BlockingTapped(MonitoredSocket<Valve>, Far),
    #[cfg(feature = "axum")]
    Axum(closeframe::MonitoredWebSocket),
}

/// Does the one with a socket that is polled, and the other with a blocking one.
macro_rules! by_kind {
    ($socket:expr, $ws:ident => $polled:expr, $also:ident, $far:ident => $blocking:expr) => {
        match $socket {
            Socket::Async($ws) => $polled,
            Socket::AsyncTapped($ws) => $polled,
            #[cfg(feature = "axum")]
            Socket::Axum($ws) => $polled,
            Socket::Blocking($also, $far) => $blocking,
            Socket::BlockingTapped($also, $far) => $blocking,
        }
    };
}

impl Socket {
    /// One that a task finishes when it is dropped, if it is polled.
    pub(crate) async fn open_to_be_finished(
        kind: Kind,
        role: Role,
        monitor: &CloseMonitor,
    ) -> (Self, Far) {
        let (socket, far) = Self::open(kind, role, monitor).await;
        let socket = match socket {
            Self::Async(ws) => Self::Async(ws.finish_on_drop()),
            Self::AsyncTapped(ws) => Self::AsyncTapped(ws.finish_on_drop()),
            #[cfg(feature = "axum")]
            Self::Axum(ws) => Self::Axum(ws.finish_on_drop()),
            blocking => blocking,
        };
        (socket, far)
    }

    pub(crate) async fn open(kind: Kind, role: Role, monitor: &CloseMonitor) -> (Self, Far) {
        Self::open_with(kind, role, monitor, WebSocketConfig::default()).await
    }

    pub(crate) async fn open_with(
        kind: Kind,
        role: Role,
        monitor: &CloseMonitor,
        config: WebSocketConfig,
    ) -> (Self, Far) {
        let (io, far) = Valve::open();
        let socket = match kind {
            Kind::Async => {
                let ws = WebSocketStream::from_raw_socket(io, host(role), Some(config)).await;
                Self::Async(monitor.wrap_in(role, ws))
            }
            Kind::AsyncTapped => {
                let io = monitor.tap_upgraded_in(role, io);
                let ws = WebSocketStream::from_raw_socket(io, host(role), Some(config)).await;
                Self::AsyncTapped(monitor.wrap_tapped(ws))
            }
            Kind::Blocking => {
                let ws = WebSocket::from_raw_socket(io, host(role), Some(config));
                Self::Blocking(monitor.wrap_in(role, ws), far.clone())
            }
            Kind::BlockingTapped => {
                let io = monitor.tap_upgraded_in(role, io);
                let ws = WebSocket::from_raw_socket(io, host(role), Some(config));
                Self::BlockingTapped(monitor.wrap_tapped(ws), far.clone())
            }
            #[cfg(feature = "axum")]
            Kind::Axum => Self::Axum(upgraded::socket(monitor, io, &far, config).await),
        };
        (socket, far)
    }

    /// What is read next, however long that takes.
    pub(crate) async fn next(&mut self) -> Next {
        const LONG: std::time::Duration = std::time::Duration::from_secs(3600);
        by_kind!(self,
            ws => tokio::time::timeout(LONG, ws.next()).await.map_or(Next::NotYet, Next::polled),
            ws, far => loop {
                match Next::read(ws.read()) {
                    Next::NotYet if far.changed().await => {}
                    next => break next,
                }
            }
        )
    }

    /// What can be read without waiting.
    pub(crate) fn next_now(&mut self) -> Next {
        by_kind!(self,
            ws => ws.next().now_or_never().map_or(Next::NotYet, Next::polled),
            ws, _far => Next::read(ws.read())
        )
    }

    /// Reads until there is nothing more; what there was is returned.
    pub(crate) async fn read_on(&mut self) -> Vec<Next> {
        let mut all = Vec::new();
        loop {
            match self.next().await {
                Next::NotYet | Next::Over => return all,
                next => all.push(next),
            }
        }
    }

    /// Sends and flushes, however long that takes.
    pub(crate) async fn send(&mut self, message: Message) -> Result<(), Said> {
        by_kind!(self,
            ws => ws.send(Speaks::of_tungstenite(message)).await.map_err(|error| Said::of(&error)),
            ws, far => {
                let mut sent = ws.send(message).map_err(|error| Said::of(&error));
                while sent == Err(Said::WOULD_BLOCK) && far.changed().await {
                    sent = ws.flush().map_err(|error| Said::of(&error));
                }
                sent
            }
        )
    }

    pub(crate) async fn send_text(&mut self, text: &str) -> Result<(), Said> {
        self.send(Message::text(text)).await
    }

    /// Hands a message over, which leaves as far as the way out is open.
    pub(crate) fn feed(&mut self, message: Message) {
        by_kind!(self,
            ws => drop(ws.feed(Speaks::of_tungstenite(message)).now_or_never()),
            ws, _far => drop(ws.write(message))
        );
    }

    /// Flushes without waiting.
    pub(crate) fn flush_now(&mut self) -> Option<Result<(), Said>> {
        let flushed = by_kind!(self,
            ws => ws.flush().now_or_never()?.map_err(|error| Said::of(&error)),
            ws, _far => ws.flush().map_err(|error| Said::of(&error))
        );
        Some(flushed).filter(|flushed| *flushed != Err(Said::WOULD_BLOCK))
    }

    /// What a blocking socket says to a message, and then to a flush.
    pub(crate) fn send_then_flush_now(
        &mut self,
        message: Message,
    ) -> (Result<(), Said>, Result<(), Said>) {
        by_kind!(self,
            _ws => unreachable!("it waits"),
            ws, _far => {
                let sent = ws.send(message).map_err(|error| Said::of(&error));
                (sent, ws.flush().map_err(|error| Said::of(&error)))
            }
        )
    }

    /// Asks for a close and does not wait.
    pub(crate) fn begin_close(&mut self, close: Close) {
        by_kind!(self,
            ws => drop(ws.close_with(close).now_or_never()),
            ws, _far => drop(ws.close(close.into()))
        );
    }

    /// Closes, and reads on to the end.
    pub(crate) async fn close(&mut self, close: Close) -> Result<Arc<CloseReport>, CloseError> {
        let closed = by_kind!(&mut *self,
            ws => ws.close_with(close).await,
            ws, far => loop {
                match ws.close_with(close.clone()) {
                    Err(CloseError::WouldBlock) if far.changed().await => {}
                    closed => break closed,
                }
            }
        );
        if matches!(self, Self::Blocking(..) | Self::BlockingTapped(..)) {
            self.read_on().await;
        }
        closed
    }

    pub(crate) fn close_handle(&self) -> CloseHandle {
        by_kind!(self, ws => ws.close_handle(), ws, _far => ws.close_handle())
    }

    /// One that is polled, as a stream and sink.
    pub(crate) fn into_ws(self) -> Ws {
        by_kind!(self, ws => Ws::new(ws), _ws, _far => unreachable!("it is blocking"))
    }
}

/// Lets all other tasks do what they can.
pub(crate) async fn settle() {
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
}

pub(crate) fn going_away() -> Close {
    Close::new(1001, "bye").unwrap()
}
