//! axum's `WebSocket`, wrapped: real axum servers, and clients in bytes over TCP.

#[allow(dead_code, reason = "the example's main is not called")]
#[path = "../examples/axum.rs"]
mod example;
#[allow(dead_code, reason = "shared with the other tests of connections")]
#[path = "connections/wire.rs"]
mod wire;

use std::{future::Future, io, pin::Pin, time::Duration};

use axum::{
    Router,
    extract::ws::{CloseFrame, Message, WebSocketUpgrade},
    routing::any,
};
use closeframe::{
    Close, CloseError, CloseHandle, CloseReport, ErrorType, IllegalClose, Initiator, InvalidClose,
    MonitoredWebSocket, Outcome, Policy, Role, Source, Violation, catalog::Catalog,
};
use futures_util::{SinkExt, StreamExt, future::join_all, sink::Sink, stream::FusedStream};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time::{Instant, sleep, timeout},
};

use crate::wire::{Reports, assert_report, body, close, frames, raw_frame, text};

/// The limit of the servers here.
const MAX_MESSAGE_SIZE: usize = 10_000;

/// How often each handler is tried; the bare socket loses the answer each time.
const TRIES: usize = 20;

/// A server, a client that is connected to it, and what became of the connection.
struct Connection {
    client: TcpStream,
    reports: Reports,
    /// Told when the handler has ended, however.
    ended: mpsc::Receiver<()>,
}

/// A handler that runs; its drop tells of its end.
struct Running(mpsc::Sender<()>);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.try_send(());
    }
}

impl Connection {
    async fn open<F>(handler: fn(MonitoredWebSocket) -> F) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        Self::open_with(Policy::default(), handler).await
    }

    async fn open_with<H, F>(policy: Policy, handler: H) -> Self
    where
        H: Fn(MonitoredWebSocket) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        let (monitor, reports) = Reports::monitor();
        let known = Catalog::standard().with_negotiated(&CHAT).unwrap();
        let monitor = monitor.with_policy(policy).with_catalog(known);
        let (end, ended) = mpsc::channel(1);
        let upgrade = |upgrade: WebSocketUpgrade| async move {
            let upgrade = upgrade
                .protocols(["chat"])
                .max_message_size(MAX_MESSAGE_SIZE)
                .write_buffer_size(0)
                .max_write_buffer_size(100_000);
            upgrade.on_upgrade(move |socket| async move {
                let _running = Running(end);
                handler(monitor.wrap(socket)).await;
            })
        };
        let client = connect(Router::new().route("/", any(upgrade)), "/").await;
        Self { client, reports, ended }
    }

    async fn send(&mut self, bytes: &[u8]) {
        self.client.write_all(bytes).await.unwrap();
    }

    /// Reads the frames that the server sends until it ends TCP.
    async fn frames(&mut self) -> Vec<(u8, Vec<u8>)> {
        frames(&read_to_end(&mut self.client).await)
    }

    /// The one report, once the handler has ended.
    async fn report(mut self) -> CloseReport {
        let ended = timeout(Duration::from_secs(5), self.ended.recv()).await;
        assert_eq!(ended, Ok(Some(())), "the handler goes on");
        // A panicking task lets go of its socket after what it had on the stack.
        while self.reports.count() == 0 {
            sleep(Duration::from_millis(1)).await;
        }
        self.reports.only()
    }
}

closeframe::subprotocol! {
    /// What the client of these tests asks for, and gets.
    static CHAT = "chat" {
        title: "Chat",
        negotiated: ["chat"],
        reference: "https://chat.example/protocol",
    }
    codes {
        /// A moderator's decision.
        (4403, REMOVED, "Removed") { when_seen: "Now.", how_to_fix: "Nothing." }
    }
}

/// Serves on a free port and upgrades a connection to it.
async fn connect(router: Router, path: &str) -> TcpStream {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
    tokio::spawn(axum::serve(listener, router).into_future());
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
         Sec-WebSocket-Protocol: chat\r\n\r\n"
    );
    client.write_all(request.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(client.read_u8().await.unwrap());
    }
    let head = String::from_utf8(head).unwrap();
    assert!(head.starts_with("HTTP/1.1 101 "), "{head}");
    assert!(head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), "{head}");
    client
}

async fn read_to_end(client: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    timeout(Duration::from_secs(5), client.read_to_end(&mut bytes)).await.unwrap().unwrap();
    bytes
}

