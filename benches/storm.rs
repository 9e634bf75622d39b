//! What a wrapper costs when everybody leaves at once: a server's 10,000 connections, whose clients
//! close in the same moment, until the last task of both sides has ended.
//!
//! ```text
//! cargo bench -p closeframe-benches --bench storm
//! cargo bench -p closeframe-benches --bench storm -- --quick
//! ```
//!
//! The clients are bare and on the same thread. Each has sent a message and got it back before. What
//! is compared in a round has as many connections, there and back; figures are medians over all
//! rounds with their 95 % interval. What all are compared with ends its connections by hand, as RFC 6455
//! asks of a program (section 7.1.1), and `by hand again` shows what is noise; *bare* does less. Over
//! loopback TCP there are as many connections as the limit of open files allows.

#[allow(dead_code, reason = "other benches use the rest")]
mod workloads;

use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use closeframe::{CloseMonitor, CountCloses, LogCloses, observe::LogRate};
use futures_util::{Sink, SinkExt, Stream, StreamExt};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{
    Error, Message,
    protocol::{CloseFrame, Role, WebSocketConfig, frame::coding::CloseCode},
};
use workloads::{
    by_hand, observers,
    pairs::{self, Rounds},
    process,
};

const CONNECTIONS: usize = 10_000;

/// Who looks at the closes.
#[derive(Debug, Clone, Copy)]
enum Watched {
    /// By nobody, and the connection is dropped once it has nothing more to read.
    Bare,
    /// By nobody, but the connection is ended as it ought to be.
    ByHand,
    /// By the default monitor, in a program that has installed neither a recorder nor a subscriber.
    Wrapped,
    /// The same over the tap.
    Tapped,
    /// Over the tap, by a Prometheus recorder and a JSON log at DEBUG with its default rate.
    Told,
    /// The same with a log that has no rate.
    ToldOfAll,
}

const KINDS: [Watched; 7] = [
    Watched::ByHand,
    // "by hand again"
    Watched::ByHand,
    Watched::Bare,
    Watched::Wrapped,
    Watched::Tapped,
    Watched::Told,
    Watched::ToldOfAll,
];

/// How the sides are connected, and with that much of a read buffer on the server's.
#[derive(Debug, Clone, Copy)]
enum Way {
    /// tungstenite fills the buffer with zeros before it reads: with its default of 128 KiB, that would
    /// be most of what is done.
    Memory,
    /// By default.
    Loopback,
}

const WAYS: [Way; 2] = [Way::Memory, Way::Loopback];

const SMALL_READ_BUFFER: usize = 4 * 1024;

fn main() {
    let (connections, rounds) =
        if workloads::figures_are_wanted() { (CONNECTIONS, 15) } else { (20, 1) };
    println!(
        "| storm | connections | by hand, ms | by hand again | bare | wrapped | over the tap \
         | and a JSON log and Prometheus | and no rate of the log |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for way in WAYS {
        let connections = connections.min(way.room());
        let rounds: Rounds<7> = (0..rounds)
            .map(|round| {
                let mut times = [0.0; 7];
                for kind in pairs::order::<7>(round) {
                    let storm = KINDS[kind].run(way, connections);
                    times[kind] += storm.as_secs_f64() * 1e3 / 2.0;
                }
                times
            })
            .collect();
        let [again, bare, wrapped, tapped, everything, without_rate] =
            [1, 2, 3, 4, 5, 6].map(|kind| rounds.ratio(kind));
        println!(
            "| {way} | {connections} | {:.1} | {again} | {bare} | {wrapped} | {tapped} \
             | {everything} | {without_rate} |",
            rounds.median(0),
        );
    }
}

impl Way {
    fn room(self) -> usize {
        match self {
            Self::Memory => usize::MAX,
            // Two for each connection, and some for the program.
            Self::Loopback => (process::open_files() - 100) / 2,
        }
    }

    fn config(self) -> WebSocketConfig {
        match self {
            Self::Memory => small_buffer(),
            Self::Loopback => WebSocketConfig::default(),
        }
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Memory => "in memory, read buffers of 4 KiB",
            Self::Loopback => "over loopback TCP, read buffers of 128 KiB",
        })
    }
}

fn small_buffer() -> WebSocketConfig {
    WebSocketConfig::default().read_buffer_size(SMALL_READ_BUFFER)
}

