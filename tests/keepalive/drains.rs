//! A dead peer before and during a drain: the close that was asked for first decides how it is told.

use closeframe::{Close, CloseCode, CloseMonitor, Initiator, Outcome};
use futures_util::{StreamExt, future::join_all};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex},
    task::JoinHandle,
    time::{Instant, sleep},
};
use tokio_tungstenite::WebSocketStream;
use tungstenite::protocol::Role;

use super::{PING, Reports, SECOND, assert_found_dead, monitor, one, with_keepalive};

/// 1001 "bye".
const BYE: &[u8] = b"\x88\x05\x03\xE9bye";

fn bye() -> Close {
    Close::new(CloseCode::GOING_AWAY, "bye").unwrap()
}

/// A connection whose handler reads to its end, and its silent peer.
async fn idle(closes: &CloseMonitor) -> (DuplexStream, JoinHandle<()>) {
    let (io, peer) = duplex(4096);
    let ws = WebSocketStream::from_raw_socket(closes.tap_upgraded(io), Role::Server, None).await;
    let mut ws = closes.wrap_tapped(ws);
    (peer, tokio::spawn(async move { while let Some(Ok(_)) = ws.next().await {} }))
}

async fn sent_to(mut peer: DuplexStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    peer.read_to_end(&mut bytes).await.unwrap();
    bytes
}

fn outcomes(reports: &Reports) -> Vec<Outcome> {
    reports.lock().unwrap().iter().map(|report| report.outcome()).collect()
}

#[tokio::test(start_paused = true)]
async fn who_was_found_dead_before_the_drain_is_no_part_of_it() {
    let (closes, reports) = monitor(with_keepalive());
    let (_peer, handler) = idle(&closes).await;
    handler.await.unwrap();
    assert_found_dead(&one(&reports), 3008);
    let (mut living, handler) = idle(&closes).await;
    let answers = tokio::spawn(async move {
        living.read_exact(&mut [0; BYE.len()]).await.unwrap();
        living.write_all(b"\x88\x82\0\0\0\0\x03\xE9").await.unwrap();
    });
    let drained = closes.drain(bye(), SECOND, 8 * SECOND).await;
    assert_eq!((drained.clean, drained.timed_out, drained.otherwise), (1, 0, 0));
    assert_eq!(outcomes(&reports), [Outcome::Clean]);
    handler.await.unwrap();
    answers.await.unwrap();
}

/// The ping was out, and its limit ends within the drain: but our close is out too by then, and has
/// a time-out of its own.
#[tokio::test(start_paused = true)]
async fn who_is_dead_while_the_drains_close_waits_has_timed_out() {
    // By the close time-out, which is 10 s, and by the drain's deadline.
    for (deadline, ends) in [(60, 10), (8, 8)] {
        let (closes, reports) = monitor(with_keepalive());
        let (peer, handler) = idle(&closes).await;
        sleep(35 * SECOND).await;
        let asked = Instant::now();
        let drained = closes.drain(bye(), SECOND / 1000, deadline * SECOND).await;
        assert_eq!(asked.elapsed().as_secs(), ends);
        assert_eq!((drained.timed_out, drained.otherwise, drained.still_open), (1, 0, 0));
        handler.await.unwrap();
        let report = one(&reports);
        assert_eq!((report.outcome(), report.initiator()), (Outcome::Timeout, Initiator::Local));
        assert_eq!(report.code(), Some(CloseCode::GOING_AWAY));
        assert_eq!(sent_to(peer).await, [PING, BYE].concat());
    }
}

/// Ten dead peers, of whom the drain asks one every ten seconds: most are found before it is their turn.
#[tokio::test(start_paused = true)]
async fn who_is_found_dead_before_its_turn_counts_as_ended_otherwise() {
    let (closes, reports) = monitor(with_keepalive());
    let (peers, handlers): (Vec<_>, Vec<_>) =
        join_all((0..10).map(|_| idle(&closes))).await.into_iter().unzip();
    sleep(25 * SECOND).await;
    let drained = closes.drain(bye(), 100 * SECOND, 200 * SECOND).await;
    join_all(handlers).await;
    let outcomes = outcomes(&reports);
    let count = |outcome| outcomes.iter().filter(|it| **it == outcome).count();
    assert_eq!(
        (drained.timed_out, drained.otherwise),
        (count(Outcome::Timeout), count(Outcome::PingTimeout))
    );
    assert_eq!(drained.timed_out + drained.otherwise, 10, "{outcomes:?}");
    // The second has its turn about when it is found dead.
    assert!((1..=2).contains(&drained.timed_out), "{drained:?}");
    let mut told_bye = 0;
    for peer in peers {
        told_bye += usize::from(sent_to(peer).await.ends_with(BYE));
    }
    assert_eq!(told_bye, drained.timed_out);
}
