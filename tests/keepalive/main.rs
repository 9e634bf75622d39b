//! A silent peer is pinged, and given up if it stays silent; one that takes nothing, too.

#[cfg(feature = "axum")]
mod axum_sockets;
mod codes;
mod drains;
mod in_flight;
mod real_sockets;

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use closeframe::{
    CloseMonitor, CloseReport, Initiator, Keepalive, MonitoredStream, Outcome, Policy,
};
use futures_util::{FutureExt, SinkExt, StreamExt};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex},
    time::{Instant, advance, sleep, timeout},
};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{
    Message,
    protocol::{CloseFrame, Role, WebSocketConfig},
};

const SECOND: Duration = Duration::from_secs(1);
/// A server's ping, as the first of a connection.
const PING: &[u8] = b"\x89\x0Ecloseframe\0\0\0\x01";
/// The same, answered by a client with an all-zero mask.
const PONG: &[u8] = b"\x8A\x8E\0\0\0\0closeframe\0\0\0\x01";
/// 3008 "ping timeout".
const GIVEN_UP: &[u8] = b"\x88\x0E\x0B\xC0ping timeout";

type Tapped = MonitoredStream<DuplexStream>;
type Reports = Arc<Mutex<Vec<CloseReport>>>;

fn monitor(policy: Policy) -> (CloseMonitor, Reports) {
    let reports = Reports::default();
    let seen = Arc::clone(&reports);
    let observer = move |report: &CloseReport| seen.lock().unwrap().push(report.clone());
    (CloseMonitor::silent().with_policy(policy).with_observer(observer), reports)
}

fn with_keepalive() -> Policy {
    Policy::default().with_keepalive(Keepalive::default())
}

async fn tapped(policy: Policy, buffer: usize) -> (Tapped, DuplexStream, Reports) {
    let (io, peer) = duplex(buffer);
    let (closes, reports) = monitor(policy);
    let ws = WebSocketStream::from_raw_socket(closes.tap_upgraded(io), Role::Server, None).await;
    (closes.wrap_tapped(ws), peer, reports)
}

#[track_caller]
fn one(reports: &Reports) -> CloseReport {
    let mut reports = reports.lock().unwrap();
    assert_eq!(reports.len(), 1);
    reports.pop().unwrap()
}

#[track_caller]
fn assert_found_dead(report: &CloseReport, code: u16) {
    assert_eq!(report.outcome(), Outcome::PingTimeout, "{report}");
    assert_eq!(report.code().map(|code| code.as_u16()), Some(code), "{report}");
    let initiator = if code == 1006 { Initiator::None } else { Initiator::Local };
    assert_eq!(report.initiator(), initiator, "{report}");
}

#[tokio::test(start_paused = true)]
async fn a_silent_peer_of_an_idle_handler_is_pinged_and_then_given_up() {
    let (mut ws, mut peer, reports) = tapped(with_keepalive(), 4096).await;
    let start = Instant::now();
    let error = ws.next().await.unwrap().unwrap_err();
    assert_eq!(start.elapsed().as_secs(), 40);
    assert_eq!(error.to_string(), "IO error: the peer showed no sign of life");
    assert!(ws.next().await.is_none());
    drop(ws);
    let mut bytes = Vec::new();
    peer.read_to_end(&mut bytes).await.unwrap();
    assert_eq!(bytes, [PING, GIVEN_UP].concat());
    let report = one(&reports);
    assert_found_dead(&report, 3008);
    assert_eq!(report.round_trip(), None);
    assert_eq!(serde_json::json!(report).get("round_trip_s"), None);
}

