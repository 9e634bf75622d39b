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
//! # Which way to wrap
//!
//! | you have | call | source |
//! |---|---|---|
//! | a TCP or TLS stream, as server | [`accept`](CloseMonitor::accept), [`accept_with`](CloseMonitor::accept_with) | the wire |
//! | a URL, `wss://` with the feature `rustls`, or a stream, as client | [`connect`](CloseMonitor::connect), [`connect_with`](CloseMonitor::connect_with) | the wire |
//! | a handshake of your own | [`tap`](CloseMonitor::tap) or [`tap_client`](CloseMonitor::tap_client), then [`wrap_tapped`](CloseMonitor::wrap_tapped) | the wire |
//! | a stream after an HTTP upgrade | [`tap_upgraded`](CloseMonitor::tap_upgraded) or [`tap_upgraded_client`](CloseMonitor::tap_upgraded_client), then [`wrap_tapped`](CloseMonitor::wrap_tapped) | the wire |
//! | the same, and bytes that were read already | the same, and [`with_leftover`](CloseTap::with_leftover) | the wire |
//! | a request that hyper has read | [`upgrade`](CloseMonitor::upgrade), with the feature `hyper` | the wire |
//! | axum 0.8 | the extractor `closeframe::axum::WebSocketUpgrade`, with the feature `axum` | the wire |
//! | a server's WebSocket already, axum's for example | [`wrap`](CloseMonitor::wrap) | tungstenite |
//! | a client's | [`wrap_client`](CloseMonitor::wrap_client) | tungstenite |
//! | the streams of a client and of the server behind us | [`splice`](CloseMonitor::splice) | the wire |
//! | a library that cannot be wrapped | [`open`](CloseMonitor::open), and tell what passes | the application |
//!
//! tungstenite replaces a code that it does not know, 1014 among them, by 1002 "Protocol violation",
//! in what it tells and in its answer. So only a report whose [`source`](CloseReport::source) is
//! [`Source::Wire`] holds what the peer really sent. And over a tap alone an async handler that only
//! writes learns of the peer's close before a write fails.
//!
//! # Closing from elsewhere
//!
//! - [`serve`] lends a socket to a handler and finishes the handshake whatever becomes of it.
//! - A [`CloseHandle`] closes one connection from any task, also after `split()`, and tells whether it
//!   [is closing](CloseHandle::is_closing). What the owner sends meanwhile waits for the end
//!   ([`SendWhileClosing`]).
//! - [`CloseMonitor::drain`] closes all of them, spread over time, and tells how they ended.
//! - `finish_on_drop` of the async wrappers has a task finish the handshake of a socket that is dropped.
//! - [`relay`] turns how one leg of a proxy ended into the close for the other; a [`Splice`] passes bytes.
//!
//! # Guides
//!
//! The [guides](guide) put together what lies in several items:
//! [closing and draining](guide::closing), [keepalive](guide::keepalive), [what changes on the wire](guide::wire),
//! [metrics](guide::metrics), [the log](guide::logs), [recorders and exporters](guide::recorders),
//! [hostile peers](guide::hostile_peers), [writing an observer](guide::observers),
//! [codes and reconnecting](guide::catalog), [proxies](guide::proxies), [moving from a bare socket](guide::migrating) and
//! [limits](guide::limits); with the feature `axum` also `guide::upgrades`, and with `testing` besides
//! `guide::testing`, for your own handlers.
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
//! # Architecture
//!
//! The modules stand in the order in which a close frame passes them; each is a folder of `src`.
//!
//! 1. `tap`: bytes come in through the [tap](CloseTap), under the WebSocket and above TLS. It finds the
//!    close frame in whatever chunks it comes and hands it up whole, in a read of its own.
//! 2. `frame`: the close frame is parsed into a [`ReceivedClose`], which may be anything, with the rule
//!    that it breaks if it breaks one ([`Violation`]). A [`CloseCode`] is any `u16`.
//! 3. `policy`: what goes out is a [`CloseRequest`]: a [`Close`], legal by construction, or something
//!    that meets the [`Policy`].
//! 4. `quirks`, `connection`, `driver`, `protocol` and `sockets`: what the libraries underneath do, and
//!    what their errors mean, stands in one place. The protocol takes in what happens and says what
//!    to do next, without io or a clock; one driver does that over every kind of socket. Once the facts
//!    hold an [`Outcome`], no later one changes it. Users hold the sockets: [`MonitoredStream`] is the
//!    async wrapper, [`MonitoredSocket`] the blocking one; `axum` has an extractor that hands over the former;
//!    a [`MonitoredConnection`] is told what passes elsewhere.
//! 5. [`catalog`] and `report`: the [`CloseReport`] derives code, [`Initiator`] and sentence from the
//!    facts, and looks up the catalog for name, meaning, causes, remedy and retry advice.
//! 6. [`observe`]: the [observers](Observer) get it: [`CountCloses`] counts, [`LogCloses`] writes the
//!    event, and yours do what they like. What they write is read by people, under the same [`names`] for
//!    ever: by `websocket_closes_total` and its kin on a dashboard, by alerts on the [`Outcome`], by
//!    searches in the log for `websocket.close.code`. Rules, dashboard and queries, tested, are in the
//!    repository's `examples/kit`.
//! 7. `monitor`: around it stands the [`CloseMonitor`], which is built once; and what closes connections
//!    from elsewhere.
//!
//! # Crate features
//!
//! - `tokio` (default): [`MonitoredStream`], `accept` and `connect`. Without it only
//!   [`MonitoredSocket`] and [`MonitoredConnection`] remain, and no async dependency is built.
//! - `german` (default): the catalog's texts in German. Without it, [`Locale`](catalog::Locale) has
//!   English alone.
//! - `rustls`: `wss://` for [`connect`](CloseMonitor::connect), with the system's roots, and
//!   `connect_rustls` with a configuration of your own.
//! - `axum`: the module `axum`, with an extractor in place of axum 0.8's; and `MonitoredWebSocket`, the wrapper
//!   over axum's own `WebSocket`.
//! - `hyper`: [`upgrade`](CloseMonitor::upgrade), for whatever serves HTTP with hyper 1; `http2`: the same over
//!   HTTP/2.
//! - `pages`: `catalog::pages`, a page about any code, and about any two.
//! - `serde`: `Serialize` for [`CloseReport`], the catalog's [`Entry`](catalog::Entry) and the enums.
//! - `testing`: `testing`, for tests of your own, and under `[dev-dependencies]`: a scripted peer, a recorder
//!   of reports with assertions, a builder for reports.

