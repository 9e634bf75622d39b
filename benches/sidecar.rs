//! What the example sidecar costs beside a bare proxy, in time and in memory, over TCP on the loopback interface.
//!
//! ```text
//! cargo bench -p closeframe-benches --bench sidecar
//! cargo bench -p closeframe-benches --bench sidecar -- --quick
//! ```
//!
//! The bare proxy is hyper's server and client with tokio's `copy_bidirectional`, which has 8 KiB for each direction
//! of each connection, where a splice has 64 KiB for all of its thread's. The sidecar is the program that cargo
//! builds, as it is by default: it counts, logs (to nowhere, at its default rate) and has a console. Each is a
//! process of its own, with tokio's threads. The clients and the echo server are in this one's only thread, so that
//! the times hold more than the proxy; what its process alone spends on a processor stands beside. The figures
//! are read like those of `messages.rs`; *again* is a second bare proxy. Memory is resident memory (Linux only).

#[allow(dead_code, reason = "other benches use the rest")]
mod workloads;

use std::{env, fmt, net::SocketAddr, time::Instant};

use futures_util::{SinkExt, StreamExt, future::join_all};
use tokio::net::TcpStream;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};
use tungstenite::{Message, protocol::WebSocketConfig};
use workloads::{
    pairs::{self, Rounds},
    process,
    proxies::{self, Program, Proxy},
};

/// Bare, bare again, the sidecar.
type Figures = [f64; 3];

const IDLE: usize = 2000;

/// What is done through a proxy, over and over.
#[derive(Clone, Copy)]
enum Load {
    /// Messages of so many bytes are sent and awaited, each connection one at a time.
    Echo { size: usize, connections: usize },
    /// 1 MiB is sent in messages of 64 KiB, and a text after them that comes back.
    Stream,
    /// Connections are opened, get one message back, and are closed, one after the other.
    Open,
}

const LOADS: [Load; 6] = [
    Load::Echo { size: 16, connections: 1 },
    Load::Echo { size: 1024, connections: 1 },
    Load::Echo { size: 16, connections: 64 },
    Load::Echo { size: 1024, connections: 64 },
    Load::Stream,
    Load::Open,
];

fn main() {
    let args: Vec<_> = env::args().collect();
    if let [_, flag, to] = &args[..]
        && flag == proxies::BARE
    {
        return proxies::run_bare(to.parse().expect("an address"));
    }
    measure();
}

#[tokio::main(flavor = "current_thread")]
async fn measure() {
    let programs = [Program::bare(), Program::bare(), Program::sidecar()];
    let figures_are_wanted = workloads::figures_are_wanted();
    println!("| idle through a proxy | connections | bare proxy | again | sidecar | to bare |");
    println!("|---|---:|---:|---:|---:|---:|");
    if process::resident().is_some() {
        let (most, rounds) = if figures_are_wanted { (IDLE, 7) } else { (20, 1) };
        // Two of this process for each, and some for the program.
        let connections = most.min((process::open_files() - 100) / 2);
        let mut figures = Vec::with_capacity(rounds);
        for round in 0..rounds {
            let mut resident = [0.0; 3];
            for kind in pairs::order::<3>(round) {
                resident[kind] += idle(&programs[kind], connections).await / 2.0;
            }
            figures.push(resident);
        }
        let bytes: Rounds<3> = figures.into_iter().collect();
        println!(
            "| bytes resident, each | {connections} | {:.0} | {} | {:.0} | {} |",
            bytes.median(0),
            bytes.ratio(1),
            bytes.median(2),
            bytes.ratio(2),
        );
    }
    println!();
    println!(
        "| through a proxy, over loopback TCP | bare proxy | again | sidecar | to bare \
         | CPU of the bare proxy | CPU again | CPU of the sidecar | CPU to bare |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for load in LOADS {
        let [time, cpu] = load.measure(&programs, if figures_are_wanted { 101 } else { 1 }).await;
        print!("| {load}");
        for figures in [time, cpu] {
            let [again, to_bare] = [1, 2].map(|kind| figures.ratio(kind));
            let [bare, sidecar] = [0, 2].map(|kind| figures.median(kind));
            print!(" | {bare:.2} | {again} | {sidecar:.2} | {to_bare}");
        }
        println!(" |");
    }
}

/// Bytes for each connection that has had its message back.
async fn idle(program: &Program, connections: usize) -> f64 {
    let proxy = Proxy::start(program, config()).await;
    // What is made once for the whole program is not charged to the connections.
    for _ in 0..20 {
        Client::open(proxy.address).await.close().await;
    }
    let before = proxy.resident().expect("it was told of this process");
    let mut clients = Vec::with_capacity(connections);
    for _ in 0..connections {
        clients.push(Client::open(proxy.address).await);
    }
    (proxy.resident().expect("it was there before") - before) / connections as f64
}

