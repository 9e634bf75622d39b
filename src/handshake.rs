//! The closing handshake of one connection (RFC 6455 section 7) as a state machine without io and
//! without a clock.
//!
//! ```text
//!                         +------+
//!            sent         |      |   received; failed, if we
//!       ,-----------------| open |   close for that
//!       |                 |      |-----------------.
//!       v                 +------+                 v
//! +-----------+               |              +-----------+
//! | awaiting  |   received,   |              | replying  |
//! | reply     |---------------|------------->|           |
//! +-----------+   ours not    |              +-----------+
//!       |         yet written |                    |
//!       | received,           | failed             | written
//!       |   ours written      | timed out          | write failed
//!       | failed, timed out   | let go             | timed out, let go
//!       | let go              v                    |
//!       |                 +-------+                |
//!       `---------------->| ended |<---------------'
//!                         +-------+
//! ```
//!
//! *sent*: a close frame of ours was handed to tungstenite. *Received*: the peer's came in. *Failed*:
//! reading did, since the peer broke the protocol or the transport ended. *Written*: all of ours has
//! left.
//!
//! > **Invariant.** [`Handshake::handle`] returns an outcome once, on the way into `ended`, which
//! > has no way out. Whoever owns the machine feeds `LetGo` from `Drop`; `LetGo` ends every state.
//! > So each connection has exactly one outcome.

use std::time::Instant;

use tungstenite::Utf8Bytes;

use crate::{CloseCode, ErrorType, Initiator, Outcome, ReceivedClose, fault::Fault};

/// What is known about the handshake: three facts (received, sent, which came first), and what
/// went wrong.
#[derive(Debug, Default)]
pub(crate) struct Handshake {
    state: State,
    /// Who sent the first close frame, and when.
    pub(crate) first: Option<(Initiator, Instant)>,
    /// Boxed: most of the time a connection has none. The report takes them over as they are.
    pub(crate) frames: Option<Box<Frames>>,
    /// What the peer did wrong, or how the transport ended.
    pub(crate) fault: Option<Fault>,
    /// A write failed. That ends nothing while the peer's close may lie unread.
    write_fault: Option<Fault>,
    /// We closed of our own accord; it counts only if it left.
    unasked: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Open,
    /// Our close frame is out or queued, the peer's is not in.
    AwaitingReply,
    /// The peer's close frame is in, or will not come; ours is not fully written.
    Replying,
    Ended,
}

/// The close frames of a connection.
#[derive(Debug, Clone, Default)]
pub(crate) struct Frames {
    pub(crate) received: Option<ReceivedClose>,
    pub(crate) sent: Option<SentClose>,
}

/// A close frame of ours that was handed to tungstenite.
#[derive(Debug, Clone)]
pub(crate) struct SentClose {
    /// 1005 for an empty frame; `None` where a raw frame holds none.
    pub(crate) code: Option<CloseCode>,
    /// It went out although it is illegal.
    pub(crate) illegal: bool,
    /// The reason as the application gave it, of whatever length; empty in an answer, which repeats
    /// the peer's.
    pub(crate) reason: Utf8Bytes,
    pub(crate) written: bool,
}

impl SentClose {
    /// A close that the application did not ask for. It has no reason of its own: one could only tell
    /// internals, and an answer repeats the peer's.
    pub(crate) fn unasked(code: CloseCode) -> Self {
        Self { code: Some(code), illegal: false, reason: Utf8Bytes::default(), written: false }
    }
}

/// A fact about the connection.
#[derive(Debug)]
pub(crate) enum Event {
    /// Our close frame was handed to tungstenite.
    Sent(SentClose),
    /// Everything handed to tungstenite has left, through the transport's own buffer.
    Written,
    /// Writing failed.
    WriteFailed(Fault),
    /// The peer's close frame came in, and is answered with `reply`.
    Received { close: ReceivedClose, reply: Option<SentClose> },
    /// Reading failed: the peer broke the protocol, which we answer with `reply`, or the transport
    /// ended.
    Failed { fault: Fault, reply: Option<SentClose> },
    /// The handshake outlived its time.
    TimedOut,
    /// The application let go of the socket; `farewell` is what we could send in that moment.
    LetGo { panicking: bool, farewell: Option<SentClose> },
}

