//! Floods of pings: a close among them, and pongs that nobody reads.

use std::{future::ready, time::Duration};

use closeframe::{Direction, IllegalClose, Initiator, Keepalive, Outcome, Policy, Role, Violation};
use futures_util::{SinkExt, StreamExt};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    time::{sleep, timeout},
};
use tungstenite::{
    Message,
    protocol::{
        WebSocketConfig,
        frame::{Frame, FrameHeader},
    },
};

use crate::{
    BUFFERS, Held,
    hose::Hose,
    socket::{Kind, Socket, all},
    wire::{Reports, close, frame, frames, other, ping, tapped},
};

/// For each wrapper in each role.
const PINGS: usize = if cfg!(debug_assertions) { 10_000 } else { 100_000 };

fn longest_ping(from: Role) -> Vec<u8> {
    frame(from, 0x89, &[b'?'; 125])
}

#[tokio::test(start_paused = true)]
async fn a_close_inside_a_flood_of_pings_is_found_and_what_follows_does_not_count() {
    for (kind, role, peer) in all() {
        let held = Held::begin();
        let (monitor, reports) = Reports::monitor();
        let after = [close(peer, 4001, b"so long"), ping(peer).repeat(PINGS)].concat();
        let of_the_peer = after.len();
        let io = Hose::new(ping(peer), PINGS, after);
        let mut ws = Socket::new(kind, role, &monitor, WebSocketConfig::default(), io).await;
        let mut pings = 0;
        loop {
            let message = ws.next().await.expect("pings, and then the close").unwrap();
            if pings % 1000 == 0 {
                assert!(held.now() - of_the_peer < BUFFERS, "{kind:?} {role}: {}", held.now());
            }
            if message.is_close() {
                break;
            }
            pings += 1;
        }
        assert_eq!(pings, PINGS);
        drop(ws);
        let sentence = "received 4001 Private Use \"so long\"; then sent 4001 Private Use";
        assert_eq!(reports.only().to_string(), sentence);
        assert_eq!(reports.only().outcome(), Outcome::Clean);
    }
}

/// Bare, tungstenite keeps a pong for each ping (host behaviour).
#[tokio::test(start_paused = true)]
async fn who_does_not_read_its_pongs_is_not_read_either() {
    for (kind, role, peer) in all() {
        let held = Held::begin();
        let (monitor, _) = Reports::monitor();
        let io = Hose::new(longest_ping(peer), PINGS, Vec::new()).that_never_reads();
        let mut ws = Socket::new(kind, role, &monitor, WebSocketConfig::default(), io).await;
        let mut pings = 0;
        while let Some(message) = ws.next().await {
            assert!(message.unwrap().is_ping());
            pings += 1;
        }
        assert!((1000..PINGS / 2).contains(&pings), "{kind:?} {role}: {pings}");
        assert!(held.now() < BUFFERS + 2 * 1000 * 131, "{kind:?} {role}: {}", held.now());
    }
}

/// Nor where a keepalive has it looked at, and nobody can say that it is silent. What can is a time for writes.
#[tokio::test(start_paused = true)]
async fn who_does_not_read_its_pongs_is_not_read_by_a_keepalive_either() {
    for (kind, role, peer) in all() {
        if matches!(kind, Kind::Blocking | Kind::BlockingTapped) {
            continue;
        }
        for write_timeout in [None, Some(Duration::from_secs(600))] {
            let held = Held::begin();
            let (monitor, reports) = Reports::monitor();
            let policy = Policy::default()
                .with_keepalive(Keepalive::default())
                .with_write_timeout(write_timeout);
            let monitor = monitor.with_policy(policy);
            let io = Hose::new(longest_ping(peer), PINGS, Vec::new()).that_never_reads();
            let mut ws = Socket::new(kind, role, &monitor, WebSocketConfig::default(), io).await;
            let mut pings = 0;
            while let Some(Ok(message)) = ws.next().await {
                assert!(message.is_ping());
                pings += 1;
            }
            assert!((1000..PINGS / 2).contains(&pings), "{kind:?} {role}: {pings}");
            assert!(held.now() < BUFFERS + 2 * 1000 * 131, "{kind:?} {role}: {}", held.now());
            drop(ws);
            let outcome = reports.only().outcome();
            let is_seen = kind == Kind::AsyncTapped && write_timeout.is_some();
            let expected = if is_seen { Outcome::Stalled } else { Outcome::Dropped };
            assert_eq!(outcome, expected, "{kind:?} {role} {write_timeout:?}");
        }
    }
}

