//! What open connections keep in memory while nothing happens: bare, wrapped, over the tap, and with
//! everything on.
//!
//! ```text
//! cargo bench -p closeframe-benches --bench memory
//! cargo bench -p closeframe-benches --bench memory -- --quick
//! ```
//!
//! Each kind is opened in a process of its own, whose resident memory is read before and after (Linux
//! only). Every connection has a task that waits for a message. The io beneath is an empty one, so
//! what sockets of the kernel and TLS take, which is the same for all, makes no share smaller.
//! tungstenite fills its read buffer with zeros before it reads, so that an idle connection holds all
//! of it: 128 KiB, if nobody chooses otherwise.

#[allow(dead_code, reason = "other benches use the rest")]
mod workloads;

use std::{
    alloc::System,
    env, fmt, io,
    pin::Pin,
    process::Command,
    task::{Context, Poll},
};

use closeframe::{CloseMonitor, MonitoredStream, Untapped};
use futures_util::{Stream, StreamExt};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Error, Message, protocol::WebSocketConfig};
use workloads::{
    ROLE, observers,
    process::{self, resident},
};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Precedes kind, size of the read buffer and number of connections: the process holds them.
const HOLD: &str = "--hold";

const CONNECTIONS: usize = 50_000;

/// tungstenite's default, and one for programs with many connections and small messages.
const READ_BUFFERS: [usize; 2] = [128 * 1024, 4 * 1024];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bare,
    Wrapped,
    Tapped,
    /// Tapped; with Prometheus recorder, JSON log, and a handle for each connection.
    EverythingOn,
}

const KINDS: [Kind; 4] = [Kind::Bare, Kind::Wrapped, Kind::Tapped, Kind::EverythingOn];

/// What the connections of one kind take, each.
struct Held {
    resident: f64,
    /// On the heap, where the task has the socket too.
    bytes: f64,
    /// Of the heap.
    blocks: f64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let args: Vec<_> = env::args().collect();
    if let [_, flag, kind, read_buffer, connections] = &args[..] {
        if flag == HOLD {
            let kind = KINDS.into_iter().find(|it| it.to_string() == *kind).expect("a known kind");
            let [read_buffer, connections] =
                [read_buffer, connections].map(|number| number.parse().expect("a number"));
            let held = kind.hold(read_buffer, connections).await;
            println!("{} {} {}", held.resident, held.bytes, held.blocks);
            return;
        }
    }
    println!(
        "| idle, each | connections | bare | wrapped | over the tap | over the tap, everything on |"
    );
    println!("|---|---:|---:|---:|---:|---:|");
    if resident().is_none() {
        println!("no resident memory measured: /proc/self/status is missing");
        return;
    }
    let mut heap = None;
    for read_buffer in READ_BUFFERS {
        let connections = match workloads::figures_are_wanted() {
            true => CONNECTIONS.min(room_for(read_buffer)),
            false => 50,
        };
        let [bare, rest @ ..] = KINDS.map(|kind| kind.ask(read_buffer, connections));
        let [wrapped, tapped, everything] = rest.each_ref().map(|it| {
            let ratio = it.resident / bare.resident;
            format!("{:.0} ({ratio:.4})", it.resident)
        });
        println!(
            "| bytes resident, read buffer of {} KiB | {connections} | {:.0} | {wrapped} | {tapped} \
             | {everything} |",
            read_buffer / 1024,
            bare.resident,
        );
        heap.get_or_insert_with(|| {
            let row = |what: &str, digits: usize, of: fn(&Held) -> f64| {
                let figures = [&bare].into_iter().chain(&rest).map(of);
                let cells: Vec<_> = figures.map(|it| format!(" {it:.digits$} |")).collect();
                format!("| {what} | {connections} |{}", cells.concat())
            };
            [row("bytes of type and heap", 0, |it| it.bytes), row("heap blocks", 2, |it| it.blocks)]
        });
    }
    println!("{}", heap.expect("there are read buffers").join("\n"));
    println!(
        "| bytes of the socket's type | | {} | {} | {} | {2} |",
        size_of::<WebSocketStream<Silence>>(),
        size_of::<MonitoredStream<Silence, Untapped>>(),
        size_of::<MonitoredStream<Silence>>(),
    );
}

