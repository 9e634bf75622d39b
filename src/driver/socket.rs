//! What a WebSocket must offer to be wrapped.

use std::{
    fmt::Debug,
    pin::Pin,
    task::{Context, Poll},
    time::Instant,
};

use crate::{Role, connection::WireInfo, quirks::Library, tap::Watch};

/// A WebSocket of some library: messages in and out, and the end of TCP. A blocking one says `Pending`
/// where its stream says `WouldBlock`.
pub(crate) trait Socket: Wrapped {
    /// Whether a call can be made without waiting, and more than one task may have a half.
    const IS_ASYNC: bool;

    fn poll_read(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Message<Self>, Error<Self>>>>;
    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error<Self>>>;
    fn start_send(&mut self, message: Message<Self>) -> Result<(), Error<Self>>;
    fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error<Self>>>;

    /// Flushes so that what was handed over has left when it is done, the transport's own buffer
    /// included, as far as that can be reached.
    ///
    /// tungstenite has to be flushed *twice* (Q10, Q16): as server it says "done" while its answer
    /// to a close still has no room in a write buffer with a limit, and it takes a reset for the end of
    /// a close handshake; the second flush shows what became of it.
    fn poll_flush_through(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error<Self>>>;

    /// Shuts our side of TCP; `None` where that can't be done but by dropping the socket.
    fn poll_shutdown(&mut self, cx: &mut Context<'_>) -> Option<Poll<()>>;

    /// Reads and discards input, past all layers, until there is none for now (`Pending`) or no
    /// more (`Ready`).
    fn poll_discard(&mut self, cx: &mut Context<'_>) -> Poll<()>;

    /// What lies unread, where a tap can look without handing it up; the waker is woken when there is
    /// more.
    #[cfg(feature = "tokio")]
    fn poll_peek(&mut self, _: &mut Context<'_>) -> crate::tap::Peeked {
        crate::tap::Peeked::Nothing
    }

    /// What a tap under the socket knows, and can be told.
    fn watch(&self) -> Option<&Watch> {
        None
    }

    fn watch_mut(&mut self) -> Option<&mut Watch> {
        None
    }

    /// The socket is dropped, to end TCP.
    fn release(self) -> Self::Remains;

    /// How many bytes of payload a close frame may have, to fit the write buffer when that is empty.
    fn room_for_close(&self, role: Role) -> usize;

    /// tungstenite's setting of that name, as far as the library tells it.
    fn accept_unmasked_frames(&self) -> bool {
        false
    }

    /// What is known about the close frame that came in, beside what the library tells. The tap lets go of it.
    fn take_wire_info(&mut self) -> WireInfo {
        WireInfo {
            close: self.watch_mut().and_then(Watch::take_close),
            accept_unmasked_frames: self.accept_unmasked_frames(),
        }
    }

    /// Polls outside of what a runtime grants a task: one that has spent its budget would be told
    /// `Pending` by a socket that is ready.
    fn poll_unconstrained<T>(
        cx: &mut Context<'_>,
        poll: impl FnMut(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T>;
}

/// What is known of a socket's type whatever its io can do; so that a struct may hold one without bounds.
pub(crate) trait Wrapped: Sized {
    type Library: Library;
    type Timer: Timer;
    /// What is kept of a socket that is dropped to end TCP.
    type Remains: Send + Debug;
}

/// What is sent and received.
pub(crate) type Message<S> = <<S as Wrapped>::Library as Library>::Message;
/// What goes wrong.
pub(crate) type Error<S> = <<S as Wrapped>::Library as Library>::Error;

/// Wakes a task at a moment.
pub(crate) trait Timer: Default {
    /// Whether that moment has come, by the clock; if not, whoever polls is woken then. Where nobody can
    /// be woken, a wait that is only a courtesy is over at once.
    fn poll_at(
        self: Pin<&mut Self>,
        moment: Instant,
        is_courtesy: bool,
        cx: &mut Context<'_>,
    ) -> Poll<()>;
}

/// A timer in a box of its own, which it gets when it is first waited for.
#[derive(Debug, Default)]
pub(crate) struct Boxed<T>(Option<Pin<Box<T>>>);

impl<T: Timer> Boxed<T> {
    /// As [`Timer::poll_at`].
    pub(crate) fn poll_at(
        &mut self,
        moment: Instant,
        is_courtesy: bool,
        cx: &mut Context<'_>,
    ) -> Poll<()> {
        self.0.get_or_insert_with(|| Box::pin(T::default())).as_mut().poll_at(
            moment,
            is_courtesy,
            cx,
        )
    }
}
