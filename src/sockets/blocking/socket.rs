//! `tungstenite::WebSocket` as a [`Socket`] whose `Pending` is the stream's `WouldBlock`.

use std::{
    fmt,
    io::{self, Read, Write},
    pin::Pin,
    task::{Context, Poll},
    time::Instant,
};

use tungstenite::{Error, Message, Result, WebSocket, protocol::WebSocketConfig};

use crate::{
    Close, Role,
    driver::{Socket, Timer, Wrapped},
    policy::request::is_close,
    quirks::Tungstenite,
    sockets::Mode,
    tap::Watch,
};

/// tungstenite's socket as a [`Socket`].
pub(super) struct Blocking<Io, M: Mode> {
    pub(super) ws: WebSocket<M::Transport<Io>>,
    /// What the stream said last instead of going on.
    pub(super) not_yet: Option<io::Error>,
}

impl<Io, M: Mode> Blocking<Io, M> {
    /// "Not yet" is no result.
    pub(super) fn polled<T>(&mut self, result: Result<T>) -> Poll<Result<T>> {
        match result {
            Err(Error::Io(error)) if is_not_yet(&error) => {
                self.not_yet = Some(error);
                Poll::Pending
            }
            result => Poll::Ready(result),
        }
    }
}

/// A read time-out is `WouldBlock` on Unix; a signal is no reason to give up either.
fn is_not_yet(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted)
}

/// That the connection is closed is the end of its messages.
pub(super) fn until_closed(read: Result<Message>) -> Option<Result<Message>> {
    match read {
        Err(Error::ConnectionClosed | Error::AlreadyClosed) => None,
        read => Some(read),
    }
}

impl<Io, M: Mode> fmt::Debug for Blocking<Io, M>
where
    M::Transport<Io>: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.ws.fmt(f)
    }
}

impl<Io, M: Mode> Wrapped for Blocking<Io, M> {
    type Library = Tungstenite;
    type Timer = NoTimer;
    type Remains = WebSocketConfig;
}

impl<Io, M: Mode> Socket for Blocking<Io, M>
where
    M::Transport<Io>: Read + Write,
{
    const IS_ASYNC: bool = false;

    fn poll_read(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Message>>> {
        let read = self.ws.read();
        self.polled(read).map(until_closed)
    }

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn start_send(&mut self, message: Message) -> Result<()> {
        let is_close =
            message.is_close() || matches!(&message, Message::Frame(frame) if is_close(frame));
        match self.ws.write(message) {
            // tungstenite has it, and flushes a close at once.
            Err(Error::Io(error)) if is_close && is_not_yet(&error) => Ok(()),
            Err(Error::ConnectionClosed) => Ok(()),
            written => written,
        }
    }

    fn poll_flush(&mut self, _: &mut Context<'_>) -> Poll<Result<()>> {
        let flushed = match self.ws.flush() {
            Err(Error::ConnectionClosed) => Ok(()),
            flushed => flushed,
        };
        self.polled(flushed)
    }

    fn poll_flush_through(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        for _ in 0..2 {
            match self.poll_flush(cx) {
                Poll::Ready(Ok(())) => {}
                other => return other,
            }
        }
        let flushed = self.ws.get_mut().flush().map_err(Error::Io);
        self.polled(flushed)
    }

    fn poll_shutdown(&mut self, _: &mut Context<'_>) -> Option<Poll<()>> {
        None
    }

    fn poll_discard(&mut self, _: &mut Context<'_>) -> Poll<()> {
        Poll::Ready(())
    }

    fn release(self) -> WebSocketConfig {
        *self.ws.get_config()
    }

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
        mut poll: impl FnMut(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        poll(cx)
    }
}

/// Nobody is woken: the time is looked at with each call.
#[derive(Debug, Default)]
pub(super) struct NoTimer;

impl Timer for NoTimer {
    fn poll_at(
        self: Pin<&mut Self>,
        moment: Instant,
        is_courtesy: bool,
        _: &mut Context<'_>,
    ) -> Poll<()> {
        if is_courtesy || Instant::now() >= moment { Poll::Ready(()) } else { Poll::Pending }
    }
}
