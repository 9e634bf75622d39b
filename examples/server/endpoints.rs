//! Where connections are opened: the path `/endpoint/NAME` counts and logs them as of that endpoint.

use std::sync::Arc;

use closeframe::Endpoint;
use tungstenite::handshake::server::{Callback, ErrorResponse, Request, Response};

/// The endpoints that were given with `--endpoint`. Any other path has none: what clients ask for must not
/// make series.
#[derive(Clone)]
pub(crate) struct Endpoints(Arc<[String]>);

impl Endpoints {
    pub(crate) fn new(names: Vec<String>) -> Self {
        Self(names.into())
    }

    /// Chooses by the path of the request what `then` has accepted.
    pub(crate) fn by_path<C: Callback>(&self, then: C) -> ByPath<C> {
        ByPath { endpoints: self.clone(), then }
    }

    fn of(&self, request: &Request) -> Option<Endpoint> {
        let name = request.uri().path().strip_prefix("/endpoint/")?;
        self.0.iter().any(|it| it == name).then(|| Endpoint::named(name))
    }
}

/// A callback of the opening handshake.
pub(crate) struct ByPath<C> {
    endpoints: Endpoints,
    then: C,
}

impl<C: Callback> Callback for ByPath<C> {
    fn on_request(self, request: &Request, response: Response) -> Result<Response, ErrorResponse> {
        let mut response = self.then.on_request(request, response)?;
        if let Some(endpoint) = self.endpoints.of(request) {
            response.extensions_mut().insert(endpoint);
        }
        Ok(response)
    }
}
