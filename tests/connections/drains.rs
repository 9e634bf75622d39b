//! Drains: everybody is asked, in time, and told of.

use std::time::Duration;

use closeframe::{
    Close, CloseCode, CloseHandle, CloseMonitor, MonitoredStream, Outcome, Policy, Role, Untapped,
};
use futures_util::{FutureExt, StreamExt};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, DuplexStream},
    time::Instant,
};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Message, protocol::WebSocketConfig};

use crate::wire::{Reports, body, close, frames, host, tapped, text};

fn kicked() -> Close {
    Close::new(4000, "kicked").unwrap()
}

/// One of many: with little room.
async fn small(monitor: &CloseMonitor) -> (MonitoredStream<DuplexStream, Untapped>, DuplexStream) {
    let (io, peer) = tokio::io::duplex(64);
    let config = WebSocketConfig::default().read_buffer_size(64);
    let ws = WebSocketStream::from_raw_socket(io, host(Role::Server), Some(config)).await;
    (monitor.wrap(ws), peer)
}

/// As many connections whose peers answer a close at once; returns when each was asked.
async fn answering(monitor: &CloseMonitor, count: usize) -> Vec<tokio::task::JoinHandle<Instant>> {
    let mut asked = Vec::new();
    for _ in 0..count {
        let (mut ws, mut peer) = small(monitor).await;
        tokio::spawn(async move { while ws.next().await.is_some() {} });
        asked.push(tokio::spawn(async move {
            assert_eq!(peer.read_u8().await.unwrap(), 0x88);
            let moment = Instant::now();
            peer.write_all(&close(Role::Client, 4000, b"")).await.unwrap();
            moment
        }));
    }
    asked
}

/// With `pacing` as long as `deadline`, and one task that is blocked.
#[tokio::test(start_paused = true)]
async fn everyone_is_asked_by_half_the_deadline_and_only_who_is_blocked_stays_open() {
    let (monitor, reports) = Reports::monitor();
    let asked = answering(&monitor, 1999).await;
    let (blocked, _peer) = small(&monitor).await;
    let handle = blocked.close_handle();
    let begun = Instant::now();
    let second = Duration::from_secs(1);
    let drained = monitor.drain(kicked(), second, second).await;
    assert_eq!((drained.clean, drained.still_open, reports.count()), (1999, 1, 1999));
    let waited = begun.elapsed().as_millis();
    assert!((1100..=1101).contains(&waited), "the deadline, and some time for reports: {waited}");
    assert!(handle.is_closing());
    let mut last = Duration::ZERO;
    for moment in asked {
        last = last.max(moment.await.unwrap() - begun);
    }
    let half = Duration::from_millis(501);
    assert!(last <= half && last > half - Duration::from_millis(20), "the last after {last:?}");
}

/// A timer's millisecond is much of a deadline like this.
#[tokio::test(start_paused = true)]
async fn a_short_deadline_leaves_nobody_unasked() {
    let (monitor, _) = Reports::monitor();
    let asked = answering(&monitor, 250).await;
    let mut silent = Vec::new();
    for _ in 0..250 {
        silent.push(small(&monitor).await);
    }
    let begun = Instant::now();
    let deadline = Duration::from_millis(3);
    let drained = monitor.drain(kicked(), Duration::from_secs(5), deadline).await;
    assert_eq!((drained.clean, drained.still_open), (250, 250));
    assert!(silent.iter().all(|(ws, _)| ws.close_handle().is_closing()));
    for moment in asked {
        assert!(moment.await.unwrap() - begun <= deadline);
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_deadline_to_speak_of_all_are_asked_all_the_same() {
    let (monitor, _) = Reports::monitor();
    let (ws, _peer) = small(&monitor).await;
    let begun = Instant::now();
    let drained = monitor.drain(kicked(), Duration::from_secs(9), Duration::ZERO).await;
    assert_eq!(drained.still_open, 1);
    assert!((100..=101).contains(&begun.elapsed().as_millis()));
    assert!(ws.close_handle().is_closing());
}

/// A driver that is woken at the deadline reports a little later.
#[tokio::test(start_paused = true)]
async fn a_report_just_past_the_deadline_is_waited_for() {
    for (late, ended) in [(90, true), (110, false)] {
        let (monitor, _) = Reports::monitor();
        let (ws, _peer) = small(&monitor).await;
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(1000 + late)).await;
            drop(ws);
        });
        let drained = monitor.drain(kicked(), Duration::ZERO, Duration::from_secs(1)).await;
        assert_eq!(drained.still_open, usize::from(!ended), "{late} ms late");
    }
}

