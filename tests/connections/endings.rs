//! Connections that end without a close frame: the transport, the application, a panic, an abort.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use closeframe::{ErrorType, Initiator, Outcome, Policy, Role};
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Error, Message};

use crate::wire::{
    InRole, Reports, assert_report, blocking, body, close, frames, host, other, tapped, text,
    untapped,
};

/// An io whose every operation fails.
struct Failing(io::ErrorKind);

impl AsyncRead for Failing {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        _: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Poll::Ready(Err(self.0.into()))
    }
}

impl AsyncWrite for Failing {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(Err(self.0.into()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Err(self.0.into()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Err(self.0.into()))
    }
}

impl io::Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(self.0.into())
    }
}

impl io::Write for Failing {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(self.0.into())
    }
}

const IO_ERRORS: [(io::ErrorKind, Outcome, ErrorType); 8] = [
    (io::ErrorKind::ConnectionReset, Outcome::Reset, ErrorType::ConnectionReset),
    (io::ErrorKind::ConnectionAborted, Outcome::Reset, ErrorType::ConnectionAborted),
    (io::ErrorKind::BrokenPipe, Outcome::Reset, ErrorType::BrokenPipe),
    (io::ErrorKind::UnexpectedEof, Outcome::Eof, ErrorType::TlsTruncated),
    (io::ErrorKind::HostUnreachable, Outcome::Unreachable, ErrorType::HostUnreachable),
    (io::ErrorKind::TimedOut, Outcome::IoError, ErrorType::TimedOut),
    (io::ErrorKind::NotConnected, Outcome::IoError, ErrorType::Io),
    (io::ErrorKind::PermissionDenied, Outcome::IoError, ErrorType::Io),
];

#[tokio::test(start_paused = true)]
async fn each_io_error_has_its_outcome() {
    for &role in Role::ALL {
        for (kind, outcome, error_type) in IO_ERRORS {
            let (monitor, reports) = Reports::monitor();
            let ws = WebSocketStream::from_raw_socket(Failing(kind), host(role), None).await;
            let mut ws = monitor.wrap_in(role, ws);
            assert!(matches!(ws.next().await, Some(Err(Error::Io(error))) if error.kind() == kind));
            assert!(ws.next().await.is_none());
            drop(ws);
            assert_eq!(reports.only().outcome(), outcome);
            assert_eq!(reports.only().error_type(), Some(error_type));
            assert_eq!(reports.only().initiator(), Initiator::None);
            assert_eq!(reports.only().code().unwrap(), 1006);

            let (monitor, reports) = Reports::monitor();
            let mut ws = blocking(&monitor, role, Failing(kind));
            assert!(matches!(ws.read(), Err(Error::Io(error)) if error.kind() == kind));
            assert!(matches!(ws.read(), Err(Error::AlreadyClosed)));
            drop(ws);
            assert_eq!(reports.only().outcome(), outcome);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_failing_write_ends_it_too_and_once() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let broken = Failing(io::ErrorKind::BrokenPipe);
        let ws = WebSocketStream::from_raw_socket(broken, host(role), None).await;
        let mut ws = monitor.wrap_in(role, ws);
        assert!(ws.send(Message::text("x")).await.is_err());
        assert!(ws.next().await.unwrap().is_err());
        drop(ws);
        assert_eq!(reports.only().outcome(), Outcome::Reset);
    }
}

#[tokio::test(start_paused = true)]
async fn an_end_without_a_close_frame_is_eof() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, peer) = untapped(&monitor, role).await;
        drop(peer);
        assert!(ws.next().await.unwrap().is_err());
        assert!(ws.next().await.is_none());
        let sentence = "no close frame received or sent (eof)";
        assert_report(&reports.only(), sentence, Some(1006), "1006");
        assert_eq!(reports.only().error_type(), Some(ErrorType::Eof));
    }
}

