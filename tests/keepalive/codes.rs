//! The code that a dead peer gets, by the catalog in force.

use closeframe::{
    Close, CloseCode, CloseMonitor, Keepalive, Policy,
    catalog::{Catalog, Subprotocol, subprotocols},
};
use futures_util::StreamExt;
use tokio::io::{AsyncReadExt, duplex};
use tokio_tungstenite::WebSocketStream;
use tungstenite::protocol::Role;

use super::{PING, Reports, assert_found_dead, monitor, one, with_keepalive};

closeframe::subprotocol! {
    /// It has a code for what 3008 says elsewhere.
    static MEASURES = "measures" {
        title: "Measures",
        negotiated: ["measures"],
        reference: "https://measures.example/protocol",
        missing_pong: VANISHED,
    }
    codes {
        /// The scale is empty.
        (3008, EMPTY, "Empty") { when_seen: "Now.", how_to_fix: "Nothing." }
        /// The client has vanished.
        (4321, VANISHED, "Vanished") { when_seen: "Now.", how_to_fix: "Nothing." }
    }
}

/// Waits until a silent peer is given up; returns the code, of which the report and the bytes on the
/// wire have to agree.
async fn code_for_a_dead_peer((closes, reports): (CloseMonitor, Reports)) -> u16 {
    let (io, mut peer) = duplex(4096);
    let ws = WebSocketStream::from_raw_socket(closes.tap_upgraded(io), Role::Server, None).await;
    let mut ws = closes.wrap_tapped(ws);
    assert!(ws.next().await.unwrap().is_err());
    drop(ws);
    let mut bytes = Vec::new();
    peer.read_to_end(&mut bytes).await.unwrap();
    let report = one(&reports);
    let code = report.code().unwrap().as_u16();
    assert_found_dead(&report, code);
    let close = [b"\x88\x0E", &code.to_be_bytes()[..], b"ping timeout"].concat();
    assert_eq!(bytes, [PING, &close].concat());
    code
}

fn knowing(catalog: Catalog) -> (CloseMonitor, Reports) {
    let (closes, reports) = monitor(with_keepalive());
    (closes.with_catalog(catalog), reports)
}

async fn code_of(subprotocol: &'static Subprotocol) -> u16 {
    let catalog = Catalog::standard().with_subprotocol(subprotocol).unwrap();
    code_for_a_dead_peer(knowing(catalog)).await
}

#[tokio::test(start_paused = true)]
async fn where_3008_means_something_else_the_subprotocols_own_code_is_sent_or_4008() {
    assert_eq!(code_of(&subprotocols::CENTRIFUGE).await, 3012);
    // "The client did not answer a ping in time", as we mean it.
    assert_eq!(code_of(&subprotocols::SALTYRTC).await, 3008);
    // "Session Expired", and no code for a missing pong.
    assert_eq!(code_of(&subprotocols::ASSEMBLYAI_V3).await, 4008);
    assert_eq!(code_of(&MEASURES).await, 4321);
    assert_eq!((MEASURES.missing_pong(), EMPTY), (Some(VANISHED), CloseCode::TIMEOUT));
    // Who leaves 3008 alone gets it.
    assert_eq!(code_of(&subprotocols::PUSHER).await, 3008);
}

#[tokio::test(start_paused = true)]
async fn every_subprotocol_that_renames_3008_is_heard() {
    for subprotocol in Subprotocol::ALL {
        let renames = subprotocol.codes().iter().any(|row| row.code() == Some(CloseCode::TIMEOUT));
        let expected = match subprotocol.missing_pong() {
            Some(code) => code.as_u16(),
            None if renames => 4008,
            None => 3008,
        };
        assert_eq!(code_of(subprotocol).await, expected, "{subprotocol}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_negotiated_subprotocol_decides_for_its_connections_alone() {
    let catalog = Catalog::standard().with_negotiated(&subprotocols::CENTRIFUGE).unwrap();
    let (closes, reports) = knowing(catalog.clone());
    let negotiated = closes.for_subprotocol("centrifuge-json");
    assert_eq!(code_for_a_dead_peer((negotiated, reports)).await, 3012);
    assert_eq!(code_for_a_dead_peer(knowing(catalog)).await, 3008);
}

#[tokio::test(start_paused = true)]
async fn the_policys_own_close_comes_before_the_catalogs() {
    let close = Close::new(4555, "ping timeout").unwrap();
    let policy = Policy::default().with_keepalive(Keepalive::default().with_close(close));
    let (closes, reports) = monitor(policy);
    let catalog = Catalog::standard().with_subprotocol(&subprotocols::CENTRIFUGE).unwrap();
    assert_eq!(code_for_a_dead_peer((closes.with_catalog(catalog), reports)).await, 4555);
}
