//! The heart of the crate: the closing handshake of one connection (RFC 6455 section 7) as a state
//! machine. Everything that decides how a connection ends is here, so that every wrapper tells the same
//! ending of the same events. It does no io, has no wakers, no clock and no buffers, and knows nothing
//! of codes and reasons: those are the driver's and the connection's.
//!
//! It works in one circle:
//!
//! 1. A driver makes a call and tells what it came to, as one [`Event`].
//! 2. [`Facts::handle_event`] changes the facts by it, and returns the [`Ending`] if this event brought
//!    it.
//! 3. [`Facts::next_action`] computes from the facts what is to be done next, one [`Action`]; the driver
//!    does it, which is its next call.
//!
//! | to know | read |
//! |---|---|
//! | what there is to know about a connection | `facts.rs`, with `close_frames.rs` and `transport.rs` |
//! | what can happen, and what it changes | `event.rs` |
//! | what is done next | `action.rs` |
//! | how it ended, and who was first | `ending.rs` |
//! | what becomes of a message that is sent meanwhile | `sends.rs` |
//! | what the policy and the role change | `config.rs` |
//! | when a peer is asked for a sign of life, and given up | `keepalive.rs` |
//!
//! There is no other state machine for the close handshake. What a driver holds besides are things that
//! the protocol cannot hold, such as sockets, items and wakers: see [`driver`](crate::driver).
//!
//! ```text
//!   ours:   Nothing --asked--> Queued --handed over--> HandedOver --flushed--> Sent
//!              |                 |                       ^    |
//!              |                 `---- theirs came in ---'    |
//!              `---------------------- theirs came in -^      |
//!                                |                            |
//!                                `------> Lost <--------------'
//!                        the write failed, the transport is gone, or
//!                        it is blocked and there is no time to wait
//!
//!   theirs: Nothing --> Close | Broke (a rule) | TransportEnded
//!
//!   ending, once known never another:
//!     Close and Sent .............. clean
//!     Close and Lost .............. not_awaited (the write failed), timeout, abandoned
//!     Broke, ours Sent or Lost .... protocol_error, invalid_payload, too_big
//!     TransportEnded and Sent ..... unanswered
//!     TransportEnded, not Sent .... eof, reset, unreachable, io_error
//!     Nothing, no time to wait,
//!     and nothing more to read .... timeout, abandoned, dropped, panicked, ping_timeout, stalled,
//!                                   or what the failed write says
//! ```
//!
//! > **Invariants.** A walk through every combination of facts that can be reached (`tests/walk.rs`)
//! > holds them:
//! >
//! > - *One outcome.* [`Facts::handle_event`] returns an ending once; no later event changes it. Whoever
//! >   owns the facts feeds `Event::Dropped` from `Drop`, after which a handful of actions lead to an
//! >   ending. So each connection has exactly one.
//! > - *One close frame of ours, and nothing behind it.* Ours is handed over once, when all that was
//! >   accepted before it has left; from the moment it is asked for no message passes.
//! > - *A close counts as sent only when it has left*: `clean` needs `Sent`, and so does every ending
//! >   whose initiator is local.

mod action;
mod close_frames;
mod config;
mod ending;
mod event;
mod facts;
pub(crate) mod keepalive;
mod sends;
mod transport;

pub(crate) use self::{
    action::Action,
    close_frames::{BrokenRule, Cause},
    config::{Config, LINGER, MAX_PENDING_PONGS},
    ending::Ending,
    event::Event,
    facts::Facts,
    sends::Sends,
    transport::Loss,
};

#[cfg(test)]
mod tests;
