//! A peer that is cut off, on real TCP: a relay between the two swallows what goes either way, and TCP
//! itself notices nothing.

use std::{
    io::ErrorKind,
    net::TcpListener as BlockingListener,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use closeframe::{CloseMonitor, CloseReport, Keepalive, Outcome, Policy, serve};
use futures_util::{SinkExt, StreamExt};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream, tcp},
    sync::oneshot,
    task::JoinHandle,
    time::{sleep, timeout},
};
use tungstenite::Message;

use super::{Reports, assert_found_dead, monitor, one};

pub(crate) const INTERVAL: Duration = Duration::from_millis(300);
pub(crate) const LIMIT: Duration = Duration::from_millis(200);
/// What a busy machine may add.
pub(crate) const SLACK: Duration = Duration::from_secs(2);

pub(crate) fn policy() -> Policy {
    Policy::default().with_keepalive(Keepalive::default().with_interval(INTERVAL).with_limit(LIMIT))
}

/// Passes bytes on both ways until it is told to swallow them.
pub(crate) struct Relay {
    pub(crate) address: std::net::SocketAddr,
    swallows: Arc<AtomicBool>,
}

impl Relay {
    pub(crate) async fn to(server: std::net::SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let swallows = Arc::new(AtomicBool::new(false));
        let swallow = Arc::clone(&swallows);
        tokio::spawn(async move {
            let (client, _) = listener.accept().await.unwrap();
            let server = TcpStream::connect(server).await.unwrap();
            let ((from_client, to_client), (from_server, to_server)) =
                (client.into_split(), server.into_split());
            tokio::join!(
                pass(from_client, to_server, Arc::clone(&swallow)),
                pass(from_server, to_client, swallow),
            );
        });
        Self { address, swallows }
    }

    pub(crate) fn cut(&self) -> Instant {
        self.swallows.store(true, Relaxed);
        Instant::now()
    }
}

async fn pass(mut from: tcp::OwnedReadHalf, mut to: tcp::OwnedWriteHalf, swallow: Arc<AtomicBool>) {
    let mut bytes = [0; 4096];
    while let Ok(length @ 1..) = from.read(&mut bytes).await {
        if !swallow.load(Relaxed) && to.write_all(&bytes[..length]).await.is_err() {
            return;
        }
    }
    if swallow.load(Relaxed) {
        // Nobody is to learn that the other has gone.
        std::future::pending::<()>().await;
    }
}

