//! axum's socket over a valve: an HTTP/1.1 upgrade by hyper, all in memory.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    extract::ws::{self, WebSocketUpgrade},
    routing::any,
};
use closeframe::{CloseMonitor, MonitoredWebSocket};
use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::oneshot,
};
use tower::ServiceExt;
use tungstenite::{
    Message,
    protocol::{CloseFrame, WebSocketConfig},
};

use crate::{
    gated_io::{Far, Valve},
    real_tcp::REQUEST,
    stream_and_sink::Speaks,
};

/// The socket that a handler gets, over a valve.
pub(crate) async fn socket(
    monitor: &CloseMonitor,
    io: Valve,
    far: &Far,
    config: WebSocketConfig,
) -> MonitoredWebSocket {
    far.gives(REQUEST);
    let socket = upgrade(monitor, io, config).await;
    assert!(far.sent().starts_with(b"HTTP/1.1 101 "));
    far.forget();
    socket
}

/// Serves one request, and hands the socket out that its handler gets.
pub(crate) async fn upgrade(
    monitor: &CloseMonitor,
    io: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    config: WebSocketConfig,
) -> MonitoredWebSocket {
    let (out, handed_out) = oneshot::channel();
    let out = Arc::new(Mutex::new(Some(out)));
    let monitor = monitor.clone();
    let handler = move |upgrade: WebSocketUpgrade| async move {
        let upgrade = upgrade
            .write_buffer_size(config.write_buffer_size)
            .max_write_buffer_size(config.max_write_buffer_size)
            .max_frame_size(config.max_frame_size.unwrap_or(usize::MAX))
            .max_message_size(config.max_message_size.unwrap_or(usize::MAX));
        upgrade.on_upgrade(move |socket| async move {
            let out = out.lock().unwrap().take().expect("one request");
            drop(out.send(monitor.wrap(socket)));
        })
    };
    let router = Router::new().route("/", any(handler));
    let service = service_fn(move |request| router.clone().oneshot(request));
    let serving = http1::Builder::new().serve_connection(TokioIo::new(io), service);
    tokio::spawn(serving.with_upgrades());
    handed_out.await.expect("an upgrade")
}

impl Speaks for ws::Message {
    fn of_tungstenite(message: Message) -> Self {
        match message {
            Message::Text(text) => Self::Text(text.as_str().into()),
            Message::Binary(bytes) => Self::Binary(bytes),
            Message::Ping(bytes) => Self::Ping(bytes),
            Message::Pong(bytes) => Self::Pong(bytes),
            Message::Close(frame) => Self::Close(frame.map(|frame| ws::CloseFrame {
                code: frame.code.into(),
                reason: frame.reason.as_str().into(),
            })),
            Message::Frame(_) => unreachable!("axum has no raw frames"),
        }
    }

    fn to_tungstenite(self) -> Message {
        match self {
            Self::Text(text) => Message::text(text.as_str()),
            Self::Binary(bytes) => Message::Binary(bytes),
            Self::Ping(bytes) => Message::Ping(bytes),
            Self::Pong(bytes) => Message::Pong(bytes),
            Self::Close(frame) => Message::Close(frame.map(|frame| CloseFrame {
                code: frame.code.into(),
                reason: frame.reason.as_str().into(),
            })),
        }
    }
}
