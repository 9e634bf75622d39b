//! The extractor: axum's own checks and response, and an upgrade of ours.
//!
//! axum makes its socket of the `OnUpgrade` that it finds in the request. So it is given one from which nothing
//! comes, and a task of ours waits for the real one, to put a tap around what comes of that. Nothing of HTTP
//! is read or written here but the answer of a server that drains.

use std::{borrow::Cow, fmt, mem, net::SocketAddr};

use ::axum::{
    Error,
    extract::{
        ConnectInfo, FromRequestParts,
        ws::{self, OnFailedUpgrade},
    },
    http::{HeaderMap, HeaderValue, Request, Version, request::Parts},
    response::Response,
};
use hyper::upgrade::OnUpgrade;
use tracing::{Instrument, Span};
use tungstenite::protocol::WebSocketConfig;

use super::{Draining, MissingMonitor, WebSocket, WebSocketUpgradeRejection};
use crate::{
    CloseMonitor, Role,
    monitor::registry::Opening,
    opening::{NoUpgrade, open_upgraded, took_too_long},
    origin::lacks_answer,
    sockets::negotiated,
};

/// The extractor of a WebSocket over HTTP/1.1 or HTTP/2: `axum::extract::ws::WebSocketUpgrade`, but for the
/// [socket](WebSocket) that it makes.
///
/// The monitor comes with the request, from a layer: `Extension(closes.endpoint("chat"))`. Checks, rejections
/// and response are axum's own. A route for HTTP/2 too needs `any` instead of `get`.
///
/// - A rejection is counted as `bad_request`; also where the handler takes it as a `Result`, and answers
///   something else. What the handler refuses by itself is not counted.
/// - While the monitor [drains](CloseMonitor::drain), a valid request is answered with 503.
/// - The event of the close hangs on the span in which the request was extracted, unless the monitor
///   [has one](CloseMonitor::in_span), and the callback runs in it; see [`without_span`](Self::without_span).
/// - With [`with_request_fields`](CloseMonitor::with_request_fields) the client's address is that of TCP's peer, where
///   axum knows it. No header is read for it: behind a proxy see [`with_monitor`](Self::with_monitor).
#[must_use]
pub struct WebSocketUpgrade<F = DefaultOnFailedUpgrade> {
    /// axum's, over an upgrade that never comes.
    inner: ws::WebSocketUpgrade,
    upgrade: OnUpgrade,
    config: WebSocketConfig,
    monitor: CloseMonitor,
    /// axum agrees to no extension.
    offer_lacks_answer: bool,
    opening: Opening,
    /// In which all is done that follows; a disabled one is none.
    span: Span,
    on_failed_upgrade: F,
}

impl<F> WebSocketUpgrade<F> {
    /// The capacity of the read buffer, 128 KiB unless set.
    pub fn read_buffer_size(mut self, size: usize) -> Self {
        self.config.read_buffer_size = size;
        self
    }

    /// How many bytes are gathered before they are written, 128 KiB unless set; a flush writes them all.
    pub fn write_buffer_size(mut self, size: usize) -> Self {
        self.config.write_buffer_size = size;
        self
    }

    /// How many bytes may wait because writing fails, without limit unless set.
    pub fn max_write_buffer_size(mut self, max: usize) -> Self {
        self.config.max_write_buffer_size = max;
        self
    }

    /// The longest message that is taken in, 64 MiB unless set; a longer one is answered with 1009.
    pub fn max_message_size(mut self, max: usize) -> Self {
        self.config.max_message_size = Some(max);
        self
    }

    /// The longest frame that is taken in, 16 MiB unless set; a longer one is answered with 1009.
    pub fn max_frame_size(mut self, max: usize) -> Self {
        self.config.max_frame_size = Some(max);
        self
    }

    /// Whether frames of a client may come without a mask, against RFC 6455 section 5.1; no unless set.
    pub fn accept_unmasked_frames(mut self, accept: bool) -> Self {
        self.config.accept_unmasked_frames = accept;
        self
    }

