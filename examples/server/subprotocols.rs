//! Which subprotocols are accepted: those whose codes the catalog knows.

use std::sync::Arc;

use tungstenite::{
    handshake::server::{Callback, ErrorResponse, Request, Response},
    http::{HeaderValue, header::SEC_WEBSOCKET_PROTOCOL},
};

/// The names by which subprotocols are negotiated that the server speaks of.
#[derive(Clone)]
pub(crate) struct Negotiated(Arc<[&'static str]>);

impl Negotiated {
    pub(crate) fn of(names: Vec<&'static str>) -> Self {
        Self(names.into())
    }

    /// Chooses in an opening handshake what the client offers first of these names, after `then` has
    /// seen the request.
    pub(crate) fn choose<C: Callback>(&self, then: C) -> Choose<C> {
        Choose { names: self.clone(), then }
    }

    fn first_offered(&self, request: &Request) -> Option<&'static str> {
        let headers = request.headers().get_all(SEC_WEBSOCKET_PROTOCOL).iter();
        let offered = headers.filter_map(|value| value.to_str().ok());
        let mut offered = offered.flat_map(|value| value.split(',')).map(str::trim);
        offered.find_map(|offer| self.0.iter().copied().find(|name| *name == offer))
    }
}

/// A callback of the opening handshake.
pub(crate) struct Choose<C> {
    names: Negotiated,
    then: C,
}

impl<C: Callback> Callback for Choose<C> {
    fn on_request(self, request: &Request, response: Response) -> Result<Response, ErrorResponse> {
        let mut response = self.then.on_request(request, response)?;
        if let Some(name) = self.names.first_offered(request) {
            response.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(name));
        }
        Ok(response)
    }
}
