//! Our close frame comes first: answered, unanswered, late, simultaneous, twice.

use std::{io, time::Duration};

use closeframe::{Close, ErrorType, Initiator, Outcome, Policy, Role};
use futures_util::{FutureExt, SinkExt, StreamExt, stream};
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufStream};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{
    Error, Message,
    error::ProtocolError,
    protocol::{CloseFrame, WebSocketConfig},
};

use crate::wire::{
    InRole, Reports, assert_report, body, close, frames, host, other, tapped, text, untapped,
};

fn going_away() -> Close {
    Close::new(1001, "bye").unwrap()
}

#[tokio::test(start_paused = true)]
async fn answered_it_is_clean_and_ours() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, mut peer) = tapped(&monitor, role).await;
        peer.write_all(&close(other(role), 1001, b"")).await.unwrap();
        ws.close(going_away().into()).await.unwrap();
        drop(ws);
        let mut sent = Vec::new();
        peer.read_to_end(&mut sent).await.unwrap();
        assert_eq!(frames(&sent), [(0x88, body(1001, "bye"))]);
        let sentence = "sent 1001 Going Away \"bye\"; then received 1001 Going Away";
        assert_report(&reports.only(), sentence, Some(1001), "1001");
        assert!(reports.only().is_clean());
    }
}

#[tokio::test(start_paused = true)]
async fn messages_still_come_until_the_answer() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, mut peer) = tapped(&monitor, role).await;
        ws.send(Message::Close(going_away().into())).await.unwrap();
        let late = [text(other(role), "late"), close(other(role), 1001, b"")].concat();
        peer.write_all(&late).await.unwrap();
        assert_eq!(ws.next().await.unwrap().unwrap(), Message::text("late"));
        assert!(ws.close_report().is_none());
        assert!(ws.next().await.unwrap().unwrap().is_close());
        assert!(ws.next().await.is_none());
        assert_eq!(reports.only().outcome(), Outcome::Clean);
    }
}

#[tokio::test(start_paused = true)]
async fn unanswered_when_the_transport_ends_first() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, peer) = tapped(&monitor, role).await;
        ws.send(Message::Close(going_away().into())).await.unwrap();
        drop(peer);
        let error = ws.next().await.unwrap().unwrap_err();
        let eof = ProtocolError::ResetWithoutClosingHandshake;
        assert!(matches!(error, Error::Protocol(error) if error == eof));
        assert!(ws.next().await.is_none());
        let sentence = "sent 1001 Going Away \"bye\"; no close frame received (unanswered)";
        assert_report(&reports.only(), sentence, Some(1001), "1001");
        assert_eq!(reports.only().error_type(), Some(ErrorType::Eof));
    }
}

#[tokio::test(start_paused = true)]
async fn abandoned_when_the_application_lets_go_first() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, _peer) = untapped(&monitor, role).await;
        SinkExt::close(&mut ws).await.unwrap();
        assert_eq!(reports.count(), 0);
        drop(ws);
        let sentence = "sent 1000 Normal Closure; no close frame received (abandoned)";
        assert_report(&reports.only(), sentence, Some(1000), "1000");
    }
}

