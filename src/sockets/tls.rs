//! A client's TLS, under the tap: tokio-rustls' with the system's roots, or with what a user's
//! configuration says. Without the feature `rustls`, `no_tls.rs` stands in its place. Servers bring a TLS
//! of their own.

use std::{
    io,
    sync::{Arc, OnceLock},
};

use rustls_native_certs::{CertificateResult, load_native_certs};
use tokio::{net::TcpStream, task::spawn_blocking};
pub(super) use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::{
    TlsConnector,
    rustls::{
        self, RootCertStore,
        crypto::{CryptoProvider, ring},
        pki_types::ServerName,
    },
};
use tokio_tungstenite::MaybeTlsStream;
use tungstenite::{Error, error::TlsError};

/// Whom a client wants to speak to.
pub(super) struct Server(ServerName<'static>);

impl Server {
    /// `host` as in a URL.
    pub(super) fn named(host: &str) -> Result<Self, Error> {
        let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        let name = ServerName::try_from(bare.unwrap_or(host).to_owned());
        Ok(Self(name.map_err(|_| TlsError::InvalidDnsName)?))
    }

    pub(super) async fn shake_hands(
        self,
        tcp: TcpStream,
        config: Arc<ClientConfig>,
    ) -> Result<MaybeTlsStream<TcpStream>, Error> {
        let tls = TlsConnector::from(config).connect(self.0, tcp).await;
        Ok(MaybeTlsStream::Rustls(tls.map_err(told_apart)?))
    }
}

/// What a client trusts: the system's roots, if no configuration is given.
pub(super) async fn trusted(config: Option<Arc<ClientConfig>>) -> Result<Arc<ClientConfig>, Error> {
    if let Some(config) = config {
        return Ok(config);
    }
    static SHARED: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    if let Some(config) = SHARED.get() {
        return Ok(Arc::clone(config));
    }
    // It reads hundreds of files on some systems.
    let found = spawn_blocking(load_native_certs).await.map_err(io::Error::other)?;
    let config = Arc::new(trusting(found).map_err(TlsError::from)?);
    Ok(Arc::clone(SHARED.get_or_init(|| config)))
}

fn trusting(found: CertificateResult) -> Result<ClientConfig, rustls::Error> {
    let mut roots = RootCertStore::empty();
    // Stores have certificates in them that rustls does not take; the others are good without them.
    roots.add_parsable_certificates(found.certs);
    if roots.is_empty() {
        let why = format!("no root certificates found on this system: {:?}", found.errors);
        return Err(rustls::Error::General(why));
    }
    // Named, as `ClientConfig::builder` panics where none, or several, are compiled in.
    let provider = CryptoProvider::get_default().cloned();
    let provider = provider.unwrap_or_else(|| Arc::new(ring::default_provider()));
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    // A server that also speaks HTTP/2 might choose that, in which this handshake means nothing.
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// An error of TLS itself by its own type, and not as one of the io below it. With TLS 1.3 a server refuses
/// a client's certificate only after the handshake (RFC 8446 section 4.4.2.4), so later errors are asked too.
pub(super) fn told_apart(error: io::Error) -> Error {
    match error.downcast::<rustls::Error>() {
        Ok(error) => TlsError::from(error).into(),
        Err(error) => error.into(),
    }
}
