//! The transport breaks at each byte of an exchange, in each direction.

use std::{
    io::{self, Read, Write},
    pin::Pin,
    task::{Context, Poll},
};

use closeframe::{CloseCode, CloseReport, Outcome, Role};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tungstenite::{Message, protocol::WebSocketConfig};

use crate::{
    Held,
    socket::{Kind, Socket, all},
    wire::{Reports, close, frame, ping, text},
};

/// How the transport ends once it has given its bytes, or taken as many as it takes.
#[derive(Debug, Clone, Copy, PartialEq)]
enum End {
    Fin,
    Reset,
}

struct Cut {
    input: Vec<u8>,
    read: usize,
    end: End,
    takes: usize,
}

impl Read for Cut {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let left = &self.input[self.read..];
        if left.is_empty() && self.end == End::Reset {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        let count = left.len().min(buf.len());
        buf[..count].copy_from_slice(&left[..count]);
        self.read += count;
        Ok(count)
    }
}

impl Write for Cut {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let count = self.takes.min(buf.len());
        self.takes -= count;
        if count == 0 { Err(io::ErrorKind::ConnectionReset.into()) } else { Ok(count) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl AsyncRead for Cut {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let count = self.read(buf.initialize_unfilled())?;
        buf.advance(count);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Cut {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        Poll::Ready(self.write(buf))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// All that a peer does in an orderly life.
fn exchange(from: Role) -> Vec<u8> {
    let fragments = [frame(from, 0x01, b"in "), ping(from), frame(from, 0x80, b"parts")].concat();
    [text(from, "hello"), fragments, close(from, 4001, b"enough")].concat()
}

/// Echoes until the end, and never gives up writing before it has read all.
async fn echo(kind: Kind, role: Role, io: Cut) -> CloseReport {
    let (monitor, reports) = Reports::monitor();
    let mut ws = Socket::new(kind, role, &monitor, WebSocketConfig::default(), io).await;
    while let Some(Ok(message)) = ws.next().await {
        if let Message::Text(_) = message {
            let _ = ws.send(message).await;
        }
    }
    drop(ws);
    reports.only()
}

#[tokio::test(start_paused = true)]
async fn what_comes_in_is_cut_at_each_byte() {
    let _turn = Held::begin();
    for (kind, role, peer) in all() {
        let whole = exchange(peer);
        for length in 0..=whole.len() {
            for (end, outcome) in [(End::Fin, Outcome::Eof), (End::Reset, Outcome::Reset)] {
                let input = whole[..length].to_vec();
                let io = Cut { input, read: 0, end, takes: usize::MAX };
                let report = echo(kind, role, io).await;
                let context = format!("{kind:?} {role}, {end:?} after {length}: {report}");
                if length == whole.len() {
                    assert!(report.is_clean(), "{context}");
                } else {
                    assert_eq!(report.outcome(), outcome, "{context}");
                    assert_eq!(report.code(), Some(CloseCode::ABNORMAL_CLOSURE), "{context}");
                }
            }
        }
    }
}

/// The peer's close is found, although nothing that we write arrives.
#[tokio::test(start_paused = true)]
async fn what_goes_out_is_cut_at_each_byte() {
    let _turn = Held::begin();
    for (kind, role, peer) in all() {
        let mut takes = 0;
        loop {
            let io = Cut { input: exchange(peer), read: 0, end: End::Reset, takes };
            let report = echo(kind, role, io).await;
            let context = format!("{kind:?} {role}, {takes} bytes taken: {report}");
            assert_eq!(report.code().map(u16::from), Some(4001), "{context}");
            if report.is_clean() {
                break;
            }
            assert_eq!(report.outcome(), Outcome::NotAwaited, "{context}");
            takes += 1;
        }
        // Two echoes, a pong and the answer, masked by a client.
        let masks = if role == Role::Client { 4 * 4 } else { 0 };
        assert_eq!(takes, 2 + 5 + 2 + 8 + 2 + 1 + 2 + 8 + masks, "{kind:?} {role}");
    }
}
