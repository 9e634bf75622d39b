//! One socket, two tasks: each half must wake, whatever the other does.

use closeframe::{Close, Outcome, Role};
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_tungstenite::WebSocketStream;
use tungstenite::Message;

use crate::wire::{InRole, Reports, body, close, frames, host, other, tapped, text};

/// The writer fills the wire and waits; then the peer closes; then it reads. Both halves must go on
/// without the help of a time-out: time stands still unless everybody waits.
#[tokio::test(start_paused = true)]
async fn a_reader_whose_writer_is_blocked_wakes_and_so_does_the_writer() {
    for &role in Role::ALL {
        for reader_first in [true, false] {
            let (monitor, reports) = Reports::monitor();
            let (io, mut peer) = tokio::io::duplex(256);
            let io = monitor.tap_upgraded_in(role, io);
            let ws = WebSocketStream::from_raw_socket(io, host(role), None).await;
            let (mut sink, mut stream) = monitor.wrap_tapped(ws).split();
            let begun = tokio::time::Instant::now();

            let spawn_reader = || {
                tokio::spawn(async move {
                    let mut messages = Vec::new();
                    while let Some(message) = stream.next().await {
                        messages.push(message.unwrap());
                    }
                    messages
                })
            };
            let spawn_writer =
                || tokio::spawn(async move { sink.send(Message::binary(vec![7; 5000])).await });
            let (reader, writer) = if reader_first {
                let reader = spawn_reader();
                tokio::task::yield_now().await;
                (reader, spawn_writer())
            } else {
                let writer = spawn_writer();
                tokio::task::yield_now().await;
                (spawn_reader(), writer)
            };
            for _ in 0..10 {
                tokio::task::yield_now().await;
            }
            peer.write_all(&close(other(role), 1000, b"")).await.unwrap();
            for _ in 0..10 {
                tokio::task::yield_now().await;
            }
            let mut sent = Vec::new();
            let mut chunk = [0; 100];
            let whole = 5000 + 4 + 4 + if role == Role::Client { 8 } else { 0 };
            while sent.len() < whole {
                let read = peer.read(&mut chunk).await.unwrap();
                assert_ne!(read, 0, "ended after {} of {whole} bytes", sent.len());
                sent.extend_from_slice(&chunk[..read]);
                // Both halves get to run, in turn.
                tokio::task::yield_now().await;
            }
            assert_eq!(begun.elapsed().as_secs(), 0, "somebody slept until a time-out");
            drop(peer);
            assert_eq!(frames(&sent)[1], (0x88, body(1000, "")));
            writer.await.unwrap().unwrap();
            let messages = reader.await.unwrap();
            assert!(matches!(messages[..], [Message::Close(Some(_))]));
            assert_eq!(reports.only().outcome(), Outcome::Clean);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_writer_closes_and_the_reader_gets_the_answer() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (ws, mut peer) = tapped(&monitor, role).await;
        let (mut sink, mut stream) = ws.split();
        let reader = tokio::spawn(async move { stream.next().await.unwrap().unwrap() });
        tokio::task::yield_now().await;
        sink.send(Close::new(1001, "bye").unwrap().into()).await.unwrap();
        peer.write_all(&close(other(role), 1001, b"")).await.unwrap();
        assert!(reader.await.unwrap().is_close());
        assert_eq!(reports.only().outcome(), Outcome::Clean);
        drop(sink);
    }
}

/// The reader waits since before the close; nobody wakes it but the timer.
#[tokio::test(start_paused = true)]
async fn the_readers_timer_runs_although_only_the_writer_closed() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (ws, _peer) = tapped(&monitor, role).await;
        let (mut sink, mut stream) = ws.split();
        let reader = tokio::spawn(async move { stream.next().await.unwrap() });
        tokio::task::yield_now().await;
        sink.send(Message::Close(None)).await.unwrap();
        assert!(reader.await.unwrap().is_err());
        assert_eq!(reports.only().outcome(), Outcome::Timeout);
    }
}

#[tokio::test(start_paused = true)]
async fn a_writer_alone_still_delivers_the_answer() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (io, mut peer) = tokio::io::duplex(256);
        let io = monitor.tap_upgraded_in(role, io);
        let ws = WebSocketStream::from_raw_socket(io, host(role), None).await;
        let (mut sink, mut stream) = monitor.wrap_tapped(ws).split();
        // The wire is full, so the reader cannot write its answer, and then it goes.
        let writer =
            tokio::spawn(
                async move { sink.send(Message::binary(vec![7; 500])).await.map(|()| sink) },
            );
        tokio::task::yield_now().await;
        peer.write_all(&[text(other(role), "x"), close(other(role), 1000, b"")].concat())
            .await
            .unwrap();
        let reader = tokio::spawn(async move {
            stream.next().await;
            stream.next().await;
        });
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        reader.abort();
        assert!(reader.await.unwrap_err().is_cancelled());
        let mut sent = vec![0; 500 + 4 + 4 + if role == Role::Client { 8 } else { 0 }];
        peer.read_exact(&mut sent).await.unwrap();
        assert_eq!(frames(&sent)[1], (0x88, body(1000, "")));
        drop(writer.await.unwrap().unwrap());
        assert_eq!(reports.only().outcome(), Outcome::Clean);
    }
}