impl Handshake {
    /// Takes the next fact; returns the outcome if it is the one that ends the connection.
    pub(crate) fn handle(&mut self, event: Event, now: Instant) -> Option<Outcome> {
        match (self.state, event) {
            (State::Ended, _) => None,

            (State::Open, Event::Sent(sent)) => {
                self.begin(Initiator::Local, now, Some(sent));
                self.enter(State::AwaitingReply)
            }
            (State::Open, Event::Received { close, reply }) => {
                self.begin(Initiator::Remote, now, reply);
                self.take(close);
                self.reply_or_end()
            }
            // RFC 6455 section 7.1.7: fail the WebSocket connection.
            (State::Open, Event::Failed { fault, reply: Some(reply) }) => {
                self.begin(Initiator::Local, now, Some(reply));
                self.unasked = true;
                self.fault = Some(fault);
                self.enter(State::Replying)
            }
            (State::Open, Event::Failed { fault, reply: None }) => {
                let first = self.write_fault.filter(|_| !fault.is_the_peers());
                let fault = first.unwrap_or(fault);
                self.fault = Some(fault);
                self.end(fault.outcome)
            }
            (State::Open, Event::LetGo { panicking, farewell }) => {
                if let Some(fault) = self.write_fault {
                    self.fault = Some(fault);
                    return self.end(fault.outcome);
                }
                if farewell.is_some() {
                    self.begin(Initiator::Local, now, farewell);
                    self.mark_written();
                }
                self.end(if panicking { Outcome::Panicked } else { Outcome::Dropped })
            }

            (State::AwaitingReply, Event::Received { close, .. }) => {
                self.take(close);
                self.reply_or_end()
            }
            (State::AwaitingReply, Event::Failed { fault, .. }) => {
                self.fault = Some(fault);
                self.end(Outcome::Unanswered)
            }
            (State::AwaitingReply, Event::Written) => {
                self.mark_written();
                None
            }

            (State::Replying, Event::Written) => {
                self.mark_written();
                self.end(Outcome::Clean)
            }
            (State::Replying, Event::WriteFailed(fault)) => {
                self.fault.get_or_insert(fault);
                self.write_fault.get_or_insert(fault);
                self.end(Outcome::Unanswered)
            }

            // Also before our close could be handed over: then nobody was told.
            (_, Event::TimedOut) => {
                // What a transport still holds of our close may leave while TCP is ended.
                self.unasked = false;
                let (outcome, error_type) = (Outcome::Timeout, ErrorType::TimedOut);
                self.fault.get_or_insert(Fault { outcome, error_type });
                self.end(outcome)
            }
            (State::AwaitingReply | State::Replying, Event::LetGo { .. }) => {
                self.end(Outcome::Unanswered)
            }

            (State::Open | State::AwaitingReply, Event::WriteFailed(fault)) => {
                self.write_fault.get_or_insert(fault);
                None
            }
            // Nothing was written that counts.
            (State::Open, Event::Written) => None,
            // A second close of ours, or one after the peer's, is a no-op (RFC 6455 section 5.5.1).
            (State::AwaitingReply | State::Replying, Event::Sent(_)) => None,
            // After its close frame, or a fault, nothing that the peer sends counts.
            (State::Replying, Event::Received { .. } | Event::Failed { .. }) => None,
        }
    }

    /// No close frame either way, and not ended.
    pub(crate) fn is_open(&self) -> bool {
        self.state == State::Open
    }

    pub(crate) fn received(&self) -> Option<&ReceivedClose> {
        self.frames.as_ref()?.received.as_ref()
    }

    pub(crate) fn sent(&self) -> Option<&SentClose> {
        self.frames.as_ref()?.sent.as_ref()
    }

    /// Our close frame has fully left.
    pub(crate) fn written(&self) -> bool {
        self.sent().is_some_and(|sent| sent.written)
    }

    /// A write has failed, and reading not yet.
    #[cfg(feature = "tokio")]
    pub(crate) fn write_failed(&self) -> bool {
        self.write_fault.is_some()
    }

    fn begin(&mut self, initiator: Initiator, now: Instant, sent: Option<SentClose>) {
        self.first = Some((initiator, now));
        self.frames().sent = sent;
    }

    fn take(&mut self, close: ReceivedClose) {
        self.fault = close.violation().map(Fault::of_violation);
        self.frames().received = Some(close);
    }

    fn frames(&mut self) -> &mut Frames {
        self.frames.get_or_insert_default()
    }

    /// The peer's close frame is in: what is left is to write ours, if we began to and it still
    /// matters.
    fn reply_or_end(&mut self) -> Option<Outcome> {
        let ours_was_first = matches!(self.first, Some((Initiator::Local, _)));
        match self.sent() {
            None => self.end(Outcome::ProtocolError),
            Some(sent) if sent.written => self.end(Outcome::Clean),
            Some(_) if ours_was_first && self.fault.is_some() => self.end(Outcome::Unanswered),
            Some(_) => self.enter(State::Replying),
        }
    }

    fn mark_written(&mut self) {
        if let Some(Frames { sent: Some(sent), .. }) = self.frames.as_deref_mut() {
            sent.written = true;
        }
    }

    fn enter(&mut self, state: State) -> Option<Outcome> {
        self.state = state;
        None
    }

    /// Ends the connection. What the peer did wrong outranks how the handshake went.
    fn end(&mut self, outcome: Outcome) -> Option<Outcome> {
        self.state = State::Ended;
        let outcome = self.forget_what_never_left().unwrap_or(outcome);
        let wrong = self.fault.filter(|fault| fault.is_the_peers());
        Some(wrong.map_or(outcome, |fault| fault.outcome))
    }

    /// A close of ours that is known not to have left told nobody: the ending is the peer's, if its
    /// close came in, and otherwise what kept ours from leaving, whose outcome is returned.
    fn forget_what_never_left(&mut self) -> Option<Outcome> {
        let Some((Initiator::Local, begun)) = self.first else { return None };
        if self.written() || !(self.unasked || self.write_fault.is_some()) {
            return None;
        }
        self.frames().sent = None;
        if self.received().is_some() {
            self.first = Some((Initiator::Remote, begun));
            return None;
        }
        self.first = None;
        let fault = self.write_fault?;
        self.fault = self.fault.filter(|fault| fault.is_the_peers()).or(Some(fault));
        Some(fault.outcome)
    }
}

#[cfg(test)]
mod tests;
