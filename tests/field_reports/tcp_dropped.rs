//! An open socket is dropped while the peer's close, a text, or FIN lies unread in
//! the system, and Nagle holds what was written last. What closed TCP with input unread sent a reset,
//! and the reset destroyed the farewell: 20 of 20.

use std::thread::JoinHandle;

use closeframe::{Outcome, Role};
use futures_util::{SinkExt, future::join_all};
use tungstenite::Message;

use crate::{
    each_wrapper::Kind,
    real_tcp::{Got, accept, client, kinds, listen},
    report_line::told,
    wire::{Reports, body, close, text},
};

const CLIENTS: usize = 20;

/// What the client has sent that lies unread, and what it and the report must tell.
async fn ticks_and_drops(
    unread: Vec<u8>,
    shuts: bool,
    farewell: Option<(u8, Vec<u8>)>,
    seen: &'static str,
) {
    for kind in kinds() {
        // In tasks of their own, so that each yields to the driver.
        let connections =
            (0..CLIENTS).map(|_| tokio::spawn(connection(kind, unread.clone(), shuts)));
        for connection in join_all(connections).await {
            let (client, told) = connection.unwrap();
            assert_eq!(told, seen, "{kind:?}");
            let (frames, end) = client.join().unwrap();
            assert!(end.is_ok(), "{kind:?}: {end:?} after {frames:?}");
            if farewell.is_some() {
                assert_eq!(frames.last(), farewell.as_ref(), "{kind:?}");
            }
        }
    }
}

/// What a client got, and how its connection ended.
async fn connection(kind: Kind, unread: Vec<u8>, shuts: bool) -> (JoinHandle<Got>, String) {
    let (monitor, reports) = Reports::monitor();
    let (listener, address) = listen().await;
    let (client, arrived) = client(address, move |mut client, done| {
        client.read(&mut [0; 6]);
        client.write(&unread);
        if shuts {
            client.shut();
        }
        done.send(()).unwrap();
        client.frames_to_the_end()
    });
    let (mut ws, _) = accept(kind, &monitor, &listener).await;
    ws.send(Message::text("tick")).await.unwrap();
    arrived.await.unwrap();
    // Polls the driver, so that the runtime knows of what has arrived.
    tokio::task::yield_now().await;
    ws.send(Message::text("tick")).await.ok();
    drop(ws);
    (client, told(&reports.only()))
}

#[tokio::test]
async fn a_close_that_lies_unread_is_answered_and_is_the_ending() {
    let answer = (0x88, body(1000, "done"));
    let seen = "clean remote 1000, sent 1000";
    ticks_and_drops(close(Role::Client, 1000, b"done"), false, Some(answer), seen).await;
}

#[tokio::test]
async fn the_farewell_arrives_although_a_text_lies_unread() {
    let farewell = (0x88, body(1001, ""));
    let seen = "dropped local 1001, sent 1001";
    ticks_and_drops(text(Role::Client, "unread"), false, Some(farewell), seen).await;
}

#[tokio::test]
async fn an_end_of_tcp_that_lies_unread_is_the_ending() {
    ticks_and_drops(vec![], true, None, "eof none 1006, sent none (eof)").await;
}

#[tokio::test]
async fn a_close_behind_a_text_is_the_ending_although_tcp_has_ended() {
    let unread = [text(Role::Client, "unread"), close(Role::Client, 4001, b"")].concat();
    let answer = (0x88, body(4001, ""));
    ticks_and_drops(unread, true, Some(answer), "clean remote 4001, sent 4001").await;
}

/// What the io of a runtime says that shuts down is about the runtime.
#[test]
fn a_runtime_that_shuts_down_is_no_ending_of_the_transport() {
    for kind in kinds() {
        let (monitor, reports) = Reports::monitor();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let client = runtime.block_on(async {
            let (listener, address) = listen().await;
            let (client, _) = client(address, |client, _| client.frames_to_the_end());
            let (ws, _) = accept(kind, &monitor, &listener).await;
            tokio::spawn(async move {
                let _ws = ws;
                std::future::pending::<()>().await;
            });
            client
        });
        drop(runtime);
        assert_eq!(reports.only().outcome(), Outcome::Dropped, "{kind:?}");
        let (frames, end) = client.join().unwrap();
        assert!(end.is_ok(), "{kind:?}: {end:?} after {frames:?}");
        let left = reports.only().sent_code().is_some();
        assert_eq!(frames.len(), usize::from(left), "{kind:?}: {}", told(&reports.only()));
    }
}
