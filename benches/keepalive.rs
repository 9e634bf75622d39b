//! What keepalive costs 100,000 idle connections: without it, with it, and pinged by hand.
//!
//! ```text
//! cargo bench -p closeframe-benches --bench keepalive
//! cargo bench -p closeframe-benches --bench keepalive -- --quick
//! ```
//!
//! Each kind is held for a minute in a process of its own, on one thread (Linux only). Every connection
//! has a task that waits for a message, on an io in memory that answers each ping at once: what the
//! kernel and the network take is left out. *By hand* is what programs write: an interval of 20 s in a
//! `select!` beside the read, a flag that something came in, and a ping.

#[allow(dead_code, reason = "other benches use the rest")]
mod workloads;

use std::{
    alloc::System,
    cell::Cell,
    env, fmt, io,
    pin::Pin,
    process::Command,
    task::{Context, Poll, Waker},
    time::Duration,
};

use closeframe::{CloseMonitor, Keepalive, Policy};
use futures_util::{SinkExt, Stream, StreamExt};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{MissedTickBehavior, interval, sleep},
};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Error, Message, protocol::WebSocketConfig};
use workloads::{
    ROLE,
    process::{cpu_time, resident},
};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Precedes kind, number of connections, and interval and time to hold them in milliseconds.
const HOLD: &str = "--hold";
/// For programs with many connections and small messages; by default it is 128 KiB.
const READ_BUFFER: usize = 4 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bare,
    BareByHand,
    Tapped,
    TappedWithKeepalive,
}

const KINDS: [Kind; 4] = [Kind::Bare, Kind::BareByHand, Kind::Tapped, Kind::TappedWithKeepalive];

thread_local! {
    static PINGS: Cell<u64> = const { Cell::new(0) };
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let args: Vec<_> = env::args().collect();
    if let [_, flag, kind, numbers @ ..] = &args[..]
        && flag == HOLD
    {
        let kind = KINDS.into_iter().find(|it| it.to_string() == *kind).expect("a known kind");
        let numbers = numbers.iter().map(|number| number.parse().expect("a number"));
        let [connections, interval, time] = numbers.collect::<Vec<_>>()[..] else {
            panic!("three numbers")
        };
        let millis = Duration::from_millis;
        kind.hold(connections, millis(interval), millis(time)).await;
        return;
    }
    let (connections, interval, time) = match workloads::figures_are_wanted() {
        true => (100_000, 20_000, 60_000),
        false => (50, 20, 60),
    };
    println!(
        "| {connections} idle connections | bytes on the heap, each | blocks, each \
         | bytes resident, each | CPU ms in {} s | pings answered |",
        time / 1000
    );
    println!("|---|---:|---:|---:|---:|---:|");
    if cpu_time().is_none() || resident().is_none() {
        println!("nothing measured: /proc/self is missing");
        return;
    }
    for kind in KINDS {
        let numbers = [connections, interval, time].map(|number: u64| number.to_string());
        let output = Command::new(env::current_exe().expect("the path of this program"))
            .args([HOLD, &kind.to_string()])
            .args(numbers)
            .output()
            .expect("this program runs");
        assert!(output.status.success(), "{kind}: {}", String::from_utf8_lossy(&output.stderr));
        print!("{}", String::from_utf8_lossy(&output.stdout));
    }
}

