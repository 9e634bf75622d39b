//! A write that failed, told late: what has arrived by then may say more than the error does. Whoever
//! writes gets the error after some milliseconds, or as soon as the peer's side has ended. A blocking
//! socket tells it at once, since it can't wait for both.

use std::{task::Poll, time::Duration};

use super::{Driver, Error, Socket, socket::Timer};

/// How long what has arrived has to show when a write has failed.
const WRITE_ERROR_DELAY: Duration = Duration::from_millis(5);

impl<S: Socket> Driver<S> {
    /// Keeps the error of a write back for [`WRITE_ERROR_DELAY`].
    ///
    /// A write fails mostly because the peer is gone, and its close may have arrived before that,
    /// without the runtime having told us yet that there is something to read. An application that
    /// gets the error drops the socket, and a drop looks once at what has arrived, without waiting: too
    /// soon to find the close.
    pub(super) fn hold_error(&mut self, error: Error<S>) -> Poll<Result<(), Error<S>>> {
        if !S::IS_ASYNC {
            return Poll::Ready(Err(error));
        }
        self.keep_error(error);
        self.poll_held_error()
    }

    pub(super) fn keep_error(&mut self, error: Error<S>) {
        let until = self.connection.now() + WRITE_ERROR_DELAY;
        self.closing().held_error = Some(Box::new((error, until)));
    }

    /// The error that is held, once it may be told.
    pub(super) fn poll_held_error(&mut self) -> Poll<Result<(), Error<S>>> {
        let ends = self.connection.facts().has_read_the_last();
        let Some(closing) = &mut self.closing else { return Poll::Ready(Ok(())) };
        let Some((_, until)) = closing.held_error.as_deref() else { return Poll::Ready(Ok(())) };
        let until = *until;
        let is_over =
            ends || self.wakers.with_both(|cx| closing.timer().poll_at(until, true, cx).is_ready());
        match closing.held_error.take_if(|_| is_over) {
            Some(held) => Poll::Ready(Err(held.0)),
            None => Poll::Pending,
        }
    }

    pub(super) fn holds_error(&self) -> bool {
        self.closing.as_ref().is_some_and(|closing| closing.held_error.is_some())
    }
}
