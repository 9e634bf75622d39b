//! The WebSocket side: sends back every text and binary message, on any path.
//!
//! Four texts are orders instead:
//!
//! - `/close CODE [REASON…]` closes with exactly that code and reason, as an application would: what
//!   is illegal about them meets the layer's policy. `/close 1006`, for example, goes out as 1011.
//! - `/drop` ends the handler without a close.
//! - `/panic` makes the handler panic. The server and all other connections go on.

use std::{io, time::Duration};

use closeframe::{Close, CloseCode, CloseLayer, CloseTap, MonitoredStream, Policy};
use futures_util::{SinkExt, StreamExt};
use tokio::{
    net::{TcpListener, TcpStream},
    select,
    sync::watch,
    task::JoinSet,
    time::{sleep, timeout},
};
use tracing::{Instrument, debug, info_span, warn};
use tungstenite::{Error, Message};

use crate::command::Command;

/// How long a client may take for its opening handshake, while it holds one of our sockets.
const OPENING_TIMEOUT: Duration = Duration::from_secs(10);

type WebSocket = MonitoredStream<TcpStream, CloseTap<TcpStream>>;

/// Accepts connections until `stop` becomes true; returns those that are still open.
pub(crate) async fn serve(
    listener: TcpListener,
    closes: CloseLayer,
    mut stop: watch::Receiver<bool>,
) -> JoinSet<()> {
    let mut connections = JoinSet::new();
    loop {
        select! {
            accepted = listener.accept() => match accepted {
                Ok((tcp, peer)) => {
                    // The close event hangs on this span, and so names the peer.
                    let span = info_span!("connection", %peer);
                    let connection = serve_connection(tcp, closes.clone(), stop.clone());
                    connections.spawn(connection.instrument(span));
                }
                Err(error) => endure(error).await,
            },
            // Forgets a connection that ended. If it panicked, the panic hook has told of it.
            Some(_) = connections.join_next() => {}
            () = stopped(&mut stop) => return connections,
        }
    }
}

/// Waits until the connections have ended, for as long as a close handshake may take.
pub(crate) async fn drain(mut connections: JoinSet<()>) {
    let limit = Policy::default().close_timeout + WebSocket::LINGER;
    let all = async { while connections.join_next().await.is_some() {} };
    if timeout(limit, all).await.is_err() {
        warn!(connections = connections.len(), "gave up waiting for close handshakes");
    }
}

/// Takes an error of `accept`, none of which is a reason to stop.
async fn endure(error: io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    debug!(%error, "cannot accept a connection");
    // These are over. Any other, such as too many open files, would come again at once.
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        sleep(Duration::from_millis(100)).await;
    }
}

async fn serve_connection(tcp: TcpStream, closes: CloseLayer, mut stop: watch::Receiver<bool>) {
    // Small messages, and above all closes, are not to wait for more.
    if let Err(error) = tcp.set_nodelay(true) {
        debug!(%error, "cannot set TCP_NODELAY");
    }
    let opening = timeout(OPENING_TIMEOUT, closes.accept(tcp));
    let mut ws = select! {
        opened = opening => match opened {
            Ok(Ok(ws)) => ws,
            Ok(Err(error)) => return debug!(%error, "opening handshake failed"),
            Err(_) => return debug!("opening handshake timed out"),
        },
        () = stopped(&mut stop) => return,
    };
    let ended = select! {
        ended = echo(&mut ws) => ended,
        () = stopped(&mut stop) => go_away(&mut ws).await,
    };
    if let Err(error) = ended {
        debug!(%error, "connection failed");
    }
}

async fn echo(ws: &mut WebSocket) -> Result<(), Error> {
    while let Some(message) = ws.next().await {
        match message? {
            Message::Text(text) => match Command::parse(&text) {
                Command::Echo => ws.send(Message::Text(text)).await?,
                Command::Close(frame) => ws.close(frame).await?,
                Command::Mistaken { code, error } => {
                    let answer = format!("cannot close with {code:?}: {error}");
                    ws.send(Message::text(answer)).await?;
                }
                Command::Drop => return Ok(()),
                Command::Panic => panic!("a client asked for it with /panic"),
            },
            Message::Binary(bytes) => ws.send(Message::Binary(bytes)).await?,
            // tungstenite answers pings, the layer answers closes.
            Message::Ping(_) | Message::Pong(_) | Message::Close(_) | Message::Frame(_) => {}
        }
    }
    Ok(())
}

async fn go_away(ws: &mut WebSocket) -> Result<(), Error> {
    // Not 1012 Service Restart: WebKit takes that for a protocol error.
    let close = Close::new(CloseCode::GOING_AWAY, "server shutting down");
    ws.close(close.map_err(io::Error::other)?).await
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that the sender is gone, and with it the server.
    let _ = stop.wait_for(|stop| *stop).await;
}
