//! A drain, or a handle, closes connections whose handlers go on sending. The next
//! send failed, `?` dropped the socket, and up to 18 of 20 endings were `unanswered` although every
//! client had got the close and answered it.

use std::time::Duration;

use closeframe::{Close, CloseHandle};
use futures_util::{SinkExt, StreamExt, future::join_all};
use tokio::{
    net::TcpStream,
    sync::mpsc,
    time::{MissedTickBehavior, interval},
};
use tungstenite::Message;

use crate::{
    each_wrapper::Kind,
    real_tcp::{accept, kinds, listen},
    report_line::{Said, told},
    stream_and_sink::Ws,
    wire::Reports,
};

const CLIENTS: usize = 20;

/// The handlers of the README, of axum's examples, and of those who push.
#[derive(Debug, Clone, Copy)]
enum Handler {
    Echoes,
    SplitsInTwoTasks,
    Selects,
}

/// What a send came to that failed, and the next one.
type Failed = (Said, Option<Said>);

async fn fails_again(ws: &mut (impl SinkExt<Message, Error = Said> + Unpin), said: Said) -> Failed {
    (said, ws.send(Message::text("again")).await.err())
}

async fn echoes(mut ws: Ws) -> Option<Failed> {
    while let Some(message) = ws.next().await {
        let Ok(message) = message else { return None };
        if message.is_text() {
            // `?`, but for what the next send says.
            if let Err(said) = ws.send(message).await {
                return Some(fails_again(&mut ws, said).await);
            }
        }
    }
    None
}

async fn splits_in_two_tasks(ws: Ws, pause: Duration) -> Option<Failed> {
    let (mut sink, mut stream) = ws.split();
    let mut writer = tokio::spawn(async move {
        let mut ticks = interval(pause);
        loop {
            ticks.tick().await;
            if let Err(said) = sink.send(Message::text("push")).await {
                return fails_again(&mut sink, said).await;
            }
        }
    });
    let mut reader = tokio::spawn(async move { while let Some(Ok(_)) = stream.next().await {} });
    tokio::select! {
        failed = &mut writer => {
            reader.abort();
            failed.ok()
        }
        _ = &mut reader => {
            writer.abort();
            None
        }
    }
}

async fn selects(mut ws: Ws, pause: Duration) -> Option<Failed> {
    let mut ticks = interval(pause);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        tokio::select! {
            read = ws.next() => match read {
                Some(Ok(_)) => {}
                _ => return None,
            },
            _ = ticks.tick() => if let Err(said) = ws.send(Message::text("push")).await {
                return Some(fails_again(&mut ws, said).await);
            },
        }
    }
}

/// A bare client that talks, answers the close, and tells its code.
async fn talks(tcp: TcpStream, pause: Duration, met: mpsc::Sender<()>) -> Option<u16> {
    let (mut ws, _) = tokio_tungstenite::client_async("ws://localhost/", tcp).await.unwrap();
    let mut ticks = interval(pause);
    let mut told = None;
    loop {
        tokio::select! {
            read = ws.next() => match read {
                Some(Ok(Message::Close(frame))) => told = Some(frame.unwrap().code.into()),
                Some(Ok(_)) => drop(met.try_send(())),
                _ => return told,
            },
            _ = ticks.tick(), if told.is_none() => drop(ws.send(Message::text("hi")).await),
        }
    }
}

async fn everybody_is_answered(kind: Kind, handler: Handler, pause: Duration, drains: bool) {
    let what = format!("{kind:?} {handler:?} {pause:?}, drain: {drains}");
    let (monitor, reports) = Reports::monitor();
    let (listener, address) = listen().await;
    let (mut handlers, mut clients, mut handles, mut meetings) = (vec![], vec![], vec![], vec![]);
    for _ in 0..CLIENTS {
        let (met, has_met) = mpsc::channel(1);
        meetings.push(has_met);
        let tcp = TcpStream::connect(address).await.unwrap();
        clients.push(tokio::spawn(talks(tcp, pause, met)));
        let (ws, handle) = accept(kind, &monitor, &listener).await;
        handles.push(handle);
        handlers.push(tokio::spawn(async move {
            match handler {
                Handler::Echoes => echoes(ws).await,
                Handler::SplitsInTwoTasks => splits_in_two_tasks(ws, pause).await,
                Handler::Selects => selects(ws, pause).await,
            }
        }));
    }
    for has_met in &mut meetings {
        has_met.recv().await.unwrap();
    }
    let close = Close::new(1001, "deploying").unwrap();
    if drains {
        let drained = monitor.drain(close, Duration::ZERO, Duration::from_secs(8)).await;
        assert_eq!(drained.clean, CLIENTS, "{what}: {drained:?}");
    } else {
        handles.iter().for_each(|handle| handle.close(close.clone()));
        join_all(handles.iter().map(|handle| handle.closed())).await;
    }
    let told_clients = join_all(clients).await;
    assert!(told_clients.iter().all(|told| matches!(told, Ok(Some(1001)))), "{what}");
    for failed in join_all(handlers).await.into_iter().filter_map(Result::unwrap) {
        assert_eq!(failed, (Said::ConnectionClosed, Some(Said::AlreadyClosed)), "{what}");
    }
    assert_eq!(reports.count(), CLIENTS);
    for report in handles.iter().filter_map(CloseHandle::close_report) {
        assert_eq!(told(&report), "clean local 1001, sent 1001", "{what}");
    }
}

async fn every_way(handler: Handler) {
    for kind in kinds() {
        for pause in [1, 20].map(Duration::from_millis) {
            for drains in [true, false] {
                everybody_is_answered(kind, handler, pause, drains).await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handler_that_echoes_with_a_question_mark_leaves_a_finished_handshake() {
    every_way(Handler::Echoes).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handler_of_two_tasks_leaves_a_finished_handshake() {
    every_way(Handler::SplitsInTwoTasks).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handler_that_pushes_while_it_reads_leaves_a_finished_handshake() {
    every_way(Handler::Selects).await;
}
