//! The same over HTTP/2, by extended CONNECT (RFC 8441).

use std::convert::Infallible;

use closeframe::{CloseCode, ErrorType, Outcome, Source, observe::HandshakeFailure};
use hyper::{
    Method, Request, StatusCode, Version, client, ext::Protocol, server::conn::http2,
    service::service_fn,
};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

use super::{close, echo, heard::Heard};

fn request(protocol: &'static str, version: &str) -> Request<String> {
    let mut request = Request::builder()
        .method(Method::CONNECT)
        .version(Version::HTTP_2)
        .uri("http://h/chat")
        .header("Sec-WebSocket-Version", version)
        .body(String::new())
        .unwrap();
    request.extensions_mut().insert(Protocol::from_static(protocol));
    request
}

/// A client of a server of `echo`.
async fn connect(heard: &Heard) -> client::conn::http2::SendRequest<String> {
    let (ours, theirs) = duplex(1 << 20);
    let closes = heard.monitor();
    let service = service_fn(move |request| {
        let closes = closes.clone();
        async move { Ok::<_, Infallible>(echo(closes, request).await) }
    });
    tokio::spawn(async move {
        let mut builder = http2::Builder::new(TokioExecutor::new());
        let _ =
            builder.enable_connect_protocol().serve_connection(TokioIo::new(ours), service).await;
    });
    let io = TokioIo::new(theirs);
    let (sender, connection) =
        client::conn::http2::handshake(TokioExecutor::new(), io).await.unwrap();
    tokio::spawn(connection);
    sender
}

#[tokio::test]
async fn the_stream_is_tapped_and_ends_after_the_close() {
    let heard = Heard::default();
    let mut sender = connect(&heard).await;
    // The server's settings have to have come before it may be asked.
    let mut response = sender.send_request(request("websocket", "13")).await;
    for _ in 0..100 {
        if response.is_ok() {
            break;
        }
        tokio::task::yield_now().await;
        response = sender.send_request(request("websocket", "13")).await;
    }
    let response = response.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let mut io = TokioIo::new(hyper::upgrade::on(response).await.unwrap());
    io.write_all(b"\x81\x82\0\0\0\0hi").await.unwrap();
    let mut echoed = [0; 4];
    io.read_exact(&mut echoed).await.unwrap();
    assert_eq!(&echoed, b"\x81\x02hi");
    io.write_all(&close(1014)).await.unwrap();
    let mut answer = Vec::new();
    io.read_to_end(&mut answer).await.unwrap();
    let report = heard.only();
    assert_eq!((report.code().unwrap(), report.source()), (CloseCode::BAD_GATEWAY, Source::Wire));
    assert_eq!(report.outcome(), Outcome::Clean);
}

#[tokio::test]
async fn what_is_no_websocket_is_rejected() {
    for (protocol, version, status) in [("websocket", "8", 426), ("other", "13", 426)] {
        let heard = Heard::default();
        let mut sender = connect(&heard).await;
        let response = sender.send_request(request(protocol, version)).await.unwrap();
        assert_eq!(response.status(), status);
        assert!(!response.headers().contains_key("upgrade"));
        let told = (HandshakeFailure::BadRequest, Some(ErrorType::InvalidUpgrade), Some(status));
        assert_eq!(heard.unopened(), [told]);
    }
}
