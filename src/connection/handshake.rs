//! The close frames of a connection, ours and the peer's, and what else the peer may do.

use std::time::Instant;

use ecow::EcoString;
use tungstenite::{Error, protocol::CloseFrame};

use super::Connection;
use crate::{
    Close, CloseCode, CloseRequest, Direction, Outcome, ReceivedClose, Violation,
    frame::LibraryClose,
    observe::ViolationSeen,
    policy::request::OutgoingClose,
    protocol::{Cause, Event},
    quirks::Fault,
    tap::{Foreign, RawClose},
};

/// A closing handshake, or what there is of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Handshake {
    /// From when [`Policy::close_timeout`](crate::Policy::close_timeout) counts: a close was asked for or
    /// came in, the peer broke a rule, or a write failed.
    pub(crate) closing_since: Option<Instant>,
    /// When the first close frame was asked for or came in.
    pub(crate) first_close: Option<Instant>,
    /// A drain's.
    pub(crate) deadline: Option<Instant>,
    /// A drain has asked for our close.
    pub(crate) drained: bool,
    pub(crate) read_fault: Option<Fault>,
    pub(crate) write_fault: Option<Fault>,
    pub(crate) received: Option<ReceivedClose>,
    /// Ours; in a complete report, only if it has left.
    pub(crate) sent: Option<SentClose>,
}

/// A close frame of ours.
#[derive(Debug, Clone)]
pub(crate) struct SentClose {
    /// 1005 for an empty frame; `None` where a raw frame holds none.
    pub(crate) code: Option<CloseCode>,
    /// It went out although it is illegal.
    pub(crate) illegal: bool,
    /// The reason as the application gave it, of whatever length; empty in an answer, which repeats
    /// the peer's.
    pub(crate) reason: EcoString,
}

impl SentClose {
    /// A close that the application did not ask for.
    pub(crate) fn of(close: &Close) -> Self {
        let code = close.code().unwrap_or(CloseCode::NO_STATUS_RECEIVED);
        Self { code: Some(code), illegal: false, reason: close.reason().into() }
    }

    /// A close that a server sends past us, as its client sees it.
    #[cfg(feature = "tokio")]
    pub(crate) fn seen(close: &ReceivedClose) -> Self {
        let illegal = close.violation().is_some();
        Self { code: close.code(), illegal, reason: close.reason().into() }
    }

    /// tungstenite's answer to the peer's close.
    fn answer(code: CloseCode) -> Self {
        Self { code: Some(code), illegal: false, reason: EcoString::new() }
    }
}

/// What is known about the close frame that came in, beside what the library tells.
#[derive(Debug)]
pub(crate) struct WireInfo {
    /// What the tap saw, unless the library tells it as it came.
    pub(crate) close: Option<Box<RawClose>>,
    /// tungstenite's `accept_unmasked_frames`.
    pub(crate) accept_unmasked_frames: bool,
}

/// What a failed read amounts to.
#[derive(Debug, Default)]
pub(crate) struct FailedRead {
    /// The close that tells the peer, if one is to be sent.
    pub(crate) reply: Option<OutgoingClose>,
    /// What tungstenite failed at is a close frame that breaks no rule but its own limits: the peer
    /// closed.
    pub(crate) close: Option<Option<CloseFrame>>,
}

impl Connection {
    /// Puts a close before the policy. `None` means that there is nothing to send: a close frame
    /// went one way or the other already. `room`: how many bytes of payload the write buffer takes.
    pub(crate) fn request_close(
        &mut self,
        request: CloseRequest,
        cause: Cause,
        room: usize,
    ) -> Result<Option<OutgoingClose>, Error> {
        if !self.facts.is_open() {
            return Ok(None);
        }
        let accepted = match request.apply_policy(self.policy().illegal_close(), room) {
            Ok(accepted) => accepted,
            Err(rejected) => {
                self.note_sent_violations(rejected.violations);
                return Err(rejected.into());
            }
        };
        if accepted.close.frame.len() > room {
            return Err(Error::WriteBufferFull(Box::new(accepted.close.frame.into_message())));
        }
        self.note_sent_violations(accepted.violations);
        self.begin_handshake();
        self.handle_event(Event::CloseRequested(cause));
        Ok(Some(accepted.close))
    }

    /// tungstenite took our close.
    pub(crate) fn handed_over(&mut self, sent: SentClose, raw: bool) {
        self.begin_timeout().sent = Some(sent);
        self.handle_event(Event::HandedOver { raw });
    }

    /// tungstenite delivered the peer's close, and answered it with the same frame if it came first.
    /// `room`: how many bytes of payload the write buffer takes.
    pub(crate) fn received(
        &mut self,
        library_close: Option<LibraryClose<'_>>,
        wire_info: WireInfo,
        room: usize,
    ) {
        let is_answered_so = !self.facts.has_handed_over();
        let fits = library_close.is_none_or(|close| 2 + close.reason.len() <= room);
        let close = match self.parse(&wire_info, library_close) {
            Some(close) => close,
            None => ReceivedClose::from_library(library_close),
        };
        let code = library_close.map_or(CloseCode::NO_STATUS_RECEIVED, |close| close.code);
        self.record_close(close, true, Some(code));
        if is_answered_so && !fits {
            // tungstenite keeps it for ever (Q11).
            self.handle_event(Event::NotTaken);
        }
    }

    /// tungstenite says that the connection is closed, and has told of no close frame: somebody else
    /// has read it.
    pub(crate) fn received_elsewhere(&mut self) {
        self.record_close(ReceivedClose::unknown(), true, None);
    }

