//! Requests that are odd, and servers that give no answer.

use std::{future::pending, time::Duration};

use closeframe::observe::HandshakeFailure;
use tokio::{
    io::AsyncWriteExt,
    time::{Instant, sleep, timeout},
};

use super::front::{ASKED, Front, within};
use crate::progress::Progress;

/// What the server is asked for by this head.
async fn asked_of_server(head: &str) -> String {
    let front = Front::new().await;
    let mut client = front.connect().await;
    client.write(head).await;
    front.accept().await.head().await
}

#[tokio::test]
async fn the_target_is_told_in_the_servers_words() {
    let star = asked_of_server("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n").await;
    assert_eq!(star, "OPTIONS * HTTP/1.1\r\nHost: h\r\nconnection: close\r\n\r\n");
    let absolute = asked_of_server("GET http://a:1/b?c HTTP/1.1\r\nHost: h\r\n\r\n").await;
    assert_eq!(absolute, "GET /b?c HTTP/1.1\r\nHost: a:1\r\nconnection: close\r\n\r\n");
    let old = asked_of_server("GET / HTTP/1.0\r\n\r\n").await;
    assert!(old.starts_with("GET / HTTP/1.1\r\nhost: 127.0.0.1:"), "{old}");
}

#[tokio::test]
async fn what_concerns_one_hop_stays_there() {
    let asked = asked_of_server(
        "GET / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, X-Mine, Host, upgrade\r\nX-Mine: 1\r\n\
         Keep-Alive: timeout=5\r\nProxy-Connection: keep-alive\r\nUpgrade: h2c\r\nX-Yours: 2\r\n\r\n",
    )
    .await;
    assert_eq!(asked, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-Yours: 2\r\n\r\n");
}

#[tokio::test]
async fn what_is_no_request_to_the_server_does_not_reach_it() {
    let front = Front::new().await;
    let mut client = front.connect().await;
    client.write("CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n").await;
    assert!(client.head().await.starts_with("HTTP/1.1 501 "));
    let mut client = front.connect().await;
    client.write("\x16\x03\x01\x02\0\x01\0\r\n\r\n").await;
    assert!(client.head().await.starts_with("HTTP/1.1 400 "));
    // The next that the server gets is not one of these.
    let mut client = front.connect().await;
    client.write("GET /last HTTP/1.1\r\nHost: h\r\n\r\n").await;
    assert!(front.accept().await.head().await.starts_with("GET /last "));
}

/// How such a request and a wish for a WebSocket are answered where the server sends `sent`, and ends.
async fn status_after(sent: &str) -> String {
    let front = Front::new().await;
    let mut statuses = Vec::new();
    for asked in ["GET / HTTP/1.1\r\nHost: h\r\n\r\n", ASKED] {
        let mut client = front.connect().await;
        client.write(asked).await;
        let mut server = front.accept().await;
        server.head().await;
        server.write(sent).await;
        drop(server);
        statuses.push(client.head().await.lines().next().unwrap().to_owned());
    }
    assert_eq!(statuses[0], statuses[1]);
    assert!(front.has_no_report());
    assert_eq!(front.failed(), [(HandshakeFailure::Transport, 502)]);
    statuses.remove(0)
}

#[tokio::test]
async fn a_server_that_gives_no_answer_is_a_bad_gateway() {
    for sent in ["", "HTTP/1.1 200 O", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 200 OK\r\n: x\r\n\r\n"]
    {
        assert_eq!(status_after(sent).await, "HTTP/1.1 502 Bad Gateway", "{sent:?}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_bad_gateway() {
    let mut front = Front::new().await;
    front.stop_server();
    // On one connection, which stays.
    let mut client = front.connect().await;
    for _ in 0..2 {
        client.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n").await;
        let head = client.head().await;
        assert!(head.starts_with("HTTP/1.1 502 Bad Gateway\r\n"), "{head}");
        let text = "the server cannot be reached\n";
        assert!(head.contains(&format!("content-length: {}\r\n", text.len())), "{head}");
        assert_eq!(client.exactly(text.len()).await, text.as_bytes());
    }
    assert_eq!(front.failed(), []);
    client.write(ASKED).await;
    client.head().await;
    assert_eq!(front.failed(), [(HandshakeFailure::Transport, 502)]);
}

#[tokio::test]
async fn a_server_that_is_silent_is_a_gateway_time_out() {
    let front = Front::with(Duration::from_millis(100), false).await;
    for (asked, failed) in [
        ("GET / HTTP/1.1\r\nHost: h\r\n\r\n", &[][..]),
        (ASKED, &[(HandshakeFailure::TimedOut, 504)]),
    ] {
        let mut client = front.connect().await;
        client.write(asked).await;
        let mut server = front.accept().await;
        assert!(client.head().await.starts_with("HTTP/1.1 504 Gateway Timeout\r\n"));
        server.head().await;
        server.ends().await;
        assert_eq!(front.failed(), failed);
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_on_its_way_is_no_silence() {
    let limit = Duration::from_secs(60);
    let begun = Instant::now();
    let progress = Progress::default();
    let stuck = progress.unless_stuck(limit, pending::<()>());
    let body = async {
        for _ in 0..10 {
            sleep(limit * 2 / 3).await;
            progress.note();
        }
    };
    assert_eq!(tokio::join!(stuck, body).0, None);
    let took = begun.elapsed();
    assert!(took >= limit * 23 / 3 && took <= limit * 9, "{took:?}");
}

#[tokio::test]
async fn a_client_that_asks_for_nothing_is_not_waited_for_forever() {
    let front = Front::with(Duration::from_millis(100), false).await;
    for head in ["", "GET / HTTP/1.1\r\nHost:"] {
        let mut client = front.connect().await;
        client.write(head).await;
        client.rest().await;
    }
}

#[tokio::test]
async fn a_client_that_takes_nothing_of_an_answer_is_not_waited_for_forever() {
    let front = Front::with(Duration::from_millis(100), false).await;
    let mut client = front.connect().await;
    client.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n").await;
    let mut server = front.accept().await;
    server.head().await;
    server.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").await;
    client.head().await;
    // An answer may pause.
    assert!(front.is_quiet().await);
    server.write("2\r\nok\r\n").await;
    assert_eq!(client.exactly(7).await, b"2\r\nok\r\n");
    // More than the system takes for a client that does not read.
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
    within(async { while server.0.write_all(chunk.as_bytes()).await.is_ok() {} }).await;
}

#[tokio::test]
async fn a_websocket_may_wait_for_its_client() {
    let front = Front::with(Duration::from_millis(100), false).await;
    let (mut client, mut server) = front.upgraded().await;
    let message = [&b"\x82\x7F\0\0\0\0\0\x01\0\0"[..], &[7; 0x10000]].concat();
    let mut sent = 0;
    while let Ok(more) =
        timeout(Duration::from_millis(500), server.0.write(&message[sent % message.len()..])).await
    {
        sent += more.unwrap();
    }
    let passed = client.exactly(sent).await;
    assert!(passed.chunks(message.len()).all(|it| it == &message[..it.len()]));
}
