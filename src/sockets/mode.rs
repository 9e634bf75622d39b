//! Whether a WebSocket runs on the user's io itself, or on a tap around it.
//!
//! It is a type, so that a message pays nothing for it, and so that one parameter with a default is all
//! that the wrappers have besides the user's io. What a tap knows is asked for here; what is made of it
//! stands in the driver.

#[cfg(feature = "tokio")]
use std::task::Context;

use crate::{CloseTap, Source, tap::Watch};

/// Whether a [`CloseTap`] lies under a wrapper's WebSocket: [`Tapped`] or [`Untapped`].
///
/// It has no implementations but these two. Code that names neither is generic over them:
///
/// ```
/// use closeframe::{Mode, MonitoredSocket};
///
/// struct Session<Io, M: Mode> {
///     ws: MonitoredSocket<Io, M>,
/// }
/// ```
pub trait Mode: sealed::Sealed + 'static {
    /// What the WebSocket runs on: `CloseTap<Io>`, or `Io` itself.
    type Transport<Io>;

    #[doc(hidden)]
    const SOURCE: Source;

    #[doc(hidden)]
    fn io<Io>(transport: &Self::Transport<Io>) -> &Io;

    #[doc(hidden)]
    fn io_mut<Io>(transport: &mut Self::Transport<Io>) -> &mut Io;

    /// What a tap knows, and can be told.
    #[doc(hidden)]
    fn watch<Io>(_: &Self::Transport<Io>) -> Option<&Watch> {
        None
    }

    #[doc(hidden)]
    fn watch_mut<Io>(_: &mut Self::Transport<Io>) -> Option<&mut Watch> {
        None
    }

    /// What lies unread, where a tap can look.
    #[cfg(feature = "tokio")]
    #[doc(hidden)]
    fn poll_peek<Io: tokio::io::AsyncRead + Unpin>(
        _: &mut Self::Transport<Io>,
        _: &mut Context<'_>,
    ) -> crate::tap::Peeked {
        crate::tap::Peeked::Nothing
    }
}

/// A tap lies under the WebSocket, and sees what the peer really sends. Only a name: it has no values.
#[derive(Debug)]
pub enum Tapped {}

/// The WebSocket runs on the user's io itself: reports rely on what its library tells. Only a name: it
/// has no values.
#[derive(Debug)]
pub enum Untapped {}

impl Mode for Tapped {
    type Transport<Io> = CloseTap<Io>;

    const SOURCE: Source = Source::Wire;

    fn io<Io>(tap: &CloseTap<Io>) -> &Io {
        tap.get_ref()
    }

    fn io_mut<Io>(tap: &mut CloseTap<Io>) -> &mut Io {
        tap.get_mut()
    }

    fn watch<Io>(tap: &CloseTap<Io>) -> Option<&Watch> {
        Some(tap.watch())
    }

    fn watch_mut<Io>(tap: &mut CloseTap<Io>) -> Option<&mut Watch> {
        Some(tap.watch_mut())
    }

    #[cfg(feature = "tokio")]
    fn poll_peek<Io: tokio::io::AsyncRead + Unpin>(
        tap: &mut CloseTap<Io>,
        cx: &mut Context<'_>,
    ) -> crate::tap::Peeked {
        tap.poll_peek(cx)
    }
}

impl Mode for Untapped {
    type Transport<Io> = Io;

    const SOURCE: Source = Source::Tungstenite;

    fn io<Io>(io: &Io) -> &Io {
        io
    }

    fn io_mut<Io>(io: &mut Io) -> &mut Io {
        io
    }
}

mod sealed {
    pub trait Sealed {}

    impl Sealed for super::Tapped {}
    impl Sealed for super::Untapped {}
}
