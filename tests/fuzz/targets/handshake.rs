//! The state machine against a naive model: any sequence of facts, exactly one outcome.
//!
//! The machine is private to the crate, so its source is compiled here once more, as it is. The
//! model keeps no state: it looks at all facts so far, and says what they amount to.
#![no_main]

#[allow(dead_code, unexpected_cfgs, reason = "the crate's own source")]
#[path = "../../../src/fault.rs"]
mod fault;
#[allow(dead_code, unexpected_cfgs, reason = "the crate's own source")]
#[path = "../../../src/handshake.rs"]
mod handshake;
#[allow(dead_code, reason = "the crate's own source")]
#[path = "../../../src/received.rs"]
mod received;
#[allow(dead_code, reason = "the crate's own source")]
#[path = "../../../src/tap/raw.rs"]
mod raw;
mod tap {
    pub(crate) use crate::raw::RawClose;
}

use std::time::Instant;

use arbitrary::Arbitrary;
use closeframe::{CloseCode, ErrorType, Initiator, Outcome, Role};
use libfuzzer_sys::fuzz_target;

use crate::{
    fault::Fault,
    handshake::{Event, Handshake, SentClose},
    received::{ReceivedClose, Violation},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Arbitrary)]
enum Fact {
    Sent,
    Written,
    WriteFailed(Cut),
    Received { close: TheirClose, answered: bool },
    PeerFailed { wrong: Wrong, told: bool },
    TransportEnded(Cut),
    TimedOut,
    LetGo { panicking: bool, farewell: bool },
}

/// How a transport ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Arbitrary)]
enum Cut {
    Eof,
    Reset,
    Other,
}

/// What a peer does wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Arbitrary)]
enum Wrong {
    Protocol,
    Payload,
    Size,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Arbitrary)]
enum TheirClose {
    Fine,
    Empty,
    IllegalCode,
    NotUtf8,
}

/// What a connection amounted to.
#[derive(Debug, PartialEq, Eq)]
struct Ending {
    outcome: Outcome,
    initiator: Initiator,
    received: bool,
    sent: bool,
}

impl Cut {
    fn outcome(self) -> Outcome {
        match self {
            Self::Eof => Outcome::Eof,
            Self::Reset => Outcome::Reset,
            Self::Other => Outcome::IoError,
        }
    }

    fn fault(self) -> Fault {
        Fault { outcome: self.outcome(), error_type: ErrorType::Io }
    }
}

impl Wrong {
    fn outcome(self) -> Outcome {
        match self {
            Self::Protocol => Outcome::ProtocolError,
            Self::Payload => Outcome::InvalidPayload,
            Self::Size => Outcome::TooBig,
        }
    }
}

impl TheirClose {
    fn payload(self) -> &'static [u8] {
        match self {
            Self::Fine => b"\x03\xE8bye",
            Self::Empty => b"",
            Self::IllegalCode => b"\x03\xEE",
            Self::NotUtf8 => b"\x03\xE8\xFF",
        }
    }

    fn wrong(self) -> Option<Wrong> {
        match self {
            Self::Fine | Self::Empty => None,
            Self::IllegalCode => Some(Wrong::Protocol),
            Self::NotUtf8 => Some(Wrong::Payload),
        }
    }
}

impl Fact {
    fn event(self) -> Event {
        let ours = || SentClose::unasked(CloseCode::GOING_AWAY);
        match self {
            Self::Sent => Event::Sent(ours()),
            Self::Written => Event::Written,
            Self::WriteFailed(cut) => Event::WriteFailed(cut.fault()),
            Self::Received { close, answered } => Event::Received {
                close: ReceivedClose::from_payload(close.payload()),
                reply: answered.then(ours),
            },
            Self::PeerFailed { wrong, told } => Event::Failed {
                fault: Fault { outcome: wrong.outcome(), error_type: ErrorType::Other },
                reply: told.then(ours),
            },
            // Nobody is told of what the peer did not do.
            Self::TransportEnded(cut) => Event::Failed { fault: cut.fault(), reply: None },
            Self::TimedOut => Event::TimedOut,
            Self::LetGo { panicking, farewell } => {
                Event::LetGo { panicking, farewell: farewell.then(ours) }
            }
        }
    }

    /// The peer is not listened to any more, or has been told to listen no more.
    fn opens(self) -> bool {
        matches!(self, Self::Sent | Self::Received { .. } | Self::PeerFailed { told: true, .. })
    }
}

