//! What the conformance suites test: an echo server, and a client that echoes what a fuzzing server
//! of the Autobahn test suite sends; for the matrix, connections that follow a script. Its handlers are
//! the same on every kind of socket.
//!
//! ```text
//! cargo run -p closeframe-conformance-peer -- tapped server
//! cargo run -p closeframe-conformance-peer -- blocking-tapped scripted
//! cargo run -p closeframe-conformance-peer -- blocking-bare client --agent mine ws://127.0.0.1:9001
//! ```

mod asynchronous;
mod blocking;
mod scripted;

use std::net::SocketAddr;

use anyhow::Context;
use clap::{Parser, Subcommand, ValueEnum};
use tungstenite::Message;

#[derive(Parser)]
#[command(name = "conformance_peer")]
struct Arguments {
    #[arg(value_enum)]
    socket: Socket,

    #[command(subcommand)]
    task: Task,
}

/// Without "blocking", the sockets are tokio-tungstenite's.
#[derive(Clone, Copy, ValueEnum)]
enum Socket {
    Bare,
    Wrapped,
    Tapped,
    BlockingBare,
    BlockingWrapped,
    BlockingTapped,
}

#[derive(Clone, Copy)]
enum Wrapper {
    None,
    Wrap,
    WrapOverTap,
}

#[derive(Subcommand)]
enum Task {
    /// Echoes; prints its address when it is ready.
    Server {
        #[arg(long, default_value = "127.0.0.1:0")]
        listen: SocketAddr,

        /// Panic in every handler, right after the opening handshake.
        #[arg(long)]
        panicking: bool,
    },
    /// Runs all cases of an Autobahn fuzzing server.
    Client {
        url: String,

        /// The name in the server's reports.
        #[arg(long)]
        agent: String,
    },
    /// Accepts and opens connections that end as their URLs say, and prints their reports.
    Scripted,
}

impl Socket {
    fn wrapper(self) -> Wrapper {
        match self {
            Self::Bare | Self::BlockingBare => Wrapper::None,
            Self::Wrapped | Self::BlockingWrapped => Wrapper::Wrap,
            Self::Tapped | Self::BlockingTapped => Wrapper::WrapOverTap,
        }
    }

    fn blocks(self) -> bool {
        matches!(self, Self::BlockingBare | Self::BlockingWrapped | Self::BlockingTapped)
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Arguments { socket, task } = Arguments::parse();
    let wrapper = socket.wrapper();
    match task {
        Task::Server { listen, panicking } if socket.blocks() => {
            blocking::serve(listen, wrapper, panicking)
        }
        Task::Server { listen, panicking } => asynchronous::serve(listen, wrapper, panicking).await,
        Task::Scripted if socket.blocks() => scripted::blocking::run(wrapper),
        Task::Scripted => scripted::asynchronous::run(wrapper).await,
        Task::Client { url, agent } => {
            for case in 1..=case_count(&url)? {
                let url = format!("{url}/runCase?case={case}&agent={agent}");
                if socket.blocks() {
                    blocking::converse(&url, wrapper)?;
                } else {
                    asynchronous::converse(&url, wrapper).await?;
                }
            }
            until_end(&format!("{url}/updateReports?agent={agent}")).map(drop)
        }
    }
}

fn case_count(url: &str) -> anyhow::Result<u32> {
    let said = until_end(&format!("{url}/getCaseCount"))?;
    let count = said.first().context("the fuzzing server did not say how many cases it has")?;
    Ok(count.to_text()?.parse()?)
}

/// What a server says until it closes. This is no test, so the socket is always a bare one.
fn until_end(url: &str) -> anyhow::Result<Vec<Message>> {
    let (mut ws, _) = tungstenite::connect(url).with_context(|| format!("cannot reach {url}"))?;
    Ok(std::iter::from_fn(|| ws.read().ok()).collect())
}

/// Whether a message is to be echoed. tungstenite answers pings and closes.
fn is_data(message: &Message) -> bool {
    message.is_text() || message.is_binary()
}

/// What pywebsocket3's tests send to have the server close.
fn is_goodbye(message: &Message) -> bool {
    matches!(message, Message::Text(text) if *text == "Goodbye")
}

/// 1000, without a reason.
fn normal_closure() -> Message {
    use tungstenite::protocol::{CloseFrame, frame::coding::CloseCode};

    Message::Close(Some(CloseFrame { code: CloseCode::Normal, reason: "".into() }))
}
