//! The wrappers: messages in and out, with every close frame seen.

#[cfg(feature = "tokio")]
mod accept;
#[cfg(feature = "axum")]
mod axum;
mod blocking;
mod close_error;
mod mode;
#[cfg(feature = "tokio")]
mod stream;

#[cfg(feature = "axum")]
pub use self::axum::MonitoredWebSocket;
#[cfg(feature = "tokio")]
pub use self::stream::MonitoredStream;
pub use self::{
    blocking::MonitoredSocket,
    close_error::CloseError,
    mode::{Mode, Tapped, Untapped},
};
use crate::CloseMonitor;

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

/// A WebSocket whose io is a [`CloseTap`](crate::CloseTap).
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

/// An async socket of this crate that can finish its close handshake. Not to be named by others: it is
/// there for `serve` alone.
#[cfg(feature = "tokio")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no async socket of closeframe's",
    label = "not a `MonitoredStream`, nor a `MonitoredWebSocket`",
    note = "wrap it first, with `CloseMonitor::wrap` for example; a handler borrows what `serve` owns"
)]
pub trait CloseAsync: sealed::Sealed {
    #[doc(hidden)]
    fn close_async(&mut self, close: crate::Close) -> impl Future<Output = ()> + Send;
}

/// The monitor for a connection whose handshake is over: its codes are explained by the subprotocol
/// that was negotiated, if the catalog knows it.
#[cfg(feature = "tokio")]
fn negotiated<'l>(
    monitor: &'l CloseMonitor,
    header: Option<&tungstenite::http::HeaderValue>,
) -> std::borrow::Cow<'l, CloseMonitor> {
    use std::borrow::Cow;

    match header.and_then(|value| value.to_str().ok()) {
        Some(subprotocol) if monitor.catalog().negotiable().next().is_some() => {
            Cow::Owned(monitor.for_subprotocol(subprotocol))
        }
        _ => Cow::Borrowed(monitor),
    }
}

mod sealed {
    pub trait Sealed {}

    impl<S> Sealed for tungstenite::WebSocket<S> {}
    #[cfg(feature = "tokio")]
    impl<S> Sealed for tokio_tungstenite::WebSocketStream<S> {}
    #[cfg(feature = "tokio")]
    impl<Io, M: super::Mode> Sealed for super::MonitoredStream<Io, M> {}
    #[cfg(feature = "axum")]
    impl Sealed for ::axum::extract::ws::WebSocket {}
    #[cfg(feature = "axum")]
    impl Sealed for super::MonitoredWebSocket {}
}
