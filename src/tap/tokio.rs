//! The tap over `AsyncRead + AsyncWrite`.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::CloseTap;

impl<Io: AsyncRead + Unpin> AsyncRead for CloseTap<Io> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if buf.remaining() == 0 {
            return Poll::Ready(Ok(()));
        }
        loop {
            if this.watch.state.is_closed() {
                return this.poll_read_held(buf);
            }
            let before = buf.filled().len();
            match this.watch.unread() {
                None => ready!(Pin::new(&mut this.io).poll_read(cx, buf))?,
                Some(unread) => {
                    let room = unread.bytes.len().min(buf.remaining());
                    let count = unread.hand_up(buf.initialize_unfilled_to(room))?;
                    buf.advance(count);
                }
            }
            let read = &buf.filled()[before..];
            if read.is_empty() {
                return this.poll_read_held(buf);
            }
            this.watch.has_read = true;
            let up = this.watch.scan(read);
            buf.set_filled(before + up);
            if this.watch.is_past_deadline() {
                buf.set_filled(before);
                return Poll::Pending;
            }
            // Otherwise all of it belongs to a close frame, which is kept back.
            if up > 0 {
                return Poll::Ready(Ok(()));
            }
        }
    }
}

impl<Io> CloseTap<Io> {
    fn poll_read_held(&mut self, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let count = self.watch.state.read_held(buf.initialize_unfilled());
        buf.advance(count);
        Poll::Ready(Ok(()))
    }
}

impl<Io: AsyncWrite + Unpin> AsyncWrite for CloseTap<Io> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.watch.ignores_writes {
            return Poll::Ready(Ok(buf.len()));
        }
        let written = Pin::new(&mut self.io).poll_write(cx, buf);
        self.watch.has_written |= written.is_ready();
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.watch.ignores_writes {
            return Poll::Ready(Ok(bufs.iter().map(|buf| buf.len()).sum()));
        }
        let written = Pin::new(&mut self.io).poll_write_vectored(cx, bufs);
        self.watch.has_written |= written.is_ready();
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.watch.ignores_writes {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }
}
