//! Ios on which nothing comes in, but a close when all are told to.

use std::{
    io,
    pin::Pin,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
    task::{Context, Poll, Waker},
    time::Duration,
};

use tokio::io::{AsyncRead, Join, ReadBuf, Sink, join, sink};

use super::io::client_frame;

/// An io that reads from there, and takes whatever is written.
pub(crate) type Deaf<R> = Join<R, Sink>;

pub(crate) fn deaf<R: AsyncRead>(reader: R) -> Deaf<R> {
    join(reader, sink())
}

/// Nothing ever comes in.
pub(crate) struct Silence;

/// The peer closes when all do, and does not end TCP.
#[derive(Default)]
pub(crate) struct Leaving {
    has_closed: bool,
}

static LEAVE: AtomicBool = AtomicBool::new(false);
/// Who waits for that.
static WAITING: Mutex<Vec<Waker>> = Mutex::new(Vec::new());
/// How many wait for the end of TCP.
static ANSWERED: AtomicUsize = AtomicUsize::new(0);

impl Leaving {
    /// Wakes all for nothing, so that the runtime has room for so many: it is not the connections'.
    pub(crate) async fn wake_all() {
        Self::wake();
        tokio::time::sleep(Duration::from_millis(1)).await;
    }

    pub(crate) async fn close_all(connections: usize) {
        LEAVE.store(true, Relaxed);
        Self::wake();
        while ANSWERED.load(Relaxed) < connections {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    fn wake() {
        WAITING.lock().expect("nobody panics").drain(..).for_each(Waker::wake);
    }
}

impl AsyncRead for Leaving {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if !LEAVE.load(Relaxed) {
            WAITING.lock().expect("nobody panics").push(cx.waker().clone());
            return Poll::Pending;
        }
        if !self.has_closed {
            self.has_closed = true;
            buf.put_slice(&client_frame(8, b"\x03\xE9everybody leaves"));
            return Poll::Ready(Ok(()));
        }
        ANSWERED.fetch_add(1, Relaxed);
        Poll::Pending
    }
}

impl AsyncRead for Silence {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        _: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Poll::Pending
    }
}
