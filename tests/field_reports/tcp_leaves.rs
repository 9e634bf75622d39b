//! The server pushes, and the client closes with 1001 and closes its file descriptor
//! at once, with data unread: what a browser's tab does that navigates away. The reset destroys our
//! answer. It was a WARN that the peer had failed, while the event's own advice called it routine.

use closeframe::{CloseReport, Role};
use futures_util::{SinkExt, StreamExt, future::join_all};
use tracing::Level;
use tungstenite::Message;

use crate::{
    each_wrapper::Kind,
    real_tcp::{accept, client, kinds, listen},
    report_line::{level, told},
    stream_and_sink::Ws,
    wire::{Reports, close},
};

const CLIENTS: usize = 20;

const PUSHES: usize = 20;

/// Bytes of a frame that is pushed: 4 are its header.
const PUSH: usize = 1004;

/// What the handler does when the client has gone.
#[derive(Debug, Clone, Copy)]
enum Handler {
    PushesOn,
    ReadsOn,
    Selects,
}

fn push() -> Message {
    Message::binary(vec![7; PUSH - 4])
}

async fn handle(handler: Handler, mut ws: Ws) {
    match handler {
        Handler::PushesOn => while ws.send(push()).await.is_ok() {},
        Handler::ReadsOn => while ws.next().await.is_some() {},
        Handler::Selects => loop {
            let (mut sink, mut stream) = (&mut ws).split();
            tokio::select! {
                read = stream.next() => if !matches!(read, Some(Ok(_))) { break },
                sent = sink.send(push()) => if sent.is_err() { break },
            }
        },
    }
}

#[tokio::test]
async fn a_client_that_closes_and_is_gone_is_routine() {
    for kind in kinds() {
        for handler in [Handler::PushesOn, Handler::ReadsOn, Handler::Selects] {
            // In tasks of their own, so that each yields to the driver.
            let connections = (0..CLIENTS).map(|_| tokio::spawn(connection(kind, handler)));
            for report in join_all(connections).await {
                let report = report.unwrap();
                let seen = told(&report);
                let told = seen.strip_suffix(" (connection_reset)");
                let told = told.or(seen.strip_suffix(" (broken_pipe)"));
                let must = "not_awaited remote 1001, sent none";
                assert_eq!(told, Some(must), "{kind:?} {handler:?}: {seen}");
                assert_eq!(level(&report), Level::DEBUG);
            }
        }
    }
}

async fn connection(kind: Kind, handler: Handler) -> CloseReport {
    let (monitor, reports) = Reports::monitor();
    let (listener, address) = listen().await;
    let (client, is_gone) = client(address, move |mut client, done| {
        // All that was pushed but for a byte.
        client.read(&mut [0; PUSHES * PUSH - 1]);
        client.write(&close(Role::Client, 1001, b""));
        drop(client);
        done.send(()).unwrap();
    });
    let (mut ws, _) = accept(kind, &monitor, &listener).await;
    for _ in 0..PUSHES {
        ws.send(push()).await.unwrap();
    }
    is_gone.await.unwrap();
    // Polls the driver, so that the runtime knows of what has arrived.
    tokio::task::yield_now().await;
    handle(handler, ws).await;
    client.join().unwrap();
    reports.only()
}
