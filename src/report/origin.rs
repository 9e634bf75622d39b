//! Where the connection came from, in its report.

use crate::{CloseReport, Endpoint};

impl CloseReport {
    /// The [endpoint](crate::CloseMonitor::endpoint) at which it was opened.
    #[must_use]
    pub fn endpoint(&self) -> Option<Endpoint> {
        self.origin.as_ref()?.endpoint
    }

    /// The subprotocol that was agreed on in the opening handshake (RFC 6455 section 1.9), as far as that is known.
    ///
    /// This and the next three are text that the client chose, at most 512 bytes of it. Never log it
    /// unescaped.
    #[must_use]
    pub fn subprotocol(&self) -> Option<&str> {
        self.origin.as_ref()?.subprotocol.as_deref()
    }

    /// Who the client is, if [the application has said so](crate::CloseMonitor::for_client), or the extractor for
    /// axum was asked for [request fields](crate::CloseMonitor::with_request_fields).
    #[must_use]
    pub fn client_address(&self) -> Option<&str> {
        self.origin.as_ref()?.client_address.as_deref()
    }

    /// The path of the request without its query, if it was
    /// [asked for](crate::CloseMonitor::with_request_fields).
    #[must_use]
    pub fn url_path(&self) -> Option<&str> {
        self.origin.as_ref()?.url_path.as_deref()
    }

    /// The `User-Agent` of the request, as [`url_path`](Self::url_path).
    #[must_use]
    pub fn user_agent(&self) -> Option<&str> {
        self.origin.as_ref()?.user_agent.as_deref()
    }
}
