//! Tests of your own handlers and observers: a peer that ends as it is told, and what is asserted of it.
//!
//! With the feature `testing`, which belongs under `[dev-dependencies]`: it adds to what there is, and changes
//! nothing of it. No network is needed, and with tokio's time paused no time either. `guide::testing` shows a
//! handler's test in fifteen lines.
//!
//! - [`pair`] and [`client_pair`]: a connection over memory, and its other end in the test's hand.
//!   `connect_router` has a router of axum's in place of a socket, and [`unopened`] a handler that accepts.
//! - [`Peer::end`]: by any of the [`PeerEnding`]s.
//! - [`Recorder`]: the reports, with assertions that print the report's sentence.
//! - [`Captured`]: the log event and the counters.
//! - [`ReportBuilder`]: a report without a connection.

mod assertions;
mod captured;
mod ending;
mod frames;
mod memory;
mod patience;
mod peer;
mod recorder;
mod report_builder;
#[cfg(feature = "axum")]
mod router;

use tokio_tungstenite::WebSocketStream;
use tungstenite::protocol;

#[cfg(test)]
pub(crate) use self::report_builder::refuses;
#[cfg(feature = "axum")]
pub use self::router::connect_router;
pub use self::{
    captured::{Captured, Lent, LogEvent},
    ending::{PeerEnding, Rule},
    memory::MemoryIo,
    peer::{Peer, Transport},
    recorder::Recorder,
    report_builder::ReportBuilder,
};
use crate::{CloseMonitor, MonitoredStream, Role};

/// A server's connection that is open already, and the client at its other end.
///
/// # Example: a client that vanishes
///
/// ```
/// use closeframe::{Outcome, testing::{PeerEnding, Recorder, pair}};
/// use futures_util::StreamExt;
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
/// let recorder = Recorder::default();
/// let (mut ws, mut client) = pair(&recorder.monitor()).await;
/// client.end(PeerEnding::Vanishes).await;
/// assert!(ws.next().await.unwrap().is_err());
/// recorder.only().assert_outcome(Outcome::Eof).assert_code(1006);
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
pub async fn pair(closes: &CloseMonitor) -> (MonitoredStream<MemoryIo>, Peer) {
    let (io, peer) = Peer::new(Role::Client);
    let tap = closes.tap_upgraded(io);
    let ws = WebSocketStream::from_raw_socket(tap, protocol::Role::Server, None).await;
    (closes.wrap_tapped(ws), peer)
}

/// A client's connection that is open already, and the server at its other end.
pub async fn client_pair(closes: &CloseMonitor) -> (MonitoredStream<MemoryIo>, Peer) {
    let (io, peer) = Peer::new(Role::Server);
    let tap = closes.tap_upgraded_client(io);
    let ws = WebSocketStream::from_raw_socket(tap, protocol::Role::Client, None).await;
    (closes.wrap_tapped(ws), peer)
}

/// A server's io before the opening handshake, for a handler that [accepts](CloseMonitor::accept) by itself,
/// and the client, which is to [open](Peer::open) it.
///
/// # Example: the handshake too
///
/// ```
/// use closeframe::{CloseMonitor, testing::unopened};
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
/// let (io, mut client) = unopened();
/// let closes = CloseMonitor::silent();
/// let (ws, ()) = tokio::join!(closes.accept(io), client.open("/chat"));
/// assert!(ws.unwrap().close_report().is_none());
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
#[must_use]
pub fn unopened() -> (MemoryIo, Peer) {
    Peer::new(Role::Client)
}
