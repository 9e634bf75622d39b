//! The wrappers: messages in and out, with every close frame seen.

#[cfg(feature = "tokio")]
mod accept;
#[cfg(feature = "axum")]
mod axum;
mod blocking;
mod close_error;
#[cfg(feature = "tokio")]
mod connect;
mod mode;
#[cfg(feature = "tokio")]
mod stream;
#[cfg(feature = "tokio")]
#[cfg_attr(not(feature = "rustls"), path = "no_tls.rs")]
mod tls;
mod told;
#[cfg(feature = "hyper")]
mod upgrade;
#[cfg(feature = "hyper")]
mod upgrade_check;
mod wrap;

#[cfg(feature = "axum")]
pub use self::axum::MonitoredWebSocket;
#[cfg(feature = "tokio")]
pub use self::stream::MonitoredStream;
pub use self::{
    blocking::MonitoredSocket,
    close_error::CloseError,
    mode::{Mode, Tapped, Untapped},
    told::MonitoredConnection,
    wrap::{Wrap, WrapClient, WrapTapped},
};
#[cfg(feature = "hyper")]
pub use self::{upgrade::Upgrading, upgrade_check::UpgradeRejected};
#[cfg(feature = "tokio")]
use crate::CloseMonitor;

/// An async socket of this crate that can finish its close handshake. Not to be named by others: it is
/// there for `serve` alone.
#[cfg(feature = "tokio")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no async socket of closeframe's",
    label = "not a `MonitoredStream`, nor one of those over axum",
    note = "wrap it first, with `CloseMonitor::wrap` for example; a handler borrows what `serve` owns"
)]
pub trait CloseAsync: sealed::Sealed {
    #[doc(hidden)]
    fn close_async(&mut self, close: crate::Close) -> impl Future<Output = ()> + Send;
}

/// The monitor for a connection whose handshake is over: its codes are explained by the subprotocol
/// that was negotiated, if the catalog knows it.
#[cfg(feature = "tokio")]
pub(crate) fn negotiated<'l>(
    monitor: &'l CloseMonitor,
    header: Option<&tungstenite::http::HeaderValue>,
) -> std::borrow::Cow<'l, CloseMonitor> {
    use std::borrow::Cow;

    match header {
        Some(value) => Cow::Owned(monitor.for_subprotocol(&crate::origin::header(value))),
        None => Cow::Borrowed(monitor),
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
    #[cfg(feature = "axum")]
    impl Sealed for crate::axum::WebSocket {}
}
