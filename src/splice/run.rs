//! Both directions of a splice, and whose an ending is: what the directions come to becomes the events of a
//! connection that is told of, and the protocol does the rest.
//!
//! What is read is a cause of what is read after it was passed on. So the first end counts, and where both
//! sides have ended before either was passed on, nobody can tell which was first: then it is the client's.

use std::{
    pin::Pin,
    task::{Context, Poll, Waker},
    time::{Duration, Instant},
};

use tokio::io::{AsyncRead, AsyncWrite};

use super::{
    Spliced,
    farewell::{framed, masked},
    frames::Last,
    pipe::{Pipe, Step},
};
use crate::{
    Close, CloseMonitor, ReceivedClose, Role, Towards, Violation,
    connection::{Connection, SentClose},
    driver::{Boxed, Sleeping, now, poll_unconstrained},
    protocol::LINGER,
    quirks::Fault,
    relay,
    tap::{Masking, RawClose},
};

/// A stream says "not yet" of what lies in the system, until the runtime has asked that again.
const ONE_TURN: Duration = Duration::from_millis(1);
/// After so many steps, some MiB, others are to have their turn, should the streams not see to that.
const STEPS: usize = 128;

#[derive(Debug)]
pub(super) struct Run {
    pub(super) connection: Connection,
    pub(super) to_upstream: Pipe,
    pub(super) to_client: Pipe,
    pub(super) tell_survivor: bool,
    pub(super) linger: Duration,
    /// The close that is on its way to the client: the server's, or what a handle has asked for.
    leaving: Option<SentClose>,
    client_has_closed: bool,
    /// A handle or a drain has asked for a close.
    is_asked: bool,
    /// Since one side has ended, or takes nothing more.
    one_sided_since: Option<Instant>,
    /// A write to it failed. Why, its reading half may still have to say.
    client_takes_nothing: bool,
    upstream_takes_nothing: bool,
    /// The server has ended without a close frame. Until then the client is looked at.
    judged_at: Option<Instant>,
    registered: Option<Waker>,
    timer: Boxed<Sleeping>,
}

impl Run {
    pub(super) fn new(monitor: &CloseMonitor) -> Self {
        Self {
            connection: Connection::open_spliced(monitor, now),
            to_upstream: Pipe::new(Masking::Demanded),
            to_client: Pipe::new(Masking::Forbidden),
            tell_survivor: false,
            linger: LINGER,
            leaving: None,
            client_has_closed: false,
            is_asked: false,
            one_sided_since: None,
            client_takes_nothing: false,
            upstream_takes_nothing: false,
            judged_at: None,
            registered: None,
            timer: Boxed::default(),
        }
    }

    pub(super) fn forbid_extensions(&mut self) {
        self.to_upstream.forbid_extensions();
        self.to_client.forbid_extensions();
    }

    pub(super) fn poll<C, U>(
        &mut self,
        cx: &mut Context<'_>,
        client: &mut C,
        upstream: &mut U,
    ) -> Poll<Spliced>
    where
        C: AsyncRead + AsyncWrite + Unpin,
        U: AsyncRead + AsyncWrite + Unpin,
    {
        let mut steps = 0;
        loop {
            if self.connection.control().has_pending() {
                self.take_request();
            }
            // The client first: of two ends in one moment, its own counts. Then the other, whatever that
            // came to, so that neither waits for the end of a stream that is always ready.
            let from_client = match self.judged_at {
                // What has arrived is to be known, be the task's budget spent or not.
                Some(_) => {
                    poll_unconstrained(cx, |cx| self.to_upstream.poll_step(cx, client, upstream))
                }
                None => self.to_upstream.poll_step(cx, client, upstream),
            };
            let was_ready = from_client.is_ready();
            if let Poll::Ready(step) = from_client {
                self.note_of_client(step);
            }
            let from_upstream = self.to_client.poll_step(cx, upstream, client);
            let was_ready = was_ready | from_upstream.is_ready();
            if let Poll::Ready(step) = from_upstream {
                self.note_of_upstream(step);
            }
            if was_ready {
                steps += 1;
                if steps < STEPS {
                    continue;
                }
                // Streams that are always ready are not to hold up what follows.
                cx.waker().wake_by_ref();
            } else {
                self.connection.note_idle();
                if self.judged_at.is_none()
                    && self.to_upstream.is_over()
                    && self.to_client.is_over()
                {
                    break;
                }
            }
            self.register(cx);
            let Some(until) = self.wait_until() else { return Poll::Pending };
            // Without a runtime the look at the client is all that there is.
            if self.timer.poll_at(until, self.judged_at.is_some(), cx).is_pending() {
                return Poll::Pending;
            }
            if self.connection.report().is_some() && self.judged_at.is_none() {
                // What has not left by now never will.
                let _ = Pin::new(&mut *client).poll_shutdown(cx);
                let _ = Pin::new(&mut *upstream).poll_shutdown(cx);
                break;
            }
            self.give_up();
        }
        Poll::Ready(self.finish())
    }

    fn finish(&mut self) -> Spliced {
        self.connection.told_dropped();
        Spliced {
            report: self.connection.control().report().expect("what is dropped has ended"),
            to_upstream: self.to_upstream.written(),
            to_client: self.to_client.written(),
        }
    }

    fn note_of_client(&mut self, step: Step) {
        match step {
            Step::Read => self.connection.note_use(),
            Step::Written | Step::CloseLeft => {}
            Step::Last(Last::Close(raw)) => {
                self.client_has_closed = true;
                let close = ReceivedClose::from_wire(&raw, None, Role::Server, false);
                self.connection.told_close(close);
            }
            Step::Last(Last::Broke(fault)) => {
                self.connection.told_broken(fault);
            }
            Step::InputEnded(fault) => self.note_client_ended(fault),
            Step::WriteFailed(_) => {
                self.upstream_takes_nothing = true;
                self.note_one_sided();
            }
        }
    }