#[tokio::test(start_paused = true)]
async fn a_silent_peer_has_the_time_of_the_policy_whatever_else_it_sends() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let monitor =
            monitor.with_policy(Policy::default().with_close_timeout(Duration::from_secs(7)));
        let (mut ws, mut peer) = tapped(&monitor, role).await;
        let chatter = tokio::spawn(async move {
            while peer.write_all(&text(other(role), "still here")).await.is_ok() {
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        });
        let begun = tokio::time::Instant::now();
        ws.send(Message::Close(going_away().into())).await.unwrap();
        let error = loop {
            match ws.next().await.unwrap() {
                Ok(message) => assert_eq!(message, Message::text("still here")),
                Err(error) => break error,
            }
        };
        assert!(matches!(error, Error::Io(error) if error.kind() == io::ErrorKind::TimedOut));
        assert!(ws.next().await.is_none());
        assert_eq!(begun.elapsed().as_secs(), 7);
        let sentence = "sent 1001 Going Away \"bye\"; no close frame received (timeout)";
        assert_report(&reports.only(), sentence, Some(1001), "1001");
        assert_eq!(reports.only().handshake_duration().unwrap().as_secs(), 7);
        drop(ws);
        chatter.await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn let_go_after_its_time_it_is_a_time_out_although_nobody_polled() {
    for &role in Role::ALL {
        for (seconds, outcome) in [(9, Outcome::Abandoned), (10, Outcome::Timeout)] {
            let (monitor, reports) = Reports::monitor();
            let (mut ws, _peer) = tapped(&monitor, role).await;
            ws.send(Message::Close(going_away().into())).await.unwrap();
            tokio::time::advance(Duration::from_secs(seconds)).await;
            drop(ws);
            assert_eq!(reports.only().outcome(), outcome);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn when_both_close_at_once_the_one_that_we_saw_first_counts() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, mut peer) = tapped(&monitor, role).await;
        // It lies in the transport, unread, when ours goes out.
        peer.write_all(&close(other(role), 4000, b"mine")).await.unwrap();
        ws.send(Message::Close(going_away().into())).await.unwrap();
        assert!(ws.next().await.unwrap().unwrap().is_close());
        drop(ws);
        let mut sent = Vec::new();
        peer.read_to_end(&mut sent).await.unwrap();
        assert_eq!(frames(&sent), [(0x88, body(1001, "bye"))]);
        let report = reports.only();
        assert_eq!(report.initiator(), Initiator::Local);
        assert_eq!(report.code().unwrap(), 1001);
        assert_eq!(report.received_code().unwrap(), 4000);
        assert_eq!(report.outcome(), Outcome::Clean);
    }
}

#[tokio::test(start_paused = true)]
async fn a_second_close_is_a_no_op() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, mut peer) = tapped(&monitor, role).await;
        ws.send(Message::Close(going_away().into())).await.unwrap();
        let another = CloseFrame { code: 4999.into(), reason: "another".into() };
        ws.send(Message::Close(Some(another))).await.unwrap();
        SinkExt::close(&mut ws).await.unwrap();
        peer.write_all(&close(other(role), 1001, b"")).await.unwrap();
        ws.close(None).await.unwrap();
        ws.close(going_away().into()).await.unwrap();
        ws.send(Message::Close(None)).await.unwrap();
        drop(ws);
        let mut sent = Vec::new();
        peer.read_to_end(&mut sent).await.unwrap();
        assert_eq!(frames(&sent), [(0x88, body(1001, "bye"))]);
        assert_eq!(reports.only().code().unwrap(), 1001);
    }
}

#[tokio::test(start_paused = true)]
async fn a_close_after_the_peers_is_a_no_op_and_data_is_refused() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, mut peer) = tapped(&monitor, role).await;
        peer.write_all(&close(other(role), 3003, b"")).await.unwrap();
        assert!(ws.next().await.unwrap().unwrap().is_close());
        ws.send(Message::Close(going_away().into())).await.unwrap();
        let refused = ws.send(Message::text("late")).await.unwrap_err();
        assert!(matches!(refused, Error::Protocol(ProtocolError::SendAfterClosing)));
        ws.close(going_away().into()).await.unwrap();
        drop(ws);
        let mut sent = Vec::new();
        peer.read_to_end(&mut sent).await.unwrap();
        assert_eq!(frames(&sent), [(0x88, body(3003, ""))]);
        assert_eq!(reports.only().code().unwrap(), 3003);
    }
}

#[tokio::test(start_paused = true)]
async fn the_end_of_forward_sends_1000() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (ws, mut peer) = tapped(&monitor, role).await;
        stream::iter([Ok(Message::text("a")), Ok(Message::text("b"))]).forward(ws).await.unwrap();
        let mut sent = Vec::new();
        peer.read_to_end(&mut sent).await.unwrap();
        let expected = [(0x81, b"a".to_vec()), (0x81, b"b".to_vec()), (0x88, body(1000, ""))];
        assert_eq!(frames(&sent), expected);
        assert_eq!(reports.only().outcome(), Outcome::Abandoned);
    }
}

