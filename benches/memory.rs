//! What connections keep in memory: open ones while nothing happens, bare, wrapped, over the tap, and with
//! everything on; and what one takes besides, from the peer's close until TCP has ended.
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
//! of it: 128 KiB, if nobody chooses otherwise. A million of them have 256 bytes each.

#[allow(dead_code, reason = "other benches use the rest")]
mod workloads;

use std::{
    alloc::System,
    env, fmt,
    process::Command,
    time::{Duration, Instant},
};

use closeframe::{CloseMonitor, Keepalive, MonitoredStream, Policy, Untapped};
use futures_util::{Stream, StreamExt};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Error, Message, protocol::WebSocketConfig};
use workloads::{
    ROLE, by_hand,
    idle::{Deaf, Leaving, Silence, deaf},
    observers,
    process::{self, resident},
};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Precedes kind, size of the read buffer and number of connections: the process holds them.
const HOLD: &str = "--hold";
/// The same, and they close.
const CLOSE: &str = "--close";

/// Read buffers, and how many connections have one: tungstenite's default, one for programs with many
/// connections and small messages, and next to none.
const SETS: [(usize, usize); 3] = [(128 * 1024, 50_000), (4 * 1024, 50_000), (256, 1_000_000)];

/// The default keepalive's.
const PINGS_AFTER: Duration = Duration::from_secs(20);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bare,
    Wrapped,
    Tapped,
    /// Tapped; with Prometheus recorder, JSON log, and a handle for each connection.
    EverythingOn,
    /// Tapped; with the default keepalive.
    Keepalive,
    /// Bare, and ended as it ought to be.
    ByHand,
}

const OPEN: [Kind; 5] =
    [Kind::Bare, Kind::Wrapped, Kind::Tapped, Kind::EverythingOn, Kind::Keepalive];
const CLOSING: [Kind; 4] = [Kind::ByHand, Kind::Wrapped, Kind::Tapped, Kind::EverythingOn];

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
    if let [_, flag, kind, read_buffer, connections] = &args[..]
        && (flag == HOLD || flag == CLOSE)
    {
        let kind = OPEN.into_iter().chain(CLOSING).find(|it| it.to_string() == *kind);
        let [read_buffer, connections] =
            [read_buffer, connections].map(|number| number.parse().expect("a number"));
        let held = kind.expect("a known kind").hold(read_buffer, connections, flag == CLOSE).await;
        println!("{} {} {}", held.resident, held.bytes, held.blocks);
        return;
    }
    println!(
        "| idle, each | connections | bare | wrapped | over the tap | over the tap, everything on \
         | over the tap, keepalive |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|");
    if resident().is_none() {
        println!("no resident memory measured: /proc/self/status is missing");
        return;
    }
    let mut heap = None;
    for (read_buffer, connections) in SETS {
        let connections = match workloads::figures_are_wanted() {
            true => connections.min(room_for(read_buffer)),
            false => 50,
        };
        let [bare, rest @ ..] = OPEN.map(|kind| kind.ask(HOLD, read_buffer, connections));
        let [wrapped, tapped, everything, keepalive] = rest.each_ref().map(|it| {
            let ratio = it.resident / bare.resident;
            format!("{:.0} ({ratio:.4})", it.resident)
        });
        println!(
            "| bytes resident, read buffer of {} | {connections} | {:.0} | {wrapped} | {tapped} \
             | {everything} | {keepalive} |",
            Size(read_buffer),
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
        "| bytes of the socket's type | | {} | {} | {} | {2} | {2} |",
        size_of::<WebSocketStream<Deaf<Silence>>>(),
        size_of::<MonitoredStream<Deaf<Silence>, Untapped>>(),
        size_of::<MonitoredStream<Deaf<Silence>>>(),
    );
    println!(
        "\n| closing, each | connections | by hand | wrapped | over the tap | everything on |"
    );
    println!("|---|---:|---:|---:|---:|---:|");
    let connections = if workloads::figures_are_wanted() { 10_000 } else { 50 };
    let held = CLOSING.map(|kind| kind.ask(CLOSE, 4096, connections));
    for (what, digits, of) in [
        ("bytes of the heap more", 0, (|it| it.bytes) as fn(&Held) -> f64),
        ("heap blocks more", 2, |it| it.blocks),
    ] {
        let cells: Vec<_> = held.iter().map(of).map(|it| format!(" {it:.digits$} |")).collect();
        println!("| {what} | {connections} |{}", cells.concat());
    }
}