// What the libraries underneath do, and what their errors mean.
mod quirks;
// Bytes in.
mod tap;
// What a close frame holds.
mod frame;
// What may go out.
mod policy;
// How a connection opens, or does not, and where it comes from.
mod opening;
mod origin;
// What is done about it: the protocol decides, the driver acts, the sockets are what users hold.
mod connection;
#[cfg_attr(not(feature = "tokio"), allow(dead_code, reason = "blocking sockets need less of it"))]
mod driver;
#[cfg_attr(not(feature = "tokio"), allow(dead_code, reason = "blocking sockets need less of it"))]
mod protocol;
mod sockets;
#[cfg(feature = "tokio")]
mod splice;
// What is told, and to whom.
pub mod catalog;
pub mod names;
pub mod observe;
mod report;
// What all connections share, and what closes them from elsewhere.
mod monitor;
#[cfg(feature = "tokio")]
mod random;
mod relay;
// What tasks share.
#[cfg(all(test, closeframe_loom))]
mod interleavings;
mod sync;
// What a framework needs.
#[cfg(feature = "axum")]
pub mod axum;
// For tests of users' own.
#[cfg(feature = "testing")]
pub mod testing;
// Text alone.
#[cfg(doc)]
pub mod guide;

#[cfg(feature = "axum")]
pub use self::sockets::MonitoredWebSocket;
pub use self::{
    frame::{
        Close, CloseCode, ClosePayload, CodeRange, InvalidClose, ParseCloseCodeError,
        ReceivedClose, Violation,
    },
    monitor::{CloseHandle, CloseMonitor, OpenConnections},
    observe::{count::CountCloses, log::LogCloses, observer::Observer},
    origin::Endpoint,
    policy::{CloseRequest, IllegalClose, Keepalive, Policy, Reply, SendWhileClosing},
    relay::{Towards, relay, relay_code},
    report::{Blame, CloseReport, Direction, ErrorType, Initiator, Outcome, Role, Source},
    sockets::{
        CloseError, Mode, MonitoredConnection, MonitoredSocket, Tapped, Untapped, Wrap, WrapClient,
        WrapTapped,
    },
    tap::CloseTap,
};
// Theirs are the types that go in and out, and the recorder and subscriber that we share: with
// another version of them nothing would meet.
#[cfg(feature = "rustls")]
pub use tokio_rustls;
#[cfg(feature = "tokio")]
pub use tokio_tungstenite;
pub use {metrics, tracing, tungstenite};

#[cfg(feature = "hyper")]
pub use self::sockets::{UpgradeRejected, Upgrading};
#[cfg(feature = "tokio")]
pub use self::{
    monitor::{Drained, serve, serve_mapping},
    sockets::MonitoredStream,
    splice::{Splice, Spliced},
};

/// What the text of the exported macros needs: no part of the interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::catalog::macros::{
        Row, assert_codes, assert_ranges, assert_reasons, subprotocol,
    };
}

/// The code in the README compiles.
#[cfg(all(doctest, feature = "axum"))]
#[doc = include_str!("../README.md")]
struct Readme;
