//! The tap reads ahead of tungstenite; facts count in the order in which tungstenite gets to them.

use closeframe::{Initiator, Outcome, Policy, Role};
use futures_util::StreamExt;
use proptest::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Error, Message};

use crate::{
    oracle::assert_tap_changes_nothing,
    wire::{
        InRole, Reports, Script, assert_report, blocking_tapped, body, close, frame, frames, host,
        other, ping, raw_frame, tapped, text,
    },
};

#[tokio::test(start_paused = true)]
async fn a_text_before_a_close_in_one_segment() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, mut peer) = tapped(&monitor, role).await;
        let segment =
            [text(other(role), "one"), ping(other(role)), close(other(role), 1000, b"")].concat();
        peer.write_all(&segment).await.unwrap();
        assert_eq!(ws.next().await.unwrap().unwrap(), Message::text("one"));
        // The close has been read by now, but nobody has been told.
        assert!(ws.close_report().is_none());
        assert!(ws.next().await.unwrap().unwrap().is_ping());
        assert!(ws.close_report().is_none());
        assert!(ws.next().await.unwrap().unwrap().is_close());
        assert_eq!(reports.only().outcome(), Outcome::Clean);
    }
}

#[tokio::test(start_paused = true)]
async fn dropped_before_the_close_was_reached_it_is_read_answered_and_counts() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, mut peer) = tapped(&monitor, role).await;
        let segment = [text(other(role), "one"), close(other(role), 1000, b"")].concat();
        peer.write_all(&segment).await.unwrap();
        assert_eq!(ws.next().await.unwrap().unwrap(), Message::text("one"));
        drop(ws);
        let mut sent = Vec::new();
        peer.read_to_end(&mut sent).await.unwrap();
        assert_eq!(frames(&sent), [(0x88, body(1000, ""))]);
        let sentence = "received 1000 Normal Closure; then sent 1000 Normal Closure";
        assert_report(&reports.only(), sentence, Some(1000), "1000");
    }
}

/// Everything that tungstenite fails at and that is no close frame.
fn faults(role: Role) -> Vec<(Vec<u8>, Outcome)> {
    let from = other(role);
    let masked = from == Role::Client;
    vec![
        (frame(from, 0x81, b"\xFF\xFE"), Outcome::InvalidPayload),
        // In a fragment: the message is not even complete when it fails.
        (frame(from, 0x01, b"\xFF\xFE"), Outcome::InvalidPayload),
        (frame(from, 0x83, b"?"), Outcome::ProtocolError),
        (frame(from, 0x8B, b"?"), Outcome::ProtocolError),
        (frame(from, 0xC1, b"x"), Outcome::ProtocolError),
        (frame(from, 0x09, b""), Outcome::ProtocolError),
        (frame(from, 0x80, b"x"), Outcome::ProtocolError),
        (raw_frame(0x81, !masked, b"x"), Outcome::ProtocolError),
        (raw_frame(0x89, masked, &[0; 126]), Outcome::ProtocolError),
        ([frame(from, 0x01, b"a"), frame(from, 0x81, b"b")].concat(), Outcome::ProtocolError),
    ]
}

