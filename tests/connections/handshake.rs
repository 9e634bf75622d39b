//! `accept`, `accept_with`, `connect_with`: a tap underneath from the first byte after the handshake.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use closeframe::{CloseMonitor, CloseReport, Observer, Outcome, Role, Source, observe::Opened};
use futures_util::StreamExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tungstenite::{
    Error, Message,
    error::ProtocolError,
    handshake::{
        derive_accept_key,
        server::{Request, Response},
    },
    protocol::WebSocketConfig,
};

use crate::wire::{Reports, close, text};

pub(crate) const REQUEST: &str = "GET /path HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\n\
    Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

pub(crate) async fn read_head(io: &mut DuplexStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(io.read_u8().await.unwrap());
    }
    String::from_utf8(head).unwrap()
}

#[tokio::test(start_paused = true)]
async fn accept_sees_the_wire() {
    let (monitor, reports) = Reports::monitor();
    let (io, mut peer) = tokio::io::duplex(4096);
    let server = tokio::spawn(async move {
        let mut ws = monitor.accept(io).await.unwrap();
        // The user's io, past WebSocket and tap.
        let _: &DuplexStream = ws.get_ref();
        while let Some(Ok(_)) = ws.next().await {}
    });
    peer.write_all(REQUEST.as_bytes()).await.unwrap();
    assert!(read_head(&mut peer).await.starts_with("HTTP/1.1 101 "));
    peer.write_all(&close(Role::Client, 1014, b"")).await.unwrap();
    let mut answer = Vec::new();
    peer.read_to_end(&mut answer).await.unwrap();
    drop(peer);
    server.await.unwrap();
    assert_eq!(reports.only().role(), Role::Server);
    assert_eq!(reports.only().source(), Source::Wire);
    assert_eq!(reports.only().code().unwrap(), 1014);
    assert_eq!(reports.only().sent_code().unwrap(), 1002);
    assert_eq!(reports.only().outcome(), Outcome::Clean);
}

/// Counts openings and endings.
#[derive(Clone, Default)]
struct Counting(Arc<[AtomicUsize; 2]>);

impl Observer for Counting {
    fn on_open(&self, _: &Opened<'_>) {
        self.0[0].fetch_add(1, Ordering::SeqCst);
    }

