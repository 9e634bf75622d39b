//! The echo server against literal bytes: a client's frames are masked with zeros.

use std::sync::{Arc, Mutex};

use closeframe::{Close, CloseMonitor, CloseReport, Role, Source};
use fastwebsockets::WebSocket;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

/// Sends these bytes, after our close if that is `asked` for; ends the stream if asked to, and returns what came back and the sentence of the
/// report.
async fn exchange(bytes: &[u8], ends: bool, asked: Option<Close>) -> (Vec<u8>, String) {
    let reports = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&reports);
    let closes = CloseMonitor::silent()
        .with_observer(move |report: &CloseReport| seen.lock().unwrap().push(report.clone()));
    let (io, mut client) = duplex(1024);
    let told = closes.open(Role::Server);
    let is_asked = asked.is_some();
    if let Some(close) = asked {
        told.close_handle().close(close);
    }
    let ws = WebSocket::after_handshake(io, fastwebsockets::Role::Server);
    let mut came_back = Vec::new();
    let client = async {
        if is_asked {
            let mut close = [0; 4];
            client.read_exact(&mut close).await.unwrap();
            came_back.extend(close);
        }
        client.write_all(bytes).await.unwrap();
        if ends {
            client.shutdown().await.unwrap();
        }
        client.read_to_end(&mut came_back).await.unwrap();
    };
    tokio::join!(crate::echo(ws, told), client);
    let reports = reports.lock().unwrap();
    let [report] = &reports[..] else { panic!("{} reports", reports.len()) };
    assert_eq!(report.source(), Source::Application);
    (came_back, report.to_string())
}

#[tokio::test]
async fn it_echoes_and_answers_the_close() {
    let (bytes, report) =
        exchange(b"\x81\x82\0\0\0\0hi\x88\x85\0\0\0\0\x03\xE9bye", false, None).await;
    assert_eq!(bytes, b"\x81\x02hi\x88\x02\x03\xE9");
    assert_eq!(report, "received 1001 Going Away \"bye\"; then sent 1001 Going Away");
}

#[tokio::test]
async fn it_closes_when_it_is_asked_to() {
    let (bytes, report) = exchange(b"\x88\x82\0\0\0\0\x03\xE8", false, Some(Close::normal())).await;
    assert_eq!(bytes, b"\x88\x02\x03\xE8");
    assert_eq!(report, "sent 1000 Normal Closure; then received 1000 Normal Closure");
}

#[tokio::test]
async fn it_tells_an_end_without_a_close() {
    let (bytes, report) = exchange(b"", true, None).await;
    assert_eq!(bytes, b"");
    assert!(report.starts_with("no close frame received or sent"), "{report}");
}

#[tokio::test]
async fn it_fails_a_peer_that_breaks_a_rule() {
    // A close with 1006, which may not be sent; and a text that is not UTF-8.
    let (bytes, report) = exchange(b"\x88\x82\0\0\0\0\x03\xEE", false, None).await;
    assert_eq!(bytes, b"\x88\x02\x03\xEA");
    assert!(report.starts_with("received 1006"), "{report}");
    let (bytes, report) = exchange(b"\x81\x81\0\0\0\0\xFF", false, None).await;
    assert_eq!(bytes, b"\x88\x02\x03\xEF");
    assert!(report.starts_with("sent 1007"), "{report}");
}
