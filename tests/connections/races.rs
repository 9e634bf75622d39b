//! Both sides act at once: what never left does not count, and what lies unread does.

use std::{
    collections::VecDeque,
    future::{Future, poll_fn},
    io,
    pin::{Pin, pin},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use closeframe::{
    Close, CloseMonitor, ErrorType, IllegalClose, Initiator, LogCloses, MonitoredSocket,
    MonitoredStream, Outcome, Policy, Role, Untapped, serve,
};
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, DuplexStream, ReadBuf};
use tokio_tungstenite::WebSocketStream;
use tracing::Level;
use tungstenite::{
    Error, Message, WebSocket,
    protocol::{
        WebSocketConfig,
        frame::{Frame, FrameHeader},
    },
};

use crate::wire::{
    InRole, Reports, assert_report, blocking, body, close, frames, host, other, ping, tapped, text,
};

/// A peer that is gone: what it sent can still be read, then comes a reset, and nothing can be
/// written.
struct Gone(VecDeque<u8>);

impl Gone {
    async fn tapped(monitor: &CloseMonitor, role: Role, sent: Vec<u8>) -> MonitoredStream<Self> {
        let io = monitor.tap_upgraded_in(role, Self(sent.into()));
        let ws = WebSocketStream::from_raw_socket(io, host(role), None).await;
        monitor.wrap_tapped(ws)
    }

    fn next(&mut self, room: usize) -> io::Result<Vec<u8>> {
        match self.0.len() {
            0 => Err(io::ErrorKind::ConnectionReset.into()),
            len => Ok(self.0.drain(..len.min(room)).collect()),
        }
    }
}

impl AsyncRead for Gone {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        buf.put_slice(&self.next(buf.remaining())?);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Gone {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

impl io::Read for Gone {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let next = self.next(buf.len())?;
        buf[..next.len()].copy_from_slice(&next);
        Ok(next.len())
    }
}

impl io::Write for Gone {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn a_close_to_a_peer_that_is_gone_is_not_ours() {
    for &role in Role::ALL {
        for pushed_before in [true, false] {
            let (monitor, reports) = Reports::monitor();
            let mut ws = Gone::tapped(&monitor, role, vec![]).await;
            if pushed_before {
                let served = serve(ws, async |ws| ws.send(Message::text("push")).await).await;
                assert!(served.is_err());
            } else {
                assert!(ws.close(Close::new(1011, "oops").unwrap().into()).await.is_err());
                drop(ws);
            }
            let report = reports.only();
            let sentence = "no close frame received or sent (reset)";
            assert_report(&report, sentence, Some(1006), "1006");
            assert_eq!(LogCloses::new().level(&report), Level::INFO, "no peer can wake people");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_close_that_lies_unread_wins_over_ours_that_cannot_leave() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let mut ws = Gone::tapped(&monitor, role, close(other(role), 4001, b"bye")).await;
        assert!(ws.send(Message::text("push")).await.is_err());
        assert!(ws.close(Close::new(1011, "oops").unwrap().into()).await.is_err());
        drop(ws);
        let sentence = "received 4001 Private Use \"bye\"; no close frame sent (not_awaited)";
        assert_report(&reports.only(), sentence, Some(4001), "4xxx");
    }
}

/// tungstenite flushes an owed pong when it reads, and a failure there would end reading.
#[tokio::test(start_paused = true)]
async fn a_pong_that_cannot_leave_does_not_hide_the_close_behind_the_ping() {
    for &role in Role::ALL {
        let sent = [ping(other(role)), close(other(role), 4001, b"bye")].concat();
        let sentence = "received 4001 Private Use \"bye\"; no close frame sent (not_awaited)";

        let (monitor, reports) = Reports::monitor();
        let mut ws = Gone::tapped(&monitor, role, sent.clone()).await;
        assert!(ws.next().await.unwrap().unwrap().is_ping());
        assert!(ws.next().await.unwrap().unwrap().is_close());
        assert!(ws.next().await.is_none());
        assert_report(&reports.only(), sentence, Some(4001), "4xxx");

        let (monitor, reports) = Reports::monitor();
        let mut ws = blocking(&monitor, role, Gone(sent.into()));
        assert!(ws.read().unwrap().is_ping());
        assert!(ws.read().unwrap().is_close());
        assert_report(&reports.only(), sentence, Some(4001), "4xxx");
    }
}

/// A socket whose write buffer is full, and its peer's end.
async fn stuffed(
    monitor: &CloseMonitor,
    role: Role,
) -> (MonitoredStream<DuplexStream, Untapped>, DuplexStream) {
    let (io, peer) = tokio::io::duplex(64);
    let config = WebSocketConfig::default().write_buffer_size(0).max_write_buffer_size(300);
    let ws = WebSocketStream::from_raw_socket(io, host(role), Some(config)).await;
    let mut ws = monitor.wrap_in(role, ws);
    ws.feed(Message::binary(vec![7; 280])).await.unwrap();
    (ws, peer)
}

#[tokio::test(start_paused = true)]
async fn a_close_that_waits_for_room_gives_way_to_the_peers() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, mut peer) = stuffed(&monitor, role).await;
        let closing = tokio::spawn(async move {
            ws.close(Close::new(1001, "ours").unwrap().into()).await.unwrap();
            ws.close_report().map(ToString::to_string)
        });
        tokio::task::yield_now().await;
        peer.write_all(&close(other(role), 4001, b"theirs")).await.unwrap();
        tokio::task::yield_now().await;
        let mut sent = Vec::new();
        let read = tokio::time::timeout(Duration::from_millis(900), peer.read_to_end(&mut sent));
        // A client would let the server end TCP first, but it is dropped.
        read.await.expect("TCP ends").unwrap();
        assert_eq!(frames(&sent)[1..], [(0x88, body(4001, "theirs"))]);
        let sentence = "received 4001 Private Use \"theirs\"; then sent 4001 Private Use";
        assert_eq!(closing.await.unwrap().unwrap(), sentence, "the report is there at the end");
        assert_report(&reports.only(), sentence, Some(4001), "4xxx");
    }
}

