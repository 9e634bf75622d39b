//! An io over memory that ends in the ways in which TCP does.
//!
//! `tokio::io::duplex` knows neither a reset nor a peer that reads and is silent, and a test needs both. One
//! end is the wrapper's, and an ordinary io; the other is the peer's, which acts on what lies between the two
//! at once, without a task. It knows nothing of WebSockets but where a frame ends.

use std::{
    io,
    pin::{Pin, pin},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker, ready},
};

use bytes::{Buf, BytesMut};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    sync::Semaphore,
};

use super::{Transport, frames};
use crate::ReceivedClose;

/// What we may write before the peer reads, about what a socket of TCP takes.
pub(super) const CAPACITY: usize = 64 * 1024;

/// Our end of a connection over memory: what the handler under test holds.
///
/// It behaves as TCP does. What the peer has sent before it ended is read first. What is written to a peer that
/// is gone is lost, and after 64 KiB fails. An end that is dropped with input unread is reset.
#[derive(Debug)]
pub struct MemoryIo {
    wire: Arc<Wire>,
    /// Never used up: it has tokio's cooperative budget charged for each call, so that a handler that never
    /// waits cannot keep the test from running.
    budget: Semaphore,
}

impl MemoryIo {
    pub(super) fn new(wire: Arc<Wire>) -> Self {
        Self { wire, budget: Semaphore::new(1) }
    }

    fn charge(&self, cx: &mut Context<'_>) -> Poll<()> {
        pin!(self.budget.acquire()).poll(cx).map(drop)
    }
}

impl AsyncRead for MemoryIo {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        ready!(self.charge(cx));
        let mut line = self.wire.line();
        if !line.to_us.is_empty() {
            let len = line.to_us.len().min(buf.remaining());
            buf.put_slice(&line.to_us.split_to(len));
            return Poll::Ready(Ok(()));
        }
        match line.peer {
            PeerSide::Gone { .. } => Poll::Ready(Ok(())),
            PeerSide::Failed(kind) => Poll::Ready(Err(kind.into())),
            _ => {
                line.reader = Some(cx.waker().clone());
                Poll::Pending
            }
        }
    }
}

impl AsyncWrite for MemoryIo {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        ready!(self.charge(cx));
        let mut line = self.wire.line();
        let len = match line.peer {
            _ if line.us != Transport::Open => return broken_pipe(),
            PeerSide::Failed(kind) => return Poll::Ready(Err(kind.into())),
            // What comes to a closed socket is lost, until the peer's system says so by a reset.
            PeerSide::Gone { room } => {
                let Some(room) = room.checked_sub(bytes.len()) else { return broken_pipe() };
                line.peer = PeerSide::Gone { room };
                return Poll::Ready(Ok(bytes.len()));
            }
            PeerSide::Reads => bytes.len().min(CAPACITY.saturating_sub(line.to_peer.len())),
            PeerSide::Listens => bytes.len(),
            PeerSide::TakesNothing => 0,
        };
        if len == 0 && !bytes.is_empty() {
            line.writer = Some(cx.waker().clone());
            return Poll::Pending;
        }
        line.to_peer.extend_from_slice(&bytes[..len]);
        if line.peer == PeerSide::Listens {
            while line.take_frame().is_some() {}
        }
        line.wake_peer();
        Poll::Ready(Ok(len))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.wire.line().end_ours(Transport::Ended);
        Poll::Ready(Ok(()))
    }
}

impl Drop for MemoryIo {
    fn drop(&mut self) {
        let mut line = self.wire.line();
        line.is_dropped = true;
        let unread = !line.to_us.is_empty();
        line.end_ours(if unread { Transport::Reset } else { Transport::Ended });
    }
}

/// What lies between the two ends.
#[derive(Debug, Default)]
pub(super) struct Wire(Mutex<Line>);

impl Wire {
    /// A test that panics drops its sockets, which must not panic again.
    pub(super) fn line(&self) -> MutexGuard<'_, Line> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug, Default)]
pub(super) struct Line {
    to_us: BytesMut,
    to_peer: BytesMut,
    /// What the peer has read of that, and has not come to the end of.
    at_hand: BytesMut,
    pub(super) peer: PeerSide,
    /// How our side of TCP looks to the peer.
    pub(super) us: Transport,
    is_dropped: bool,
    /// Our first close frame, as far as the peer has read.
    pub(super) close: Option<ReceivedClose>,
    reader: Option<Waker>,
    writer: Option<Waker>,
    pub(super) at_peer: Option<Waker>,
}

/// What the peer does with TCP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum PeerSide {
    /// It takes what fits, and reads when the test has it read.
    #[default]
    Reads,
    /// It takes all there is, and is silent.
    Listens,
    TakesNothing,
    /// It has closed its socket; `room`: how much may be written before that shows.
    Gone {
        room: usize,
    },
    /// Every call fails.
    Failed(io::ErrorKind),
}

impl Line {
    /// The peer sends.
    pub(super) fn send(&mut self, bytes: &[u8]) {
        if self.is_dropped {
            self.us = Transport::Reset;
            return;
        }
        self.to_us.extend_from_slice(bytes);
        wake(&mut self.reader);
    }

    pub(super) fn set_peer(&mut self, peer: PeerSide) {
        self.peer = peer;
        if peer == PeerSide::Listens {
            while self.take_frame().is_some() {}
        }
        wake(&mut self.reader);
        wake(&mut self.writer);
    }

    /// First byte and payload of the next frame of ours that has come in whole.
    pub(super) fn take_frame(&mut self) -> Option<(u8, Vec<u8>)> {
        self.read();
        let (frame, len) = frames::split(&self.at_hand)?;
        self.at_hand.advance(len);
        if frame.0 == frames::CLOSE && self.close.is_none() {
            self.close = Some(ReceivedClose::from_payload(&frame.1));
        }
        Some(frame)
    }

    /// The response to the opening handshake with the blank line behind it, or what there is of it if there
    /// will be no more.
    pub(super) fn take_head(&mut self) -> Option<BytesMut> {
        self.read();
        let end = self.at_hand.windows(4).position(|bytes| bytes == b"\r\n\r\n");
        match end {
            Some(end) => Some(self.at_hand.split_to(end + 4)),
            None => (self.us != Transport::Open).then(|| self.at_hand.split()),
        }
    }

    fn read(&mut self) {
        self.at_hand.unsplit(self.to_peer.split());
        wake(&mut self.writer);
    }

    fn end_ours(&mut self, how: Transport) {
        if self.us == Transport::Open || how == Transport::Reset {
            self.us = how;
        }
        self.wake_peer();
    }

    fn wake_peer(&mut self) {
        wake(&mut self.at_peer);
    }
}

fn broken_pipe() -> Poll<io::Result<usize>> {
    Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()))
}

fn wake(waker: &mut Option<Waker>) {
    if let Some(waker) = waker.take() {
        waker.wake();
    }
}