/// A client that takes what comes, and says something now and then until it is stopped.
pub(crate) async fn client(address: std::net::SocketAddr, ticks: bool) -> JoinHandle<()> {
    let tcp = TcpStream::connect(address).await.unwrap();
    let request = "ws://localhost/";
    let (mut ws, _) = tokio_tungstenite::client_async(request, tcp).await.unwrap();
    tokio::spawn(async move {
        loop {
            tokio::select! {
                message = ws.next() => if !matches!(message, Some(Ok(_))) { return },
                () = sleep(INTERVAL / 4), if ticks => if ws.send(Message::text("tick")).await.is_err() { return },
            }
        }
    })
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Handler {
    Pushing,
    Echoing,
    Idle,
    Served,
}

async fn open(handler: Handler) -> (Relay, Reports, oneshot::Receiver<()>, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let relay = Relay::to(listener.local_addr().unwrap()).await;
    let (closes, reports) = monitor(policy());
    let (over, is_over) = oneshot::channel();
    tokio::spawn(async move {
        let (tcp, _) = listener.accept().await.unwrap();
        handle(&closes, tcp, handler).await;
        over.send(()).unwrap();
    });
    let client = client(relay.address, handler == Handler::Echoing).await;
    (relay, reports, is_over, client)
}

async fn handle(closes: &CloseMonitor, tcp: TcpStream, handler: Handler) {
    let mut ws = closes.accept(tcp).await.unwrap();
    match handler {
        Handler::Pushing => {
            while ws.send(Message::text("x".repeat(100))).await.is_ok() {
                sleep(Duration::from_millis(5)).await;
            }
        }
        Handler::Echoing => {
            while let Some(Ok(message)) = ws.next().await {
                if message.is_text() && ws.send(message).await.is_err() {
                    return;
                }
            }
        }
        Handler::Idle => while let Some(Ok(_)) = ws.next().await {},
        Handler::Served => {
            let _ = serve(ws, async |ws| {
                while let Some(message) = ws.next().await {
                    message?;
                }
                Ok::<_, tungstenite::Error>(())
            })
            .await;
        }
    }
}

#[tokio::test]
async fn a_peer_that_is_cut_off_is_found_in_time_by_every_handler() {
    for handler in [Handler::Pushing, Handler::Echoing, Handler::Idle, Handler::Served] {
        let (relay, reports, is_over, client) = open(handler).await;
        // As long as it can be heard it lives, for several limits.
        sleep(3 * (INTERVAL + LIMIT)).await;
        assert!(reports.lock().unwrap().is_empty(), "{handler:?}");
        let cut = relay.cut();
        timeout(INTERVAL + LIMIT + SLACK, is_over).await.expect("in time").unwrap();
        assert!(cut.elapsed() >= LIMIT, "{handler:?}");
        assert_found_dead(&one(&reports), 3008);
        client.abort();
    }
}

/// What came in of a client that had `unread` bytes for a handler which only writes, as it ends.
async fn only_writing_with_unread(unread: usize, until: Duration) -> CloseReport {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let relay = Relay::to(listener.local_addr().unwrap()).await;
    let (closes, reports) = monitor(policy());
    let address = relay.address;
    let sent = tokio::spawn(async move {
        let tcp = TcpStream::connect(address).await.unwrap();
        let (mut ws, _) = tokio_tungstenite::client_async("ws://localhost/", tcp).await.unwrap();
        // What nobody takes lies in the pipes between the two.
        let sends = ws.send(Message::binary(vec![0; unread]));
        let _ = timeout(INTERVAL, sends).await;
        ws
    });
    let (tcp, _) = listener.accept().await.unwrap();
    let mut ws = closes.accept(tcp).await.unwrap();
    let client = sent.await.unwrap();
    relay.cut();
    let start = Instant::now();
    while start.elapsed() < until && ws.send(Message::text("tick")).await.is_ok() {
        sleep(Duration::from_millis(5)).await;
    }
    drop(ws);
    drop(client);
    one(&reports)
}

#[tokio::test]
async fn what_lies_unread_hides_no_dead_peer_unless_it_fills_the_buffer() {
    let report = only_writing_with_unread(4_000, INTERVAL + LIMIT + SLACK).await;
    assert_found_dead(&report, 3008);
    // There may be more behind it: nobody is blamed, until the handler itself ends.
    let report = only_writing_with_unread(8_000_000, 3 * (INTERVAL + LIMIT)).await;
    assert_eq!(report.outcome(), Outcome::Dropped, "{report}");
}

/// A handler that keeps its thread to itself, across deadlines too: what has arrived meanwhile counts.
#[tokio::test]
async fn a_blocked_thread_blames_nobody() {
    let limit = Duration::from_millis(800);
    let keepalive = Keepalive::default().with_interval(Duration::from_millis(1)).with_limit(limit);
    let (closes, reports) = monitor(Policy::default().with_keepalive(keepalive));
    let listener = BlockingListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let peer = std::thread::spawn(move || {
        let tcp = std::net::TcpStream::connect(address).unwrap();
        let (mut ws, _) = tungstenite::client("ws://localhost/", tcp).unwrap();
        // It answers no ping, and says something just within each limit.
        while ws.send(Message::text("a")).is_ok() {
            std::thread::sleep(limit * 9 / 10);
        }
    });
    let (tcp, _) = listener.accept().unwrap();
    tcp.set_nonblocking(true).unwrap();
    let mut ws = closes.accept(TcpStream::from_std(tcp).unwrap()).await.unwrap();
    let start = Instant::now();
    while start.elapsed() < 4 * limit {
        // As long as a slice of the limit.
        std::thread::sleep(limit / 8);
        if let Ok(message) = timeout(Duration::from_millis(7), ws.next()).await {
            message.unwrap().expect("a peer that lives");
        }
    }
    assert!(reports.lock().unwrap().is_empty());
    drop(ws);
    peer.join().unwrap();
}

#[test]
fn a_blocking_reader_finds_a_silent_peer_with_its_read_time_outs() {
    let listener = BlockingListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let peer = std::thread::spawn(move || {
        let tcp = std::net::TcpStream::connect(address).unwrap();
        tungstenite::client("ws://localhost/", tcp).unwrap()
    });
    let (tcp, _) = listener.accept().unwrap();
    let (closes, reports) = monitor(policy());
    let ws = tungstenite::accept(closes.tap(tcp)).unwrap();
    ws.get_ref().get_ref().set_read_timeout(Some(Duration::from_millis(50))).unwrap();
    let mut ws = closes.wrap_tapped(ws);
    // It keeps its socket open, and reads nothing.
    let _peer = peer.join().unwrap();

    let start = Instant::now();
    let error = loop {
        match ws.read() {
            Err(tungstenite::Error::Io(error))
                if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
                    && error.raw_os_error().is_some() => {}
            other => break other.unwrap_err(),
        }
        assert!(start.elapsed() < INTERVAL + LIMIT + SLACK, "not found in time");
    };
    assert!(start.elapsed() >= INTERVAL + LIMIT);
    assert_eq!(error.to_string(), "IO error: the peer showed no sign of life");
    assert_found_dead(&one(&reports), 3008);
}
