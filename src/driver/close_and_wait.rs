//! An owner that closes, and waits for the end.

use std::{
    sync::Arc,
    task::{Context, Poll, Waker, ready},
};

use super::{Driver, Socket, reading::MESSAGES_AT_ONCE, step::Step};
use crate::{CloseError, CloseReport, CloseRequest, protocol::Cause};

impl<S: Socket> Driver<S> {
    /// Sends a close and waits for the end; what still comes in is discarded.
    #[cfg(feature = "tokio")]
    pub(crate) async fn close(&mut self, request: CloseRequest) -> Result<(), super::Error<S>> {
        use super::Library;

        self.start_close(request, Cause::Owner)?;
        std::future::poll_fn(|cx| self.poll_ended(cx)).await;
        let failed = self.take_write_error();
        let facts = self.connection.facts();
        match failed {
            _ if facts.ours_is_sent() => Ok(()),
            Some(error) => Err(error),
            // Over a tap, a write that has failed before fails no more.
            None if facts.write_has_failed() => {
                Err(S::Library::error(tungstenite::Error::ConnectionClosed))
            }
            None => Ok(()),
        }
    }

    /// The same, for an owner who asks how it ended.
    #[cfg(feature = "tokio")]
    pub(crate) async fn close_with(
        &mut self,
        request: CloseRequest,
    ) -> Result<Arc<CloseReport>, CloseError> {
        self.ask_to_close(request, Cause::Owner).map_err(CloseError::of)?;
        std::future::poll_fn(|cx| self.poll_ended(cx)).await;
        self.ended()
    }

    /// The same, as far as it goes without waiting.
    pub(crate) fn close_without_waiting(
        &mut self,
        request: CloseRequest,
    ) -> Result<Arc<CloseReport>, CloseError> {
        self.ask_to_close(request, Cause::Owner).map_err(CloseError::of)?;
        match self.poll_ended(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(()) => self.ended(),
            Poll::Pending => Err(CloseError::WouldBlock),
        }
    }

    /// How the connection ended, or why it has not, although there is nothing left to wait for.
    fn ended(&mut self) -> Result<Arc<CloseReport>, CloseError> {
        if let Some(report) = self.connection.control().report() {
            return Ok(report);
        }
        Err(CloseError::NotTaken(match self.take_write_error() {
            Some(error) => Box::new(error),
            None => "a former close was not taken, and it takes no other".into(),
        }))
    }

    /// Reads on until it is known how the connection ended. How TCP ends keeps nobody.
    fn poll_ended(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let mut discarded = 0;
        // Nothing is ending if the policy refused the close.
        while !self.place.is_open() && !self.connection.facts().has_ended() {
            let polled = self.poll_next_slow(cx);
            // Nothing that is waited for can come.
            if self.connection.facts().close_was_refused() {
                return Poll::Ready(());
            }
            if ready!(polled).is_none() {
                break;
            }
            discarded += 1;
            if S::IS_ASYNC && discarded == MESSAGES_AT_ONCE {
                self.wakers.wake(self.polled);
                return Poll::Pending;
            }
        }
        // Our side of TCP, if it takes no time.
        if self.connection.facts().has_ended() {
            while let Step::Went = self.step(false) {}
        }
        Poll::Ready(())
    }
}
