//! Which reports there can be.
//!
//! The close frames that each outcome has are those of the protocol, which a test in `protocol` holds them to.
//! The kinds of errors are those that its drivers tell. Nothing here makes a report.

use super::ReportBuilder;
use crate::{ErrorType, Initiator, Outcome, ReceivedClose, quirks::Fault};

impl ReportBuilder {
    /// What a connection can come to: see `derive_ending` of the protocol.
    pub(super) fn check(&self) -> Result<(), &'static str> {
        if let Some(why) =
            refuses(self.outcome, self.first, self.received.is_some(), self.sent.is_some())
        {
            return Err(why);
        }
        let violation = self.received.as_ref().and_then(ReceivedClose::violation);
        let faulty = violation.map(|violation| Fault::of_violation(violation).outcome);
        let is_fault = matches!(
            self.outcome,
            Outcome::ProtocolError | Outcome::InvalidPayload | Outcome::TooBig
        );
        if faulty.is_some_and(|outcome| outcome != self.outcome) {
            return Err("the peer's close broke a rule, which is another outcome");
        }
        if is_fault && self.received.is_some() && faulty.is_none() {
            return Err("the peer's close broke no rule, and ends the connection");
        }
        if self.error_type.is_some_and(|error_type| !allows(self.outcome, error_type)) {
            return Err("that kind of error leads to another outcome");
        }
        Ok(())
    }

    pub(super) fn commonest_error(&self) -> Option<ErrorType> {
        let broken = self.received.as_ref().and_then(ReceivedClose::violation);
        match self.outcome {
            Outcome::Clean | Outcome::Abandoned | Outcome::Dropped | Outcome::Panicked => None,
            Outcome::Timeout | Outcome::PingTimeout | Outcome::Stalled => Some(ErrorType::TimedOut),
            Outcome::NotAwaited => Some(ErrorType::BrokenPipe),
            Outcome::Unanswered | Outcome::Eof => Some(ErrorType::Eof),
            Outcome::Reset => Some(ErrorType::ConnectionReset),
            Outcome::Unreachable => Some(ErrorType::ConnectionTimedOut),
            Outcome::IoError => Some(ErrorType::Io),
            Outcome::ProtocolError => Some(
                broken.map_or(ErrorType::ReservedOpcode, |it| Fault::of_violation(it).error_type),
            ),
            Outcome::InvalidPayload => Some(ErrorType::InvalidUtf8),
            Outcome::TooBig => Some(ErrorType::MessageTooBig),
        }
    }
}

/// Why no connection with these close frames has this outcome, if none has.
pub(crate) fn refuses(
    outcome: Outcome,
    first: Initiator,
    received: bool,
    sent: bool,
) -> Option<&'static str> {
    match outcome {
        Outcome::Clean if !(received && sent) => Some("a clean end has both close frames"),
        Outcome::NotAwaited if sent || !received => Some("only the peer's close arrived"),
        Outcome::Unanswered if received || !sent => Some("only our close arrived"),
        Outcome::Abandoned | Outcome::Timeout if received && sent => Some("that is a clean end"),
        Outcome::PingTimeout | Outcome::Stalled if received => Some("the peer closed"),
        Outcome::Eof | Outcome::Reset | Outcome::Unreachable | Outcome::IoError
            if received || sent =>
        {
            Some("there was no close frame either way")
        }
        Outcome::TooBig if received => Some("no close frame is too big"),
        Outcome::Dropped | Outcome::Panicked if received && first == Initiator::Remote => {
            Some("the peer's close is the ending")
        }
        _ => None,
    }
}

/// Whether this kind of error can stand beside the outcome.
fn allows(outcome: Outcome, error_type: ErrorType) -> bool {
    use ErrorType as E;
    let ends_transport = match error_type {
        E::Eof | E::TlsTruncated => Some(Outcome::Eof),
        E::ConnectionReset | E::ConnectionAborted | E::BrokenPipe => Some(Outcome::Reset),
        E::ConnectionTimedOut | E::HostUnreachable | E::NetworkUnreachable | E::NetworkDown => {
            Some(Outcome::Unreachable)
        }
        E::TimedOut | E::Io | E::Tls | E::ConnectionRefused => Some(Outcome::IoError),
        // Of connections that never opened.
        E::InvalidHttp | E::InvalidUpgrade => return false,
        _ => None,
    };
    match outcome {
        Outcome::Clean | Outcome::Abandoned | Outcome::Dropped | Outcome::Panicked => false,
        Outcome::Timeout | Outcome::PingTimeout | Outcome::Stalled => error_type == E::TimedOut,
        Outcome::NotAwaited | Outcome::Unanswered => ends_transport.is_some(),
        Outcome::InvalidPayload => error_type == E::InvalidUtf8,
        Outcome::TooBig => error_type == E::MessageTooBig,
        Outcome::ProtocolError => {
            ends_transport.is_none() && !matches!(error_type, E::InvalidUtf8 | E::MessageTooBig)
        }
        Outcome::Eof | Outcome::Reset | Outcome::Unreachable | Outcome::IoError => {
            ends_transport == Some(outcome)
        }
    }
}
