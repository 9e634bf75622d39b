//! One request: it is asked of the server on a connection of its own, since one that waits for the next request
//! may be closed just then. Its answer is what the client gets, or else why there is none.

use std::{convert::Infallible, mem, net::SocketAddr, sync::Arc};

use closeframe::{CloseMonitor, Role, observe::HandshakeFailure};
use http_body_util::Either;
use hyper::{
    Method, Request, Response, StatusCode, Uri, Version,
    body::Incoming,
    client::conn::http1,
    header::{HOST, HeaderValue, RETRY_AFTER},
    http::{request, uri::PathAndQuery},
};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, time::timeout};
use tracing::{debug, warn};

use crate::{
    console::Visit,
    hop,
    progress::Watched,
    serve::{Awaited, Sidecar},
    upgrade::Upgrade,
};

/// The server's, or what we have to say.
pub(crate) type Answer = Response<Either<Incoming, String>>;

/// Why the server's answer is none that the client can have.
pub(crate) enum Failure {
    Unreachable(std::io::Error),
    Unintelligible(hyper::Error),
    /// What is wrong with its 101.
    NoUpgrade(&'static str),
    TooSlow,
}

impl Sidecar {
    /// Answers a request, and has the WebSocket that it asks for spliced.
    pub(crate) async fn answer(
        self: &Arc<Self>,
        mut request: Request<Incoming>,
        peer: SocketAddr,
        awaited: Awaited,
    ) -> Result<Answer, Infallible> {
        if request.method() == Method::CONNECT {
            return Ok(say(StatusCode::NOT_IMPLEMENTED, "CONNECT is not passed on"));
        }
        let upgrade = Upgrade::asked_for(&mut request);
        if upgrade.is_some() && awaited.is_draining() {
            let mut refusal = say(StatusCode::SERVICE_UNAVAILABLE, "shutting down");
            refusal.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
            let opening = self.opening(&request, peer);
            opening.failed(HandshakeFailure::Draining, refusal.status());
            return Ok(refusal);
        }
        let upgrade = upgrade.map(|upgrade| (upgrade, self.opening(&request, peer)));
        let mut response = match self.ask(request, upgrade.is_some()).await {
            Ok(response) => response,
            Err(failure) => return Ok(self.tell(failure, upgrade.map(|(_, opening)| opening))),
        };
        if response.status() == StatusCode::SWITCHING_PROTOCOLS {
            let Some((upgrade, opening)) = upgrade else {
                return Ok(self.tell(Failure::NoUpgrade("nobody has asked for one"), None));
            };
            match upgrade.agreed(&mut response) {
                Ok(agreed) => agreed.splice(opening.agreed(), self.tells_survivor, awaited),
                Err(why) => return Ok(self.tell(Failure::NoUpgrade(why), Some(opening))),
            }
        } else if let Some((_, opening)) = upgrade {
            opening.failed(why_refused(response.status()), response.status());
        }
        hop::leave_response(response.headers_mut());
        // Whatever the server speaks; hyper writes what the client does.
        *response.version_mut() = Version::HTTP_11;
        Ok(response.map(Either::Left))
    }

    fn opening(&self, request: &Request<Incoming>, peer: SocketAddr) -> Opening {
        // For the console, each WebSocket has one observer more.
        let visit: Visit = self.book.visit(peer);
        visit.asks_for(request.uri());
        let closes = self.closes.for_client(peer.ip()).for_request(request).with_observer(visit);
        Opening(Some(closes))
    }