async fn reads_to_the_end(mut socket: MonitoredWebSocket) {
    while socket.recv().await.is_some() {}
}

/// Each of them loses the answer over a bare socket.
mod handlers {
    use super::*;

    pub(super) async fn breaks_on_close(mut socket: MonitoredWebSocket) {
        while let Some(Ok(message)) = socket.recv().await {
            if let Message::Close(_) = message {
                break;
            }
        }
    }

    pub(super) async fn splits_selects_and_aborts(socket: MonitoredWebSocket) {
        let (mut sink, mut stream) = socket.split();
        let mut writer = tokio::spawn(async move {
            while sink.send(Message::Ping("".into())).await.is_ok() {
                sleep(Duration::from_millis(10)).await;
            }
        });
        let mut reader = tokio::spawn(async move {
            while let Some(Ok(message)) = stream.next().await {
                if let Message::Close(_) = message {
                    break;
                }
            }
        });
        tokio::select! {
            _ = &mut writer => reader.abort(),
            _ = &mut reader => writer.abort(),
        }
    }

    pub(super) async fn expects_nothing_but_text(mut socket: MonitoredWebSocket) {
        while let Some(Ok(Message::Text(_))) = socket.recv().await {}
    }

    pub(super) async fn echoes_everything(mut socket: MonitoredWebSocket) {
        async fn echo(socket: &mut MonitoredWebSocket) -> Result<(), axum::Error> {
            while let Some(message) = socket.recv().await {
                socket.send(message?).await?;
            }
            Ok(())
        }
        let _ = echo(&mut socket).await;
    }
}

async fn loses_no_answer<F>(handler: fn(MonitoredWebSocket) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    for _ in 0..TRIES {
        let mut connection = Connection::open(handler).await;
        let messages = [text(Role::Client, "hi"), close(Role::Client, 1000, b"done")];
        connection.send(&messages.concat()).await;
        let last = connection.frames().await.pop();
        assert_eq!(last, Some((0x88, body(1000, "done"))));
        let sentence = "received 1000 Normal Closure \"done\"; then sent 1000 Normal Closure";
        let report = connection.report().await;
        assert_report(&report, sentence, Some(1000), "1000");
        assert_eq!(report.outcome(), Outcome::Clean);
        assert_eq!(report.initiator(), Initiator::Remote);
        assert_eq!(report.role(), Role::Server);
        assert_eq!(report.source(), Source::Tungstenite);
    }
}

