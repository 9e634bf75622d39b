//~ `TheirWebSocket` is no WebSocket that closeframe can wrap
//~ for another framework's socket, take its upgraded io
//~ use `closeframe::tungstenite` and `closeframe::tokio_tungstenite`, or depend on the same versions

use std::net::TcpStream;

use closeframe::{CloseMonitor, tungstenite::WebSocket};

#[cfg(mended)]
pub type TheirWebSocket = WebSocket<TcpStream>;

#[cfg(not(mended))]
pub struct TheirWebSocket(pub WebSocket<TcpStream>);

pub fn wrap(closes: &CloseMonitor, ws: TheirWebSocket) {
    let _ws = closes.wrap(ws);
}
