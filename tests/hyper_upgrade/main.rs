//! `CloseMonitor::upgrade` in a service of hyper's, in raw bytes over memory, and over HTTP/2.

#[allow(dead_code, reason = "shared with the tests of opening handshakes")]
#[path = "../opening/heard.rs"]
mod heard;
#[cfg(feature = "http2")]
mod http2;

use std::{convert::Infallible, time::Duration};

use closeframe::{
    Close, CloseCode, CloseMonitor, ErrorType, Outcome, Source, observe::HandshakeFailure,
};
use futures_util::{SinkExt, StreamExt};
use hyper::{Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{
    Message,
    handshake::server::{self, ErrorResponse, create_response_with_body},
    http::StatusCode,
    protocol::Role,
};

use self::heard::Heard;

const REQUEST: &str = "GET /chat?token=x HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\n\
    Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

/// A client's masked close, with an all-zero mask.
fn close(code: u16) -> Vec<u8> {
    [b"\x88\x82\0\0\0\0", &code.to_be_bytes()[..]].concat()
}

/// Answers, and echoes in a task.
async fn echo(closes: CloseMonitor, mut request: Request<Incoming>) -> Response<String> {
    #[allow(clippy::result_large_err, reason = "tungstenite's")]
    let callback = |request: &server::Request, mut response: server::Response| {
        if request.uri().path() == "/secret" {
            let mut refusal = ErrorResponse::new(Some("who are you?".to_owned()));
            *refusal.status_mut() = StatusCode::UNAUTHORIZED;
            return Err(refusal);
        }
        if let Some(offered) = request.headers().get("sec-websocket-protocol") {
            response.headers_mut().insert("sec-websocket-protocol", offered.clone());
        }
        Ok(response)
    };
    let (response, socket) = match closes.upgrade_with(&mut request, None, callback) {
        Ok(upgrade) => upgrade,
        Err(rejected) => return rejected.into_response(),
    };
    tokio::spawn(async move {
        let Ok(mut ws) = socket.await else { return };
        while let Some(Ok(message)) = ws.next().await {
            if message.is_text() && ws.send(message).await.is_err() {
                break;
            }
        }
    });
    response.map(|()| String::new())
}

/// Serves one connection with it; returns the client's end.
fn serve(closes: CloseMonitor) -> DuplexStream {
    let (ours, theirs) = duplex(1 << 20);
    let service = service_fn(move |request| {
        let closes = closes.clone();
        async move { Ok::<_, Infallible>(echo(closes, request).await) }
    });
    tokio::spawn(async move {
        let connection = http1::Builder::new().serve_connection(TokioIo::new(ours), service);
        let _ = connection.with_upgrades().await;
    });
    theirs
}

async fn read_head(client: &mut DuplexStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(client.read_u8().await.unwrap());
    }
    String::from_utf8(head).unwrap().to_lowercase()
}

#[tokio::test(start_paused = true)]
async fn the_socket_has_the_tap_beneath() {
    let heard = Heard::default();
    let mut client = serve(heard.monitor().with_request_fields());
    let request = REQUEST.replace("\r\n\r\n", "\r\nSec-WebSocket-Protocol: chat\r\n\r\n");
    client.write_all(request.as_bytes()).await.unwrap();
    let head = read_head(&mut client).await;
    assert!(head.starts_with("http/1.1 101 "), "{head}");
    assert!(head.contains("\r\nsec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=\r\n"), "{head}");
    client.write_all(b"\x81\x82\0\0\0\0hi").await.unwrap();
    let mut echoed = [0; 4];
    client.read_exact(&mut echoed).await.unwrap();
    assert_eq!(&echoed, b"\x81\x02hi");
    client.write_all(&close(1014)).await.unwrap();
    let mut answer = Vec::new();
    client.read_to_end(&mut answer).await.unwrap();
    let report = heard.only();
    assert_eq!((report.code().unwrap(), report.source()), (CloseCode::BAD_GATEWAY, Source::Wire));
    assert_eq!((report.outcome(), report.subprotocol()), (Outcome::Clean, Some("chat")));
    assert_eq!(report.url_path(), Some("/chat"));
}

#[tokio::test(start_paused = true)]
async fn a_missing_extension_is_hinted_at() {
    let heard = Heard::default();
    let mut client = serve(heard.monitor());
    let request =
        REQUEST.replace("\r\n\r\n", "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n");
    client.write_all(request.as_bytes()).await.unwrap();
    read_head(&mut client).await;
    client.write_all(&close(1010)).await.unwrap();
    client.read_to_end(&mut Vec::new()).await.unwrap();
    assert!(heard.only().hint().is_some_and(|hint| hint.contains("offered")));
}

