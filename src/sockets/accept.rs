//! The paved path of a server: handshake, tap underneath, wrapped, in one call.

use std::future::poll_fn;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::accept_hdr_async_with_config;
use tungstenite::{
    Error,
    error::ProtocolError,
    handshake::server::{Callback, ErrorResponse, NoCallback, Request, Response},
    http::header::SEC_WEBSOCKET_PROTOCOL,
    protocol::WebSocketConfig,
};

use super::{MonitoredStream, WrapTapped, negotiated};
use crate::{
    CloseMonitor, Endpoint, Role,
    monitor::registry::Opening,
    observe::HandshakeFailure,
    opening::{Failure, service_unavailable, took_too_long, within},
    origin::lacks_answer,
    tap::{Beginning, Foreign},
};

impl CloseMonitor {
    /// Accepts a WebSocket connection on an io, with a tap underneath, and wraps it.
    ///
    /// While the monitor [drains](Self::drain), and for ever after
    /// [`drain_and_stop`](Self::drain_and_stop), a valid request is answered with 503 and a `Retry-After`. What
    /// is no valid request gets no answer, as with tokio-tungstenite: point health checks elsewhere.
    ///
    /// # Errors
    ///
    /// What `tokio_tungstenite::accept_async` returns; `Error::Io` of kind `TimedOut` after
    /// [`Policy::open_timeout`](crate::Policy::open_timeout). A client that sends frames together with its
    /// request is refused (`JunkAfterRequest`). Such a connection is not counted as opened, but the
    /// [observers](crate::Observer::on_handshake_failed) have been told of it, unless it ended before its first
    /// byte: a probe of the port. There is no need to log the error.
    ///
    /// # Panics
    ///
    /// In a tokio runtime without `time`, unless the policy has no `open_timeout`.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future drops the io; nothing is counted.
    ///
    /// # Example: a server in three lines
    ///
    /// ```no_run
    /// # use futures_util::{SinkExt, StreamExt};
    /// # async fn handle(tcp: tokio::net::TcpStream) -> Result<(), Box<dyn std::error::Error>> {
    /// let closes = closeframe::CloseMonitor::default();
    /// let mut ws = closes.accept(tcp).await?;
    /// while let Some(message) = ws.next().await {
    ///     println!("{}", message?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn accept<Io>(&self, io: Io) -> Result<MonitoredStream<Io>, Error>
    where
        Io: AsyncRead + AsyncWrite + Unpin,
    {
        self.accept_with(io, None, NoCallback).await
    }

    /// Accepts a WebSocket connection with tungstenite's configuration and a callback that sees the
    /// request and may change the response: headers, subprotocol, refusal. It is not asked while the monitor
    /// drains.
    ///
    /// # Example: who may come in, and where to
    ///
    /// ```no_run
    /// use closeframe::{CloseMonitor, Endpoint};
    /// use tungstenite::{handshake::server::{ErrorResponse, Request, Response}, http::StatusCode};
    ///
    /// # async fn handle(closes: CloseMonitor, tcp: tokio::net::TcpStream) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut user = None;
    /// let callback = |request: &Request, mut response: Response| {
    ///     user = request.headers().get("x-user").cloned();
    ///     if user.is_none() {
    ///         let mut refusal = ErrorResponse::new(Some("who are you?".to_owned()));
    ///         *refusal.status_mut() = StatusCode::UNAUTHORIZED;
    ///         return Err(refusal);
    ///     }
    ///     response.extensions_mut().insert(Endpoint::named("chat"));
    ///     Ok(response)
    /// };
    /// let ws = closes.accept_with(tcp, None, callback).await?;
    /// ws.tag(user.as_ref().and_then(|user| user.to_str().ok()).unwrap_or_default());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`accept`](Self::accept), and what the callback returns.
    ///
    /// # Panics
    ///
    /// As [`accept`](Self::accept), and if the callback does; then nothing is counted.
    ///
    /// # Cancel safety
    ///
    /// As [`accept`](Self::accept).
    pub async fn accept_with<Io, C>(
        &self,
        io: Io,
        config: Option<WebSocketConfig>,
        callback: C,
    ) -> Result<MonitoredStream<Io>, Error>
    where
        Io: AsyncRead + AsyncWrite + Unpin,
        C: Callback + Unpin,
    {
        let mut seen = Seen::new();
        let mut tap = self.tap(io);
        let opening = async {
            seen.beginning = poll_fn(|cx| tap.poll_beginning(cx)).await?;
            if seen.beginning == Beginning::Nothing {
                return Err(ProtocolError::HandshakeIncomplete.into());
            }
            if self.reads_requests() {
                // Also of a request that the library refuses, and asks no callback about.
                seen.monitor = tap.first_request().map(|request| self.for_request(&request));
            }
            let callback = Watched { callback, monitor: self, seen: &mut seen };
            accept_hdr_async_with_config(tap, callback, config).await
        };
        let opened = within(self.policy().open_timeout(), opening).await;
        let monitor = seen.monitor.as_ref().unwrap_or(self);
        let (failure, error) = match opened {
            Some(Ok(ws)) => {
                let mut ws = ws.wrap_tapped_with(monitor);
                ws.note_offer(seen.offer_lacks_answer);
                return Ok(ws);
            }
            Some(Err(error)) => (seen.failure(&error), error),
            // Who sends nothing for so long holds a socket of ours.
            None => (Some(Failure::TIMED_OUT), took_too_long()),
        };
        if let Some(failure) = failure {
            monitor.handshake_failed(Role::Server, failure);
        }
        Err(error)
    }
}

