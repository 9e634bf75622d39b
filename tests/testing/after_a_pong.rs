//! What a reader hears behind the pong that answers a ping of the keepalive's.

use std::time::Duration;

use closeframe::{
    Keepalive, Policy,
    testing::{Recorder, pair},
};
use futures_util::StreamExt;
use tokio::time::{Instant, timeout};
use tungstenite::Message;

#[tokio::test(start_paused = true)]
async fn a_message_behind_it_is_heard_at_once() {
    let policy = Policy::default().with_keepalive(Keepalive::default());
    let (mut ws, mut client) = pair(&Recorder::default().monitor().with_policy(policy)).await;
    let reader = tokio::spawn(async move { (ws.next().await, Instant::now(), ws) });
    // The ping comes after 20 s, and is answered while the peer receives.
    let _ = timeout(Duration::from_secs(25), client.receive()).await;
    let sent = Instant::now();
    client.send(Message::text("hello"));
    let (message, heard, _ws) = reader.await.unwrap();
    assert_eq!(message.unwrap().unwrap(), Message::text("hello"));
    assert!(heard - sent < Duration::from_millis(10), "heard after {:?}", heard - sent);
}
