//! The peer's close frame comes first: empty, with reasons of every length, malformed.

use closeframe::{ErrorType, Initiator, Outcome, Role, Source, Violation};
use futures_util::StreamExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tungstenite::{Error, Message, error::ProtocolError};

use crate::wire::{
    Reports, Script, assert_report, blocking_tapped, body, close, frame, frames, other, ping,
    raw_frame, tapped, untapped,
};

#[tokio::test(start_paused = true)]
async fn an_empty_close_is_1005_and_answered_empty() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, mut peer) = tapped(&monitor, role).await;
        peer.write_all(&frame(other(role), 0x88, b"")).await.unwrap();
        assert!(matches!(ws.next().await, Some(Ok(Message::Close(None)))));
        assert!(ws.next().await.is_none());
        drop(ws);

        let mut answer = Vec::new();
        peer.read_to_end(&mut answer).await.unwrap();
        assert_eq!(frames(&answer), [(0x88, vec![])]);
        let sentence = "received 1005 No Status Received; then sent 1005 No Status Received";
        assert_report(&reports.only(), sentence, Some(1005), "1005");
        assert_eq!(reports.only().outcome(), Outcome::Clean);
    }
}

#[tokio::test(start_paused = true)]
async fn reasons_of_every_length_come_through_whole() {
    let reasons =
        ["".into(), "x".into(), "x".repeat(122), "x".repeat(123), "é".repeat(61), "🙂".repeat(30)];
    for &role in Role::ALL {
        for reason in &reasons {
            let (monitor, reports) = Reports::monitor();
            let (mut ws, mut peer) = tapped(&monitor, role).await;
            peer.write_all(&close(other(role), 4001, reason.as_bytes())).await.unwrap();
            assert!(ws.next().await.unwrap().unwrap().is_close());
            drop(ws);

            let mut answer = Vec::new();
            peer.read_to_end(&mut answer).await.unwrap();
            assert_eq!(frames(&answer), [(0x88, body(4001, reason))]);
            let report = reports.only();
            assert_eq!(report.reason(), reason);
            assert_eq!(report.reason_len(), reason.len() as u64);
            assert_eq!(report.outcome(), Outcome::Clean);
            assert_eq!(report.source(), Source::Wire);
        }
    }
}

/// What a malformed close frame amounts to.
struct Malformed {
    bytes: Vec<u8>,
    violation: Violation,
    code: Option<u16>,
    outcome: Outcome,
    error_type: ErrorType,
}

fn malformed(role: Role) -> Vec<Malformed> {
    let masked = role == Role::Server;
    let case = |bytes, violation, code, error_type| {
        let outcome = match violation {
            Violation::InvalidUtf8 => Outcome::InvalidPayload,
            _ => Outcome::ProtocolError,
        };
        Malformed { bytes, violation, code, outcome, error_type }
    };
    let long = [&body(1000, "")[..], &[b'x'; 198]].concat();
    let mut endless = vec![0x88, if masked { 0xFF } else { 0x7F }];
    endless.extend(u64::MAX.to_be_bytes());
    endless.extend(if masked { &[0; 4][..] } else { &[] });
    endless.extend(body(1000, &"x".repeat(123)));
    vec![
        case(
            raw_frame(0x88, masked, b"\x03"),
            Violation::TruncatedCode,
            None,
            ErrorType::TruncatedCloseCode,
        ),
        case(
            raw_frame(0x88, masked, b"\x03\xE8\xFF"),
            Violation::InvalidUtf8,
            Some(1000),
            ErrorType::InvalidUtf8,
        ),
        case(
            raw_frame(0x88, masked, &long),
            Violation::TooLong,
            Some(1000),
            ErrorType::ControlFrameTooBig,
        ),
        case(endless, Violation::TooLong, Some(1000), ErrorType::ControlFrameTooBig),
        case(
            raw_frame(0x08, masked, b"\x03\xE8"),
            Violation::Fragmented,
            Some(1000),
            ErrorType::FragmentedControlFrame,
        ),
        case(
            raw_frame(0xC8, masked, b"\x03\xE8"),
            Violation::ReservedBits,
            Some(1000),
            ErrorType::ReservedBits,
        ),
        case(
            raw_frame(0x88, !masked, b"\x03\xE8"),
            if masked { Violation::Unmasked } else { Violation::Masked },
            Some(1000),
            if masked { ErrorType::UnmaskedFrame } else { ErrorType::MaskedFrame },
        ),
    ]
}

