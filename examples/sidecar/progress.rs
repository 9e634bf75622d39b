//! A request's body that is watched while it goes to the server: a time-out for the answer is none for a body
//! that is still on its way.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use tokio::{pin, time::timeout};

/// The body as it is.
pub(crate) struct Watched {
    body: Incoming,
    progress: Progress,
}

/// How many pieces of it have gone.
#[derive(Clone, Default)]
pub(crate) struct Progress(Arc<AtomicU64>);

impl Watched {
    pub(crate) fn new(body: Incoming) -> (Self, Progress) {
        let progress = Progress::default();
        (Self { body, progress: progress.clone() }, progress)
    }
}

impl Progress {
    pub(crate) fn note(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// What comes, unless for so long neither it nor a piece of the body did.
    pub(crate) async fn unless_stuck<T>(
        &self,
        limit: Duration,
        coming: impl Future<Output = T>,
    ) -> Option<T> {
        pin!(coming);
        loop {
            let gone = self.0.load(Ordering::Relaxed);
            match timeout(limit, coming.as_mut()).await {
                Ok(come) => return Some(come),
                Err(_) if self.0.load(Ordering::Relaxed) != gone => {}
                Err(_) => return None,
            }
        }
    }
}

impl Body for Watched {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        if polled.is_ready() {
            self.progress.note();
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
