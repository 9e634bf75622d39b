//! One direction of a splice: bytes are read into a buffer of the thread's, looked at, and written. It holds
//! bytes of its own only while the reader of them is slow, and decides nothing about how the connection ended.

use std::{
    io, mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::{
    buffer::{self, Rest},
    frames::{Frames, Last},
};
use crate::{quirks::Fault, tap::Masking};

/// How much is read, while nobody takes it, to learn whether its sender has ended too.
const READ_AHEAD: usize = 1024 * 1024;

/// One direction.
#[derive(Debug)]
pub(super) struct Pipe {
    frames: Frames,
    /// What was read beside the opening handshake.
    leftover: Bytes,
    /// What was read, and not taken.
    rest: Rest,
    /// Bytes that are to go out, or have, in all.
    accepted: u64,
    written: u64,
    has_input: bool,
    output: Output,
    needs_flush: bool,
    /// Until how many bytes are written, a close frame has not left.
    close_ends_at: Option<u64>,
    /// A close that goes out at the next boundary; then nothing more does.
    farewell: Option<Vec<u8>>,
    /// Behind how many bytes it has been put.
    farewell_begins_at: Option<u64>,
    /// Its sender may have ended, and that is to be known although nobody takes what it sent.
    pub(super) reads_ahead: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Output {
    Open,
    /// Nothing that is read goes out any more.
    Closed,
    /// It is shut once all has left; `closed`: as above.
    Ending {
        closed: bool,
    },
    Over,
}

/// What one step came to.
#[derive(Debug)]
pub(super) enum Step {
    /// Bytes came in, and went out as far as they were taken.
    Read,
    /// Bytes that waited went out, or the output was shut.
    Written,
    Last(Last),
    /// A close frame has been taken by the transport, flushed, whoever made it.
    CloseLeft,
    InputEnded(Fault),
    WriteFailed(Fault),
}

impl Pipe {
    pub(super) fn new(masking: Masking) -> Self {
        Self {
            frames: Frames::new(masking),
            leftover: Bytes::new(),
            rest: Rest::default(),
            accepted: 0,
            written: 0,
            has_input: true,
            output: Output::Open,
            needs_flush: false,
            close_ends_at: None,
            farewell: None,
            farewell_begins_at: None,
            reads_ahead: false,
        }
    }

    pub(super) fn forbid_extensions(&mut self) {
        self.frames.forbid_extensions();
    }

    pub(super) fn read_first(&mut self, leftover: Bytes) {
        // An empty one may keep all of the buffer that it was cut from.
        if !leftover.is_empty() {
            self.leftover = leftover;
        }
    }

    /// How many bytes have gone out.
    pub(super) fn written(&self) -> u64 {
        self.written
    }

    /// A close frame was read, and has not left.
    pub(super) fn close_is_leaving(&self) -> bool {
        self.close_ends_at.is_some()
    }

    /// Whoever is to take what was read does not: what else lies behind it, a close too, nobody knows.
    pub(super) fn is_stuck(&self) -> bool {
        !self.rest.is_empty() || self.close_waits()
    }

    /// All of one was read, and has not left.
    fn close_waits(&self) -> bool {
        self.close_ends_at.is_some_and(|end| end <= self.accepted)
    }

    /// What is read goes out, or has been left to.
    pub(super) fn passes(&self) -> bool {
        !matches!(self.output, Output::Closed | Output::Ending { closed: true })
    }

    /// Nothing comes in, and nothing goes out.
    pub(super) fn is_over(&self) -> bool {
        !self.has_input && self.output == Output::Over
    }

    /// Has a close go out at the next boundary, if one comes before the close frame of the sender.
    pub(super) fn say_farewell(&mut self, frame: Vec<u8>) {
        if self.output == Output::Open && !self.close_is_leaving() {
            self.farewell = Some(frame);
            if self.frames.is_at_boundary() {
                self.put_farewell();
            }
        }
    }

    /// The same, if here is one, and never else.
    pub(super) fn say_farewell_now(&mut self, frame: Vec<u8>) {
        if self.frames.is_at_boundary() {
            self.say_farewell(frame);
        }
    }

    /// Takes it back, unless some of it has gone out.
    pub(super) fn withdraw_farewell(&mut self) {
        self.farewell = None;
        let waits = self.farewell_begins_at.take().filter(|begin| self.written <= *begin);
        if let (Some(begin), Some(end)) = (waits, self.close_ends_at) {
            self.rest.cut((end - begin) as usize);
            self.accepted = begin;
            self.close_ends_at = None;
        }
    }

    /// Shuts the output, once all that was read has left.
    pub(super) fn end(&mut self) {
        self.output = match self.output {
            Output::Open => Output::Ending { closed: false },
            Output::Closed => Output::Ending { closed: true },
            as_is => as_is,
        };
    }

    /// Does the next thing that can be done. Pending: nothing can, and whoever polls is woken.
    #[inline]
    pub(super) fn poll_step<R, W>(
        &mut self,
        cx: &mut Context<'_>,
        from: &mut R,
        to: &mut W,
    ) -> Poll<Step>
    where
        R: AsyncRead + Unpin,
        W: AsyncWrite + Unpin,
    {
        if self.output != Output::Over && self.owes() {
            let step = self.poll_output(cx, to);
            let may_read = self.reads_ahead && self.has_input;
            if step.is_ready() || !may_read || self.rest.bytes().len() >= READ_AHEAD {
                return step;
            }
        }
        if self.has_input { self.poll_input(cx, from, to) } else { self.poll_idle(cx, to) }
    }

    /// There is something to be written, flushed or shut before more is read.
    #[inline]
    fn owes(&self) -> bool {
        !self.rest.is_empty() || self.close_is_out() || matches!(self.output, Output::Ending { .. })
    }

    /// All of a close frame was written, and is to be flushed.
    #[inline]
    fn close_is_out(&self) -> bool {
        self.close_ends_at.is_some_and(|end| self.written >= end)
    }

    #[cold]
    fn poll_output<W: AsyncWrite + Unpin>(
        &mut self,
        cx: &mut Context<'_>,
        to: &mut W,
    ) -> Poll<Step> {
        let failed = if !self.rest.is_empty() {
            match ready!(Pin::new(&mut *to).poll_write(cx, self.rest.bytes())) {
                Ok(0) => io::ErrorKind::WriteZero.into(),
                Ok(count) => {
                    self.note_written(count);
                    self.rest.advance(count);
                    return Poll::Ready(Step::Written);
                }
                Err(error) => error,
            }
        } else if self.close_is_out() {
            match ready!(Pin::new(&mut *to).poll_flush(cx)) {
                Ok(()) => {
                    self.needs_flush = false;
                    self.close_ends_at = None;
                    return Poll::Ready(Step::CloseLeft);
                }
                Err(error) => error,
            }
        } else {
            // That it fails is no news: then it is over too.
            let _ = ready!(Pin::new(&mut *to).poll_shutdown(cx));
            self.output = Output::Over;
            return Poll::Ready(Step::Written);
        };
        Poll::Ready(self.fail(&failed))
    }

    fn poll_input<R, W>(&mut self, cx: &mut Context<'_>, from: &mut R, to: &mut W) -> Poll<Step>
    where
        R: AsyncRead + Unpin,
        W: AsyncWrite + Unpin,
    {
        if !self.leftover.is_empty() {
            let mut leftover = mem::take(&mut self.leftover).into();
            return Poll::Ready(self.take_in(&mut leftover, None, cx, to));
        }
        let mut buffer = buffer::take();
        let mut read = ReadBuf::new(&mut buffer);
        let step = match Pin::new(from).poll_read(cx, &mut read) {
            Poll::Pending => self.poll_idle(cx, to),
            Poll::Ready(Ok(())) if read.filled().is_empty() => {
                self.end_input();
                Poll::Ready(Step::InputEnded(Fault::EOF))
            }
            Poll::Ready(Ok(())) => {
                let count = read.filled().len();
                Poll::Ready(self.take_in(&mut buffer, Some(count), cx, to))
            }
            Poll::Ready(Err(error)) => {
                self.end_input();
                Poll::Ready(Step::InputEnded(Fault::of_ended_io(&error)))
            }
        };
        buffer::give_back(buffer);
        step
    }

    fn end_input(&mut self) {
        self.has_input = false;
        // A close frame that was cut will never leave.
        if !self.close_waits() {
            self.close_ends_at = None;
        }
    }

    /// Nothing comes in now: so what is out there is flushed, and memory given back.
    fn poll_idle<W: AsyncWrite + Unpin>(&mut self, cx: &mut Context<'_>, to: &mut W) -> Poll<Step> {
        if self.rest.is_empty() {
            self.rest.free();
        }
        if self.needs_flush && self.output != Output::Over {
            let flushed = ready!(Pin::new(to).poll_flush(cx));
            self.needs_flush = false;
            if let Err(error) = flushed {
                return Poll::Ready(self.fail(&error));
            }
        }
        Poll::Pending
    }

    /// Looks at what was read, and lets it go out: the whole buffer, or so much of it.
    fn take_in<W: AsyncWrite + Unpin>(
        &mut self,
        buffer: &mut Vec<u8>,
        filled: Option<usize>,
        cx: &mut Context<'_>,
        to: &mut W,
    ) -> Step {
        let chunk = &buffer[..filled.unwrap_or(buffer.len())];
        let (looked_at, mut last) = self.frames.scan(chunk, self.farewell.is_some());
        if !matches!(self.output, Output::Open | Output::Ending { closed: false }) {
            return last.map_or(Step::Read, Step::Last);
        }
        if let Some(Last::Close(raw)) = &last {
            let looked_at = self.accepted + looked_at as u64;
            self.close_ends_at = Some(looked_at.saturating_add(raw.missing()));
            self.farewell = None;
        }
        let mut end = chunk.len();
        let ends_here = self.farewell.is_some() && self.frames.is_at_boundary();
        if ends_here {
            // What follows, nobody is given; but it may hold the close frame of whoever sent it.
            end = looked_at;
            last = self.frames.scan(&chunk[end..], false).1;
        }
        self.accepted += end as u64;
        let mut written = 0;
        // What waits goes first; and that a close has come is told before it leaves.
        if self.rest.is_empty() && last.is_none() {
            written = match Pin::new(to).poll_write(cx, &chunk[..end]) {
                Poll::Pending => 0,
                Poll::Ready(Ok(0)) => return self.fail(&io::ErrorKind::WriteZero.into()),
                Poll::Ready(Ok(count)) => count,
                Poll::Ready(Err(error)) => return self.fail(&error),
            };
            self.note_written(written);
        }
        if written < end {
            self.rest.keep(buffer, written..end);
        }
        if ends_here {
            self.put_farewell();
        }
        last.map_or(Step::Read, Step::Last)
    }

    #[inline]
    fn note_written(&mut self, count: usize) {
        self.written += count as u64;
        self.needs_flush |= count > 0;
    }

    /// Puts the farewell, if there is one, behind what was read, which ends at a boundary.
    fn put_farewell(&mut self) {
        let Some(farewell) = self.farewell.take() else { return };
        self.farewell_begins_at = Some(self.accepted);
        self.accepted += farewell.len() as u64;
        self.close_ends_at = Some(self.accepted);
        self.rest.append(&farewell);
        self.output = Output::Closed;
    }

    fn fail(&mut self, error: &io::Error) -> Step {
        self.output = Output::Over;
        self.close_ends_at = None;
        self.farewell = None;
        self.rest.free();
        Step::WriteFailed(Fault::of_ended_io(error))
    }
}
