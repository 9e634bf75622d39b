//! An echo server on plain hyper, with the tap beneath its WebSockets.
//!
//! ```text
//! cargo run --example hyper --features hyper
//! cargo run --example hyper --features hyper -- 127.0.0.1:9005
//! ```
//!
//! It listens on ws://127.0.0.1:9004 unless told otherwise, on any path, and logs each ending. On Ctrl-C or SIGTERM it answers 503 to who
//! wants to connect, closes everyone with 1001, and ends; a second one ends the waiting.

mod lines;
mod signals;

use std::{convert::Infallible, env, io, time::Duration};

use closeframe::{Close, CloseCode, CloseMonitor, Upgrading};
use futures_util::{SinkExt, StreamExt};
use hyper::{Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{net::TcpListener, select, time::sleep};

use self::{lines::Lines, signals::Signals};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut signals = Signals::new()?;
    // Not straight to standard output: a log that nobody reads, or a full disk, would hold up everyone.
    let out = Lines::to(io::stdout(), |out, lost| out.say(format_args!("{lost} lines were lost")))?;
    let log = tracing_subscriber::fmt().with_max_level(tracing::Level::DEBUG);
    log.with_writer(out.clone()).log_internal_errors(false).init();
    let closes = CloseMonitor::default();
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:9004".to_owned());
    let listener = TcpListener::bind(&address).await?;
    tokio::spawn(accept(listener, closes.clone()));
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

pub(crate) async fn accept(listener: TcpListener, closes: CloseMonitor) {
    loop {
        let Ok((tcp, address)) = listener.accept().await else {
            // Too many open files, say; the same would come again at once.
            sleep(Duration::from_millis(100)).await;
            continue;
        };
        let closes = closes.for_client(address.ip());
        let service = service_fn(move |request| {
            let response = answer(&closes, request);
            async move { Ok::<_, Infallible>(response) }
        });
        let mut http = http1::Builder::new();
        // Without a timer, a client could hold the socket before it has asked for anything.
        http.timer(TokioTimer::new());
        tokio::spawn(http.serve_connection(TokioIo::new(tcp), service).with_upgrades());
    }
}

fn answer(closes: &CloseMonitor, mut request: Request<Incoming>) -> Response<String> {
    match closes.upgrade(&mut request) {
        Ok((response, socket)) => {
            tokio::spawn(echo(socket));
            response.map(|()| String::new())
        }
        Err(rejected) => rejected.into_response(),
    }
}

async fn echo(socket: Upgrading) {
    // Why there is none, the monitor has told.
    let Ok(mut ws) = socket.await else { return };
    while let Some(Ok(message)) = ws.next().await {
        let is_data = message.is_text() || message.is_binary();
        if is_data && ws.send(message).await.is_err() {
            break;
        }
    }
}
