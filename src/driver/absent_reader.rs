//! A sender that waits for the end of a connection, and a reader who may be gone.
//!
//! A close handshake ends when somebody reads the peer's close. Most often the application does, in
//! another task or in the same one; but a handler may only write, or have dropped its reading half, and
//! then the sender has to read in its place, and discard. Whether somebody reads can't be told from a
//! waker, which may have been left behind by a `select!`. So the reader is woken, and is taken to be
//! absent if it does not poll within [`PROBE_TIMEOUT`].

use std::{
    task::{Context, Poll},
    time::Duration,
};

use super::{Driver, Error, Socket, closing::Reader, step::Step};
use crate::protocol::{Action, Event, Sends};

/// How long a sender that waits for the end gives the reader to poll.
const PROBE_TIMEOUT: Duration = Duration::from_millis(10);
/// How often it asks again while it waits: a reader that was there may have been dropped.
const PROBE_INTERVAL: Duration = Duration::from_millis(250);

impl<S: Socket> Driver<S> {
    /// Drives a close that a handle asked for until a message that waits for the end can be told of it.
    pub(super) fn poll_end_of_wait(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.drive_writing(cx, |driver, _| {
            let is_over = |driver: &Self| driver.connection.sends() != Sends::Wait;
            // A write that fails is part of the end, which is what the message is told.
            loop {
                match driver.drive_for_reader(is_over, true) {
                    Poll::Ready(Err(_)) => {}
                    polled => return polled.map(|_| ()),
                }
            }
        })
    }

    /// Drives the protocol until `is_over` says so, and reads in the reader's place once it is absent;
    /// what it reads is discarded. If not `may_discard`, messages lie before the end that somebody may
    /// yet want, and are left there as long as there is time. Fails when a write does.
    pub(super) fn drive_for_reader(
        &mut self,
        is_over: impl Fn(&Self) -> bool,
        may_discard: bool,
    ) -> Poll<Result<(), Error<S>>> {
        self.check_timeout();
        let mut discarded = 0;
        while !is_over(self) {
            let was_absent = self.reader_is_absent();
            if was_absent {
                // From now on nobody but us can notice that it takes too long.
                self.connection.begin_timeout();
            }
            let may_read = self.connection.facts().must_not_wait() || (may_discard && was_absent);
            match self.step(may_read) {
                Step::Went => {}
                Step::Message(_) => self.count_discarded(&mut discarded),
                Step::WriteFailed(error) => return Poll::Ready(Err(error)),
                // Nobody asks for the peer's close. Where the application's next call is to answer it,
                // this is that call.
                Step::Stop(Action::Deliver) => self.connection.handle_event(Event::Delivered),
                Step::Stop(action) => {
                    let reads = action == Action::Read;
                    if reads {
                        self.probe_reader();
                    }
                    let goes_on = self.poll_timeout()
                        || (reads
                            && (self.reader_is_absent() != was_absent || self.probe_is_due()));
                    if !goes_on {
                        return Poll::Pending;
                    }
                }
            }
        }
        Poll::Ready(Ok(()))
    }

    /// Nobody reads: what comes in is discarded on the owner's behalf.
    fn reader_is_absent(&self) -> bool {
        !S::IS_ASYNC || self.closing.as_ref().is_some_and(|it| it.reader == Reader::Absent)
    }

    /// The reader's time has just run out, maybe while the timer was looked at: there is nothing to wait
    /// for.
    fn probe_is_due(&self) -> bool {
        let now = self.connection.now();
        self.closing.as_ref().is_some_and(|closing| match closing.reader {
            Reader::Probed { until } | Reader::Present { until } => until <= now,
            Reader::Unknown | Reader::Polled | Reader::Absent => false,
        })
    }

    /// Wakes the reader, to see whether it polls.
    fn probe_reader(&mut self) {
        let now = self.connection.now();
        let closing = self.closing.get_or_insert_default();
        closing.reader = match closing.reader {
            Reader::Unknown => {
                self.wakers.wake_other(self.polled);
                Reader::Probed { until: now + PROBE_TIMEOUT }
            }
            Reader::Present { until } if until <= now => {
                self.wakers.wake_other(self.polled);
                Reader::Probed { until: now + PROBE_TIMEOUT }
            }
            Reader::Probed { until } if until <= now => Reader::Absent,
            Reader::Polled => Reader::Present { until: now + PROBE_INTERVAL },
            other => other,
        };
    }
}
