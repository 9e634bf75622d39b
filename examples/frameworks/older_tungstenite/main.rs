//! An echo server whose handshake is another version's of tokio-tungstenite, over a tap: its socket cannot be
//! wrapped, but gives the io back, and of that a socket of this version is made.
//!
//! ```sh
//! cargo run -p closeframe-older-tungstenite    # in examples/frameworks; on ws://127.0.0.1:9001
//! ```
//!
//! A server's handshake reads nothing beyond the request. A client's may, and would lose the first messages here.

#[cfg(test)]
#[path = "../probe.rs"]
mod probe;

use closeframe::{CloseMonitor, tokio_tungstenite::WebSocketStream, tungstenite::protocol::Role};
use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream};
// Version 0.29.
use tokio_tungstenite::accept_async;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    tracing_subscriber::fmt().init();
    serve(TcpListener::bind("127.0.0.1:9001").await?, CloseMonitor::default()).await
}

async fn serve(listener: TcpListener, closes: CloseMonitor) -> std::io::Result<()> {
    loop {
        let (tcp, _) = listener.accept().await?;
        tokio::spawn(handle(closes.clone(), tcp));
    }
}

async fn handle(closes: CloseMonitor, tcp: TcpStream) {
    let Ok(older) = accept_async(closes.tap(tcp)).await else { return };
    let ws = WebSocketStream::from_raw_socket(older.into_inner(), Role::Server, None).await;
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
    tokio::task::spawn_blocking(move || probe.run(probe::Handshake::Tungstenite)).await.unwrap();
}
