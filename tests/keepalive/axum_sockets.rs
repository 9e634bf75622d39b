//! axum's `WebSocket`, which has no tap, with peers that are cut off on real TCP.

use axum::{
    Router,
    extract::ws::{Message, WebSocketUpgrade},
    routing::any,
};
use closeframe::{CloseMonitor, MonitoredWebSocket};
use futures_util::{SinkExt, StreamExt};
use tokio::{
    net::TcpListener,
    sync::mpsc,
    time::{Duration, sleep, timeout},
};

use super::{
    Reports, assert_found_dead, monitor, one,
    real_sockets::{INTERVAL, LIMIT, Relay, SLACK, client, policy},
};

#[derive(Clone, Copy, PartialEq, Debug)]
enum Handler {
    Echoing,
    Idle,
    /// Its halves, of which one pushes and the other reads.
    Split,
    OnlyWriting,
}

async fn handle(mut ws: MonitoredWebSocket, handler: Handler) {
    match handler {
        Handler::Echoing => {
            while let Some(Ok(message)) = ws.recv().await {
                if matches!(message, Message::Text(_)) && ws.send(message).await.is_err() {
                    return;
                }
            }
        }
        Handler::Idle => while let Some(Ok(_)) = ws.recv().await {},
        Handler::Split => {
            let (mut sink, mut stream) = ws.split();
            let reader =
                tokio::spawn(async move { while let Some(Ok(_)) = stream.next().await {} });
            while sink.send(Message::text("x".repeat(100))).await.is_ok() {
                sleep(Duration::from_millis(5)).await;
            }
            reader.await.unwrap();
        }
        Handler::OnlyWriting => {
            while ws.send(Message::text("tick")).await.is_ok() {
                sleep(Duration::from_millis(5)).await;
            }
        }
    }
}

/// A server, and a relay to it; the receiver is told when a handler has ended.
async fn open(handler: Handler) -> (Relay, Reports, mpsc::Receiver<()>) {
    let (closes, reports): (CloseMonitor, Reports) = monitor(policy());
    let (over, is_over) = mpsc::channel(1);
    let upgrade = move |upgrade: WebSocketUpgrade| async move {
        upgrade.on_upgrade(move |socket| async move {
            handle(closes.wrap(socket), handler).await;
            over.send(()).await.unwrap();
        })
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let relay = Relay::to(listener.local_addr().unwrap()).await;
    let router = Router::new().route("/", any(upgrade));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (relay, reports, is_over)
}

#[tokio::test]
async fn a_peer_that_is_cut_off_is_found_in_time_over_axum() {
    for handler in [Handler::Echoing, Handler::Idle, Handler::Split] {
        let (relay, reports, mut is_over) = open(handler).await;
        let client = client(relay.address, handler == Handler::Echoing).await;
        sleep(3 * (INTERVAL + LIMIT)).await;
        assert!(reports.lock().unwrap().is_empty(), "{handler:?}");
        let cut = relay.cut();
        timeout(INTERVAL + LIMIT + SLACK, is_over.recv()).await.expect("in time").unwrap();
        assert!(cut.elapsed() >= LIMIT, "{handler:?}");
        assert_found_dead(&one(&reports), 3008);
        client.abort();
    }
}

/// Without a tap nobody can look at what came in, and so nobody is blamed.
#[tokio::test]
async fn a_handler_that_only_writes_over_axum_blames_nobody() {
    let (relay, reports, mut is_over) = open(Handler::OnlyWriting).await;
    let client = client(relay.address, false).await;
    sleep(INTERVAL).await;
    relay.cut();
    assert!(timeout(4 * (INTERVAL + LIMIT), is_over.recv()).await.is_err());
    assert!(reports.lock().unwrap().is_empty());
    client.abort();
}
