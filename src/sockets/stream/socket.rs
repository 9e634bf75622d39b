//! `tokio_tungstenite::WebSocketStream` as a [`Socket`].

use std::{
    fmt,
    mem::MaybeUninit,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::Stream;
use futures_sink::Sink;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Error, Message};

use crate::{
    Close, Role,
    driver::{Sleeping, Socket, Wrapped, poll_unconstrained},
    quirks::Tungstenite,
    sockets::Mode,
    tap::{Peeked, Watch},
};

/// tokio-tungstenite's stream as a [`Socket`].
pub(super) struct Tokio<Io, M: Mode> {
    pub(super) ws: WebSocketStream<M::Transport<Io>>,
}

impl<Io, M: Mode> fmt::Debug for Tokio<Io, M>
where
    M::Transport<Io>: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.ws.fmt(f)
    }
}

impl<Io, M: Mode> Wrapped for Tokio<Io, M> {
    type Library = Tungstenite;
    type Timer = Sleeping;
    type Remains = ();
}

impl<Io, M> Socket for Tokio<Io, M>
where
    Io: AsyncRead + AsyncWrite + Unpin,
    M: Mode,
    M::Transport<Io>: AsyncRead + AsyncWrite + Unpin,
{
    const IS_ASYNC: bool = true;

    #[inline]
    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Message, Error>>> {
        Pin::new(&mut self.ws).poll_next(cx)
    }

    #[inline]
    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.ws).poll_ready(cx)
    }

    #[inline]
    fn start_send(&mut self, message: Message) -> Result<(), Error> {
        Pin::new(&mut self.ws).start_send(message)
    }

    #[inline]
    fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.ws).poll_flush(cx)
    }

    fn poll_flush_through(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        ready!(self.poll_flush(cx))?;
        ready!(self.poll_flush(cx))?;
        Pin::new(self.ws.get_mut()).poll_flush(cx).map_err(Error::from)
    }

    fn poll_shutdown(&mut self, cx: &mut Context<'_>) -> Option<Poll<()>> {
        // If the peer is gone already, that is no news.
        Some(Pin::new(self.ws.get_mut()).poll_shutdown(cx).map(|_| ()))
    }

    fn poll_discard(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        /// A peer that floods us must not keep the task from others.
        const READS_AT_ONCE: usize = 32;
        let mut scratch = [MaybeUninit::uninit(); 8192];
        for _ in 0..READS_AT_ONCE {
            let mut discarded = ReadBuf::uninit(&mut scratch);
            let io = Pin::new(M::io_mut(self.ws.get_mut()));
            match ready!(io.poll_read(cx, &mut discarded)) {
                Ok(()) if !discarded.filled().is_empty() => {}
                _ => return Poll::Ready(()),
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    fn poll_peek(&mut self, cx: &mut Context<'_>) -> Peeked {
        M::poll_peek(self.ws.get_mut(), cx)
    }

    fn release(self) {}

    fn watch(&self) -> Option<&Watch> {
        M::watch(self.ws.get_ref())
    }

    fn watch_mut(&mut self) -> Option<&mut Watch> {
        M::watch_mut(self.ws.get_mut())
    }

    fn room_for_close(&self, role: Role) -> usize {
        Close::room_in(self.ws.get_config().max_write_buffer_size, role)
    }

    fn accept_unmasked_frames(&self) -> bool {
        self.ws.get_config().accept_unmasked_frames
    }

    fn poll_unconstrained<T>(
        cx: &mut Context<'_>,
        poll: impl FnMut(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        poll_unconstrained(cx, poll)
    }
}
