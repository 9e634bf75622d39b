//! An echo server on smol: where async-tungstenite would shake hands, `CloseMonitor::accept` does, over
//! async-compat's io, and the handler stays as it is.
//!
//! ```sh
//! cargo run -p closeframe-smol    # in examples/frameworks; on ws://127.0.0.1:9001
//! ```
//!
//! The policy's times are tokio's. async-compat's `Compat` around a future brings a runtime for these, in a thread
//! of its own; without one, nothing ends in time what a peer leaves open.

#[cfg(test)]
#[path = "../probe.rs"]
mod probe;

use async_compat::Compat;
use async_tungstenite::tungstenite::{Error, Message};
use closeframe::CloseMonitor;
use futures_util::{Sink, SinkExt, Stream, StreamExt};
use smol::net::{TcpListener, TcpStream};

fn main() -> std::io::Result<()> {
    tracing_subscriber::fmt().init();
    smol::block_on(async {
        serve(TcpListener::bind("127.0.0.1:9001").await?, CloseMonitor::default()).await
    })
}

async fn serve(listener: TcpListener, closes: CloseMonitor) -> std::io::Result<()> {
    loop {
        let (tcp, _) = listener.accept().await?;
        smol::spawn(Compat::new(handle(closes.clone(), tcp))).detach();
    }
}

async fn handle(closes: CloseMonitor, tcp: TcpStream) {
    // Why there is none, the monitor has told.
    let Ok(ws) = closes.accept(Compat::new(tcp)).await else { return };
    echo(ws).await;
}

/// As it was over async-tungstenite's stream.
async fn echo<S>(mut ws: S)
where
    S: Stream<Item = Result<Message, Error>> + Sink<Message, Error = Error> + Unpin,
{
    while let Some(Ok(message)) = ws.next().await {
        if message.is_text() && ws.send(message).await.is_err() {
            break;
        }
    }
}

#[cfg(test)]
#[test]
fn it_stands_the_probe() {
    let listener = smol::block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let probe = probe::Probe::new(listener.local_addr().unwrap());
    smol::spawn(serve(listener, probe.monitor())).detach();
    // For what it drains.
    smol::block_on(Compat::new(async { probe.run(probe::Handshake::Tungstenite) }));
}
