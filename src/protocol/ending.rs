//! How a connection ended, as it follows from the facts.

use super::{
    Cause, Facts,
    facts::{Input, Ours, Owner, Theirs, Write},
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
        // Whether a close of ours leaves decides too.
        if self.ours_is_on_its_way() {
            return None;
        }
        let left_by_drop = self.ours == Ours::Sent && self.cause == Cause::Drop;
        let outcome = match self.theirs {
            Theirs::Broke { rule, .. } => rule.outcome(),
            // Somebody may have answered it: the application let go of an open socket all the same.
            Theirs::Close | Theirs::TransportEnded(_) if left_by_drop => self.dropped(),
            Theirs::Close => self.answered(),
            Theirs::TransportEnded(_) if self.ours == Ours::Sent => Outcome::Unanswered,
            // The write was first to fail.
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
            // A browser that navigates away closes, and is gone before it can be answered.
            _ if self.broken_write().is_some() => Outcome::NotAwaited,
            _ if self.timed_out => Outcome::Timeout,
            _ => Outcome::Abandoned,
        }
    }

    /// Nothing came from the peer that ends the connection, and nobody waits any longer.
    fn given_up(&self) -> Outcome {
        match (self.broken_write(), self.cause) {
            // That the peer is gone outranks what we did about it; but what has left, has.
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

    /// Who was first follows: a close of ours that never left told nobody, and an answer came second.
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