#[tokio::test(start_paused = true)]
async fn a_fault_before_a_close_in_one_segment_is_what_ended_the_connection() {
    for &role in Role::ALL {
        for (fault, outcome) in faults(role) {
            let (monitor, reports) = Reports::monitor();
            let (mut ws, mut peer) = tapped(&monitor, role).await;
            let segment = [fault.clone(), close(other(role), 1000, b"")].concat();
            peer.write_all(&segment).await.unwrap();
            drop(peer);
            assert!(ws.next().await.unwrap().is_err(), "{fault:x?}");
            assert!(ws.next().await.is_none());
            drop(ws);
            let report = reports.only();
            assert_eq!(report.initiator(), Initiator::None, "nobody is there to be told");
            assert_eq!(report.outcome(), outcome, "{fault:x?}");
            assert_eq!(report.received(), None);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_message_over_the_limit_before_a_close_in_one_segment() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let segment = [frame(other(role), 0x82, &[0; 40]), close(other(role), 1000, b"")].concat();
        let (io, output) = Script::new(segment);
        let mut ws = blocking_tapped(&monitor, role, io);
        ws.set_config(|config| config.max_message_size = Some(39));
        assert!(matches!(ws.read(), Err(Error::Capacity(_))));
        assert!(matches!(ws.read(), Err(Error::AlreadyClosed)));
        assert_eq!(frames(&output.lock().unwrap()), [(0x88, body(1009, ""))]);
        assert_eq!(reports.only().outcome(), Outcome::TooBig);
        assert_eq!(reports.only().code().unwrap(), 1009);
        assert_eq!(reports.only().received(), None);
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_breaks_the_protocol_is_told_so_without_detail() {
    for &role in Role::ALL {
        for (fault, outcome) in faults(role) {
            for way in ["tap", "no tap", "off"] {
                let (monitor, reports) = Reports::monitor();
                let monitor =
                    monitor.with_policy(Policy::default().with_fail_connection(way != "off"));
                let (io, mut peer) = tokio::io::duplex(4096);
                let (error, end) = if way == "no tap" {
                    let ws = WebSocketStream::from_raw_socket(io, host(role), None).await;
                    let mut ws = monitor.wrap_in(role, ws);
                    peer.write_all(&fault).await.unwrap();
                    (ws.next().await.unwrap().err(), ws.next().await)
                } else {
                    let io = monitor.tap_upgraded_in(role, io);
                    let ws = WebSocketStream::from_raw_socket(io, host(role), None).await;
                    let mut ws = monitor.wrap_tapped(ws);
                    peer.write_all(&fault).await.unwrap();
                    (ws.next().await.unwrap().err(), ws.next().await)
                };
                assert!(matches!(error, Some(Error::Protocol(_) | Error::Utf8(_))));
                assert!(end.is_none());
                let mut sent = Vec::new();
                peer.read_to_end(&mut sent).await.unwrap();
                let code = if outcome == Outcome::InvalidPayload { 1007 } else { 1002 };
                let report = reports.only();
                assert_eq!(report.outcome(), outcome, "{fault:x?}");
                if way == "off" {
                    assert!(sent.is_empty());
                    assert_eq!(report.code().unwrap(), 1006);
                } else {
                    assert_eq!(frames(&sent), [(0x88, body(code, ""))], "{fault:x?}");
                    assert_eq!(report.initiator(), Initiator::Local);
                    assert_eq!(report.code().unwrap(), code);
                }
            }
        }
    }
}

fn some_frame() -> impl Strategy<Value = (u8, bool, Vec<u8>)> {
    let first = prop_oneof![
        6 => prop::sample::select(vec![0x81, 0x82, 0x89, 0x8A, 0x01, 0x00, 0x80]),
        1 => prop::sample::select(vec![0x88, 0x88, 0x08, 0xC8]),
        1 => any::<u8>(),
    ];
    let len = prop_oneof![8 => 0..40_usize, 2 => 120..130_usize, 1 => 65_530..65_540_usize];
    (first, prop::bool::weighted(0.9), len).prop_map(|(first, proper, len)| {
        // A close of over 125 bytes fails earlier over a tap, without being waited for; the tap's own
        // tests cover it.
        let len = if first & 0x0F == 0x8 { len.min(125) } else { len };
        (first, proper, vec![b'x'; len])
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_tap_changes_nothing_that_tungstenite_yields(
        frames in prop::collection::vec(some_frame(), 0..12),
        cut in 0..10_usize,
        sizes in prop::collection::vec(1..300_usize, 1..6),
        server in any::<bool>(),
    ) {
        let role = if server { Role::Server } else { Role::Client };
        let mut input = Vec::new();
        let mut cut = cut;
        for (first, proper, payload) in frames {
            input.extend(raw_frame(first, proper == server, &payload));
            // The rest of what is illegal by its first two bytes would not be waited for.
            let fragmented_control = first & 0x88 == 0x08;
            let reserved = first & 0x70 != 0 || !matches!(first & 0x0F, 0x0..=0x2 | 0x8..=0xA);
            let too_long = first & 0x08 != 0 && payload.len() > 125;
            if !proper || fragmented_control || reserved || too_long {
                cut = 0;
            }
        }
        input.truncate(input.len().saturating_sub(cut));
        assert_tap_changes_nothing(role, &input, &sizes);
    }
}