/// What an opening handshake shows.
#[derive(Debug)]
pub(super) struct Seen {
    beginning: Beginning,
    /// The application's monitor, for this connection; `None` where there is nothing to add.
    pub(super) monitor: Option<CloseMonitor>,
    /// The application was asked: what is wrong with the answer is its own.
    asked: bool,
    pub(super) drained: bool,
    /// From when it is let in until there is a connection.
    pub(super) opening: Option<Opening>,
    /// The client has offered an extension that is not agreed on.
    pub(super) offer_lacks_answer: bool,
}

impl Seen {
    fn new() -> Self {
        Self {
            beginning: Beginning::Nothing,
            monitor: None,
            asked: false,
            drained: false,
            opening: None,
            offer_lacks_answer: false,
        }
    }

    /// Of a request that somebody else has read.
    #[cfg(feature = "hyper")]
    pub(super) fn of_request(monitor: &CloseMonitor, request: &Request) -> Self {
        let monitor = monitor.reads_requests().then(|| monitor.for_request(request));
        Self { beginning: Beginning::Request, monitor, ..Self::new() }
    }

    /// `None` for a probe.
    fn failure(&self, error: &Error) -> Option<Failure> {
        Some(match (self.beginning, error) {
            (Beginning::Nothing, _) => return None,
            (_, Error::Http(response)) if self.drained => {
                Failure::answered(HandshakeFailure::Draining, response.status())
            }
            (Beginning::Foreign(Foreign::TlsRecord), Error::Protocol(_)) => Failure::TLS,
            (_, Error::Io(_) | Error::Tls(_) | Error::Http(_)) => Failure::of(error),
            // A refusal with the status of a success, or a header that cannot be sent.
            _ if self.asked => Failure::new(HandshakeFailure::Refused, None),
            _ => Failure::of(error),
        })
    }
}

/// The user's callback, and what is seen of its doing.
pub(super) struct Watched<'a, C> {
    pub(super) callback: C,
    pub(super) monitor: &'a CloseMonitor,
    pub(super) seen: &'a mut Seen,
}

impl<C: Callback> Callback for Watched<'_, C> {
    fn on_request(self, request: &Request, response: Response) -> Result<Response, ErrorResponse> {
        let Self { callback, monitor, seen } = self;
        if monitor.reads_requests() && seen.monitor.is_none() {
            seen.monitor = Some(monitor.for_request(request));
        }
        match monitor.registry().begin_opening() {
            Ok(opening) => seen.opening = Some(opening),
            Err(drain) => {
                seen.drained = true;
                return Err(service_unavailable(drain.deadline));
            }
        }
        seen.asked = true;
        let answer = callback.on_request(request, response);
        if let Ok(response) = &answer {
            seen.offer_lacks_answer = lacks_answer(request.headers(), response.headers());
        }
        let endpoint = match &answer {
            Ok(response) => response.extensions().get::<Endpoint>(),
            Err(refusal) => refusal.extensions().get(),
        };
        let subprotocol =
            answer.as_ref().ok().and_then(|it| it.headers().get(SEC_WEBSOCKET_PROTOCOL));
        if endpoint.is_some() {
            let known = seen.monitor.as_ref().unwrap_or(monitor);
            seen.monitor = Some(known.at(endpoint.copied()));
        }
        if let Some(subprotocol) = subprotocol {
            let known = seen.monitor.as_ref().unwrap_or(monitor);
            seen.monitor = Some(negotiated(known, Some(subprotocol)).into_owned());
        }
        answer
    }
}
