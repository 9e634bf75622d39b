//! How a connection ended: computed from the facts whenever one of them may have changed it. The first
//! answer stands; what happens afterwards ends TCP, and is not told.

use super::{
    Cause, Facts,
    close_frames::{Ours, Theirs},
    facts::Owner,
    transport::{Input, Write},
};
use crate::{Initiator, Outcome};

/// How a connection ended, and who sent the first close frame that left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Ending {
    pub(crate) outcome: Outcome,
    pub(crate) initiator: Initiator,
}

impl Facts {
    /// The ending, if the facts hold one.
    #[inline]
    pub(super) fn derive_ending(&self) -> Option<Ending> {
        // Whether it leaves is part of the ending: with it `clean` becomes `not_awaited` or `timeout`, and
        // `unanswered` becomes `eof`. So as long as it may leave, nothing is decided.
        if self.ours_is_on_its_way() {
            return None;
        }
        let left_by_drop = self.ours == Ours::Sent && self.cause == Cause::Drop;
        let outcome = match self.theirs {
            Theirs::Broke { rule, .. } => rule.outcome(),
            // The peer may have answered the close that a drop left behind, and a task waited for it. All
            // the same the application dropped an open socket, and that is what it has to know.
            Theirs::Close | Theirs::TransportEnded(_) if left_by_drop => self.dropped(),
            Theirs::Close => self.answered(),
            Theirs::TransportEnded(_) if self.ours == Ours::Sent => Outcome::Unanswered,
            // A write failed before the read did. Its error came first, and says more: after a reset a
            // read often says no more than "end of stream".
            Theirs::TransportEnded(loss) => self.broken_write().unwrap_or(loss.outcome()),
            Theirs::Nothing if self.must_not_wait() && self.input == Input::Blocked => {
                self.given_up()
            }
            Theirs::Nothing => return None,
        };
        Some(Ending { outcome, initiator: self.initiator() })
    }

    /// The peer closed, and ours has left or never will.
    fn answered(&self) -> Outcome {
        match self.ours {
            Ours::Sent => Outcome::Clean,
            // The peer closed legally and did not wait for the answer, as a browser does that navigates
            // away: the write of our answer failed. Nobody did anything wrong.
            _ if self.broken_write().is_some() => Outcome::NotAwaited,
            _ if self.timed_out => Outcome::Timeout,
            _ => Outcome::Abandoned,
        }
    }

    /// Nothing came from the peer that ends the connection, and nobody waits any longer.
    fn given_up(&self) -> Outcome {
        match (self.broken_write(), self.cause) {
            // Given up before: that it cannot be told so either is no news.
            (_, Cause::Silent) => Outcome::PingTimeout,
            (_, Cause::Stalled) => Outcome::Stalled,
            (_, Cause::Cancelled) => Outcome::Abandoned,
            // That the peer is gone is why we gave up, and tells more than that we did. But a close of
            // ours that has left, before the write failed, has told the peer something.
            (Some(outcome), _) if self.ours != Ours::Sent => outcome,
            (_, Cause::Drop) => self.dropped(),
            _ if self.timed_out => Outcome::Timeout,
            (_, Cause::Nobody) => self.dropped(),
            _ => Outcome::Abandoned,
        }
    }

    fn dropped(&self) -> Outcome {
        match self.owner {
            Owner::Dropped { panicking: true } | Owner::TaskFinishes { panicking: true } => {
                Outcome::Panicked
            }
            _ => Outcome::Dropped,
        }
    }

    fn broken_write(&self) -> Option<Outcome> {
        match self.write {
            Write::Broken(loss) => Some(loss.outcome()),
            _ => None,
        }
    }

    /// Who sent the first close frame that arrived on the wire. Ours counts only if it has left, as one
    /// that never did told nobody; and not if it answers a close of the peer's, or fails the connection
    /// for one, since then the peer's came first.
    fn initiator(&self) -> Initiator {
        let closed = matches!(self.theirs, Theirs::Close | Theirs::Broke { in_close: true, .. });
        let answers = matches!(self.cause, Cause::Reply | Cause::Fault);
        match self.ours {
            Ours::Sent if !(closed && answers) => Initiator::Local,
            _ if closed => Initiator::Remote,
            _ => Initiator::None,
        }
    }
}
