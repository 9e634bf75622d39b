//! What it costs that a monitor knows its open connections: one connection more beside few or many
//! open ones, and closing all of them.
//!
//! ```text
//! cargo bench -p closeframe-benches --bench growth
//! ```
//!
//! Prints a row for each number of open connections: microseconds to open and end one more, and
//! milliseconds to drain them all at once, the answers of their peers included. Peers are in memory.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, Waker},
    time::{Duration, Instant},
};

use closeframe::{Close, CloseMonitor};
use futures_util::StreamExt;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_tungstenite::WebSocketStream;
use tungstenite::protocol::{Role, WebSocketConfig};

/// A silent peer that answers a close.
#[derive(Default)]
struct Peer {
    closed: bool,
    answered: bool,
    reader: Option<Waker>,
}

impl AsyncRead for Peer {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if !self.closed {
            self.reader = Some(cx.waker().clone());
            return Poll::Pending;
        }
        if !self.answered {
            self.answered = true;
            // A client's close 1001, with a mask of zeros.
            buf.put_slice(b"\x88\x82\0\0\0\0\x03\xE9");
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Peer {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.closed = true;
        self.reader.take().into_iter().for_each(Waker::wake);
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let measured = std::env::args().any(|arg| arg == "--bench");
    println!("| open connections | one more, µs | drain, ms | per connection, µs |");
    println!("|---:|---:|---:|---:|");
    for open in [1, 100, 10_000, 100_000] {
        if !measured && open > 100 {
            return;
        }
        let closes = CloseMonitor::silent();
        let mut tasks = Vec::with_capacity(open);
        for _ in 0..open {
            let mut ws = wrap(&closes).await;
            tasks.push(tokio::spawn(async move { while ws.next().await.is_some() {} }));
        }
        // Everyone is waiting now.
        tokio::task::yield_now().await;
        let one_more = one_more(&closes).await;

        let begun = Instant::now();
        let close = Close::new(1001, "").expect("1001 may be sent");
        let drained = closes.drain(close, Duration::ZERO, Duration::from_secs(60)).await;
        let drain = begun.elapsed();
        assert_eq!(drained.clean, open);
        let per_connection = drain.as_secs_f64() * 1e6 / open as f64;
        println!(
            "| {open} | {:.2} | {:.2} | {per_connection:.2} |",
            one_more.as_secs_f64() * 1e6,
            drain.as_secs_f64() * 1e3,
        );
        for task in tasks {
            task.await.expect("no task panics");
        }
    }
}

async fn wrap(closes: &CloseMonitor) -> closeframe::MonitoredStream<Peer, closeframe::Untapped> {
    // Or the buffers would be what is measured.
    let config = WebSocketConfig::default().read_buffer_size(64);
    let ws = WebSocketStream::from_raw_socket(Peer::default(), Role::Server, Some(config)).await;
    closes.wrap(ws)
}

/// The median of many connections that are opened and dropped.
async fn one_more(closes: &CloseMonitor) -> Duration {
    let mut times = Vec::new();
    for _ in 0..2_000 {
        let ws = wrap(closes).await;
        let begun = Instant::now();
        drop(ws);
        let dropped = begun.elapsed();
        let begun = Instant::now();
        let ws = wrap(closes).await;
        times.push(begun.elapsed() + dropped);
        drop(ws);
    }
    times.sort_unstable();
    times[times.len() / 2]
}
