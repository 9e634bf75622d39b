//! `ws://` to all kinds of hosts, what reaches the server of a request, and streams of one's own.

use closeframe::{Close, CloseMonitor, Outcome, Policy};
use futures_util::{SinkExt, StreamExt};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
};
use tungstenite::{ClientRequestBuilder, Message};

use super::{Reports, converse, read_head, serve_echo};

/// A proxy for one tunnel (RFC 9110 section 9.3.6); returns what it was asked for.
pub(crate) async fn proxy(listener: TcpListener) -> String {
    let (mut client, _) = listener.accept().await.unwrap();
    let head = read_head(&mut client).await;
    let target = head.strip_prefix("CONNECT ").unwrap().split_once(' ').unwrap().0;
    let mut server = TcpStream::connect(target).await.unwrap();
    client.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.unwrap();
    // An end that is no orderly one is the connection's matter.
    let _ = copy_bidirectional(&mut client, &mut server).await;
    target.to_owned()
}

/// The client's end of a tunnel.
pub(crate) async fn tunnel(proxy: std::net::SocketAddr, target: &str) -> TcpStream {
    let mut tcp = TcpStream::connect(proxy).await.unwrap();
    let request = format!("CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n");
    tcp.write_all(request.as_bytes()).await.unwrap();
    assert!(read_head(&mut tcp).await.starts_with("HTTP/1.1 200 "));
    tcp
}

#[tokio::test]
async fn headers_and_path_reach_the_server() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}/chat?room=1", listener.local_addr().unwrap());
    let request =
        ClientRequestBuilder::new(url.parse().unwrap()).with_header("Authorization", "Bearer 123");
    let server = async { serve_echo(listener.accept().await.unwrap().0).await };
    let client = async {
        let (mut ws, _) = CloseMonitor::silent().connect(request).await.unwrap();
        converse(&mut ws).await;
    };
    let ((), (asked, _)) = tokio::join!(client, server);
    assert_eq!(asked.uri(), "/chat?room=1");
    assert_eq!(asked.headers()["authorization"], "Bearer 123");
    assert_eq!(asked.headers()["host"], url["ws://".len()..].split_once('/').unwrap().0);
}

#[tokio::test]
async fn an_address_may_be_of_either_kind_or_a_name() {
    for (bind, host) in
        [("127.0.0.1:0", "127.0.0.1"), ("[::1]:0", "[::1]"), ("127.0.0.1:0", "localhost")]
    {
        let listener = match TcpListener::bind(bind).await {
            // A machine without IPv6.
            Err(error) if host == "[::1]" => {
                eprintln!("not tried: {error}");
                continue;
            }
            listener => listener.unwrap(),
        };
        let authority = format!("{host}:{}", listener.local_addr().unwrap().port());
        let server = async { serve_echo(listener.accept().await.unwrap().0).await };
        let client = async {
            let (mut ws, _) =
                CloseMonitor::silent().connect(format!("ws://{authority}/")).await.unwrap();
            converse(&mut ws).await;
        };
        let ((), (asked, report)) = tokio::join!(client, server);
        assert_eq!(asked.headers()["host"], authority);
        assert_eq!(report.outcome(), Outcome::Clean);
    }
}

#[tokio::test]
async fn a_tunnel_through_a_proxy_is_a_stream_like_any() {
    let [listener, at_proxy] =
        [TcpListener::bind("127.0.0.1:0").await, TcpListener::bind("127.0.0.1:0").await]
            .map(Result::unwrap);
    let target = listener.local_addr().unwrap().to_string();
    let proxy_address = at_proxy.local_addr().unwrap();
    let reports = Reports::default();
    let closes = reports.monitor(Policy::default());
    let client = async {
        let tcp = tunnel(proxy_address, &target).await;
        let (mut ws, _) = closes.connect_with("ws://chat.example/", tcp, None).await.unwrap();
        converse(&mut ws).await;
    };
    let server = async { serve_echo(listener.accept().await.unwrap().0).await };
    let ((), asked_for, (asked, _)) = tokio::join!(client, proxy(at_proxy), server);
    assert_eq!(asked_for, target);
    assert_eq!(asked.headers()["host"], "chat.example");
    assert_eq!(reports.sentences().len(), 1);
}

#[tokio::test]
async fn what_the_server_still_says_does_not_spoil_a_close() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}/", listener.local_addr().unwrap());
    let server = async {
        let (tcp, _) = listener.accept().await.unwrap();
        let mut ws = CloseMonitor::silent().accept(tcp).await.unwrap();
        // All of it is on its way when the client closes.
        for _ in 0..100 {
            ws.send(Message::binary(vec![0; 1024])).await.unwrap();
        }
        assert_eq!(ws.next().await.unwrap().unwrap(), Message::text("go"));
        while ws.next().await.is_some() {}
        assert!(ws.close_report().unwrap().is_clean());
    };
    let client = async {
        let (mut ws, _) = CloseMonitor::silent().connect(&url).await.unwrap();
        ws.send(Message::text("go")).await.unwrap();
        let report = ws.close_with(Close::normal()).await.unwrap();
        assert!(report.is_clean(), "{report}");
    };
    tokio::join!(server, client);
}

#[tokio::test]
async fn an_end_before_the_answer_is_an_error() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}/", listener.local_addr().unwrap());
    let server = async {
        let (mut tcp, _) = listener.accept().await.unwrap();
        let mut first = [0; 16];
        tcp.read_exact(&mut first).await.unwrap();
        assert_eq!(&first, b"GET / HTTP/1.1\r\n");
    };
    let closes = CloseMonitor::silent();
    let (error, ()) = tokio::join!(closes.connect(&url), server);
    let advice = closeframe::catalog::advice_for_error(&error.unwrap_err());
    assert_eq!(advice.retry(), closeframe::catalog::Retry::Backoff);
}