    fn on_close(&self, _: &CloseReport) {
        self.0[1].fetch_add(1, Ordering::SeqCst);
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_pipelines_frames_is_refused_and_not_counted() {
    let counting = Counting::default();
    let monitor = CloseMonitor::silent().with_observer(counting.clone());
    let (io, mut peer) = tokio::io::duplex(4096);
    let pipelined = [REQUEST.as_bytes(), &close(Role::Client, 1000, b"")].concat();
    peer.write_all(&pipelined).await.unwrap();
    let refused = monitor.accept(io).await.unwrap_err();
    assert!(matches!(refused, Error::Protocol(ProtocolError::JunkAfterRequest)));
    assert_eq!(counting.0[0].load(Ordering::SeqCst), 0);
    assert_eq!(counting.0[1].load(Ordering::SeqCst), 0);
}

#[tokio::test(start_paused = true)]
async fn a_request_with_bare_line_feeds_and_a_leading_empty_line_leads_nobody_astray() {
    let (monitor, reports) = Reports::monitor();
    let (io, mut peer) = tokio::io::duplex(4096);
    let server = tokio::spawn(async move {
        let mut ws = monitor.accept(io).await.unwrap();
        while let Some(Ok(_)) = ws.next().await {}
    });
    let request = format!("\r\n{}", REQUEST.replace("\r\n", "\n"));
    for byte in request.into_bytes() {
        peer.write_all(&[byte]).await.unwrap();
    }
    read_head(&mut peer).await;
    peer.write_all(&close(Role::Client, 4000, b"")).await.unwrap();
    drop(peer);
    server.await.unwrap();
    assert_eq!(reports.only().code().unwrap(), 4000);
}

#[tokio::test(start_paused = true)]
#[allow(clippy::result_large_err, reason = "tungstenite's type")]
async fn accept_with_takes_configuration_and_callback() {
    let (monitor, reports) = Reports::monitor();
    let (io, mut peer) = tokio::io::duplex(4096);
    let server = tokio::spawn(async move {
        let config = WebSocketConfig::default().max_message_size(Some(3));
        let callback = |request: &Request, mut response: Response| {
            assert_eq!(request.uri().path(), "/path");
            response.headers_mut().insert("x-seen", "yes".parse().unwrap());
            Ok(response)
        };
        let mut ws = monitor.accept_with(io, Some(config), callback).await.unwrap();
        assert!(matches!(ws.next().await, Some(Err(Error::Capacity(_)))));
    });
    peer.write_all(REQUEST.as_bytes()).await.unwrap();
    assert!(read_head(&mut peer).await.contains("x-seen: yes"));
    peer.write_all(&text(Role::Client, "long")).await.unwrap();
    server.await.unwrap();
    assert_eq!(reports.only().outcome(), Outcome::TooBig);
}

/// The server sends its first frames, and its close, in one segment with the response.
#[tokio::test(start_paused = true)]
async fn connect_sees_frames_that_came_with_the_response() {
    // tungstenite takes a head in more than 64 small pieces for an attack.
    for chunk in [3, 40, 100, 4096] {
        let (monitor, reports) = Reports::monitor();
        let (io, mut peer) = tokio::io::duplex(4096);
        let client = tokio::spawn(async move {
            let (mut ws, response) = monitor.connect_with("ws://h/", io, None).await.unwrap();
            assert_eq!(response.status(), 101);
            assert_eq!(ws.next().await.unwrap().unwrap(), Message::text("one"));
            assert!(ws.close_report().is_none());
            assert!(ws.next().await.unwrap().unwrap().is_close());
            assert!(ws.next().await.is_none());
        });
        let request = read_head(&mut peer).await;
        let key = request.lines().find_map(|line| line.strip_prefix("Sec-WebSocket-Key: "));
        let response = format!(
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Accept: {}\r\n\r\n",
            derive_accept_key(key.unwrap().as_bytes())
        );
        let frames = [text(Role::Server, "one"), close(Role::Server, 999, b"odd")].concat();
        let segment = [response.as_bytes(), &frames].concat();
        for chunk in segment.chunks(chunk) {
            peer.write_all(chunk).await.unwrap();
            tokio::task::yield_now().await;
        }
        let mut answer = [0; 8];
        peer.read_exact(&mut answer).await.unwrap();
        drop(peer);
        client.await.unwrap();
        let report = reports.only();
        assert_eq!(report.role(), Role::Client);
        assert_eq!(report.code().unwrap(), 999);
        assert_eq!(report.reason(), "odd");
        assert_eq!(report.outcome(), Outcome::ProtocolError);
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_whose_body_looks_like_a_close_frame_comes_through() {
    let (monitor, reports) = Reports::monitor();
    let (io, mut peer) = tokio::io::duplex(4096);
    let client = tokio::spawn(async move { monitor.connect_with("ws://h/", io, None).await.err() });
    read_head(&mut peer).await;
    let body = b"\x88\x02\x03\xE8";
    let head = format!("HTTP/1.1 403 Forbidden\r\nContent-Length: {}\r\n\r\n", body.len());
    peer.write_all(&[head.as_bytes(), body].concat()).await.unwrap();
    drop(peer);
    let Some(Error::Http(response)) = client.await.unwrap() else { panic!("not refused") };
    assert_eq!(response.status(), 403);
    assert_eq!(response.body().as_deref(), Some(&body[..]));
    assert_eq!(reports.count(), 0);
}

#[tokio::test]
async fn connect_refuses_what_it_cannot_do() {
    let (monitor, _) = Reports::monitor();
    for (url, expected) in [
        #[cfg(not(feature = "rustls"))]
        ("wss://localhost/", "URL error: TLS support not compiled in"),
        ("http://localhost/", "URL error: URL scheme not supported"),
    ] {
        assert_eq!(monitor.connect(url).await.unwrap_err().to_string(), expected);
    }
}
