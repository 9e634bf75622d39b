//! Ios in memory: input that is given, output that goes nowhere.

use std::{
    hint::black_box,
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// An io whose reads are never short of the reader's buffer, but at the end of the input. Its reads and writes are
/// called, as a system call is: inlined, they would cost something else below each of the layers.
#[derive(Debug, Clone)]
pub(crate) struct Memory {
    input: Arc<[u8]>,
    at: usize,
    at_end: AtEnd,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AtEnd {
    StartOver,
    Stop,
    /// Pending once, and with the next poll `Stop`.
    StopLater,
}

impl Memory {
    /// The same input for ever.
    pub(crate) fn endless(input: impl Into<Arc<[u8]>>) -> Self {
        Self { input: input.into(), at: 0, at_end: AtEnd::StartOver }
    }

    /// The input, and then the end of the stream.
    pub(crate) fn finite(input: impl Into<Arc<[u8]>>) -> Self {
        Self { input: input.into(), at: 0, at_end: AtEnd::Stop }
    }

    /// The input, and the end of the stream one poll later than it is asked for, as a peer's FIN comes
    /// only after our answer to its close.
    pub(crate) fn finite_later(input: impl Into<Arc<[u8]>>) -> Self {
        Self { input: input.into(), at: 0, at_end: AtEnd::StopLater }
    }

    fn next(&mut self, at_most: usize) -> &[u8] {
        if self.at == self.input.len() && self.at_end == AtEnd::StartOver {
            self.at = 0;
        }
        let rest = &self.input[self.at..];
        let next = &rest[..rest.len().min(at_most)];
        self.at += next.len();
        next
    }
}

impl io::Read for Memory {
    #[inline(never)]
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let next = self.next(buf.len());
        buf[..next.len()].copy_from_slice(next);
        Ok(next.len())
    }
}

impl io::Write for Memory {
    #[inline(never)]
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        Ok(black_box(buf).len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl AsyncRead for Memory {
    #[inline(never)]
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.at_end == AtEnd::StopLater && self.at == self.input.len() {
            self.at_end = AtEnd::Stop;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let next = self.next(buf.remaining());
        buf.put_slice(next);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Memory {
    #[inline(never)]
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        Poll::Ready(Ok(black_box(buf).len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// A frame as a client sends it: masked, with FIN set.
pub(crate) fn client_frame(opcode: u8, payload: &[u8]) -> Vec<u8> {
    const MASK: [u8; 4] = [0x11, 0x22, 0x33, 0x44];
    let mut frame = vec![0x80 | opcode];
    match payload.len() {
        len @ 0..=125 => frame.push(0x80 | len as u8),
        len @ 126..=0xFFFF => {
            frame.push(0x80 | 126);
            frame.extend((len as u16).to_be_bytes());
        }
        len => {
            frame.push(0x80 | 127);
            frame.extend((len as u64).to_be_bytes());
        }
    }
    frame.extend(MASK);
    frame.extend(payload.iter().zip(MASK.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    frame
}
