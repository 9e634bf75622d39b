//! A sidecar with a server behind it that the test plays, and what both sides write and read.

use std::{
    mem,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use closeframe::{
    CloseMonitor, CloseReport, Observer,
    observe::{HandshakeFailed, HandshakeFailure},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::timeout,
};

use crate::{
    listening::Door,
    serve::{Limits, Sidecar},
    server::draining::DRAIN_LIMIT,
};

/// RFC 6455 section 1.3 has the key, and what is accepted for it.
pub(super) const ASKED: &str = "GET /chat?token=1 HTTP/1.1\r\nHost: example.org\r\nUser-Agent: me\r\n\
     Connection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\nSec-WebSocket-Version: 13\r\n\
     Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
pub(super) const AGREED: &str = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\
     Connection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

/// Long enough for whatever is to come.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many clients there may be.
pub(super) const MOST: u32 = 20;

/// Why a WebSocket was not opened, and the status that was answered, or 0.
pub(super) type Failed = (HandshakeFailure, u16);

struct Teller {
    reports: UnboundedSender<CloseReport>,
    failed: Arc<Mutex<Vec<Failed>>>,
}

impl Observer for Teller {
    fn on_close(&self, report: &CloseReport) {
        // The test may be over.
        let _ = self.reports.send(report.clone());
    }

    fn on_handshake_failed(&self, failed: &HandshakeFailed<'_>) {
        let status = failed.status().map_or(0, |status| status.as_u16());
        self.failed.lock().unwrap().push((failed.reason(), status));
    }
}

pub(super) struct Front {
    pub(super) sidecar: Arc<Sidecar>,
    reports: UnboundedReceiver<CloseReport>,
    failed: Arc<Mutex<Vec<Failed>>>,
    address: SocketAddr,
    server: Option<TcpListener>,
}

impl Front {
    pub(super) async fn new() -> Self {
        Self::with(PATIENCE, false).await
    }

    /// With this limit for both sides.
    pub(super) async fn with(limit: Duration, tells_survivor: bool) -> Self {
        let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        // Not the crate's own recorder, whose feature would be on for the whole workspace.
        let (sender, reports) = unbounded_channel();
        let failed = Arc::default();
        let teller = Teller { reports: sender, failed: Arc::clone(&failed) };
        let closes = CloseMonitor::silent().with_observer(teller);
        let to = server.local_addr().unwrap().to_string();
        let limits = Limits { client: limit, response: limit, drain: DRAIN_LIMIT };
        let sidecar = Arc::new(Sidecar::new(to, limits, tells_survivor, closes));
        tokio::spawn(Arc::clone(&sidecar).serve(Door::new(listener, MOST)));
        Self { sidecar, reports, failed, address, server: Some(server) }
    }

    pub(super) async fn report(&mut self) -> CloseReport {
        within(self.reports.recv()).await.unwrap()
    }

    /// No WebSocket has ended, and so none was opened where all is over.
    pub(super) fn has_no_report(&self) -> bool {
        self.reports.is_empty()
    }

    /// The WebSockets that were not opened, since this was last asked.
    pub(super) fn failed(&self) -> Vec<Failed> {
        mem::take(&mut self.failed.lock().unwrap())
    }

    /// Nobody listens there any more.
    pub(super) fn stop_server(&mut self) {
        self.server = None;
    }

    /// A connection of a client's.
    pub(super) async fn connect(&self) -> Side {
        Side(TcpStream::connect(self.address).await.unwrap())
    }

    /// The next connection to the server.
    pub(super) async fn accept(&self) -> Side {
        let accepted = within(self.server.as_ref().unwrap().accept()).await;
        Side(accepted.unwrap().0)
    }

    /// Whether there is no connection to the server for a while.
    pub(super) async fn is_quiet(&self) -> bool {
        let accepted = self.server.as_ref().unwrap().accept();
        timeout(Duration::from_millis(200), accepted).await.is_err()
    }

    /// Both sides of a WebSocket.
    pub(super) async fn upgraded(&self) -> (Side, Side) {
        let mut client = self.connect().await;
        client.write(ASKED).await;
        let mut server = self.accept().await;
        server.head().await;
        server.write(AGREED).await;
        client.head().await;
        (client, server)
    }
}

/// One end of a TCP connection.
pub(super) struct Side(pub(super) TcpStream);

impl Side {
    pub(super) async fn write(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.write_all(bytes.as_ref()).await.unwrap();
    }

    /// The head of a request or a response; what follows is left.
    pub(super) async fn head(&mut self) -> String {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.extend(self.exactly(1).await);
        }
        String::from_utf8(head).unwrap()
    }

    pub(super) async fn exactly(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        within(self.0.read_exact(&mut bytes)).await.unwrap();
        bytes
    }

    /// What a body of chunks has in it, and what stands behind it (RFC 9112 section 7.1).
    pub(super) async fn chunked(&mut self) -> (Vec<u8>, String) {
        let mut body = Vec::new();
        loop {
            let mut size = String::new();
            while !size.ends_with("\r\n") {
                size.push(self.exactly(1).await[0].into());
            }
            let size = usize::from_str_radix(size.trim_end(), 16).unwrap();
            if size == 0 {
                let mut trailers = String::from("\r\n");
                while !trailers.ends_with("\r\n\r\n") {
                    trailers.push(self.exactly(1).await[0].into());
                }
                return (body, trailers[2..].to_owned());
            }
            body.extend(self.exactly(size).await);
            assert_eq!(self.exactly(2).await, b"\r\n");
        }
    }

    /// All that comes until the end, or a reset.
    pub(super) async fn rest(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let _ = within(self.0.read_to_end(&mut bytes)).await;
        bytes
    }

    pub(super) async fn ends(&mut self) {
        assert_eq!(String::from_utf8_lossy(&self.rest().await), "");
    }
}

pub(super) async fn within<T>(coming: impl Future<Output = T>) -> T {
    timeout(PATIENCE, coming).await.expect("it takes too long")
}
