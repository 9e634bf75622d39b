//! Who knocks at a server that drains, or has stopped.

use std::time::Duration;

use closeframe::{
    Close, CloseCode, CloseMonitor, Drained, Outcome, Role, observe::HandshakeFailure,
};
use futures_util::{SinkExt, StreamExt};
use metrics::set_default_local_recorder;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, duplex},
    time::{Instant, sleep},
};
use tokio_tungstenite::{WebSocketStream, client_async};
use tungstenite::{
    Error, Message,
    handshake::server::{ErrorResponse, Request, Response},
    protocol,
};

use super::{REQUEST, counted, heard::Heard, recorder};

fn going_away() -> Close {
    Close::new(CloseCode::GOING_AWAY, "deploying").unwrap()
}

/// Sends a valid request; returns the answer, which has to be the last that comes.
async fn knock(monitor: &CloseMonitor) -> (Result<(), Error>, String) {
    let (io, mut peer) = duplex(4096);
    let client = async {
        peer.write_all(REQUEST.as_bytes()).await.unwrap();
        let mut answer = String::new();
        peer.read_to_string(&mut answer).await.unwrap();
        answer
    };
    #[allow(clippy::result_large_err, reason = "tungstenite's")]
    // Never asked: it would let everybody in.
    let callback = |_: &Request, _: Response| -> Result<Response, ErrorResponse> {
        panic!("a server that drains asked its application")
    };
    let (accepted, answer) = tokio::join!(monitor.accept_with(io, None, callback), client);
    (accepted.map(drop), answer)
}

/// A client that stays until it is sent away, and a handler that sends all the time.
async fn busy_connection(monitor: CloseMonitor) {
    let (ours, theirs) = duplex(4096);
    let (ws, client) = tokio::join!(monitor.accept(ours), client_async("ws://h/", theirs));
    let (mut ws, (mut client, _)) = (ws.unwrap(), client.unwrap());
    tokio::spawn(async move { while ws.send(Message::text("tick")).await.is_ok() {} });
    tokio::spawn(async move { while client.next().await.is_some() {} });
}

