//! An owner that closes, and waits for the end.

use std::{
    future::poll_fn,
    task::{Context, Poll, ready},
};

use tungstenite::Error;

use super::{Driver, Socket, reading::MESSAGES_AT_ONCE, socket, step::Step};
use crate::{CloseRequest, protocol::Cause, quirks::Library};

impl<S: Socket> Driver<S> {
    /// Sends a close and waits for the end; what still comes in is discarded.
    pub(crate) async fn close(&mut self, request: CloseRequest) -> Result<(), socket::Error<S>> {
        self.start_close(request, Cause::Owner)?;
        poll_fn(|cx| self.poll_ended(cx)).await;
        let failed = self.closing.as_mut().and_then(|closing| closing.write_error.take());
        let facts = self.connection.facts();
        match failed {
            _ if facts.ours_is_sent() => Ok(()),
            Some(error) => Err(*error),
            // Over a tap, a write that has failed before fails no more.
            None if facts.write_has_failed() => Err(S::Library::error(Error::ConnectionClosed)),
            None => Ok(()),
        }
    }

    /// Reads on until it is known how the connection ended. How TCP ends keeps nobody.
    fn poll_ended(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let mut discarded = 0;
        // Nothing is ending if the policy refused the close.
        while self.pass_through.is_none() && !self.connection.facts().has_ended() {
            let polled = self.poll_next_slow(cx);
            // Nothing that is waited for can come.
            if self.connection.facts().close_was_refused() {
                return Poll::Ready(());
            }
            if ready!(polled).is_none() {
                break;
            }
            discarded += 1;
            if discarded == MESSAGES_AT_ONCE {
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
