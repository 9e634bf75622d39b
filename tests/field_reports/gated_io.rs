//! An io in memory, for async and for blocking sockets, whose other end is the test: it opens and
//! shuts the way out, byte by byte if it likes, and says what comes in and when.

use std::{
    collections::VecDeque,
    io::{self, Read, Write},
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    sync::Notify,
};

use crate::sent_frames::whole_frames;

/// Makes an error anew for each call, since `io::Error` cannot be cloned.
pub(crate) type Fails = fn() -> io::Error;

pub(crate) const BROKEN_PIPE: Fails = || io::ErrorKind::BrokenPipe.into();
pub(crate) const RESET: Fails = || io::ErrorKind::ConnectionReset.into();

/// The socket's end.
#[derive(Debug)]
pub(crate) struct Valve(Far);

/// The test's end; a clone is the same end.
#[derive(Debug, Clone, Default)]
pub(crate) struct Far {
    state: Arc<Mutex<State>>,
    /// What a blocking socket's owner would wait for with `poll(2)`.
    changed: Arc<Notify>,
}

#[derive(Debug, Default)]
struct State {
    /// How many bytes are still taken.
    room: usize,
    write_error: Option<Fails>,
    output: Vec<u8>,
    input: VecDeque<Given>,
    /// Given as soon as a close frame was taken whole.
    answer: Option<Vec<u8>>,
    reader: Option<Waker>,
    writer: Option<Waker>,
    holds_shutdown: bool,
    is_shut: bool,
    is_gone: bool,
}

#[derive(Debug)]
enum Given {
    Bytes(Vec<u8>),
    /// Told once; after it comes the end, as TCP does it.
    Error(Fails),
    End,
}

impl Valve {
    /// A valve that is open, and the end beyond it.
    pub(crate) fn open() -> (Self, Far) {
        let far = Far::default();
        far.takes_all();
        (Self(far.clone()), far)
    }

    fn take_from(&self, buf: &[u8]) -> io::Result<usize> {
        let taken = self.0.with(|state| {
            if let Some(error) = state.write_error {
                return Err(error());
            }
            let taken = buf.len().min(state.room);
            if taken == 0 && !buf.is_empty() {
                return Err(io::ErrorKind::WouldBlock.into());
            }
            if state.room != usize::MAX {
                state.room -= taken;
            }
            state.output.extend_from_slice(&buf[..taken]);
            Ok(taken)
        })?;
        self.0.answer();
        Ok(taken)
    }

    fn give_into(&self, buf: &mut [u8]) -> io::Result<usize> {
        self.0.with(|state| match state.input.pop_front() {
            None => Err(io::ErrorKind::WouldBlock.into()),
            Some(Given::Bytes(mut bytes)) => {
                let given = bytes.len().min(buf.len());
                buf[..given].copy_from_slice(&bytes[..given]);
                bytes.drain(..given);
                if !bytes.is_empty() {
                    state.input.push_front(Given::Bytes(bytes));
                }
                Ok(given)
            }
            Some(Given::Error(error)) => {
                state.input.push_front(Given::End);
                Err(error())
            }
            Some(Given::End) => {
                state.input.push_front(Given::End);
                Ok(0)
            }
        })
    }
}

impl Drop for Valve {
    fn drop(&mut self) {
        self.0.with(|state| state.is_gone = true);
    }
}

impl Far {
    /// Takes everything from now on, and does not fail.
    pub(crate) fn takes_all(&self) {
        self.change(|state| {
            state.room = usize::MAX;
            state.write_error = None;
        });
    }

    /// Takes nothing more: a write says "not yet".
    pub(crate) fn takes_nothing(&self) {
        self.change(|state| state.room = 0);
    }

    /// Takes as many bytes, and then nothing more.
    pub(crate) fn takes(&self, bytes: usize) {
        self.change(|state| state.room = bytes);
    }

    /// Every write fails from now on.
    pub(crate) fn refuses(&self, error: Fails) {
        self.change(|state| state.write_error = Some(error));
    }

    /// A shutdown is never done, as that of TLS whose close_notify finds no room.
    pub(crate) fn holds_shutdown(&self) {
        self.change(|state| state.holds_shutdown = true);
    }

    /// Gives a chunk to read; nothing would be the end.
    pub(crate) fn gives(&self, bytes: impl Into<Vec<u8>>) {
        let bytes = bytes.into();
        assert!(!bytes.is_empty());
        self.change(|state| state.input.push_back(Given::Bytes(bytes)));
    }

    /// Ends what there is to read: FIN.
    pub(crate) fn ends(&self) {
        self.change(|state| state.input.push_back(Given::End));
    }

    /// Fails what there is to read, after what was given before.
    pub(crate) fn breaks(&self, error: Fails) {
        self.change(|state| state.input.push_back(Given::Error(error)));
    }

    /// Gives an answer, and ends, as soon as a close frame was taken.
    pub(crate) fn answers(&self, bytes: impl Into<Vec<u8>>) {
        let bytes = bytes.into();
        self.with(|state| state.answer = Some(bytes));
        self.answer();
    }

    fn answer(&self) {
        let waits = self.with(|state| state.answer.is_some());
        if waits && self.frames().iter().any(|(first, _)| *first == 0x88) {
            let answer = self.with(|state| state.answer.take());
            self.gives(answer.expect("it was there"));
            self.ends();
        }
    }

    /// All that was taken.
    pub(crate) fn sent(&self) -> Vec<u8> {
        self.with(|state| state.output.clone())
    }

    /// The frames that were taken whole: first byte and unmasked payload.
    pub(crate) fn frames(&self) -> Vec<(u8, Vec<u8>)> {
        whole_frames(&self.sent()).0
    }

    /// Whether the last frame was not taken whole.
    pub(crate) fn ends_inside_a_frame(&self) -> bool {
        whole_frames(&self.sent()).1
    }

    /// Forgets what was taken: the head of an HTTP response, for example.
    #[cfg(feature = "axum")]
    pub(crate) fn forget(&self) {
        self.with(|state| state.output.clear());
    }

    /// Our side of TCP has ended: shut, or dropped.
    pub(crate) fn sees_the_end(&self) -> bool {
        self.with(|state| state.is_shut || state.is_gone)
    }

    /// Waits for a change at this end, for an hour at most.
    pub(crate) async fn changed(&self) -> bool {
        tokio::time::timeout(Duration::from_secs(3600), self.changed.notified()).await.is_ok()
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        let wakers = self.with(|state| {
            change(state);
            [state.reader.take(), state.writer.take()]
        });
        wakers.into_iter().flatten().for_each(Waker::wake);
        self.changed.notify_one();
    }

    fn with<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        look(&mut self.state.lock().unwrap())
    }
}

fn pending<T>(result: io::Result<T>) -> Poll<io::Result<T>> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Poll::Pending,
        result => Poll::Ready(result),
    }
}

impl AsyncRead for Valve {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        // Before the look, so that no change in between is missed.
        self.0.with(|state| state.reader = Some(cx.waker().clone()));
        let given = self.give_into(buf.initialize_unfilled());
        pending(given.map(|given| buf.advance(given)))
    }
}

impl AsyncWrite for Valve {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.0.with(|state| state.writer = Some(cx.waker().clone()));
        pending(self.take_from(buf))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.with(|state| match state.holds_shutdown {
            true => Poll::Pending,
            false => {
                state.is_shut = true;
                Poll::Ready(Ok(()))
            }
        })
    }
}

impl Read for Valve {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.give_into(buf)
    }
}

impl Write for Valve {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.take_from(buf)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
