//! What a wrapper costs in a real program: an echo over TCP on the loopback interface, in time.
//!
//! ```text
//! cargo bench -p closeframe-benches --bench loopback
//! cargo bench -p closeframe-benches --bench loopback -- --quick
//! ```
//!
//! The client is bare; the server's socket is bare, wrapped, or wrapped over the tap, and sends each
//! message back at once, as a handler does. Both run on one thread, so that nobody waits for another
//! core to wake up. The figures are read like those of `messages.rs`: what is compared in a round
//! sends as many messages, there and back. tungstenite has its defaults.

#[allow(dead_code, reason = "other benches use the rest")]
mod workloads;

use std::{array, fmt, time::Instant};

use closeframe::CloseMonitor;
use futures_util::{Sink, SinkExt, Stream, StreamExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Error, Message, protocol::Role};
use workloads::{
    messages::Layers,
    pairs::{self, Rounds},
};

/// The server's side. The second is `bare again`.
const KINDS: [Layers; 4] = [Layers::Bare, Layers::Bare, Layers::Wrapped, Layers::Tapped];

/// What is sent and awaited at once, over and over.
#[derive(Clone, Copy)]
struct Exchange {
    /// Payload of each message, in bytes.
    size: usize,
    messages: usize,
}

const EXCHANGES: [Exchange; 4] = [
    Exchange { size: 16, messages: 1 },
    Exchange { size: 1024, messages: 1 },
    Exchange { size: 16, messages: 64 },
    Exchange { size: 1024, messages: 64 },
];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let rounds = if workloads::figures_are_wanted() { 601 } else { 3 };
    println!("| echo over loopback TCP | bare, µs | bare again | wrapped | over the tap |");
    println!("|---|---:|---:|---:|---:|");
    for exchange in EXCHANGES {
        let mut figures = Vec::with_capacity(rounds);
        for round in 0..rounds {
            figures.push(exchange.measure(round).await);
        }
        let rounds: Rounds<4> = figures.into_iter().collect();
        println!(
            "| {exchange} | {:.2} | {} | {} | {} |",
            rounds.median(0),
            rounds.ratio(1),
            rounds.ratio(2),
            rounds.ratio(3),
        );
    }
}

impl Exchange {
    /// Microseconds per message for each kind of server, in one round.
    async fn measure(self, round: usize) -> [f64; 4] {
        // About two milliseconds.
        let exchanges = 256_usize.div_ceil(2 * self.messages);
        let mut clients: [_; 4] = array::from_fn(|_| None);
        let mut times = [0.0; 4];
        for kind in pairs::order::<4>(round) {
            if clients[kind].is_none() {
                let mut client = connect(KINDS[kind]).await;
                self.run(&mut client, exchanges.div_ceil(4)).await;
                clients[kind] = Some(client);
            }
            let client = clients[kind].as_mut().expect("it has just been connected");
            let begun = Instant::now();
            self.run(client, exchanges).await;
            let messages = 2 * exchanges * self.messages;
            times[kind] += begun.elapsed().as_secs_f64() * 1e6 / messages as f64;
        }
        for mut client in clients.into_iter().flatten() {
            client.close(None).await.expect("the server is there");
            while client.next().await.is_some() {}
        }
        times
    }

    async fn run(self, client: &mut WebSocketStream<TcpStream>, exchanges: usize) {
        let message = Message::binary(vec![b'x'; self.size]);
        for _ in 0..exchanges {
            for _ in 0..self.messages {
                client.feed(message.clone()).await.expect("the server is there");
            }
            client.flush().await.expect("the server is there");
            for _ in 0..self.messages {
                client.next().await.expect("an answer").expect("a message");
            }
        }
    }
}

impl fmt::Display for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = if self.size < 1024 { "16 B" } else { "1 KiB" };
        match self.messages {
            1 => write!(f, "{size}, one by one"),
            several => write!(f, "{size}, {several} at once"),
        }
    }
}

/// A client whose server echoes.
async fn connect(layers: Layers) -> WebSocketStream<TcpStream> {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    let client = TcpStream::connect(address).await.expect("it is listening");
    let (server, _) = listener.accept().await.expect("the client has connected");
    for tcp in [&client, &server] {
        tcp.set_nodelay(true).expect("it is open");
    }
    let closes = CloseMonitor::default();
    match layers {
        Layers::Bare => {
            let server = WebSocketStream::from_raw_socket(server, Role::Server, None).await;
            tokio::spawn(echo(server));
        }
        Layers::Wrapped => {
            let server = WebSocketStream::from_raw_socket(server, Role::Server, None).await;
            tokio::spawn(echo(closes.wrap(server)));
        }
        Layers::Tapped => {
            let server = closes.tap_upgraded(server);
            let server = WebSocketStream::from_raw_socket(server, Role::Server, None).await;
            tokio::spawn(echo(closes.wrap_tapped(server)));
        }
    }
    WebSocketStream::from_raw_socket(client, Role::Client, None).await
}

async fn echo(mut ws: impl Stream<Item = Result<Message, Error>> + Sink<Message> + Unpin) {
    while let Some(Ok(message)) = ws.next().await {
        if message.is_binary() && ws.send(message).await.is_err() {
            return;
        }
    }
}
