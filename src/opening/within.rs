//! The time that an opening handshake may take.

use std::{future::poll_fn, io, pin::pin, task::Poll, time::Duration};

use tokio::time::Instant;
use tungstenite::Error;

use crate::driver::{Sleeping, Timer};

/// Why there is no connection.
#[derive(Debug)]
pub(crate) enum Stopped {
    TimedOut,
    Failed(Error),
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<Stopped> for Error {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::TimedOut => {
                let text = "the opening handshake took too long";
                io::Error::new(io::ErrorKind::TimedOut, text).into()
            }
            Stopped::Failed(error) => error,
        }
    }
}

/// Runs a handshake for at most `limit`; one that is done in the same moment counts as done.
pub(crate) async fn within<T>(
    limit: Option<Duration>,
    handshake: impl Future<Output = Result<T, Error>>,
) -> Result<T, Stopped> {
    let mut handshake = pin!(handshake);
    let mut timer = Sleeping::default();
    let until = limit.and_then(|limit| Instant::now().checked_add(limit)).map(Instant::into_std);
    poll_fn(|cx| {
        if let Poll::Ready(result) = handshake.as_mut().poll(cx) {
            return Poll::Ready(result.map_err(Stopped::Failed));
        }
        match until {
            Some(until) => timer.poll_at(until, false, cx).map(|()| Err(Stopped::TimedOut)),
            None => Poll::Pending,
        }
    })
    .await
}