#[tokio::test(start_paused = true)]
async fn a_close_that_never_finds_room_is_not_told_as_sent() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, _peer) = stuffed(&monitor, role).await;
        ws.close(Close::new(1001, "ours").unwrap().into()).await.unwrap();
        let report = reports.only();
        let sentence = "no close frame received or sent (timeout)";
        assert_report(&report, sentence, Some(1006), "1006");
        assert_eq!((report.initiator(), report.sent_code()), (Initiator::None, None));
        assert_eq!(report.error_type(), Some(ErrorType::TimedOut));

        let (monitor, reports) = Reports::monitor();
        let (mut ws, _peer) = stuffed(&monitor, role).await;
        ws.start_send_unpin(Close::normal().into()).unwrap();
        drop(ws);
        let report = reports.only();
        let sentence = "no close frame received or sent (abandoned)";
        assert_report(&report, sentence, Some(1006), "1006");
        assert_eq!((report.initiator(), report.sent_code()), (Initiator::None, None));
    }
}

#[tokio::test(start_paused = true)]
async fn a_close_that_fails_to_leave_when_the_socket_is_dropped_is_not_ours() {
    for limited in [true, false] {
        let (monitor, reports) = Reports::monitor();
        let (io, peer) = tokio::io::duplex(64);
        let mut config = WebSocketConfig::default().write_buffer_size(0);
        if limited {
            config = config.max_write_buffer_size(300);
        }
        let ws = WebSocketStream::from_raw_socket(io, host(Role::Server), Some(config)).await;
        let mut ws = monitor.wrap(ws);
        ws.feed(Message::binary(vec![7; 280])).await.unwrap();
        ws.start_send_unpin(Close::normal().into()).unwrap();
        drop(peer);
        drop(ws);
        let sentence = "no close frame received or sent (reset)";
        assert_report(&reports.only(), sentence, Some(1006), "1006");
    }
}

/// One task polls both halves, as `forward` does, and flushes in each of its polls.
#[tokio::test(start_paused = true)]
async fn waiting_for_the_answer_does_not_spin() {
    let (monitor, _) = Reports::monitor();
    let (ws, _peer) = tapped(&monitor, Role::Server).await;
    let handle = ws.close_handle();
    let polls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&polls);
    let task = tokio::spawn(async move {
        let (sink, stream) = ws.split();
        let mut forward = pin!(stream.forward(sink));
        poll_fn(|cx| {
            counted.fetch_add(1, Ordering::Relaxed);
            forward.as_mut().poll(cx).map(drop)
        })
        .await;
    });
    tokio::task::yield_now().await;
    handle.close(Close::normal());
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    task.abort();
    let polls = polls.load(Ordering::Relaxed);
    assert!(polls < 10, "polled {polls} times, and nothing had happened");
}

