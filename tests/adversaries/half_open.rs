//! Peers that vanish without a word: what an idle connection holds, and what a close gives back.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use closeframe::{Close, CloseMonitor, CloseReport, MonitoredStream, Outcome, Policy, Role};
use futures_util::StreamExt;
use tokio::{
    io::{AsyncReadExt, DuplexStream},
    task::JoinSet,
    time::Instant,
};
use tokio_tungstenite::WebSocketStream;
use tungstenite::protocol::WebSocketConfig;

use crate::{
    Held,
    wire::{body, frames, host},
};

const PEERS: usize = 10_000;

/// As an application sets it that expects many connections.
const READ_BUFFER: usize = 4 * 1024;

const WIRE: usize = 64;

type Ws = MonitoredStream<DuplexStream>;

/// A layer that counts its time-outs and all that is no time-out, and keeps nothing.
fn counting() -> (CloseMonitor, Arc<AtomicUsize>, Arc<AtomicUsize>) {
    let (timeouts, others) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
    let counts = (Arc::clone(&timeouts), Arc::clone(&others));
    let monitor = CloseMonitor::silent().with_observer(move |report: &CloseReport| {
        let is_timeout = report.outcome() == Outcome::Timeout;
        if is_timeout { &counts.0 } else { &counts.1 }.fetch_add(1, Relaxed);
    });
    (monitor, timeouts, others)
}

/// A socket whose peer is there and never does anything again.
async fn half_open(monitor: &CloseMonitor) -> (Ws, DuplexStream) {
    let (io, peer) = tokio::io::duplex(WIRE);
    let config = WebSocketConfig::default().read_buffer_size(READ_BUFFER);
    let io = monitor.tap_upgraded(io);
    let ws = WebSocketStream::from_raw_socket(io, host(Role::Server), Some(config)).await;
    (monitor.wrap_tapped(ws), peer)
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_are_drained_in_the_time_of_the_policy_and_hold_nothing_afterwards() {
    let held = Held::begin();
    let (monitor, timeouts, others) = counting();
    let mut handlers = JoinSet::new();
    let mut peers = Vec::with_capacity(PEERS);
    for _ in 0..PEERS {
        let (mut ws, peer) = half_open(&monitor).await;
        peers.push(peer);
        handlers.spawn(async move { while ws.next().await.is_some() {} });
    }
    tokio::time::sleep(Duration::from_secs(3600)).await;
    // No time-out of ours ends what is idle; that is the application's, or TCP keepalive's.
    assert_eq!((timeouts.load(Relaxed), others.load(Relaxed)), (0, 0));
    let each = held.now() / PEERS;
    assert!(each < READ_BUFFER + 2 * 1024, "{each} bytes for each");

    let begun = Instant::now();
    let close = Close::new(1001, "").unwrap();
    let drained = monitor.drain(close, Duration::ZERO, Duration::from_secs(60)).await;
    assert_eq!(begun.elapsed().as_secs(), Policy::default().close_timeout().as_secs());
    assert_eq!(drained.timed_out, PEERS);
    while handlers.join_next().await.is_some() {}
    assert_eq!(begun.elapsed().as_secs(), Policy::default().close_timeout().as_secs());
    assert_eq!((timeouts.load(Relaxed), others.load(Relaxed)), (PEERS, 0));
    drop(peers);
    // The monitor keeps its list, which is as long as there were ever connections at once.
    assert!(held.now() < 64 * PEERS, "{} bytes are left", held.now());
}

#[tokio::test(start_paused = true)]
async fn after_the_time_of_the_policy_tcp_is_ended_and_a_handle_keeps_the_report_alone() {
    const KEPT: usize = 100;
    let held = Held::begin();
    let (monitor, timeouts, _) = counting();
    let mut handles = Vec::with_capacity(KEPT);
    for _ in 0..KEPT {
        let (mut ws, mut peer) = half_open(&monitor).await;
        let begun = Instant::now();
        assert!(ws.close(Close::new(1001, "").unwrap().into()).await.is_ok());
        assert_eq!(begun.elapsed().as_secs(), Policy::default().close_timeout().as_secs());
        // Although the application holds on.
        let mut seen = Vec::new();
        peer.read_to_end(&mut seen).await.unwrap();
        assert_eq!(frames(&seen), [(0x88, body(1001, ""))]);
        handles.push(ws.close_handle());
    }
    assert_eq!(timeouts.load(Relaxed), KEPT);
    let each = held.now() / KEPT;
    assert!(each < 1024, "{each} bytes for each");
    assert!(handles.iter().all(|handle| handle.close_report().is_some()));
}
