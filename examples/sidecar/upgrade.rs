//! A request's wish for a WebSocket, what the server says to that, and the splice that follows. What of it is
//! wrong with the request, the server is to say; its 101 is looked at, as by a client (RFC 6455 section 4.1).

use closeframe::{CloseMonitor, Role, observe::HandshakeFailure};
use hyper::{
    Method, Request, Response,
    body::{Bytes, Incoming},
    header::{
        CONNECTION, HeaderValue, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_EXTENSIONS, SEC_WEBSOCKET_KEY,
        SEC_WEBSOCKET_PROTOCOL, UPGRADE,
    },
    upgrade::{OnUpgrade, Parts, Upgraded, on},
};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    try_join,
};
use tracing::{Instrument, Span, debug};
use tungstenite::handshake::derive_accept_key;

use crate::{hop::has_word, serve::Awaited, taking::Taking};

/// What a client asks for.
pub(crate) struct Upgrade {
    key: Option<HeaderValue>,
    client: OnUpgrade,
}

/// What the server has agreed to.
pub(crate) struct Agreed {
    client: OnUpgrade,
    server: OnUpgrade,
    subprotocol: Option<String>,
    has_extensions: bool,
}

impl Upgrade {
    pub(crate) fn asked_for(request: &mut Request<Incoming>) -> Option<Self> {
        let headers = request.headers();
        let is_asked = request.method() == Method::GET
            && has_word(headers, &CONNECTION, "upgrade")
            && has_word(headers, &UPGRADE, "websocket");
        let key = headers.get(SEC_WEBSOCKET_KEY).cloned();
        is_asked.then(|| Self { key, client: on(request) })
    }

    /// # Errors
    ///
    /// What is wrong with the server's 101.
    pub(crate) fn agreed(self, response: &mut Response<Incoming>) -> Result<Agreed, &'static str> {
        let headers = response.headers();
        if !has_word(headers, &UPGRADE, "websocket") {
            return Err("no `Upgrade: websocket`");
        }
        if !has_word(headers, &CONNECTION, "upgrade") {
            return Err("no `Connection: Upgrade`");
        }
        let key = self.key.ok_or("the request had no key")?;
        let accept = headers.get(SEC_WEBSOCKET_ACCEPT).ok_or("no Sec-WebSocket-Accept")?;
        if accept.as_bytes() != derive_accept_key(key.as_bytes()).as_bytes() {
            return Err("a wrong Sec-WebSocket-Accept");
        }
        let subprotocol = headers.get(SEC_WEBSOCKET_PROTOCOL);
        let subprotocol = subprotocol.and_then(|it| it.to_str().ok()).map(str::to_owned);
        let has_extensions = headers.contains_key(SEC_WEBSOCKET_EXTENSIONS);
        Ok(Agreed { client: self.client, server: on(response), subprotocol, has_extensions })
    }
}

impl Agreed {
    /// Splices both in a task, once the client has the 101.
    pub(crate) fn splice(self, closes: CloseMonitor, tells_survivor: bool, awaited: Awaited) {
        let splicing = async move {
            if let Err(error) = self.run(closes.clone(), tells_survivor).await {
                debug!(%error, "a client or its server was gone before their WebSocket opened");
                closes.open_failed(Role::Server, HandshakeFailure::Transport, None);
            }
            drop(awaited);
        };
        tokio::spawn(splicing.instrument(Span::current()));
    }

    async fn run(self, closes: CloseMonitor, tells_survivor: bool) -> hyper::Result<()> {
        let (client, server) = try_join!(self.client, self.server)?;
        let (near, from_client): (Taking<TcpStream>, _) = parts(client);
        let (mut far, from_server): (TcpStream, _) = parts(server);
        // A WebSocket may wait.
        let mut near = near.io;
        let closes = match self.subprotocol {
            Some(name) => closes.for_subprotocol(&name),
            None => closes,
        };
        let mut splice = closes
            .splice(&mut near, &mut far)
            .with_client_leftover(from_client)
            .with_upstream_leftover(from_server);
        if !self.has_extensions {
            splice = splice.without_extensions();
        }
        if tells_survivor {
            splice = splice.tell_survivor();
        }
        splice.await;
        Ok(())
    }
}

/// The stream, and what came in the same segment as the head.
fn parts<Io: AsyncRead + AsyncWrite + Send + Unpin + 'static>(io: Upgraded) -> (Io, Bytes) {
    let parts: Parts<TokioIo<Io>> = io.downcast().expect("it is what hyper was given");
    (parts.io.into_inner(), parts.read_buf)
}
