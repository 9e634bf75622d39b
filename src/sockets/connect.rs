//! The paved path of a client: TCP, TLS, handshake, tap underneath, wrapped, in one call.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_tungstenite::MaybeTlsStream;
use tungstenite::{
    Error,
    client::IntoClientRequest,
    error::{ProtocolError, UrlError},
    handshake::client::{Request, Response, generate_request},
    http::{
        Method, Version,
        header::{SEC_WEBSOCKET_EXTENSIONS, SEC_WEBSOCKET_PROTOCOL},
    },
    protocol::WebSocketConfig,
};

use super::{
    MonitoredStream, WrapTapped, negotiated,
    tls::{ClientConfig, Server, told_apart, trusted},
};
use crate::{CloseMonitor, origin::lacks_answer};

impl CloseMonitor {
    /// Opens TCP to the host of a `ws://` or `wss://` request, and TLS for the latter, does a client's
    /// handshake with a tap above both, and wraps the connection.
    ///
    /// `wss://` takes the feature `rustls`. The roots are the system's, a company's own among them, or
    /// those that `SSL_CERT_FILE` and `SSL_CERT_DIR` name; they are read once in a process. The
    /// cryptography is the process's default `CryptoProvider`, or ring where none was installed. For
    /// anything else, such as a certificate of the client's, see `connect_rustls`; through a proxy, or
    /// with another TLS, open the stream yourself and give it to [`connect_with`](Self::connect_with).
    ///
    /// # Errors
    ///
    /// What `tokio_tungstenite::connect_async` returns, but `Error::Tls` for every error of TLS itself;
    /// `TlsFeatureNotEnabled` for `wss://` without the feature; `Error::Io` of kind `TimedOut` after
    /// [`Policy::open_timeout`](crate::Policy::open_timeout). What to do about it, tells
    /// [`catalog::advice_for_error`](crate::catalog::advice_for_error).
    ///
    /// Such a connection is not counted as opened, but the
    /// [observers](crate::Observer::on_handshake_failed) are told of it, unless the request could not be
    /// sent, for its URL or a header.
    ///
    /// # Panics
    ///
    /// In a tokio runtime without `time`, unless the policy has no `open_timeout`.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future drops the io; nothing is counted.
    ///
    /// # Example: a token for the server
    ///
    /// ```no_run
    /// use closeframe::{CloseMonitor, tungstenite::ClientRequestBuilder};
    ///
    /// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// let request = ClientRequestBuilder::new("wss://chat.example/socket".parse()?)
    ///     .with_header("Authorization", "Bearer …");
    /// let (mut ws, _response) = CloseMonitor::default().connect(request).await?;
    /// # drop(ws);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn connect<R>(
        &self,
        request: R,
    ) -> Result<(MonitoredStream<MaybeTlsStream<TcpStream>>, Response), Error>
    where
        R: IntoClientRequest + Unpin,
    {
        self.connect_url(request, None).await
    }

    /// Does what [`connect`](Self::connect) does, with a configuration of one's own for `wss://`: other
    /// roots, a certificate of the client's, another provider of cryptography.
    ///
    /// It is used as it is: for ALPN, put `http/1.1` into it.
    ///
    /// # Errors
    ///
    /// As [`connect`](Self::connect).
    ///
    /// # Panics
    ///
    /// As [`connect`](Self::connect).
    ///
    /// # Cancel safety
    ///
    /// As [`connect`](Self::connect).
    ///
    /// # Example: a server with a certificate of one's own
    ///
    /// ```no_run
    /// use std::sync::Arc;
    /// use closeframe::{CloseMonitor, tokio_rustls::rustls};
    /// use rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::CertificateDer};
    ///
    /// # async fn run(authority: CertificateDer<'_>) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut roots = RootCertStore::empty();
    /// roots.add(authority.into_owned())?;
    /// // With the provider named, nothing depends on which ones are compiled in.
    /// let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
    ///     .with_safe_default_protocol_versions()?
    ///     .with_root_certificates(roots)
    ///     .with_no_client_auth();
    /// let closes = CloseMonitor::default();
    /// let (mut ws, _) = closes.connect_rustls("wss://db.internal/", Arc::new(config)).await?;
    /// # drop(ws);
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "rustls")]
    pub async fn connect_rustls<R>(
        &self,
        request: R,
        config: Arc<ClientConfig>,
    ) -> Result<(MonitoredStream<MaybeTlsStream<TcpStream>>, Response), Error>
    where
        R: IntoClientRequest + Unpin,
    {
        self.connect_url(request, Some(config)).await
    }

    /// Does a client's handshake on an io that is connected already, through a proxy or over another
    /// TLS for example, with a tap underneath, and wraps the connection.
    ///
    /// # Errors
    ///
    /// What `tokio_tungstenite::client_async_with_config` returns, and as for [`connect`](Self::connect).
    ///
    /// # Panics
    ///
    /// As [`connect`](Self::connect).
    ///
    /// # Cancel safety
    ///
    /// As [`connect`](Self::connect).
    pub async fn connect_with<R, Io>(
        &self,
        request: R,
        io: Io,
        config: Option<WebSocketConfig>,
    ) -> Result<(MonitoredStream<Io>, Response), Error>
    where
        R: IntoClientRequest + Unpin,
        Io: AsyncRead + AsyncWrite + Unpin,
    {
        let request = valid(request)?;
        self.open_as_client(self.shake_hands(request, io, config)).await
    }

    /// All that opens a connection to the host of a request; TLS by what the system trusts where no
    /// configuration is given.
    async fn connect_url(
        &self,
        request: impl IntoClientRequest,
        config: Option<Arc<ClientConfig>>,
    ) -> Result<(MonitoredStream<MaybeTlsStream<TcpStream>>, Response), Error> {
        let request = valid(request)?;
        let (host, port, is_tls) = target(&request)?;
        let server = if is_tls { Some(Server::named(host)?) } else { None };
        let address = format!("{host}:{port}");
        self.open_as_client(self.reach(request, address, server, config)).await
    }

    /// TCP, TLS and the WebSocket's handshake.
    async fn reach(
        &self,
        request: Request,
        address: String,
        server: Option<Server>,
        config: Option<Arc<ClientConfig>>,
    ) -> Result<(MonitoredStream<MaybeTlsStream<TcpStream>>, Response), Error> {
        // Without roots nobody is bothered.
        let tls = match server {
            Some(server) => Some((server, trusted(config).await?)),
            None => None,
        };
        let tcp = TcpStream::connect(address).await?;
        let io = match tls {
            Some((server, config)) => server.shake_hands(tcp, config).await?,
            None => MaybeTlsStream::Plain(tcp),
        };
        let opened = self.shake_hands(request, io, None).await;
        opened.map_err(|error| match error {
            Error::Io(error) => told_apart(error),
            other => other,
        })
    }

    /// The WebSocket's handshake on any io.
    async fn shake_hands<Io>(
        &self,
        request: Request,
        io: Io,
        config: Option<WebSocketConfig>,
    ) -> Result<(MonitoredStream<Io>, Response), Error>
    where
        Io: AsyncRead + AsyncWrite + Unpin,
    {
        let io = self.tap_client(io);
        let offers = request.headers().contains_key(SEC_WEBSOCKET_EXTENSIONS);
        let offered = offers.then(|| request.headers().clone());
        let (ws, response) =
            tokio_tungstenite::client_async_with_config(request, io, config).await?;
        let chosen = response.headers().get(SEC_WEBSOCKET_PROTOCOL);
        let mut ws = ws.wrap_tapped_with(&negotiated(self, chosen));
        ws.note_offer(offered.is_some_and(|offered| lacks_answer(&offered, response.headers())));
        Ok((ws, response))
    }
}

/// A request that can be sent, as the library will find: what is wrong with it is no failure of an opening
/// handshake, since nobody was asked for one.
fn valid(request: impl IntoClientRequest) -> Result<Request, Error> {
    let request = request.into_client_request()?;
    if request.method() != Method::GET {
        return Err(ProtocolError::WrongHttpMethod.into());
    }
    if request.version() < Version::HTTP_11 {
        return Err(ProtocolError::WrongHttpVersion.into());
    }
    if let Some(offered) = request.headers().get(SEC_WEBSOCKET_PROTOCOL) {
        offered.to_str()?;
    }
    generate_request(request.clone())?;
    Ok(request)
}

/// Where a request wants to go: host, an IPv6 address in brackets, and port; and whether over TLS.
fn target(request: &Request) -> Result<(&str, u16, bool), Error> {
    let uri = request.uri();
    let host = uri.host().filter(|host| !host.is_empty()).ok_or(UrlError::NoHostName)?;
    let (port, is_tls) = match uri.scheme_str() {
        Some("ws") => (80, false),
        Some("wss") => (443, true),
        _ => return Err(UrlError::UnsupportedUrlScheme.into()),
    };
    Ok((host, uri.port_u16().unwrap_or(port), is_tls))
}
