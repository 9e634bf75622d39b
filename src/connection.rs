//! One connection: feeds the handshake, and turns its outcome into the one report.

use std::time::Instant;

use tracing::Span;
use tungstenite::{Error, Message, error::ProtocolError, protocol::CloseFrame};

use crate::{
    CloseCode, CloseLayer, CloseReport, CloseRequest, Direction, Policy, ReceivedClose, Role,
    Source, Violation,
    fault::Fault,
    handshake::{Event, Handshake, SentClose},
    report::Circumstances,
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
    span: Option<Span>,
    clock: fn() -> Instant,
    opened: Instant,
    handshake: Handshake,
    violation: Option<(Direction, Violation)>,
    /// tungstenite took no notice of our close frame, since it had to go out as a raw frame.
    raw_close: bool,
    report: Option<Box<CloseReport>>,
}

impl Connection {
    pub(crate) fn open(
        layer: &CloseLayer,
        role: Role,
        source: Source,
        clock: fn() -> Instant,
    ) -> Self {
        layer.observers().each(|observer| observer.on_open(role, layer.catalog()));
        Self {
            layer: layer.clone(),
            role,
            source,
            span: layer.span(),
            clock,
            opened: clock(),
            handshake: Handshake::default(),
            violation: None,
            raw_close: false,
            report: None,
        }
    }

    pub(crate) fn policy(&self) -> &Policy {
        self.layer.policy_in_force()
    }

    pub(crate) fn role(&self) -> Role {
        self.role
    }

    pub(crate) fn report(&self) -> Option<&CloseReport> {
        self.report.as_deref()
    }

    /// No close frame either way, and not ended.
    pub(crate) fn is_open(&self) -> bool {
        self.handshake.is_open()
    }

    /// Our close frame, if there is one, has fully left.
    pub(crate) fn written(&self) -> bool {
        self.handshake.written()
    }

    /// tungstenite would answer the peer's close although ours is out.
    pub(crate) fn sent_raw(&self) -> bool {
        self.raw_close
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
                    && self.policy().illegal_close == crate::IllegalClose::Pass;
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

    /// An approved close was handed to tungstenite.
    pub(crate) fn sent(&mut self, sent: SentClose, raw: bool) {
        self.raw_close = raw;
        self.handle(Event::Sent(sent));
    }

    /// Everything handed to tungstenite has left.
    pub(crate) fn all_written(&mut self) {
        self.handle(Event::Written);
    }

    /// tungstenite delivered the peer's close, and answered it with the same frame if it came first.
    pub(crate) fn received(
        &mut self,
        frame: Option<&CloseFrame>,
        seen: Option<&RawClose>,
        unmasked_is_fine: bool,
    ) {
        let close = match seen {
            Some(raw) => ReceivedClose::from_wire(raw, self.role, unmasked_is_fine),
            None => ReceivedClose::from_host(frame),
        };
        let reply = SentClose {
            code: Some(match frame {
                Some(frame) => CloseCode::new(frame.code.into()),
                None => CloseCode::NO_STATUS_RECEIVED,
            }),
            illegal: false,
            reason: frame.map(|frame| frame.reason.clone()).unwrap_or_default(),
            written: false,
        };
        self.note_received(&close);
        self.handle(Event::Received { close, reply: Some(reply) });
    }

    /// tungstenite failed to read. If the tap has handed up a close frame, that frame is what it
    /// failed at: all that came before was digested.
    pub(crate) fn read_failed(
        &mut self,
        error: &Error,
        seen: Option<&RawClose>,
        unmasked_is_fine: bool,
    ) {
        let Some(fault) = Fault::of(error) else { return };
        let close = match (seen, error) {
            (Some(raw), _) => Some(ReceivedClose::from_wire(raw, self.role, unmasked_is_fine)),
            // The one error that only a close frame can cause.
            (None, Error::Protocol(ProtocolError::InvalidCloseSequence)) => {
                Some(ReceivedClose::truncated())
            }
            _ => None,
        };
        match close.filter(|close| close.violation().is_some()) {
            Some(close) if fault.is_the_peers() => {
                self.note_received(&close);
                self.handle(Event::Received { close, reply: None });
            }
            _ => self.handle(Event::Failed(fault)),
        }
    }

    /// tungstenite failed to write.
    pub(crate) fn write_failed(&mut self, error: &Error) {
        if let Some(fault) = Fault::of(error) {
            self.handle(Event::Failed(fault));
        }
    }

    /// Whether the close handshake has outlived its time.
    pub(crate) fn is_overdue(&self) -> bool {
        self.handshake.first.is_some_and(|(_, begun)| {
            (self.clock)().saturating_duration_since(begun) >= self.policy().close_timeout
        })
    }

    /// The close handshake outlived its time.
    pub(crate) fn timed_out(&mut self) {
        self.handle(Event::TimedOut);
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
        if self.report.is_some() {
            return;
        }
        let now = (self.clock)();
        let Some(outcome) = self.handshake.handle(event, now) else { return };
        let first = self.handshake.first;
        let circumstances = Circumstances {
            role: self.role,
            source: self.source,
            violation: self.violation,
            duration: now.saturating_duration_since(self.opened),
            handshake_duration: first.map(|(_, at)| now.saturating_duration_since(at)),
            catalog: self.layer.catalog().clone(),
            span: self.span.take(),
        };
        let report = CloseReport::assemble(&mut self.handshake, outcome, circumstances);
        let report = self.report.insert(Box::new(report));
        self.layer.observers().each(|observer| observer.on_close(report));
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.handle(Event::LetGo { panicking: std::thread::panicking() });
    }
}

/// A close that may be handed to tungstenite.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(crate) message: Message,
    pub(crate) sent: SentClose,
    pub(crate) raw: bool,
}
