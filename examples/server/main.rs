//! A WebSocket echo server whose every close is validated, explained, logged and counted.
//!
//! ```text
//! cargo run --release --example server
//! cargo run --release --example server -- --ws 127.0.0.1:0 --http 127.0.0.1:0 --log json --linger 5
//! ```
//!
//! When it is ready it prints one line per address on standard error:
//!
//! ```text
//! websocket listening on ws://127.0.0.1:9001
//! http listening on http://127.0.0.1:9002
//! ```
//!
//! `--subprotocol ID` and `--catalog FILE` (see `examples/catalog.toml`) choose what all connections
//! mean by their codes. Without `--subprotocol`, a connection that negotiates a subprotocol which the
//! crate knows, such as `graphql-transport-ws`, has that one's meanings, unless a file gives one of its
//! codes another. `--endpoint NAME` counts and logs connections to `/endpoint/NAME` as of that endpoint.
//!
//! Then it logs one event per closed connection on standard output. What a client can make it do is
//! told in [`echo`], what HTTP offers in [`http`].
//!
//! Nothing waits for either output, and the exit status is 0 whatever became of them: lines that they do not
//! take are counted as `log_lines_lost_total`.
//!
//! On SIGTERM or Ctrl-C it answers 503 to who wants to connect, closes everyone with 1001, waits for their
//! replies and prints what became of the connections on standard error:
//!
//! ```text
//! drained: 2 clean, 0 not awaited, 0 unanswered, 0 abandoned, 0 timed out, 0 otherwise, 0 still open
//! shut down: 3 connections opened, 3 closed, 0 still open
//! ```
//!
//! Then it lingers, so that a last scrape of `/metrics` sees these closes too. A second signal ends all of the
//! waiting.

#[path = "../catalog_file/mod.rs"]
mod catalog_file;
mod command;
mod console;
mod draining;
mod echo;
mod endpoints;
mod http;
#[path = "../lines.rs"]
mod lines;
mod listening;
mod logging;
mod meanings;
mod pages;
mod recorder;
mod seconds;
#[path = "../signals.rs"]
mod signals;
mod subprotocols;
mod taking;
mod tally;

use std::{net::SocketAddr, time::Duration};

use anyhow::Context;
use clap::Parser;
use closeframe::{CloseMonitor, catalog::Locale};
use tokio::net::TcpListener;

use crate::{
    catalog_file::Choice,
    console::{Book, Limits},
    draining::DRAIN_LIMIT,
    echo::Requests,
    endpoints::Endpoints,
    http::Site,
    listening::Door,
    logging::{LogFormat, Outputs},
    seconds::seconds,
    signals::Signals,
    subprotocols::Negotiated,
    tally::Tally,
};

/// Echoes WebSocket messages; logs and counts how every connection ends.
#[derive(Parser)]
#[command(name = "server")]
struct Arguments {
    /// Where to listen for WebSocket connections; port 0 takes any free port.
    #[arg(long, default_value = "127.0.0.1:9001")]
    ws: SocketAddr,

    /// Where to serve /metrics and the pages; port 0 takes any free port.
    #[arg(long, default_value = "127.0.0.1:9002")]
    http: SocketAddr,

    /// How many WebSocket connections there may be at once. Who comes beyond waits until one is over.
    #[arg(long, value_name = "COUNT", default_value = "65536")]
    most: u32,

    /// How to log, on standard output. RUST_LOG chooses what.
    #[arg(long, value_enum, default_value_t)]
    log: LogFormat,

    #[command(flatten)]
    choice: Choice,

    /// The language of the explanations in the log.
    #[arg(long, value_name = "LANGUAGE", default_value_t)]
    lang: Locale,

    /// Counts and logs connections to /endpoint/NAME as opened at this endpoint; may be repeated.
    #[arg(long, value_name = "NAME")]
    endpoint: Vec<String>,

    /// For how many seconds HTTP goes on after everyone was closed.
    #[arg(long, value_name = "SECONDS", default_value = "1", value_parser = seconds)]
    linger: Duration,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Arguments { ws, http, most, log, choice, lang, endpoint, linger } = Arguments::parse();
    let (catalog, spoken) = meanings::catalog(&choice)?;
    // Before the monitor is used: what is counted or logged earlier is lost.
    let metrics = recorder::install().context("cannot install the metrics recorder")?;
    let outputs = Outputs::install(log)?;
    let mut signals = Signals::new()?;

    let tally = Tally::default();
    let closes = CloseMonitor::default()
        .with_catalog(catalog)
        .with_locale(lang)
        .with_observer(tally.clone());

    let ws = TcpListener::bind(ws).await.with_context(|| format!("cannot listen on {ws}"))?;
    let http = TcpListener::bind(http).await.with_context(|| format!("cannot listen on {http}"))?;
    let (ws_address, http_address) = (ws.local_addr()?, http.local_addr()?);

    let site = Site { metrics, catalog: closes.catalog().clone() };
    let book = Book::new();
    let console = console::router(book.clone(), Limits::default(), ws_address, true);
    tokio::spawn(http::serve(Door::new(http, http::MOST_CONNECTIONS), site, console));
    let negotiated = Negotiated::of(spoken);
    let requests = Requests { negotiated, endpoints: Endpoints::new(endpoint) };
    tokio::spawn(echo::serve(Door::new(ws, most), closes.clone(), requests, book));
    outputs.say(format_args!("websocket listening on ws://{ws_address}"));
    outputs.say(format_args!("http listening on http://{http_address}"));

    signals.next().await;
    draining::end(draining::drain(&closes, DRAIN_LIMIT), &mut signals, &outputs, tally, linger)
        .await
}
