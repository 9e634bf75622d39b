//! What servers answer a client instead of 101.

use std::time::Duration;

use closeframe::{ErrorType, Role, observe::HandshakeFailure};
use metrics::set_default_local_recorder;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, duplex},
    net::TcpListener,
    time::Instant,
};
use tungstenite::{Error, client::IntoClientRequest, handshake::derive_accept_key};

use super::{
    counted,
    heard::{Heard, Told},
    recorder,
};

/// Answers a client's handshake with these bytes and the end of the stream; returns what was told.
async fn answered(answer: &[u8]) -> Vec<Told> {
    let heard = Heard::default();
    let (io, mut peer) = duplex(1 << 20);
    peer.write_all(answer).await.unwrap();
    peer.shutdown().await.unwrap();
    heard.monitor().connect_with("ws://h/", io, None).await.unwrap_err();
    heard.unopened()
}

#[tokio::test(start_paused = true)]
async fn each_answer_has_its_reason() {
    use ErrorType::{Eof, InvalidHttp, InvalidUpgrade};
    use HandshakeFailure::{BadRequest, Refused, Transport};
    type Case = (&'static [u8], HandshakeFailure, Option<ErrorType>, Option<u16>);
    let cases: [Case; 10] = [
        (b"HTTP/1.1 401 Unauthorized\r\n\r\n", Refused, None, Some(401)),
        (b"HTTP/1.1 302 Found\r\nLocation: ws://other/\r\n\r\n", Refused, None, Some(302)),
        (b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\n\r\n", Refused, None, Some(503)),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", Refused, None, Some(200)),
        // No Sec-WebSocket-Accept, or one for another key.
        (b"HTTP/1.1 101 Switching Protocols\r\n\r\n", BadRequest, Some(InvalidUpgrade), None),
        (
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
              Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
            BadRequest,
            Some(InvalidUpgrade),
            None,
        ),
        (b"SSH-2.0-OpenSSH_9.2\r\n", BadRequest, Some(InvalidHttp), None),
        (b"\x15\x03\x01\0\x02\x02\x46", BadRequest, Some(InvalidHttp), None),
        (b"HTTP/1.1 101 Swi", Transport, Some(Eof), None),
        (b"", Transport, Some(Eof), None),
    ];
    for (answer, reason, error_type, status) in cases {
        let text = String::from_utf8_lossy(answer);
        assert_eq!(answered(answer).await, [(reason, error_type, status)], "{text:?}");
    }
}

/// It is the server's fault, though tungstenite calls it `Utf8` as it does an own header of that kind.
#[tokio::test(start_paused = true)]
async fn a_subprotocol_in_letters_that_no_header_has_is_the_servers() {
    let heard = Heard::default();
    let (io, mut peer) = duplex(4096);
    let server = async {
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            request.push(peer.read_u8().await.unwrap());
        }
        let request = String::from_utf8(request).unwrap();
        let (_, key) = request.split_once("Sec-WebSocket-Key: ").unwrap();
        let accept = derive_accept_key(key.split_once('\r').unwrap().0.as_bytes());
        let head = format!(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: "
        );
        peer.write_all(&[head.as_bytes(), b"\xff\r\n\r\n"].concat()).await.unwrap();
    };
    let mut request = "ws://h/".into_client_request().unwrap();
    request.headers_mut().insert("Sec-WebSocket-Protocol", "chat".parse().unwrap());
    let monitor = heard.monitor();
    let (client, ()) = tokio::join!(monitor.connect_with(request, io, None), server);
    assert!(matches!(client, Err(Error::Utf8(_))));
    let told = (HandshakeFailure::BadRequest, Some(ErrorType::InvalidUpgrade), None);
    assert_eq!(heard.failed(), [told]);
}

#[tokio::test(start_paused = true)]
async fn a_silent_server_takes_as_long_as_the_policy_lets_it() {
    let heard = Heard::default();
    let (io, mut peer) = duplex(4096);
    let begun = Instant::now();
    let error = heard.monitor().connect_with("ws://h/", io, None).await.unwrap_err();
    assert_eq!(begun.elapsed().as_secs(), 10);
    assert!(matches!(error, Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut));
    let told = (HandshakeFailure::TimedOut, Some(ErrorType::TimedOut), None);
    assert_eq!(heard.failed(), [told]);
    let mut request = String::new();
    peer.read_to_string(&mut request).await.unwrap();
    assert!(request.starts_with("GET / HTTP/1.1\r\n"), "{request}");
}

/// Nobody was asked for a connection, so none failed to open.
#[tokio::test(start_paused = true)]
async fn a_request_that_cannot_be_sent_is_not_counted() {
    let heard = Heard::default();
    let monitor = heard.monitor();
    assert!(matches!(monitor.connect("http://h/").await, Err(Error::Url(_))));
    assert!(monitor.connect("ws:///path").await.is_err());
    let mut without_key = "ws://h/".into_client_request().unwrap();
    without_key.headers_mut().remove("Sec-WebSocket-Key");
    let (io, _peer) = duplex(4096);
    assert!(matches!(monitor.connect_with(without_key, io, None).await, Err(Error::Protocol(_))));
    let mut old = "ws://h/".into_client_request().unwrap();
    *old.version_mut() = tungstenite::http::Version::HTTP_10;
    let (io, _peer) = duplex(4096);
    assert!(monitor.connect_with(old, io, None).await.is_err());
    let mut post = "ws://h/".into_client_request().unwrap();
    *post.method_mut() = tungstenite::http::Method::POST;
    let (io, _peer) = duplex(4096);
    assert!(monitor.connect_with(post, io, None).await.is_err());
    assert_eq!(heard.failed(), []);
}

#[tokio::test]
async fn what_comes_before_the_handshake_is_the_transports() {
    let (recorder, page) = recorder();
    let _lent = set_default_local_recorder(&recorder);
    let heard = Heard::default();
    let monitor = heard.monitor();
    // Nobody listens there any more.
    let address = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    monitor.connect(format!("ws://{address}/")).await.unwrap_err();
    let told = (HandshakeFailure::Transport, Some(ErrorType::ConnectionRefused), None);
    assert_eq!(heard.failed(), [told]);
    // RFC 6761 section 6.4: never resolves.
    monitor.connect("ws://closeframe.invalid/").await.unwrap_err();
    assert_eq!(heard.failed()[1].0, HandshakeFailure::Transport);

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}/", listener.local_addr().unwrap());
    let server = async {
        let (mut tcp, _) = listener.accept().await.unwrap();
        // All of the request, so that what is reset is not the sending of it.
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            request.push(tcp.read_u8().await.unwrap());
        }
        tcp.set_zero_linger().unwrap();
    };
    let (connected, ()) = tokio::join!(monitor.connect(url), server);
    connected.unwrap_err();
    let told = (HandshakeFailure::Transport, Some(ErrorType::ConnectionReset), None);
    assert_eq!(heard.failed()[2], told);
    assert_eq!(counted(&page, Role::Client), [("transport", 3)]);
}

#[tokio::test(start_paused = true)]
async fn a_response_within_the_time_opens() {
    let heard = Heard::default();
    let monitor = heard.monitor();
    let (ours, theirs) = duplex(4096);
    let server = async {
        tokio::time::sleep(Duration::from_secs(9)).await;
        tokio_tungstenite::accept_async(theirs).await.unwrap()
    };
    let (client, server) = tokio::join!(monitor.connect_with("ws://h/", ours, None), server);
    assert!(client.is_ok());
    drop(server);
    assert_eq!((heard.failed(), heard.opened()), (vec![], 1));
}