#[tokio::test(start_paused = true)]
async fn letting_go_of_an_open_socket_leaves_1001() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (ws, mut peer) = tapped(&monitor, role).await;
        drop(ws);
        let mut sent = Vec::new();
        peer.read_to_end(&mut sent).await.unwrap();
        assert_eq!(frames(&sent), [(0x88, body(1001, ""))]);
        let sentence = "sent 1001 Going Away; no close frame received (dropped)";
        assert_report(&reports.only(), sentence, Some(1001), "1001");
        assert_eq!(reports.only().initiator(), Initiator::Local);
    }
}

#[tokio::test(start_paused = true)]
async fn a_panicking_task_leaves_1011_and_an_aborted_one_1001() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (ws, mut peer) = tapped(&monitor, role).await;
        let task = tokio::spawn(async move {
            let _ws = ws;
            panic!("on purpose");
        });
        assert!(task.await.unwrap_err().is_panic());
        let mut sent = Vec::new();
        peer.read_to_end(&mut sent).await.unwrap();
        assert_eq!(frames(&sent), [(0x88, body(1011, ""))]);
        let sentence = "sent 1011 Internal Error; no close frame received (panicked)";
        assert_report(&reports.only(), sentence, Some(1011), "1011");

        let (monitor, reports) = Reports::monitor();
        let (mut ws, mut peer) = tapped(&monitor, role).await;
        let task = tokio::spawn(async move { ws.next().await.map(|_| ()) });
        tokio::task::yield_now().await;
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
        let mut sent = Vec::new();
        peer.read_to_end(&mut sent).await.unwrap();
        assert_eq!(frames(&sent), [(0x88, body(1001, ""))]);
        assert_eq!(reports.only().outcome(), Outcome::Dropped);
    }
}

/// A task that has spent its budget is told `Pending` by a socket that is ready.
#[tokio::test]
async fn a_spent_cooperative_budget_does_not_lose_the_farewell() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (client, server) = tokio::join!(
        tokio::net::TcpStream::connect(listener.local_addr().unwrap()),
        listener.accept()
    );
    let (mut client, (server, _)) = (client.unwrap(), server.unwrap());
    let (monitor, reports) = Reports::monitor();
    let ws = WebSocketStream::from_raw_socket(server, host(Role::Server), None).await;
    let ws = monitor.wrap(ws);
    tokio::spawn(async move {
        while tokio::task::coop::has_budget_remaining() {
            tokio::task::coop::consume_budget().await;
            // Without letting the scheduler give us a new one.
            if !tokio::task::coop::has_budget_remaining() {
                break;
            }
        }
        drop(ws);
    })
    .await
    .unwrap();
    let mut sent = Vec::new();
    client.read_to_end(&mut sent).await.unwrap();
    assert_eq!(frames(&sent), [(0x88, body(1001, ""))]);
    assert_eq!(reports.only().outcome(), Outcome::Dropped);
}

#[tokio::test(start_paused = true)]
async fn a_farewell_that_cannot_leave_or_is_not_wanted_is_still_counted() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (io, _peer) = tokio::io::duplex(1);
        let ws = WebSocketStream::from_raw_socket(io, host(role), None).await;
        drop(monitor.wrap_in(role, ws));
        let sentence = "no close frame received or sent (dropped)";
        assert_report(&reports.only(), sentence, Some(1006), "1006");

        let (monitor, reports) = Reports::monitor();
        let monitor = monitor.with_policy(Policy::default().with_close_on_drop(None));
        let (ws, mut peer) = untapped(&monitor, role).await;
        drop(ws);
        assert!(peer.read_u8().await.is_err(), "nothing was to be sent");
        assert_report(&reports.only(), sentence, Some(1006), "1006");

        let (monitor, reports) = Reports::monitor();
        let broken = Failing(io::ErrorKind::BrokenPipe);
        let ws = WebSocketStream::from_raw_socket(broken, host(role), None).await;
        drop(monitor.wrap(ws));
        // That the peer is gone outranks what we did about it.
        let sentence = "no close frame received or sent (reset)";
        assert_report(&reports.only(), sentence, Some(1006), "1006");
        assert_eq!(reports.only().error_type(), Some(ErrorType::BrokenPipe));
    }
}

