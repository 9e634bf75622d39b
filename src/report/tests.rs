//! Whose an ending is and how loud, for every ending that can be.

use std::time::Instant;

use tracing::Level;

use super::{Blame, CloseReport, Initiator, Outcome, Source};
use crate::{
    CloseCode, Direction, ReceivedClose, Role, Violation,
    catalog::{Annotation, Catalog, Locale, Severity},
    connection::{Handshake, SentClose},
    observe::log::level::default_level,
};

/// A report of an ending whose first close frame, if there was one, had this code; a close of ours
/// has left.
pub(crate) fn report(outcome: Outcome, initiator: Initiator, code: u16) -> CloseReport {
    let handshake = match initiator {
        Initiator::Local => Some(Handshake { sent: Some(ours(code)), ..Handshake::default() }),
        Initiator::Remote => {
            let close = ReceivedClose::from_payload(&code.to_be_bytes());
            Some(Handshake { received: Some(close), ..Handshake::default() })
        }
        Initiator::None => None,
    };
    let now = Instant::now();
    CloseReport {
        role: Role::Server,
        source: Source::Wire,
        spliced: false,
        answer_stuck: false,
        offer_lacks_answer: false,
        outcome,
        initiator,
        handshake: handshake.unwrap_or_default(),
        violation: None,
        error_type: None,
        opened_at: now,
        idle_since: None,
        quiet: true,
        ended_at: now,
        round_trip: None,
        origin: None,
        catalog: Catalog::standard(),
        locale: Locale::English,
        span: None,
    }
}

fn ours(code: u16) -> SentClose {
    let code = Some(CloseCode::new(code));
    SentClose { code, illegal: false, reason: "".into() }
}

fn judged(report: &CloseReport) -> (Level, Blame) {
    (default_level(report, report.code()), report.blame())
}

#[test]
fn outcomes_have_their_level_and_their_blame() {
    use Initiator::{Local, None, Remote};
    for (outcome, initiator, level, blame) in [
        (Outcome::Clean, Remote, Level::DEBUG, Blame::Nobody),
        (Outcome::NotAwaited, Remote, Level::DEBUG, Blame::Nobody),
        (Outcome::Unanswered, Local, Level::WARN, Blame::Peer),
        (Outcome::Abandoned, Local, Level::INFO, Blame::Nobody),
        (Outcome::Abandoned, None, Level::INFO, Blame::Nobody),
        (Outcome::Abandoned, Remote, Level::INFO, Blame::Ours),
        (Outcome::Timeout, Local, Level::WARN, Blame::Peer),
        (Outcome::PingTimeout, Local, Level::INFO, Blame::Network),
        (Outcome::Stalled, Local, Level::WARN, Blame::Peer),
        (Outcome::Eof, None, Level::INFO, Blame::Network),
        (Outcome::Reset, None, Level::INFO, Blame::Network),
        (Outcome::Unreachable, None, Level::INFO, Blame::Network),
        (Outcome::IoError, None, Level::WARN, Blame::Network),
        (Outcome::ProtocolError, Local, Level::WARN, Blame::Peer),
        (Outcome::InvalidPayload, Local, Level::WARN, Blame::Peer),
        (Outcome::TooBig, Local, Level::WARN, Blame::Peer),
        (Outcome::Dropped, Local, Level::ERROR, Blame::Ours),
        (Outcome::Panicked, Local, Level::ERROR, Blame::Ours),
    ] {
        let report = report(outcome, initiator, 1001);
        assert_eq!(judged(&report), (level, blame), "{report}");
    }
}

#[test]
fn a_close_with_1011_or_1014_is_ours_where_the_application_chose_it() {
    for code in [1011, 1014] {
        for outcome in [Outcome::Clean, Outcome::Unanswered, Outcome::Timeout, Outcome::TooBig] {
            let report = report(outcome, Initiator::Local, code);
            assert_eq!(judged(&report), (Level::ERROR, Blame::Ours), "{report}");
        }
        let peers = report(Outcome::NotAwaited, Initiator::Remote, code);
        assert_eq!(judged(&peers), (Level::WARN, Blame::Nobody));
        // The policy chose the code.
        let dead = report(Outcome::PingTimeout, Initiator::Local, code);
        assert_eq!(judged(&dead), (Level::INFO, Blame::Network));
    }
}

#[test]
fn a_close_that_was_not_awaited_is_as_loud_as_a_clean_one() {
    let note = Annotation::new().with_severity(Severity::Error);
    let mut annotated = Catalog::standard();
    annotated.annotate(CloseCode::new(1000), note).unwrap();
    for catalog in [Catalog::standard(), annotated] {
        let level = |outcome, code| {
            let mut report = report(outcome, Initiator::Remote, code);
            report.catalog = catalog.clone();
            default_level(&report, report.code())
        };
        for code in (1000..=1003).chain(1005..=1014).chain([3000, 4000]) {
            assert_eq!(level(Outcome::NotAwaited, code), level(Outcome::Clean, code), "{code}");
        }
    }
}

#[test]
fn a_rejected_close_is_a_warning_and_nobodys_fault() {
    let mut rejected = report(Outcome::Clean, Initiator::Local, 1012);
    rejected.violation = Some((Direction::Sent, Violation::Rejected));
    assert_eq!(judged(&rejected), (Level::WARN, Blame::Nobody));

    let mut illegal = rejected.clone();
    illegal.violation = Some((Direction::Sent, Violation::InvalidCode));
    assert_eq!(judged(&illegal), (Level::ERROR, Blame::Ours));
}
