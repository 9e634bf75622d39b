//! The WebSocket side: sends back every text and binary message, on any path.
//!
//! Four texts are orders instead:
//!
//! - `/close CODE [REASON…]` closes with exactly that code and reason, as an application would: what
//!   is illegal about them meets the monitor's policy. `/close 1006`, for example, goes out as 1011.
//! - `/keepalive MILLISECONDS` has this connection pinged from now on after so long without input, and
//!   given up if it does not answer within as long again.
//! - `/drop` ends the handler without a close; the monitor sends 1001 for it.
//! - `/panic` makes the handler panic; the monitor sends 1011. All other connections go on.

use closeframe::{CloseMonitor, Keepalive, MonitoredStream};
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tracing::{Instrument, debug, info_span};
use tungstenite::{Error, Message};

use crate::{
    command::Command,
    console::{Book, Visit},
    endpoints::Endpoints,
    listening::{Door, Slot},
    subprotocols::Negotiated,
};

/// What is looked for in a request.
#[derive(Clone)]
pub(crate) struct Requests {
    pub(crate) negotiated: Negotiated,
    pub(crate) endpoints: Endpoints,
}

type WebSocket = MonitoredStream<TcpStream>;

/// Accepts connections until it is dropped, and from the drain on only to refuse them.
pub(crate) async fn serve(door: Door, closes: CloseMonitor, requests: Requests, book: Book) {
    loop {
        let (tcp, peer, slot) = door.next().await;
        // The close event hangs on this span, and so names the peer.
        let span = info_span!("connection", %peer);
        let visit = book.visit(peer);
        let connection = serve_connection(tcp, closes.clone(), requests.clone(), visit, slot);
        tokio::spawn(connection.instrument(span));
    }
}

async fn serve_connection(
    tcp: TcpStream,
    closes: CloseMonitor,
    requests: Requests,
    visit: Visit,
    _slot: Slot,
) {
    // For the console, this connection alone has one observer more.
    let closes = closes.with_observer(visit.clone());
    // A handshake that fails is counted and logged by the monitor.
    let answer = requests.endpoints.by_path(requests.negotiated.choose(visit));
    let Ok(mut ws) = closes.accept_with(tcp, None, answer).await else { return };
    if let Err(error) = echo(&mut ws).await {
        debug!(%error, "connection failed");
    }
}

async fn echo(ws: &mut WebSocket) -> Result<(), Error> {
    while let Some(message) = ws.next().await {
        match message? {
            Message::Text(text) => match Command::parse(&text) {
                Command::Echo => echo_back(ws, Message::Text(text)).await,
                Command::Close(frame) => ws.close(Some(frame)).await?,
                Command::Mistaken { code, error } => {
                    let answer = format!("cannot close with {code:?}: {error}");
                    echo_back(ws, Message::text(answer)).await;
                }
                Command::Keepalive(time) => {
                    let keepalive = Keepalive::default().with_interval(time).with_limit(time);
                    ws.set_keepalive(keepalive);
                    echo_back(ws, Message::Text(text)).await;
                }
                Command::NoTime(time) => {
                    let answer = format!("cannot ping every {time:?}: no number of milliseconds");
                    echo_back(ws, Message::text(answer)).await;
                }
                Command::Drop => return Ok(()),
                Command::Panic => panic!("a client asked for it with /panic"),
            },
            Message::Binary(bytes) => echo_back(ws, Message::Binary(bytes)).await,
            // tungstenite answers pings, the monitor answers closes.
            Message::Ping(_) | Message::Pong(_) | Message::Close(_) | Message::Frame(_) => {}
        }
    }
    Ok(())
}

/// A message that cannot be sent is no reason to stop reading: if the connection is closing, the
/// peer's answer is still to come, and if it is gone, reading tells why.
async fn echo_back(ws: &mut WebSocket, message: Message) {
    if let Err(error) = ws.send(message).await {
        debug!(%error, "cannot echo");
    }
}