/// tungstenite takes no notice of a close that has to go out as a raw frame, and would answer pings after
/// it: so while that frame waits, nothing is read.
#[tokio::test(start_paused = true)]
async fn nor_is_it_while_a_close_in_a_raw_frame_waits_for_an_answer() {
    for (kind, role, peer) in all() {
        let held = Held::begin();
        let (monitor, reports) = Reports::monitor();
        let monitor = monitor.with_policy(Policy::default().with_illegal_close(IllegalClose::Pass));
        let io = Hose::new(longest_ping(peer), PINGS, Vec::new()).that_never_reads();
        let mut ws = Socket::new(kind, role, &monitor, WebSocketConfig::default(), io).await;
        let illegal = Frame::from_payload(FrameHeader::default(), vec![3].into());
        let sent = timeout(Duration::from_secs(1), ws.send(Message::Frame(illegal))).await;
        assert!(!matches!(sent, Ok(Ok(()))), "{kind:?} {role}: nothing can leave");
        let mut pings = 0;
        while let Some(Ok(message)) = ws.next().await {
            assert!(message.is_ping());
            pings += 1;
        }
        assert_eq!(pings, 0, "{kind:?} {role}");
        assert!(held.now() < BUFFERS + 2 * 1000 * 131, "{kind:?} {role}: {}", held.now());
        drop(ws);
        let report = reports.only();
        // The async ones were read for an hour.
        let outcome = match kind {
            Kind::Async | Kind::AsyncTapped => Outcome::Timeout,
            Kind::Blocking | Kind::BlockingTapped => Outcome::Abandoned,
        };
        assert_eq!((report.outcome(), report.initiator()), (outcome, Initiator::None));
        assert_eq!(report.violation(), Some((Direction::Sent, Violation::TruncatedCode)));
    }
}

#[tokio::test(start_paused = true)]
async fn who_reads_its_pongs_late_gets_them_all() {
    const PINGS: usize = 5000;
    let _turn = Held::begin();
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (ws, peer) = tapped(&monitor, role).await;
        let (mut from_us, mut to_us) = tokio::io::split(peer);
        let wire = [longest_ping(other(role)).repeat(PINGS), close(other(role), 1000, b"")];
        let sender = tokio::spawn(async move { to_us.write_all(&wire.concat()).await });
        let (mut sink, stream) = ws.split();
        let reader =
            tokio::spawn(stream.filter(|read| ready(matches!(read, Ok(Message::Ping(_))))).count());
        sleep(Duration::from_secs(1)).await;
        // It waits for the same transport, in a task of its own.
        let writer = tokio::spawn(async move { sink.send(Message::text("hello")).await });
        sleep(Duration::from_secs(3600)).await;
        assert!(!sender.is_finished() && !reader.is_finished() && !writer.is_finished());

        let mut sent = Vec::new();
        let reading = timeout(Duration::from_secs(3600), from_us.read_to_end(&mut sent));
        reading.await.expect("nobody is stuck").unwrap();
        sender.await.unwrap().unwrap();
        writer.await.unwrap().unwrap();
        let opcodes: Vec<_> = frames(&sent).into_iter().map(|(first, _)| first).collect();
        assert_eq!(opcodes.iter().filter(|&&opcode| opcode == 0x8A).count(), PINGS);
        assert_eq!(opcodes.iter().filter(|&&opcode| opcode == 0x81).count(), 1);
        assert_eq!(opcodes.last(), Some(&0x88));
        drop(from_us);
        assert_eq!(reader.await.unwrap(), PINGS);
        assert_eq!(reports.only().outcome(), Outcome::Clean);
    }
}
