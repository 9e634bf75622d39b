//! The closing handshake of one connection (RFC 6455 section 7) as a state machine without io and
//! without a clock.
//!
//! ```text
//!                        +------+
//!            sent        |      |      received
//!       ,----------------| open |----------------.
//!       v                |      |                v
//! +-----------+          +------+          +-----------+
//! | awaiting  |              |             | replying  |
//! | reply     |--------------|------------>|           |
//! +-----------+  received,   |             +-----------+
//!       |        ours not    | fault             |
//!       |        yet written | lost              | written
//!       | received,          | let go            | lost, timed out, let go
//!       | ours written       |                   |
//!       | fault, lost        |                   |
//!       | timed out, let go  v                   |
//!       |                +-------+               |
//!       `--------------->| ended |<--------------'
//!                        +-------+
//! ```
//!
//! > **Invariant.** [`Handshake::handle`] returns an outcome once, on the way into `ended`, which
//! > has no way out. Whoever owns the machine feeds `LetGo` from `Drop`; `LetGo` ends every state.
//! > So each connection has exactly one outcome.

use std::time::Instant;

use tungstenite::Utf8Bytes;

use crate::{CloseCode, Initiator, Outcome, ReceivedClose, fault::Fault};

/// What is known about the handshake: three facts (received, sent, which came first), and what
/// went wrong.
#[derive(Debug, Default)]
pub(crate) struct Handshake {
    state: State,
    /// Who sent the first close frame, and when.
    pub(crate) first: Option<(Initiator, Instant)>,
    pub(crate) received: Option<ReceivedClose>,
    pub(crate) sent: Option<SentClose>,
    /// What the peer did wrong, or how the transport ended.
    pub(crate) fault: Option<Fault>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Open,
    /// Our close frame is out or queued, the peer's is not in.
    AwaitingReply,
    /// The peer's close frame is in, ours is not fully written.
    Replying,
    Ended,
}

/// A close frame of ours that was handed to tungstenite.
#[derive(Debug, Clone)]
pub(crate) struct SentClose {
    /// 1005 for an empty frame; `None` where a raw frame holds none.
    pub(crate) code: Option<CloseCode>,
    /// It went out although it is illegal.
    pub(crate) illegal: bool,
    /// The reason as the application gave it, of whatever length.
    pub(crate) reason: Utf8Bytes,
    pub(crate) written: bool,
}

/// A fact about the connection.
#[derive(Debug)]
pub(crate) enum Event {
    /// Our close frame was handed to tungstenite.
    Sent(SentClose),
    /// Everything handed to tungstenite has left, through the transport's own buffer.
    Written,
    /// The peer's close frame came in, and tungstenite answers it with `reply`. Without a reply
    /// tungstenite refused the frame.
    Received { close: ReceivedClose, reply: Option<SentClose> },
    /// The peer broke the protocol otherwise, or the transport ended.
    Failed(Fault),
    /// The handshake outlived its time.
    TimedOut,
    /// The application let go of the socket.
    LetGo { panicking: bool },
}

impl Handshake {
    /// Takes the next fact; returns the outcome if it is the one that ends the connection.
    pub(crate) fn handle(&mut self, event: Event, now: Instant) -> Option<Outcome> {
        match (self.state, event) {
            (State::Ended, _) => None,

            (State::Open, Event::Sent(sent)) => {
                self.first = Some((Initiator::Local, now));
                self.sent = Some(sent);
                self.enter(State::AwaitingReply)
            }
            (State::Open, Event::Received { close, reply }) => {
                self.first = Some((Initiator::Remote, now));
                self.fault = close.violation().map(Fault::of_violation);
                self.received = Some(close);
                self.sent = reply;
                match &self.sent {
                    Some(_) => self.enter(State::Replying),
                    None => self.end(Outcome::ProtocolError),
                }
            }
            (State::Open, Event::Failed(fault)) => {
                self.fault = Some(fault);
                self.end(fault.outcome)
            }
            (State::Open, Event::LetGo { panicking }) => {
                self.end(if panicking { Outcome::Panicked } else { Outcome::Dropped })
            }

            (State::AwaitingReply, Event::Received { close, .. }) => {
                self.fault = close.violation().map(Fault::of_violation);
                self.received = Some(close);
                if self.written() || self.fault.is_some() {
                    self.end(Outcome::Clean)
                } else {
                    self.enter(State::Replying)
                }
            }
            (State::AwaitingReply, Event::Failed(fault)) => {
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
            (State::Replying, Event::Failed(fault)) => {
                self.fault.get_or_insert(fault);
                self.end(Outcome::Unanswered)
            }
            (State::AwaitingReply | State::Replying, Event::TimedOut) => self.end(Outcome::Timeout),
            (State::AwaitingReply | State::Replying, Event::LetGo { .. }) => {
                self.end(Outcome::Unanswered)
            }

            // Nothing was written that counts, no handshake can outlive its time.
            (State::Open, Event::Written | Event::TimedOut) => None,
            // A second close of ours, or one after the peer's, is a no-op (RFC 6455 section 5.5.1).
            (State::AwaitingReply | State::Replying, Event::Sent(_)) => None,
            // After a close frame nothing that the peer sends counts.
            (State::Replying, Event::Received { .. }) => None,
        }
    }

    /// No close frame either way, and not ended.
    pub(crate) fn is_open(&self) -> bool {
        self.state == State::Open
    }

    /// Our close frame has fully left.
    pub(crate) fn written(&self) -> bool {
        self.sent.as_ref().is_some_and(|sent| sent.written)
    }

    fn mark_written(&mut self) {
        if let Some(sent) = &mut self.sent {
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
        let wrong = self.fault.filter(|fault| fault.is_the_peers());
        Some(wrong.map_or(outcome, |fault| fault.outcome))
    }
}