impl Kind {
    async fn hold(self, connections: u64, interval: Duration, time: Duration) {
        let keepalive = Keepalive::default().with_interval(interval).with_limit(interval);
        let policy = match self {
            Self::TappedWithKeepalive => Policy::default().with_keepalive(keepalive),
            _ => Policy::default(),
        };
        let closes = CloseMonitor::default().with_policy(policy);
        // What is made once for the whole program is not charged to the connections.
        self.open(&closes, interval).await;
        tokio::task::yield_now().await;

        let before = resident().expect("it was there before");
        let region = Region::new(ALLOCATOR);
        for n in 0..connections {
            self.open(&closes, interval).await;
            // So that the task reads, and finds nothing.
            tokio::task::yield_now().await;
            // They come one after the other, and so do their pings.
            if n % 100 == 0 {
                sleep(interval * 100 / u32::try_from(connections).expect("not that many") / 4)
                    .await;
            }
        }
        // Each has been pinged, and has what it needs for that.
        sleep(interval + interval / 2).await;
        let heap = region.change();
        let grown = resident().expect("it was there before") - before;
        PINGS.set(0);
        let cpu = cpu_time().expect("it was there before");
        sleep(time).await;
        let cpu = cpu_time().expect("it was there before") - cpu;
        let each = |all: f64| all / connections as f64;
        println!(
            "| {self} | {:.0} | {:.2} | {:.0} | {:.0} | {} |",
            each(heap.bytes_allocated as f64 - heap.bytes_deallocated as f64),
            each(heap.allocations as f64 - heap.deallocations as f64),
            each(grown),
            cpu.as_secs_f64() * 1000.0,
            PINGS.get(),
        );
    }

    async fn open(self, closes: &CloseMonitor, interval: Duration) {
        let config = Some(WebSocketConfig::default().read_buffer_size(READ_BUFFER));
        match self {
            Self::Bare | Self::BareByHand => {
                let ws = WebSocketStream::from_raw_socket(Answering::default(), ROLE, config).await;
                match self {
                    Self::Bare => tokio::spawn(read_out(ws)),
                    _ => tokio::spawn(ping_by_hand(ws, interval)),
                };
            }
            Self::Tapped | Self::TappedWithKeepalive => {
                let io = closes.tap_upgraded(Answering::default());
                let ws = WebSocketStream::from_raw_socket(io, ROLE, config).await;
                tokio::spawn(read_out(closes.wrap_tapped(ws)));
            }
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Bare => "bare",
            Self::BareByHand => "bare, pinged by hand",
            Self::Tapped => "over the tap",
            Self::TappedWithKeepalive => "over the tap, with keepalive",
        })
    }
}

#[expect(clippy::manual_async_fn, reason = "its future would have room for its argument twice")]
fn read_out(
    mut ws: impl Stream<Item = Result<Message, Error>> + Unpin,
) -> impl Future<Output = ()> {
    async move { while let Some(Ok(_)) = ws.next().await {} }
}

async fn ping_by_hand(mut ws: WebSocketStream<Answering>, every: Duration) {
    let mut ticks = interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut is_alive = true;
    loop {
        tokio::select! {
            message = ws.next() => match message {
                Some(Ok(_)) => is_alive = true,
                _ => return,
            },
            _ = ticks.tick() => {
                if !is_alive || ws.send(Message::Ping("by hand".into())).await.is_err() {
                    return;
                }
                is_alive = false;
            }
        }
    }
}

/// An io whose peer answers pings, and says nothing else.
#[derive(Default)]
struct Answering {
    /// A pong that has not been read, in whole.
    pong: [u8; 32],
    length: usize,
    reader: Option<Waker>,
}

impl AsyncRead for Answering {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.length == 0 {
            self.reader = Some(cx.waker().clone());
            return Poll::Pending;
        }
        buf.put_slice(&self.pong[..self.length]);
        self.length = 0;
        PINGS.set(PINGS.get() + 1);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Answering {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        const PING: u8 = 0x89;
        const PONG: u8 = 0x8A;
        const MASKED: u8 = 0x80;
        let [PING, length, payload @ ..] = buf else {
            // A close, once the runtime ends.
            return Poll::Ready(Ok(buf.len()));
        };
        // The mask is all zeros.
        let head = [PONG, MASKED | length, 0, 0, 0, 0];
        self.length = head.len() + payload.len();
        self.pong[..head.len()].copy_from_slice(&head);
        let end = self.length;
        self.pong[head.len()..end].copy_from_slice(payload);
        if let Some(reader) = self.reader.take() {
            reader.wake();
        }
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
