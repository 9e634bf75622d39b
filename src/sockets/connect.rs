//! The paved path of a client: TCP, handshake, tap underneath, wrapped, in one call.

use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tungstenite::{
    Error,
    client::IntoClientRequest,
    error::UrlError,
    handshake::client::{Request, Response},
    http::header::SEC_WEBSOCKET_PROTOCOL,
    protocol::WebSocketConfig,
};

use super::{MonitoredStream, WrapTapped, negotiated};
use crate::CloseMonitor;

impl CloseMonitor {
    /// Opens TCP to the host of a `ws://` request, does a client's handshake with a tap underneath,
    /// and wraps the connection.
    ///
    /// For `wss://`, open TLS yourself and give it to [`connect_with`](Self::connect_with).
    ///
    /// # Errors
    ///
    /// What `tokio_tungstenite::connect_async` returns; `TlsFeatureNotEnabled` for `wss://`; `Error::Io` of
    /// kind `TimedOut` after [`Policy::open_timeout`](crate::Policy::open_timeout). Such a connection is not
    /// counted as opened, but the [observers](crate::Observer::on_handshake_failed) are told of it, unless
    /// the request itself could not be sent, for its URL or a header.
    ///
    /// # Panics
    ///
    /// In a tokio runtime without `time`, unless the policy has no `open_timeout`.
    pub async fn connect<R>(
        &self,
        request: R,
    ) -> Result<(MonitoredStream<TcpStream>, Response), Error>
    where
        R: IntoClientRequest + Unpin,
    {
        let request = request.into_client_request()?;
        let address = address(&request)?;
        self.open_as_client(async {
            let tcp = TcpStream::connect(address).await?;
            self.upgrade(request, tcp, None).await
        })
        .await
    }

    /// Does a client's handshake on an io that is connected already, over TLS for example, with a
    /// tap underneath, and wraps the connection.
    ///
    /// # Errors
    ///
    /// What `tokio_tungstenite::client_async_with_config` returns, and as for [`connect`](Self::connect).
    ///
    /// # Panics
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
        self.open_as_client(self.upgrade(request, io, config)).await
    }

    /// The handshake itself.
    async fn upgrade<R, Io>(
        &self,
        request: R,
        io: Io,
        config: Option<WebSocketConfig>,
    ) -> Result<(MonitoredStream<Io>, Response), Error>
    where
        R: IntoClientRequest + Unpin,
        Io: AsyncRead + AsyncWrite + Unpin,
    {
        let io = self.tap_client(io);
        let (ws, response) =
            tokio_tungstenite::client_async_with_config(request, io, config).await?;
        let chosen = response.headers().get(SEC_WEBSOCKET_PROTOCOL);
        let ws = ws.wrap_tapped_with(&negotiated(self, chosen));
        Ok((ws, response))
    }
}

/// Where a request wants to go, as `host:port`.
fn address(request: &Request) -> Result<String, Error> {
    let uri = request.uri();
    let host = uri.host().filter(|host| !host.is_empty()).ok_or(UrlError::NoHostName)?;
    match uri.scheme_str() {
        Some("ws") => Ok(format!("{host}:{}", uri.port_u16().unwrap_or(80))),
        Some("wss") => Err(UrlError::TlsFeatureNotEnabled.into()),
        _ => Err(UrlError::UnsupportedUrlScheme.into()),
    }
}
