//! A peer that sends faster than anybody reads, and maybe never reads itself.

use std::{
    io::{self, Read, Write},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    task::{Context, Poll},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Sends some bytes, then the same over and over, then others, and then nothing.
pub(crate) struct Hose {
    first: Vec<u8>,
    again: Vec<u8>,
    times: Arc<AtomicUsize>,
    /// Of the bytes in hand, those that were sent.
    sent: usize,
    then: Vec<u8>,
    /// What is written goes nowhere, but it goes.
    reads: bool,
}

impl Hose {
    pub(crate) fn new(again: Vec<u8>, times: usize, then: Vec<u8>) -> Self {
        assert!(!again.is_empty());
        Self { first: Vec::new(), again, times: Arc::new(times.into()), sent: 0, then, reads: true }
    }

    pub(crate) fn first(mut self, bytes: Vec<u8>) -> Self {
        self.first = bytes;
        self
    }

    /// One that takes nothing: the transport below is full.
    pub(crate) fn that_never_reads(mut self) -> Self {
        self.reads = false;
        self
    }

    /// How often it will send the same again.
    pub(crate) fn left(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.times)
    }

    fn fill(&mut self, buf: &mut [u8]) -> usize {
        let mut filled = self.first.len().min(buf.len());
        buf[..filled].copy_from_slice(&self.first[..filled]);
        self.first.drain(..filled);
        while filled < buf.len() {
            let times = self.times.load(Relaxed);
            let in_hand = if times > 0 { &self.again } else { &self.then };
            let left = &in_hand[self.sent..];
            let count = left.len().min(buf.len() - filled);
            buf[filled..filled + count].copy_from_slice(&left[..count]);
            filled += count;
            self.sent += count;
            if self.sent == in_hand.len() {
                if times == 0 {
                    break;
                }
                self.times.store(times - 1, Relaxed);
                self.sent = 0;
            }
        }
        filled
    }
}

impl Read for Hose {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        match self.fill(buf) {
            0 => Err(io::ErrorKind::WouldBlock.into()),
            count => Ok(count),
        }
    }
}

impl Write for Hose {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        if self.reads { Ok(buf.len()) } else { Err(io::ErrorKind::WouldBlock.into()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl AsyncRead for Hose {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.fill(buf.initialize_unfilled()) {
            0 => Poll::Pending,
            count => {
                buf.advance(count);
                Poll::Ready(Ok(()))
            }
        }
    }
}

impl AsyncWrite for Hose {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, b: &[u8]) -> Poll<io::Result<usize>> {
        if self.reads { Poll::Ready(Ok(b.len())) } else { Poll::Pending }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
