//! Answers to our close: a peer may take a legal one for an error, and may break the rules itself.

use std::sync::{Arc, Mutex};

use closeframe::{
    Close, CloseMonitor, CloseReport, Direction, Observer, Outcome, Role, observe::ViolationSeen,
};
use tracing::Level;

use crate::{
    each_wrapper::{Kind, Socket, all, polled, settle},
    gated_io::BROKEN_PIPE,
    report_line::{level, told},
    wire::{Reports, body, close, frame, other},
};

/// The violations that are counted.
#[derive(Clone, Default)]
struct Counted(Arc<Mutex<Vec<String>>>);

impl Observer for Counted {
    fn on_violation(&self, seen: &ViolationSeen) {
        self.0.lock().unwrap().push(format!("{} {}", seen.violation(), seen.direction()));
    }

    fn on_close(&self, _: &CloseReport) {}
}

/// Closes with a code, is answered, and says what is told and counted.
async fn answered(kind: Kind, role: Role, ours: u16, answer: &[u8]) -> (CloseReport, Vec<String>) {
    let (monitor, reports) = Reports::monitor();
    let counted = Counted::default();
    let monitor: CloseMonitor = monitor.with_observer(counted.clone());
    let (mut socket, far) = Socket::open(kind, role, &monitor).await;
    let answer = answer.to_vec();
    let close = Close::new(ours, "").unwrap();
    let closing = tokio::spawn(async move {
        let _ = socket.close(close).await;
    });
    settle().await;
    far.gives(answer);
    far.ends();
    closing.await.unwrap();
    assert_eq!(far.frames(), [(0x88, body(ours, ""))], "nothing follows our close");
    let counted = counted.0.lock().unwrap().clone();
    (reports.only(), counted)
}

/// A dozen common clients do so with 1012 to 1014.
#[tokio::test(start_paused = true)]
async fn a_legal_close_that_the_peer_takes_for_an_error_is_rejected() {
    for (kind, role) in all() {
        for (ours, theirs) in [(1012, 1002), (1013, 1002), (4001, 1002), (1012, 1007)] {
            let answer = close(other(role), theirs, b"invalid code");
            let (report, counted) = answered(kind, role, ours, &answer).await;
            let seen = format!("clean local {ours}, sent {ours}");
            assert_eq!(told(&report), seen, "{kind:?} {role}");
            assert_eq!(report.received_code().unwrap(), theirs);
            let (direction, violation) = report.violation().unwrap();
            assert_eq!((direction, violation.as_str()), (Direction::Sent, "rejected"), "{kind:?}");
            assert_eq!(counted, ["rejected sent"], "{kind:?} {role}");
            // A peer's choice pages nobody.
            assert_eq!(level(&report), Level::WARN, "{kind:?} {role}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_like_any_other_rejects_nothing() {
    for (kind, role) in all() {
        for (ours, theirs) in [(1012, 1012), (1012, 1000), (1001, 1011), (1002, 1002)] {
            let answer = close(other(role), theirs, b"");
            let (report, counted) = answered(kind, role, ours, &answer).await;
            assert_eq!(told(&report), format!("clean local {ours}, sent {ours}"), "{kind:?}");
            assert_eq!((report.violation(), counted.len()), (None, 0), "{kind:?} {role}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_illegal_answer_breaks_a_rule_and_rejects_besides() {
    for (kind, role) in all() {
        for illegal in [1006, 1005, 999, 5000] {
            let answer = close(other(role), illegal, b"");
            let (report, mut counted) = answered(kind, role, 1012, &answer).await;
            let seen = "protocol_error local 1012, sent 1012 (invalid_close_code)";
            assert_eq!(told(&report), seen, "{kind:?} {role} {illegal}");
            assert_eq!(report.received_code().unwrap(), illegal);
            counted.sort();
            assert_eq!(counted, ["invalid_code received", "rejected sent"], "{kind:?} {role}");
            assert_eq!(level(&report), Level::WARN);
        }
    }
}

/// What is no close frame at all, and one that is malformed.
#[tokio::test(start_paused = true)]
async fn a_peer_that_breaks_the_protocol_behind_our_close_leaves_it_ours() {
    for (kind, role) in all() {
        let text_in_bad_utf8 = frame(other(role), 0x81, b"\xFF");
        let truncated = frame(other(role), 0x88, b"\x03");
        let reserved = frame(other(role), 0x83, b"");
        for (answer, seen) in [
            (text_in_bad_utf8, "invalid_payload local 1001, sent 1001 (invalid_utf8)"),
            (truncated, "protocol_error local 1001, sent 1001 (truncated_close_code)"),
            (reserved, "protocol_error local 1001, sent 1001 (reserved_opcode)"),
        ] {
            let (report, _) = answered(kind, role, 1001, &answer).await;
            assert_eq!(told(&report), seen, "{kind:?} {role}");
        }
    }
}

/// What has not left cannot be rejected: the peer closes for a reason of its own.
#[tokio::test(start_paused = true)]
async fn a_close_that_did_not_leave_is_not_rejected() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        far.takes_nothing();
        let closing = tokio::spawn(async move {
            let _ = socket.close(Close::new(1012, "").unwrap()).await;
        });
        settle().await;
        far.gives(close(other(role), 1002, b""));
        settle().await;
        far.refuses(BROKEN_PIPE);
        far.ends();
        closing.await.unwrap();
        let report = reports.only();
        assert_eq!(report.sent_code(), None, "{kind:?} {role}: {report}");
        assert_eq!(report.violation(), None, "{kind:?} {role}: {report}");
    }
}

/// It is the first close frame of the connection.
#[tokio::test(start_paused = true)]
async fn a_close_of_ours_for_a_broken_rule_begins_a_handshake() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        far.gives(frame(other(role), 0x83, b""));
        socket.read_on().await;
        drop(socket);
        let report = reports.only();
        assert_eq!(report.outcome(), Outcome::ProtocolError, "{kind:?} {role}: {report}");
        let has_left = report.sent_code().is_some();
        assert!(has_left || !kind.is_tapped(), "{kind:?} {role}: {report}");
        assert_eq!(report.handshake_duration().is_some(), has_left, "{kind:?} {role}: {report}");
    }
}
