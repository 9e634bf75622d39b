//! Floods of pings: a close among them, and pongs that nobody reads.

use closeframe::Outcome;
use tungstenite::protocol::WebSocketConfig;

use crate::{
    BUFFERS, Held,
    hose::Hose,
    socket::{Socket, all},
    wire::{Reports, close, ping},
};

/// For each wrapper in each role.
const PINGS: usize = if cfg!(debug_assertions) { 10_000 } else { 100_000 };

#[tokio::test(start_paused = true)]
async fn a_close_inside_a_flood_of_pings_is_found_and_what_follows_does_not_count() {
    for (kind, role, peer) in all() {
        let held = Held::begin();
        let (layer, reports) = Reports::layer();
        let after = [close(peer, 4001, b"so long"), ping(peer).repeat(PINGS)].concat();
        let of_the_peer = after.len();
        let io = Hose::new(ping(peer), PINGS, after);
        let mut ws = Socket::new(kind, role, &layer, WebSocketConfig::default(), io).await;
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
