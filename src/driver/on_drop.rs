//! What the owner leaves behind when it drops its socket: tungstenite sends nothing then, not even an
//! answer that it has queued (Q18). What has arrived is looked at, our close is tried, and TCP is ended,
//! all without waiting. A blocking socket does none of it, since it can't try a call without waiting.

use std::time::{Duration, Instant};

use super::{Driver, Socket, Wakers, Wrapped, reading::MESSAGES_AT_ONCE, step::Step};
use crate::{observe::contain, protocol::Event};

/// For how long messages are read from what has arrived, and no more than [`MESSAGES_AT_ONCE`]: a peer
/// that floods us must not keep a drop from its end.
const TIME: Duration = Duration::from_millis(50);
/// So many are read whatever time it takes: a busy machine may not let us run.
const MESSAGES_WITHOUT_CLOCK: u32 = 64;

impl<S: Wrapped> Drop for Driver<S> {
    fn drop(&mut self) {
        let is_done = self.connection.facts().is_done();
        if is_done || self.connection.is_moved() || self.socket().is_none() {
            return;
        }
        // The user's io is polled here, maybe while the thread is panicking: if it panics too, that
        // must not end the process.
        contain(|| (self.on_drop)(self));
    }
}

impl<S: Socket> Driver<S> {
    pub(super) fn finish_now(&mut self) {
        self.apply_requests();
        self.note_dropped(false);
        self.finish_without_waiting();
    }

    pub(super) fn note_dropped(&mut self, in_task: bool) {
        let close_on_drop = self.connection.note_dropped(in_task);
        match close_on_drop {
            Some(close) => self.queue(close),
            None => self.end_flow(),
        }
    }

    /// Does what is left to do, without waiting: looks at what has arrived, tries our close once, ends
    /// TCP.
    fn finish_without_waiting(&mut self) {
        if !S::IS_ASYNC {
            return;
        }
        // Nobody is to be woken any more.
        self.wakers = Wakers::default();
        // What has arrived is looked at only if it can still be the ending.
        let until = (!self.connection.facts().has_ended()).then(|| Instant::now() + TIME);
        if let (Some(until), Some(tap)) = (until, self.watch_mut()) {
            tap.set_read_deadline(until);
        }
        let mut messages = 0;
        loop {
            match self.step(true) {
                Step::Went | Step::WriteFailed(_) => {}
                Step::Message(_) => {
                    messages += 1;
                    if messages == MESSAGES_AT_ONCE
                        || (messages % MESSAGES_WITHOUT_CLOCK == 0
                            && until.is_none_or(|until| Instant::now() >= until))
                    {
                        self.connection.handle_event(Event::ReadBlocked);
                    }
                }
                Step::Stop(_) => return,
            }
        }
    }
}
