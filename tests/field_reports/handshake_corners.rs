//! Corners of the close handshake that no field report has named so far.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use closeframe::{IllegalClose, Policy, Role};
use futures_util::{SinkExt, StreamExt};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::Instant,
};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{
    Message, WebSocket,
    protocol::{
        self, WebSocketConfig,
        frame::{
            Frame, FrameHeader,
            coding::{Control, OpCode},
        },
    },
};

use crate::{
    drain::deploying,
    each_wrapper::{Kind, Socket, all, going_away, polled, settle},
    gated_io::{BROKEN_PIPE, Valve},
    read_result::Next,
    report_line::{Said, told},
    wire::{Reports, close, other, ping, text},
};

/// The farewell is the first write that fails: that the peer is gone outranks that we let go.
#[tokio::test(start_paused = true)]
async fn a_farewell_whose_write_fails_tells_that_the_peer_is_gone() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (socket, far) = Socket::open(kind, role, &monitor).await;
        far.refuses(BROKEN_PIPE);
        drop(socket);
        let seen = "reset none 1006, sent none (broken_pipe)";
        assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
    }
}

/// The same for a close that somebody else has asked for.
#[tokio::test(start_paused = true)]
async fn a_close_asked_for_by_others_whose_write_fails_at_the_drop_tells_so_too() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (socket, far) = Socket::open(kind, role, &monitor).await;
        socket.close_handle().close(going_away());
        far.refuses(BROKEN_PIPE);
        drop(socket);
        let seen = "reset none 1006, sent none (broken_pipe)";
        assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
    }
}

/// An error that a layer of the user's makes up: bare ends on it, and no close frame came in.
#[tokio::test(start_paused = true)]
async fn an_interrupted_read_is_no_close() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        far.breaks(|| io::ErrorKind::Interrupted.into());
        let _ = socket.next().await;
        drop(socket);
        let report = reports.only();
        assert!(!report.is_clean(), "{kind:?} {role}: {}", told(&report));
    }
}

/// A sender that waits for the end of a close hears of the deadline of a drain that comes later.
#[tokio::test(start_paused = true)]
async fn a_send_that_waits_waits_no_longer_than_a_later_drain() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, _far) = Socket::open(kind, role, &monitor).await;
        socket.close_handle().close(going_away());
        let handler = tokio::spawn(async move { while socket.send_text("push").await.is_ok() {} });
        settle().await;
        let drained = monitor.drain(deploying(), Duration::ZERO, Duration::from_secs(3)).await;
        assert_eq!(drained.timed_out, 1, "{kind:?} {role}: {drained:?}");
        handler.await.unwrap();
        assert_eq!(told(&reports.only()), "timeout local 1001, sent 1001 (timed_out)");
    }
}

/// Always has a text to read, and takes nothing.
struct Flood {
    reads: usize,
}

/// A socket that is given up may read what has arrived, and not for ever.
const MOST_READS: usize = 20_000;

impl AsyncRead for Flood {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.reads += 1;
        assert!(self.reads < MOST_READS, "it reads on and on");
        buf.put_slice(b"\x81\x81\0\0\0\0x");
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Flood {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Pending
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[tokio::test(start_paused = true)]
async fn a_sink_that_closes_gives_up_a_peer_that_floods_and_reads_nothing() {
    let (monitor, reports) = Reports::monitor();
    let ws = WebSocketStream::from_raw_socket(Flood { reads: 0 }, protocol::Role::Server, None);
    let mut ws = monitor.wrap(ws.await);
    let begun = Instant::now();
    assert!(SinkExt::close(&mut ws).await.is_err());
    assert_eq!(begun.elapsed().as_secs(), 10);
    assert_eq!(told(&reports.only()), "timeout none 1006, sent none (timed_out)");
}

/// Who reads and writes in turns is told nothing by a send, however much lies before the close.
#[tokio::test(start_paused = true)]
async fn an_echo_gets_all_that_lies_before_the_close() {
    const MESSAGES: usize = 100;
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(Kind::AsyncTapped, role, &monitor).await;
        let texts = (0..MESSAGES).map(|n| text(other(role), &n.to_string()));
        far.gives(texts.collect::<Vec<_>>().concat());
        for n in 0..MESSAGES {
            assert_eq!(socket.next().await, Next::text(&n.to_string()), "{role}");
            if n == 70 {
                far.gives(close(other(role), 1000, b""));
                settle().await;
            }
            assert_eq!(socket.send_text("echo").await, Ok(()), "{role}, after message {n}");
        }
        assert!(socket.next().await.is_close());
        drop(socket);
        assert_eq!(told(&reports.only()), "clean remote 1000, sent 1000");
    }
}

/// A message that cannot leave is not said to have been sent; bare says so each time.
#[tokio::test(start_paused = true)]
async fn a_send_after_a_failed_write_is_not_said_to_have_gone_well() {
    for (kind, role) in all() {
        let (monitor, _) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        far.refuses(BROKEN_PIPE);
        let broken_pipe = Err(Said::Io(io::ErrorKind::BrokenPipe));
        assert_eq!(socket.send_text("first").await, broken_pipe, "{kind:?} {role}");
        assert!(
            socket.send_text("second").await.is_err(),
            "{kind:?} {role}: it is lost in silence"
        );
    }
}

/// Whichever half looks at the clock first.
#[tokio::test(start_paused = true)]
async fn a_sink_whose_close_never_left_says_so_beside_a_reader() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (socket, far) = Socket::open(kind, role, &monitor).await;
        let (mut sink, mut stream) = socket.into_ws().split();
        far.takes_nothing();
        let closing = tokio::spawn(async move { sink.close().await });
        settle().await;
        while stream.next().await.is_some() {}
        let closed = closing.await.unwrap();
        assert!(closed.is_err(), "{kind:?} {role}: {closed:?}");
        assert_eq!(told(&reports.only()), "timeout none 1006, sent none (timed_out)");
    }
}