#[tokio::test(start_paused = true)]
async fn a_pong_of_ours_is_kept_from_the_application_and_tells_the_round_trip() {
    let (mut ws, mut peer, reports) = tapped(with_keepalive(), 4096).await;
    let peer = tokio::spawn(async move {
        let mut ping = [0; PING.len()];
        peer.read_exact(&mut ping).await.unwrap();
        sleep(SECOND / 5).await;
        peer.write_all(PONG).await.unwrap();
        // One that nobody asked for is the application's.
        peer.write_all(b"\x8A\x82\0\0\0\0hi").await.unwrap();
        sleep(5 * SECOND).await;
        peer.write_all(b"\x88\x80\0\0\0\0").await.unwrap();
        peer
    });
    let start = Instant::now();
    assert_eq!(ws.next().await.unwrap().unwrap(), Message::Pong("hi".into()));
    // What lies behind the pong does not wait for the next look.
    assert_eq!(start.elapsed().as_millis() / 100, 202);
    assert!(ws.next().await.unwrap().unwrap().is_close());
    assert_eq!(start.elapsed().as_millis() / 100, 252);
    drop(ws);
    peer.await.unwrap();
    let report = one(&reports);
    assert_eq!(report.outcome(), Outcome::Clean);
    assert_eq!(report.round_trip(), Some(SECOND / 5));
    assert_eq!(serde_json::json!(report)["round_trip_s"], 0.2);
}

