//! What a peer sees, and what it can say.

use closeframe::{
    Close, CloseMonitor, Outcome,
    testing::{Peer, PeerEnding, Recorder, Transport, client_pair, pair, unopened},
};
use futures_util::{FutureExt, SinkExt, StreamExt};
use tungstenite::{Message, protocol::CloseFrame};

use crate::handlers::{Handler, Ws};

async fn connection() -> (Ws, Peer) {
    pair(&CloseMonitor::silent()).await
}

#[tokio::test(start_paused = true)]
async fn messages_of_each_kind_go_both_ways() {
    let kinds = || {
        [
            Message::text("text"),
            Message::text(""),
            Message::binary(vec![7; 70_000]),
            Message::binary(vec![7; 300]),
            Message::Ping("ping".into()),
            Message::Pong("pong".into()),
            Message::Close(Some(CloseFrame { code: 4000.into(), reason: "bye".into() })),
        ]
    };
    for role_is_server in [true, false] {
        let closes = CloseMonitor::silent();
        let (mut ws, mut peer) = match role_is_server {
            true => pair(&closes).await,
            false => client_pair(&closes).await,
        };
        for message in kinds() {
            peer.send(message.clone());
            assert_eq!(ws.next().await.unwrap().unwrap(), message);
        }
        let (mut ws, mut peer) = match role_is_server {
            true => pair(&closes).await,
            false => client_pair(&closes).await,
        };
        let sends = async {
            for message in kinds() {
                ws.send(message).await.unwrap();
            }
        };
        let receives = async {
            for message in kinds() {
                assert_eq!(peer.receive().await, Some(message));
            }
        };
        tokio::join!(sends, receives);
    }
}

#[tokio::test(start_paused = true)]
async fn a_ping_is_answered_when_it_is_received() {
    let (mut ws, mut client) = connection().await;
    ws.send(Message::Ping("there?".into())).await.unwrap();
    assert!(ws.next().now_or_never().is_none());
    assert_eq!(client.receive_frame().await, Some((0x89, b"there?".to_vec())));
    assert_eq!(ws.next().await.unwrap().unwrap(), Message::Pong("there?".into()));
}

/// tungstenite would hide the first, and refuse to say the second.
#[tokio::test(start_paused = true)]
async fn close_frames_are_seen_and_said_literally() {
    let (mut ws, mut client) = connection().await;
    client.send(Message::Close(Some(CloseFrame { code: 999.into(), reason: "no".into() })));
    assert!(ws.next().await.is_some());
    assert_eq!(ws.close_report().unwrap().received_code().unwrap(), 999);
    drop(ws);
    assert_eq!(client.receive_frame().await.unwrap().0, 0x88);
    assert_eq!(client.received_close().unwrap().code().unwrap(), 1002);

    let (mut ws, mut client) = connection().await;
    assert_eq!(client.received_close(), None);
    let closing = ws.close_with(Close::new(1012, "back soon").unwrap());
    let (report, ()) = tokio::join!(closing, client.end(PeerEnding::Answers));
    report.unwrap().assert_outcome(Outcome::Clean).assert_reason("back soon");
    let close = client.received_close().unwrap();
    assert_eq!((close.code().unwrap().as_u16(), close.reason()), (1012, "back soon"));
}

#[tokio::test(start_paused = true)]
async fn how_tcp_ended_is_seen() {
    let (mut ws, mut client) = connection().await;
    assert_eq!(client.transport(), Transport::Open);
    client.send(Message::Close(None));
    assert!(ws.next().await.unwrap().unwrap().is_close());
    assert_eq!(client.receive().await, Some(Message::Close(None)));
    assert_eq!(client.receive().await, None);
    assert_eq!(client.transport(), Transport::Ended);
    // The wrapper lingers for that.
    client.send("late");
    assert_eq!(client.transport(), Transport::Ended);
    drop(ws);
    client.send("later");
    assert_eq!(client.transport(), Transport::Reset);

    let (io, mut client) = unopened();
    client.send("unread");
    drop(io);
    assert_eq!(client.transport(), Transport::Reset);
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_is_dropped_has_vanished_and_one_that_has_ended_stays_so() {
    let recorder = Recorder::default();
    let (ws, client) = pair(&recorder.monitor()).await;
    drop(client);
    Handler::Listens.run(ws).await;
    recorder.only().assert_outcome(Outcome::Eof);

    let (mut ws, mut client) = connection().await;
    client.end(PeerEnding::NeverAnswers).await;
    drop(client);
    assert!(ws.next().now_or_never().is_none());
}

/// What was sent before the end is read before it.
#[tokio::test(start_paused = true)]
async fn nothing_that_was_sent_is_lost_to_a_reset() {
    let (mut ws, mut client) = connection().await;
    client.send("last words");
    client.end(PeerEnding::Resets).await;
    assert_eq!(ws.next().await.unwrap().unwrap(), Message::text("last words"));
    assert!(ws.next().await.unwrap().is_err());
}

/// Paused time passes only when nobody has anything to do, and that must come.
#[tokio::test(start_paused = true)]
async fn a_handler_that_never_waits_does_not_keep_the_test_from_running() {
    let recorder = Recorder::default();
    let (mut ws, mut client) = pair(&recorder.monitor()).await;
    client.end(PeerEnding::NeverAnswers).await;
    let handle = ws.close_handle();
    let task = tokio::spawn(async move { while ws.send(Message::text("flood")).await.is_ok() {} });
    tokio::task::yield_now().await;
    handle.close(Close::normal());
    task.await.unwrap();
    recorder.only().assert_outcome(Outcome::Timeout);
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_does_not_receive_holds_the_writer_up() {
    let (mut ws, mut client) = connection().await;
    let big = Message::binary(vec![0; 100_000]);
    assert!(ws.send(big.clone()).now_or_never().is_none());
    let (sent, received) = tokio::join!(ws.flush(), client.receive());
    sent.unwrap();
    assert_eq!(received, Some(big));
}

#[tokio::test(start_paused = true)]
async fn a_handshake_is_made_where_the_handler_accepts() {
    let closes = CloseMonitor::silent();
    let (io, mut client) = unopened();
    let headers = [("Sec-WebSocket-Protocol", "chat")];
    let (ws, head) = tokio::join!(closes.accept(io), client.request("/chat?room=1", &headers));
    assert!(head.starts_with("HTTP/1.1 101 "), "{head}");
    let mut ws = ws.unwrap();
    client.send("hello");
    assert_eq!(ws.next().await.unwrap().unwrap(), Message::text("hello"));

    let (io, mut client) = unopened();
    drop(io);
    assert_eq!(client.request("/", &[]).await, "");
}

#[tokio::test(start_paused = true)]
#[should_panic = "the peer received nothing within 300s"]
async fn waiting_in_vain_panics() {
    let (_ws, mut client) = connection().await;
    client.receive().await;
}
