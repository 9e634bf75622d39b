//! Each way in which a peer can end, against each kind of handler, in both roles.

use std::{io, time::Duration};

use closeframe::{
    Close, CloseMonitor, CloseReport, Direction, ErrorType, Initiator, Keepalive, Outcome, Policy,
    Role, Violation,
    testing::{Peer, PeerEnding, Recorder, Rule, client_pair, pair},
};
use tokio::time::{Instant, sleep};

use crate::handlers::{Handler, Ws};

/// Who has a peer that never answers, or takes nothing, finds out.
fn policy() -> Policy {
    Policy::default()
        .with_keepalive(Keepalive::default())
        .with_write_timeout(Duration::from_secs(15))
}

async fn open(role: Role, closes: &CloseMonitor) -> (Ws, Peer) {
    match role {
        Role::Server => pair(closes).await,
        Role::Client => client_pair(closes).await,
    }
}

/// Plays one connection, and returns its report.
async fn play(ending: PeerEnding, handler: Handler, role: Role, in_flight: usize) -> CloseReport {
    let recorder = Recorder::default();
    let closes = recorder.monitor().with_policy(policy());
    let (ws, mut peer) = open(role, &closes).await;
    let handle = ws.close_handle();
    let task = tokio::spawn(handler.run(ws));
    for number in 0..in_flight {
        peer.send(format!("message {number}"));
    }
    if matches!(ending, PeerEnding::Answers | PeerEnding::Rejects | PeerEnding::HangsUp) {
        handle.close(Close::new(1012, "back soon").unwrap());
    }
    peer.end(ending).await;
    let report = recorder.next().await;
    task.await.unwrap();
    // There is no second one.
    assert_eq!(recorder.only().to_string(), report.to_string());
    report
}

/// Under axum too, where there is a tap.
pub(crate) fn expected(
    ending: PeerEnding,
    handler: Handler,
    in_flight: usize,
) -> (Outcome, Initiator) {
    match ending {
        PeerEnding::Closes(..) => (Outcome::Clean, Initiator::Remote),
        PeerEnding::Leaves(..) => (Outcome::NotAwaited, Initiator::Remote),
        PeerEnding::Answers | PeerEnding::Rejects => (Outcome::Clean, Initiator::Local),
        PeerEnding::HangsUp => (Outcome::Unanswered, Initiator::Local),
        PeerEnding::Vanishes => (Outcome::Eof, Initiator::None),
        PeerEnding::Resets => (Outcome::Reset, Initiator::None),
        PeerEnding::Unreachable => (Outcome::Unreachable, Initiator::None),
        PeerEnding::Fails(_) => (Outcome::IoError, Initiator::None),
        PeerEnding::NeverAnswers => (Outcome::PingTimeout, Initiator::Local),
        // Where nothing else is to be written, the ping that cannot be is what tells.
        PeerEnding::StopsReading => match handler {
            Handler::Pushes => (Outcome::Stalled, Initiator::None),
            Handler::Echoes if in_flight > 0 => (Outcome::Stalled, Initiator::None),
            _ => (Outcome::PingTimeout, Initiator::None),
        },
        PeerEnding::Breaks(rule) => match rule {
            Rule::ReasonInvalidUtf8 => (Outcome::InvalidPayload, Initiator::Remote),
            Rule::TextInvalidUtf8 => (Outcome::InvalidPayload, Initiator::Local),
            Rule::MessageTooBig => (Outcome::TooBig, Initiator::Local),
            Rule::InvalidCode(_)
            | Rule::TruncatedCode
            | Rule::CloseTooLong
            | Rule::CloseFragmented => (Outcome::ProtocolError, Initiator::Remote),
            _ => (Outcome::ProtocolError, Initiator::Local),
        },
        _ => unreachable!("no such ending"),
    }
}

#[tokio::test(start_paused = true)]
async fn each_ending_has_its_outcome() {
    for &ending in PeerEnding::ALL {
        for handler in Handler::ALL {
            for &role in Role::ALL {
                for in_flight in [0, 20] {
                    let report = play(ending, handler, role, in_flight).await;
                    let is = (report.outcome(), report.initiator());
                    let wanted = expected(ending, handler, in_flight);
                    assert_eq!(is, wanted, "{ending:?} {handler:?} {role} {in_flight}: {report}");
                }
            }
        }
    }
}

