//! A drain whose pacing is as long as its deadline, or longer, left a good part of
//! the connections unasked, and open.

use std::time::Duration;

use closeframe::{Close, CloseMonitor, Drained, MonitoredStream, Outcome, Role, Untapped};
use futures_util::{FutureExt, SinkExt, StreamExt};
use tokio::time::{Instant, advance};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Message, protocol::WebSocketConfig};

use crate::{
    each_wrapper::settle,
    gated_io::{Far, Valve},
    report_line::told,
    wire::{Reports, body, close, host},
};

const CONNECTIONS: usize = 500;

pub(crate) fn deploying() -> Close {
    Close::new(1001, "deploying").unwrap()
}

/// A socket that takes little memory.
pub(crate) async fn open(monitor: &CloseMonitor) -> (MonitoredStream<Valve, Untapped>, Far) {
    let (io, far) = Valve::open();
    let config = WebSocketConfig::default().read_buffer_size(512);
    let ws = WebSocketStream::from_raw_socket(io, host(Role::Server), Some(config)).await;
    (monitor.wrap(ws), far)
}

/// Connections whose handlers read, and whose peers answer.
async fn connections(monitor: &CloseMonitor) -> Vec<Far> {
    let mut peers = Vec::new();
    for _ in 0..CONNECTIONS {
        let (mut ws, far) = open(monitor).await;
        far.answers(close(Role::Client, 1001, b""));
        tokio::spawn(async move { while ws.next().await.is_some() {} });
        peers.push(far);
    }
    settle().await;
    peers
}

#[track_caller]
fn everyone_was_asked(peers: &[Far], drained: Drained) {
    let asked = peers.iter().filter(|far| far.frames() == [(0x88, body(1001, "deploying"))]);
    assert_eq!(asked.count(), CONNECTIONS, "{drained:?}");
    assert_eq!(drained.clean, CONNECTIONS, "{drained:?}");
}

#[tokio::test(start_paused = true)]
async fn everyone_is_asked_although_the_pacing_is_longer_than_the_deadline() {
    let paces = [(5_000, 3), (1_000, 1_000), (1_000, 2_000), (0, 1_000)];
    for (pacing, deadline) in
        paces.map(|(a, b)| (Duration::from_millis(a), Duration::from_millis(b)))
    {
        let (monitor, _) = Reports::monitor();
        let peers = connections(&monitor).await;
        let begun = Instant::now();
        let drained = monitor.drain(deploying(), pacing, deadline).await;
        assert!(begun.elapsed() <= deadline + Duration::from_millis(100));
        everyone_was_asked(&peers, drained);
    }
}

/// A task that blocks its thread: time has passed when the others get to run again.
#[tokio::test(start_paused = true)]
async fn everyone_is_asked_although_a_task_blocks_its_thread_past_the_deadline() {
    let second = Duration::from_secs(1);
    let (monitor, _) = Reports::monitor();
    let peers = connections(&monitor).await;
    let drain = {
        let monitor = monitor.clone();
        tokio::spawn(async move { monitor.drain(deploying(), second, second).await })
    };
    settle().await;
    advance(second * 3).await;
    let drained = drain.await.unwrap();
    // Those that were asked late have no time left: they end, and write nothing.
    settle().await;
    let told = peers.iter().filter(|far| !far.frames().is_empty() || far.sees_the_end());
    assert_eq!(told.count(), CONNECTIONS, "{drained:?}");
}

/// One connection whose task does something else.
#[tokio::test(start_paused = true)]
async fn a_connection_that_nobody_polls_holds_up_none_of_the_others() {
    let second = Duration::from_secs(1);
    let (monitor, reports) = Reports::monitor();
    let (idle, _far) = open(&monitor).await;
    let peers = connections(&monitor).await;
    let begun = Instant::now();
    let drained = monitor.drain(deploying(), second, second).await;
    assert!(begun.elapsed() <= second + Duration::from_millis(100));
    everyone_was_asked(&peers, drained);
    assert_eq!(drained.still_open, 1, "{drained:?}");
    assert_eq!(reports.count(), CONNECTIONS);
    drop(idle);
    assert_eq!(reports.count(), CONNECTIONS + 1);
}

/// The owner ends a connection itself, when it is polled at the deadline, and writes nothing after.
#[tokio::test(start_paused = true)]
async fn a_silent_peer_has_until_the_drains_deadline() {
    let (monitor, _) = Reports::monitor();
    let (mut silent, far) = open(&monitor).await;
    let handle = silent.close_handle();
    let handler = tokio::spawn(async move { while silent.next().await.is_some() {} });
    settle().await;
    let deadline = Duration::from_secs(2);
    let begun = Instant::now();
    let drained = monitor.drain(deploying(), Duration::ZERO, deadline).await;
    assert!(begun.elapsed() <= deadline + Duration::from_millis(100), "{:?}", begun.elapsed());
    assert_eq!(drained.timed_out, 1, "{drained:?}");
    handler.await.unwrap();
    assert_eq!(far.frames(), [(0x88, body(1001, "deploying"))]);
    let report = handle.close_report().unwrap();
    assert_eq!(told(&report), "timeout local 1001, sent 1001 (timed_out)");
}

/// The hint for a drain whose handler lets go of its socket.
#[tokio::test(start_paused = true)]
async fn a_close_that_was_begun_before_a_drain_is_not_the_drains() {
    for begins_before in [false, true] {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, _far) = open(&monitor).await;
        if begins_before {
            ws.send(Message::Close(None)).await.unwrap();
        }
        let drain = {
            let monitor = monitor.clone();
            let (pacing, deadline) = (Duration::ZERO, Duration::from_secs(8));
            tokio::spawn(async move { monitor.drain(deploying(), pacing, deadline).await })
        };
        settle().await;
        assert!(ws.next().now_or_never().is_none());
        drop(ws);
        drain.await.unwrap();
        let report = reports.only();
        assert_eq!(report.outcome(), Outcome::Abandoned, "{report}");
        assert_eq!(report.hint().is_none(), begins_before, "{report}: {:?}", report.hint());
    }
}
