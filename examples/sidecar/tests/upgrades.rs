//! Opening handshakes: what passes, and what is no agreement.

use closeframe::{ErrorType, Outcome, observe::HandshakeFailure};

use super::front::{AGREED, ASKED, Front};

#[tokio::test]
async fn both_heads_pass_as_they_are() {
    let mut front = Front::new().await;
    let mut client = front.connect().await;
    client.write(ASKED).await;
    let mut server = front.accept().await;
    assert_eq!(server.head().await, ASKED.replace("keep-alive, Upgrade", "Upgrade"));
    let agreed = AGREED.replace("\r\n\r\n", "\r\nX-oDD: 1\r\nSec-WebSocket-Protocol: chat\r\n\r\n");
    server.write(&agreed).await;
    assert_eq!(client.head().await, agreed);
    drop(server);

    let report = front.report().await;
    assert_eq!(report.client_address(), Some("127.0.0.1"));
    assert_eq!(report.url_path(), Some("/chat"));
    assert_eq!(report.user_agent(), Some("me"));
    assert_eq!(report.subprotocol(), Some("chat"));
    assert!(report.is_spliced());
}

#[tokio::test]
async fn frames_in_the_segments_of_the_heads_are_not_lost() {
    let mut front = Front::new().await;
    let mut client = front.connect().await;
    client.write([ASKED.as_bytes(), b"\x81\x82\0\0\0\0hi"].concat()).await;
    let mut server = front.accept().await;
    server.head().await;
    server.write([AGREED.as_bytes(), b"\x81\x02ho\x88\x02\x03\xE8"].concat()).await;
    client.head().await;
    assert_eq!(client.exactly(8).await, b"\x81\x02ho\x88\x02\x03\xE8");
    assert_eq!(server.exactly(8).await, b"\x81\x82\0\0\0\0hi");
    client.write(b"\x88\x82\0\0\0\0\x03\xE8").await;
    assert_eq!(server.exactly(8).await, b"\x88\x82\0\0\0\0\x03\xE8");
    let report = front.report().await;
    assert_eq!(report.to_string(), "sent 1000 Normal Closure; then received 1000 Normal Closure");
}

#[tokio::test]
async fn a_refusal_is_the_servers() {
    let front = Front::new().await;
    let mut client = front.connect().await;
    for _ in 0..2 {
        client.write(ASKED).await;
        let mut server = front.accept().await;
        server.head().await;
        let refusal =
            "HTTP/1.1 401 Who\r\nWWW-Authenticate: Basic\r\nContent-Length: 3\r\n\r\nno\n";
        server.write(refusal).await;
        let (head, body) = (client.head().await, client.exactly(3).await);
        assert_eq!(head + std::str::from_utf8(&body).unwrap(), refusal);
    }
    let mut client = front.connect().await;
    client.write(ASKED).await;
    let mut server = front.accept().await;
    server.head().await;
    let demand =
        "HTTP/1.1 426 No\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nContent-Length: 0\r\n";
    server.write(format!("{demand}\r\n")).await;
    assert_eq!(client.head().await, format!("{demand}\r\n"));
    assert!(front.has_no_report());
    let refused = (HandshakeFailure::Refused, 401);
    assert_eq!(front.failed(), [refused, refused, (HandshakeFailure::BadRequest, 426)]);
}

#[tokio::test]
async fn a_101_that_is_none_is_a_bad_gateway() {
    let without = |header: &str| {
        let (at, rest) = AGREED.split_once(header).unwrap();
        at.to_owned() + rest.split_once("\r\n").unwrap().1
    };
    let front = Front::new().await;
    for agreed in [
        without("Upgrade: "),
        without("Connection: "),
        without("Sec-WebSocket-Accept: "),
        AGREED.replace("s3pP", "S3pP"),
        AGREED.replace("websocket", "h2c"),
    ] {
        let mut client = front.connect().await;
        client.write(ASKED).await;
        let mut server = front.accept().await;
        server.head().await;
        server.write(&agreed).await;
        let head = client.head().await;
        assert!(head.starts_with("HTTP/1.1 502 Bad Gateway\r\n"), "{agreed}{head}");
        server.ends().await;
        assert_eq!(front.failed(), [(HandshakeFailure::BadRequest, 502)]);
    }
    // Nobody has asked for one.
    for asked in [ASKED.replace("Upgrade: WebSocket", "Upgrade: h2c"), ASKED.replace("GET", "POST")]
    {
        let mut client = front.connect().await;
        client.write(asked).await;
        let mut server = front.accept().await;
        assert!(!server.head().await.contains("Upgrade: "));
        server.write(AGREED).await;
        assert!(client.head().await.starts_with("HTTP/1.1 502 Bad Gateway\r\n"));
    }
    assert!(front.has_no_report());
    assert_eq!(front.failed(), []);
}

#[tokio::test]
async fn a_reserved_bit_breaks_a_rule_where_no_extension_was_agreed_on() {
    for (extensions, outcome) in [
        ("", Outcome::ProtocolError),
        ("Sec-WebSocket-Extensions: permessage-deflate\r\n", Outcome::Eof),
    ] {
        let mut front = Front::new().await;
        let mut client = front.connect().await;
        client.write(ASKED).await;
        let mut server = front.accept().await;
        server.head().await;
        server.write(AGREED.replace("\r\n\r\n", &format!("\r\n{extensions}\r\n"))).await;
        client.head().await;
        client.write(b"\xC1\x82\0\0\0\0hi").await;
        assert_eq!(server.exactly(8).await, b"\xC1\x82\0\0\0\0hi");
        drop(client);
        server.ends().await;
        let report = front.report().await;
        assert_eq!(report.outcome(), outcome, "{extensions}");
        let has_bits = report.error_type() == Some(ErrorType::ReservedBits);
        assert_eq!(has_bits, outcome == Outcome::ProtocolError);
    }
}

#[tokio::test]
async fn a_client_that_is_gone_before_the_101_opens_nothing() {
    let front = Front::new().await;
    let mut client = front.connect().await;
    client.write(ASKED).await;
    let mut server = front.accept().await;
    server.head().await;
    drop(client);
    server.ends().await;
    assert!(front.has_no_report());
    assert_eq!(front.failed(), [(HandshakeFailure::Transport, 0)]);
}
