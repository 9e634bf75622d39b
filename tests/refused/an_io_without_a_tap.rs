//~ is no WebSocket over a `CloseTap`
//~ give the io to `CloseMonitor::tap` before the handshake, or to `tap_upgraded` after it
//~ a socket without a tap goes to `CloseMonitor::wrap`

use std::net::TcpStream;

use closeframe::{CloseMonitor, tungstenite::WebSocket};

#[cfg(mended)]
pub type Io = closeframe::CloseTap<TcpStream>;

#[cfg(not(mended))]
pub type Io = TcpStream;

pub fn wrap(closes: &CloseMonitor, ws: WebSocket<Io>) {
    let _ws = closes.wrap_tapped(ws);
}
