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
//! If the server closes first, or vanishes, the last two lines say so instead. With `--reconnect` it
//! does what the last one says:
//!
//! ```text
//! cargo run --example client -- --reconnect --attempts 1 --speed 10 --send '/close 1012 deploy'
//! cargo run --example client -- --reconnect --subprotocol graphql-transport-ws --send '/close 4403'
//! ```
//!
//! The first is told to come back later, spread in time, and does so ten times faster than that; the
//! second is told why to stay away:
//!
//! ```text
//! connected to ws://127.0.0.1:9001
//! closed: received 1012 Service Restart "deploy"; then sent 1012 Service Restart
//! reconnect: yes, with jitter of 5-30 s (after 1012, by IETF hybi, "Additional WebSocket Close Error Codes" <https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/>)
//! coming back in 2.32 s
//! connected to ws://127.0.0.1:9001
//! closed: received 1012 Service Restart "deploy"; then sent 1012 Service Restart
//! reconnect: yes, with jitter of 5-30 s (after 1012, by IETF hybi, "Additional WebSocket Close Error Codes" <https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/>)
//! not coming back: no attempt is left
//!
//! connected to ws://127.0.0.1:9001
//! closed: received 4403 Forbidden; then sent 4403 Forbidden
//! reconnect: after getting a new credential (after 4403, by https://the-guild.dev/graphql/ws/recipes)
//! not coming back: the credential has to be renewed first
//! ```

use std::time::Duration;

use anyhow::Context;
use clap::Parser;
use closeframe::{
    Close, CloseCode, CloseMonitor,
    catalog::{self, Advice, Catalog, Retry, Subprotocol},
};
use futures_util::{SinkExt, StreamExt};
use tokio::time::sleep;
use tungstenite::{
    Message,
    client::{ClientRequestBuilder, IntoClientRequest},
};

/// Sends a text to a WebSocket echo server, closes, and tells how the connection ended.
#[derive(Parser)]
#[command(name = "client")]
struct Arguments {
    /// The server to talk to; the default is where the example server listens.
    #[arg(default_value = "ws://127.0.0.1:9001")]
    url: String,

    /// The text to send; the example server takes `/close CODE` for an order.
    #[arg(long, value_name = "TEXT", default_value = "hello")]
    send: String,

    /// Come back as the catalog advises.
    #[arg(long)]
    reconnect: bool,

    /// How often to come back at most.
    #[arg(long, value_name = "N", default_value_t = 5, requires = "reconnect")]
    attempts: u32,

    /// Wait so many times shorter than advised: for demonstrations, never for servers of others.
    #[arg(long, value_name = "FACTOR", default_value = "1", requires = "reconnect",
        value_parser = speed)]
    speed: f64,

    /// Read codes as this subprotocol means them, and offer it to the server.
    #[arg(long, value_name = "ID", value_parser = subprotocol)]
    subprotocol: Option<&'static Subprotocol>,
}

/// A connection that lasted so long was a success: the next attempt is a first one again.
const SETTLED: Duration = Duration::from_secs(5);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let mut known = Catalog::standard();
    if let Some(subprotocol) = arguments.subprotocol {
        known = known.with_subprotocol(subprotocol)?;
    }
    let closes = CloseMonitor::default().with_catalog(known.clone());

    let mut attempt = 0;
    for left in (0..=arguments.attempts).rev() {
        let (code, lifetime) = match converse(&closes, &arguments).await {
            Ok(ending) => ending,
            // As a browser has it: no connection, no code.
            Err(error) if arguments.reconnect => {
                println!("{error}: {}", error.root_cause());
                (CloseCode::ABNORMAL_CLOSURE, Duration::ZERO)
            }
            Err(error) => return Err(error),
        };
        let advice = catalog::advice(code, &known);
        if !arguments.reconnect {
            println!("reconnect: {}", advice.retry());
            break;
        }
        println!("reconnect: {} (after {}, by {})", advice.retry(), code.as_u16(), by(&advice));
        if lifetime >= SETTLED {
            attempt = 0;
        }
        let Some(delay) = advice.delay(attempt, fastrand::f64()) else {
            println!("not coming back: {}", why_not(advice.retry()));
            break;
        };
        if left == 0 {
            println!("not coming back: no attempt is left");
            break;
        }
        let delay = delay.div_f64(arguments.speed);
        println!("coming back in {:.2} s", delay.as_secs_f64());
        sleep(delay).await;
        attempt += 1;
    }
    Ok(())
}

/// Talks until the connection ends; returns the code that it ended with, and how long it lasted.
async fn converse(
    closes: &CloseMonitor,
    Arguments { url, send, subprotocol, .. }: &Arguments,
) -> anyhow::Result<(CloseCode, Duration)> {
    let offered = subprotocol.iter().flat_map(|it| it.negotiated()).copied();
    let request = ClientRequestBuilder::new(url.parse()?);
    let request = offered.fold(request, |request, name| request.with_sub_protocol(name));
    let connected = closes.connect(request.into_client_request()?).await;
    let (mut ws, _) = connected.with_context(|| format!("cannot connect to {url}"))?;
    println!("connected to {url}");

    ws.send(Message::text(send)).await?;
    while let Some(message) = ws.next().await {
        match message {
            Ok(Message::Text(text)) => {
                println!("received: {text}");
                ws.close_with(Close::new(CloseCode::NORMAL_CLOSURE, "done")?).await?;
            }
            Ok(_) => {}
            // The report below tells more than the error.
            Err(_) => break,
        }
    }

    let report = ws.close_report().context("the connection did not end")?;
    println!("closed: {report}");
    let code = report.code().unwrap_or(CloseCode::ABNORMAL_CLOSURE);
    Ok((code, report.duration()))
}

fn by(advice: &Advice<'_>) -> String {
    match advice.source_url() {
        Some(url) if url != advice.source() => format!("{} <{url}>", advice.source()),
        _ => advice.source().to_owned(),
    }
}

/// Why the same attempt would be in vain.
fn why_not(retry: Retry) -> &'static str {
    match retry {
        Retry::Elsewhere => "this server wants us to try another one",
        Retry::AfterNewCredential => "the credential has to be renewed first",
        Retry::AfterFix => "the same attempt would fail again, until its cause is fixed",
        _ => "there is nothing to come back for",
    }
}

fn speed(factor: &str) -> Result<f64, String> {
    match factor.parse() {
        Ok(factor) if (0.001..=1e6).contains(&factor) => Ok(factor),
        _ => Err("a speed is a number from 0.001 to 1000000".to_owned()),
    }
}

fn subprotocol(id: &str) -> Result<&'static Subprotocol, String> {
    let ids = || Subprotocol::ALL.iter().map(|it| it.id()).collect::<Vec<_>>().join(", ");
    Subprotocol::from_id(id).ok_or_else(|| format!("no such subprotocol, only {}", ids()))
}
