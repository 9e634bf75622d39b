//! An echo server on poem, which keeps hyper's upgrade to itself and gives an io of its own: the response is made
//! here, and the tap put around that io.
//!
//! ```sh
//! cargo run -p closeframe-poem    # in examples/frameworks; on ws://127.0.0.1:9001
//! ```

#[cfg(test)]
#[path = "../probe.rs"]
mod probe;

use closeframe::{
    CloseMonitor,
    tokio_tungstenite::WebSocketStream,
    tungstenite::{handshake::server::create_response, protocol::Role},
};
use futures_util::{SinkExt, StreamExt};
use poem::{
    OnUpgrade, Request, Response, Server, endpoint::make_sync, error::BadRequest, http,
    listener::TcpAcceptor,
};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    tracing_subscriber::fmt().init();
    serve(TcpListener::bind("127.0.0.1:9001").await?, CloseMonitor::default()).await
}

async fn serve(listener: TcpListener, closes: CloseMonitor) -> std::io::Result<()> {
    let upgrade = make_sync(move |request| upgrade(&closes, &request));
    Server::new_with_acceptor(TcpAcceptor::from_tokio(listener)?).run(upgrade).await
}

fn upgrade(closes: &CloseMonitor, request: &Request) -> poem::Result<Response> {
    let mut head = http::Request::new(());
    *head.method_mut() = request.method().clone();
    *head.headers_mut() = request.headers().clone();
    let handshake = create_response(&head).map_err(BadRequest)?;
    let mut response = Response::from(handshake.status());
    response.headers_mut().clone_from(handshake.headers());
    tokio::spawn(echo(closes.clone(), request.take_upgrade()?));
    Ok(response)
}

async fn echo(closes: CloseMonitor, upgrade: OnUpgrade) {
    // There is no connection if the client left before the response did.
    let Ok(upgraded) = upgrade.await else { return };
    let tap = closes.tap_upgraded(upgraded);
    let ws = WebSocketStream::from_raw_socket(tap, Role::Server, None).await;
    let mut ws = closes.wrap_tapped(ws);
    while let Some(Ok(message)) = ws.next().await {
        if message.is_text() && ws.send(message).await.is_err() {
            break;
        }
    }
}

#[cfg(test)]
#[tokio::test]
async fn it_stands_the_probe() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let probe = probe::Probe::new(listener.local_addr().unwrap());
    tokio::spawn(serve(listener, probe.monitor()));
    tokio::task::spawn_blocking(move || probe.run(probe::Handshake::Hyper)).await.unwrap();
}
