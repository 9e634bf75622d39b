//! A client that stays connected for as long as there is a point in it.
//!
//! ```text
//! cargo run --example server
//! cargo run --example client
//! cargo run --example client -- --send '/close 1012 deploy'
//! cargo run --example client -- --send '/close 3000 token has run out'
//! cargo run --example client --features rustls -- wss://echo.websocket.org
//! ```
//!
//! The first stays until Ctrl-C, which closes with 1000; meanwhile kill the server, start it again, or
//! pull the plug. The second is told to come back later, spread in time; the third, to stay away:
//!
//! ```text
//! connected to ws://127.0.0.1:9001
//! closed: received 1012 Service Restart "deploy"; then sent 1012 Service Restart
//! reconnect: yes, with jitter of 5-30 s (IETF hybi, "Additional WebSocket Close Error Codes")
//! coming back in 23.20 s
//! no connection: IO error: Connection refused (os error 111)
//! reconnect: yes, with backoff (RFC 6455 section 7.2.3)
//! coming back in 7.31 s
//!
//! connected to ws://127.0.0.1:9001
//! closed: received 3000 Unauthorized "token has run out"; then sent 3000 Unauthorized
//! reconnect: after getting a new credential (judgement)
//! not coming back: the credential has to be renewed first
//! ```

use std::time::Duration;

use clap::Parser;
use closeframe::{
    Close, CloseCode, CloseMonitor, CloseReport, Keepalive, Policy,
    catalog::{self, Retry},
};
use futures_util::{SinkExt, StreamExt};
use tokio::{signal::ctrl_c, time::sleep};
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

/// A connection that lasted so long was a success: the next attempt is a first one again.
const SETTLED: Duration = Duration::from_secs(5);

#[tokio::main]
async fn main() {
    let Arguments { url, send } = Arguments::parse();
    // A dead network says nothing, and TCP may not notice for a quarter of an hour.
    let policy = Policy::default().with_keepalive(Keepalive::default());
    let closes = CloseMonitor::default().with_policy(policy);
    let stop = async {
        ctrl_c().await.expect("Ctrl-C can be waited for");
        closes.drain(Close::normal(), Duration::ZERO, Duration::from_secs(5)).await;
        // The loop has a moment to say how that ended, if it was not between two connections.
        sleep(Duration::from_secs(1)).await;
    };
    tokio::select! {
        why = stay_connected(&closes, &url, &send, sleep) => println!("not coming back: {why}"),
        () = stop => {}
    }
}

/// Connects again and again; returns why it would be in vain to do so once more.
pub(crate) async fn stay_connected(
    closes: &CloseMonitor,
    url: &str,
    send: &str,
    mut pause: impl AsyncFnMut(Duration),
) -> &'static str {
    let mut attempt = 0;
    loop {
        let ended = converse(closes, url, send).await;
        let advice = match &ended {
            Ok(report) => {
                println!("closed: {report}");
                let code = report.code().unwrap_or(CloseCode::ABNORMAL_CLOSURE);
                catalog::advice(code, report.catalog())
            }
            Err(error) => {
                println!("no connection: {error}");
                catalog::advice_for_error(error)
            }
        };
        println!("reconnect: {} ({})", advice.retry(), advice.source());
        if ended.as_ref().is_ok_and(|report| report.duration() >= SETTLED) {
            attempt = 0;
        }
        let Some(delay) = advice.delay(attempt, fastrand::f64()) else {
            return match advice.retry() {
                Retry::Elsewhere => "this server wants us to try another one",
                // Whoever can renew it does so here, and goes on as after `Retry::Backoff`.
                Retry::AfterNewCredential => "the credential has to be renewed first",
                Retry::AfterFix => "the same attempt would fail again, until its cause is fixed",
                _ => "there is nothing to come back for",
            };
        };
        println!("coming back in {:.2} s", delay.as_secs_f64());
        pause(delay).await;
        attempt += 1;
    }
}

/// Talks until the connection ends, and returns how it did.
async fn converse(closes: &CloseMonitor, url: &str, send: &str) -> Result<CloseReport, Error> {
    let (mut ws, _response) = closes.connect(url).await?;
    println!("connected to {url}");
    // What goes wrong from here on, the report tells better than an error.
    let _ = ws.send(Message::text(send)).await;
    while let Some(message) = ws.next().await {
        if let Ok(Message::Text(text)) = message {
            println!("received: {text}");
        }
    }
    Ok(ws.close_report().expect("a stream that is over has its report").clone())
}
