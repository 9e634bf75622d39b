//! After the handshake TCP ends at once, the reply reaches a peer whatever the application does, and
//! nothing follows our close frame.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use closeframe::{Close, MonitoredStream, Outcome, Role};
use futures_util::{FutureExt, SinkExt, StreamExt};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufStream, DuplexStream, ReadBuf},
    time::Instant,
};
use tokio_tungstenite::WebSocketStream;
use tungstenite::Message;

use crate::wire::{
    InRole, Reports, body, close, frame, frames, host, other, tapped, text, untapped,
};

#[tokio::test(start_paused = true)]
async fn a_server_ends_tcp_at_once_although_the_application_holds_on() {
    let (monitor, _) = Reports::monitor();
    let (mut ws, mut peer) = tapped(&monitor, Role::Server).await;
    let begun = Instant::now();
    peer.write_all(&close(Role::Client, 1000, b"")).await.unwrap();
    let reader = tokio::spawn(async move { (ws.next().await, ws) });
    let mut answer = Vec::new();
    peer.read_to_end(&mut answer).await.unwrap();
    assert_eq!(frames(&answer), [(0x88, body(1000, ""))]);
    let (message, mut ws) = reader.await.unwrap();
    assert!(message.unwrap().unwrap().is_close());
    assert_eq!(begun.elapsed(), Duration::ZERO);
    // The peer has not ended its side: it is waited for, but not for ever, and after the close.
    assert!(ws.next().await.is_none());
    assert_eq!(begun.elapsed(), MonitoredStream::<DuplexStream>::LINGER);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_closed_ends_tcp_as_soon_as_the_answer_is_in() {
    let (monitor, reports) = Reports::monitor();
    let (mut ws, mut peer) = untapped(&monitor, Role::Server).await;
    let begun = Instant::now();
    let server = tokio::spawn(async move {
        ws.close(Close::normal().into()).await.unwrap();
        (begun.elapsed(), ws)
    });
    let mut sent = [0; 4];
    peer.read_exact(&mut sent).await.unwrap();
    peer.write_all(&close(Role::Client, 1000, b"")).await.unwrap();
    assert_eq!(peer.read(&mut sent).await.unwrap(), 0);
    assert_eq!(begun.elapsed(), Duration::ZERO);
    // That the peer holds its side open keeps nobody.
    let (waited, _ws) = server.await.unwrap();
    assert_eq!(waited, Duration::ZERO);
    assert_eq!(reports.only().outcome(), Outcome::Clean);
}

#[tokio::test(start_paused = true)]
async fn a_client_lets_the_server_end_tcp_first() {
    let (monitor, _) = Reports::monitor();
    let (mut ws, mut peer) = tapped(&monitor, Role::Client).await;
    let begun = Instant::now();
    peer.write_all(&close(Role::Server, 1000, b"")).await.unwrap();
    let client = tokio::spawn(async move {
        assert!(ws.next().await.unwrap().unwrap().is_close());
        assert_eq!(begun.elapsed(), Duration::ZERO);
        assert!(ws.next().await.is_none());
        (begun.elapsed(), ws)
    });
    let mut answer = [0; 8];
    peer.read_exact(&mut answer).await.unwrap();
    let nothing = tokio::time::timeout(Duration::from_millis(900), peer.read_u8()).await;
    assert!(nothing.is_err(), "our side of TCP ended before the server's");
    drop(peer);
    let (waited, _ws) = client.await.unwrap();
    assert_eq!(waited, Duration::from_millis(900));
}

#[tokio::test(start_paused = true)]
async fn nothing_follows_our_close_frame() {
    for &role in Role::ALL {
        let (monitor, _) = Reports::monitor();
        let (mut ws, mut peer) = tapped(&monitor, role).await;
        // A ping that waits for its pong, and then a close.
        let ping_and_close = [crate::wire::ping(other(role)), close(other(role), 1000, b"")];
        ws.send(Message::Close(None)).await.unwrap();
        assert!(ws.send(Message::text("late")).await.is_err());
        assert!(ws.send(Message::Pong("late".into())).await.is_err());
        peer.write_all(&ping_and_close.concat()).await.unwrap();
        while ws.next().await.is_some() {}
        drop(ws);
        let mut sent = Vec::new();
        peer.read_to_end(&mut sent).await.unwrap();
        assert_eq!(frames(&sent), [(0x88, vec![])]);
    }
}

/// tungstenite owes a pong when it is given the close, and would put it behind (host behaviour).
#[tokio::test(start_paused = true)]
async fn a_pong_that_is_owed_goes_before_our_close() {
    for &role in Role::ALL {
        for way in ["close", "drop", "fault", "handle"] {
            let (monitor, _) = Reports::monitor();
            let (mut ws, mut peer) = tapped(&monitor, role).await;
            let mut wire = crate::wire::ping(other(role));
            if way == "fault" {
                wire.extend(frame(other(role), 0x83, b""));
            }
            peer.write_all(&wire).await.unwrap();
            assert!(ws.next().await.unwrap().unwrap().is_ping());
            match way {
                "close" => ws.send(Message::Close(None)).await.unwrap(),
                "fault" => assert!(ws.next().await.unwrap().is_err()),
                "handle" => {
                    ws.close_handle().close(Close::normal());
                    assert!(ws.next().now_or_never().is_none());
                }
                _ => {}
            }
            drop(ws);
            let mut sent = Vec::new();
            peer.read_to_end(&mut sent).await.unwrap();
            let opcodes: Vec<_> = frames(&sent).into_iter().map(|(first, _)| first).collect();
            assert_eq!(opcodes, [0x8A, 0x88], "{way}");
        }
        let (monitor, _) = Reports::monitor();
        let (io, output) = crate::wire::Script::new(crate::wire::ping(other(role)));
        let mut ws = crate::wire::blocking(&monitor, role, io);
        assert!(ws.read().unwrap().is_ping());
        ws.close(None).unwrap();
        let opcodes: Vec<_> =
            frames(&output.lock().unwrap()).into_iter().map(|(first, _)| first).collect();
        assert_eq!(opcodes, [0x8A, 0x88]);
    }
}

/// The patterns of real handlers; each loses the answer over a bare socket.
#[tokio::test(start_paused = true)]
async fn no_handler_loses_the_answer() {
    async fn breaks<S: StreamExt<Item = tungstenite::Result<Message>> + Unpin>(mut ws: S) {
        while let Some(Ok(message)) = ws.next().await {
            if message.is_close() {
                break;
            }
        }
    }
    for &role in Role::ALL {
        for pattern in ["break and drop", "split", "echo the close", "any other message"] {
            let (monitor, reports) = Reports::monitor();
            let (mut ws, mut peer) = untapped(&monitor, role).await;
            let wire = [text(other(role), "hi"), close(other(role), 4001, b"done")].concat();
            peer.write_all(&wire).await.unwrap();
            match pattern {
                "break and drop" => breaks(ws).await,
                "split" => {
                    let (sink, stream) = ws.split();
                    breaks(stream).await;
                    drop(sink);
                }
                "echo the close" => {
                    while let Some(Ok(message)) = ws.next().await {
                        ws.send(message).await.unwrap();
                    }
                }
                _ => {
                    while let Some(Ok(Message::Text(_))) = ws.next().await {}
                    drop(ws);
                }
            }
            let mut answer = Vec::new();
            peer.read_to_end(&mut answer).await.unwrap();
            let last = frames(&answer).pop().unwrap();
            assert_eq!(last, (0x88, body(4001, "done")), "{pattern}");
            assert_eq!(reports.only().outcome(), Outcome::Clean, "{pattern}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_answer_leaves_a_buffering_transport() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (io, mut peer) = tokio::io::duplex(1024);
        let ws = WebSocketStream::from_raw_socket(BufStream::new(io), host(role), None).await;
        let mut ws = monitor.wrap_in(role, ws);
        peer.write_all(&close(other(role), 1000, b"")).await.unwrap();
        let reading = tokio::spawn(async move { (ws.next().await, ws) });
        let mut answer = vec![0; if role == Role::Client { 8 } else { 4 }];
        peer.read_exact(&mut answer).await.unwrap();
        assert_eq!(frames(&answer), [(0x88, body(1000, ""))]);
        let (message, ws) = reading.await.unwrap();
        assert!(message.unwrap().unwrap().is_close());
        drop(ws);
        assert_eq!(reports.only().outcome(), Outcome::Clean);
    }
}

/// Takes one byte for each write, and refuses every other write.
struct Slow<Io> {
    io: Io,
    refuse: bool,
}

impl<Io: AsyncRead + Unpin> AsyncRead for Slow<Io> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let mut one = [0];
        let mut byte = ReadBuf::new(&mut one);
        ready!(Pin::new(&mut self.io).poll_read(cx, &mut byte))?;
        buf.put_slice(byte.filled());
        Poll::Ready(Ok(()))
    }
}

impl<Io: AsyncWrite + Unpin> AsyncWrite for Slow<Io> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.refuse = !self.refuse;
        if self.refuse {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Pin::new(&mut self.io).poll_write(cx, &buf[..1])
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }
}

