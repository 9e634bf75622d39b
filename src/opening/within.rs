//! The time that an opening handshake may take.

use std::{future::poll_fn, io, pin::pin, task::Poll, time::Duration};

use tungstenite::Error;

use crate::driver::{Boxed, Sleeping, now};

/// Runs a handshake for at most `limit`; `None` if it took longer. One that is done in the same moment
/// counts as done.
pub(crate) async fn within<T>(
    limit: Option<Duration>,
    handshake: impl Future<Output = T>,
) -> Option<T> {
    let mut handshake = pin!(handshake);
    let mut timer = Boxed::<Sleeping>::default();
    let until = limit.and_then(|limit| now().checked_add(limit));
    poll_fn(|cx| {
        if let Poll::Ready(done) = handshake.as_mut().poll(cx) {
            return Poll::Ready(Some(done));
        }
        match until {
            Some(until) => timer.poll_at(until, false, cx).map(|()| None),
            None => Poll::Pending,
        }
    })
    .await
}

/// What whoever waited for it is told.
pub(crate) fn took_too_long() -> Error {
    io::Error::new(io::ErrorKind::TimedOut, "the opening handshake took too long").into()
}
