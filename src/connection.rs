//! One connection: feeds the handshake, and turns its outcome into the one report.

use std::{sync::Arc, time::Instant};

use tungstenite::{Error, Message};

use crate::{
    Close, CloseCode, CloseHandle, CloseLayer, CloseReport, CloseRequest, Direction, IllegalClose,
    Initiator, Outcome, Policy, ReceivedClose, Role, Source, Violation,
    control::Control,
    fault::Fault,
    handshake::{Event, Handshake, SentClose},
    received::Told,
    registry::Seat,
    request::Wire,
    tap::RawClose,
};

/// The part of every wrapper that is the same: created when a socket is wrapped, and dropped with
/// it, whatever happens. Its `Drop` is why no connection ends without a report.
#[derive(Debug)]
pub(crate) struct Connection {
    layer: CloseLayer,
    role: Role,
    source: Source,
    /// tungstenite took no notice of our close frame, since it had to go out as a raw frame.
    raw_close: bool,
    /// Something came in since the socket was last seen quiet.
    stirred: bool,
    clock: fn() -> Instant,
    opened: Instant,
    quiet_since: Instant,
    handshake: Handshake,
    violation: Option<(Direction, Violation)>,
    control: Arc<Control>,
    seat: Seat,
    /// Once the connection has ended.
    report: Option<Arc<CloseReport>>,
}

/// What a witness knows about the close frame that came in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Witness<'a> {
    /// What the tap saw.
    pub(crate) seen: Option<&'a RawClose>,
    /// tungstenite's `accept_unmasked_frames`.
    pub(crate) unmasked_is_fine: bool,
}

impl Connection {
    pub(crate) fn open(
        layer: &CloseLayer,
        role: Role,
        source: Source,
        clock: fn() -> Instant,
    ) -> Self {
        layer.observers().each(|observer| observer.on_open(role, layer.catalog()));
        let control = Arc::default();
        let seat = layer.registry().enter(&control);
        let opened = clock();
        Self {
            layer: layer.for_connection(),
            role,
            source,
            raw_close: false,
            stirred: false,
            clock,
            opened,
            quiet_since: opened,
            handshake: Handshake::default(),
            violation: None,
            control,
            seat,
            report: None,
        }
    }

    pub(crate) fn policy(&self) -> &Policy {
        self.layer.policy_in_force()
    }

    pub(crate) fn role(&self) -> Role {
        self.role
    }

    pub(crate) fn control(&self) -> &Control {
        &self.control
    }

    pub(crate) fn handle_for_others(&self) -> CloseHandle {
        CloseHandle::new(Arc::clone(&self.control))
    }

    pub(crate) fn report(&self) -> Option<&CloseReport> {
        self.report.as_deref()
    }

    /// No close frame either way, and not ended.
    pub(crate) fn is_open(&self) -> bool {
        self.handshake.is_open()
    }

    /// When the first close frame went.
    #[cfg(feature = "tokio")]
    pub(crate) fn closing_since(&self) -> Option<Instant> {
        self.handshake.first.map(|(_, begun)| begun)
    }

    /// Nothing of ours is to be written any more: it has left, or nobody waits for it.
    pub(crate) fn is_settled(&self) -> bool {
        self.report.is_some() || self.handshake.written()
    }

    /// What lies unread may tell how the connection ended: why a write failed, or that our close was
    /// answered.
    #[cfg(feature = "tokio")]
    pub(crate) fn may_learn_more(&self) -> bool {
        self.handshake.write_failed() || (self.handshake.written() && self.report().is_none())
    }

    /// tungstenite would answer the peer's close although ours is out.
    pub(crate) fn sent_raw(&self) -> bool {
        self.raw_close
    }

    /// Something came in. No clock is asked: that would cost each message.
    #[inline]
    pub(crate) fn stirred(&mut self) {
        self.stirred = true;
    }

    /// Nothing more is in: if something was, now is when the quiet began.
    #[inline]
    pub(crate) fn quiet(&mut self) {
        if self.stirred {
            self.stirred = false;
            self.quiet_since = (self.clock)();
        }
    }

    /// Puts a close before the policy. `None` means that there is nothing to send: a close frame
    /// went one way or the other already.
    pub(crate) fn approve(&mut self, request: CloseRequest) -> Result<Option<Outgoing>, Error> {
        if !self.is_open() {
            return Ok(None);
        }
        match request.approve(self.policy().illegal_close) {
            Ok(approved) => {
                self.note_sent(approved.violations);
                let illegal = approved.violations != [None, None]
                    && self.policy().illegal_close == IllegalClose::Pass;
                let sent = SentClose {
                    code: approved.wire.code(),
                    illegal,
                    reason: approved.text,
                    written: false,
                };
                let raw = matches!(approved.wire, Wire::Raw(_));
                Ok(Some(Outgoing { message: approved.wire.into_message(), sent, raw }))
            }
            Err(refused) => {
                self.note_sent(refused.violations);
                Err(refused.into())
            }
        }
    }

    /// An approved close was handed to tungstenite, or soon will be. Since `begun` it may have waited
    /// for room.
    pub(crate) fn sent(&mut self, sent: SentClose, raw: bool, begun: Instant) {
        self.raw_close = raw;
        self.handle_at(Event::Sent(sent), begun);
    }

    /// Everything handed to tungstenite has left.
    pub(crate) fn all_written(&mut self) {
        self.handle(Event::Written);
    }

