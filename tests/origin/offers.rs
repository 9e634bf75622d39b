//! What the opening handshake said of extensions is hinted at where a close says that one is missing.

use closeframe::{CloseMonitor, CloseReport};
use futures_util::StreamExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tungstenite::{
    client::IntoClientRequest,
    handshake::server::{Request, Response},
    http::HeaderValue,
};

use super::{CLOSE_1000, client_that_closes};

/// A client's close with 1010 and a list, masked with zeros.
const CLOSE_1010: &[u8] = b"\x88\x94\0\0\0\0\x03\xF2permessage-deflate";
const OFFER: &str =
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits, x-other\r\n";

/// The report of a connection whose response agrees to `agreed`, where it does to anything.
async fn report(offer: &str, agreed: Option<&'static str>, close: &'static [u8]) -> CloseReport {
    #[allow(clippy::result_large_err, reason = "tungstenite's")]
    let agrees = |_: &Request, mut response: Response| {
        if let Some(agreed) = agreed {
            let agreed = HeaderValue::from_static(agreed);
            response.headers_mut().insert("sec-websocket-extensions", agreed);
        }
        Ok(response)
    };
    let io = client_that_closes("/", offer, close).await;
    let mut ws = CloseMonitor::silent().accept_with(io, None, agrees).await.unwrap();
    while ws.next().await.is_some() {}
    ws.close_report().unwrap().clone()
}

#[tokio::test(start_paused = true)]
async fn a_1010_whose_offer_lacks_an_answer_says_so() {
    let told = report(OFFER, None, CLOSE_1010).await;
    assert_eq!(told.reason(), "permessage-deflate");
    let hint = told.hint().expect("the offer has no answer");
    assert!(hint.contains("offered") && hint.contains("tungstenite"), "{hint}");
    // One of two is missing.
    assert!(report(OFFER, Some("permessage-deflate"), CLOSE_1010).await.hint().is_some());

    for (offer, agreed, close) in [
        // Nothing is missing, as far as names go.
        (OFFER, Some("X-Other, Permessage-Deflate; server_no_context_takeover"), CLOSE_1010),
        ("", None, CLOSE_1010),
        // Nobody minds.
        (OFFER, None, CLOSE_1000),
    ] {
        assert_eq!(report(offer, agreed, close).await.hint(), None, "{offer} {agreed:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_of_ours_that_needs_one_is_told_the_same() {
    let (near, mut server) = duplex(1 << 16);
    tokio::spawn(async move {
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            request.push(server.read_u8().await.unwrap());
        }
        let request = String::from_utf8(request).unwrap();
        let key = request.lines().find_map(|line| line.strip_prefix("Sec-WebSocket-Key: "));
        let accept = tungstenite::handshake::derive_accept_key(key.unwrap().as_bytes());
        let response = format!(
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Accept: {accept}\r\n\r\n"
        );
        server.write_all(response.as_bytes()).await.unwrap();
        let mut close = [0; 8];
        server.read_exact(&mut close).await.unwrap();
        server.write_all(b"\x88\x02\x03\xF2").await.unwrap();
    });
    let mut request = "ws://server/".into_client_request().unwrap();
    let offer = HeaderValue::from_static("permessage-deflate");
    request.headers_mut().insert("sec-websocket-extensions", offer);
    let opened = CloseMonitor::silent().connect_with(request, near, None).await;
    let (mut ws, _) = opened.unwrap();
    let needed = closeframe::Close::new(closeframe::CloseCode::MANDATORY_EXTENSION, "").unwrap();
    ws.close_with(needed).await.unwrap();
    assert!(ws.close_report().unwrap().hint().is_some());
}