#[tokio::test(start_paused = true)]
async fn a_malformed_close_is_the_peers_and_told_with_its_code() {
    for &role in Role::ALL {
        for case in malformed(role) {
            let (monitor, reports) = Reports::monitor();
            let (mut ws, mut peer) = tapped(&monitor, role).await;
            peer.write_all(&case.bytes).await.unwrap();
            let error = ws.next().await.unwrap().unwrap_err();
            assert!(matches!(error, Error::Protocol(_) | Error::Utf8(_)), "{error:?}");
            assert!(ws.next().await.is_none());
            drop(ws);

            // RFC 6455 section 7.1.7: the peer is told, without any detail.
            let answer = if case.outcome == Outcome::InvalidPayload { 1007 } else { 1002 };
            let mut sent = Vec::new();
            peer.read_to_end(&mut sent).await.unwrap();
            assert_eq!(frames(&sent), [(0x88, body(answer, ""))], "{:?}", case.violation);

            let report = reports.only();
            assert_eq!(report.sent_code().unwrap(), answer);
            assert_eq!(report.initiator(), Initiator::Remote);
            assert_eq!(report.code().map(u16::from), case.code, "{:?}", case.violation);
            assert_eq!(report.received().unwrap().violation(), Some(case.violation));
            assert_eq!(report.outcome(), case.outcome);
            assert_eq!(report.error_type(), Some(case.error_type));
            assert_eq!(report.code_label().to_string(), "other");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_malformed_answer_to_our_close_leaves_it_ours() {
    for &role in Role::ALL {
        for case in malformed(role) {
            let (monitor, reports) = Reports::monitor();
            let (mut ws, mut peer) = tapped(&monitor, role).await;
            peer.write_all(&case.bytes).await.unwrap();
            ws.close(closeframe::Close::new(1001, "").unwrap().into()).await.unwrap();
            drop(ws);

            let mut sent = Vec::new();
            peer.read_to_end(&mut sent).await.unwrap();
            assert_eq!(frames(&sent), [(0x88, body(1001, ""))]);
            let report = reports.only();
            assert_eq!(report.initiator(), Initiator::Local);
            assert_eq!(report.code().unwrap(), 1001);
            assert_eq!(report.code_label().to_string(), "1001");
            assert_eq!(report.outcome(), case.outcome, "{:?}", case.violation);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_tap_only_a_truncated_code_is_known_to_be_a_close() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, mut peer) = untapped(&monitor, role).await;
        peer.write_all(&frame(other(role), 0x88, b"\x03")).await.unwrap();
        let error = ws.next().await.unwrap().unwrap_err();
        assert!(matches!(error, Error::Protocol(ProtocolError::InvalidCloseSequence)));
        let sentence = "received a close frame without a readable code; \
                        then sent 1002 Protocol Error (protocol_error)";
        assert_report(&reports.only(), sentence, None, "other");
        assert_eq!(reports.only().source(), Source::Tungstenite);
    }
}

#[tokio::test(start_paused = true)]
async fn a_close_cut_short_is_no_close() {
    for &role in Role::ALL {
        let whole = close(other(role), 1000, b"bye");
        for end in 0..whole.len() {
            let (monitor, reports) = Reports::monitor();
            let (mut ws, mut peer) = tapped(&monitor, role).await;
            peer.write_all(&whole[..end]).await.unwrap();
            drop(peer);
            let error = ws.next().await.unwrap().unwrap_err();
            let eof = ProtocolError::ResetWithoutClosingHandshake;
            assert!(matches!(error, Error::Protocol(error) if error == eof));
            assert!(ws.next().await.is_none());
            let sentence = "no close frame received or sent (eof)";
            assert_report(&reports.only(), sentence, Some(1006), "1006");
        }
    }
}

/// As case 7.1.5 of the Autobahn test suite has it: the rest of the message is given up.
#[tokio::test(start_paused = true)]
async fn a_close_inside_a_fragmented_message_is_answered() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, mut peer) = tapped(&monitor, role).await;
        let [first, last] = [(0x01, b"half a "), (0x80, b"message")]
            .map(|(byte, payload)| frame(other(role), byte, payload));
        peer.write_all(&[first, close(other(role), 1000, b""), last].concat()).await.unwrap();
        assert!(ws.next().await.unwrap().unwrap().is_close());
        assert!(ws.next().await.is_none());
        drop(ws);
        let mut answer = Vec::new();
        peer.read_to_end(&mut answer).await.unwrap();
        assert_eq!(frames(&answer), [(0x88, body(1000, ""))]);
        assert_eq!(reports.only().outcome(), Outcome::Clean);
    }
}

#[tokio::test(start_paused = true)]
async fn what_follows_a_close_does_not_count() {
    for &role in Role::ALL {
        let again = close(other(role), 1011, b"again");
        for tail in [again, frame(other(role), 0x82, &[7; 9000]), ping(other(role))] {
            let (monitor, reports) = Reports::monitor();
            let (mut ws, mut peer) = tapped(&monitor, role).await;
            peer.write_all(&[close(other(role), 1000, b""), tail].concat()).await.unwrap();
            assert!(ws.next().await.unwrap().unwrap().is_close());
            assert!(ws.next().await.is_none());
            drop(ws);
            let mut answer = Vec::new();
            peer.read_to_end(&mut answer).await.unwrap();
            assert_eq!(frames(&answer), [(0x88, body(1000, ""))]);
            assert_eq!(reports.only().code().unwrap(), 1000);
            assert_eq!(reports.only().outcome(), Outcome::Clean);
        }
    }
}

#[test]
fn violations_print_as_they_are_labelled_and_padded() {
    assert_eq!(format!("{:>15}|", Violation::InvalidUtf8), "   invalid_utf8|");
    for &violation in Violation::ALL {
        assert_eq!(violation.to_string(), violation.as_str());
    }
}

/// Of a close that is too long, no more is kept than a legal one may have.
#[test]
fn the_length_of_a_reason_is_told_although_it_is_cut() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let payload = body(1000, &"x".repeat(998));
        let (io, _) = Script::new(frame(other(role), 0x88, &payload));
        assert!(blocking_tapped(&monitor, role, io).read().is_err());
        assert_eq!(reports.only().reason_len(), 998);
    }
}