impl Watched {
    fn run(self, way: Way, connections: usize) -> Duration {
        let is_told = matches!(self, Self::Told | Self::ToldOfAll);
        let rate = match self {
            Self::ToldOfAll => LogRate::UNLIMITED,
            _ => LogRate::default(),
        };
        let recorder = is_told.then(observers::prometheus);
        let _counting = recorder.as_ref().map(|it| metrics::set_default_local_recorder(it));
        let _logging = is_told.then(|| tracing::subscriber::set_default(observers::log()));
        let storm = Storm {
            watched: self,
            closes: CloseMonitor::silent()
                .with_observer(CountCloses::new())
                .with_observer(LogCloses::new().with_rate(rate)),
            config: way.config(),
            broken_out: watch::Sender::new(false),
            waiting: Arc::new(Semaphore::new(0)),
            ended: Arc::new(Semaphore::new(0)),
        };
        // A new one for each: it takes the tasks' memory with it.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(storm.run(way, connections))
    }
}

struct Storm {
    watched: Watched,
    closes: CloseMonitor,
    config: WebSocketConfig,
    broken_out: watch::Sender<bool>,
    /// A permit for each client that has had its message back.
    waiting: Arc<Semaphore>,
    /// A permit for each task that has ended.
    ended: Arc<Semaphore>,
}

impl Storm {
    /// How long it lasts.
    async fn run(self, way: Way, connections: usize) -> Duration {
        match way {
            Way::Memory => {
                for _ in 0..connections {
                    let (client, server) = tokio::io::duplex(1024);
                    self.open(client, server).await;
                }
            }
            Way::Loopback => {
                let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
                let address = listener.local_addr().expect("it is bound");
                for _ in 0..connections {
                    let client = TcpStream::connect(address).await.expect("it is listening");
                    let (server, _) = listener.accept().await.expect("the client has connected");
                    self.open(client, server).await;
                }
            }
        }
        all(connections, &self.waiting).await;
        let begun = Instant::now();
        self.broken_out.send_replace(true);
        all(2 * connections, &self.ended).await;
        begun.elapsed()
    }

    async fn open<S>(&self, client: S, server: S)
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let config = Some(self.config);
        let ended = Arc::clone(&self.ended);
        match self.watched {
            Watched::Bare => {
                let ws = WebSocketStream::from_raw_socket(server, Role::Server, config).await;
                tokio::spawn(serve(ws, ended));
            }
            Watched::ByHand => {
                let mut ws = WebSocketStream::from_raw_socket(server, Role::Server, config).await;
                tokio::spawn(async move {
                    echo(&mut ws).await;
                    by_hand::end(&mut ws).await;
                    drop(ws);
                    ended.add_permits(1);
                });
            }
            Watched::Wrapped => {
                let ws = WebSocketStream::from_raw_socket(server, Role::Server, config).await;
                tokio::spawn(serve(self.closes.wrap(ws), ended));
            }
            Watched::Tapped | Watched::Told | Watched::ToldOfAll => {
                let server = self.closes.tap_upgraded(server);
                let ws = WebSocketStream::from_raw_socket(server, Role::Server, config).await;
                tokio::spawn(serve(self.closes.wrap_tapped(ws), ended));
            }
        }
        let config = Some(small_buffer());
        let mut ws = WebSocketStream::from_raw_socket(client, Role::Client, config).await;
        let mut broken_out = self.broken_out.subscribe();
        let [waiting, ended] = [&self.waiting, &self.ended].map(Arc::clone);
        tokio::spawn(async move {
            ws.send(Message::text("here I am")).await.expect("the server is there");
            ws.next().await.expect("an answer").expect("a message");
            waiting.add_permits(1);
            broken_out.wait_for(|it| *it).await.expect("the storm waits for its end");
            let frame = CloseFrame { code: CloseCode::Away, reason: "everybody leaves".into() };
            ws.close(Some(frame)).await.expect("the server is there");
            while ws.next().await.is_some_and(|message| message.is_ok()) {}
            drop(ws);
            ended.add_permits(1);
        });
    }
}

async fn serve<S>(mut ws: S, ended: Arc<Semaphore>)
where
    S: Stream<Item = Result<Message, Error>> + Sink<Message> + Unpin,
{
    echo(&mut ws).await;
    drop(ws);
    ended.add_permits(1);
}

/// Sends each message back, until there are no more.
async fn echo<S>(ws: &mut S)
where
    S: Stream<Item = Result<Message, Error>> + Sink<Message> + Unpin,
{
    while let Some(Ok(message)) = ws.next().await {
        if message.is_text() && ws.send(message).await.is_err() {
            break;
        }
    }
}

async fn all(expected: usize, permits: &Semaphore) {
    let expected = u32::try_from(expected).expect("few enough for a semaphore");
    permits.acquire_many(expected).await.expect("nobody closes it").forget();
}
