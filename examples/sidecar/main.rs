//! A plain HTTP/1.1 reverse proxy in front of a WebSocket server in any language: it logs, counts and explains
//! how every connection ended, without a change to that server.
//!
//! ```text
//! cargo run --release -p closeframe-sidecar -- --listen 127.0.0.1:9001 --to 127.0.0.1:8000
//! ```
//!
//! When it is ready it prints one line per address on standard error:
//!
//! ```text
//! listening on http://127.0.0.1:9001 for 127.0.0.1:8000
//! http listening on http://127.0.0.1:9002
//! ```
//!
//! The second has `/metrics`, a console at `/` and the catalog's pages, as the example server has them. What is
//! logged is told there too.
//!
//! WebSockets pass byte by byte, whatever they have agreed on, and so does other HTTP, one connection to the
//! server for each request. What does not pass, since hyper or HTTP/1.1 (RFC 9110 section 7.6.1) will not have it:
//!
//! - what concerns one hop alone: `Connection` and what it names, `Keep-Alive`, `Proxy-Connection`; an
//!   `Upgrade` to anything but `websocket`, so that the server answers as if it had not been asked
//! - informational responses (103), but for the 100 that hyper itself sends; more than 100 headers, or 400 kB
//!   of them; trailers that no `Trailer` announces, or to whom has not sent `TE: trailers`; `CONNECT`
//! - a client's half-closed connection: it is taken for one that is gone
//!
//! Nothing is added: no `X-Forwarded-For`, no `Date`. What the server cannot be asked for is answered with 502,
//! what it takes too long for with 504, and a 101 that is none (RFC 6455 section 4.1) with 502.
//!
//! On SIGTERM or Ctrl-C it answers 503 to who wants a WebSocket, closes both sides of each with 1001, lets
//! requests finish, for up to `--drain-limit`, and exits with 0. A second signal ends the waiting.
//! Nothing waits for either output: lines that they do not take are counted as `log_lines_lost_total`.

#[path = "../catalog_file/mod.rs"]
mod catalog_file;
mod forward;
mod hop;
#[path = "../lines.rs"]
mod lines;
mod progress;
mod serve;
#[path = "../signals.rs"]
mod signals;
#[cfg(test)]
mod tests;
mod upgrade;

/// What the example server has.
#[path = "../server"]
mod server {
    pub(super) mod console;
    pub(super) mod draining;
    pub(super) mod http;
    pub(super) mod listening;
    pub(super) mod logging;
    pub(super) mod meanings;
    pub(super) mod pages;
    pub(super) mod recorder;
    pub(super) mod seconds;
    pub(super) mod taking;
    pub(super) mod tally;
}

use std::{net::SocketAddr, sync::Arc, time::Duration};

use anyhow::Context;
use clap::Parser;
use closeframe::{CloseMonitor, catalog::Locale};
use tokio::net::TcpListener;

use self::{
    catalog_file::Choice,
    serve::{Limits, Sidecar},
    server::{
        console,
        draining::{self, DRAIN_LIMIT},
        http,
        listening::{self, Door},
        logging::{LogFormat, Outputs},
        meanings, pages, recorder,
        seconds::seconds,
        taking,
        tally::Tally,
    },
    signals::Signals,
};

/// Passes HTTP and WebSockets on to a server; logs and counts how every WebSocket ends.
#[derive(Parser)]
#[command(name = "sidecar")]
struct Arguments {
    /// Where to listen; port 0 takes any free port.
    #[arg(long, value_name = "ADDR")]
    listen: SocketAddr,

    /// The server to pass everything on to, a name or an address, with its port.
    #[arg(long, value_name = "ADDR", value_parser = with_port)]
    to: String,

    /// Where to serve /metrics and the pages; port 0 takes any free port.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:9002")]
    http: SocketAddr,

    /// How many connections of clients there may be at once, each with one to the server or two. Who comes beyond
    /// waits until one is over.
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

    /// Where one side of a WebSocket ends without a close frame, sends one to the other.
    #[arg(long)]
    tell_survivor: bool,

    /// How long a client may take for the head of a request, between two requests, and to take any more of an
    /// answer. WebSockets have all the time.
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    client_timeout: Duration,

    /// How long the server may take to be connected to, and for the head of a response.
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    response_timeout: Duration,

    /// How long close handshakes and requests may take at the end. Keep it below the time after which the
    /// process is killed: 10 s by Docker, 30 s in Kubernetes.
    #[arg(long, value_name = "SECONDS", default_value_t = DRAIN_LIMIT.as_secs())]
    drain_limit: u64,

    /// For how many seconds HTTP goes on after everyone was closed.
    #[arg(long, value_name = "SECONDS", default_value = "1", value_parser = seconds)]
    linger: Duration,
}

fn with_port(text: &str) -> Result<String, &'static str> {
    let port = text.rsplit_once(':').and_then(|(_, port)| port.parse::<u16>().ok());
    port.map(|_| text.to_owned()).ok_or("not a name or an address with a port")
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let (catalog, _) = meanings::catalog(&arguments.choice)?;
    // Before the monitor is used: what is counted or logged earlier is lost.
    let metrics = recorder::install().context("cannot install the metrics recorder")?;
    let outputs = Outputs::install(arguments.log)?;
    let mut signals = Signals::new()?;

    let tally = Tally::default();
    let closes = CloseMonitor::default()
        .with_catalog(catalog)
        .with_locale(arguments.lang)
        .with_observer(tally.clone());
    let (listener, address) = listen(arguments.listen).await?;
    let (http, http_address) = listen(arguments.http).await?;

    let site = http::Site { metrics, catalog: closes.catalog().clone() };
    let Arguments {
        to,
        most,
        tell_survivor,
        client_timeout,
        response_timeout,
        drain_limit,
        linger,
        ..
    } = arguments;
    let limits = Limits {
        client: client_timeout,
        response: response_timeout,
        drain: Duration::from_secs(drain_limit),
    };
    let sidecar = Arc::new(Sidecar::new(to, limits, tell_survivor, closes));
    let console = console::router(sidecar.book.clone(), console::Limits::default(), address, false);
    tokio::spawn(http::serve(Door::new(http, http::MOST_CONNECTIONS), site, console));
    outputs.say(format_args!("listening on http://{address} for {}", sidecar.to));
    outputs.say(format_args!("http listening on http://{http_address}"));
    tokio::spawn(Arc::clone(&sidecar).serve(Door::new(listener, most)));

    signals.next().await;
    draining::end(sidecar.drain(), &mut signals, &outputs, tally, linger).await
}

async fn listen(address: SocketAddr) -> anyhow::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind(address).await;
    let listener = listener.with_context(|| format!("cannot listen on {address}"))?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}