    /// tungstenite delivered the peer's close, and answered it with the same frame if it came first.
    pub(crate) fn received(&mut self, told: Option<Told<'_>>, witness: Witness<'_>) {
        let close = match witness.seen {
            Some(raw) => self.parse(raw, told, witness),
            None => ReceivedClose::from_host(told),
        };
        let code = told.map_or(CloseCode::NO_STATUS_RECEIVED, |told| told.code);
        self.note_received(&close);
        self.handle(Event::Received { close, reply: Some(SentClose::unasked(code)) });
    }

    /// tungstenite failed to read. If the tap has handed up a close frame, that frame is what it
    /// failed at: all that came before was digested. `truncated_close`: without a tap, the error
    /// alone tells that it was a close frame.
    ///
    /// Returns the close that tells the peer why, if one is to be sent (RFC 6455 section 7.1.7).
    pub(crate) fn read_failed(
        &mut self,
        fault: Fault,
        truncated_close: bool,
        witness: Witness<'_>,
    ) -> Option<Message> {
        let close = match witness.seen {
            Some(raw) => Some(self.parse(raw, None, witness)),
            None => truncated_close.then(ReceivedClose::truncated),
        };
        let close = close.filter(|close| close.violation().is_some() && fault.is_the_peers());
        let code = fault.close_code().filter(|_| self.is_open() && self.policy().fail_connection);
        let reply = code.map(SentClose::unasked);
        match close {
            Some(close) => {
                self.note_received(&close);
                self.handle(Event::Received { close, reply });
            }
            None => self.handle(Event::Failed { fault, reply }),
        }
        code.map(|code| Close::of_ours(code).into())
    }

    /// tungstenite failed to write.
    pub(crate) fn write_failed(&mut self, fault: Option<Fault>) {
        if let Some(fault) = fault {
            self.handle(Event::WriteFailed(fault));
        }
    }

    /// Whether the close handshake has outlived its time.
    fn is_overdue(&self) -> bool {
        self.handshake.first.is_some_and(|(_, begun)| {
            (self.clock)().saturating_duration_since(begun) >= self.policy().close_timeout
        })
    }

    /// The close handshake outlived its time.
    pub(crate) fn timed_out(&mut self) {
        self.handle(Event::TimedOut);
    }

    /// The close that an open socket is to leave behind when it is dropped now.
    #[cfg(feature = "tokio")]
    pub(crate) fn farewell(&self) -> Option<(Message, SentClose)> {
        let wanted =
            self.is_open() && !self.handshake.write_failed() && self.policy().close_on_drop;
        let code = match std::thread::panicking() {
            true => CloseCode::INTERNAL_ERROR,
            false => CloseCode::GOING_AWAY,
        };
        wanted.then(|| (Close::of_ours(code).into(), SentClose::unasked(code)))
    }

    /// The application lets go; `farewell` has left.
    pub(crate) fn let_go(&mut self, farewell: Option<SentClose>) {
        if self.report().is_some() {
            return;
        }
        // Nobody polled in time to notice.
        if self.is_overdue() {
            self.timed_out();
        }
        self.handle(Event::LetGo { panicking: std::thread::panicking(), farewell });
    }

    fn parse(&self, raw: &RawClose, told: Option<Told<'_>>, witness: Witness<'_>) -> ReceivedClose {
        ReceivedClose::from_wire(raw, told, self.role, witness.unmasked_is_fine)
    }

    fn note_sent(&mut self, violations: [Option<Violation>; 2]) {
        for violation in violations.into_iter().flatten() {
            self.note(Direction::Sent, violation);
        }
    }

    fn note_received(&mut self, close: &ReceivedClose) {
        if let Some(violation) = close.violation() {
            self.note(Direction::Received, violation);
        }
    }

    fn note(&mut self, direction: Direction, violation: Violation) {
        self.violation.get_or_insert((direction, violation));
        let role = self.role;
        self.layer.observers().each(|it| it.on_violation(role, direction, violation));
    }

    fn handle(&mut self, event: Event) {
        if self.report.is_none() {
            self.handle_at(event, (self.clock)());
        }
    }

    fn handle_at(&mut self, event: Event, now: Instant) {
        if self.report.is_some() {
            return;
        }
        let outcome = self.handshake.handle(event, now);
        if !self.handshake.is_open() {
            self.control.note_closing();
        }
        if let Some(outcome) = outcome {
            self.end(outcome, now);
        }
    }

    fn end(&mut self, outcome: Outcome, now: Instant) {
        let first = self.handshake.first;
        let mut report = CloseReport {
            role: self.role,
            source: self.source,
            outcome,
            initiator: first.map_or(Initiator::None, |(initiator, _)| initiator),
            frames: self.handshake.frames.take(),
            violation: self.violation,
            error_type: self.handshake.fault.map(|fault| fault.error_type),
            opened_at: self.opened,
            quiet_since: (!self.stirred).then_some(self.quiet_since),
            closing_since: first.map(|(_, begun)| begun),
            ended_at: now,
            catalog: self.layer.catalog().clone(),
            locale: self.layer.locale_in_force(),
            span: self.layer.take_span(),
        };
        // Whoever waits for the end finds it counted and logged.
        self.layer.observers().each(|observer| observer.on_close(&report));
        // What is kept must not hold the span open. That a subscriber sees it close comes last here.
        let _span = report.span.take();
        let report = Arc::new(report);
        self.control.end(Arc::clone(&report));
        self.report = Some(report);
        self.layer.registry().leave(self.seat);
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.let_go(None);
    }
}

/// A close that may be handed to tungstenite.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(crate) message: Message,
    pub(crate) sent: SentClose,
    pub(crate) raw: bool,
}
