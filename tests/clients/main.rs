//! Clients, on real sockets: the reconnect loop of `examples/client.rs`, streams of one's own, and TLS.

#[cfg(feature = "rustls")]
#[allow(dead_code, reason = "shared with the tests of opening handshakes")]
#[path = "../opening/heard.rs"]
mod heard;
mod reconnect;
mod streams;
#[cfg(feature = "rustls")]
mod tls;

use std::sync::{Arc, Mutex};

use closeframe::{CloseMonitor, CloseReport, MonitoredStream, Policy, Source};
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite};
use tungstenite::{
    Message,
    handshake::server::{ErrorResponse, Request, Response},
};

/// What a client's monitor told, in order.
#[derive(Clone, Default)]
struct Reports(Arc<Mutex<Vec<CloseReport>>>);

impl Reports {
    fn monitor(&self, policy: Policy) -> CloseMonitor {
        let seen = Arc::clone(&self.0);
        let observer = move |report: &CloseReport| seen.lock().unwrap().push(report.clone());
        CloseMonitor::silent().with_policy(policy).with_observer(observer)
    }

    fn sentences(&self) -> Vec<String> {
        self.0.lock().unwrap().iter().map(ToString::to_string).collect()
    }
}

/// Echoes texts on one connection until its end; returns the request that it began with, and how it ended.
async fn serve_echo(io: impl AsyncRead + AsyncWrite + Unpin) -> (Request, CloseReport) {
    let mut asked = None;
    #[allow(clippy::result_large_err, reason = "it is tungstenite's")]
    let callback = |request: &Request, response: Response| -> Result<Response, ErrorResponse> {
        asked = Some(request.clone());
        Ok(response)
    };
    let mut ws = CloseMonitor::silent().accept_with(io, None, callback).await.unwrap();
    while let Some(message) = ws.next().await {
        if let Ok(text @ Message::Text(_)) = message {
            ws.send(text).await.unwrap();
        }
    }
    let report = ws.close_report().unwrap().clone();
    (asked.unwrap(), report)
}

/// Has a text echoed, closes with 1000, and looks at the report.
async fn converse<Io: AsyncRead + AsyncWrite + Unpin>(ws: &mut MonitoredStream<Io>) {
    ws.send(Message::text("hi")).await.unwrap();
    assert_eq!(ws.next().await.unwrap().unwrap(), Message::text("hi"));
    let report = ws.close_with(closeframe::Close::normal()).await.unwrap();
    assert_eq!(report.to_string(), "sent 1000 Normal Closure; then received 1000 Normal Closure");
    assert_eq!(report.source(), Source::Wire);
}

/// Reads an HTTP head, and not a byte more.
async fn read_head(io: &mut (impl AsyncRead + Unpin)) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(io.read_u8().await.unwrap());
    }
    String::from_utf8(head).unwrap()
}
