//! A WebSocket proxy that passes closes on as they may be passed on.
//!
//! ```text
//! cargo run --example proxy -- --listen 127.0.0.1:9003 --upstream ws://127.0.0.1:9001/
//! ```
//!
//! With `--upstream` at the example server, it prints for each client how both legs ended. A client
//! that sends `/close 4001 bye` sees 4001 and "bye"; while the server is killed, clients see 1014:
//!
//! ```text
//! listening on ws://127.0.0.1:9003
//! upstream: received 4001 Private Use "bye"; then sent 4001 Private Use
//! client:   sent 4001 Private Use "bye"; then received 4001 Private Use "bye"
//! ```
//!
//! Ctrl-C or SIGTERM closes both legs of all with 1001, and answers 503 to who comes; a second one ends the waiting.

mod lines;
mod signals;

use std::{io, net::SocketAddr, time::Duration};

use clap::Parser;
use closeframe::{Close, CloseCode, CloseMonitor, CloseReport, Towards, relay, relay_code};
use futures_util::{SinkExt, Stream, StreamExt};
use tokio::{
    net::{TcpListener, TcpStream},
    select,
    time::sleep,
};
use tungstenite::Message;

use self::{lines::Lines, signals::Signals};

/// Passes WebSocket messages on, both ways, and closes too.
#[derive(Parser)]
struct Arguments {
    /// Where to listen; port 0 takes any free port.
    #[arg(long, default_value = "127.0.0.1:9003")]
    listen: SocketAddr,

    /// Where to connect for each client.
    #[arg(long, default_value = "ws://127.0.0.1:9001/")]
    upstream: String,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Arguments { listen, upstream } = Arguments::parse();
    let mut signals = Signals::new()?;
    // Not `println`, which waits for who reads, and panics where nobody can.
    let out = Lines::to(io::stdout(), |out, lost| out.say(format_args!("{lost} lines were lost")))?;
    let closes = CloseMonitor::default();
    let listener = TcpListener::bind(listen).await?;
    out.say(format_args!("listening on ws://{}", listener.local_addr()?));
    tokio::spawn(accept(listener, closes.clone(), upstream, out.clone()));

    signals.next().await;
    let close = Close::new(CloseCode::GOING_AWAY, "server shutting down")?;
    let drain = async {
        let deadline = Duration::from_secs(8);
        let drained = closes.drain_and_stop(close, Duration::ZERO, deadline).await;
        out.say(format_args!("{drained:?}"));
        // Who was let in at the last moment is closed meanwhile.
        sleep(Duration::from_millis(500)).await;
    };
    select! {
        () = drain => {}
        () = signals.next() => {}
    }
    out.finish();
    Ok(())
}

async fn accept(listener: TcpListener, closes: CloseMonitor, upstream: String, out: Lines) {
    loop {
        let tcp = match listener.accept().await {
            Ok((tcp, _)) => tcp,
            Err(error) => {
                // Too many open files, say; the same would come again at once.
                out.say(format_args!("cannot accept a connection: {error}"));
                sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let (closes, upstream, out) = (closes.clone(), upstream.clone(), out.clone());
        tokio::spawn(async move {
            if let Err(error) = pass_on(tcp, &closes, upstream, &out).await {
                out.say(error);
            }
        });
    }
}

async fn pass_on(
    tcp: TcpStream,
    closes: &CloseMonitor,
    upstream: String,
    out: &Lines,
) -> anyhow::Result<()> {
    let mut client = closes.accept(tcp).await?;
    let mut server = match closes.connect(upstream).await {
        Ok((server, _response)) => server,
        Err(error) => {
            // As if that leg had ended without a close frame.
            client.close_with(relay_code(1006, "", Towards::Client)).await?;
            return Err(error.into());
        }
    };
    loop {
        select! {
            message = client.next() => match message {
                Some(Ok(message)) if is_data(&message) => {
                    if server.send(message).await.is_err() {
                        break read_to_the_end(&mut server).await;
                    }
                }
                Some(Ok(_)) => {}
                _ => break,
            },
            message = server.next() => match message {
                Some(Ok(message)) if is_data(&message) => {
                    if client.send(message).await.is_err() {
                        break read_to_the_end(&mut client).await;
                    }
                }
                Some(Ok(_)) => {}
                _ => break,
            },
        }
    }
    // Whichever leg ended first decides what the other is told.
    if let Some(close) = told(server.close_report(), Towards::Client) {
        client.close_with(close).await?;
    } else if let Some(close) = told(client.close_report(), Towards::Server) {
        server.close_with(close).await?;
    }
    out.say(format_args!("upstream: {}", sentence(server.close_report())));
    out.say(format_args!("client:   {}", sentence(client.close_report())));
    Ok(())
}

/// Why a leg takes no more messages is told by what it still has to say.
async fn read_to_the_end(mut leg: impl Stream + Unpin) {
    while leg.next().await.is_some() {}
}

fn told(ended: Option<&CloseReport>, towards: Towards) -> Option<Close> {
    ended.map(|report| relay(report, towards))
}

fn is_data(message: &Message) -> bool {
    message.is_text() || message.is_binary()
}

fn sentence(report: Option<&CloseReport>) -> String {
    report.map_or_else(|| "still open".to_owned(), ToString::to_string)
}
