//! What is still done for a socket that is let go.

use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::{Context, Poll, Waker},
    time::{Duration, Instant},
};

use tokio::task::unconstrained;

use super::{
    core::Core,
    ending::{Stage, witness},
    host::Host,
    our_close::Close,
};

impl<H: Host> Core<H> {
    /// One attempt, without waiting, to leave the peer with a close frame.
    pub(super) fn farewell(&mut self) {
        if self.connection.may_learn_more() {
            self.read_what_is_in();
        }
        let farewell = self.connection.farewell().filter(|_| !self.has_queued());
        if let Some((message, sent)) = farewell {
            self.enter(Stage::AwaitingReply);
            let left = self.hand_over(Close::unasked(H::message(message))).is_ok()
                && matches!(at_once(|cx| self.poll_out(cx)), Poll::Ready(Ok(())));
            self.connection.let_go(left.then_some(sent));
        } else if self.place.ending.is_some() && !self.answers_twice() {
            // Our close or our reply was on its way.
            match at_once(|cx| self.poll_out(cx)) {
                Poll::Ready(Ok(())) => self.connection.all_written(),
                Poll::Ready(Err(error)) => {
                    self.note_queued();
                    self.connection.write_failed(H::fault(&error));
                }
                Poll::Pending => self.note_queued(),
            }
        }
    }

    /// A close that came in tells more than that a write failed, or that we let go.
    fn read_what_is_in(&mut self) {
        /// A peer that floods us must not keep us.
        const MESSAGES_AT_ONCE: usize = 1024;
        const TIME: Duration = Duration::from_millis(10);
        if let Some(host) = self.place.host_mut() {
            host.read_until(Instant::now() + TIME);
        }
        for _ in 0..MESSAGES_AT_ONCE {
            let Some(host) = self.place.host_mut() else { return };
            match at_once(|cx| host.poll_next(cx)) {
                Poll::Ready(Some(Ok(message))) => {
                    if let Some(told) = H::close_in(&message) {
                        return self.connection.received(told, witness(self.place.host()));
                    }
                }
                Poll::Ready(Some(Err(error))) => {
                    if let Some(fault) = H::fault(&error) {
                        let truncated = H::is_truncated_close(&error);
                        self.connection.read_failed(fault, truncated, witness(self.place.host()));
                    }
                    return;
                }
                Poll::Ready(None) | Poll::Pending => return,
            }
        }
    }
}

/// Polls once, without a waker and without tokio's cooperative budget: a task that has spent its own
/// would be told `Pending` by a socket that is ready.
fn at_once<T>(mut poll: impl FnMut(&mut Context<'_>) -> Poll<T>) -> Poll<T> {
    let once = pin!(unconstrained(poll_fn(|cx| poll(cx))));
    once.poll(&mut Context::from_waker(Waker::noop()))
}