#[test]
fn dropped_outside_a_runtime_nothing_panics() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (monitor, reports) = Reports::monitor();
    let (ws, tcp) = runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let tcp = tokio::net::TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (server, _) = listener.accept().await.unwrap();
        let ws = WebSocketStream::from_raw_socket(server, host(Role::Server), None).await;
        (monitor.wrap(ws), tcp)
    });
    drop(runtime);
    drop(ws);
    drop(tcp);
    assert_eq!(reports.only().outcome(), Outcome::Dropped);
}

/// The server pushes while the client closes and goes: a bare socket reports a broken pipe, and the
/// client's close lies unread.
#[tokio::test(start_paused = true)]
async fn a_close_that_lies_unread_wins_over_a_failed_write() {
    for &role in Role::ALL {
        for reads_on in [true, false] {
            let (monitor, reports) = Reports::monitor();
            let (mut ws, mut peer) = tapped(&monitor, role).await;
            let wire = [text(other(role), "last"), close(other(role), 4001, b"bye")].concat();
            peer.write_all(&wire).await.unwrap();
            drop(peer);
            assert!(ws.send(Message::text("push")).await.is_err());
            assert_eq!(reports.count(), 0);
            if reads_on {
                assert_eq!(ws.next().await.unwrap().unwrap(), Message::text("last"));
                assert!(ws.next().await.unwrap().unwrap().is_close());
                assert!(ws.next().await.is_none());
            }
            drop(ws);
            let sentence = "received 4001 Private Use \"bye\"; no close frame sent (not_awaited)";
            assert_report(&reports.only(), sentence, Some(4001), "4xxx");
            assert_eq!(reports.only().error_type(), Some(ErrorType::BrokenPipe));
        }
    }
}

#[test]
fn an_observer_that_panics_harms_nobody() {
    let (monitor, reports) = Reports::monitor();
    let (after, reports_after) = Reports::monitor();
    drop(after);
    let kept = std::sync::Arc::new(std::sync::Mutex::new(0));
    let count = std::sync::Arc::clone(&kept);
    let monitor = monitor
        .with_observer(|_: &closeframe::CloseReport| panic!("on purpose"))
        .with_observer(move |_: &closeframe::CloseReport| *count.lock().unwrap() += 1);
    let (io, _) = crate::wire::Script::new([]);
    drop(blocking(&monitor, Role::Server, io));
    assert_eq!(reports.only().outcome(), Outcome::Dropped);
    assert_eq!(*kept.lock().unwrap(), 1);
    assert_eq!(reports_after.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn the_wrapped_socket_comes_back_only_after_the_report() {
    let (monitor, reports) = Reports::monitor();
    let (ws, peer) = untapped(&monitor, Role::Server).await;
    let Err(mut ws) = ws.into_inner() else { panic!("it is still open") };
    drop(peer);
    assert!(ws.next().await.unwrap().is_err());
    assert!(ws.into_inner().is_ok());
    assert_eq!(reports.only().outcome(), Outcome::Eof);
}

#[test]
fn a_wrapper_is_small() {
    use closeframe::{MonitoredSocket, MonitoredStream};
    use tokio::net::TcpStream;

    let more = size_of::<MonitoredStream<TcpStream>>() - size_of::<WebSocketStream<TcpStream>>();
    assert!(more <= 296, "an async wrapper and its tap add {more} bytes");
    let more = size_of::<MonitoredSocket<std::net::TcpStream>>()
        - size_of::<tungstenite::WebSocket<std::net::TcpStream>>();
    assert!(more <= 256 + 64, "a blocking wrapper and its tap add {more} bytes");
}