/// On a busy machine many that end by the same deadline do so one after the other.
#[tokio::test(start_paused = true)]
async fn reports_past_the_deadline_are_waited_for_as_long_as_they_come() {
    let (ends, took) = drained_late([60, 150, 240, 430]).await;
    assert_eq!(ends, (1, 3));
    // The fourth 100 ms have brought none.
    assert!((1400..=1404).contains(&took.as_millis()), "{took:?}");
}

/// One after the other could go on for minutes, and the process be killed before it has told of any.
#[tokio::test(start_paused = true)]
async fn reports_past_the_deadline_are_waited_for_only_so_long() {
    let (ends, took) = drained_late((1..=10).map(|n| n * 90)).await;
    assert!((1400..=1404).contains(&took.as_millis()), "{took:?}");
    assert_eq!(ends, (6, 4));
}

/// How many are still open after a drain of a second, and how many have reports, where handlers let go so many
/// milliseconds past its deadline; and how long it took.
async fn drained_late(lates: impl IntoIterator<Item = u64>) -> ((usize, usize), Duration) {
    let (monitor, reports) = Reports::monitor();
    let mut peers = Vec::new();
    for late in lates {
        let (ws, peer) = small(&monitor).await;
        peers.push(peer);
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(1000 + late)).await;
            drop(ws);
        });
    }
    let begun = Instant::now();
    let drained = monitor.drain(kicked(), Duration::ZERO, Duration::from_secs(1)).await;
    ((drained.still_open, reports.count()), begun.elapsed())
}

#[tokio::test(start_paused = true)]
async fn a_connection_is_closing_from_the_first_close_on() {
    let closing = |ws: &MonitoredStream<DuplexStream, Untapped>| ws.close_handle().is_closing();
    let (monitor, _) = Reports::monitor();
    let (ws, _peer) = small(&monitor).await;
    assert!(!closing(&ws));
    ws.close_handle().close(kicked());
    assert!(closing(&ws));

    let (mut ws, mut peer) = small(&monitor).await;
    peer.write_all(&[text(Role::Client, "hi"), close(Role::Client, 1000, b"")].concat())
        .await
        .unwrap();
    assert!(ws.next().await.unwrap().unwrap().is_text());
    assert!(!closing(&ws));
    assert!(ws.next().await.unwrap().unwrap().is_close());
    assert!(closing(&ws));

    let (mut ws, _peer) = small(&monitor).await;
    assert!(ws.close_with(kicked()).now_or_never().is_none());
    assert!(closing(&ws));

    let (mut ws, peer) = small(&monitor).await;
    let handle: CloseHandle = ws.close_handle();
    drop(peer);
    assert!(ws.next().await.unwrap().is_err());
    assert_eq!(handle.close_report().unwrap().outcome(), Outcome::Eof);
    assert!(handle.is_closing());
}

#[tokio::test(start_paused = true)]
async fn a_drain_closes_everyone_spread_over_time_and_tells() {
    let (monitor, reports) = Reports::monitor();
    let monitor =
        monitor.with_policy(Policy::default().with_close_timeout(Duration::from_secs(20)));
    let mut moments = Vec::new();
    let mut sockets = Vec::new();
    for n in 0..100 {
        let (mut ws, mut peer) = tapped(&monitor, Role::Server).await;
        sockets.push(tokio::spawn(async move { while ws.next().await.is_some() {} }));
        moments.push(tokio::spawn(async move {
            let mut sent = [0; 4];
            peer.read_exact(&mut sent).await.unwrap();
            let moment = Instant::now();
            match n % 4 {
                // Clean; gone without an answer; silent; silent beyond the deadline.
                0 | 1 => peer.write_all(&close(Role::Client, 1001, b"")).await.unwrap(),
                2 => drop(peer),
                _ => drop(peer.read_u8().await),
            }
            moment
        }));
    }
    let begun = Instant::now();
    let close = Close::new(CloseCode::GOING_AWAY, "").unwrap();
    let drained = monitor.drain(close, Duration::from_secs(10), Duration::from_secs(60)).await;
    let counts = [drained.clean, drained.unanswered, drained.timed_out, drained.still_open];
    assert_eq!((counts, drained.otherwise), ([50, 25, 25, 0], 0));
    assert_eq!(reports.count(), 100);
    let mut spread = Vec::new();
    for moment in moments {
        spread.push((moment.await.unwrap() - begun).as_millis());
    }
    spread.sort_unstable();
    // Each in its own tenth of a second, give or take the timer's millisecond.
    for (n, moment) in spread.iter().enumerate() {
        let share = n as u128 * 100;
        assert!((share..=share + 102).contains(moment), "number {n} closed at {moment} ms");
    }
    assert!(spread.windows(2).any(|pair| pair[1] - pair[0] < 80), "no jitter: {spread:?}");
}

