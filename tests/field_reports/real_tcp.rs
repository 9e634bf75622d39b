//! Real TCP on loopback, with Nagle's algorithm on, as is the default: servers of each async kind, and
//! clients in bytes, each in a thread of its own.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
    thread,
    time::Duration,
};

use closeframe::{CloseHandle, CloseMonitor, Role};
use tokio::{net::TcpListener, sync::oneshot};

use crate::{each_wrapper::Kind, stream_and_sink::Ws, wire::frames};

/// What a client asks for to get a WebSocket.
pub(crate) const REQUEST: &str = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n\
     Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
     Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

pub(crate) async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// Takes the next client in.
pub(crate) async fn accept(
    kind: Kind,
    monitor: &CloseMonitor,
    listener: &TcpListener,
) -> (Ws, CloseHandle) {
    let (tcp, _) = listener.accept().await.unwrap();
    assert!(!tcp.nodelay().unwrap());
    match kind {
        Kind::AsyncTapped => {
            let ws = monitor.accept(tcp).await.unwrap();
            let handle = ws.close_handle();
            (Ws::new(ws), handle)
        }
        #[cfg(feature = "axum")]
        Kind::Axum => {
            let ws = crate::upgraded::upgrade(monitor, tcp, Default::default()).await;
            let handle = ws.close_handle();
            (Ws::new(ws), handle)
        }
        _ => {
            let ws = monitor.wrap(tokio_tungstenite::accept_async(tcp).await.unwrap());
            let handle = ws.close_handle();
            (Ws::new(ws), handle)
        }
    }
}

/// The kinds of server that there are.
pub(crate) fn kinds() -> impl Iterator<Item = Kind> {
    let of_servers = crate::each_wrapper::polled().filter(|(_, role)| *role == Role::Server);
    of_servers.map(|(kind, _)| kind)
}

/// A client in a thread of its own, and its word that it has done what it was to do.
pub(crate) fn client<T: Send + 'static>(
    address: SocketAddr,
    plot: impl FnOnce(Client, oneshot::Sender<()>) -> T + Send + 'static,
) -> (thread::JoinHandle<T>, oneshot::Receiver<()>) {
    let (done, is_done) = oneshot::channel();
    let client = thread::spawn(move || plot(Client::connect(address), done));
    (client, is_done)
}

/// The frames that came in until TCP ended, and whether it ended by a reset.
pub(crate) type Got = (Vec<(u8, Vec<u8>)>, io::Result<()>);

/// A client whose handshake is over.
pub(crate) struct Client(TcpStream);

impl Client {
    fn connect(address: SocketAddr) -> Self {
        let mut tcp = TcpStream::connect(address).unwrap();
        // Nothing is waited for that long: it is to fail, not to hang.
        tcp.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        tcp.write_all(REQUEST.as_bytes()).unwrap();
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") {
            tcp.read_exact(&mut byte).unwrap();
            head.extend(byte);
        }
        assert!(head.starts_with(b"HTTP/1.1 101 "));
        Self(tcp)
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).unwrap();
    }

    pub(crate) fn read(&mut self, bytes: &mut [u8]) {
        self.0.read_exact(bytes).unwrap();
    }

    /// Ends our side of TCP: FIN.
    pub(crate) fn shut(&mut self) {
        self.0.shutdown(std::net::Shutdown::Write).unwrap();
    }

    /// Reads until TCP ends.
    pub(crate) fn frames_to_the_end(mut self) -> Got {
        let mut bytes = Vec::new();
        let end = self.0.read_to_end(&mut bytes).map(drop);
        (frames(&bytes), end)
    }
}