    /// The server's answer, once its head is there.
    async fn ask(
        &self,
        request: Request<Incoming>,
        is_upgrade: bool,
    ) -> Result<Response<Incoming>, Failure> {
        let limit = self.limits.response;
        let connected = timeout(limit, TcpStream::connect(&self.to)).await;
        let tcp = connected.map_err(|_| Failure::TooSlow)?.map_err(Failure::Unreachable)?;
        if let Err(error) = tcp.set_nodelay(true) {
            debug!(%error, "cannot set TCP_NODELAY");
        }
        let mut http = http1::Builder::new();
        let handshake = http.preserve_header_case(true).handshake(TokioIo::new(tcp));
        let (mut server, connection) = handshake.await.map_err(Failure::Unintelligible)?;
        tokio::spawn(async move {
            // Who waits for the response, or reads its body, is told as well.
            if let Err(error) = connection.with_upgrades().await {
                debug!(%error, "the server's connection failed");
            }
        });
        let (mut head, body) = request.into_parts();
        self.readdress(&mut head);
        hop::enter_request(&mut head.headers, is_upgrade);
        let (body, progress) = Watched::new(body);
        let response = server.send_request(Request::from_parts(head, body));
        let response = progress.unless_stuck(limit, response).await;
        response.ok_or(Failure::TooSlow)?.map_err(Failure::Unintelligible)
    }

    /// What the server is asked for, in its own words (RFC 9112 section 3.2).
    fn readdress(&self, head: &mut request::Parts) {
        // Of parts: as a string, the target of `OPTIONS *` would be a host.
        let mut target = Uri::default().into_parts();
        let asked = mem::take(&mut head.uri).into_parts();
        target.path_and_query =
            asked.path_and_query.or_else(|| Some(PathAndQuery::from_static("/")));
        head.uri = Uri::from_parts(target).expect("a path is a target");
        if let Some(authority) = asked.authority {
            // What stands in the target counts.
            if let Ok(host) = HeaderValue::from_str(authority.as_str()) {
                head.headers.insert(HOST, host);
            }
        } else if !head.headers.contains_key(HOST) && head.version == Version::HTTP_10 {
            if let Ok(host) = HeaderValue::from_str(&self.to) {
                head.headers.insert(HOST, host);
            }
        }
        head.version = Version::HTTP_11;
    }

    /// Says why there is no answer: to the log, to the client, and, if it has asked for a WebSocket, to the
    /// observers of those.
    fn tell(&self, failure: Failure, opening: Option<Opening>) -> Answer {
        let to = &self.to;
        let (reason, answer) = match failure {
            Failure::Unreachable(error) => {
                warn!(%to, %error, "cannot reach the server");
                let text = "the server cannot be reached";
                (HandshakeFailure::Transport, say(StatusCode::BAD_GATEWAY, text))
            }
            Failure::Unintelligible(error) => {
                warn!(%to, %error, "the server did not answer");
                let text = "the server gave no answer";
                (HandshakeFailure::Transport, say(StatusCode::BAD_GATEWAY, text))
            }
            Failure::NoUpgrade(why) => {
                warn!(%to, error = why, "the server's 101 is no WebSocket");
                let text = "the server gave no valid upgrade";
                (HandshakeFailure::BadRequest, say(StatusCode::BAD_GATEWAY, text))
            }
            Failure::TooSlow => {
                warn!(%to, "the server did not answer in time");
                let text = "the server did not answer in time";
                (HandshakeFailure::TimedOut, say(StatusCode::GATEWAY_TIMEOUT, text))
            }
        };
        if let Some(opening) = opening {
            opening.failed(reason, answer.status());
        }
        answer
    }
}

/// A WebSocket that a client has asked for. Dropped as it is it tells that the client is gone: whatever answers it
/// is dropped by hyper then.
struct Opening(Option<CloseMonitor>);

impl Opening {
    /// From now on others tell what becomes of it.
    fn agreed(mut self) -> CloseMonitor {
        self.0.take().expect("it is told once")
    }

    fn failed(self, reason: HandshakeFailure, status: StatusCode) {
        self.agreed().open_failed(Role::Server, reason, status);
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        if let Some(closes) = self.0.take() {
            closes.open_failed(Role::Server, HandshakeFailure::Transport, None);
        }
    }
}

/// Why a server has no WebSocket for a client, by its answer (RFC 6455 section 4.2.2).
fn why_refused(status: StatusCode) -> HandshakeFailure {
    match status {
        StatusCode::BAD_REQUEST | StatusCode::UPGRADE_REQUIRED => HandshakeFailure::BadRequest,
        _ => HandshakeFailure::Refused,
    }
}

fn say(status: StatusCode, text: &str) -> Answer {
    let mut response = Response::new(Either::Right(format!("{text}\n")));
    *response.status_mut() = status;
    response
}
