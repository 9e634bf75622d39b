//! `closeframe::axum`: real axum servers, and clients in bytes over TCP.

#[allow(dead_code, reason = "shared with the tests of connections")]
#[path = "../connections/captured.rs"]
mod captured;
mod http2;
mod opening;
mod socket;
mod spans;
#[allow(dead_code, reason = "shared with the other tests of connections")]
#[path = "../connections/wire.rs"]
mod wire;

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use axum::{Extension, Router, routing::any};
use closeframe::{
    CloseMonitor, CloseReport, Observer,
    axum::{WebSocket, WebSocketUpgrade},
    observe::{HandshakeFailed, HandshakeFailure, Opened},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time::timeout,
};

/// Nothing here takes so long.
pub(crate) const LONG: Duration = Duration::from_secs(5);

/// The headers of a valid request.
pub(crate) const VALID: &str = "Connection: Upgrade\r\nUpgrade: websocket\r\n\
    Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

/// What the observers of a monitor are told, as it comes.
pub(crate) struct Told {
    reports: mpsc::UnboundedReceiver<CloseReport>,
    teller: Teller,
}

/// Why a connection never opened, and what was answered.
type Failure = (HandshakeFailure, Option<u16>);

#[derive(Clone)]
struct Teller {
    reports: mpsc::UnboundedSender<CloseReport>,
    failed: Arc<Mutex<Vec<Failure>>>,
    opened: Arc<AtomicUsize>,
}

impl Observer for Teller {
    fn on_open(&self, _: &Opened<'_>) {
        self.opened.fetch_add(1, Relaxed);
    }

    fn on_handshake_failed(&self, failed: &HandshakeFailed<'_>) {
        self.failed.lock().unwrap().push((failed.reason(), failed.status().map(|it| it.as_u16())));
    }

    fn on_close(&self, report: &CloseReport) {
        self.reports.send(report.clone()).unwrap();
    }
}

impl Told {
    pub(crate) fn by(monitor: CloseMonitor) -> (CloseMonitor, Self) {
        let (sender, reports) = mpsc::unbounded_channel();
        let teller = Teller { reports: sender, failed: Arc::default(), opened: Arc::default() };
        (monitor.with_observer(teller.clone()), Self { reports, teller })
    }

    pub(crate) async fn report(&mut self) -> CloseReport {
        timeout(LONG, self.reports.recv()).await.expect("a report").unwrap()
    }

    pub(crate) fn failed(&self) -> Vec<Failure> {
        self.teller.failed.lock().unwrap().clone()
    }

    pub(crate) fn opened(&self) -> usize {
        self.teller.opened.load(Relaxed)
    }
}

/// A router that upgrades at `/` and hands the socket to `handler`.
pub(crate) fn router<F>(monitor: CloseMonitor, handler: fn(WebSocket) -> F) -> Router
where
    F: Future<Output = ()> + Send + 'static,
{
    let upgrade = async move |upgrade: WebSocketUpgrade| upgrade.on_upgrade(handler);
    Router::new().route("/", any(upgrade).layer(Extension(monitor)))
}

pub(crate) async fn echo(mut socket: WebSocket) {
    while let Some(Ok(message)) = socket.recv().await {
        if (message.is_text() || message.is_binary()) && socket.send(message).await.is_err() {
            break;
        }
    }
}

pub(crate) struct Client(pub(crate) TcpStream);

impl Client {
    /// Sends a request to `router`, served on a port of its own; returns the head of the response.
    pub(crate) async fn ask(router: Router, headers: &str) -> (Self, String) {
        Self::ask_and_go_on(router, headers, b"").await
    }

    /// The same, with what follows the request in the same segment.
    pub(crate) async fn ask_and_go_on(
        router: Router,
        headers: &str,
        more: &[u8],
    ) -> (Self, String) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        tokio::spawn(axum::serve(listener, router).into_future());
        let request = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");
        client.write_all(&[request.as_bytes(), more].concat()).await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(timeout(LONG, client.read_u8()).await.unwrap().unwrap());
        }
        (Self(client), String::from_utf8(head).unwrap())
    }

    /// Upgrades.
    pub(crate) async fn connect(router: Router) -> Self {
        let (client, head) = Self::ask(router, VALID).await;
        assert!(head.starts_with("HTTP/1.1 101 "), "{head}");
        assert!(head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), "{head}");
        client
    }

    /// The status of the answer to a request that is refused, its head and its body.
    pub(crate) async fn refused(router: Router, headers: &str) -> (u16, String, String) {
        let headers = format!("{headers}Connection: close\r\n");
        let (client, head) = Self::ask(router, &headers).await;
        let body = String::from_utf8(client.read_to_end().await).unwrap();
        (head["HTTP/1.1 ".len()..][..3].parse().unwrap(), head, body)
    }

    pub(crate) async fn send(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).await.unwrap();
    }

    /// The next frame that the server sends, which is a short one.
    pub(crate) async fn frame(&mut self) -> (u8, Vec<u8>) {
        let mut frame = vec![0; 2];
        timeout(LONG, self.0.read_exact(&mut frame)).await.unwrap().unwrap();
        frame.resize(2 + usize::from(frame[1]), 0);
        timeout(LONG, self.0.read_exact(&mut frame[2..])).await.unwrap().unwrap();
        wire::frames(&frame).remove(0)
    }

    /// What the server sends until it ends TCP.
    pub(crate) async fn read_to_end(mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        timeout(LONG, self.0.read_to_end(&mut bytes)).await.expect("a FIN").unwrap();
        bytes
    }

    pub(crate) async fn frames(self) -> Vec<(u8, Vec<u8>)> {
        wire::frames(&self.read_to_end().await)
    }
}
