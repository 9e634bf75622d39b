//~ is no async socket of closeframe's
//~ wrap it first, with `CloseMonitor::wrap` for example

use closeframe::{CloseMonitor, axum::axum::extract::ws::WebSocket, serve};

pub async fn handle(closes: &CloseMonitor, ws: WebSocket) -> Result<(), ()> {
    let _ = closes;
    #[cfg(mended)]
    let ws = closes.wrap(ws);
    serve(ws, async |_ws| Ok(())).await
}
