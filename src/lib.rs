//! Know how every WebSocket connection ended: who closed it, with which code, why, and what to do.
//!
//! closeframe wraps a `tungstenite` or `tokio-tungstenite` socket. It sees every close frame in and
//! out, makes the outgoing ones legal, answers the peer's before the application can forget to, and
//! makes **exactly one** [`CloseReport`] per connection. The report becomes one structured `tracing`
//! event that carries the catalog's explanation, and a few `metrics` series with bounded labels.
//!
//! # Example: a server in three lines
//!
//! ```no_run
//! use futures_util::{SinkExt, StreamExt};
//!
//! # async fn handle(tcp: tokio::net::TcpStream) -> Result<(), Box<dyn std::error::Error>> {
//! let closes = closeframe::CloseMonitor::default(); // Logs and metrics on, safe policy.
//! let mut ws = closes.accept(tcp).await?; // Handshake, tap underneath, wrapped.
//! while let Some(message) = ws.next().await {
//!     let message = message?;
//!     if message.is_text() {
//!         ws.send(message).await?;
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! With `RUST_LOG=closeframe=debug` and a JSON subscriber, a browser tab that goes away now reads
//! (shortened):
//!
//! ```json
//! {"level":"DEBUG","message":"websocket closed","event.name":"websocket.close",
//!  "websocket.role":"server","websocket.close.code":1001,"websocket.close.name":"Going Away",
//!  "websocket.close.initiator":"remote","websocket.close.outcome":"clean",
//!  "websocket.close.meaning":"The sender is leaving: a server shuts down, or a browser leaves the page.",
//!  "websocket.close.retry":"yes, with backoff","target":"closeframe"}
//! ```
//!
//! # The way of a close frame
//!
//! The modules stand in the order in which a close frame passes them.
//!
//! 1. Bytes come in through the [tap](CloseTap), under the WebSocket and above TLS. It finds the
//!    close frame in whatever chunks it comes and hands it up whole, in a read of its own.
//! 2. It is parsed into a [`ReceivedClose`], which may be anything, with the rule that it breaks if
//!    it breaks one ([`Violation`]). A [`CloseCode`] is any `u16`.
//! 3. What goes out is a [`CloseRequest`]: a [`Close`], legal by construction, or something that
//!    meets the [`Policy`].
//! 4. The protocol (`protocol/`) takes in what happens and says what to do next, without io or a
//!    clock; one driver (`driver/`) does that over every kind of socket. Once the facts hold
//!    an [`Outcome`], no later one changes it.
//! 5. The [`CloseReport`] derives code, [`Initiator`] and sentence from the facts, and looks up the
//!    [`catalog`] for name, meaning, causes, remedy and retry advice.
//! 6. The [observers](Observer) get it: [`CountCloses`] counts, [`LogCloses`] writes the event, and
//!    yours do what they like.
//! 7. What they wrote is read by people, under the same [`names`] for ever: by `websocket_closes_total`
//!    and its kin on a dashboard, by alerts on the [`Outcome`], by searches in the log for
//!    `websocket.close.code`. Rules, dashboard and queries,
//!    tested, are in the repository's `examples/kit`.
//!
//! Around it stands the [`CloseMonitor`], which is built once; [`MonitoredStream`] and
//! [`MonitoredSocket`] are the async and the blocking wrapper.
//!
//! # Closing from elsewhere
//!
//! - [`serve`] lends a socket to a handler and finishes the handshake whatever becomes of it.
//! - A [`CloseHandle`] closes one connection from any task, also after `split()`, and tells whether it
//!   [is closing](CloseHandle::is_closing). What the owner sends meanwhile waits for the end
//!   ([`SendWhileClosing`]).
//! - [`CloseMonitor::drain`] closes all of them, spread over time, and tells how they ended.
//! - `finish_on_drop` of the async wrappers has a task finish the handshake of a socket that is dropped.
//! - [`relay`] turns how one leg of a proxy ended into the close for the other.
//!
//! # Example: why did my client see 1006?
//!
//! ```
//! use closeframe::{CloseCode, catalog::{self, Locale}};
//!
//! let entry = catalog::entry(CloseCode::ABNORMAL_CLOSURE);
//! assert_eq!(
//!     entry.meaning(Locale::English).as_str(),
//!     "The connection ended without a close frame. The number is reported in place of a code and \
//!      never sent.",
//! );
//! println!("{}", entry.how_to_fix(Locale::English));
//! ```
//!
//! # Which way to wrap
//!
//! | you have | call | witness |
//! |---|---|---|
//! | a TCP or TLS stream, as server | [`accept`](CloseMonitor::accept), [`accept_with`](CloseMonitor::accept_with) | the wire |
//! | a URL, or a stream, as client | [`connect`](CloseMonitor::connect), [`connect_with`](CloseMonitor::connect_with) | the wire |
//! | a handshake of your own | [`tap`](CloseMonitor::tap) or [`tap_client`](CloseMonitor::tap_client), then [`wrap_tapped`](CloseMonitor::wrap_tapped) | the wire |
//! | a stream after an HTTP upgrade | [`tap_upgraded`](CloseMonitor::tap_upgraded) or [`tap_upgraded_client`](CloseMonitor::tap_upgraded_client), then [`wrap_tapped`](CloseMonitor::wrap_tapped) | the wire |
//! | the same, and bytes that were read already | the same, and [`with_leftover`](CloseTap::with_leftover) | the wire |
//! | a server's WebSocket already, axum's for example | [`wrap`](CloseMonitor::wrap) | tungstenite |
//! | a client's | [`wrap_client`](CloseMonitor::wrap_client) | tungstenite |
//! | axum, and the wire's truth | an upgrade of your own: see `MonitoredWebSocket` | the wire |
//!
//! tungstenite replaces a code that it does not know, 1014 among them, by 1002 "Protocol violation",
//! in what it tells and in its answer. So only a report whose [`source`](CloseReport::source) is
//! [`Source::Wire`] holds what the peer really sent. And over a tap alone an async handler that only
//! writes learns of the peer's close before a write fails.
//!
//! # Crate features
//!
//! - `tokio` (default): [`MonitoredStream`], `accept` and `connect`. Without it only
//!   [`MonitoredSocket`] remains, and no async dependency is built.
//! - `german` (default): the catalog's texts in German. Without it, [`Locale`](catalog::Locale) has
//!   English alone.
//! - `pages`: the module `catalog::pages`, pages about one code and about any two, for whoever shows
//!   them.
//! - `axum`: `MonitoredWebSocket`, the wrapper over axum 0.8's `WebSocket`.
//! - `serde`: `Serialize` for [`CloseReport`], the catalog's [`Entry`] and the enums.

