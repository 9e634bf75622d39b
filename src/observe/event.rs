//! What the hooks of an observer are told, beside the report.
//!
//! Each hook takes one of these by reference, so that more can be told later without a change to those
//! who listen. They are made by the crate alone.

use std::{fmt, time::Instant};

use tracing::Span;
use tungstenite::http::StatusCode;

use crate::{
    CloseMonitor, Direction, Endpoint, ErrorType, Role, Violation, catalog::Catalog,
    observe::HandshakeFailure,
};

/// A connection was opened: what [`Observer::on_open`](crate::Observer::on_open) is told.
#[derive(Debug, Clone, Copy)]
pub struct Opened<'a> {
    pub(crate) role: Role,
    pub(crate) endpoint: Option<Endpoint>,
    pub(crate) catalog: &'a Catalog,
}

impl<'a> Opened<'a> {
    /// Which end of the connection we are.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// The [endpoint](CloseMonitor::endpoint) at which it was opened.
    #[must_use]
    pub fn endpoint(&self) -> Option<Endpoint> {
        self.endpoint
    }

    /// The catalog that will explain the code: the monitor's, or that of the subprotocol that was
    /// negotiated.
    #[must_use]
    pub fn catalog(&self) -> &'a Catalog {
        self.catalog
    }
}

/// A connection never opened: what [`Observer::on_handshake_failed`](crate::Observer::on_handshake_failed)
/// is told.
#[derive(Clone)]
pub struct HandshakeFailed<'a> {
    pub(crate) role: Role,
    pub(crate) reason: HandshakeFailure,
    pub(crate) error_type: Option<ErrorType>,
    pub(crate) status: Option<StatusCode>,
    pub(crate) monitor: &'a CloseMonitor,
    pub(crate) at: Instant,
    /// What the event hangs on.
    pub(crate) span: Option<Span>,
}

impl<'a> HandshakeFailed<'a> {
    /// Which end of the connection we would have been.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// The [endpoint](CloseMonitor::endpoint) at which it would have been opened, as far as it was known.
    #[must_use]
    pub fn endpoint(&self) -> Option<Endpoint> {
        self.monitor.current_endpoint()
    }

    /// Who the client is, if [the application has said so](CloseMonitor::for_client), or the extractor for axum was
    /// asked for [request fields](CloseMonitor::with_request_fields).
    ///
    /// This and the next two are text that the client chose. Never log it unescaped.
    #[must_use]
    pub fn client_address(&self) -> Option<&'a str> {
        self.monitor.origin()?.client_address.as_deref()
    }

    /// The path of the request without its query, if it was [asked for](CloseMonitor::with_request_fields)
    /// and came so far.
    #[must_use]
    pub fn url_path(&self) -> Option<&'a str> {
        self.monitor.origin()?.url_path.as_deref()
    }

    /// The `User-Agent` of the request, as [`url_path`](Self::url_path).
    #[must_use]
    pub fn user_agent(&self) -> Option<&'a str> {
        self.monitor.origin()?.user_agent.as_deref()
    }

    /// Why it did not open.
    #[must_use]
    pub fn reason(&self) -> HandshakeFailure {
        self.reason
    }

    /// What kind of error kept it from opening, where one did.
    #[must_use]
    pub fn error_type(&self) -> Option<ErrorType> {
        self.error_type
    }

    /// The HTTP status that was answered: ours to a client, or the server's to us. `None` if there was
    /// no answer, or none but 101.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }
}

impl fmt::Debug for HandshakeFailed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HandshakeFailed")
            .field("role", &self.role)
            .field("reason", &self.reason)
            .field("error_type", &self.error_type)
            .field("status", &self.status)
            .field("endpoint", &self.endpoint())
            .finish_non_exhaustive()
    }
}

/// A close frame broke a rule: what [`Observer::on_violation`](crate::Observer::on_violation) is told.
#[derive(Debug, Clone, Copy)]
pub struct ViolationSeen {
    pub(crate) role: Role,
    pub(crate) endpoint: Option<Endpoint>,
    pub(crate) direction: Direction,
    pub(crate) violation: Violation,
}

impl ViolationSeen {
    /// Which end of the connection we are.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// The [endpoint](CloseMonitor::endpoint) of the connection.
    #[must_use]
    pub fn endpoint(&self) -> Option<Endpoint> {
        self.endpoint
    }

    /// Which way the close frame went, or was to go.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The rule.
    #[must_use]
    pub fn violation(&self) -> Violation {
        self.violation
    }
}