/// Of the clients and of the server, all in this process.
fn config() -> WebSocketConfig {
    WebSocketConfig::default().read_buffer_size(16 * 1024)
}

impl Load {
    /// What each thing that is done takes of time, and of time on a processor.
    async fn measure(self, programs: &[Program; 3], rounds: usize) -> [Rounds<3>; 2] {
        let mut throughs = Vec::with_capacity(3);
        for program in programs {
            let mut through =
                Through { proxy: Proxy::start(program, config()).await, clients: vec![] };
            for _ in 0..self.connections() {
                through.clients.push(Client::open(through.proxy.address).await);
            }
            self.run(&mut through).await;
            throughs.push(through);
        }
        let mut figures = [Vec::with_capacity(rounds), Vec::with_capacity(rounds)];
        for round in 0..rounds {
            let [mut time, mut cpu]: [Figures; 2] = Default::default();
            for kind in pairs::order::<3>(round) {
                let [its_time, its_cpu] = self.run(&mut throughs[kind]).await;
                time[kind] += its_time / 2.0;
                cpu[kind] += its_cpu / 2.0;
            }
            figures[0].push(time);
            figures[1].push(cpu);
        }
        figures.map(|rounds| rounds.into_iter().collect())
    }

    fn connections(self) -> usize {
        match self {
            Self::Echo { connections, .. } => connections,
            Self::Stream => 1,
            Self::Open => 0,
        }
    }

    /// How often it is done in a row: some ten milliseconds.
    fn times(self) -> usize {
        match self {
            Self::Echo { connections, .. } => 512_usize.div_ceil(connections).min(128),
            Self::Stream => 8,
            Self::Open => 32,
        }
    }

    /// Time and processor time, as `measure` gives it.
    async fn run(self, through: &mut Through) -> [f64; 2] {
        let cpu_before = through.cpu();
        let begun = Instant::now();
        match self {
            Self::Echo { size, .. } => {
                let message = Message::text("x".repeat(size));
                let echoes = through.clients.iter_mut().map(async |client| {
                    for _ in 0..self.times() {
                        client.echo(&message).await;
                    }
                });
                join_all(echoes).await;
            }
            Self::Stream => {
                let [message, end] = [Message::binary(vec![b'x'; 65_536]), Message::text("end")];
                let client = &mut through.clients[0];
                for _ in 0..self.times() {
                    for _ in 0..16 {
                        client.0.feed(message.clone()).await.expect("the server is there");
                    }
                    client.echo(&end).await;
                }
            }
            Self::Open => {
                for _ in 0..self.times() {
                    Client::open(through.proxy.address).await.close().await;
                }
            }
        }
        let time = begun.elapsed().as_secs_f64();
        let unit = if let Self::Stream = self { 1e3 } else { 1e6 };
        let done = (self.times() * self.connections().max(1)) as f64;
        [time, through.cpu() - cpu_before].map(|seconds| seconds * unit / done)
    }
}

impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Echo { size, connections } => {
                let size = if *size == 1024 { "1 KiB" } else { "16 B" };
                write!(f, "echo, µs per message, {size}, connections {connections}")
            }
            Self::Stream => f.write_str("1 MiB up, ms"),
            Self::Open => f.write_str("opened and closed, µs per connection"),
        }
    }
}

struct Through {
    proxy: Proxy,
    clients: Vec<Client>,
}

impl Through {
    /// In seconds; no number where nobody tells.
    fn cpu(&self) -> f64 {
        self.proxy.cpu_time().map_or(f64::NAN, |it| it.as_secs_f64())
    }
}

struct Client(WebSocketStream<TcpStream>);

impl Client {
    /// One that has had a message back.
    async fn open(proxy: SocketAddr) -> Self {
        let tcp = TcpStream::connect(proxy).await.expect("it is listening");
        tcp.set_nodelay(true).expect("it is open");
        let opened = client_async_with_config(format!("ws://{proxy}/"), tcp, Some(config())).await;
        let mut client = Self(opened.expect("a handshake").0);
        client.echo(&Message::text("here I am")).await;
        client
    }

    async fn echo(&mut self, message: &Message) {
        self.0.send(message.clone()).await.expect("the server is there");
        let answer = self.0.next().await.expect("an answer").expect("a message");
        assert_eq!(answer.len(), message.len());
    }

    async fn close(mut self) {
        self.0.close(None).await.expect("the server is there");
        while self.0.next().await.is_some_and(|message| message.is_ok()) {}
    }
}
