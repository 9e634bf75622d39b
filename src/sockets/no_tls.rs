//! What stands in the place of TLS where there is none: the error that says so, and types of which there
//! are no values. With the feature `rustls` it is `tls.rs` that is compiled.

use std::{io, sync::Arc};

use tokio::net::TcpStream;
use tokio_tungstenite::MaybeTlsStream;
use tungstenite::{Error, error::UrlError};

/// Nobody has one.
pub(super) enum ClientConfig {}

/// There is none to be made.
pub(super) enum Server {}

impl Server {
    pub(super) fn named(_: &str) -> Result<Self, Error> {
        Err(UrlError::TlsFeatureNotEnabled.into())
    }

    pub(super) async fn shake_hands(
        self,
        _: TcpStream,
        _: Arc<ClientConfig>,
    ) -> Result<MaybeTlsStream<TcpStream>, Error> {
        match self {}
    }
}

/// Nobody asks, as there is no server.
pub(super) async fn trusted(config: Option<Arc<ClientConfig>>) -> Result<Arc<ClientConfig>, Error> {
    config.ok_or_else(|| UrlError::TlsFeatureNotEnabled.into())
}

/// There is only the io.
pub(super) fn told_apart(error: io::Error) -> Error {
    error.into()
}
