//! Where the connections of a monitor come from, as far as the application or the request says.

use std::{fmt, sync::Arc};

use tungstenite::http::{HeaderMap, Request, Uri};

use crate::{
    CloseMonitor, Endpoint,
    origin::{Origin, bounded},
};

impl CloseMonitor {
    /// A monitor for the connections of one endpoint: it shares all else, and their metrics and log events
    /// carry the label and field `endpoint`.
    ///
    /// The label is on the counters of connections that were opened, that ended and that never opened, and on that of
    /// violations. A process can tell [`Endpoint::MAX`] of them apart. An empty name is no endpoint.
    ///
    /// # Example: two routes
    ///
    /// ```
    /// let closes = closeframe::CloseMonitor::default();
    /// let (chat, feed) = (closes.endpoint("chat"), closes.endpoint("feed"));
    /// # drop((chat, feed));
    /// ```
    #[must_use]
    pub fn endpoint(&self, name: &str) -> Self {
        self.at(Some(name).filter(|name| !name.is_empty()).map(Endpoint::named))
    }

    /// A monitor for one client's connection, whose log event carries `client.address`.
    ///
    /// Behind a proxy that is the address that a header names, if the proxy can be trusted: no header is
    /// ever read for it here.
    ///
    /// ```no_run
    /// # async fn serve(listener: tokio::net::TcpListener) -> Result<(), Box<dyn std::error::Error>> {
    /// let closes = closeframe::CloseMonitor::default();
    /// let (tcp, address) = listener.accept().await?;
    /// let ws = closes.for_client(address.ip()).accept(tcp).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn for_client(&self, address: impl fmt::Display) -> Self {
        let address = bounded(&address.to_string());
        Self { origin: self.origin_with(|it| it.client_address = Some(address)), ..self.clone() }
    }

    /// A monitor for the connection that `request` asks for, whose log event carries `url.path`, without the
    /// query, and `user_agent.original`. [`with_request_fields`](Self::with_request_fields) does it for
    /// all that are accepted.
    #[must_use]
    pub fn for_request<B>(&self, request: &Request<B>) -> Self {
        self.for_head(request.uri(), request.headers())
    }

    /// Has `accept`, `upgrade` and the extractor for axum keep of each request what
    /// [`for_request`](Self::for_request) takes, and the extractor the address of the TCP peer, if axum
    /// [knows](https://docs.rs/axum/0.8/axum/extract/struct.ConnectInfo.html) it and you have given none. Each
    /// connection pays for it with up to 1 kB.
    #[must_use]
    pub fn with_request_fields(mut self) -> Self {
        self.change().reads_requests = true;
        self
    }

    /// A monitor for connections that negotiated `subprotocol`: where the catalog has another meaning
    /// for the codes of these, they are explained by it; and the report and the log tell it.
    ///
    /// `accept`, `connect`, `upgrade` and axum's sockets do this of themselves; it is for sockets whose
    /// handshake was done elsewhere.
    ///
    /// ```
    /// use closeframe::{CloseCode, CloseMonitor, catalog::{Catalog, subprotocols}};
    ///
    /// let graphql = &subprotocols::GRAPHQL_TRANSPORT_WS;
    /// let closes =
    ///     CloseMonitor::default().with_catalog(Catalog::standard().with_negotiated(graphql)?);
    /// let of_graphql = closes.for_subprotocol("graphql-transport-ws");
    /// assert_eq!(of_graphql.catalog().entry(CloseCode::new(4403)).name(), "Forbidden");
    /// # Ok::<(), closeframe::catalog::RegisterError>(())
    /// ```
    #[must_use]
    pub fn for_subprotocol(&self, subprotocol: &str) -> Self {
        let catalog = self.catalog.for_subprotocol(subprotocol);
        let origin = self.origin_with(|it| it.subprotocol = Some(bounded(subprotocol)));
        Self { catalog, origin, ..self.clone() }
    }

    pub(crate) fn for_head(&self, uri: &Uri, headers: &HeaderMap) -> Self {
        Self { origin: self.origin_with(|it| it.read(uri, headers)), ..self.clone() }
    }

    /// For what comes from this peer of TCP's, unless somebody has said who the client is.
    #[cfg(feature = "axum")]
    pub(crate) fn for_peer(self, peer: std::net::IpAddr) -> Self {
        match self.origin.as_ref().is_some_and(|origin| origin.client_address.is_some()) {
            true => self,
            false => self.for_client(peer),
        }
    }

    pub(crate) fn at(&self, endpoint: Option<Endpoint>) -> Self {
        Self { origin: self.origin_with(|it| it.endpoint = endpoint), ..self.clone() }
    }

    pub(crate) fn current_endpoint(&self) -> Option<Endpoint> {
        self.origin.as_ref()?.endpoint
    }

    pub(crate) fn origin(&self) -> Option<&Arc<Origin>> {
        self.origin.as_ref()
    }

    #[cfg(feature = "tokio")]
    pub(crate) fn reads_requests(&self) -> bool {
        self.shared.reads_requests
    }

    /// What is known, changed.
    pub(super) fn origin_with(&self, change: impl FnOnce(&mut Origin)) -> Option<Arc<Origin>> {
        let mut origin = self.origin.as_deref().cloned().unwrap_or_default();
        change(&mut origin);
        Some(Arc::new(origin))
    }
}