/// The poll that brought a ping has not waited, and so nobody has asked to be woken yet.
#[tokio::test(start_paused = true)]
async fn a_reader_who_waits_after_a_ping_is_woken_by_a_handle() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, mut peer) = tapped(&monitor, role).await;
        let handle = ws.close_handle();
        peer.write_all(&ping(other(role))).await.unwrap();
        let reader = tokio::spawn(async move {
            assert!(ws.next().await.unwrap().unwrap().is_ping());
            while ws.next().await.is_some() {}
        });
        tokio::task::yield_now().await;
        handle.close(Close::new(4000, "out").unwrap());
        let mut sent = Vec::new();
        while !frames(&sent).contains(&(0x88, body(4000, "out"))) {
            let read = tokio::time::timeout(Duration::from_secs(1), peer.read_buf(&mut sent));
            read.await.expect("the close goes out before anything more comes in").unwrap();
        }
        peer.write_all(&close(other(role), 4000, b"out")).await.unwrap();
        drop(peer);
        reader.await.unwrap();
        assert_eq!(reports.only().initiator(), Initiator::Local);
    }
}

/// The answer is in when the handler stumbles over its next message.
#[tokio::test(start_paused = true)]
async fn a_busy_handler_that_drops_the_socket_does_not_lose_the_answer() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, mut peer) = tapped(&monitor, role).await;
        let handle = ws.close_handle();
        let echo = tokio::spawn(async move {
            while let Some(message) = ws.next().await {
                let message = message?;
                if message.is_text() {
                    ws.send(message).await?;
                }
            }
            Ok::<_, Error>(())
        });
        tokio::task::yield_now().await;
        handle.close(Close::new(1001, "").unwrap());
        let late = [text(other(role), "in flight"), close(other(role), 1001, b"")].concat();
        peer.write_all(&late).await.unwrap();
        assert!(echo.await.unwrap().is_err());
        assert_eq!(reports.only().outcome(), Outcome::Clean);
    }
}

/// A handler that only writes, and leaves when it is told that the peer has closed.
#[tokio::test(start_paused = true)]
async fn a_writer_on_a_full_wire_is_told_of_the_close_when_there_is_room_to_answer() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (io, mut peer) = tokio::io::duplex(64);
        let io = monitor.tap_upgraded_in(role, io);
        let ws = WebSocketStream::from_raw_socket(io, host(role), None).await;
        let mut ws = monitor.wrap_tapped(ws);
        peer.write_all(&close(other(role), 4001, b"bye")).await.unwrap();
        let writer = tokio::spawn(async move {
            loop {
                if let Err(told) = ws.send(Message::binary(vec![7; 100])).await {
                    return told;
                }
            }
        });
        tokio::task::yield_now().await;
        assert!(!writer.is_finished(), "the wire is full");
        let mut sent = Vec::new();
        peer.read_to_end(&mut sent).await.unwrap();
        assert_eq!(frames(&sent), [(0x82, vec![7; 100]), (0x88, body(4001, "bye"))]);
        assert!(matches!(writer.await.unwrap(), Error::ConnectionClosed));
        assert_eq!(reports.only().outcome(), Outcome::Clean);
    }
}

/// From a write that failed on, the peer's close is waited for no longer than the policy says, by
/// whoever reads.
#[tokio::test(start_paused = true)]
async fn a_reader_is_woken_when_the_other_half_fails_to_write() {
    for &role in Role::ALL {
        for flushes in [true, false] {
            let (monitor, reports) = Reports::monitor();
            let (silent, _peer) = tokio::io::duplex(64);
            let io = monitor.tap_upgraded_in(role, tokio::io::join(silent, Gone(VecDeque::new())));
            // A message goes out when it is flushed, or at once.
            let config = WebSocketConfig::default().write_buffer_size(64 * usize::from(flushes));
            let ws = WebSocketStream::from_raw_socket(io, host(role), Some(config)).await;
            let (mut sink, mut stream) = monitor.wrap_tapped(ws).split();
            let begun = tokio::time::Instant::now();
            let reader = tokio::spawn(async move { (stream.next().await, begun.elapsed()) });
            tokio::task::yield_now().await;
            assert!(sink.send(Message::text("push")).await.is_err());
            assert!(begun.elapsed().as_secs() < 1, "the writer is told at once");
            let (read, waited) = reader.await.unwrap();
            assert!(read.unwrap().is_err());
            assert_eq!(waited.as_secs(), 10);
            let sentence = "no close frame received or sent (reset)";
            assert_report(&reports.only(), sentence, Some(1006), "1006");
        }
    }
}

