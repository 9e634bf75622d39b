//! What becomes of illegal closes that the application asks to send: on every way out, in both roles.

use std::time::Duration;

use closeframe::{
    Close, CloseMonitor, Direction, IllegalClose, InvalidClose, Outcome, Policy, Reply, Role,
    Violation,
};
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tungstenite::{
    Error, Message,
    protocol::{
        CloseFrame,
        frame::{
            Frame, FrameHeader,
            coding::{Data, OpCode},
        },
    },
};

use crate::wire::{Reports, Script, blocking, body, close, frames, other, tapped, untapped};

fn asked(code: u16, reason: &str) -> Option<CloseFrame> {
    Some(CloseFrame { code: code.into(), reason: reason.into() })
}

/// A raw frame with the close opcode.
fn raw(payload: &[u8]) -> Message {
    Message::Frame(Frame::from_payload(FrameHeader::default(), payload.to_vec().into()))
}

/// The ways on which a close with this payload can go out.
fn ways(payload: &[u8]) -> Vec<Message> {
    let mut ways = vec![raw(payload)];
    if let [high, low, reason @ ..] = payload {
        if let Ok(reason) = std::str::from_utf8(reason) {
            ways.push(Message::Close(asked(u16::from_be_bytes([*high, *low]), reason)));
        }
    }
    ways
}

async fn sent_by(monitor: &CloseMonitor, role: Role, message: Message) -> Vec<(u8, Vec<u8>)> {
    let (mut ws, mut peer) = tapped(monitor, role).await;
    let sent = ws.send(message).await;
    assert!(sent.is_ok(), "{sent:?}");
    assert!(ws.send(Message::text("late")).await.is_err(), "data must not follow a close");
    drop(ws);
    let mut bytes = Vec::new();
    peer.read_to_end(&mut bytes).await.unwrap();
    frames(&bytes)
}

fn long() -> String {
    "é".repeat(80)
}

