//! The paved path of a server: handshake, tap underneath, wrapped, in one call.

use tokio::io::{AsyncRead, AsyncWrite};
use tungstenite::{
    Error,
    handshake::server::{Callback, ErrorResponse, NoCallback, Request, Response},
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
}

/// The user's callback, and the subprotocol that it chooses.
struct CaptureSubprotocol<'a, C> {
    callback: C,
    chosen: &'a mut Option<HeaderValue>,
}

impl<C: Callback> Callback for CaptureSubprotocol<'_, C> {
    fn on_request(self, request: &Request, response: Response) -> Result<Response, ErrorResponse> {
        let response = self.callback.on_request(request, response)?;
        *self.chosen = response.headers().get(SEC_WEBSOCKET_PROTOCOL).cloned();
        Ok(response)
    }
}
