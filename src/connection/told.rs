//! A connection whose io nobody here sees: what the application tells of it becomes the events that a
//! driver would have fed. No rule of its own stands here; what is told too late, or twice, changes nothing.

use super::{Connection, SentClose};
use crate::{
    Close, IllegalClose, ReceivedClose, Source,
    frame::ClosePayload,
    policy::request::CloseRequest,
    protocol::{Cause, Event},
    quirks::Fault,
};

impl Connection {
    pub(crate) fn open_told(
        monitor: &crate::CloseMonitor,
        role: crate::Role,
        clock: fn() -> std::time::Instant,
    ) -> Self {
        let mut connection = Self::open(monitor, role, Source::Application, clock, false);
        // Whether the peer is told that it broke a rule is the library's to say; that it may be is why
        // a fault alone does not end the connection yet.
        connection.config.fail_connection = true;
        connection
    }

    /// What two spliced streams do is read along; no io is done here either.
    #[cfg(feature = "tokio")]
    pub(crate) fn open_spliced(
        monitor: &crate::CloseMonitor,
        clock: fn() -> std::time::Instant,
    ) -> Self {
        let mut connection = Self::open_told(monitor, crate::Role::Server, clock);
        connection.source = Source::Wire;
        connection.spliced = true;
        connection
    }

    /// The peer's close came in. Returns the close that answers it, if ours is still to go.
    pub(crate) fn told_received(&mut self, ClosePayload(payload): &ClosePayload) -> Option<Close> {
        let mut close = ReceivedClose::from_payload(payload);
        close.check_length();
        self.told_close(close)
    }

    /// The same, of a frame that was seen.
    pub(crate) fn told_close(&mut self, close: ReceivedClose) -> Option<Close> {
        if self.facts.has_read_the_last() {
            return None;
        }
        let answer = match close.violation() {
            None => Some(Close::answer(close.to_frame().as_ref())),
            Some(violation) => self.close_for(Fault::of_violation(violation)),
        };
        let is_answered = self.facts.has_handed_over();
        self.record_close(close, false, None);
        answer.filter(|_| !is_answered)
    }

    /// All of a close of ours has left.
    pub(crate) fn told_sent(&mut self, ClosePayload(payload): ClosePayload) {
        if self.facts.has_ended() || self.facts.has_handed_over() {
            return;
        }
        // It has left, whatever the policy thinks of it.
        let request = CloseRequest::from_payload(payload);
        let Ok(passed) = request.apply_policy(IllegalClose::Pass, usize::MAX) else { return };
        self.note_sent_violations(passed.violations);
        self.told_sent_close(passed.close.sent);
    }

    /// The same, of a close that was looked at before it left.
    pub(crate) fn told_sent_close(&mut self, close: SentClose) {
        if self.facts.has_ended() || self.facts.has_handed_over() {
            return;
        }
        self.request(Cause::Owner);
        self.handed_over(close, false);
        self.flushed();
    }

    /// The client has closed, and does not take what the server behind us sends.
    #[cfg(feature = "tokio")]
    pub(crate) fn note_answer_stuck(&mut self) {
        if let Some(begun) = &mut self.begun {
            begun.report().answer_stuck = true;
        }
    }

    /// The peer broke a rule, not with a close frame. Returns the close that tells it so, if ours is still
    /// to go.
    pub(crate) fn told_broken(&mut self, fault: Fault) -> Option<Close> {
        if self.facts.has_read_the_last() {
            return None;
        }
        let is_answered = self.facts.has_handed_over();
        self.begin_timeout().read_fault = Some(fault);
        self.handle_event(Event::Broke {
            rule: fault.broken_rule(),
            in_close: false,
            answered: false,
        });
        self.close_for(fault).filter(|_| !is_answered)
    }

    /// The transport ended.
    pub(crate) fn told_ended(&mut self, fault: Fault) {
        if self.facts.has_ended() {
            return;
        }
        if self.facts.has_read_the_last() {
            // The peer's side had come to its end before: what the end of the transport says is that ours
            // cannot leave any more.
            return self.write_failed(fault);
        }
        self.begin_timeout().read_fault = Some(fault);
        self.handle_event(Event::TransportEnded(fault.loss()));
    }

    /// A message came in.
    pub(crate) fn told_input(&mut self) {
        self.note_use();
        // Nobody tells when there is nothing more to read.
        self.note_idle();
    }

    /// Whoever held our side has let go of it.
    pub(crate) fn told_dropped(&mut self) {
        if self.facts.has_ended() {
            return;
        }
        self.note_dropped(false);
        for event in [Event::WriteBlocked, Event::ReadBlocked, Event::NotTaken, Event::ReadBlocked]
        {
            self.handle_event(event);
        }
    }

    /// The future that stood between two sides was dropped, which is neither's doing.
    #[cfg(feature = "tokio")]
    pub(crate) fn told_cancelled(&mut self) {
        if self.facts.has_ended() || std::thread::panicking() {
            return;
        }
        self.begin_timeout().read_fault.get_or_insert(Fault::CANCELLED);
        if self.facts.is_open() {
            self.handle_event(Event::GivenUp(Cause::Cancelled));
            self.handle_event(Event::NotTaken);
        }
        self.told_dropped();
    }

    /// There is no time left.
    pub(crate) fn told_timed_out(&mut self) {
        for event in [Event::TimedOut, Event::WriteBlocked, Event::ReadBlocked] {
            self.handle_event(event);
        }
    }

    /// Takes what a handle or a drain asks for: the close, if the connection is open.
    pub(crate) fn take_request(&mut self) -> Option<Close> {
        if !self.control.has_pending() {
            return None;
        }
        let request = self.control.take_request().filter(|_| self.facts.is_open());
        let deadline = self.control.deadline();
        if request.is_some() {
            self.request(Cause::Handle);
        }
        self.set_deadline(deadline, request.is_some());
        request
    }

    /// The same between two spliced streams, where a peer that broke a rule long ago may still be there: the
    /// server behind us took it.
    #[cfg(feature = "tokio")]
    pub(crate) fn take_request_to_both(&mut self) -> Option<Close> {
        if !self.facts.has_untold_fault() {
            return self.take_request();
        }
        let request = self.control.take_request();
        if request.is_some() {
            let now = self.now();
            self.begin_handshake().closing_since = Some(now);
        }
        self.set_deadline(self.control.deadline(), request.is_some());
        request
    }

    /// Ends a connection whose time to close is over.
    pub(crate) fn end_if_overdue(&mut self) {
        if self.facts.has_ended() || !self.is_overdue() {
            return;
        }
        self.told_timed_out();
    }

    fn request(&mut self, cause: Cause) {
        self.begin_handshake();
        self.handle_event(Event::CloseRequested(cause));
    }

    fn close_for(&self, fault: Fault) -> Option<Close> {
        let code = fault.close_code().filter(|_| self.policy().fail_connection())?;
        Some(Close::of_ours(code))
    }
}
