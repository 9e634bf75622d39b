//~ a socket that is not kept is dropped, which ends its connection
//~ unused return value

#![deny(unused_must_use)]

use std::net::TcpStream;

use closeframe::{CloseMonitor, tungstenite::WebSocket};

pub fn wrap(closes: &CloseMonitor, ws: WebSocket<TcpStream>) {
    #[cfg(mended)]
    let _ws = closes.wrap(ws);
    #[cfg(not(mended))]
    closes.wrap(ws);
}
