//! How WebSockets end through the sidecar, and how it ends itself.

use closeframe::{Initiator, Outcome};
use tokio::join;

use super::front::{ASKED, Front, MOST, within};

const CLIENTS_1000: &[u8] = b"\x88\x82\0\0\0\0\x03\xE8";
const SERVERS_1000: &[u8] = b"\x88\x02\x03\xE8";

#[tokio::test]
async fn a_client_closes() {
    let mut front = Front::new().await;
    let (mut client, mut server) = front.upgraded().await;
    client.write(CLIENTS_1000).await;
    assert_eq!(server.exactly(8).await, CLIENTS_1000);
    server.write(SERVERS_1000).await;
    drop(server);
    assert_eq!(client.rest().await, SERVERS_1000);
    let report = front.report().await;
    assert_eq!((report.outcome(), report.initiator()), (Outcome::Clean, Initiator::Remote));
}

#[tokio::test]
async fn a_server_closes() {
    let mut front = Front::new().await;
    let (mut client, mut server) = front.upgraded().await;
    server.write(SERVERS_1000).await;
    assert_eq!(client.exactly(4).await, SERVERS_1000);
    client.write(CLIENTS_1000).await;
    assert_eq!(server.exactly(8).await, CLIENTS_1000);
    drop(server);
    client.ends().await;
    let report = front.report().await;
    assert_eq!((report.outcome(), report.initiator()), (Outcome::Clean, Initiator::Local));
}

#[tokio::test]
async fn a_server_is_killed_in_a_frame() {
    let mut front = Front::new().await;
    let (mut client, mut server) = front.upgraded().await;
    server.write(b"\x82\x7E\x01\0half").await;
    assert_eq!(client.exactly(8).await, b"\x82\x7E\x01\0half");
    drop(server);
    client.ends().await;
    assert_eq!(front.report().await.outcome(), Outcome::Dropped);
}

#[tokio::test]
async fn a_client_resets() {
    let mut front = Front::new().await;
    let (client, mut server) = front.upgraded().await;
    client.0.set_zero_linger().unwrap();
    drop(client);
    server.ends().await;
    assert_eq!(front.report().await.outcome(), Outcome::Reset);
}

#[tokio::test]
async fn the_survivor_is_told_if_that_is_asked_for() {
    let front = Front::with(std::time::Duration::from_secs(20), true).await;
    let (client, mut server) = front.upgraded().await;
    drop(client);
    // 1011 Internal Error, masked: what `relay` makes of a lost client.
    let close = server.rest().await;
    let code = [close[6] ^ close[2], close[7] ^ close[3]];
    assert_eq!((&close[..2], close.len(), code), (&b"\x88\x82"[..], 8, [0x03, 0xF3]));
    let (mut client, server) = front.upgraded().await;
    drop(server);
    // 1014 Bad Gateway.
    assert_eq!(client.rest().await, b"\x88\x02\x03\xF6");
}

#[tokio::test]
async fn a_drain_closes_both_sides_and_lets_requests_finish() {
    let mut front = Front::new().await;
    let (mut client, mut server) = front.upgraded().await;
    let mut idle = front.connect().await;
    idle.write("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n").await;
    let mut first = front.accept().await;
    first.head().await;
    first.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    idle.head().await;
    let mut busy = front.connect().await;
    busy.write("GET /2 HTTP/1.1\r\nHost: h\r\n\r\n").await;
    let mut second = front.accept().await;
    second.head().await;

    let played = async {
        let close = client.exactly(24).await;
        assert_eq!(close, b"\x88\x16\x03\xE9server shutting down");
        let close = server.exactly(28).await;
        assert_eq!(close[..2], *b"\x88\x96");
        idle.ends().await;
        // Who comes now gets no WebSocket, and nothing of its own fails.
        let mut late = front.connect().await;
        late.write(ASKED).await;
        let refusal = late.head().await;
        assert!(refusal.starts_with("HTTP/1.1 503 Service Unavailable\r\n"), "{refusal}");
        assert!(refusal.contains("retry-after: 1\r\n"), "{refusal}");
        late.rest().await;
        let mut late = front.connect().await;
        late.write("GET /3 HTTP/1.1\r\nHost: h\r\n\r\n").await;
        let mut third = front.accept().await;
        assert!(third.head().await.starts_with("GET /3 "));
        third.write("HTTP/1.1 204 Nothing\r\n\r\n").await;
        assert!(late.head().await.starts_with("HTTP/1.1 204 Nothing\r\n"));
        late.ends().await;

        client.write(b"\x88\x82\0\0\0\0\x03\xE9").await;
        server.write(b"\x88\x02\x03\xE9").await;
        client.ends().await;
        server.ends().await;
        second.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").await;
        assert!(busy.head().await.starts_with("HTTP/1.1 200 OK\r\n"));
        assert_eq!(busy.exactly(2).await, b"ok");
        busy.ends().await;
    };
    let (drained, ()) = join!(within(front.sidecar.drain()), played);
    let drained = drained.unwrap();
    assert_eq!((drained.clean, drained.still_open, drained.timed_out), (1, 0, 0));
    let report = front.report().await;
    assert_eq!((report.outcome(), report.initiator()), (Outcome::Clean, Initiator::Local));
}

#[tokio::test]
async fn a_websocket_that_is_agreed_on_while_draining_is_closed_at_once() {
    let mut front = Front::new().await;
    let mut client = front.connect().await;
    client.write(ASKED).await;
    let mut server = front.accept().await;
    server.head().await;
    let played = async {
        // The drain has begun once somebody is refused.
        loop {
            let mut late = front.connect().await;
            late.write(ASKED).await;
            tokio::select! {
                head = late.head() => {
                    assert!(head.starts_with("HTTP/1.1 503 "), "{head}");
                    break;
                }
                early = front.accept() => drop(early),
            }
        }
        server.write(super::front::AGREED).await;
        client.head().await;
        assert_eq!(client.exactly(2).await, b"\x88\x16");
        client.write(b"\x88\x82\0\0\0\0\x03\xE9").await;
        server.write(b"\x88\x02\x03\xE9").await;
    };
    let (drained, ()) = join!(within(front.sidecar.drain()), played);
    drained.unwrap();
    assert_eq!(front.report().await.outcome(), Outcome::Clean);
}

#[tokio::test]
async fn a_websocket_has_a_place_until_it_ends() {
    let front = Front::new().await;
    let mut open = Vec::new();
    for _ in 0..MOST {
        open.push(front.upgraded().await);
    }
    let mut beyond = front.connect().await;
    beyond.write(ASKED).await;
    assert!(front.is_quiet().await);
    open.pop();
    front.accept().await.head().await;
}
