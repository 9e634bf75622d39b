//! axum's WebSockets with the tap beneath: what a handler imports in place of `axum::extract::ws`.
//!
//! ```no_run
//! use axum::{Extension, Router, response::Response, routing::any};
//! use closeframe::{CloseMonitor, axum::{WebSocket, WebSocketUpgrade}}; // The first line,
//!
//! async fn upgrade(upgrade: WebSocketUpgrade) -> Response {
//!     upgrade.on_upgrade(echo)
//! }
//!
//! async fn echo(mut socket: WebSocket) {
//!     while let Some(Ok(message)) = socket.recv().await {
//!         // Break, return, `?` or panic: the client gets a close frame.
//!         if socket.send(message).await.is_err() {
//!             break;
//!         }
//!     }
//! }
//!
//! let closes = CloseMonitor::default();
//! let chat = any(upgrade).layer(Extension(closes.endpoint("chat"))); // and the second.
//! let router: Router = Router::new().route("/chat", chat);
//! ```
//!
//! axum checks the request and answers it; its socket, which has no place for a tap, is never made. So the
//! messages and errors are those of tungstenite, which are here under the names that they have in axum: the
//! [guide](crate::guide::upgrades) lists what differs. Who needs axum's own types
//! [wraps](crate::CloseMonitor::wrap) its socket, and gets a [`MonitoredWebSocket`](crate::MonitoredWebSocket).

mod rejection;
mod socket;
mod upgrade;

// What is wrapped is a socket of this one: with another version nothing would meet.
pub use ::axum;
pub use ::axum::extract::ws::OnFailedUpgrade;
pub use tungstenite::{Bytes, Error, Message, Utf8Bytes, protocol::CloseFrame};

pub use self::{
    rejection::{Draining, MissingMonitor, WebSocketUpgradeRejection},
    socket::{UpgradedIo, WebSocket},
    upgrade::{DefaultOnFailedUpgrade, WebSocketUpgrade},
};
