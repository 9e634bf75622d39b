//! A transport in memory that does what the story says, blocking (as one that would block) and async.

use std::{
    collections::VecDeque,
    io::{self, Read, Write},
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard},
    task::{Context, Poll, Waker, ready},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    task::coop::poll_proceed,
};

#[derive(Debug, Clone)]
pub(crate) struct Pipe(Arc<Mutex<Ends>>);

#[derive(Debug)]
pub(crate) struct Ends {
    unread: VecDeque<u8>,
    /// All that the peer ever sent.
    pub(crate) input: Vec<u8>,
    /// How the peer's side ended: whether by a reset.
    pub(crate) ended: Option<bool>,
    chunk: usize,
    buffered: bool,
    held: VecDeque<u8>,
    /// All that reached the peer's side of the transport.
    pub(crate) output: Vec<u8>,
    room: usize,
    pub(crate) gone: bool,
    reader: Option<Waker>,
    writer: Option<Waker>,
}

impl Pipe {
    pub(crate) fn new(buffered: bool, room: usize) -> Self {
        Self(Arc::new(Mutex::new(Ends {
            unread: VecDeque::new(),
            input: Vec::new(),
            ended: None,
            chunk: usize::MAX,
            buffered,
            held: VecDeque::new(),
            output: Vec::new(),
            room,
            gone: false,
            reader: None,
            writer: None,
        })))
    }

    pub(crate) fn ends(&self) -> MutexGuard<'_, Ends> {
        self.0.lock().expect("nothing panics while it is held")
    }

    pub(crate) fn send(&self, bytes: &[u8]) {
        let mut ends = self.ends();
        if ends.ended.is_none() {
            ends.unread.extend(bytes);
            ends.input.extend(bytes);
            wake(ends.reader.take());
        }
    }

    pub(crate) fn end(&self, reset: bool) {
        let mut ends = self.ends();
        ends.ended.get_or_insert(reset);
        wake(ends.reader.take());
    }

    pub(crate) fn take(&self, bytes: usize) {
        let mut ends = self.ends();
        ends.room = ends.room.saturating_add(bytes);
        wake(ends.writer.take());
    }

    pub(crate) fn take_nothing(&self) {
        self.ends().room = 0;
    }

    pub(crate) fn be_gone(&self) {
        let mut ends = self.ends();
        ends.gone = true;
        wake(ends.writer.take());
    }

    pub(crate) fn chunk(&self, bytes: usize) {
        self.ends().chunk = bytes.max(1);
    }
}

fn wake(waker: Option<Waker>) {
    if let Some(waker) = waker {
        waker.wake();
    }
}

impl Ends {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.unread.is_empty() {
            return match self.ended {
                None => Err(io::ErrorKind::WouldBlock.into()),
                Some(true) => Err(io::ErrorKind::ConnectionReset.into()),
                Some(false) => Ok(0),
            };
        }
        let most = buf.len().min(self.chunk);
        self.unread.read(&mut buf[..most])
    }

    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        if self.gone {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        if self.buffered && self.held.len() < 4096 {
            self.held.extend(buf);
            return Ok(buf.len());
        }
        self.push_held()?;
        let count = self.room.min(buf.len());
        if count == 0 && !buf.is_empty() {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        self.room -= count;
        self.output.extend(&buf[..count]);
        Ok(count)
    }

    fn push_held(&mut self) -> io::Result<()> {
        // As TCP has it: where there is nothing to flush, nobody notices that the peer is gone.
        if self.held.is_empty() {
            return Ok(());
        }
        if self.gone {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let count = self.room.min(self.held.len());
        self.room -= count;
        self.output.extend(self.held.drain(..count));
        match self.held.is_empty() {
            true => Ok(()),
            false => Err(io::ErrorKind::WouldBlock.into()),
        }
    }
}

impl Read for Pipe {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.ends().read(buf)
    }
}

impl Write for Pipe {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.ends().write(buf)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.ends().push_held()
    }
}

/// Polls as tokio's sockets do: whoever has spent its budget gets "not yet", and whoever would block is
/// woken if it polled last.
fn polled<T>(
    cx: &mut Context<'_>,
    slot: impl FnOnce(&mut Ends) -> &mut Option<Waker>,
    ends: &mut Ends,
    call: impl FnOnce(&mut Ends) -> io::Result<T>,
) -> Poll<io::Result<T>> {
    let budget = ready!(poll_proceed(cx));
    match call(ends) {
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
            *slot(ends) = Some(cx.waker().clone());
            Poll::Pending
        }
        done => {
            budget.made_progress();
            Poll::Ready(done)
        }
    }
}

impl AsyncRead for Pipe {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read =
            |ends: &mut Ends| ends.read(buf.initialize_unfilled()).map(|count| buf.advance(count));
        polled(cx, |ends| &mut ends.reader, &mut self.ends(), read)
    }
}

impl AsyncWrite for Pipe {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        polled(cx, |ends| &mut ends.writer, &mut self.ends(), |ends| ends.write(buf))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        polled(cx, |ends| &mut ends.writer, &mut self.ends(), Ends::push_held)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.poll_flush(cx)
    }
}
