//! A peer for a router of axum's.
//!
//! `axum::serve` takes any listener, so this one hands it an io over memory, once. The router runs as it does
//! in the service; only TCP is missing.

use std::{future::Future, io, net::SocketAddr, panic::Location};

use axum::{Router, serve::Listener};

use super::{MemoryIo, Peer};
use crate::Role;

/// Serves a router of axum's over memory, and opens a WebSocket to this path of it.
///
/// The router is served in a task, until the runtime ends. A handler that extracts `ConnectInfo` needs the
/// layer `MockConnectInfo` of axum's.
///
/// # Panics
///
/// If the router answers anything but 101: with the head of the response.
///
/// # Example: a handler that echoes
///
/// ```
/// # use axum::{Extension, Router, response::Response, routing::any};
/// use closeframe::{Outcome, axum::WebSocketUpgrade};
/// use closeframe::testing::{PeerEnding, Recorder, connect_router};
///
/// async fn echo(upgrade: WebSocketUpgrade) -> Response {
///     upgrade.on_upgrade(async |mut socket| {
///         while let Some(Ok(message)) = socket.recv().await {
///             let _ = socket.send(message).await;
///         }
///     })
/// }
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
/// let recorder = Recorder::default();
/// let router = Router::new().route("/echo", any(echo).layer(Extension(recorder.monitor())));
/// let mut client = connect_router(router, "/echo").await;
/// client.end(PeerEnding::Closes(1001, "bye")).await;
/// recorder.next().await.assert_outcome(Outcome::Clean).assert_reason("bye");
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
#[track_caller]
pub fn connect_router(router: Router, path: &str) -> impl Future<Output = Peer> {
    let caller = Location::caller();
    async move {
        let (io, mut peer) = Peer::new(Role::Client);
        tokio::spawn(async { axum::serve(Once(Some(io)), router).await });
        peer.open_for(path, caller).await;
        peer
    }
}

/// A listener to which one client connects.
struct Once(Option<MemoryIo>);

impl Listener for Once {
    type Io = MemoryIo;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (MemoryIo, SocketAddr) {
        match self.0.take() {
            Some(io) => (io, SocketAddr::from(([127, 0, 0, 1], 0))),
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(SocketAddr::from(([127, 0, 0, 1], 0)))
    }
}
