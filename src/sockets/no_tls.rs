//! What stands in the place of TLS where there is none: the error that says so, and types of which there
//! are no values. With the feature `rustls` it is `tls.rs` that is compiled.

use std::sync::Arc;

use tokio::net::TcpStream;
use tokio_tungstenite::MaybeTlsStream;
use tungstenite::{Error, error::UrlError};

/// Nobody has one.
pub(super) enum ClientConfig {}

/// There is none to be made.
pub(super) enum Server {}

impl Server {
    pub(super) async fn new(_: &str, _: Option<Arc<ClientConfig>>) -> Result<Self, Error> {
        Err(UrlError::TlsFeatureNotEnabled.into())
    }

    pub(super) async fn shake_hands(
        self,
        _: TcpStream,
    ) -> Result<MaybeTlsStream<TcpStream>, Error> {
        match self {}
    }
}
