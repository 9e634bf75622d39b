//! What a monitor can wrap, and as whose end of the connection.
//!
//! tungstenite knows whether a socket is a server's or a client's, but does not tell: so there is a trait
//! for each, and a tap knows it from whoever made it. The wrappers themselves stand beside.

use std::io::{Read, Write};

#[cfg(feature = "axum")]
use ::axum::extract::ws;
#[cfg(feature = "tokio")]
use tokio::io::{AsyncRead, AsyncWrite};
#[cfg(feature = "tokio")]
use tokio_tungstenite::WebSocketStream;
use tungstenite::WebSocket;

#[cfg(feature = "tokio")]
use super::MonitoredStream;
#[cfg(feature = "axum")]
use super::MonitoredWebSocket;
use super::{MonitoredSocket, Untapped, sealed};
use crate::{CloseMonitor, CloseTap, Role};

/// A WebSocket that a [`CloseMonitor`] can wrap; implemented for tungstenite's, tokio-tungstenite's and
/// axum's.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no WebSocket that closeframe can wrap",
    label = "not a socket of the `tungstenite`, `tokio-tungstenite` or `axum` that closeframe was built with",
    note = "another version of the library has other types: use `closeframe::tungstenite` and `closeframe::tokio_tungstenite`, or depend on the same versions",
    note = "tokio-tungstenite's sockets need the feature `tokio`, axum 0.8's the feature `axum`",
    note = "for another framework's socket, take its upgraded io, and make a `WebSocketStream` over `CloseMonitor::tap_upgraded`"
)]
pub trait Wrap: sealed::Sealed {
    /// The wrapper.
    type Wrapped;

    #[doc(hidden)]
    fn wrap_with(self, monitor: &CloseMonitor) -> Self::Wrapped;
}

/// A WebSocket that [`CloseMonitor::wrap_client`] can wrap; implemented for tungstenite's and
/// tokio-tungstenite's.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no WebSocket that closeframe can wrap as a client's",
    label = "not a socket of the `tungstenite` or `tokio-tungstenite` that closeframe was built with",
    note = "axum's sockets are a server's: use `CloseMonitor::wrap`",
    note = "another version of the library has other types: use `closeframe::tungstenite` and `closeframe::tokio_tungstenite`, or depend on the same versions"
)]
pub trait WrapClient: Wrap {
    #[doc(hidden)]
    fn wrap_client_with(self, monitor: &CloseMonitor) -> Self::Wrapped;
}

/// A WebSocket whose io is a [`CloseTap`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no WebSocket over a `CloseTap`",
    label = "its io is not a tap, or it is a socket of another version of `tungstenite`",
    note = "give the io to `CloseMonitor::tap` before the handshake, or to `tap_upgraded` after it; a socket without a tap goes to `CloseMonitor::wrap`",
    note = "another version of the library has other types: use `closeframe::tungstenite` and `closeframe::tokio_tungstenite`, or depend on the same versions"
)]
pub trait WrapTapped: sealed::Sealed {
    /// The wrapper.
    type Wrapped;

    #[doc(hidden)]
    fn wrap_tapped_with(self, monitor: &CloseMonitor) -> Self::Wrapped;
}

impl<Io: Read + Write> Wrap for WebSocket<Io> {
    type Wrapped = MonitoredSocket<Io, Untapped>;

    fn wrap_with(self, monitor: &CloseMonitor) -> Self::Wrapped {
        MonitoredSocket::new(self, monitor, Role::Server)
    }
}

impl<Io: Read + Write> WrapClient for WebSocket<Io> {
    fn wrap_client_with(self, monitor: &CloseMonitor) -> Self::Wrapped {
        MonitoredSocket::new(self, monitor, Role::Client)
    }
}

impl<Io: Read + Write> WrapTapped for WebSocket<CloseTap<Io>> {
    type Wrapped = MonitoredSocket<Io>;

    fn wrap_tapped_with(mut self, monitor: &CloseMonitor) -> Self::Wrapped {
        let config = *self.get_config();
        let role = self.get_mut().watch_mut().activate(&config);
        MonitoredSocket::new(self, monitor, role)
    }
}

#[cfg(feature = "tokio")]
impl<Io: AsyncRead + AsyncWrite + Unpin> Wrap for WebSocketStream<Io> {
    type Wrapped = MonitoredStream<Io, Untapped>;

    fn wrap_with(self, monitor: &CloseMonitor) -> Self::Wrapped {
        MonitoredStream::new(self, monitor, Role::Server)
    }
}

#[cfg(feature = "tokio")]
impl<Io: AsyncRead + AsyncWrite + Unpin> WrapClient for WebSocketStream<Io> {
    fn wrap_client_with(self, monitor: &CloseMonitor) -> Self::Wrapped {
        MonitoredStream::new(self, monitor, Role::Client)
    }
}

#[cfg(feature = "tokio")]
impl<Io: AsyncRead + AsyncWrite + Unpin> WrapTapped for WebSocketStream<CloseTap<Io>> {
    type Wrapped = MonitoredStream<Io>;

    fn wrap_tapped_with(mut self, monitor: &CloseMonitor) -> Self::Wrapped {
        let config = *self.get_config();
        let role = self.get_mut().watch_mut().activate(&config);
        MonitoredStream::new(self, monitor, role)
    }
}

#[cfg(feature = "axum")]
impl Wrap for ws::WebSocket {
    type Wrapped = MonitoredWebSocket;

    fn wrap_with(self, monitor: &CloseMonitor) -> Self::Wrapped {
        MonitoredWebSocket::new(self, monitor)
    }
}
