//! `tokio_tungstenite::WebSocketStream` as a [`Socket`].

use std::{
    marker::PhantomData,
    mem::MaybeUninit,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Instant,
};

use futures_core::Stream;
use futures_sink::Sink;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Error, Message};

use crate::{
    Close, Role,
    connection::WireInfo,
    driver::{Sleeping, Socket, Wrapped, poll_unconstrained},
    quirks::Tungstenite,
    sockets::Transport,
    tap::{Foreign, Peeked},
};

/// tokio-tungstenite's stream as a [`Socket`].
#[derive(Debug)]
pub(super) struct Tokio<Io, S> {
    pub(super) ws: WebSocketStream<S>,
    io: PhantomData<fn() -> Io>,
}

impl<Io, S> Tokio<Io, S> {
    pub(super) fn new(ws: WebSocketStream<S>) -> Self {
        Self { ws, io: PhantomData }
    }
}

impl<Io, S> Wrapped for Tokio<Io, S> {
    type Library = Tungstenite;
    type Timer = Sleeping;
}

impl<Io, S> Socket for Tokio<Io, S>
where
    Io: AsyncRead + AsyncWrite + Unpin,
    S: AsyncRead + AsyncWrite + Transport<Io> + Unpin,
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
            let io = Pin::new(self.ws.get_mut().io_mut());
            match ready!(io.poll_read(cx, &mut discarded)) {
                Ok(()) if !discarded.filled().is_empty() => {}
                _ => return Poll::Ready(()),
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    fn poll_peek(&mut self, cx: &mut Context<'_>) -> Peeked {
        self.ws.get_mut().poll_peek(cx)
    }

    fn set_read_deadline(&mut self, deadline: Instant) {
        self.ws.get_mut().set_read_deadline(deadline);
    }

    fn ignore_writes(&mut self) {
        self.ws.get_mut().ignore_writes();
    }

    fn room_for_close(&self, role: Role) -> usize {
        Close::room_in(self.ws.get_config().max_write_buffer_size, role)
    }

    fn foreign(&self) -> Option<Foreign> {
        self.ws.get_ref().foreign()
    }

    fn wire_info(&self) -> WireInfo<'_> {
        WireInfo {
            close: self.ws.get_ref().wire_close(),
            accept_unmasked_frames: self.ws.get_config().accept_unmasked_frames,
        }
    }

    fn poll_unconstrained<T>(
        cx: &mut Context<'_>,
        poll: impl FnMut(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        poll_unconstrained(cx, poll)
    }
}
