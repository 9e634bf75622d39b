//! What a connection takes that closes, and whose peer has not ended TCP yet: ten thousand may do so at once.
//!
//! One test, alone in its binary: another thread's allocations would count too.

use std::{
    alloc::System,
    io, mem,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use closeframe::CloseMonitor;
use futures_util::StreamExt;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{
    Message,
    protocol::{CloseFrame, Role, frame::coding::CloseCode},
};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// A client that closes with 1000 "that is all", through a mask of zeros, and stays.
#[derive(Default)]
struct Leaving {
    leaves: bool,
}

impl AsyncRead for Leaving {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if !mem::take(&mut self.leaves) {
            return Poll::Pending;
        }
        buf.put_slice(b"\x88\x8D\0\0\0\0\x03\xE8that is all");
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Leaving {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

const CONNECTIONS: usize = 1_000;

#[tokio::test]
async fn a_connection_that_closes_takes_less_than_600_bytes() {
    let monitor = CloseMonitor::silent();
    let cx = &mut Context::from_waker(Waker::noop());
    let mut open = Vec::with_capacity(CONNECTIONS);
    for _ in 0..CONNECTIONS {
        let tap = monitor.tap_upgraded(Leaving::default());
        let ws = WebSocketStream::from_raw_socket(tap, Role::Server, None).await;
        let mut ws = monitor.wrap_tapped(ws);
        // What is idle is not counted here.
        assert!(ws.poll_next_unpin(cx).is_pending());
        ws.get_mut().leaves = true;
        open.push(ws);
    }

    let close = CloseFrame { code: CloseCode::Normal, reason: "that is all".into() };
    let region = Region::new(ALLOCATOR);
    for ws in &mut open {
        let Poll::Ready(Some(Ok(Message::Close(Some(told))))) = ws.poll_next_unpin(cx) else {
            panic!("the peer has closed");
        };
        assert_eq!(told, close);
        assert!(ws.poll_next_unpin(cx).is_pending(), "the end of TCP is waited for");
    }
    let change = region.change();

    assert!(open.iter().all(|ws| ws.close_report().is_some_and(|report| report.is_clean())));
    let each = |all: usize| all as f64 / CONNECTIONS as f64;
    // tungstenite's answer is among them.
    let bytes = each(change.bytes_allocated) - each(change.bytes_deallocated);
    let blocks = each(change.allocations) - each(change.deallocations);
    assert!(bytes < 600.0, "{bytes} bytes in {blocks} blocks");
    assert!(blocks < 4.5, "{bytes} bytes in {blocks} blocks");
}
