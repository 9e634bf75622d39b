//! Whose an ending is.
//!
//! The question of whoever is called at night: is it mine? It is answered from the facts of the report
//! alone. How loud an ending is follows other rules, in `observe/log/level.rs`, which ask here what was
//! our mistake.

use super::{Blame, Initiator, Outcome};
use crate::{CloseCode, CloseReport, Direction, ErrorType, Violation};

impl CloseReport {
    /// Whose the ending is: who could have made it another.
    ///
    /// | blame | when |
    /// |---|---|
    /// | ours | the application tried to send an illegal close, or closed with 1011 or 1014; `dropped`, `panicked`; `abandoned` by us with the peer's close unanswered; in a splice also `timeout`, where the server did not answer |
    /// | peer's | `unanswered`, `timeout`, `stalled`, `protocol_error`, `invalid_payload`, `too_big` |
    /// | network's | `ping_timeout`, `eof`, `reset`, `unreachable`, `io_error` |
    /// | nobody's | `clean`, `not_awaited`, and `abandoned` otherwise |
    ///
    /// # Example: a client that vanished
    ///
    /// ```
    /// use std::io::Cursor;
    /// use closeframe::{Blame, CloseMonitor};
    /// use tungstenite::{WebSocket, protocol::Role};
    ///
    /// let nothing = Cursor::new(Vec::new());
    /// let raw = WebSocket::from_raw_socket(nothing, Role::Server, None);
    /// let mut ws = CloseMonitor::silent().wrap(raw);
    /// assert!(ws.read().is_err());
    /// assert_eq!(ws.close_report().unwrap().blame(), Blame::Network);
    /// ```
    #[must_use]
    pub fn blame(&self) -> Blame {
        match self.outcome {
            _ if self.is_a_mistake_of_ours(self.code()) => Blame::Ours,
            Outcome::Clean | Outcome::NotAwaited => Blame::Nobody,
            // Neither side did.
            Outcome::Abandoned if self.error_type == Some(ErrorType::Cancelled) => Blame::Nobody,
            // Its close waited for an answer, and we left.
            Outcome::Abandoned if self.initiator == Initiator::Remote && self.sent().is_none() => {
                Blame::Ours
            }
            Outcome::Abandoned => Blame::Nobody,
            // The server behind a splice did not answer in time.
            Outcome::Timeout if self.initiator == Initiator::Remote && self.ending().spliced => {
                Blame::Ours
            }
            Outcome::Unanswered
            | Outcome::Timeout
            | Outcome::Stalled
            | Outcome::ProtocolError
            | Outcome::InvalidPayload
            | Outcome::TooBig => Blame::Peer,
            Outcome::PingTimeout
            | Outcome::Eof
            | Outcome::Reset
            | Outcome::Unreachable
            | Outcome::IoError => Blame::Network,
            Outcome::Dropped | Outcome::Panicked => Blame::Ours,
        }
    }

    /// The application closed as it should not: with an illegal close, or with 1011 or 1014, which
    /// say that the server failed. However the ending went after that. `code` is known already.
    #[inline]
    pub(crate) fn is_a_mistake_of_ours(&self, code: Option<CloseCode>) -> bool {
        // Most closes are the peer's, and fine.
        (self.violation.is_some() || self.initiator == Initiator::Local) && self.is_mistaken(code)
    }

    fn is_mistaken(&self, code: Option<CloseCode>) -> bool {
        let illegal = match self.violation {
            Some((Direction::Sent, violation)) => violation != Violation::Rejected,
            _ => false,
        };
        // These two send a close of their own, of whatever code, and not the application's.
        let of_the_policy = matches!(self.outcome, Outcome::PingTimeout | Outcome::Stalled);
        let failed = code.is_some_and(|code| matches!(code.as_u16(), 1011 | 1014));
        illegal || self.initiator == Initiator::Local && failed && !of_the_policy
    }
}
