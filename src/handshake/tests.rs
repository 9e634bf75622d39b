use std::time::Instant;

use super::{Event, Handshake, SentClose};
use crate::{CloseCode, ErrorType, Initiator, Outcome, ReceivedClose, fault::Fault};

/// One of each kind of fact.
const KINDS: usize = 12;

fn event(kind: usize) -> Event {
    let ours = SentClose::unasked(CloseCode::GOING_AWAY);
    let fine = || ReceivedClose::from_payload(b"\x03\xE8");
    let illegal = || ReceivedClose::from_payload(b"\x03\xEE");
    let eof = Fault { outcome: Outcome::Eof, error_type: ErrorType::Eof };
    let reset = Fault { outcome: Outcome::Reset, error_type: ErrorType::BrokenPipe };
    let wrong = Fault { outcome: Outcome::TooBig, error_type: ErrorType::MessageTooBig };
    match kind {
        0 => Event::Sent(ours),
        1 => Event::Written,
        2 => Event::WriteFailed(reset),
        3 => Event::Received { close: fine(), reply: Some(ours) },
        4 => Event::Received { close: illegal(), reply: Some(ours) },
        5 => Event::Received { close: illegal(), reply: None },
        6 => Event::Failed { fault: eof, reply: None },
        7 => Event::Failed { fault: wrong, reply: None },
        8 => Event::Failed { fault: wrong, reply: Some(ours) },
        9 => Event::TimedOut,
        10 => Event::LetGo { panicking: false, farewell: None },
        _ => Event::LetGo { panicking: true, farewell: Some(ours) },
    }
}

/// What section by section of the documentation promises, for one whole story.
fn check(story: &[usize], handshake: &Handshake, outcome: Outcome) {
    let initiator = handshake.first.map_or(Initiator::None, |(initiator, _)| initiator);
    match outcome {
        Outcome::Clean => {
            assert!(handshake.written() && handshake.received().is_some(), "{story:?}");
        }
        Outcome::NotAwaited | Outcome::Unanswered | Outcome::Abandoned => {
            assert_ne!(initiator, Initiator::None, "{story:?}");
        }
        Outcome::Timeout => {}
        Outcome::PingTimeout | Outcome::Stalled => unreachable!("{story:?}"),
        Outcome::Eof | Outcome::Reset | Outcome::Unreachable | Outcome::IoError => {
            assert_eq!(initiator, Initiator::None, "{story:?}");
            assert!(handshake.received().is_none() && handshake.sent().is_none(), "{story:?}");
        }
        Outcome::Dropped | Outcome::Panicked => {
            assert!(handshake.received().is_none(), "{story:?}");
            assert_ne!(initiator, Initiator::Remote, "{story:?}");
        }
        Outcome::ProtocolError | Outcome::InvalidPayload | Outcome::TooBig => {
            assert!(handshake.fault.is_some(), "{story:?}");
        }
    }
    match initiator {
        Initiator::Local => assert!(handshake.sent().is_some(), "{story:?}"),
        Initiator::Remote => assert!(handshake.received().is_some(), "{story:?}"),
        Initiator::None => assert!(handshake.sent().is_none(), "{story:?}"),
    }
}

#[test]
fn every_story_of_five_facts_and_a_drop_has_exactly_one_outcome() {
    let now = Instant::now();
    for story in 0..KINDS.pow(5) {
        let mut kinds: Vec<_> = (0..5).map(|n| story / KINDS.pow(n) % KINDS).collect();
        kinds.push(10);
        let mut handshake = Handshake::default();
        let mut outcomes = Vec::new();
        for &kind in &kinds {
            if let Some(outcome) = handshake.handle(event(kind), now) {
                check(&kinds, &handshake, outcome);
                outcomes.push(outcome);
            }
        }
        assert_eq!(outcomes.len(), 1, "{kinds:?} gave {outcomes:?}");
    }
}

/// The rows of the table of outcomes, one story each.
#[test]
fn stories_and_their_outcomes() {
    let stories: [(&[usize], Outcome); 21] = [
        (&[3, 1], Outcome::Clean),
        (&[0, 1, 3], Outcome::Clean),
        (&[0, 3, 1], Outcome::Clean),
        (&[2, 3, 1], Outcome::Clean),
        (&[0, 1, 6], Outcome::Unanswered),
        (&[0, 10], Outcome::Unanswered),
        (&[3, 2], Outcome::Unanswered),
        (&[3, 10], Outcome::Unanswered),
        (&[0, 1, 9], Outcome::Timeout),
        (&[3, 9], Outcome::Timeout),
        (&[9], Outcome::Timeout),
        (&[6], Outcome::Eof),
        (&[2, 6], Outcome::Reset),
        // Our close never left.
        (&[0, 2, 6], Outcome::Reset),
        (&[0, 2, 3, 2], Outcome::Unanswered),
        (&[4, 1], Outcome::ProtocolError),
        (&[0, 1, 4], Outcome::ProtocolError),
        // A broken answer ends it at once, whether or not ours has left.
        (&[0, 4], Outcome::ProtocolError),
        (&[8, 1], Outcome::TooBig),
        (&[10], Outcome::Dropped),
        (&[11], Outcome::Panicked),
    ];
    for (kinds, expected) in stories {
        let mut handshake = Handshake::default();
        let outcomes: Vec<_> = kinds
            .iter()
            .filter_map(|&kind| handshake.handle(event(kind), Instant::now()))
            .collect();
        assert_eq!(outcomes, [expected], "{kinds:?}");
    }
}
