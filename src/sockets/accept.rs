//! The paved path: handshake, tap underneath, wrapped, in one call.

use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tungstenite::{
    Error,
    client::IntoClientRequest,
    error::UrlError,
    handshake::{
        client::{Request, Response},
        server::{
            Callback, ErrorResponse, NoCallback, Request as ServerRequest,
            Response as ServerResponse,
        },
    },
    http::{HeaderValue, header::SEC_WEBSOCKET_PROTOCOL},
    protocol::WebSocketConfig,
};

use super::{MonitoredStream, WrapTapped, negotiated};
use crate::CloseMonitor;

impl CloseMonitor {
    /// Accepts a WebSocket connection on an io, with a tap underneath, and wraps it.
    ///
    /// # Errors
    ///
    /// What `tokio_tungstenite::accept_async` returns; such a connection is not counted as opened.
    /// A client that sends frames together with its request is refused (`JunkAfterRequest`).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future drops the io; the connection is not counted.
    ///
    /// # Example: a server in three lines
    ///
    /// ```no_run
    /// # use futures_util::{SinkExt, StreamExt};
    /// # async fn handle(tcp: tokio::net::TcpStream) -> Result<(), Box<dyn std::error::Error>> {
    /// let closes = closeframe::CloseMonitor::default();
    /// let mut ws = closes.accept(tcp).await?;
    /// while let Some(message) = ws.next().await {
    ///     println!("{}", message?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn accept<Io>(&self, io: Io) -> Result<MonitoredStream<Io>, Error>
    where
        Io: AsyncRead + AsyncWrite + Unpin,
    {
        self.accept_with(io, None, NoCallback).await
    }

    /// Accepts a WebSocket connection with tungstenite's configuration and a callback that sees the
    /// request and may change the response: headers, subprotocol, refusal.
    ///
    /// # Errors
    ///
    /// As [`accept`](Self::accept), and what the callback returns.
    pub async fn accept_with<Io, C>(
        &self,
        io: Io,
        config: Option<WebSocketConfig>,
        callback: C,
    ) -> Result<MonitoredStream<Io>, Error>
    where
        Io: AsyncRead + AsyncWrite + Unpin,
        C: Callback + Unpin,
    {
        let io = self.tap(io);
        let mut chosen = None;
        let callback = CaptureSubprotocol { callback, chosen: &mut chosen };
        let ws = tokio_tungstenite::accept_hdr_async_with_config(io, callback, config).await?;
        Ok(ws.wrap_tapped_with(&negotiated(self, chosen.as_ref())))
    }

    /// Opens TCP to the host of a `ws://` request, does a client's handshake with a tap underneath,
    /// and wraps the connection.
    ///
    /// For `wss://`, open TLS yourself and give it to [`connect_with`](Self::connect_with).
    ///
    /// # Errors
    ///
    /// What `tokio_tungstenite::connect_async` returns; `TlsFeatureNotEnabled` for `wss://`.
    pub async fn connect<R>(
        &self,
        request: R,
    ) -> Result<(MonitoredStream<TcpStream>, Response), Error>
    where
        R: IntoClientRequest + Unpin,
    {
        let request = request.into_client_request()?;
        let tcp = TcpStream::connect(address(&request)?).await?;
        self.connect_with(request, tcp, None).await
    }

    /// Does a client's handshake on an io that is connected already, over TLS for example, with a
    /// tap underneath, and wraps the connection.
    ///
    /// # Errors
    ///
    /// What `tokio_tungstenite::client_async_with_config` returns.
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
        let io = self.tap_client(io);
        let (ws, response) =
            tokio_tungstenite::client_async_with_config(request, io, config).await?;
        let chosen = response.headers().get(SEC_WEBSOCKET_PROTOCOL);
        let ws = ws.wrap_tapped_with(&negotiated(self, chosen));
        Ok((ws, response))
    }
}

/// The user's callback, and the subprotocol that it chooses.
struct CaptureSubprotocol<'a, C> {
    callback: C,
    chosen: &'a mut Option<HeaderValue>,
}

impl<C: Callback> Callback for CaptureSubprotocol<'_, C> {
    fn on_request(
        self,
        request: &ServerRequest,
        response: ServerResponse,
    ) -> Result<ServerResponse, ErrorResponse> {
        let response = self.callback.on_request(request, response)?;
        *self.chosen = response.headers().get(SEC_WEBSOCKET_PROTOCOL).cloned();
        Ok(response)
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