#[tokio::test]
async fn a_handler_that_breaks_on_close_loses_no_answer() {
    loses_no_answer(handlers::breaks_on_close).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handler_that_splits_selects_and_aborts_loses_no_answer() {
    loses_no_answer(handlers::splits_selects_and_aborts).await;
}

#[tokio::test]
async fn a_handler_that_expects_nothing_but_text_loses_no_answer() {
    loses_no_answer(handlers::expects_nothing_but_text).await;
}

#[tokio::test]
async fn a_handler_that_echoes_everything_loses_no_answer() {
    loses_no_answer(handlers::echoes_everything).await;
}

#[tokio::test]
async fn a_server_ends_tcp_at_once_although_the_handler_holds_on() {
    let mut connection = Connection::open(|mut socket| async move {
        assert!(socket.recv().await.unwrap().is_ok());
        assert!(socket.recv().await.is_none());
        assert!(socket.is_terminated());
        assert!(socket.protocol().is_none());
        // It was dropped.
        let socket = socket.into_inner().unwrap_err();
        assert!(socket.close_report().is_some());
        sleep(Duration::from_secs(2)).await;
    })
    .await;
    let begun = Instant::now();
    connection.send(&close(Role::Client, 1001, b"")).await;
    assert_eq!(connection.frames().await, [(0x88, body(1001, ""))]);
    assert!(begun.elapsed() < Duration::from_millis(1500));
    assert_eq!(connection.report().await.outcome(), Outcome::Clean);
}

#[tokio::test]
async fn the_negotiated_subprotocol_explains_the_codes() {
    let mut connection = Connection::open(reads_to_the_end).await;
    connection.send(&close(Role::Client, REMOVED.as_u16(), b"")).await;
    let report = connection.report().await;
    assert_eq!((report.entry().unwrap().name(), report.subprotocol()), ("Removed", Some("chat")));
}

#[tokio::test]
async fn a_handler_that_returns_early_leaves_1001() {
    let mut connection = Connection::open(|_| async {}).await;
    assert_eq!(connection.frames().await, [(0x88, body(1001, ""))]);
    let sentence = "sent 1001 Going Away; no close frame received (dropped)";
    assert_report(&connection.report().await, sentence, Some(1001), "1001");
}

#[tokio::test]
async fn a_handler_that_panics_leaves_1011() {
    let mut connection = Connection::open(|mut socket| async move {
        socket.recv().await.unwrap().unwrap();
        panic!("on purpose");
    })
    .await;
    connection.send(&text(Role::Client, "hi")).await;
    assert_eq!(connection.frames().await, [(0x88, body(1011, ""))]);
    let sentence = "sent 1011 Internal Error; no close frame received (panicked)";
    assert_report(&connection.report().await, sentence, Some(1011), "1011");
}

#[tokio::test]
async fn halves_dropped_in_either_order_leave_1001() {
    for reader_first in [true, false] {
        let policy = Policy::default();
        let mut connection = Connection::open_with(policy, move |socket| async move {
            let (sink, stream) = socket.split();
            if reader_first {
                drop(stream);
                drop(sink);
            } else {
                drop(sink);
                drop(stream);
            }
        })
        .await;
        assert_eq!(connection.frames().await, [(0x88, body(1001, ""))]);
        assert_eq!(connection.report().await.outcome(), Outcome::Dropped);
    }
}

#[tokio::test]
async fn an_illegal_close_is_repaired_rejected_or_passed() {
    /// Obeys `/close 1006`.
    async fn closes_with_1006(mut socket: MonitoredWebSocket) {
        while let Some(Ok(message)) = socket.recv().await {
            if message == Message::text("/close 1006") {
                let frame = CloseFrame { code: 1006, reason: "é".repeat(80).into() };
                match socket.send(Message::Close(Some(frame.clone()))).await {
                    Ok(()) => {}
                    Err(refused) => {
                        assert!(InvalidClose::in_error(&refused).is_some());
                        let refused = refused.into_inner();
                        let refused = refused.downcast::<tungstenite::Error>().unwrap();
                        let tungstenite::Error::Io(refused) = *refused else { unreachable!() };
                        assert_eq!(refused.kind(), io::ErrorKind::InvalidInput);
                        assert!(refused.get_ref().unwrap().is::<InvalidClose>());
                        // The connection is as open as before.
                        let refused = socket.close_with(frame).await;
                        assert!(matches!(refused, Err(CloseError::Invalid(_))));
                        socket.send(Message::text("still here")).await.unwrap();
                        socket.close_with(Close::normal()).await.unwrap();
                    }
                }
            }
        }
    }
    let repaired = body(1011, &"é".repeat(61));
    let passed = body(1006, &"é".repeat(80));
    for (policy, sent) in [
        (IllegalClose::Repair, vec![(0x88, repaired)]),
        (IllegalClose::Reject, vec![(0x81, b"still here".to_vec()), (0x88, body(1000, ""))]),
        (IllegalClose::Pass, vec![(0x88, passed)]),
    ] {
        let policy = Policy::default().with_illegal_close(policy);
        let mut connection = Connection::open_with(policy, closes_with_1006).await;
        let order = [text(Role::Client, "/close 1006"), close(Role::Client, 1000, b"")];
        connection.send(&order.concat()).await;
        assert_eq!(connection.frames().await, sent);
        let report = connection.report().await;
        assert_eq!(report.initiator(), Initiator::Local);
        assert_eq!(report.outcome(), Outcome::Clean);
    }
}

#[tokio::test]
async fn a_sink_that_is_closed_sends_1000() {
    let mut connection = Connection::open(|mut socket| async move {
        assert_eq!(socket.protocol().unwrap(), "chat");
        socket = socket.into_inner().unwrap_err();
        SinkExt::close(&mut socket).await.unwrap();
        assert!(socket.send(Message::text("late")).await.is_err());
        socket.send(Message::Close(None)).await.unwrap();
        while socket.recv().await.is_some() {}
    })
    .await;
    connection.send(&close(Role::Client, 1000, b"")).await;
    assert_eq!(connection.frames().await, [(0x88, body(1000, ""))]);
    assert_eq!(connection.report().await.outcome(), Outcome::Clean);
}

/// Something that breaks the protocol, and what it amounts to.
struct Breach(Vec<u8>, u16, Outcome, ErrorType);

fn breaches() -> Vec<Breach> {
    use ErrorType as E;
    let protocol = |bytes, error_type| Breach(bytes, 1002, Outcome::ProtocolError, error_type);
    let payload = |bytes| Breach(bytes, 1007, Outcome::InvalidPayload, E::InvalidUtf8);
    let too_big = |bytes| Breach(bytes, 1009, Outcome::TooBig, E::MessageTooBig);
    let raw = |first, payload: &[u8]| raw_frame(first, true, payload);
    let mut endless = vec![0x82, 0xFF];
    endless.extend((1_u64 << 40).to_be_bytes());
    endless.extend([0; 4]);
    let half = vec![b'x'; MAX_MESSAGE_SIZE / 2 + 1];
    vec![
        payload(raw(0x81, b"\xFF")),
        payload([raw(0x01, b"a"), raw(0x80, b"\xFF")].concat()),
        payload(raw(0x88, b"\x03\xE8\xFF")),
        too_big(raw(0x81, &[b'x'; MAX_MESSAGE_SIZE + 1])),
        too_big([raw(0x01, &half), raw(0x80, &half)].concat()),
        too_big(endless),
        protocol(raw(0xC1, b"x"), E::ReservedBits),
        protocol(raw(0xC8, b"\x03\xE8"), E::ReservedBits),
        protocol(raw_frame(0x81, false, b"x"), E::UnmaskedFrame),
        protocol(raw(0x09, b"x"), E::FragmentedControlFrame),
        protocol(raw(0x08, b"\x03\xE8"), E::FragmentedControlFrame),
        protocol(raw(0x89, &[b'x'; 126]), E::ControlFrameTooBig),
        protocol(raw(0x83, b"x"), E::ReservedOpcode),
        protocol(raw(0x8B, b"x"), E::ReservedOpcode),
        protocol(raw(0x80, b"x"), E::BadFragmentation),
        protocol([raw(0x01, b"x"), raw(0x81, b"x")].concat(), E::BadFragmentation),
        protocol(raw(0x88, b"\x03"), E::TruncatedCloseCode),
    ]
}

/// The texts of axum's errors, each caused for real.
#[tokio::test]
async fn a_breach_of_protocol_is_recognised_and_told() {
    join_all(breaches().into_iter().map(|Breach(bytes, code, outcome, error_type)| async move {
        let mut connection = Connection::open(|mut socket| async move {
            assert!(socket.recv().await.unwrap().is_err());
            assert!(socket.recv().await.is_none());
        })
        .await;
        connection.send(&bytes).await;
        assert_eq!(connection.frames().await, [(0x88, body(code, ""))], "{error_type}");
        let report = connection.report().await;
        assert_eq!(report.outcome(), outcome, "{error_type}");
        assert_eq!(report.error_type(), Some(error_type));
        assert_eq!(report.sent_code().unwrap(), code);
        let truncated = error_type == ErrorType::TruncatedCloseCode;
        let violation = report.received().and_then(|close| close.violation());
        assert_eq!(violation, truncated.then_some(Violation::TruncatedCode));
    }))
    .await;
}

/// What it still has on its way must not make the system reset the connection before it has read.
#[tokio::test]
async fn a_peer_that_goes_on_sending_learns_why_it_was_refused() {
    let mut connection = Connection::open(reads_to_the_end).await;
    let mut head = vec![0x82, 0xFF];
    head.extend((1_u64 << 30).to_be_bytes());
    head.extend([0; 4]);
    connection.send(&head).await;
    for _ in 0..20 {
        connection.send(&[0; 10_000]).await;
        sleep(Duration::from_millis(10)).await;
    }
    let mut sent = [0; 4];
    connection.client.read_exact(&mut sent).await.unwrap();
    assert_eq!(frames(&sent), [(0x88, body(1009, ""))]);
    assert_eq!(connection.report().await.outcome(), Outcome::TooBig);
}

#[tokio::test]
async fn an_end_without_a_close_frame_is_eof() {
    let inside_a_header = &close(Role::Client, 1000, b"")[..3];
    for bytes in [&[], inside_a_header] {
        let mut connection = Connection::open(reads_to_the_end).await;
        connection.send(bytes).await;
        connection.client.shutdown().await.unwrap();
        let report = connection.report().await;
        let sentence = "no close frame received or sent (eof)";
        assert_report(&report, sentence, Some(1006), "1006");
        assert_eq!(report.error_type(), Some(ErrorType::Eof));
        assert_eq!(report.initiator(), Initiator::None);
    }
}

#[tokio::test]
async fn a_reset_is_a_reset() {
    async fn writes_to_the_end(mut socket: MonitoredWebSocket) {
        while socket.send(Message::Binary(vec![7; 5000].into())).await.is_ok() {
            sleep(Duration::from_millis(1)).await;
        }
    }
    for writing in [false, true] {
        let connection = match writing {
            false => Connection::open(reads_to_the_end).await,
            true => Connection::open(writes_to_the_end).await,
        };
        sleep(Duration::from_millis(20)).await;
        connection.client.set_zero_linger().unwrap();
        let Connection { client, reports, mut ended } = connection;
        drop(client);
        assert_eq!(timeout(Duration::from_secs(5), ended.recv()).await, Ok(Some(())));
        let report = reports.only();
        assert_eq!(report.outcome(), Outcome::Reset);
        let known = [ErrorType::ConnectionReset, ErrorType::BrokenPipe];
        assert!(known.contains(&report.error_type().unwrap()), "{:?}", report.error_type());
    }
}

#[tokio::test]
async fn a_silent_peer_is_waited_for_no_longer_than_the_time_out() {
    let policy = Policy::default().with_close_timeout(Duration::from_millis(50));
    let mut connection = Connection::open_with(policy, |mut socket| async move {
        socket.send(Message::Close(None)).await.unwrap();
        let error = socket.recv().await.unwrap().unwrap_err().into_inner();
        let error = error.downcast::<tungstenite::Error>().unwrap();
        let kind = io::ErrorKind::TimedOut;
        assert!(matches!(*error, tungstenite::Error::Io(error) if error.kind() == kind));
        assert!(socket.recv().await.is_none());
    })
    .await;
    assert_eq!(connection.frames().await, [(0x88, vec![])]);
    assert_eq!(connection.report().await.outcome(), Outcome::Timeout);
}

/// Writes without waiting until tungstenite takes no more, not even a close.
fn fill_write_buffer(socket: &mut MonitoredWebSocket) {
    let mut socket = Pin::new(socket);
    for size in [20_000, 1] {
        loop {
            let message = Message::Binary(vec![7; size].into());
            if let Err(error) = socket.as_mut().start_send(message) {
                assert_eq!(error.to_string(), "Write buffer is full");
                break;
            }
        }
    }
}

/// tungstenite loses a close that finds its buffer full.
#[tokio::test]
async fn a_full_write_buffer_does_not_eat_the_close() {
    let mut connection = Connection::open(|mut socket| async move {
        fill_write_buffer(&mut socket);
        assert!(socket.close_report().is_none());
        socket.close_with(Close::new(1013, "too slow").unwrap()).await.unwrap();
    })
    .await;
    sleep(Duration::from_millis(100)).await;
    let mut last = [0; 12];
    let mut ring = Vec::new();
    let mut chunk = vec![0; 1 << 16];
    while last != *b"\x88\x0a\x03\xf5too slow" {
        let read = timeout(Duration::from_secs(5), connection.client.read(&mut chunk)).await;
        let read = read.unwrap().unwrap();
        assert_ne!(read, 0, "ended without the close");
        ring.extend_from_slice(&chunk[..read]);
        ring.drain(..ring.len().saturating_sub(last.len()));
        if ring.len() == last.len() {
            last.copy_from_slice(&ring);
        }
    }
    connection.send(&close(Role::Client, 1013, b"")).await;
    let report = connection.report().await;
    assert_eq!(report.code().unwrap(), 1013);
    assert_eq!(report.outcome(), Outcome::Clean);
}

#[tokio::test]
async fn a_handle_closes_it_from_elsewhere() {
    for split in [false, true] {
        let (handles, mut handed_over) = mpsc::channel::<CloseHandle>(1);
        let handler = move |socket: MonitoredWebSocket| {
            let handles = handles.clone();
            async move {
                handles.send(socket.close_handle()).await.unwrap();
                match split {
                    true => {
                        let (_sink, mut stream) = socket.split();
                        while stream.next().await.is_some() {}
                    }
                    false => reads_to_the_end(socket).await,
                }
            }
        };
        let mut connection = Connection::open_with(Policy::default(), handler).await;
        let handle = handed_over.recv().await.unwrap();
        sleep(Duration::from_millis(10)).await;
        handle.close(Close::new(1008, "enough").unwrap());
        let mut sent = [0; 10];
        connection.client.read_exact(&mut sent).await.unwrap();
        assert_eq!(frames(&sent), [(0x88, body(1008, "enough"))]);
        connection.send(&close(Role::Client, 1008, b"")).await;
        let sentence = "sent 1008 Policy Violation \"enough\"; then received 1008 Policy Violation";
        assert_eq!(handle.closed().await.to_string(), sentence);
        assert_report(&connection.report().await, sentence, Some(1008), "1008");
    }
}

#[tokio::test]
async fn serve_finishes_what_the_handler_began() {
    for (order, sent) in [("ok", 1000), ("fail", 1011), ("panic", 1011)] {
        let mut connection = Connection::open(|socket| async move {
            let handler = async |socket: &mut MonitoredWebSocket| {
                let order = socket.recv().await.unwrap().unwrap();
                assert_ne!(order, Message::text("panic"));
                if order == Message::text("ok") { Ok(()) } else { Err(()) }
            };
            let _ = closeframe::serve(socket, handler).await;
        })
        .await;
        connection.send(&text(Role::Client, order)).await;
        connection.send(&close(Role::Client, sent, b"")).await;
        assert_eq!(connection.frames().await, [(0x88, body(sent, ""))]);
        assert_eq!(connection.report().await.outcome(), Outcome::Clean);
    }
}

#[tokio::test]
async fn a_drain_closes_all_connections() {
    let (monitor, reports) = Reports::monitor();
    let mut clients = Vec::new();
    for path in ["/", "/wrapped", "/", "/wrapped", "/wrapped"] {
        let mut client = connect(example::router(monitor.clone()), path).await;
        // An echo shows that the socket has been wrapped.
        client.write_all(&text(Role::Client, "hi")).await.unwrap();
        client.read_exact(&mut [0; 4]).await.unwrap();
        clients.push(client);
    }
    let clients = clients.into_iter().map(|mut client| async move {
        let mut sent = [0; 4];
        client.read_exact(&mut sent).await.unwrap();
        assert_eq!(frames(&sent), [(0x88, body(1001, ""))]);
        client.write_all(&close(Role::Client, 1001, b"")).await.unwrap();
        assert_eq!(read_to_end(&mut client).await, b"");
    });
    let away = Close::new(1001, "").unwrap();
    let pacing = Duration::from_millis(50);
    let (drained, _) =
        tokio::join!(monitor.drain(away, pacing, Duration::from_secs(5)), join_all(clients));
    assert_eq!(drained.clean, 5, "{drained:?}");
    assert_eq!(reports.count(), 5);
}

/// One closes with a code that tungstenite replaces; returns the answer and the report.
async fn close_example_with(path: &str, code: u16) -> (Vec<(u8, Vec<u8>)>, CloseReport) {
    let (monitor, reports) = Reports::monitor();
    let mut client = connect(example::router(monitor), path).await;
    let messages = [text(Role::Client, "hi"), close(Role::Client, code, b"why")];
    client.write_all(&messages.concat()).await.unwrap();
    let sent = frames(&read_to_end(&mut client).await);
    drop(client);
    (sent, reports.only())
}

#[tokio::test]
async fn the_extractor_sees_the_true_code_and_the_wrapper_does_not() {
    for (code, told) in [
        (999, "received 999 Unused \"why\"; then sent 1002 Protocol Error (protocol_error)"),
        (1014, "received 1014 Bad Gateway \"why\"; then sent 1002 Protocol Error"),
    ] {
        let violated = (0x88, body(1002, "Protocol violation"));
        let (sent, report) = close_example_with("/", code).await;
        assert_eq!(sent, [(0x81, b"hi".to_vec()), violated.clone()]);
        assert_eq!(report.source(), Source::Wire);
        assert_eq!(report.received().unwrap().code().unwrap(), code);
        assert_eq!(report.to_string(), told);

        let (sent, report) = close_example_with("/wrapped", code).await;
        assert_eq!(sent, [(0x81, b"hi".to_vec()), violated]);
        assert_eq!(report.source(), Source::Tungstenite);
        assert_eq!(report.received().unwrap().code().unwrap(), 1002);
    }
}