impl Kind {
    /// Has another process hold connections.
    fn ask(self, read_buffer: usize, connections: usize) -> Held {
        let output = Command::new(env::current_exe().expect("the path of this program"))
            .args([HOLD, &self.to_string(), &read_buffer.to_string(), &connections.to_string()])
            .output()
            .expect("this program runs");
        let printed = String::from_utf8_lossy(&output.stdout);
        let figures: Vec<f64> =
            printed.split_whitespace().filter_map(|it| it.parse().ok()).collect();
        let [resident, bytes, blocks] = figures[..] else {
            panic!("{self} x {connections}: {}", String::from_utf8_lossy(&output.stderr))
        };
        Held { resident, bytes, blocks }
    }

    async fn hold(self, read_buffer: usize, connections: usize) -> Held {
        let config = Some(WebSocketConfig::default().read_buffer_size(read_buffer));
        if self == Self::EverythingOn {
            metrics::set_global_recorder(observers::prometheus()).expect("it is the first");
            tracing::subscriber::set_global_default(observers::log()).expect("it is the first");
        }
        let closes = CloseMonitor::default();
        let mut handles = Vec::with_capacity(connections);
        // What is made once for the whole program is not charged to the connections.
        self.open(&closes, config, &mut handles).await;
        tokio::task::yield_now().await;

        let before = resident().expect("it was there before");
        let region = Region::new(ALLOCATOR);
        for _ in 0..connections {
            self.open(&closes, config, &mut handles).await;
            // So that the task reads, and finds nothing.
            tokio::task::yield_now().await;
        }
        let heap = region.change();
        let blocks = (heap.allocations - heap.deallocations) as f64;
        let bytes = (heap.bytes_allocated - heap.bytes_deallocated) as f64;
        let grown = resident().expect("it was there before") - before;
        let each = |all: f64| all / connections as f64;
        Held { resident: each(grown), bytes: each(bytes), blocks: each(blocks) }
    }

    async fn open(
        self,
        closes: &CloseMonitor,
        config: Option<WebSocketConfig>,
        handles: &mut Vec<closeframe::CloseHandle>,
    ) {
        match self {
            Self::Bare => {
                let ws = WebSocketStream::from_raw_socket(Silence, ROLE, config).await;
                tokio::spawn(read_out(ws));
            }
            Self::Wrapped => {
                let ws = WebSocketStream::from_raw_socket(Silence, ROLE, config).await;
                tokio::spawn(read_out(closes.wrap(ws)));
            }
            Self::Tapped | Self::EverythingOn => {
                let io = closes.tap_upgraded(Silence);
                let ws = WebSocketStream::from_raw_socket(io, ROLE, config).await;
                let ws = closes.wrap_tapped(ws);
                if self == Self::EverythingOn {
                    handles.push(ws.close_handle());
                }
                tokio::spawn(read_out(ws));
            }
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

#[expect(clippy::manual_async_fn, reason = "its future would have room for its argument twice")]
fn read_out(
    mut ws: impl Stream<Item = Result<Message, Error>> + Unpin,
) -> impl Future<Output = ()> {
    async move { while let Some(Ok(_)) = ws.next().await {} }
}

/// How many connections fit into nine tenths of the memory that is free.
fn room_for(read_buffer: usize) -> usize {
    let available = process::available().expect("Linux tells");
    (0.9 * available / (read_buffer + 4096) as f64) as usize
}

/// An io on which nothing ever comes in.
struct Silence;

impl AsyncRead for Silence {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        _: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Poll::Pending
    }
}

impl AsyncWrite for Silence {
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
