//! The wrappers: messages in and out, with every close frame seen.

#[cfg(feature = "tokio")]
mod accept;
#[cfg(feature = "axum")]
mod axum;
mod blocking;
#[cfg(feature = "tokio")]
mod stream;

use std::time::Instant;

#[cfg(feature = "axum")]
pub use self::axum::MonitoredWebSocket;
pub use self::blocking::MonitoredSocket;
#[cfg(feature = "tokio")]
pub use self::stream::MonitoredStream;
use crate::{
    CloseMonitor, CloseTap, Role, Source,
    tap::{Foreign, RawClose},
};

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
    fn wrap_with(self, monitor: &CloseMonitor, role: Role) -> Self::Wrapped;
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
    fn wrap_tapped_with(self, monitor: &CloseMonitor, role: Role) -> Self::Wrapped;
}

/// An async socket of this crate that can finish its close handshake: what [`serve`](crate::serve)
/// takes. Implemented for its async wrappers.
#[cfg(feature = "tokio")]
pub trait CloseAsync: sealed::Sealed {
    #[doc(hidden)]
    fn close_async(&mut self, close: crate::Close) -> impl Future<Output = ()> + Send;
}

/// What lies under a WebSocket: the user's `Io` itself, or a [`CloseTap`] around it.
///
/// It has no implementations but these two.
pub trait Transport<Io> {
    #[doc(hidden)]
    fn io(&self) -> &Io;

    #[doc(hidden)]
    fn io_mut(&mut self) -> &mut Io;

    /// The close frame that the WebSocket has been given whole, where a tap saw it.
    #[doc(hidden)]
    fn wire_close(&self) -> Option<&RawClose>;

    /// What lies unread, where a tap can look.
    #[cfg(feature = "tokio")]
    #[doc(hidden)]
    fn poll_peek(&mut self, _: &mut std::task::Context<'_>) -> crate::tap::Peeked
    where
        Io: tokio::io::AsyncRead + Unpin,
    {
        crate::tap::Peeked::Nothing
    }

    /// What came where a frame was due, where a tap saw that it is none.
    #[doc(hidden)]
    fn foreign(&self) -> Option<Foreign>;

    /// Has blocking reads end at that moment, where a tap can see to it.
    #[doc(hidden)]
    fn set_read_deadline(&mut self, moment: Instant);

    /// Has writes succeed without being written, where a tap can see to it.
    #[doc(hidden)]
    fn ignore_writes(&mut self);

    #[doc(hidden)]
    const SOURCE: Source;
}

impl<Io> Transport<Io> for Io {
    fn io(&self) -> &Io {
        self
    }

    fn io_mut(&mut self) -> &mut Io {
        self
    }

    fn wire_close(&self) -> Option<&RawClose> {
        None
    }

    fn foreign(&self) -> Option<Foreign> {
        None
    }

    fn set_read_deadline(&mut self, _: Instant) {}

    fn ignore_writes(&mut self) {}

    const SOURCE: Source = Source::Tungstenite;
}

impl<Io> Transport<Io> for CloseTap<Io> {
    fn io(&self) -> &Io {
        self.get_ref()
    }

    fn io_mut(&mut self) -> &mut Io {
        self.get_mut()
    }

    fn wire_close(&self) -> Option<&RawClose> {
        self.delivered_close()
    }

    #[cfg(feature = "tokio")]
    fn poll_peek(&mut self, cx: &mut std::task::Context<'_>) -> crate::tap::Peeked
    where
        Io: tokio::io::AsyncRead + Unpin,
    {
        Self::poll_peek(self, cx)
    }

    fn foreign(&self) -> Option<Foreign> {
        Self::foreign(self)
    }

    fn set_read_deadline(&mut self, deadline: Instant) {
        Self::set_read_deadline(self, deadline);
    }

    fn ignore_writes(&mut self) {
        Self::ignore_writes(self);
    }

    const SOURCE: Source = Source::Wire;
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
    impl<Io, S> Sealed for super::MonitoredStream<Io, S>
    where
        Io: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
        S: tokio::io::AsyncRead + tokio::io::AsyncWrite + super::Transport<Io> + Unpin,
    {
    }
    #[cfg(feature = "axum")]
    impl Sealed for ::axum::extract::ws::WebSocket {}
    #[cfg(feature = "axum")]
    impl Sealed for super::MonitoredWebSocket {}
}
