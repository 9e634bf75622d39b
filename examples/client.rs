//! A client that stays connected for as long as there is a point in it: `cargo run --example client`.
//! `examples/README.md` shows what it prints when the server restarts, drains, refuses it or is gone.

use std::time::Duration;

use clap::Parser;
use closeframe::{
    CloseCode, CloseMonitor, CloseReport, Keepalive, Policy,
    catalog::{self, Retry},
};
use futures_util::{SinkExt, StreamExt};
use tungstenite::{Error, Message};

/// Stays connected to a WebSocket server, and tells how each connection ended.
#[derive(Parser)]
#[command(name = "client")]
struct Arguments {
    /// The server to talk to; the default is where the example server listens.
    #[arg(default_value = "ws://127.0.0.1:9001")]
    url: String,
    /// What to send on each connection; the example server takes `/close CODE` for an order.
    #[arg(long, value_name = "TEXT", default_value = "hello")]
    send: String,
}

#[tokio::main]
async fn main() {
    let Arguments { url, send } = Arguments::parse();
    // A dead network says nothing, and TCP may not notice for a quarter of an hour.
    let policy = Policy::default().with_keepalive(Keepalive::default());
    let closes = CloseMonitor::default().with_policy(policy);
    let last = stay_connected(&closes, &url, &send, tokio::time::sleep).await;
    println!("not coming back: reconnect {last}");
}

/// Connects again and again, until that would be in vain.
pub(crate) async fn stay_connected(
    closes: &CloseMonitor,
    url: &str,
    send: &str,
    mut pause: impl AsyncFnMut(Duration),
) -> Retry {
    let mut attempt = 0;
    loop {
        let advice = match converse(closes, url, send).await {
            Ok(report) => {
                println!("closed: {report}");
                // One that lasted was a success: the next attempt is a first one again.
                attempt = if report.duration() < Duration::from_secs(5) { attempt } else { 0 };
                catalog::advice(
                    report.code().unwrap_or(CloseCode::ABNORMAL_CLOSURE),
                    closes.catalog(),
                )
            }
            Err(error) => {
                println!("no connection: {error}");
                catalog::advice_for_error(&error)
            }
        };
        // Whoever can renew a credential, or knows another server, goes on here as after a backoff.
        let Some(delay) = advice.delay(attempt, fastrand::f64()) else { return advice.retry() };
        println!("coming back in {:.2} s ({})", delay.as_secs_f64(), advice.source());
        pause(delay).await;
        attempt += 1;
    }
}

/// Talks until the connection ends, and returns how it did.
async fn converse(closes: &CloseMonitor, url: &str, send: &str) -> Result<CloseReport, Error> {
    let (mut ws, _response) = closes.connect(url).await?;
    // What goes wrong from here on, the report tells better than an error.
    let _ = ws.send(Message::text(send)).await;
    while let Some(message) = ws.next().await {
        println!("received: {message:?}");
    }
    Ok(ws.close_report().expect("a stream that is over has its report").clone())
}