// What the libraries underneath do, and what their errors mean.
mod quirks;
// Bytes in.
mod tap;
// What a close frame holds.
mod frame;
// What may go out.
mod policy;
// What is done about it: the protocol decides, the driver acts, the sockets are what users hold.
mod connection;
#[cfg_attr(not(feature = "tokio"), allow(dead_code, reason = "blocking sockets need less of it"))]
mod driver;
#[cfg_attr(not(feature = "tokio"), allow(dead_code, reason = "blocking sockets need less of it"))]
mod protocol;
mod sockets;
// What is told, and to whom.
pub mod catalog;
pub mod names;
pub mod observe;
mod report;
// What all connections share, and what closes them from elsewhere.
mod monitor;
mod relay;
// What tasks share.
#[cfg(closeframe_loom)]
mod interleavings;
mod sync;

#[cfg(feature = "axum")]
pub use self::sockets::MonitoredWebSocket;
pub use self::{
    frame::{
        Close, CloseCode, CodeRange, InvalidClose, ParseCloseCodeError, ReceivedClose, Violation,
    },
    monitor::{CloseHandle, CloseMonitor},
    observe::{count::CountCloses, log::LogCloses, observer::Observer},
    policy::{CloseRequest, IllegalClose, Policy, Reply, SendWhileClosing},
    relay::{Towards, relay, relay_code},
    report::{Blame, CloseReport, Direction, ErrorType, Initiator, Outcome, Role, Source},
    sockets::{CloseError, Mode, MonitoredSocket, Tapped, Untapped, Wrap, WrapClient, WrapTapped},
    tap::CloseTap,
};
// Theirs are the types that go in and out, and the recorder and subscriber that we share: with
// another version of them nothing would meet.
#[cfg(feature = "axum")]
pub use axum;
#[cfg(feature = "tokio")]
pub use tokio_tungstenite;
pub use {metrics, tracing, tungstenite};

#[cfg(feature = "tokio")]
pub use self::{
    monitor::{Drained, serve, serve_mapping},
    sockets::MonitoredStream,
};

/// What the text of the exported macros needs: no part of the interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::catalog::macros::{Row, assert_codes, assert_ranges, subprotocol};
}

/// The code in the README compiles.
#[cfg(all(doctest, feature = "axum"))]
#[doc = include_str!("../README.md")]
struct Readme;
