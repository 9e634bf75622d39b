//! Floods of frames that carry next to nothing: what is held does not grow with their number.

use std::sync::atomic::Ordering::Relaxed;

use closeframe::{Close, Outcome, Role};
use futures_util::SinkExt;
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Message, protocol::WebSocketConfig};

use crate::{
    BUFFERS, Held,
    hose::Hose,
    socket::{Socket, all},
    wire::{InRole, Reports, frame, host, other},
};

/// For each wrapper in each role.
const FRAMES: usize = if cfg!(debug_assertions) { 20_000 } else { 1_000_000 };

#[tokio::test(start_paused = true)]
async fn a_message_of_fragments_of_a_byte_is_held_up_to_the_limit_and_then_refused() {
    const LIMIT: usize = 1 << 15;
    let config = WebSocketConfig::default().max_message_size(Some(LIMIT));
    for (kind, role, peer) in all() {
        let held = Held::begin();
        let (monitor, reports) = Reports::monitor();
        let wire = frame(peer, 0x02, b"x");
        let mut most = 0;
        let io = Hose::new(frame(peer, 0x00, b"x"), LIMIT, Vec::new()).first(wire);
        let mut ws = Socket::new(kind, role, &monitor, config, io).await;
        let mut errors = 0;
        while let Some(read) = ws.next().await {
            assert!(read.is_err());
            most = most.max(held.now());
            errors += 1;
        }
        assert_eq!(errors, 1);
        // A buffer that grows doubles.
        assert!(most < BUFFERS + 2 * LIMIT, "{kind:?} {role}: {most}");
        drop(ws);
        assert_eq!(reports.only().outcome(), Outcome::TooBig);
    }
}

#[tokio::test(start_paused = true)]
async fn empty_messages_and_empty_fragments_are_not_held() {
    // Whole messages, and one message that never ends.
    for (opcode, messages) in [(0x82, FRAMES), (0x00, 0)] {
        for (kind, role, peer) in all() {
            let held = Held::begin();
            let (monitor, reports) = Reports::monitor();
            let first = if opcode == 0x00 { frame(peer, 0x02, b"") } else { Vec::new() };
            let io = Hose::new(frame(peer, opcode, b""), FRAMES, Vec::new()).first(first);
            let mut ws = Socket::new(kind, role, &monitor, WebSocketConfig::default(), io).await;
            let mut read = 0;
            while let Some(message) = ws.next().await {
                assert_eq!(message.unwrap(), Message::binary(Vec::new()));
                read += 1;
            }
            assert_eq!(read, messages);
            assert!(held.now() < BUFFERS, "{kind:?} {role}: {}", held.now());
            drop(ws);
            assert_eq!(reports.count(), 1);
        }
    }
}

/// Of a length that is only announced, tungstenite reserves a frame's limit and touches what came.
#[tokio::test(start_paused = true)]
async fn the_header_of_a_long_frame_reserves_the_limit_of_a_frame() {
    const LIMIT: usize = 1 << 20;
    let config = WebSocketConfig::default().max_frame_size(Some(LIMIT));
    for (kind, role, peer) in all() {
        for (length, is_refused) in [(LIMIT, false), (LIMIT + 1, true)] {
            let held = Held::begin();
            let (monitor, reports) = Reports::monitor();
            let mut header = frame(peer, 0x82, &vec![0; length]);
            header.truncate(if peer == Role::Client { 14 } else { 10 });
            header.shrink_to_fit();
            let io = Hose::new(header, 1, Vec::new());
            let mut ws = Socket::new(kind, role, &monitor, config, io).await;
            assert_eq!(ws.next().await.is_some_and(|read| read.is_err()), is_refused);
            let most = if is_refused { BUFFERS } else { BUFFERS + LIMIT };
            assert!(held.now() < most, "{kind:?} {role} {length}: {}", held.now());
            drop(ws);
            assert_eq!(reports.count(), 1);
        }
    }
}

/// tungstenite reads on for as long as a message goes on (host behaviour), and a drop that reads what
/// is in may be told of no end.
#[tokio::test(start_paused = true)]
async fn a_drop_over_a_tap_does_not_wait_for_the_end_of_a_message() {
    // It reads for a while: more than any machine does in that.
    const FRAMES: usize = 20_000_000;
    for &role in Role::ALL {
        let _turn = Held::begin();
        let (monitor, reports) = Reports::monitor();
        let peer = other(role);
        let io =
            Hose::new(frame(peer, 0x00, b""), FRAMES, Vec::new()).first(frame(peer, 0x02, b""));
        let left = io.left();
        let io = monitor.tap_upgraded_in(role, io);
        let ws = WebSocketStream::from_raw_socket(io, host(role), None).await;
        let mut ws = monitor.wrap_tapped(ws);
        ws.send(Close::normal().into()).await.unwrap();
        drop(ws);
        assert!(left.load(Relaxed) > FRAMES / 2, "{role}: {} left", left.load(Relaxed));
        assert_eq!(reports.only().outcome(), Outcome::Abandoned);
    }
}
