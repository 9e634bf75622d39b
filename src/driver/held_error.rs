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
        match self.keep_error(error) {
            Ok(()) => self.poll_held_error(),
            Err(error) => Poll::Ready(Err(error)),
        }
    }

    /// Keeps it for whoever writes or flushes next, if there is none from before: of a write that failed, whoever
    /// has met it, after which nothing can be written any more. Any other is given back, to be told at once, and so
    /// are all of a blocking socket.
    pub(super) fn keep_error(&mut self, error: Error<S>) -> Result<(), Error<S>> {
        if !S::IS_ASYNC || !self.connection.facts().write_has_failed() {
            return Err(error);
        }
        let until = self.connection.now() + WRITE_ERROR_DELAY;
        self.closing().held_error.get_or_insert_with(|| Box::new((error, Some(until))));
        Ok(())
    }

    /// The error that is held, once it may be told.
    pub(super) fn poll_held_error(&mut self) -> Poll<Result<(), Error<S>>> {
        let ends = self.connection.facts().has_read_the_last();
        let Some(closing) = &mut self.closing else { return Poll::Ready(Ok(())) };
        let Some((_, until)) = closing.held_error.as_deref() else { return Poll::Ready(Ok(())) };
        let is_over = match *until {
            Some(until) if !ends => {
                self.wakers.with_both(|cx| closing.timer().poll_at(until, true, cx).is_ready())
            }
            _ => true,
        };
        match closing.held_error.take_if(|_| is_over) {
            Some(held) => Poll::Ready(Err(held.0)),
            None => Poll::Pending,
        }
    }

    /// Why nothing of ours leaves any more, for whoever closes, and asks for it at the end.
    pub(super) fn take_write_error(&mut self) -> Option<Error<S>> {
        let closing = self.closing.as_mut()?;
        match closing.write_error.take() {
            Some(error) => Some(*error),
            None => closing.held_error.take().map(|held| held.0),
        }
    }

    pub(super) fn holds_error(&self) -> bool {
        self.closing.as_ref().is_some_and(|closing| closing.held_error.is_some())
    }
}
