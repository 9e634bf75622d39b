//! The paved path after an HTTP server of hyper's: the answer to a request, and the socket that comes of it.
//!
//! hyper reads the request and writes the response, so the handshake is only judged here (RFC 6455 section
//! 4.2.1; over HTTP/2, RFC 8441). The callback, and what is told of a failure, are those of `accept_with`.

use std::{
    fmt, io,
    pin::Pin,
    task::{Context, Poll},
};

use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tungstenite::{
    Error,
    handshake::server::{Callback, NoCallback},
    http::{Request, Response},
    protocol::WebSocketConfig,
};

use super::{
    MonitoredStream,
    accept::{Seen, Watched},
    upgrade_check::{UpgradeRejected, check},
};
use crate::{
    CloseMonitor, Role,
    observe::HandshakeFailure,
    opening::{Failure, NoUpgrade, open_upgraded, took_too_long},
};

impl CloseMonitor {
    /// Answers a request for a WebSocket that hyper has read: returns the response, and a future of the socket,
    /// with a tap underneath and wrapped.
    ///
    /// Return the response from the service, and await the socket in a task: it comes when the response has
    /// gone out. Over HTTP/2 (RFC 8441) that takes the feature `http2`, and a server with
    /// `enable_connect_protocol`.
    ///
    /// # Errors
    ///
    /// [`UpgradeRejected`], which holds the response to return instead: 400 for what is no valid request, 426 for
    /// one without `Upgrade` or with another version, 503 while the monitor [drains](Self::drain). It has been
    /// counted, and the observers have been told.
    ///
    /// # Example: an echo server's service
    ///
    /// ```
    /// use closeframe::CloseMonitor;
    /// use futures_util::{SinkExt, StreamExt};
    /// use hyper::{Request, Response, body::Incoming};
    ///
    /// async fn service(closes: CloseMonitor, mut request: Request<Incoming>) -> Response<String> {
    ///     let (response, socket) = match closes.upgrade(&mut request) {
    ///         Ok(upgrade) => upgrade,
    ///         Err(rejected) => return rejected.into_response(),
    ///     };
    ///     tokio::spawn(async move {
    ///         let Ok(mut ws) = socket.await else { return };
    ///         while let Some(Ok(message)) = ws.next().await {
    ///             if message.is_text() && ws.send(message).await.is_err() {
    ///                 break;
    ///             }
    ///         }
    ///     });
    ///     response.map(|()| String::new())
    /// }
    /// # drop(service);
    /// ```
    pub fn upgrade<B>(
        &self,
        request: &mut Request<B>,
    ) -> Result<(Response<()>, Upgrading), UpgradeRejected> {
        self.upgrade_with(request, None, NoCallback)
    }

    /// The same with tungstenite's configuration, and with a callback as in
    /// [`accept_with`](Self::accept_with), that sees the request and may change the response: headers,
    /// subprotocol, refusal.
    ///
    /// # Errors
    ///
    /// As [`upgrade`](Self::upgrade), and what the callback returns.
    pub fn upgrade_with<B, C: Callback>(
        &self,
        request: &mut Request<B>,
        config: Option<WebSocketConfig>,
        callback: C,
    ) -> Result<(Response<()>, Upgrading), UpgradeRejected> {
        let head = head(request);
        let mut seen = Seen::of_request(self, &head);
        let watched = Watched { callback, monitor: self, seen: &mut seen };
        let answer = match check(&head) {
            Ok(response) => watched.on_request(&head, response).map_err(UpgradeRejected::refused),
            Err(rejected) => Err(rejected),
        };
        let rejected = match answer {
            Ok(response) => {
                let monitor = seen.monitor.unwrap_or_else(|| self.clone());
                let upgrade = hyper::upgrade::on(request);
                let (offer, opening) = (seen.offer_lacks_answer, seen.opening);
                let socket = async move {
                    let opened = open_upgraded(monitor, upgrade, config, offer, opening).await;
                    opened.map_err(|why| match why {
                        NoUpgrade::Ended(error) => io::Error::other(error).into(),
                        NoUpgrade::TimedOut => took_too_long(),
                    })
                };
                return Ok((response, Upgrading(Box::pin(socket))));
            }
            Err(rejected) => rejected,
        };
        let failure = match (seen.drained, rejected.error_type()) {
            (true, _) => Failure::answered(HandshakeFailure::Draining, rejected.status()),
            (false, None) => Failure::answered(HandshakeFailure::Refused, rejected.status()),
            (false, error_type) => Failure {
                status: Some(rejected.status()),
                ..Failure::new(HandshakeFailure::BadRequest, error_type)
            },
        };
        seen.monitor.as_ref().unwrap_or(self).handshake_failed(Role::Server, failure);
        Err(rejected)
    }
}

/// A socket that comes when hyper has sent the response: made by [`CloseMonitor::upgrade`].
///
/// # Errors
///
/// `Error::Io`, if the connection ends before, or it takes longer than
/// [`Policy::open_timeout`](crate::Policy::open_timeout). The [observers](crate::Observer::on_handshake_failed)
/// have been told.
///
/// # Panics
///
/// In a tokio runtime without `time`, unless the policy has no `open_timeout`.
///
/// # Cancel safety
///
/// Dropping it ends the connection once the response has gone out; nothing is counted.
#[must_use = "the connection ends if nobody awaits it"]
pub struct Upgrading(Pin<Box<dyn Future<Output = Upgrade> + Send>>);

type Upgrade = Result<MonitoredStream<TokioIo<Upgraded>>, Error>;

impl Future for Upgrading {
    type Output = Upgrade;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Upgrade> {
        self.0.as_mut().poll(cx)
    }
}

impl fmt::Debug for Upgrading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upgrading").finish_non_exhaustive()
    }
}

/// The request without its body, as the callback is to see it.
fn head<B>(request: &Request<B>) -> Request<()> {
    let mut head = Request::new(());
    *head.method_mut() = request.method().clone();
    *head.uri_mut() = request.uri().clone();
    *head.version_mut() = request.version();
    *head.headers_mut() = request.headers().clone();
    #[cfg(feature = "http2")]
    if let Some(protocol) = request.extensions().get::<hyper::ext::Protocol>() {
        head.extensions_mut().insert(protocol.clone());
    }
    head
}