/// tungstenite takes note of a close that does not fit its write buffer, and loses it (host
/// behaviour).
#[tokio::test(start_paused = true)]
async fn a_full_write_buffer_does_not_eat_the_close() {
    for &role in Role::ALL {
        for dropped in [false, true] {
            let (monitor, reports) = Reports::monitor();
            let (io, mut peer) = tokio::io::duplex(64);
            let config = WebSocketConfig::default().write_buffer_size(0).max_write_buffer_size(300);
            let ws = WebSocketStream::from_raw_socket(io, host(role), Some(config)).await;
            let mut ws = monitor.wrap_in(role, ws);
            // The wire takes 64 bytes, the buffer the rest.
            ws.feed(Message::binary(vec![7; 280])).await.unwrap();
            let full = ws.feed(Message::binary(vec![7; 280])).now_or_never();
            assert!(!matches!(full, Some(Ok(()))), "it was to be full");
            let mut sent = Vec::new();
            if dropped {
                drop(ws);
                peer.read_to_end(&mut sent).await.unwrap();
                assert_eq!(reports.only().outcome(), Outcome::Dropped);
                assert_eq!(reports.only().initiator(), Initiator::None);
            } else {
                let closing = tokio::spawn(async move { ws.close(going_away().into()).await });
                while !sent.ends_with(&body(1001, "bye")[2..]) && sent.len() < 350 {
                    match tokio::time::timeout(Duration::from_secs(1), peer.read_u8()).await {
                        Ok(byte) => sent.push(byte.unwrap()),
                        Err(_) => break,
                    }
                }
                assert_eq!(frames(&sent).last().unwrap(), &(0x88, body(1001, "bye")));
                peer.write_all(&close(other(role), 1001, b"")).await.unwrap();
                drop(peer);
                closing.await.unwrap().unwrap();
                assert_eq!(reports.only().outcome(), Outcome::Clean);
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_reply_that_cannot_be_flushed_has_the_time_of_the_policy() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (io, mut peer) = tokio::io::duplex(1);
        let io = monitor.tap_upgraded_in(role, io);
        let ws = WebSocketStream::from_raw_socket(io, host(role), None).await;
        let mut ws = monitor.wrap_tapped(ws);
        let reading = tokio::spawn(async move { (ws.next().await.unwrap(), ws.next().await) });
        let begun = tokio::time::Instant::now();
        peer.write_all(&close(other(role), 1000, b"")).await.unwrap();
        let (error, end) = reading.await.unwrap();
        assert!(matches!(error, Err(Error::Io(error)) if error.kind() == io::ErrorKind::TimedOut));
        assert!(end.is_none());
        assert_eq!(begun.elapsed().as_secs(), 10);
        assert_eq!(reports.only().outcome(), Outcome::Timeout);
        assert_eq!(reports.only().initiator(), Initiator::Remote);
    }
}

/// What the transport holds leaves when it is shut, which is after the ending.
#[tokio::test(start_paused = true)]
async fn a_close_that_leaves_only_while_tcp_is_shut_is_not_told_as_sent() {
    let (monitor, reports) = Reports::monitor();
    // As much as the frame with the message has.
    let (io, mut peer) = tokio::io::duplex(2 + 14);
    let io = monitor.tap_upgraded(BufStream::new(io));
    let ws = WebSocketStream::from_raw_socket(io, host(Role::Server), None).await;
    let mut ws = monitor.wrap_tapped(ws);
    ws.feed(Message::binary(vec![7; 14])).await.unwrap();
    // A text that is not masked.
    peer.write_all(&[0x81, 0]).await.unwrap();
    assert!(ws.next().now_or_never().is_none(), "the close waits for the peer to read");
    tokio::time::sleep(Duration::from_secs(10)).await;
    assert!(matches!(ws.flush().await, Err(Error::Io(it)) if it.kind() == io::ErrorKind::TimedOut));
    let report = reports.only();
    assert_eq!(report.outcome(), Outcome::ProtocolError);
    assert_eq!((report.initiator(), report.sent_code()), (Initiator::None, None));
    assert_eq!(report.code().unwrap(), 1006);
    assert_eq!((report.duration().as_secs(), report.handshake_duration()), (10, None));
    let mut sent = vec![0; 2 + 14];
    peer.read_exact(&mut sent).await.unwrap();
    assert_eq!(frames(&sent), [(0x82, vec![7; 14])]);
    assert!(matches!(ws.next().await, Some(Err(Error::Protocol(_)))));
    assert!(ws.next().await.is_none());
    sent.clear();
    peer.read_to_end(&mut sent).await.unwrap();
    assert_eq!(frames(&sent), [(0x88, body(1002, ""))]);
    assert_eq!(reports.only().sent_code(), None);
}

/// The handshake's time is what the application waited, whenever there was room.
#[tokio::test(start_paused = true)]
async fn a_close_that_waited_for_room_has_begun_when_it_was_asked_for() {
    for finds_room in [false, true] {
        let (monitor, reports) = Reports::monitor();
        let (io, mut peer) = tokio::io::duplex(64);
        let config = WebSocketConfig::default().write_buffer_size(0).max_write_buffer_size(300);
        let ws = WebSocketStream::from_raw_socket(io, host(Role::Server), Some(config)).await;
        let mut ws = monitor.wrap(ws);
        ws.feed(Message::binary(vec![7; 280])).await.unwrap();
        let closing = tokio::spawn(async move { ws.close(going_away().into()).await });
        tokio::time::sleep(Duration::from_secs(7)).await;
        if finds_room {
            // The frame with the message has four bytes of header, that with the close two.
            let mut sent = vec![0; 284 + 2 + body(1001, "bye").len()];
            peer.read_exact(&mut sent).await.unwrap();
            assert_eq!(frames(&sent).last().unwrap(), &(0x88, body(1001, "bye")));
        }
        tokio::time::sleep(Duration::from_secs(4)).await;
        closing.await.unwrap().unwrap();
        let report = reports.only();
        assert_eq!((report.outcome(), report.duration().as_secs()), (Outcome::Timeout, 10));
        let handshake = report.handshake_duration().map(|it| it.as_secs());
        let expected = match finds_room {
            true => (Initiator::Local, Some(1001), Some(10)),
            // Nobody was told of it.
            false => (Initiator::None, None, None),
        };
        assert_eq!((report.initiator(), report.sent_code().map(u16::from), handshake), expected);
    }
}
