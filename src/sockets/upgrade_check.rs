//! Whether a request asks for a WebSocket as it has to (RFC 6455 section 4.2.1; over HTTP/2, RFC 8441 section
//! 5), and what is answered if not. Most of it tungstenite checks.

use std::{error, fmt};

use tungstenite::{
    Error,
    error::ProtocolError,
    handshake::server::{ErrorResponse, create_response},
    http::{
        HeaderValue, Request, Response, StatusCode,
        header::{CONNECTION, HOST, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE},
    },
};

use crate::ErrorType;

/// A request that gets no WebSocket, and the response that says so.
#[derive(Debug)]
pub struct UpgradeRejected {
    // Boxed, as it is hardly ever there, and large.
    response: Box<ErrorResponse>,
    /// What is wrong with the request; `None` where it is the server that refuses.
    error: Option<Box<Error>>,
}

impl UpgradeRejected {
    /// The response to return.
    #[must_use]
    pub fn into_response(self) -> Response<String> {
        (*self.response).map(Option::unwrap_or_default)
    }

    /// Its status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    pub(super) fn refused(response: ErrorResponse) -> Self {
        Self { response: Box::new(response), error: None }
    }

    pub(super) fn error_type(&self) -> Option<ErrorType> {
        self.error.as_ref().map(|_| ErrorType::InvalidUpgrade)
    }

    fn invalid(error: Error) -> Self {
        use ProtocolError::{
            MissingSecWebSocketVersionHeader, MissingUpgradeWebSocketHeader, WrongHttpVersion,
        };
        let mut response = ErrorResponse::new(Some(error.to_string()));
        let needs_upgrade = matches!(
            error,
            Error::Protocol(
                MissingSecWebSocketVersionHeader | MissingUpgradeWebSocketHeader | WrongHttpVersion
            )
        );
        *response.status_mut() = match needs_upgrade {
            true => StatusCode::UPGRADE_REQUIRED,
            false => StatusCode::BAD_REQUEST,
        };
        if needs_upgrade {
            // RFC 9110 section 15.5.22, RFC 6455 section 4.4.
            let headers = response.headers_mut();
            headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
            headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
            headers.insert(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
        }
        Self { response: Box::new(response), error: Some(Box::new(error)) }
    }
}

impl fmt::Display for UpgradeRejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.error {
            Some(error) => error.fmt(f),
            None => write!(f, "the upgrade was refused with {}", self.status()),
        }
    }
}

impl error::Error for UpgradeRejected {}

/// The response to a valid request.
pub(super) fn check(request: &Request<()>) -> Result<Response<()>, UpgradeRejected> {
    #[cfg(feature = "http2")]
    if request.version() == tungstenite::http::Version::HTTP_2 {
        return check_extended_connect(request);
    }
    // Where there are two, the library looks at the first, and a proxy may have looked at the other.
    for name in [HOST, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION] {
        if request.headers().get_all(&name).iter().nth(1).is_some() {
            let error = ProtocolError::InvalidHeader(Box::new(name));
            return Err(UpgradeRejected::invalid(error.into()));
        }
    }
    if !request.headers().contains_key(HOST) {
        let error = ProtocolError::InvalidHeader(Box::new(HOST));
        return Err(UpgradeRejected::invalid(error.into()));
    }
    create_response(request).map_err(UpgradeRejected::invalid)
}

/// There is no key, and what is agreed on is said by the status alone.
#[cfg(feature = "http2")]
fn check_extended_connect(request: &Request<()>) -> Result<Response<()>, UpgradeRejected> {
    use tungstenite::http::Method;

    let protocol = request.extensions().get::<hyper::ext::Protocol>();
    let error = match protocol {
        _ if request.method() != Method::CONNECT => ProtocolError::WrongHttpMethod,
        Some(protocol) if protocol.as_str() == "websocket" => {
            match request.headers().get(SEC_WEBSOCKET_VERSION) {
                Some(version) if version == "13" => return Ok(Response::new(())),
                _ => ProtocolError::MissingSecWebSocketVersionHeader,
            }
        }
        _ => ProtocolError::MissingUpgradeWebSocketHeader,
    };
    let mut rejected = UpgradeRejected::invalid(error.into());
    // HTTP/2 has neither (RFC 9113 section 8.2.2).
    let headers = rejected.response.headers_mut();
    headers.remove(CONNECTION);
    headers.remove(UPGRADE);
    Err(rejected)
}