/// Takes as many bytes as it is allowed; there is never anything to read.
#[derive(Clone, Default)]
struct Reluctant {
    allowed: Arc<AtomicUsize>,
    output: Arc<Mutex<Vec<u8>>>,
}

impl Reluctant {
    fn frames(&self) -> Vec<(u8, Vec<u8>)> {
        frames(&self.output.lock().unwrap())
    }
}

impl io::Read for Reluctant {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::WouldBlock.into())
    }
}

impl io::Write for Reluctant {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let taken = buf.len().min(self.allowed.load(Ordering::Relaxed));
        if taken == 0 {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        self.allowed.fetch_sub(taken, Ordering::Relaxed);
        self.output.lock().unwrap().extend_from_slice(&buf[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_blocking_socket_that_only_reads_still_sends_what_a_handle_asked_for() {
    for &role in Role::ALL {
        let (monitor, _) = Reports::monitor();
        let io = Reluctant::default();
        let mut ws = blocking(&monitor, role, io.clone());
        ws.close_handle().close(Close::new(4000, "kicked").unwrap());
        assert!(ws.read().is_err());
        io.allowed.store(1000, Ordering::Relaxed);
        assert!(ws.read().is_err());
        assert_eq!(io.frames(), [(0x88, body(4000, "kicked"))]);
    }
}

/// A blocking socket whose write buffer is full, after it was asked to close.
fn stuffed_and_closing(
    monitor: &CloseMonitor,
    io: Reluctant,
) -> MonitoredSocket<Reluctant, Untapped> {
    let config = WebSocketConfig::default().write_buffer_size(0).max_write_buffer_size(300);
    let mut ws = monitor.wrap(WebSocket::from_raw_socket(io, host(Role::Server), Some(config)));
    assert!(ws.write(Message::binary(vec![7; 120])).is_err());
    assert!(ws.close(Close::normal().into()).is_err());
    assert!(!ws.can_write());
    ws
}

#[test]
fn a_blocking_close_that_waits_for_room_leaves_with_a_flush() {
    let (monitor, _) = Reports::monitor();
    let io = Reluctant::default();
    let mut ws = stuffed_and_closing(&monitor, io.clone());
    io.allowed.store(1000, Ordering::Relaxed);
    ws.flush().unwrap();
    assert_eq!(io.frames()[1..], [(0x88, body(1000, ""))]);
}

/// tungstenite holds a raw frame that it could not write, and says so.
#[test]
fn a_blocking_close_in_a_raw_frame_that_waits_for_room_is_told_as_sent() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let monitor = monitor.with_policy(Policy::default().with_illegal_close(IllegalClose::Pass));
        let io = Reluctant::default();
        let mut ws = blocking(&monitor, role, io.clone());
        let payload = b"\x0F\xA1\xFF";
        let raw = Frame::from_payload(FrameHeader::default(), payload.to_vec().into());
        assert!(ws.send(Message::Frame(raw)).is_err());
        io.allowed.store(1000, Ordering::Relaxed);
        ws.flush().unwrap();
        assert_eq!(io.frames(), [(0x88, payload.to_vec())]);
        drop(ws);
        let report = reports.only();
        assert_eq!((report.outcome(), report.initiator()), (Outcome::Abandoned, Initiator::Local));
        assert_eq!(report.sent_code().unwrap(), 4001);
    }
}

#[test]
fn a_blocking_close_that_never_finds_room_times_out() {
    let (monitor, reports) = Reports::monitor();
    let monitor = monitor.with_policy(Policy::default().with_close_timeout(Duration::ZERO));
    let mut ws = stuffed_and_closing(&monitor, Reluctant::default());
    assert!(ws.read().is_err());
    drop(ws);
    let sentence = "no close frame received or sent (timeout)";
    assert_report(&reports.only(), sentence, Some(1006), "1006");
    assert_eq!(reports.only().sent_code(), None);
}

/// Without a timer, nobody waits for a peer that leaves TCP open.
#[test]
fn outside_a_runtime_an_ordinary_close_comes_to_its_end() {
    let (monitor, reports) = Reports::monitor();
    let (ended, peer) = futures_util::FutureExt::now_or_never(async {
        let (mut ws, mut peer) = tapped(&monitor, Role::Server).await;
        peer.write_all(&close(Role::Client, 1000, b"")).await.unwrap();
        let closed = ws.next().await.unwrap().unwrap().is_close();
        (closed && ws.next().await.is_none(), peer)
    })
    .expect("nothing is to be waited for");
    assert!(ended);
    drop(peer);
    assert_eq!(reports.only().outcome(), Outcome::Clean);
}