    /// Our close went before the socket was wrapped.
    pub(crate) fn closed_elsewhere(&mut self) {
        let sent = SentClose { code: None, illegal: false, reason: EcoString::new() };
        self.begin_handshake();
        self.handle_event(Event::CloseRequested(Cause::Owner));
        self.handle_event(Event::Flushed);
        self.handed_over(sent, false);
    }

    /// tungstenite failed to read. If the tap has handed up a close frame, that frame is what it
    /// failed at: all that came before was delivered. `truncated_close`: without a tap, the error
    /// alone tells that it was a close frame. `foreign`: what came where a frame was due.
    pub(crate) fn read_failed(
        &mut self,
        fault: Fault,
        truncated_close: bool,
        wire_info: WireInfo,
        foreign: Option<Foreign>,
    ) -> FailedRead {
        if !fault.is_peer_error() {
            self.begin_timeout().read_fault = Some(fault);
            self.handle_event(Event::TransportEnded(fault.loss()));
            return FailedRead::default();
        }
        let fault = foreign.map_or(fault, Fault::of_foreign);
        let close =
            self.parse(&wire_info, None).or_else(|| truncated_close.then(ReceivedClose::truncated));
        let replies = self.facts.is_open() || !self.facts.has_handed_over();
        match close {
            // Over tungstenite's limits for frames, and yet within what every peer may send.
            Some(close) if close.violation().is_none() && fault.outcome == Outcome::TooBig => {
                let frame = close.to_frame();
                let reply = OutgoingClose::of_ours(Close::answer(frame.as_ref()));
                self.record_close(close, false, None);
                FailedRead { reply: replies.then_some(reply), close: Some(frame) }
            }
            Some(close) if close.violation().is_some() => {
                self.record_close(close, false, None);
                FailedRead { reply: self.reply_to(fault, replies), close: None }
            }
            _ => {
                self.begin_timeout().read_fault = Some(fault);
                let rule = fault.broken_rule();
                self.handle_event(Event::Broke { rule, in_close: false, answered: false });
                FailedRead { reply: self.reply_to(fault, replies), close: None }
            }
        }
    }

    /// The close that tells the peer which rule it broke (RFC 6455 section 7.1.7).
    fn reply_to(&mut self, fault: Fault, replies: bool) -> Option<OutgoingClose> {
        let code = fault.close_code().filter(|_| replies && self.config.fail_connection)?;
        // It is the first close frame; but of a connection that has ended nothing is told any more.
        if !self.facts.has_ended() {
            self.begin_handshake();
        }
        Some(OutgoingClose::of_ours(Close::of_ours(code)))
    }

    /// `answer`: the code with which tungstenite answers, if ours is not out.
    pub(super) fn record_close(
        &mut self,
        close: ReceivedClose,
        answered: bool,
        answer: Option<CloseCode>,
    ) {
        let is_first = !self.facts.has_handed_over();
        let violation = close.violation();
        if let Some(violation) = violation {
            self.note_violation(Direction::Received, violation);
        }
        if self.facts.ours_is_sent() && self.is_rejection(&close) {
            self.note_violation(Direction::Sent, Violation::Rejected);
        }
        if let Some(begun) = self.begun.as_mut().filter(|_| is_first) {
            // Ours was asked for, and had not gone.
            begun.handshake_mut().first_close = None;
        }
        let handshake = self.begin_handshake();
        if let Some(code) = answer.filter(|_| is_first) {
            handshake.sent = Some(SentClose::answer(code));
        }
        handshake.received = Some(close);
        match violation.map(Fault::of_violation) {
            None => self.handle_event(Event::Close { answered }),
            Some(fault) => {
                self.begin_timeout().read_fault = Some(fault);
                self.handle_event(Event::Broke {
                    rule: fault.broken_rule(),
                    in_close: true,
                    answered,
                });
            }
        }
    }

    /// The peer took our legal close for an error: what a dozen common clients do with 1012-1014.
    fn is_rejection(&self, answer: &ReceivedClose) -> bool {
        let Some(SentClose { code: code @ Some(_), illegal: false, .. }) = self.sent() else {
            return false;
        };
        match answer.violation() {
            Some(violation) => violation == Violation::InvalidCode,
            None => {
                answer.code() != *code
                    && matches!(
                        answer.code(),
                        Some(CloseCode::PROTOCOL_ERROR | CloseCode::INVALID_FRAME_PAYLOAD_DATA)
                    )
            }
        }
    }

    /// The close frame that the tap saw, if there is a tap.
    fn parse(
        &self,
        WireInfo { close, accept_unmasked_frames }: &WireInfo,
        library_close: Option<LibraryClose<'_>>,
    ) -> Option<ReceivedClose> {
        let (raw, role) = (close.as_deref()?, self.config.role);
        Some(ReceivedClose::from_wire(raw, library_close, role, *accept_unmasked_frames))
    }

    pub(crate) fn note_sent_violations(&mut self, violations: [Option<Violation>; 2]) {
        for violation in violations.into_iter().flatten() {
            self.note_violation(Direction::Sent, violation);
        }
    }

    fn note_violation(&mut self, direction: Direction, violation: Violation) {
        self.violation.get_or_insert((direction, violation));
        let endpoint = self.monitor.current_endpoint();
        let seen = ViolationSeen { role: self.config.role, endpoint, direction, violation };
        self.monitor.observers().each(|it| it.on_violation(&seen));
    }

    fn sent(&self) -> Option<&SentClose> {
        self.handshake()?.sent.as_ref()
    }
}
