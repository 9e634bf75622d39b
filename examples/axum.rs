//! An axum server whose every close is validated, explained and told, in two ways.
//!
//! ```text
//! cargo run --features axum --example axum
//! cargo run --features axum --example axum -- 127.0.0.1:9004
//! ```
//!
//! It echoes texts and binaries on two paths:
//!
//! - `/` wraps axum's own `WebSocket`: one line in the handler changes. The reports rely on what
//!   tungstenite tells.
//! - `/tapped` does the upgrade itself and puts a tap underneath, so the reports hold what the peer
//!   really sent.
//!
//! A client that connects to the first, then to the second, and closes each with 1014, makes it
//! print this: tungstenite does not know the code, and tells and answers another.
//!
//! ```text
//! listening on ws://127.0.0.1:9003/ and ws://127.0.0.1:9003/tapped
//! closed: received 1002 Protocol Error "Protocol violation"; then sent 1002 Protocol Error
//! closed: received 1014 Bad Gateway; then sent 1002 Protocol Error
//! ```
//!
//! Ctrl-C closes everyone with 1001: axum's graceful shutdown does not wait for WebSockets.

use std::{env, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{
        Request, State,
        ws::{self, WebSocketUpgrade},
    },
    http::StatusCode,
    response::Response,
    routing::any,
};
use closeframe::{
    Close, CloseCode, CloseMonitor, CloseReport, MonitoredStream, MonitoredWebSocket,
};
use futures_util::{SinkExt, StreamExt};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio_tungstenite::WebSocketStream;
use tungstenite::{handshake::server::create_response_with_body, protocol::Role};

/// What axum runs a WebSocket on.
type Io = TokioIo<Upgraded>;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:9003".to_owned());
    let closes =
        CloseMonitor::default().with_observer(|report: &CloseReport| println!("closed: {report}"));

    let listener = TcpListener::bind(&address).await?;
    let address = listener.local_addr()?;
    println!("listening on ws://{address}/ and ws://{address}/tapped");
    let interrupted = async {
        // An error means that there is nothing to wait for.
        let _ = tokio::signal::ctrl_c().await;
    };
    axum::serve(listener, router(closes.clone())).with_graceful_shutdown(interrupted).await?;
    let close = Close::new(CloseCode::GOING_AWAY, "server shutting down")?;
    println!("{:?}", closes.drain_and_stop(close, Duration::ZERO, Duration::from_secs(8)).await);
    Ok(())
}

pub(crate) fn router(closes: CloseMonitor) -> Router {
    Router::new().route("/", any(wrapped)).route("/tapped", any(tapped)).with_state(closes)
}

async fn wrapped(State(closes): State<CloseMonitor>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(move |socket| echo(closes.wrap(socket)))
}

async fn echo(mut socket: MonitoredWebSocket) {
    while let Some(Ok(message)) = socket.recv().await {
        if let ws::Message::Text(_) | ws::Message::Binary(_) = message {
            // An error comes again from `recv`, or is in the report.
            let _ = socket.send(message).await;
        }
    }
}

async fn tapped(
    State(closes): State<CloseMonitor>,
    mut request: Request,
) -> Result<Response, StatusCode> {
    let response = create_response_with_body(&request, Body::empty);
    let response = response.map_err(|_| StatusCode::BAD_REQUEST)?;
    let upgraded = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        // There is no connection if the client left before the response did.
        let Ok(upgraded) = upgraded.await else { return };
        let io = closes.tap_upgraded(TokioIo::new(upgraded));
        let ws = WebSocketStream::from_raw_socket(io, Role::Server, None).await;
        echo_tapped(closes.wrap_tapped(ws)).await;
    });
    Ok(response)
}

async fn echo_tapped(mut ws: MonitoredStream<Io>) {
    while let Some(Ok(message)) = ws.next().await {
        if message.is_text() || message.is_binary() {
            let _ = ws.send(message).await;
        }
    }
}