#[tokio::test(start_paused = true)]
async fn a_pong_of_ours_that_comes_while_closing_is_kept_from_the_application_too() {
    let (mut ws, mut peer, reports) = tapped(with_keepalive(), 4096).await;
    assert!(timeout(25 * SECOND, ws.next()).await.is_err());
    ws.send(Message::Close(None)).await.unwrap();
    peer.write_all(PONG).await.unwrap();
    peer.write_all(b"\x88\x80\0\0\0\0").await.unwrap();
    assert!(ws.next().await.unwrap().unwrap().is_close());
    assert_eq!(one(&reports).outcome(), Outcome::Clean);
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_says_anything_in_time_lives() {
    let (mut ws, mut peer, _reports) = tapped(with_keepalive(), 4096).await;
    tokio::spawn(async move {
        // A ping, a text, and a text in pieces that takes a minute to come in.
        for piece in
            [&b"\x89\x80\0\0\0\0"[..], b"\x81\x81\0\0\0\0a", b"\x81\x85\0\0\0\0", b"h", b"e"]
        {
            sleep(19 * SECOND).await;
            peer.write_all(piece).await.unwrap();
        }
        sleep(19 * SECOND).await;
        peer.write_all(b"llo").await.unwrap();
        let mut rest = Vec::new();
        let _ = peer.read_to_end(&mut rest).await;
    });
    assert!(ws.next().await.unwrap().unwrap().is_ping());
    assert_eq!(ws.next().await.unwrap().unwrap(), Message::text("a"));
    assert_eq!(ws.next().await.unwrap().unwrap(), Message::text("hello"));
}

#[tokio::test(start_paused = true)]
async fn an_echoing_handler_finds_a_peer_that_falls_silent() {
    let (mut ws, mut peer, reports) = tapped(with_keepalive(), 4096).await;
    tokio::spawn(async move {
        for _ in 0..10 {
            sleep(7 * SECOND).await;
            peer.write_all(b"\x81\x81\0\0\0\0a").await.unwrap();
        }
        sleep(3600 * SECOND).await;
        drop(peer);
    });
    let start = Instant::now();
    while let Some(Ok(message)) = ws.next().await {
        ws.send(message).await.unwrap();
    }
    assert_eq!(start.elapsed().as_secs(), 70 + 40);
    assert_found_dead(&one(&reports), 3008);
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_only_writes_finds_a_silent_peer_over_a_tap() {
    let (mut ws, mut peer, reports) = tapped(with_keepalive(), 4096).await;
    tokio::spawn(async move {
        let mut sink = tokio::io::sink();
        let _ = tokio::io::copy(&mut peer, &mut sink).await;
        sleep(3600 * SECOND).await;
    });
    let start = Instant::now();
    while ws.send(Message::text("tick")).await.is_ok() {
        sleep(SECOND / 2).await;
    }
    let elapsed = start.elapsed();
    assert!(elapsed >= 40 * SECOND && elapsed < 41 * SECOND, "{elapsed:?}");
    assert_found_dead(&one(&reports), 3008);
}

/// When something came in is not known where nobody reads: that makes the peer's death be found no later.
#[tokio::test(start_paused = true)]
async fn a_handler_that_only_writes_finds_a_peer_that_falls_silent_in_time() {
    for seed in 0..100 {
        let mut dice = fastrand::Rng::with_seed(seed);
        let (mut ws, mut peer, reports) = tapped(with_keepalive(), 4096).await;
        let (mut silent_after, pause) = (dice.u32(1..30), dice.u64(1..20_000));
        let peer = tokio::spawn(async move {
            let mut silent_since = Instant::now();
            let mut bytes = [0; 1000];
            loop {
                tokio::select! {
                    read = peer.read(&mut bytes) => if read.unwrap_or(0) == 0 { return silent_since },
                    () = sleep(Duration::from_millis(pause)), if silent_after > 0 => {
                        silent_after -= 1;
                        peer.write_all(b"\x81\x81\0\0\0\0a").await.unwrap();
                        silent_since = Instant::now();
                    }
                }
            }
        });
        while ws.send(Message::text("tick")).await.is_ok() {
            sleep(SECOND / 2).await;
        }
        let ended = Instant::now();
        drop(ws);
        let silent = ended - peer.await.unwrap();
        assert!(silent >= 20 * SECOND && silent <= 41 * SECOND, "seed {seed}: {silent:?}");
        assert_found_dead(&one(&reports), 3008);
    }
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_only_writes_goes_on_while_the_peer_answers() {
    let (mut ws, peer, reports) = tapped(with_keepalive(), 4096).await;
    let client = WebSocketStream::from_raw_socket(peer, Role::Client, None).await;
    let client = tokio::spawn(client.for_each(|_| async {}));
    let start = Instant::now();
    while start.elapsed() < 600 * SECOND {
        ws.send(Message::text("tick")).await.unwrap();
        sleep(SECOND / 2).await;
    }
    assert!(reports.lock().unwrap().is_empty());
    drop(ws);
    client.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn without_a_tap_nobody_is_blamed_by_a_handler_that_only_writes() {
    let (io, mut peer) = duplex(4096);
    let (closes, reports) = monitor(with_keepalive());
    let ws = WebSocketStream::from_raw_socket(io, Role::Server, None).await;
    let mut ws = closes.wrap(ws);
    tokio::spawn(async move { tokio::io::copy(&mut peer, &mut tokio::io::sink()).await });
    for _ in 0..600 {
        ws.send(Message::text("tick")).await.unwrap();
        sleep(SECOND / 2).await;
    }
    assert!(reports.lock().unwrap().is_empty());
    // Once somebody reads, a peer that stays silent is found.
    let start = Instant::now();
    assert!(ws.next().await.unwrap().is_err());
    assert!(start.elapsed() <= 40 * SECOND, "{:?}", start.elapsed());
    assert_found_dead(&one(&reports), 3008);
}

#[tokio::test(start_paused = true)]
async fn split_halves_find_a_silent_peer_together() {
    for taps in [true, false] {
        let (closes, reports) = monitor(with_keepalive());
        let (io, mut peer) = duplex(4096);
        let (mut sink, mut stream) = if taps {
            let io = closes.tap_upgraded(io);
            let ws = WebSocketStream::from_raw_socket(io, Role::Server, None).await;
            let (sink, stream) = closes.wrap_tapped(ws).split();
            (sink.left_sink(), stream.left_stream())
        } else {
            let ws = WebSocketStream::from_raw_socket(io, Role::Server, None).await;
            let (sink, stream) = closes.wrap(ws).split();
            (sink.right_sink(), stream.right_stream())
        };
        tokio::spawn(async move { tokio::io::copy(&mut peer, &mut tokio::io::sink()).await });
        let start = Instant::now();
        let writer = tokio::spawn(async move {
            while sink.send(Message::text("tick")).await.is_ok() {
                sleep(SECOND / 3).await;
            }
        });
        assert!(stream.next().await.unwrap().is_err());
        assert_eq!(start.elapsed().as_secs(), 40, "tap: {taps}");
        writer.await.unwrap();
        assert_found_dead(&one(&reports), 3008);
    }
}

#[tokio::test(start_paused = true)]
async fn a_silent_peer_behind_a_blocked_write_is_found() {
    let (mut ws, _peer, reports) = tapped(with_keepalive(), 64).await;
    let start = Instant::now();
    let error = loop {
        if let Err(error) = ws.send(Message::text("x".repeat(1000))).await {
            break error;
        }
    };
    assert_eq!(error.to_string(), "IO error: the peer showed no sign of life");
    assert_eq!(start.elapsed().as_secs(), 40);
    assert_found_dead(&one(&reports), 1006);
}

#[tokio::test(start_paused = true)]
async fn a_reader_that_pauses_for_a_minute_blames_nobody() {
    let (mut ws, mut peer, reports) = tapped(with_keepalive(), 4096).await;
    // Until the ping is out.
    assert!(timeout(25 * SECOND, ws.next()).await.is_err());
    let mut ping = [0; PING.len()];
    peer.read_exact(&mut ping).await.unwrap();
    assert_eq!(ping, PING);
    for _ in 0..5 {
        // The peer's network is away as well: a laptop was shut.
        advance(60 * SECOND).await;
        assert!(timeout(SECOND, ws.next()).await.is_err());
    }
    peer.write_all(b"\x81\x81\0\0\0\0a").await.unwrap();
    assert_eq!(ws.next().await.unwrap().unwrap(), Message::text("a"));
    assert!(reports.lock().unwrap().is_empty());
}

/// A clock that counts the time in which a laptop was shut says that the limit is just over. Most of it
/// was slept through, and the peer's answer was on its way.
#[tokio::test(start_paused = true)]
async fn a_clock_that_jumps_to_the_end_of_the_limit_blames_nobody() {
    for jump in [13_000, 19_500, 20_000, 20_010, 20_100, 22_000, 30_000, 3_600_000] {
        let (mut ws, mut peer, reports) = tapped(with_keepalive(), 4096).await;
        assert!(timeout(20_200 * SECOND / 1000, ws.next()).await.is_err());
        let answers = tokio::spawn(async move {
            let mut ping = [0; PING.len()];
            peer.read_exact(&mut ping).await.unwrap();
            assert_eq!(ping, PING);
            advance(Duration::from_millis(jump)).await;
            sleep(15 * SECOND).await;
            peer.write_all(b"\x81\x81\0\0\0\0a").await.unwrap();
            peer
        });
        let message = ws.next().await.unwrap();
        assert_eq!(message.expect("it lives"), Message::text("a"), "{jump} ms");
        assert!(reports.lock().unwrap().is_empty());
        drop(answers.await.unwrap());
    }
}

#[tokio::test(start_paused = true)]
async fn the_applications_own_pings_go_on_beside_ours() {
    let (mut ws, peer, reports) = tapped(with_keepalive(), 4096).await;
    let client = WebSocketStream::from_raw_socket(peer, Role::Client, None).await;
    // It answers every ping, and tells which it had.
    let client = tokio::spawn(client.map(Result::unwrap).collect::<Vec<_>>());
    let mut pongs = Vec::new();
    for n in 0..5_u8 {
        // Ours goes once in that time.
        assert!(timeout(30 * SECOND, ws.next()).await.is_err());
        ws.send(Message::Ping(vec![n].into())).await.unwrap();
        pongs.push(ws.next().await.unwrap().unwrap());
    }
    assert_eq!(pongs, [0, 1, 2, 3, 4].map(|n: u8| Message::Pong(vec![n].into())));
    assert!(reports.lock().unwrap().is_empty());
    assert!(ws.close_with(closeframe::Close::normal()).await.is_ok());
    let pings = client.await.unwrap();
    let (ours, own): (Vec<_>, Vec<_>) = pings
        .into_iter()
        .filter(Message::is_ping)
        .partition(|ping| ping.clone().into_data().starts_with(b"closeframe"));
    assert_eq!((ours.len(), own.len()), (5, 5));
}

/// The peer pings at the very moments at which we do, or a little beside them.
#[tokio::test(start_paused = true)]
async fn a_peers_pings_are_answered_at_once_beside_ours() {
    for seed in 0..200 {
        let mut dice = fastrand::Rng::with_seed(seed);
        let keepalive = Keepalive::default().with_interval(SECOND).with_limit(SECOND);
        let (mut ws, peer, reports) =
            tapped(Policy::default().with_keepalive(keepalive), 4096).await;
        let handler = tokio::spawn(async move { while let Some(Ok(_)) = ws.next().await {} });
        let mut client = WebSocketStream::from_raw_socket(peer, Role::Client, None).await;
        for n in 0..20_u8 {
            let pause = [1000, 999, 1001, 125, 250][dice.usize(..5)];
            // It answers our pings meanwhile.
            let _ = timeout(Duration::from_millis(pause), client.next().map(drop)).await;
            let until = Instant::now() + SECOND / 10;
            client.send(Message::Ping(vec![n].into())).await.unwrap();
            loop {
                let message = tokio::time::timeout_at(until, client.next()).await;
                let message = message.unwrap_or_else(|_| panic!("seed {seed}: no pong for {n}"));
                if message.unwrap().unwrap() == Message::Pong(vec![n].into()) {
                    break;
                }
            }
        }
        assert!(reports.lock().unwrap().is_empty());
        handler.abort();
    }
}

#[tokio::test(start_paused = true)]
async fn a_task_that_has_spent_its_budget_blames_nobody() {
    let (mut ws, mut peer, reports) = tapped(with_keepalive(), 4096).await;
    assert!(timeout(25 * SECOND, ws.next()).await.is_err());
    peer.write_all(b"\x81\x81\0\0\0\0a").await.unwrap();
    sleep(15 * SECOND).await;
    let polled = tokio::spawn(async move {
        // 128 units are what a task is granted.
        while tokio::task::consume_budget().now_or_never().is_some() {}
        let polled = ws.next().now_or_never();
        (ws, polled)
    });
    let (mut ws, polled) = polled.await.unwrap();
    let message = match polled {
        Some(message) => message,
        None => ws.next().await,
    };
    assert_eq!(message.unwrap().unwrap(), Message::text("a"));
    assert!(reports.lock().unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_takes_nothing_is_given_up_by_the_write_timeout() {
    let policy = Policy::default().with_write_timeout(10 * SECOND);
    let (mut ws, mut peer, reports) = tapped(policy, 64).await;
    let start = Instant::now();
    let taker = tokio::spawn(async move {
        // It takes a little, and then nothing.
        for _ in 0..5 {
            sleep(9 * SECOND).await;
            peer.read_exact(&mut [0; 32]).await.unwrap();
        }
        peer
    });
    let error = loop {
        if let Err(error) = ws.send(Message::text("x".repeat(100_000))).await {
            break error;
        }
    };
    assert_eq!(error.to_string(), "IO error: the peer took nothing of what was written to it");
    assert_eq!(start.elapsed().as_secs(), 45 + 10);
    let report = one(&reports);
    assert_eq!(report.outcome(), Outcome::Stalled);
    assert_eq!((report.initiator(), report.code().unwrap().as_u16()), (Initiator::None, 1006));
    drop(taker.await.unwrap());
}

#[tokio::test(start_paused = true)]
async fn a_slow_peer_that_takes_something_is_not_given_up() {
    let policy = Policy::default().with_write_timeout(10 * SECOND);
    let (mut ws, mut peer, reports) = tapped(policy, 64).await;
    tokio::spawn(async move {
        loop {
            sleep(9 * SECOND).await;
            if peer.read(&mut [0; 32]).await.unwrap_or(0) == 0 {
                return;
            }
        }
    });
    ws.send(Message::text("x".repeat(1000))).await.unwrap();
    // Nothing is written for a while, and then again.
    sleep(60 * SECOND).await;
    ws.send(Message::text("x".repeat(1000))).await.unwrap();
    assert!(reports.lock().unwrap().is_empty());
}

/// What cut the connection after a minute was not that nothing went over it.
#[tokio::test(start_paused = true)]
async fn a_ping_that_nobody_answers_has_gone_out_all_the_same() {
    for (pings, hints) in [(false, true), (true, false)] {
        let keepalive = Keepalive::default().with_limit(SECOND * 120);
        let policy = Policy::default().with_keepalive(pings.then_some(keepalive));
        let (mut ws, peer, reports) = tapped(policy, 4096).await;
        let peer = async {
            sleep(SECOND * 60).await;
            drop(peer);
        };
        let (_, read) = tokio::join!(peer, ws.next());
        read.unwrap().unwrap_err();
        let report = one(&reports);
        let hint = report.hint();
        assert_eq!(
            hint.is_some_and(|it| it.contains("nothing went either way")),
            hints,
            "{report}"
        );
    }
}