    /// The subprotocols that the server knows, the most preferred first: the first that the client has asked
    /// for is selected, told to it, and explains the codes of the connection.
    pub fn protocols<I>(mut self, protocols: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<Cow<'static, str>>,
    {
        self.inner = self.inner.protocols(protocols);
        self
    }

    /// The subprotocols that the client has asked for.
    pub fn requested_protocols(&self) -> impl Iterator<Item = &HeaderValue> {
        self.inner.requested_protocols()
    }

    /// Selects a subprotocol, in place of what [`protocols`](Self::protocols) has found.
    pub fn set_selected_protocol(&mut self, protocol: HeaderValue) {
        self.inner.set_selected_protocol(protocol);
    }

    /// The selected subprotocol, if there is one.
    pub fn selected_protocol(&self) -> Option<&HeaderValue> {
        self.inner.selected_protocol()
    }

    /// Changes the monitor for this connection: what the application knows by now.
    ///
    /// ```
    /// use std::net::SocketAddr;
    /// use axum::{extract::ConnectInfo, response::Response};
    /// use closeframe::axum::WebSocketUpgrade;
    ///
    /// async fn upgrade(
    ///     ConnectInfo(client): ConnectInfo<SocketAddr>,
    ///     upgrade: WebSocketUpgrade,
    /// ) -> Response {
    ///     upgrade.with_monitor(|closes| closes.for_client(client.ip())).on_upgrade(async |_socket| {})
    /// }
    /// # drop(upgrade);
    /// ```
    pub fn with_monitor(mut self, change: impl FnOnce(&CloseMonitor) -> CloseMonitor) -> Self {
        self.monitor = change(&self.monitor);
        self
    }

    /// Leaves the request's span: the callback runs outside it, and the event of the close has none for parent.
    /// Otherwise that span stays open as long as the connection, which a subscriber may keep in memory, or
    /// export only at its end.
    pub fn without_span(mut self) -> Self {
        self.span = Span::none();
        self
    }

    /// What is called if there is no connection after all: the client has left before the response did, or it
    /// took longer than [`Policy::open_timeout`](crate::Policy::open_timeout). The observers are told either
    /// way.
    pub fn on_failed_upgrade<C: OnFailedUpgrade>(self, callback: C) -> WebSocketUpgrade<C> {
        let Self { inner, upgrade, config, monitor, offer_lacks_answer, opening, span, .. } = self;
        WebSocketUpgrade {
            inner,
            upgrade,
            config,
            monitor,
            offer_lacks_answer,
            opening,
            span,
            on_failed_upgrade: callback,
        }
    }

    /// Makes the response, and has a task call `callback` with the socket once that has gone out.
    #[must_use = "to set up the WebSocket connection, this response must be returned"]
    pub fn on_upgrade<C, Fut>(self, callback: C) -> Response
    where
        C: FnOnce(WebSocket) -> Fut + Send + 'static,
        Fut: Future<Output = ()> + Send + 'static,
        F: OnFailedUpgrade,
    {
        let Self {
            inner,
            upgrade,
            config,
            monitor,
            offer_lacks_answer,
            opening,
            span,
            on_failed_upgrade,
        } = self;
        let protocol = inner.selected_protocol().cloned();
        let monitor = negotiated(&monitor, protocol.as_ref()).into_owned();
        let connection = async move {
            let (config, opening) = (Some(config), Some(opening));
            match open_upgraded(monitor, upgrade, config, offer_lacks_answer, opening).await {
                Ok(stream) => callback(WebSocket::new(stream, protocol)).await,
                Err(NoUpgrade::Ended(error)) => on_failed_upgrade.call(Error::new(error)),
                Err(NoUpgrade::TimedOut) => on_failed_upgrade.call(Error::new(took_too_long())),
            }
        };
        tokio::spawn(connection.instrument(span));
        // It waits for an upgrade that never comes, and is over at once.
        inner.on_upgrade(async |_| {})
    }
}

impl<S: Send + Sync> FromRequestParts<S> for WebSocketUpgrade {
    type Rejection = WebSocketUpgradeRejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let Some(monitor) = parts.extensions.get::<CloseMonitor>() else {
            return Err(WebSocketUpgradeRejection::MissingMonitor(MissingMonitor::told()));
        };
        let monitor = match monitor.reads_requests() {
            true => {
                let monitor = monitor.for_head(&parts.uri, &parts.headers);
                match parts.extensions.get::<ConnectInfo<SocketAddr>>() {
                    Some(ConnectInfo(peer)) => monitor.for_peer(peer.ip()),
                    None => monitor,
                }
            }
            false => monitor.clone(),
        };
        let upgrade = parts.extensions.get_mut().map(|real| mem::replace(real, never()));
        let checked = ws::WebSocketUpgrade::from_request_parts(parts, state).await;
        let rejection = match (checked, monitor.registry().begin_opening()) {
            (Ok(inner), Ok(opening)) => {
                return Ok(Self {
                    inner,
                    // axum has found one.
                    upgrade: upgrade.unwrap_or_else(never),
                    config: WebSocketConfig::default(),
                    monitor,
                    offer_lacks_answer: lacks_answer(&parts.headers, &HeaderMap::new()),
                    opening,
                    span: Span::current(),
                    on_failed_upgrade: DefaultOnFailedUpgrade,
                });
            }
            (Ok(_), Err(drain)) => {
                let is_http1 = parts.version <= Version::HTTP_11;
                WebSocketUpgradeRejection::Draining(Draining { deadline: drain.deadline, is_http1 })
            }
            (Err(rejection), _) => WebSocketUpgradeRejection::Invalid(rejection),
        };
        // Whoever takes the rejection as a `Result` may upgrade to something else.
        if let Some(real) = upgrade {
            parts.extensions.insert(real);
        }
        monitor.handshake_failed(Role::Server, rejection.failure());
        Err(rejection)
    }
}

impl<F> fmt::Debug for WebSocketUpgrade<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { inner, config, .. } = self;
        f.debug_struct("WebSocketUpgrade")
            .field("inner", inner)
            .field("config", config)
            .finish_non_exhaustive()
    }
}

/// What is called unless [`on_failed_upgrade`](WebSocketUpgrade::on_failed_upgrade) says otherwise: nothing.
#[derive(Debug)]
#[non_exhaustive]
pub struct DefaultOnFailedUpgrade;

impl OnFailedUpgrade for DefaultOnFailedUpgrade {
    fn call(self, _: Error) {}
}

/// An upgrade that fails at once.
fn never() -> OnUpgrade {
    hyper::upgrade::on(Request::new(()))
}