/// A pong waits beside a full buffer, and a writer asks whether there is room: the flush that fails
/// is not to be tungstenite's, inside its read.
#[tokio::test(start_paused = true)]
async fn a_close_behind_a_pong_that_waits_is_read_although_a_writer_asked_for_room() {
    for (kind, role) in polled().filter(|(kind, _)| kind.is_tapped()) {
        let (monitor, reports) = Reports::monitor();
        let config = WebSocketConfig::default().write_buffer_size(0).max_write_buffer_size(300);
        let (mut socket, far) = Socket::open_with(kind, role, &monitor, config).await;
        far.takes_nothing();
        let header = if role == Role::Client { 8 } else { 4 };
        socket.feed(Message::binary(vec![0; 298 - header]));
        far.gives(ping(other(role)));
        assert!(socket.next_now().is_ping(), "{kind:?} {role}");
        socket.feed(Message::text("x"));
        far.refuses(BROKEN_PIPE);
        far.gives(close(other(role), 1000, b""));
        socket.read_on().await;
        drop(socket);
        let seen = "not_awaited remote 1000, sent none (broken_pipe)";
        assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
    }
}

/// The first close frame was the peer's: ours had not left.
#[tokio::test(start_paused = true)]
async fn a_handshake_that_the_peer_began_is_measured_from_its_close() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        far.takes_nothing();
        socket.feed(Message::text("held up"));
        assert_eq!(socket.flush_now(), None);
        socket.begin_close(going_away());
        tokio::time::sleep(Duration::from_secs(5)).await;
        far.gives(close(other(role), 1000, b""));
        assert_eq!(socket.next_now(), Next::NotYet, "{kind:?} {role}: the way out is blocked");
        far.takes_all();
        far.ends();
        socket.read_on().await;
        drop(socket);
        let report = reports.only();
        assert_eq!(told(&report), "clean remote 1000, sent 1000", "{kind:?} {role}");
        assert_eq!(report.handshake_duration().unwrap().as_secs(), 0, "{kind:?} {role}");
    }
}

/// Our close went before the socket was wrapped, so that its code is not known to differ.
#[test]
fn an_answer_to_a_close_of_before_the_wrap_rejects_nothing() {
    let (monitor, reports) = Reports::monitor();
    let (io, far) = Valve::open();
    let mut ws = WebSocket::from_raw_socket(io, protocol::Role::Server, None);
    let frame = protocol::CloseFrame { code: 1002.into(), reason: "".into() };
    ws.close(Some(frame)).unwrap();
    let mut ws = monitor.wrap(ws);
    far.gives(close(Role::Client, 1002, b""));
    while ws.read().is_ok() {}
    drop(ws);
    assert_eq!(reports.only().violation(), None);
}

/// A close that tungstenite takes no notice of waits for room, and a ping comes in: its pong is not
/// to follow the close.
#[tokio::test(start_paused = true)]
async fn no_pong_follows_a_raw_close_that_waited_for_room() {
    for (kind, role) in polled().filter(|(kind, _)| kind.is_tapped()) {
        let (monitor, _) = Reports::monitor();
        let monitor = monitor.with_policy(Policy::default().with_illegal_close(IllegalClose::Pass));
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        far.takes_nothing();
        let header = FrameHeader { opcode: OpCode::Control(Control::Close), ..Default::default() };
        socket.feed(Message::Frame(Frame::from_payload(header, b"\x03".to_vec().into())));
        far.gives(ping(other(role)));
        let _ = socket.next_now();
        far.takes_all();
        far.gives(close(other(role), 1002, b""));
        far.ends();
        socket.read_on().await;
        drop(socket);
        assert_eq!(far.frames(), [(0x88, b"\x03".to_vec())], "{kind:?} {role}");
    }
}
