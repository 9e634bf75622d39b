//! An axum server whose every close is validated, explained and told, in two ways.
//!
//! ```text
//! cargo run --features axum --example axum
//! cargo run --features axum --example axum -- 127.0.0.1:9004
//! ```
//!
//! It echoes texts and binaries on two paths:
//!
//! - `/` has closeframe's extractor in place of axum's: an import and a layer change, and there is a tap
//!   underneath, so the reports hold what the peer really sent.
//! - `/wrapped` wraps axum's own `WebSocket`, and keeps its types: one line in the handler changes. The reports
//!   rely on what tungstenite tells.
//!
//! A client that connects to the first, then to the second, and closes each with 1014, makes it
//! print this: tungstenite does not know the code, and tells and answers another.
//!
//! ```text
//! listening on ws://127.0.0.1:9003/ and ws://127.0.0.1:9003/wrapped
//! closed: received 1014 Bad Gateway; then sent 1002 Protocol Error
//! closed: received 1002 Protocol Error "Protocol violation"; then sent 1002 Protocol Error
//! ```
//!
//! Ctrl-C or SIGTERM closes everyone with 1001; a second one ends the waiting. axum's graceful shutdown does not wait
//! for WebSockets, so it begins after the drain: until then who comes to `/` is answered with 503 and a `Retry-After`.
//! `axum::serve` has no time-out for who is slow to ask; where that matters, serve as `hyper.rs` does.

mod lines;
mod signals;

use std::{env, io, time::Duration};

use axum::{
    Extension, Router,
    extract::{State, ws},
    response::Response,
    routing::any,
};
use closeframe::{
    Close, CloseCode, CloseMonitor, CloseReport, MonitoredWebSocket,
    axum::{WebSocket, WebSocketUpgrade},
};
use tokio::{net::TcpListener, select, time::sleep};

use self::{lines::Lines, signals::Signals};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:9003".to_owned());
    let mut signals = Signals::new()?;
    // Not `println`, which waits for who reads, and panics where nobody can.
    let out = Lines::to(io::stdout(), |out, lost| out.say(format_args!("{lost} lines were lost")))?;
    let told = out.clone();
    let closes = CloseMonitor::default()
        .with_observer(move |report: &CloseReport| told.say(format_args!("closed: {report}")));

    let listener = TcpListener::bind(&address).await?;
    let address = listener.local_addr()?;
    out.say(format_args!("listening on ws://{address}/ and ws://{address}/wrapped"));
    let router = router(closes.clone());
    let close = Close::new(CloseCode::GOING_AWAY, "server shutting down")?;
    let (said, mut again) = (out.clone(), Signals::new()?);
    let drained = async move {
        signals.next().await;
        let deadline = Duration::from_secs(8);
        let drained = closes.drain_and_stop(close, Duration::ZERO, deadline).await;
        said.say(format_args!("{drained:?}"));
        // Who was let in at the last moment is closed meanwhile.
        sleep(Duration::from_millis(500)).await;
    };
    let serving = axum::serve(listener, router).with_graceful_shutdown(drained);
    let given_up = async {
        again.next().await;
        // Half a request would hold it up as long as its client likes; Docker kills after 10 s.
        select! {
            () = sleep(Duration::from_secs(9)) => {}
            () = again.next() => {}
        }
    };
    select! {
        served = serving.into_future() => served?,
        () = given_up => {}
    }
    out.finish();
    Ok(())
}

pub(crate) fn router(closes: CloseMonitor) -> Router {
    let echo = any(upgrade).layer(Extension(closes.endpoint("echo")));
    Router::new().route("/", echo).route("/wrapped", any(wrapped)).with_state(closes)
}

async fn upgrade(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(echo)
}

async fn echo(mut socket: WebSocket) {
    while let Some(Ok(message)) = socket.recv().await {
        if message.is_text() || message.is_binary() {
            // An error comes again from `recv`, or is in the report.
            let _ = socket.send(message).await;
        }
    }
}

async fn wrapped(State(closes): State<CloseMonitor>, upgrade: ws::WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(move |socket| echo_wrapped(closes.wrap(socket)))
}

async fn echo_wrapped(mut socket: MonitoredWebSocket) {
    while let Some(Ok(message)) = socket.recv().await {
        if let ws::Message::Text(_) | ws::Message::Binary(_) = message {
            let _ = socket.send(message).await;
        }
    }
}
