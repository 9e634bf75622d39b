//~ is no WebSocket that closeframe can wrap as a client's
//~ axum's sockets are a server's: use `CloseMonitor::wrap`

use closeframe::{CloseMonitor, axum::axum::extract::ws::WebSocket};

pub fn wrap(closes: &CloseMonitor, ws: WebSocket) {
    #[cfg(mended)]
    let _ws = closes.wrap(ws);
    #[cfg(not(mended))]
    let _ws = closes.wrap_client(ws);
}