    fn note_of_upstream(&mut self, step: Step) {
        match step {
            Step::Read => self.connection.note_output(),
            Step::Written => {}
            // It passes, even where one was asked for: then it had begun before.
            Step::Last(Last::Close(raw)) if self.to_client.passes() => self.note_close(&raw),
            Step::Last(_) => {}
            Step::CloseLeft => {
                self.to_client.reads_ahead = false;
                if let Some(close) = self.leaving.take() {
                    self.connection.told_sent_close(close);
                }
            }
            Step::InputEnded(_) => self.note_upstream_ended(),
            Step::WriteFailed(fault) => {
                self.client_takes_nothing = true;
                self.note_one_sided();
                self.connection.write_failed(fault);
            }
        }
    }

    /// The server's close is on its way.
    fn note_close(&mut self, raw: &RawClose) {
        // A client that takes nothing is not to hide that the server has ended TCP behind it.
        self.to_client.reads_ahead = true;
        let close = ReceivedClose::from_wire(raw, None, Role::Client, false);
        if !self.connection.facts().has_ended() {
            self.connection.note_sent_violations([close.violation().map(of_sender), None]);
        }
        self.leaving = Some(SentClose::seen(&close));
    }

    /// The client is gone, or has shut its side behind its close.
    fn note_client_ended(&mut self, fault: Fault) {
        self.note_one_sided();
        if !self.client_has_closed {
            self.connection.told_ended(fault);
        }
        if let Some(close) = self.close_for_survivor(Towards::Server) {
            self.to_upstream.say_farewell_now(masked(close));
        }
        self.to_upstream.end();
    }

    fn note_upstream_ended(&mut self) {
        self.note_one_sided();
        if self.connection.facts().has_ended() || self.client_is_to_answer() {
            self.to_client.end();
        } else {
            self.judged_at = now().checked_add(ONE_TURN);
            self.to_upstream.reads_ahead = true;
        }
    }

    /// The server has ended without a close, and what has arrived of the client is known.
    fn judge(&mut self) {
        self.judged_at = None;
        self.to_upstream.reads_ahead = false;
        if !self.client_is_to_answer() {
            self.connection.told_dropped();
        }
        if let Some(close) = self.close_for_survivor(Towards::Client) {
            self.to_client.say_farewell_now(framed(close));
        }
        self.to_client.end();
    }

    /// A close is on its way to the client, or has left: it has time for its answer.
    fn client_is_to_answer(&self) -> bool {
        self.connection.facts().ours_is_sent() || self.to_client.close_is_leaving()
    }

    /// What is to be told of an ending without a close frame.
    fn close_for_survivor(&self, towards: Towards) -> Option<Close> {
        let report = self.connection.report().filter(|report| {
            self.tell_survivor && report.received().is_none() && report.sent_code().is_none()
        })?;
        Some(relay(report, towards))
    }

    fn take_request(&mut self) {
        self.is_asked = true;
        let Some(close) = self.connection.take_request_to_both() else { return };
        // The server has closed by itself, and the client is about to be told.
        if self.to_client.close_is_leaving() {
            return;
        }
        self.leaving = Some(SentClose::of(&close));
        self.to_client.say_farewell(framed(close.clone()));
        self.to_upstream.say_farewell(masked(close));
    }

    fn note_one_sided(&mut self) {
        self.one_sided_since.get_or_insert_with(now);
    }

    /// How long what goes on may go on.
    fn wait_until(&self) -> Option<Instant> {
        if self.judged_at.is_some() {
            return self.judged_at;
        }
        if let Some(report) = self.connection.report() {
            return report.ended_at.checked_add(self.linger);
        }
        // A close that has found no room yet has the time that its answer has.
        let limit = match self.to_client.close_is_leaving() {
            true => self.connection.policy().close_timeout(),
            false => self.linger,
        };
        let one_sided = self.one_sided_since.and_then(|since| since.checked_add(limit));
        let facts = self.connection.facts();
        let is_in_vain =
            self.client_takes_nothing || (self.upstream_takes_nothing && !facts.ours_is_sent());
        if facts.is_open() {
            return one_sided;
        }
        let waits = self.is_asked || one_sided.is_some();
        let closing = self.connection.wait_until().filter(|_| waits);
        match is_in_vain {
            true => [one_sided, closing].into_iter().flatten().min(),
            false => closing,
        }
    }

    /// That time is over.
    fn give_up(&mut self) {
        let is_dropped = self.upstream_takes_nothing
            && self.connection.facts().is_open()
            && !self.client_is_to_answer();
        if is_dropped || self.judged_at.is_some() {
            return self.judge();
        }
        if self.client_has_closed && self.to_client.is_stuck() {
            self.connection.note_answer_stuck();
        }
        self.connection.told_timed_out();
        // Nobody is to be told after it was told that nothing was sent.
        self.to_client.withdraw_farewell();
        self.to_upstream.withdraw_farewell();
        self.to_upstream.end();
        self.to_client.end();
    }

    fn register(&mut self, cx: &Context<'_>) {
        if self.registered.as_ref().is_none_or(|waker| !waker.will_wake(cx.waker())) {
            self.registered = Some(cx.waker().clone());
            self.connection.control().register(0, cx.waker());
        }
    }
}

/// What is too long for a client is, at the server, its reason.
fn of_sender(violation: Violation) -> Violation {
    match violation {
        Violation::TooLong => Violation::ReasonTooLong,
        other => other,
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.connection.told_cancelled();
    }
}
