//! Closing by tag, while handlers send and connections come and go.

use closeframe::{Close, CloseCode, CloseMonitor, MonitoredStream, Outcome};
use futures_util::{SinkExt, StreamExt};
use tokio::{
    io::{DuplexStream, duplex},
    task::JoinHandle,
};
use tokio_tungstenite::client_async;
use tungstenite::Message;

fn kick() -> Close {
    Close::new(CloseCode::POLICY_VIOLATION, "signed out").unwrap()
}

async fn connect(closes: &CloseMonitor) -> (MonitoredStream<DuplexStream>, JoinHandle<u16>) {
    let (ours, theirs) = duplex(256);
    let (ws, client) = tokio::join!(closes.accept(ours), client_async("ws://h/", theirs));
    let mut client = client.unwrap().0;
    // The code that the client was closed with.
    let client = tokio::spawn(async move {
        let mut code = 1006;
        while let Some(Ok(message)) = client.next().await {
            if let Message::Close(frame) = message {
                code = frame.map_or(1005, |frame| frame.code.into());
            }
        }
        code
    });
    (ws.unwrap(), client)
}

/// The clock runs: paused, it would stand still as long as anybody pushes.
#[tokio::test]
async fn all_connections_of_a_user_are_closed_and_no_others() {
    let closes = CloseMonitor::silent();
    let mut clients = Vec::new();
    let mut handlers = Vec::new();
    for n in 0..100 {
        let (mut ws, client) = connect(&closes).await;
        ws.tag(&format!("user {}", n % 10));
        ws.tag("everybody");
        // Twice is once.
        ws.tag("everybody");
        // Half of them push, and half read.
        handlers.push(tokio::spawn(async move {
            match n % 2 {
                0 => while ws.send(Message::text("tick")).await.is_ok() {},
                _ => while ws.next().await.is_some() {},
            }
            ws.close_report().unwrap().outcome()
        }));
        clients.push(client);
    }
    assert_eq!(closes.close_tagged("user 42", kick()), 0);
    assert_eq!(closes.close_tagged("user 4", kick()), 10);
    for n in (4..100).step_by(10).rev() {
        assert_eq!(clients.remove(n).await.unwrap(), 1008);
        assert_eq!(handlers.remove(n).await.unwrap(), Outcome::Clean);
    }
    assert_eq!(closes.open_connections().total(), 90);
    assert_eq!(closes.close_tagged("user 4", kick()), 0);
    assert_eq!(closes.close_tagged("everybody", Close::new(4000, "").unwrap()), 90);
    for client in clients {
        assert_eq!(client.await.unwrap(), 4000);
    }
}

/// A tag may be a token.
#[tokio::test(start_paused = true)]
async fn what_is_shown_for_debugging_has_no_tags_in_it() {
    let closes = CloseMonitor::silent();
    let (ws, _client) = connect(&closes).await;
    ws.tag("session-token-7");
    assert!(!format!("{closes:?}{ws:?}").contains("token"));
}

/// Whoever has waited for an end does not find the connection among the open ones.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_drain_nothing_is_open() {
    for _ in 0..100 {
        let closes = CloseMonitor::silent();
        for _ in 0..8 {
            let (mut ws, _client) = connect(&closes).await;
            tokio::spawn(async move { while ws.next().await.is_some() {} });
        }
        let limit = std::time::Duration::from_secs(10);
        let drained = closes.drain_and_stop(kick(), std::time::Duration::ZERO, limit).await;
        assert_eq!((drained.still_open, closes.open_connections().total()), (0, 0));
    }
}

/// A place in the table is another's by then.
#[tokio::test(start_paused = true)]
async fn a_connection_that_has_ended_cannot_be_tagged() {
    let closes = CloseMonitor::silent();
    let mut open = Vec::new();
    for _ in 0..100 {
        let (mut ended, client) = connect(&closes).await;
        ended.close(None).await.unwrap();
        client.await.unwrap();
        let (stranger, client) = connect(&closes).await;
        ended.tag("user 42");
        open.push((stranger, client));
    }
    assert_eq!(closes.close_tagged("user 42", kick()), 0);
    assert!(open.iter().all(|(ws, _)| !ws.close_handle().is_closing()));
}

#[tokio::test(start_paused = true)]
async fn a_place_that_is_taken_anew_has_no_tag() {
    let closes = CloseMonitor::silent();
    for _ in 0..100 {
        let (ws, client) = connect(&closes).await;
        ws.tag("user 42");
        drop(ws);
        client.await.unwrap();
    }
    let mut open = Vec::new();
    for _ in 0..100 {
        open.push(connect(&closes).await);
    }
    assert_eq!(closes.close_tagged("user 42", kick()), 0);
}

#[tokio::test(start_paused = true)]
async fn who_was_dropped_with_a_task_to_finish_it_is_still_found() {
    let closes = CloseMonitor::silent();
    let (ws, client) = connect(&closes).await;
    let ws = ws.finish_on_drop();
    ws.tag("user 42");
    assert_eq!(closes.close_tagged("user 42", kick()), 1);
    drop(ws);
    assert_eq!(client.await.unwrap(), 1008);
}