/// A handler may wait for something else than its socket, and let go of that: what has arrived counts.
#[tokio::test(start_paused = true)]
async fn a_handler_that_looks_at_nothing_and_leaves_tells_what_has_arrived() {
    for &ending in PeerEnding::ALL {
        let wanted = match ending {
            // It waits for our close, which is the one of the drop.
            PeerEnding::Answers | PeerEnding::Rejects | PeerEnding::HangsUp => continue,
            PeerEnding::NeverAnswers => (Outcome::Dropped, Initiator::Local),
            PeerEnding::StopsReading => (Outcome::Dropped, Initiator::None),
            // A runtime that shuts down fails like that.
            PeerEnding::Fails(_) => (Outcome::Dropped, Initiator::None),
            _ => expected(ending, Handler::Listens, 0),
        };
        for &role in Role::ALL {
            let recorder = Recorder::default();
            let (ws, mut peer) = open(role, &recorder.monitor()).await;
            let handler = async {
                sleep(Duration::from_secs(1)).await;
                drop(ws);
            };
            tokio::join!(handler, peer.end(ending));
            let report = recorder.only();
            assert_eq!(
                (report.outcome(), report.initiator()),
                wanted,
                "{ending:?} {role}: {report}"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn each_rule_has_its_name() {
    use ErrorType as E;
    let received = |violation| Some((Direction::Received, violation));
    for (rule, error_type, violation) in [
        (Rule::InvalidCode(999), E::InvalidCloseCode, received(Violation::InvalidCode)),
        (Rule::InvalidCode(1006), E::InvalidCloseCode, received(Violation::InvalidCode)),
        (Rule::TruncatedCode, E::TruncatedCloseCode, received(Violation::TruncatedCode)),
        (Rule::ReasonInvalidUtf8, E::InvalidUtf8, received(Violation::InvalidUtf8)),
        (Rule::CloseTooLong, E::ControlFrameTooBig, received(Violation::TooLong)),
        (Rule::CloseFragmented, E::FragmentedControlFrame, received(Violation::Fragmented)),
        (Rule::TextInvalidUtf8, E::InvalidUtf8, None),
        (Rule::MessageTooBig, E::MessageTooBig, None),
        (Rule::ReservedBits, E::ReservedBits, None),
        (Rule::ReservedOpcode, E::ReservedOpcode, None),
        (Rule::BadFragmentation, E::BadFragmentation, None),
        (Rule::HttpResponse, E::HttpResponse, None),
    ] {
        for &role in Role::ALL {
            let report = play(PeerEnding::Breaks(rule), Handler::Listens, role, 0).await;
            report.assert_error_type(error_type).assert_violation(violation);
        }
    }
    for (role, error_type) in [(Role::Server, E::UnmaskedFrame), (Role::Client, E::MaskedFrame)] {
        let report = play(PeerEnding::Breaks(Rule::WrongMask), Handler::Listens, role, 0).await;
        report.assert_error_type(error_type);
    }
}

#[tokio::test(start_paused = true)]
async fn a_rejected_close_is_told_as_one() {
    let report = play(PeerEnding::Rejects, Handler::Listens, Role::Server, 0).await;
    report.assert_violation((Direction::Sent, Violation::Rejected)).assert_code(1012);
}

#[tokio::test(start_paused = true)]
async fn a_failing_transport_is_told_by_its_kind() {
    for (kind, outcome, error_type) in [
        (io::ErrorKind::UnexpectedEof, Outcome::Eof, ErrorType::TlsTruncated),
        (io::ErrorKind::ConnectionAborted, Outcome::Reset, ErrorType::ConnectionAborted),
        (io::ErrorKind::TimedOut, Outcome::IoError, ErrorType::TimedOut),
    ] {
        let report = play(PeerEnding::Fails(kind), Handler::Pushes, Role::Server, 0).await;
        report.assert_outcome(outcome).assert_error_type(error_type);
    }
}

#[tokio::test(start_paused = true)]
async fn a_close_that_nobody_answers_times_out() {
    let recorder = Recorder::default();
    let (mut ws, mut client) = pair(&recorder.monitor()).await;
    client.end(PeerEnding::NeverAnswers).await;
    let begun = Instant::now();
    let report = ws.close_with(Close::new(1001, "bye").unwrap()).await.unwrap();
    report.assert_outcome(Outcome::Timeout).assert_initiator(Initiator::Local).assert_reason("bye");
    assert_eq!(begun.elapsed(), Policy::default().close_timeout());
    // It has read all of it.
    assert_eq!(client.received_close().unwrap().reason(), "bye");
}