impl Kind {
    /// Has another process hold connections.
    fn ask(self, flag: &str, read_buffer: usize, connections: usize) -> Held {
        let output = Command::new(env::current_exe().expect("the path of this program"))
            .args([flag, &self.to_string(), &read_buffer.to_string(), &connections.to_string()])
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

    /// `close`: what is measured begins only when the peers close.
    async fn hold(self, read_buffer: usize, connections: usize, close: bool) -> Held {
        let config = Some(WebSocketConfig::default().read_buffer_size(read_buffer));
        if self == Self::EverythingOn {
            metrics::set_global_recorder(observers::prometheus()).expect("it is the first");
            tracing::subscriber::set_global_default(observers::log()).expect("it is the first");
        }
        let keepalive = (self == Self::Keepalive).then(Keepalive::default);
        let closes = CloseMonitor::default()
            .with_policy(keepalive.into_iter().fold(Policy::default(), Policy::with_keepalive));
        let mut handles = Vec::with_capacity(connections);
        // What is made once for the whole program is not charged to the connections.
        self.open(deaf(Silence), &closes, config, &mut handles).await;
        tokio::task::yield_now().await;

        let mut before = resident().expect("it was there before");
        let mut region = Region::new(ALLOCATOR);
        let begun = Instant::now();
        for _ in 0..connections {
            match close {
                true => self.open(deaf(Leaving::default()), &closes, config, &mut handles).await,
                false => self.open(deaf(Silence), &closes, config, &mut handles).await,
            }
            // So that the task reads, and finds nothing.
            tokio::task::yield_now().await;
        }
        assert!(self != Self::Keepalive || begun.elapsed() < PINGS_AFTER, "pings are under way");
        if close {
            Leaving::wake_all().await;
            before = resident().expect("it was there before");
            region = Region::new(ALLOCATOR);
            Leaving::close_all(connections).await;
        }
        let heap = region.change();
        let blocks = heap.allocations as f64 - heap.deallocations as f64;
        let bytes = heap.bytes_allocated as f64 - heap.bytes_deallocated as f64;
        let grown = resident().expect("it was there before") - before;
        let each = |all: f64| all / connections as f64;
        Held { resident: each(grown), bytes: each(bytes), blocks: each(blocks) }
    }

    async fn open<Io>(
        self,
        io: Io,
        closes: &CloseMonitor,
        config: Option<WebSocketConfig>,
        handles: &mut Vec<closeframe::CloseHandle>,
    ) where
        Io: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        match self {
            Self::Bare => {
                let ws = WebSocketStream::from_raw_socket(io, ROLE, config).await;
                tokio::spawn(read_out(ws));
            }
            Self::ByHand => {
                let mut ws = WebSocketStream::from_raw_socket(io, ROLE, config).await;
                tokio::spawn(async move {
                    read_out(&mut ws).await;
                    by_hand::end(&mut ws).await;
                });
            }
            Self::Wrapped => {
                let ws = WebSocketStream::from_raw_socket(io, ROLE, config).await;
                tokio::spawn(read_out(closes.wrap(ws)));
            }
            Self::Tapped | Self::EverythingOn | Self::Keepalive => {
                let io = closes.tap_upgraded(io);
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

/// In whichever unit it is whole.
struct Size(usize);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            bytes @ ..1024 => write!(f, "{bytes} B"),
            bytes => write!(f, "{} KiB", bytes / 1024),
        }
    }
}
