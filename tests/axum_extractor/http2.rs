//! WebSockets over HTTP/2 (RFC 8441), with hyper's client.

use std::time::Duration;

use axum::{
    Extension, Router,
    body::Body,
    http::{Method, Request, StatusCode, Version},
    routing::any,
};
use closeframe::{
    Close, CloseMonitor, Outcome, Role, Source, axum::WebSocketUpgrade, observe::HandshakeFailure,
};
use hyper::{client::conn::http2, ext::Protocol};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::timeout,
};

use crate::{
    LONG, Told, echo, router,
    wire::{body, close, frames, text},
};

/// A client of `router`'s, whose server allows extended CONNECT.
async fn client(router: Router) -> http2::SendRequest<Body> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let tcp = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
    tokio::spawn(axum::serve(listener, router).into_future());
    let builder = http2::Builder::new(TokioExecutor::new());
    let (mut client, connection) = builder.handshake(TokioIo::new(tcp)).await.unwrap();
    tokio::spawn(connection);
    client.ready().await.unwrap();
    // The server's settings have come with its first answer.
    let plain = Request::get("http://localhost/none").body(Body::empty()).unwrap();
    assert_eq!(client.send_request(plain).await.unwrap().status(), StatusCode::NOT_FOUND);
    client
}

fn connect(protocol: &'static str) -> Request<Body> {
    Request::builder()
        .method(Method::CONNECT)
        .version(Version::HTTP_2)
        .uri("http://localhost/")
        .header("sec-websocket-version", "13")
        .extension(Protocol::from_static(protocol))
        .body(Body::empty())
        .unwrap()
}

#[tokio::test]
async fn a_stream_of_http2_is_a_connection_with_the_true_code() {
    let (monitor, mut told) = Told::by(CloseMonitor::silent());
    let mut client = client(router(monitor, echo)).await;
    let response = client.send_request(connect("websocket")).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let mut stream = TokioIo::new(hyper::upgrade::on(response).await.unwrap());
    stream.write_all(&text(Role::Client, "hi")).await.unwrap();
    stream.write_all(&close(Role::Client, 1014, b"why")).await.unwrap();
    let mut sent = Vec::new();
    timeout(LONG, stream.read_to_end(&mut sent)).await.expect("the stream ends").unwrap();
    let answer = (0x88, body(1002, "Protocol violation"));
    assert_eq!(frames(&sent), [(0x81, b"hi".to_vec()), answer]);
    let report = told.report().await;
    assert_eq!((report.source(), report.outcome()), (Source::Wire, Outcome::Clean));
    assert_eq!(report.received().unwrap().code().unwrap(), 1014);
}

#[tokio::test]
async fn streams_are_refused_as_requests_are() {
    let (monitor, told) = Told::by(CloseMonitor::silent());
    let upgrade = async |upgrade: WebSocketUpgrade| upgrade.on_upgrade(echo);
    let router = Router::new().route("/", any(upgrade).layer(Extension(monitor.clone())));
    let mut client = client(router).await;
    let get = Request::get("http://localhost/").body(Body::empty()).unwrap();
    for request in [get, connect("connect-udp")] {
        assert!(client.send_request(request).await.unwrap().status().is_client_error());
    }
    assert!(told.failed().iter().all(|(reason, _)| *reason == HandshakeFailure::BadRequest));
    assert_eq!(told.failed().len(), 2);

    let away = Close::new(1001, "").unwrap();
    monitor.drain_and_stop(away, Duration::ZERO, LONG).await;
    let response = client.send_request(connect("websocket")).await.unwrap();
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(response.headers().contains_key("retry-after"));
    assert_eq!(response.headers().get("connection"), None);
    assert_eq!(told.failed()[2], (HandshakeFailure::Draining, Some(503)));
}