/// hyper has them in its buffer by then.
#[tokio::test(start_paused = true)]
async fn frames_that_come_with_the_request_are_not_lost() {
    let heard = Heard::default();
    let mut client = serve(heard.monitor());
    let frames = [b"\x81\x82\0\0\0\0hi".to_vec(), close(1000)].concat();
    client.write_all(&[REQUEST.as_bytes(), &frames].concat()).await.unwrap();
    read_head(&mut client).await;
    let mut rest = Vec::new();
    client.read_to_end(&mut rest).await.unwrap();
    assert_eq!(rest, b"\x81\x02hi\x88\x02\x03\xE8");
    assert_eq!(heard.only().outcome(), Outcome::Clean);
}

/// Who takes hyper's io apart has that buffer beside it, and gives both to the tap.
#[tokio::test(start_paused = true)]
async fn nor_are_they_if_the_upgrade_is_downcast() {
    let heard = Heard::default();
    let (ours, mut client) = duplex(1 << 20);
    let closes = heard.monitor();
    let service = service_fn(move |mut request: Request<Incoming>| {
        let (closes, upgrade) = (closes.clone(), hyper::upgrade::on(&mut request));
        tokio::spawn(async move {
            let parts = upgrade.await.unwrap().downcast::<TokioIo<DuplexStream>>().unwrap();
            assert_eq!(&parts.read_buf[..], b"\x81\x82\0\0\0\0h");
            let tap = closes.tap_upgraded(parts.io.into_inner()).with_leftover(parts.read_buf);
            let mut ws =
                closes.wrap_tapped(WebSocketStream::from_raw_socket(tap, Role::Server, None).await);
            while let Some(Ok(message)) = ws.next().await {
                if message.is_text() && ws.send(message).await.is_err() {
                    break;
                }
            }
        });
        let head = Request::from_parts(request.into_parts().0, ());
        async move { create_response_with_body(&head, String::new) }
    });
    tokio::spawn(async move {
        let connection = http1::Builder::new().serve_connection(TokioIo::new(ours), service);
        let _ = connection.with_upgrades().await;
    });
    // A frame is cut by where hyper's reading ends.
    client.write_all(&[REQUEST.as_bytes(), b"\x81\x82\0\0\0\0h"].concat()).await.unwrap();
    read_head(&mut client).await;
    client.write_all(&[b"i", &close(1014)[..]].concat()).await.unwrap();
    let mut rest = Vec::new();
    client.read_to_end(&mut rest).await.unwrap();
    assert_eq!(rest, b"\x81\x02hi\x88\x14\x03\xEAProtocol violation");
    let report = heard.only();
    assert_eq!((report.code().unwrap(), report.source()), (CloseCode::BAD_GATEWAY, Source::Wire));
}

