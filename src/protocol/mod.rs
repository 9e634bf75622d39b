//! The closing handshake of one connection (RFC 6455 section 7) as a state machine without io, wakers
//! or a clock.
//!
//! A driver tells it what happened, one [`Event`] for each call that it made, and asks what to do
//! next, one [`Action`] at a time. All else follows from the [`Facts`]: the ending, what becomes of a
//! message that is sent now, and whether there is time to wait. Every wrapper drives the same machine,
//! so none can tell an ending differently from the others.
//!
//! ```text
//!   ours:   Nothing --asked--> Queued --handed over--> HandedOver --flushed--> Left
//!              |                 |                       ^    |
//!              |                 `---- theirs came in ---'    |
//!              `---------------------- theirs came in -^      |
//!                                |                            |
//!                                `------> Lost <--------------'
//!                        the write failed, the transport is gone, or
//!                        it is blocked and there is no time to wait
//!
//!   theirs: Nothing --> Close | Broke (a rule) | Gone (the transport)
//!
//!   ending, once known never another:
//!     Close and Left .............. clean
//!     Close and Lost .............. not_awaited (the write failed), timeout, abandoned
//!     Broke, ours Left or Lost .... protocol_error, invalid_payload, too_big
//!     Gone and Left ............... unanswered
//!     Gone, ours not Left ......... eof, reset, unreachable, io_error
//!     Nothing, no time to wait,
//!     and nothing more to read .... timeout, abandoned, dropped, panicked,
//!                                   or what the failed write says
//! ```
//!
//! > **Invariants.** A walk through every combination of facts that can be reached (`tests.rs`) holds
//! > them:
//! >
//! > - *One outcome.* [`Facts::take`] returns an ending once; no later event changes it. Whoever owns
//! >   the facts feeds `LetGo` from `Drop`, after which a handful of actions lead to an ending. So each
//! >   connection has exactly one.
//! > - *One close frame of ours, and nothing behind it.* Ours is handed over once, when all that was
//! >   accepted before it has left; from the moment it is asked for no message passes.
//! > - *A close counts as sent only when it has left*: `clean` needs `Left`, and so does every ending
//! >   whose initiator is local.

mod ending;
mod event;
mod facts;
mod next;

pub(crate) use self::{
    ending::Ending,
    event::Event,
    facts::{BrokenRule, Cause, Config, Facts, LINGER, Loss, MAX_PENDING_PONGS},
    next::{Action, Sends},
};

#[cfg(test)]
mod tests;
