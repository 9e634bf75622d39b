//! Why the extractor rejects a request, and what it answers.
//!
//! What is no valid upgrade is axum's to say, in its own words. Beside that a server may be draining, or its
//! route may have no monitor. Nobody else's refusals come here.

use std::{error::Error, fmt, sync::Once, time::Instant};

use ::axum::{
    body::Body,
    extract::ws::rejection,
    http::{StatusCode, header::CONNECTION},
    response::{IntoResponse, Response},
};

use crate::{
    ErrorType,
    names::event,
    observe::HandshakeFailure,
    opening::{Failure, service_unavailable},
};

/// Why a request gets no [`WebSocketUpgrade`](super::WebSocketUpgrade).
#[derive(Debug)]
#[non_exhaustive]
pub enum WebSocketUpgradeRejection {
    /// It is no valid upgrade: axum's own rejection, and its response.
    Invalid(rejection::WebSocketUpgradeRejection),
    /// The server [drains](crate::CloseMonitor::drain): 503 with a `Retry-After`.
    Draining(Draining),
    /// The route has no monitor: 500 with a text that says what to add, which is logged too, once.
    MissingMonitor(MissingMonitor),
}

impl WebSocketUpgradeRejection {
    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Invalid(rejection) => rejection.status(),
            Self::Draining(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::MissingMonitor(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What the observers are told; nobody listens where there is no monitor.
    pub(super) fn failure(&self) -> Failure {
        let (reason, error_type) = match self {
            Self::Draining(_) => (HandshakeFailure::Draining, None),
            _ => (HandshakeFailure::BadRequest, Some(ErrorType::InvalidUpgrade)),
        };
        Failure { reason, error_type, status: Some(self.status()) }
    }
}

impl fmt::Display for WebSocketUpgradeRejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(rejection) => rejection.fmt(f),
            Self::Draining(_) => f.write_str("the server is draining"),
            Self::MissingMonitor(_) => f.write_str(MissingMonitor::TEXT),
        }
    }
}

impl Error for WebSocketUpgradeRejection {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Invalid(rejection) => rejection.source(),
            _ => None,
        }
    }
}

impl IntoResponse for WebSocketUpgradeRejection {
    fn into_response(self) -> Response {
        match self {
            Self::Invalid(rejection) => rejection.into_response(),
            Self::Draining(draining) => draining.into_response(),
            Self::MissingMonitor(missing) => missing.into_response(),
        }
    }
}

/// The server lets nobody in: see [`CloseMonitor::drain`](crate::CloseMonitor::drain).
#[derive(Debug)]
pub struct Draining {
    pub(super) deadline: Option<Instant>,
    /// `Connection` has a meaning (RFC 9113 section 8.2.2).
    pub(super) is_http1: bool,
}

impl IntoResponse for Draining {
    fn into_response(self) -> Response {
        let mut response = service_unavailable(self.deadline).map(|_| Body::empty());
        if !self.is_http1 {
            response.headers_mut().remove(CONNECTION);
        }
        response
    }
}

/// No [`CloseMonitor`](crate::CloseMonitor) came with the request.
#[derive(Debug)]
pub struct MissingMonitor(());

impl MissingMonitor {
    const TEXT: &str = "no CloseMonitor came with the request: \
        add `.layer(axum::Extension(closes.endpoint(\"…\")))` to the route";

    /// Says so in the log, but not for each request.
    #[cold]
    pub(super) fn told() -> Self {
        static TOLD: Once = Once::new();
        TOLD.call_once(|| tracing::error!(target: event::TARGET, "{}", Self::TEXT));
        Self(())
    }
}

impl IntoResponse for MissingMonitor {
    fn into_response(self) -> Response {
        (StatusCode::INTERNAL_SERVER_ERROR, Self::TEXT).into_response()
    }
}