/// What the facts amount to if the last of them ends the connection, and none before has.
fn ending(facts: &[Fact]) -> Option<Ending> {
    let last = *facts.last()?;
    let opened_at = facts.iter().position(|fact| fact.opens());
    let opening = opened_at.map(|at| facts[at]);
    let since = opened_at.map_or(&[][..], |at| &facts[at..]);
    let we_began = opening == Some(Fact::Sent);

    let stuck = facts.iter().find_map(|fact| match fact {
        Fact::WriteFailed(cut) => Some(*cut),
        _ => None,
    });
    let theirs =
        since.iter().take(if we_began { usize::MAX } else { 1 }).find_map(|fact| match fact {
            Fact::Received { close, .. } => Some(*close),
            _ => None,
        });
    let ours = match opening {
        Some(Fact::Received { answered, .. }) => answered,
        opened => opened.is_some(),
    };
    let left = ours && since.contains(&Fact::Written);
    let told_off = match opening {
        Some(Fact::PeerFailed { wrong, .. }) => Some(wrong),
        _ => None,
    };
    let wrong = theirs.and_then(TheirClose::wrong).or(told_off).or(match last {
        Fact::PeerFailed { wrong, .. } if theirs.is_none() => Some(wrong),
        _ => None,
    });
    let nothing_to_come = theirs.is_some() || told_off.is_some();

    let over = match last {
        Fact::TimedOut | Fact::LetGo { .. } => true,
        Fact::Sent => false,
        Fact::PeerFailed { .. } | Fact::TransportEnded(_) => !nothing_to_come,
        Fact::Received { .. } if told_off.is_some() => false,
        // Ours is out, or will never be, or is not worth waiting for.
        Fact::Received { .. } => !ours || left || (we_began && wrong.is_some()),
        Fact::Written | Fact::WriteFailed(_) => nothing_to_come,
    };
    if !over {
        return None;
    }
    // A close of ours that cannot have reached anybody is as good as none.
    // When the time is over, a transport may still hold it and let go of it.
    let may_leave = last == Fact::TimedOut && stuck.is_none();
    let in_vain =
        ours && !left && ((told_off.is_some() && !may_leave) || (we_began && stuck.is_some()));
    let farewell =
        matches!(last, Fact::LetGo { farewell: true, .. }) && opening.is_none() && stuck.is_none();
    let outcome = match (wrong, last) {
        (Some(wrong), _) => wrong.outcome(),
        _ if ours && left && theirs.is_some() => Outcome::Clean,
        (_, Fact::Received { .. }) if !ours => Outcome::ProtocolError,
        _ if in_vain && theirs.is_none() => stuck.map_or(Outcome::Unanswered, Cut::outcome),
        (_, Fact::TimedOut) => Outcome::Timeout,
        _ if opening.is_some() => Outcome::Unanswered,
        (_, Fact::TransportEnded(cut)) => stuck.unwrap_or(cut).outcome(),
        (_, Fact::LetGo { panicking, .. }) => match stuck {
            Some(cut) => cut.outcome(),
            None if panicking => Outcome::Panicked,
            None => Outcome::Dropped,
        },
        other => panic!("{other:?} ended the connection"),
    };
    let initiator = match opening {
        Some(Fact::Received { .. }) => Initiator::Remote,
        Some(_) if in_vain && theirs.is_some() => Initiator::Remote,
        Some(_) if !in_vain => Initiator::Local,
        None if farewell => Initiator::Local,
        _ => Initiator::None,
    };
    let sent = (ours && !in_vain) || farewell;
    Some(Ending { outcome, initiator, received: theirs.is_some(), sent })
}

fuzz_target!(|facts: Vec<Fact>| {
    let mut handshake = Handshake::default();
    let mut ended = false;
    let last = Fact::LetGo { panicking: false, farewell: false };
    let facts: Vec<Fact> = facts.into_iter().chain([last]).collect();
    for (at, fact) in facts.iter().enumerate() {
        let outcome = handshake.handle(fact.event(), Instant::now());
        if ended {
            assert_eq!(outcome, None, "a second outcome of {:?}", &facts[..=at]);
            continue;
        }
        let found = outcome.map(|outcome| Ending {
            outcome,
            initiator: handshake.first.map_or(Initiator::None, |(initiator, _)| initiator),
            received: handshake.received().is_some(),
            sent: handshake.sent().is_some(),
        });
        assert_eq!(found, ending(&facts[..=at]), "machine and model on {:?}", &facts[..=at]);
        ended = found.is_some();
    }
    assert!(ended, "no outcome of {facts:?}");
});
