//! How a connection ends: what its owner leaves behind, and the one report.

use std::sync::Arc;

use super::{Connection, begun::Begun};
use crate::{
    Close, CloseCode, ErrorType, Initiator, Outcome,
    policy::request::OutgoingClose,
    protocol::{Ending, Event},
    quirks::Fault,
};

impl Connection {
    /// The owner drops the socket. Returns the close that an open one leaves behind.
    /// `in_task`: a task finishes it.
    pub(crate) fn note_dropped(&mut self, in_task: bool) -> Option<OutgoingClose> {
        if self.facts.has_ended() {
            self.handle_event(Event::Dropped { panicking: false, in_task });
            return None;
        }
        // The time of the handshake may have run out without a poll to notice it. Then the ending is a
        // time-out, and not that the application gave up. Behind a splice, that time is the server's.
        if !self.spliced && self.is_overdue() {
            self.handle_event(Event::TimedOut);
        }
        let panicking = std::thread::panicking();
        let close_on_drop =
            self.policy().close_on_drop().cloned().filter(|_| self.config.close_on_drop);
        let close_on_drop = close_on_drop.filter(|_| self.facts.is_open());
        if close_on_drop.is_some() {
            self.begin_handshake();
        }
        self.handle_event(Event::Dropped { panicking, in_task });
        close_on_drop.map(|close| match panicking {
            true => OutgoingClose::of_ours(Close::of_ours(CloseCode::INTERNAL_ERROR)),
            false => OutgoingClose::of_ours(close),
        })
    }

    /// All of it, for a task that finishes the handshake of a dropped socket; what remains does nothing.
    #[cfg(feature = "tokio")]
    pub(crate) fn move_out(&mut self) -> Self {
        let remains = Self {
            monitor: self.monitor.clone(),
            begun: None,
            control: Arc::clone(&self.control),
            report: self.report.clone(),
            moved: true,
            ..*self
        };
        std::mem::replace(self, remains)
    }

    pub(super) fn report_ending(&mut self, Ending { outcome, initiator }: Ending) {
        let error_type = self.error_type(outcome);
        let mut begun = self.begun.take().unwrap_or_else(|| Begun::of(self));
        let report = begun.report();
        // A close that never left told nobody. In the report it would read as if the peer had been told.
        if !self.facts.ours_is_sent() {
            report.handshake.sent = None;
        }
        if initiator == Initiator::None {
            report.handshake.first_close = None;
        }
        report.outcome = outcome;
        report.initiator = initiator;
        report.violation = self.violation;
        report.error_type = error_type;
        report.idle_since = (self.input & super::SINCE_IDLE == 0).then_some(self.idle_since);
        report.quiet = !self.sent_since_idle;
        report.ended_at = (self.clock)();
        report.round_trip = self.round_trip;
        report.span = self.monitor.take_span();
        let mut report = begun.share();
        // Whoever waits for the end finds it counted and logged.
        self.monitor.observers().each(|observer| observer.on_close(&report));
        // What is kept must not hold the span open. That a subscriber sees it close comes last here.
        let _span = Arc::get_mut(&mut report).and_then(|report| report.span.take());
        // Whoever waits for the end finds it among the open ones no more.
        self.monitor.registry().remove(self.key);
        self.control.publish(Arc::clone(&report));
        self.report = Some(report);
    }

    /// The kind of error that made it this outcome, if one did.
    fn error_type(&self, outcome: Outcome) -> Option<ErrorType> {
        let handshake = self.handshake()?;
        let (read, write) = (handshake.read_fault, handshake.write_fault);
        let fault = match outcome {
            Outcome::Clean | Outcome::Dropped | Outcome::Panicked => None,
            Outcome::Abandoned => read.filter(|fault| *fault == Fault::CANCELLED),
            Outcome::Timeout | Outcome::PingTimeout | Outcome::Stalled => {
                return Some(ErrorType::TimedOut);
            }
            Outcome::ProtocolError | Outcome::InvalidPayload | Outcome::TooBig => read,
            Outcome::Unanswered => read.or(write),
            Outcome::NotAwaited
            | Outcome::Eof
            | Outcome::Reset
            | Outcome::Unreachable
            | Outcome::IoError => write.or(read),
        };
        fault.map(|fault| fault.error_type)
    }
}

impl Drop for Connection {
    /// The last resort, where no io could be tried.
    fn drop(&mut self) {
        // Most have ended: those shall cost no call.
        if !self.moved && !self.facts.has_ended() {
            self.told_dropped();
        }
    }
}
