//! A client that knows how its connection ended, and whether to come back.
//!
//! ```text
//! cargo run --example server
//! cargo run --example client
//! cargo run --example client -- ws://127.0.0.1:9001/any/path
//! ```
//!
//! It sends a text, closes with 1000 when it comes back, and prints:
//!
//! ```text
//! connected to ws://127.0.0.1:9001
//! received: hello
//! closed: sent 1000 Normal Closure "done"; then received 1000 Normal Closure "done"
//! reconnect: no
//! ```
//!
//! If the server closes first, or vanishes, the last two lines say so instead.

use anyhow::Context;
use clap::Parser;
use closeframe::{Close, CloseCode, CloseLayer};
use futures_util::{SinkExt, StreamExt};
use tungstenite::Message;

/// Sends a text to a WebSocket echo server, closes, and tells how the connection ended.
#[derive(Parser)]
#[command(name = "client")]
struct Arguments {
    /// The server to talk to; the default is where the example server listens.
    #[arg(default_value = "ws://127.0.0.1:9001")]
    url: String,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Arguments { url } = Arguments::parse();
    let closes = CloseLayer::default();
    let connected = closes.connect(&url).await;
    let (mut ws, _) = connected.with_context(|| format!("cannot connect to {url}"))?;
    println!("connected to {url}");

    ws.send(Message::text("hello")).await?;
    while let Some(message) = ws.next().await {
        match message {
            Ok(Message::Text(text)) => {
                println!("received: {text}");
                ws.close(Close::new(CloseCode::NORMAL_CLOSURE, "done")?).await?;
            }
            Ok(_) => {}
            // The report below tells more than the error.
            Err(_) => break,
        }
    }

    if let Some(report) = ws.close_report() {
        println!("closed: {report}");
        if let Some(entry) = report.entry() {
            println!("reconnect: {}", entry.retry());
        }
    }
    Ok(())
}
