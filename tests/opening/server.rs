//! What clients send a server instead of a handshake.

use std::time::Duration;

use closeframe::{
    CloseMonitor, ErrorType, LogCloses, Policy, Role,
    observe::{HandshakeFailure, LogRate},
};
use futures_util::StreamExt;
use metrics::set_default_local_recorder;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex},
    net::{TcpListener, TcpStream},
    time::Instant,
};
use tungstenite::{
    Error,
    handshake::server::{ErrorResponse, Request, Response},
    http::{HeaderValue, StatusCode},
};

use super::{
    REQUEST,
    captured::Log,
    counted,
    heard::{Heard, Told},
    recorder,
};

/// Gives a server these bytes and then the end of the stream; returns what it told of it.
async fn refused(bytes: &[u8]) -> Vec<Told> {
    let heard = Heard::default();
    let (io, mut peer) = duplex(1 << 20);
    peer.write_all(bytes).await.unwrap();
    peer.shutdown().await.unwrap();
    heard.monitor().accept(io).await.unwrap_err();
    heard.unopened()
}

fn without(header: &str) -> String {
    assert!(REQUEST.contains(header));
    REQUEST.replace(header, "")
}

#[tokio::test(start_paused = true)]
async fn what_is_no_upgrade_is_a_bad_request() {
    use ErrorType::{InvalidHttp, InvalidUpgrade, MessageTooBig, TlsRecord};
    let cases: [(Vec<u8>, ErrorType); 14] = [
        (b"GET / HTTP/1.1\r\nHost: h\r\n\r\n".into(), InvalidUpgrade),
        (b"POST /chat HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n".into(), InvalidUpgrade),
        (b"GET / HTTP/1.0\r\n\r\n".into(), InvalidUpgrade),
        (without("Upgrade: websocket\r\n").into(), InvalidUpgrade),
        (without("Connection: Upgrade\r\n").into(), InvalidUpgrade),
        (without("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n").into(), InvalidUpgrade),
        (REQUEST.replace("Version: 13", "Version: 8").into(), InvalidUpgrade),
        ([REQUEST.as_bytes(), b"\x81\x80\0\0\0\0"].concat(), InvalidUpgrade),
        (b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03".into(), TlsRecord),
        (b"\x16".into(), InvalidHttp),
        (b"\x00\x01\x02 garbage\r\n\r\n".into(), InvalidHttp),
        (b"SSH-2.0-OpenSSH_9.2\r\n".into(), InvalidHttp),
        (
            REQUEST.replace("Host: h", &format!("Host: {}", "h".repeat(70_000))).into(),
            MessageTooBig,
        ),
        (REQUEST.replace("Host: h", &"X: x\r\n".repeat(200)).into(), MessageTooBig),
    ];
    for (bytes, error_type) in cases {
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]);
        let told = (HandshakeFailure::BadRequest, Some(error_type), None);
        assert_eq!(refused(&bytes).await, [told], "{start:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_cut_anywhere_is_the_transports_and_before_its_first_byte_nobodys() {
    for length in 1..REQUEST.len() {
        let told = (HandshakeFailure::Transport, Some(ErrorType::Eof), None);
        assert_eq!(refused(&REQUEST.as_bytes()[..length]).await, [told], "{length} bytes");
    }
    // A probe of the port.
    assert_eq!(refused(b"").await, []);
}

#[tokio::test(start_paused = true)]
async fn silence_takes_as_long_as_the_policy_lets_it() {
    for sent in [&b""[..], b"G", &REQUEST.as_bytes()[..40]] {
        let heard = Heard::default();
        let (io, mut peer) = duplex(4096);
        peer.write_all(sent).await.unwrap();
        let begun = Instant::now();
        let error = heard.monitor().accept(io).await.unwrap_err();
        assert_eq!(begun.elapsed().as_secs(), 10);
        assert!(matches!(error, Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut));
        let told = (HandshakeFailure::TimedOut, Some(ErrorType::TimedOut), None);
        assert_eq!(heard.failed(), [told]);
        // The socket is given back to the system.
        assert_eq!(peer.read(&mut [0; 16]).await.unwrap(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_drips_has_no_more_time_and_a_slow_one_within_it_opens() {
    for (pause_ms, opens) in [(100, true), (500, false)] {
        let heard = Heard::default();
        let (io, mut peer) = duplex(4096);
        let dripping = tokio::spawn(async move {
            // So many pieces that are no smaller, the library lets pass.
            for piece in REQUEST.as_bytes().chunks(5) {
                tokio::time::sleep(Duration::from_millis(pause_ms)).await;
                if peer.write_all(piece).await.is_err() {
                    break;
                }
            }
            peer
        });
        assert_eq!(heard.monitor().accept(io).await.is_ok(), opens);
        assert_eq!(heard.failed().len(), usize::from(!opens));
        drop(dripping.await.unwrap());
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_time_out_a_server_waits() {
    let heard = Heard::default();
    let policy = Policy::default().with_open_timeout(None);
    let monitor = heard.monitor().with_policy(policy);
    let (io, mut peer) = duplex(4096);
    let late = async {
        tokio::time::sleep(Duration::from_secs(3600)).await;
        peer.write_all(REQUEST.as_bytes()).await.unwrap();
    };
    let (ws, ()) = tokio::join!(monitor.accept(io), late);
    assert!(ws.is_ok());
    assert_eq!((heard.failed(), heard.opened()), (vec![], 1));
}

/// A client that reads the answer to its valid request to the end.
async fn answered(mut peer: DuplexStream) -> String {
    peer.write_all(REQUEST.as_bytes()).await.unwrap();
    let mut answer = String::new();
    peer.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test(start_paused = true)]
async fn a_callback_that_refuses_is_told_with_its_status() {
    let heard = Heard::default();
    let (io, peer) = duplex(4096);
    #[allow(clippy::result_large_err, reason = "tungstenite's")]
    let refuse = |_: &Request, _: Response| -> Result<Response, ErrorResponse> {
        let mut refusal = ErrorResponse::new(Some("who are you?".to_owned()));
        *refusal.status_mut() = StatusCode::UNAUTHORIZED;
        Err(refusal)
    };
    let monitor = heard.monitor();
    let (error, answer) = tokio::join!(monitor.accept_with(io, None, refuse), answered(peer));
    assert!(matches!(error.unwrap_err(), Error::Http(response) if response.status() == 401));
    assert!(answer.starts_with("HTTP/1.1 401 Unauthorized\r\n"), "{answer}");
    assert!(answer.ends_with("who are you?"), "{answer}");
    assert_eq!(heard.failed(), [(HandshakeFailure::Refused, None, Some(401))]);
}

/// The client's request was a good one.
#[allow(clippy::result_large_err, reason = "tungstenite's")]
#[tokio::test(start_paused = true)]
async fn an_answer_that_cannot_be_sent_is_the_applications() {
    type Answer = fn(&Request, Response) -> Result<Response, ErrorResponse>;
    // Unless it is changed, a refusal has the status of a success.
    let successful: Answer = |_, _| Err(ErrorResponse::new(None));
    let not_ascii: Answer = |_, mut response| {
        let value = HeaderValue::from_bytes(b"\xff").unwrap();
        response.headers_mut().insert("x-echoed", value);
        Ok(response)
    };
    for answer in [successful, not_ascii] {
        let heard = Heard::default();
        let (io, mut peer) = duplex(4096);
        peer.write_all(REQUEST.as_bytes()).await.unwrap();
        heard.monitor().accept_with(io, None, answer).await.unwrap_err();
        assert_eq!(heard.failed(), [(HandshakeFailure::Refused, None, None)]);
    }
}

#[tokio::test]
async fn a_reset_after_the_request_or_within_it_is_the_transports() {
    for sent in [&REQUEST.as_bytes()[..30], REQUEST.as_bytes()] {
        let heard = Heard::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut peer = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (tcp, _) = listener.accept().await.unwrap();
        peer.write_all(sent).await.unwrap();
        tcp.readable().await.unwrap();
        // With a linger of nothing, closing is a reset.
        peer.set_zero_linger().unwrap();
        drop(peer);
        // What had arrived is gone with it on Linux, or is still there to be read.
        let accepted = heard.monitor().accept(tcp).await;
        match heard.failed()[..] {
            [] => assert!(accepted.is_err() || heard.opened() == 1),
            [(reason, error_type, None)] => {
                assert_eq!(reason, HandshakeFailure::Transport);
                assert!(
                    matches!(error_type, Some(ErrorType::ConnectionReset | ErrorType::BrokenPipe)),
                    "{error_type:?}"
                );
            }
            ref more => panic!("told of one connection: {more:?}"),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn each_connection_is_counted_as_opened_or_as_failed_or_not_at_all() {
    let (recorder, page) = recorder();
    let _lent = set_default_local_recorder(&recorder);
    let monitor = CloseMonitor::default();
    let mut failed = 0;
    for n in 0..200_usize {
        let (io, mut peer) = duplex(4096);
        let length = [0, 1, 50, REQUEST.len()][n % 4];
        peer.write_all(&REQUEST.as_bytes()[..length]).await.unwrap();
        peer.shutdown().await.unwrap();
        match monitor.accept(io).await {
            Ok(mut ws) => while ws.next().await.is_some() {},
            Err(_) if length == 0 => {}
            Err(_) => failed += 1,
        }
    }
    assert_eq!(failed, 100);
    assert_eq!(counted(&page, Role::Server), [("transport", 100)]);
    let rendered = page.render();
    assert!(rendered.contains("websocket_connections_opened_total{role=\"server\"} 50\n"));
    // All reasons start at 0, so that the first jump is seen.
    for reason in HandshakeFailure::ALL {
        let series = format!("reason=\"{reason}\",role=\"server\"}}");
        assert!(rendered.contains(&series), "{reason}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_one_event_at_debug_with_a_rate_of_its_own() {
    let (log, _logging) = Log::capture();
    let monitor = CloseMonitor::silent()
        .with_observer(LogCloses::new().with_handshake_rate(LogRate::new(3, 0.0)));
    for _ in 0..10 {
        let (io, mut peer) = duplex(4096);
        peer.write_all(b"GET /secret?token=x HTTP/1.1\r\nHost: h\r\n\r\n").await.unwrap();
        monitor.accept(io).await.unwrap_err();
    }
    monitor.flush();
    let events = log.events();
    let [first, _, _, summary] = &events[..] else { panic!("{events:#?}") };
    assert_eq!(first["event.name"], "websocket.handshake.failed");
    assert_eq!(first["message"], "websocket handshake failed");
    assert_eq!(first["level"], "DEBUG");
    assert_eq!(first["target"], "closeframe");
    assert_eq!(first["websocket.role"], "server");
    assert_eq!(first["reason"], "bad_request");
    assert_eq!(first["error.type"], "invalid_upgrade");
    assert!(first.get("http.response.status_code").is_none());
    assert_eq!(summary["event.name"], "websocket.handshake.suppressed");
    assert_eq!(summary["message"], "websocket handshake events suppressed");
    assert_eq!(summary["websocket.handshake.suppressed.count"], 7);
    assert!(!format!("{events:?}").contains("token"));
}