#[tokio::test(start_paused = true)]
async fn a_handshake_survives_a_wire_that_takes_and_gives_one_byte_at_a_time() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (io, mut peer) = tokio::io::duplex(1024);
        let io = monitor.tap_upgraded_in(role, Slow { io, refuse: false });
        let ws = WebSocketStream::from_raw_socket(io, host(role), None).await;
        let mut ws = monitor.wrap_tapped(ws);
        let wire = [text(other(role), "hi"), close(other(role), 3008, b"slow")].concat();
        peer.write_all(&wire).await.unwrap();
        assert_eq!(ws.next().await.unwrap().unwrap(), Message::text("hi"));
        assert!(ws.next().await.unwrap().unwrap().is_close());
        drop(ws);
        let mut answer = Vec::new();
        peer.read_to_end(&mut answer).await.unwrap();
        assert_eq!(frames(&answer), [(0x88, body(3008, "slow"))]);
        assert_eq!(reports.only().outcome(), Outcome::Clean);
        assert_eq!(reports.only().reason(), "slow");
    }
}

/// Everything is taken and given, and then the transport breaks.
struct BreaksAfter {
    input: Vec<u8>,
    kind: io::ErrorKind,
}

impl AsyncRead for BreaksAfter {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.input.is_empty() {
            return Poll::Ready(Err(self.kind.into()));
        }
        buf.put_slice(&std::mem::take(&mut self.input));
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for BreaksAfter {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, b: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(Ok(b.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Err(self.kind.into()))
    }
}

#[tokio::test(start_paused = true)]
async fn what_breaks_after_both_close_frames_is_noise() {
    let kinds = [
        io::ErrorKind::ConnectionReset,
        io::ErrorKind::BrokenPipe,
        io::ErrorKind::NotConnected,
        io::ErrorKind::UnexpectedEof,
    ];
    for &role in Role::ALL {
        for kind in kinds {
            for ours_first in [true, false] {
                let (monitor, reports) = Reports::monitor();
                let io = BreaksAfter { input: close(other(role), 1000, b""), kind };
                let io = monitor.tap_upgraded_in(role, io);
                let ws = WebSocketStream::from_raw_socket(io, host(role), None).await;
                let mut ws = monitor.wrap_tapped(ws);
                if ours_first {
                    ws.send(Close::normal().into()).await.unwrap();
                }
                assert!(ws.next().await.unwrap().unwrap().is_close());
                assert!(ws.next().await.is_none(), "{kind:?}");
                drop(ws);
                assert_eq!(reports.only().outcome(), Outcome::Clean);
                assert_eq!(reports.only().error_type(), None);
            }
        }
    }
}