#[tokio::test(start_paused = true)]
async fn what_is_no_upgrade_is_rejected_by_its_fault() {
    let without = |header: &str| REQUEST.replace(header, "");
    let key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    let cases = [
        ("GET / HTTP/1.1\r\nHost: h\r\n\r\n".to_owned(), 400),
        (without("Upgrade: websocket\r\n"), 426),
        (without("Connection: Upgrade\r\n"), 400),
        (without("Host: h\r\n"), 400),
        (without(key), 400),
        (without("Sec-WebSocket-Version: 13\r\n"), 426),
        (REQUEST.replace("Version: 13", "Version: 8"), 426),
        (REQUEST.replace("GET", "POST"), 400),
        (REQUEST.replace("dGhlIHNhbXBsZSBub25jZQ==", "c2hvcnQ="), 400),
        (REQUEST.replace(key, &format!("{key}{key}")), 400),
        (REQUEST.replace("Host: h\r\n", "Host: h\r\nHost: other\r\n"), 400),
        (REQUEST.replace("Version: 13\r\n", "Version: 13\r\nSec-WebSocket-Version: 8\r\n"), 400),
    ];
    for (request, status) in cases {
        let heard = Heard::default();
        let mut client = serve(heard.monitor());
        client.write_all(request.as_bytes()).await.unwrap();
        let head = read_head(&mut client).await;
        assert!(head.starts_with(&format!("http/1.1 {status} ")), "{request}{head}");
        assert_eq!(head.contains("sec-websocket-version: 13\r\n"), status == 426, "{head}");
        let told = (HandshakeFailure::BadRequest, Some(ErrorType::InvalidUpgrade), Some(status));
        assert_eq!(heard.unopened(), [told], "{request}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_callback_refuses_is_refused() {
    let heard = Heard::default();
    let mut client = serve(heard.monitor());
    client.write_all(REQUEST.replace("/chat", "/secret").as_bytes()).await.unwrap();
    assert!(read_head(&mut client).await.starts_with("http/1.1 401 "));
    let mut body = [0; 12];
    client.read_exact(&mut body).await.unwrap();
    assert_eq!(&body, b"who are you?");
    assert_eq!(heard.unopened(), [(HandshakeFailure::Refused, None, Some(401))]);
}

#[tokio::test(start_paused = true)]
async fn a_monitor_that_drains_answers_503() {
    let heard = Heard::default();
    let monitor = heard.monitor();
    monitor.drain_and_stop(Close::normal(), Duration::ZERO, Duration::from_secs(1)).await;
    let mut client = serve(monitor);
    client.write_all(REQUEST.as_bytes()).await.unwrap();
    let head = read_head(&mut client).await;
    assert!(head.starts_with("http/1.1 503 ") && head.contains("\r\nretry-after: "), "{head}");
    assert_eq!(heard.unopened(), [(HandshakeFailure::Draining, None, Some(503))]);
}

/// The clock runs: paused, it would stand still as long as somebody sends.
#[tokio::test(start_paused = true)]
async fn a_drain_waits_for_an_answer_that_is_on_its_way() {
    let monitor = CloseMonitor::silent();
    let mut request = Request::new(());
    for (name, value) in [
        ("host", "h"),
        ("connection", "upgrade"),
        ("upgrade", "websocket"),
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ] {
        request.headers_mut().insert(name, value.parse().unwrap());
    }
    let (_response, socket) = monitor.upgrade(&mut request).unwrap();
    let drain = monitor.drain_and_stop(Close::normal(), Duration::ZERO, Duration::from_secs(8));
    tokio::pin!(drain);
    let early = tokio::time::timeout(Duration::from_secs(4), &mut drain).await;
    early.expect_err("the socket may still come");
    // There is no connection of hyper's, and so no socket.
    socket.await.unwrap_err();
    let begun = tokio::time::Instant::now();
    drain.await;
    assert_eq!(begun.elapsed(), Duration::ZERO);
}

#[tokio::test]
async fn a_drain_closes_what_is_open_while_messages_go_both_ways() {
    let heard = Heard::default();
    let monitor = heard.monitor();
    let (client, _) =
        tokio_tungstenite::client_async("ws://h/chat", serve(monitor.clone())).await.unwrap();
    let (mut sink, mut stream) = client.split();
    let (under_way, is_under_way) = tokio::sync::oneshot::channel();
    let sending = async { while sink.send(Message::text("x".repeat(1000))).await.is_ok() {} };
    let receiving = async {
        assert!(stream.next().await.unwrap().unwrap().is_text());
        under_way.send(()).unwrap();
        let mut code = None;
        while let Some(Ok(message)) = stream.next().await {
            if let Message::Close(Some(frame)) = message {
                code = Some(u16::from(frame.code));
            }
        }
        code
    };
    let draining = async {
        is_under_way.await.unwrap();
        let away = Close::new(CloseCode::GOING_AWAY, "").unwrap();
        monitor.drain_and_stop(away, Duration::ZERO, Duration::from_secs(8)).await
    };
    let ((), code, drained) = tokio::join!(sending, receiving, draining);
    assert_eq!((drained.clean, code), (1, Some(1001)));
    assert_eq!(heard.only().sent_code(), Some(CloseCode::GOING_AWAY));
}

/// The response never goes out, since nobody serves the connection on.
#[tokio::test(start_paused = true)]
async fn a_socket_that_never_comes_is_told() {
    let heard = Heard::default();
    let mut request = Request::builder()
        .header("Host", "h")
        .header("Connection", "Upgrade")
        .header("Upgrade", "websocket")
        .header("Sec-WebSocket-Version", "13")
        .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
        .body(())
        .unwrap();
    let (response, socket) = heard.monitor().upgrade(&mut request).unwrap();
    assert_eq!(response.status(), 101);
    socket.await.unwrap_err();
    assert_eq!(heard.unopened(), [(HandshakeFailure::Transport, None, None)]);
}

#[tokio::test(start_paused = true)]
async fn messages_go_both_ways_at_once() {
    let heard = Heard::default();
    let client = serve(heard.monitor());
    let (client, _) = tokio_tungstenite::client_async("ws://h/chat", client).await.unwrap();
    let (mut sink, mut stream) = client.split();
    let sending = async {
        for n in 0..1000 {
            sink.send(Message::text(n.to_string())).await.unwrap();
        }
        sink.close().await.unwrap();
    };
    let receiving = async {
        let mut received = 0;
        while let Some(Ok(message)) = stream.next().await {
            received += usize::from(message.is_text());
        }
        received
    };
    let ((), received) = tokio::join!(sending, receiving);
    assert_eq!((received, heard.only().outcome()), (1000, Outcome::Clean));
}