#[tokio::test(start_paused = true)]
async fn who_comes_during_a_drain_is_closed_at_once_and_after_it_not() {
    let (monitor, _) = Reports::monitor();
    let (mut silent, _peer) = tapped(&monitor, Role::Server).await;
    let silent = tokio::spawn(async move { while silent.next().await.is_some() {} });
    let drain = tokio::spawn({
        let monitor = monitor.clone();
        async move { monitor.drain(kicked(), Duration::ZERO, Duration::from_secs(3)).await }
    });
    tokio::task::yield_now().await;
    let (mut late, mut peer) = tapped(&monitor, Role::Server).await;
    let late = tokio::spawn(async move { late.next().await.is_some() });
    let mut sent = [0; 10];
    peer.read_exact(&mut sent).await.unwrap();
    assert_eq!(frames(&sent), [(0x88, body(4000, "kicked"))]);
    drop(peer);
    late.await.unwrap();
    let drained = drain.await.unwrap();
    // Its owner polls it, and so it ends at the deadline.
    let counts = [drained.timed_out, drained.still_open, drained.clean, drained.otherwise];
    assert_eq!(counts, [1, 0, 0, 0]);
    silent.await.unwrap();

    let (mut after, mut peer) = tapped(&monitor, Role::Server).await;
    peer.write_all(&text(Role::Client, "hi")).await.unwrap();
    assert_eq!(after.next().await.unwrap().unwrap(), Message::text("hi"));
}

#[tokio::test(start_paused = true)]
async fn a_drain_asks_everyone_before_its_deadline() {
    let (monitor, _) = Reports::monitor();
    let mut peers = Vec::new();
    for _ in 0..10 {
        let (mut ws, peer) = tapped(&monitor, Role::Server).await;
        tokio::spawn(async move { while ws.next().await.is_some() {} });
        peers.push(peer);
    }
    tokio::task::yield_now().await;
    let (pacing, deadline) = (Duration::MAX, Duration::from_secs(10));
    let drained = monitor.drain(Close::normal(), pacing, deadline).await;
    assert_eq!(drained.still_open + drained.timed_out, 10);
    for peer in &mut peers {
        assert_eq!(peer.read_u8().await.unwrap(), 0x88, "everyone was told");
    }
}

#[tokio::test(start_paused = true)]
async fn the_end_of_a_drain_does_not_end_another() {
    let (monitor, _) = Reports::monitor();
    let (mut silent, _peer) = tapped(&monitor, Role::Server).await;
    let silent = tokio::spawn(async move { while silent.next().await.is_some() {} });
    // Nobody polls this one, so that a drain waits for it to the last.
    let (_blocked, _its_peer) = small(&monitor).await;
    let drain = |seconds| {
        let monitor = monitor.clone();
        let deadline = Duration::from_secs(seconds);
        tokio::spawn(async move { monitor.drain(Close::normal(), Duration::ZERO, deadline).await })
    };
    let begun = Instant::now();
    let (long, short) = (drain(8), drain(2));
    // The earliest deadline counts.
    silent.await.unwrap();
    assert_eq!(begun.elapsed().as_secs(), 2);
    let drained = short.await.unwrap();
    assert_eq!((drained.timed_out, drained.still_open), (1, 1));
    let (mut late, mut peer) = tapped(&monitor, Role::Server).await;
    assert!(late.next().now_or_never().is_none());
    assert_eq!(peer.read_u8().now_or_never().unwrap().unwrap(), 0x88);
    let drained = long.await.unwrap();
    assert_eq!((drained.timed_out, drained.still_open), (1, 1));
    assert_eq!(begun.elapsed().as_secs(), 8);
}