#[tokio::test(start_paused = true)]
async fn repair_sends_the_nearest_legal_close_and_keeps_the_text() {
    let cut = "é".repeat(61);
    let cases = [
        (body(1005, ""), vec![], Some(1005), Violation::InvalidCode),
        (body(1005, "x"), vec![], Some(1005), Violation::InvalidCode),
        (body(1006, "x"), body(1011, "x"), Some(1011), Violation::InvalidCode),
        (body(0, ""), body(1011, ""), Some(1011), Violation::InvalidCode),
        (body(1015, ""), body(1011, ""), Some(1011), Violation::InvalidCode),
        (body(2999, ""), body(1011, ""), Some(1011), Violation::InvalidCode),
        (body(65535, &long()), body(1011, &cut), Some(1011), Violation::InvalidCode),
        (body(4001, &long()), body(4001, &cut), Some(4001), Violation::ReasonTooLong),
        (vec![3], body(1011, ""), Some(1011), Violation::TruncatedCode),
        (b"\x0F\xA1ok\xFF".to_vec(), body(4001, "ok\u{FFFD}"), Some(4001), Violation::InvalidUtf8),
    ];
    for &role in Role::ALL {
        for (payload, expected, code, violation) in &cases {
            for message in ways(payload) {
                let (monitor, reports) = Reports::monitor();
                assert_eq!(sent_by(&monitor, role, message).await, [(0x88, expected.clone())]);
                let report = reports.only();
                assert_eq!(report.sent_code().map(u16::from), *code);
                assert_eq!(report.violation(), Some((Direction::Sent, *violation)));
                assert_eq!(report.outcome(), Outcome::Abandoned);
                if payload.len() > 200 - 40 {
                    assert_eq!(report.reason(), long(), "the full text stays");
                    assert_eq!(report.reason_len(), 160);
                }
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn reject_sends_nothing_and_the_connection_stays_open() {
    let cases = [
        (body(1006, ""), InvalidClose::NeverOnWire { code: 1006.into() }),
        (body(2000, ""), InvalidClose::Unassigned { code: 2000.into() }),
        (body(5000, ""), InvalidClose::OutOfRange { code: 5000.into() }),
        (body(4001, &long()), InvalidClose::ReasonTooLong { len: 160 }),
        (vec![3], InvalidClose::TruncatedCode),
        (b"\x0F\xA1\xFF".to_vec(), InvalidClose::ReasonNotUtf8),
    ];
    for &role in Role::ALL {
        for (payload, expected) in &cases {
            let (monitor, reports) = Reports::monitor();
            let monitor =
                monitor.with_policy(Policy::default().with_illegal_close(IllegalClose::Reject));
            let (mut ws, mut peer) = tapped(&monitor, role).await;
            for message in ways(payload) {
                let Error::Io(error) = ws.send(message).await.unwrap_err() else { panic!() };
                assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
                let inner = error.get_ref().unwrap().downcast_ref::<InvalidClose>();
                assert_eq!(inner, Some(expected));
            }
            ws.send(Message::text("still open")).await.unwrap();
            peer.write_all(&close(other(role), 1000, b"")).await.unwrap();
            ws.close(Close::normal().into()).await.unwrap();
            drop(ws);
            let mut sent = Vec::new();
            peer.read_to_end(&mut sent).await.unwrap();
            let expected = [(0x81, b"still open".to_vec()), (0x88, body(1000, ""))];
            assert_eq!(frames(&sent), expected);
            assert!(matches!(reports.only().violation(), Some((Direction::Sent, _))));
            assert!(reports.only().is_clean());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn pass_sends_it_as_it_is_and_tells() {
    let payloads = [
        body(1005, "x"),
        body(1006, ""),
        body(999, "é"),
        body(4001, &"x".repeat(124)),
        vec![3],
        b"\x0F\xA1\xFF".to_vec(),
    ];
    for &role in Role::ALL {
        for payload in &payloads {
            for message in ways(payload) {
                let (monitor, reports) = Reports::monitor();
                let monitor =
                    monitor.with_policy(Policy::default().with_illegal_close(IllegalClose::Pass));
                assert_eq!(sent_by(&monitor, role, message).await, [(0x88, payload.clone())]);
                let report = reports.only();
                assert_eq!(report.code_label().to_string(), "other", "{payload:x?}");
                assert!(matches!(report.violation(), Some((Direction::Sent, _))));
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_raw_close_is_not_followed_by_an_answer_of_tungstenites() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let monitor = monitor.with_policy(Policy::default().with_illegal_close(IllegalClose::Pass));
        let (mut ws, mut peer) = tapped(&monitor, role).await;
        ws.send(raw(&[3])).await.unwrap();
        peer.write_all(&close(other(role), 1002, b"")).await.unwrap();
        while ws.next().await.is_some() {}
        drop(ws);
        let mut sent = Vec::new();
        peer.read_to_end(&mut sent).await.unwrap();
        assert_eq!(frames(&sent), [(0x88, vec![3])]);
        assert_eq!(reports.only().outcome(), Outcome::Clean);
    }
}

#[test]
fn the_blocking_socket_has_the_same_policies() {
    for &role in Role::ALL {
        for (policy, expected) in [
            (IllegalClose::Repair, vec![(0x88, body(1011, "x"))]),
            (IllegalClose::Reject, vec![]),
            (IllegalClose::Pass, vec![(0x88, body(1006, "x"))]),
        ] {
            for way in 0..3 {
                let (monitor, reports) = Reports::monitor();
                let monitor = monitor.with_policy(Policy::default().with_illegal_close(policy));
                let (io, output) = Script::new([]);
                let mut ws = blocking(&monitor, role, io);
                let sent = match way {
                    0 => ws.close(asked(1006, "x")),
                    1 => ws.send(Message::Close(asked(1006, "x"))),
                    _ => ws.send(raw(&body(1006, "x"))),
                };
                assert_eq!(sent.is_err(), policy == IllegalClose::Reject);
                assert_eq!(frames(&output.lock().unwrap()), expected);
                drop(ws);
                let violation = (Direction::Sent, Violation::InvalidCode);
                assert_eq!(reports.only().violation(), Some(violation));
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_reply_left_to_the_application_waits_for_it() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let monitor = monitor.with_policy(Policy::default().with_reply(Reply::ByApplication));
        let (mut ws, mut peer) = untapped(&monitor, role).await;
        peer.write_all(&close(other(role), 1000, b"")).await.unwrap();
        assert!(ws.next().await.unwrap().unwrap().is_close());
        let early = tokio::time::timeout(Duration::from_secs(1), peer.read_u8()).await;
        assert!(early.is_err(), "answered before the application wanted it");
        assert_eq!(reports.count(), 0);
        ws.flush().await.unwrap();
        drop(ws);
        let mut sent = Vec::new();
        peer.read_to_end(&mut sent).await.unwrap();
        assert_eq!(frames(&sent), [(0x88, body(1000, ""))]);
        assert_eq!(reports.only().outcome(), Outcome::Clean);
    }
}

#[test]
fn a_raw_frame_that_is_no_close_passes() {
    for &role in Role::ALL {
        let (monitor, _) = Reports::monitor();
        let (io, output) = Script::new(Vec::new());
        let mut ws = blocking(&monitor, role, io);
        let text = Frame::message("hi", OpCode::Data(Data::Text), true);
        ws.send(Message::Frame(text)).unwrap();
        assert_eq!(frames(&output.lock().unwrap()), [(0x81, b"hi".to_vec())]);
        assert!(ws.close_report().is_none());
    }
}

#[test]
fn a_reason_of_123_bytes_is_not_too_long() {
    for &role in Role::ALL {
        let (monitor, _) = Reports::monitor();
        let monitor =
            monitor.with_policy(Policy::default().with_illegal_close(IllegalClose::Reject));
        let (io, output) = Script::new(Vec::new());
        let mut ws = blocking(&monitor, role, io);
        let reason = "x".repeat(123);
        ws.send(Message::Close(asked(4000, &reason))).unwrap();
        ws.flush().unwrap();
        assert_eq!(frames(&output.lock().unwrap()), [(0x88, body(4000, &reason))]);
    }
}