#[tokio::test(start_paused = true)]
async fn during_a_drain_they_are_told_when_to_come_back_and_after_it_they_are_let_in() {
    let (recorder, page) = recorder();
    let _lent = set_default_local_recorder(&recorder);
    let heard = Heard::default();
    let monitor = heard.monitor();
    busy_connection(monitor.clone()).await;
    // Nobody polls it, so that the drain lasts.
    let (io, _silent) = duplex(4096);
    let ws = WebSocketStream::from_raw_socket(io, protocol::Role::Server, None).await;
    let unpolled = monitor.wrap(ws);

    let draining = {
        let monitor = monitor.clone();
        let (pacing, deadline) = (Duration::ZERO, Duration::from_secs(8));
        tokio::spawn(async move { monitor.drain(going_away(), pacing, deadline).await })
    };
    for (passed_ms, retry_after) in [(1, 8), (3000, 5), (4500, 1)] {
        sleep(Duration::from_millis(passed_ms)).await;
        let (refused, answer) = knock(&monitor).await;
        assert!(matches!(refused, Err(Error::Http(response)) if response.status() == 503));
        let head = "HTTP/1.1 503 Service Unavailable\r\n";
        assert!(answer.starts_with(head) && answer.ends_with("\r\n\r\n"), "{answer}");
        let header = format!("\r\nretry-after: {retry_after}\r\n");
        assert!(answer.to_lowercase().contains(&header), "{answer}, not {header}");
    }
    assert_eq!(heard.failed(), [(HandshakeFailure::Draining, None, Some(503)); 3]);
    assert_eq!(counted(&page, Role::Server), [("draining", 3)]);

    let drained = draining.await.unwrap();
    assert_eq!((drained.clean, drained.still_open), (1, 1));
    drop(unpolled);
    let (io, peer) = duplex(4096);
    let (ws, client) = tokio::join!(monitor.accept(io), client_async("ws://h/", peer));
    assert!(ws.is_ok() && client.is_ok());
    assert_eq!(heard.failed().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn what_is_no_request_stays_a_bad_one() {
    let heard = Heard::default();
    let monitor = heard.monitor();
    monitor.drain_and_stop(going_away(), Duration::ZERO, Duration::from_secs(8)).await;
    let (io, mut peer) = duplex(4096);
    peer.write_all(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n").await.unwrap();
    monitor.accept(io).await.unwrap_err();
    assert_eq!(heard.failed()[0].0, HandshakeFailure::BadRequest);
}

#[tokio::test(start_paused = true)]
async fn a_monitor_that_has_stopped_lets_nobody_in_and_clients_out() {
    let heard = Heard::default();
    let monitor = heard.monitor();
    let clone = monitor.clone();
    busy_connection(monitor.clone()).await;
    let drained =
        monitor.drain_and_stop(going_away(), Duration::ZERO, Duration::from_secs(8)).await;
    assert_eq!(drained.clean, 1);

    sleep(Duration::from_secs(3600)).await;
    let (refused, answer) = knock(&clone).await;
    refused.unwrap_err();
    assert!(answer.to_lowercase().contains("\r\nretry-after: 1\r\n"), "{answer}");

    // A socket that comes from elsewhere has time for its close handshake.
    let (io, peer) = duplex(4096);
    let ws = WebSocketStream::from_raw_socket(io, protocol::Role::Server, None).await;
    let mut peer = WebSocketStream::from_raw_socket(peer, protocol::Role::Client, None).await;
    let mut ws = clone.wrap(ws);
    let server = async { while ws.next().await.is_some() {} };
    let client = async { while peer.next().await.is_some() {} };
    tokio::join!(server, client);
    let report = ws.close_report().unwrap();
    assert_eq!(
        (report.outcome(), report.sent_code()),
        (Outcome::Clean, Some(CloseCode::GOING_AWAY))
    );

    // What a client connects to is none of its business.
    let (ours, theirs) = duplex(4096);
    let (client, server) = tokio::join!(
        clone.connect_with("ws://h/", ours, None),
        tokio_tungstenite::accept_async(theirs)
    );
    let (mut client, mut server) = (client.unwrap().0, server.unwrap());
    assert!(!client.close_handle().is_closing());
    client.send(Message::text("still here")).await.unwrap();
    assert_eq!(server.next().await.unwrap().unwrap(), Message::text("still here"));
}

#[tokio::test(start_paused = true)]
async fn dropping_the_future_ends_a_drain_and_does_not_end_a_stop() {
    for stops in [false, true] {
        let monitor = CloseMonitor::silent();
        let (io, _peer) = duplex(4096);
        let ws = WebSocketStream::from_raw_socket(io, protocol::Role::Server, None).await;
        let _unpolled = monitor.wrap(ws);
        let limit = Duration::from_secs(1);
        let long = Duration::from_secs(60);
        let is_over = match stops {
            true => {
                tokio::time::timeout(limit, monitor.drain_and_stop(going_away(), long, long)).await
            }
            false => tokio::time::timeout(limit, monitor.drain(going_away(), long, long)).await,
        };
        is_over.unwrap_err();
        let (io, peer) = duplex(4096);
        let (ws, client) = tokio::join!(monitor.accept(io), client_async("ws://h/", peer));
        assert_eq!((ws.is_err(), client.is_err()), (stops, stops));
    }
}

/// Whoever stops twice has stopped once, and keeps nothing of the first.
#[tokio::test(start_paused = true)]
async fn stopping_again_changes_the_close_of_who_comes_later() {
    let monitor = CloseMonitor::silent();
    for code in [4001, 4002] {
        let close = Close::new(code, "").unwrap();
        monitor.drain_and_stop(close, Duration::ZERO, Duration::from_secs(1)).await;
    }
    let (io, peer) = duplex(4096);
    let ws = WebSocketStream::from_raw_socket(io, protocol::Role::Server, None).await;
    let mut peer = WebSocketStream::from_raw_socket(peer, protocol::Role::Client, None).await;
    let mut ws = monitor.wrap(ws);
    let server = async { while ws.next().await.is_some() {} };
    let client = async { while peer.next().await.is_some() {} };
    tokio::join!(server, client);
    assert_eq!(ws.close_report().unwrap().sent_code(), Some(CloseCode::new(4002)));
}

/// A handshake that was half done when the drain began is refused too, and its socket never opens.
#[tokio::test(start_paused = true)]
async fn half_a_handshake_at_the_drains_start_is_refused() {
    let heard = Heard::default();
    let monitor = heard.monitor();
    let (io, mut peer) = duplex(4096);
    peer.write_all(&REQUEST.as_bytes()[..40]).await.unwrap();
    let accepting = {
        let monitor = monitor.clone();
        tokio::spawn(async move { monitor.accept(io).await.map(drop) })
    };
    tokio::task::yield_now().await;
    monitor.drain_and_stop(going_away(), Duration::ZERO, Duration::from_secs(8)).await;
    peer.write_all(&REQUEST.as_bytes()[40..]).await.unwrap();
    let mut answer = String::new();
    peer.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    accepting.await.unwrap().unwrap_err();
    assert_eq!((heard.failed()[0].0, heard.opened()), (HandshakeFailure::Draining, 0));
}

/// Its client may hold 101 in its hands already, and is not to find an end without a close.
#[tokio::test(start_paused = true)]
async fn who_was_let_in_before_a_drain_is_waited_for_and_told() {
    let monitor = CloseMonitor::silent();
    // Too little room for the answer: the handshake stays where it is.
    let (io, mut peer) = duplex(64);
    let accepting = tokio::spawn({
        let monitor = monitor.clone();
        async move {
            let mut ws = monitor.accept(io).await.unwrap();
            while ws.next().await.is_some() {}
            ws.close_report().map(ToString::to_string)
        }
    });
    peer.write_all(REQUEST.as_bytes()).await.unwrap();
    let mut head = vec![0; 12];
    peer.read_exact(&mut head).await.unwrap();
    assert_eq!(head, b"HTTP/1.1 101");

    let deadline = Duration::from_secs(8);
    let draining = {
        let monitor = monitor.clone();
        tokio::spawn(
            async move { monitor.drain_and_stop(going_away(), Duration::ZERO, deadline).await },
        )
    };
    sleep(Duration::from_secs(4)).await;
    assert!(!draining.is_finished());
    while !head.ends_with(b"\r\n\r\n") {
        head.push(peer.read_u8().await.unwrap());
    }
    let mut peer = WebSocketStream::from_raw_socket(peer, protocol::Role::Client, None).await;
    let told = peer.next().await.unwrap().unwrap();
    assert!(matches!(told, Message::Close(Some(frame)) if u16::from(frame.code) == 1001));
    while peer.next().await.is_some() {}
    drop(peer);
    let drained = draining.await.unwrap();
    assert_eq!((drained.clean, drained.still_open), (1, 0));
    assert!(accepting.await.unwrap().unwrap().starts_with("sent 1001"));
}

#[tokio::test(start_paused = true)]
async fn a_handshake_that_goes_on_and_on_holds_a_drain_up_to_its_deadline() {
    let monitor = CloseMonitor::silent();
    let (io, mut peer) = duplex(64);
    let accepting = tokio::spawn({
        let monitor = monitor.clone();
        async move { monitor.accept(io).await.map(drop) }
    });
    peer.write_all(REQUEST.as_bytes()).await.unwrap();
    peer.read_u8().await.unwrap();
    let begun = Instant::now();
    let deadline = Duration::from_secs(2);
    let drained = monitor.drain(going_away(), Duration::ZERO, deadline).await;
    assert_eq!((drained, begun.elapsed().as_secs()), (Drained::default(), 2));
    // Nothing of it is left for the next.
    accepting.abort();
    accepting.await.unwrap_err();
    let begun = Instant::now();
    monitor.drain(going_away(), Duration::ZERO, deadline).await;
    assert_eq!(begun.elapsed(), Duration::ZERO);
}

/// Those who were let in, whose connections end before the drain has asked all others; and beside an upgrade
/// that is never finished.
#[tokio::test(start_paused = true)]
async fn who_was_let_in_before_a_drain_is_counted_whenever_it_ends() {
    for hangs in [false, true] {
        let monitor = CloseMonitor::silent();
        let (io, peer) = duplex(4096);
        let (ws, client) = tokio::join!(monitor.accept(io), client_async("ws://h/", peer));
        let (mut ws, (mut client, _)) = (ws.unwrap(), client.unwrap());
        tokio::spawn(async move { while ws.next().await.is_some() {} });
        tokio::spawn(async move { while client.next().await.is_some() {} });
        let mut peers = Vec::new();
        for _ in 0..1 + usize::from(hangs) {
            // Too little room for the answer.
            let (io, mut peer) = duplex(64);
            let monitor = monitor.clone();
            tokio::spawn(async move {
                let mut ws = monitor.accept(io).await.unwrap();
                while ws.next().await.is_some() {}
            });
            peer.write_all(REQUEST.as_bytes()).await.unwrap();
            assert_eq!(peer.read_u8().await.unwrap(), b'H');
            peers.push(peer);
        }
        let draining = {
            let monitor = monitor.clone();
            let (pacing, deadline) = (Duration::from_secs(4), Duration::from_secs(8));
            tokio::spawn(async move { monitor.drain(going_away(), pacing, deadline).await })
        };
        tokio::task::yield_now().await;
        let mut peer = peers.remove(0);
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(peer.read_u8().await.unwrap());
        }
        let mut peer = WebSocketStream::from_raw_socket(peer, protocol::Role::Client, None).await;
        while peer.next().await.is_some() {}
        let drained = draining.await.unwrap();
        assert_eq!((drained.clean, drained.still_open), (2, 0), "{hangs}");
    }
}
