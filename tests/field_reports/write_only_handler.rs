//! A handler that only writes. The client closes and waits, and bare sockets do not
//! notice until a write fails: what users of axum complain of most. Over a tap the next send does.

use std::time::Duration;

use closeframe::Role;
use futures_util::{SinkExt, StreamExt};
use tokio::time::sleep;
use tungstenite::Message;

use crate::{
    each_wrapper::{Kind, Socket, async_and_tapped, settle},
    gated_io::RESET,
    read_result::Next,
    real_tcp,
    report_line::told,
    wire::{Reports, body, close, other, text},
};

#[tokio::test(start_paused = true)]
async fn the_next_send_tells_that_the_peer_has_closed_or_gone() {
    for (kind, role) in async_and_tapped() {
        for ending in ["close", "end", "reset"] {
            let (monitor, reports) = Reports::monitor();
            let (mut socket, far) = Socket::open(kind, role, &monitor).await;
            socket.send_text("tick").await.unwrap();
            let (seen, answer) = match ending {
                "close" => {
                    far.gives(close(other(role), 1001, b"bye"));
                    ("clean remote 1001, sent 1001", vec![(0x88, body(1001, "bye"))])
                }
                "end" => {
                    far.ends();
                    ("eof none 1006, sent none (eof)", vec![])
                }
                _ => {
                    far.breaks(RESET);
                    ("reset none 1006, sent none (connection_reset)", vec![])
                }
            };
            settle().await;
            assert!(socket.send_text("tick").await.is_err(), "{kind:?} {role} {ending}");
            drop(socket);
            // The message that told may have left before.
            let sent = far.frames().into_iter().filter(|(first, _)| *first != 0x81);
            assert_eq!(sent.collect::<Vec<_>>(), answer, "{kind:?} {role} {ending}");
            assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
        }
    }
}

/// It looks ahead, and eats nothing.
#[tokio::test(start_paused = true)]
async fn what_comes_in_while_only_writing_is_there_for_who_reads_later() {
    for (kind, role) in async_and_tapped() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        for n in 0..20 {
            far.gives(text(other(role), &n.to_string()));
            socket.send_text("tick").await.unwrap();
        }
        for n in 0..20 {
            assert_eq!(socket.next().await, Next::text(&n.to_string()), "{kind:?} {role}");
        }
        far.gives(text(other(role), "last"));
        socket.send_text("tick").await.unwrap();
        far.gives(close(other(role), 4001, b""));
        settle().await;
        // Whether it tells or not: the text comes before the close.
        let _ = socket.send_text("tick").await;
        assert_eq!(socket.next().await, Next::text("last"), "{kind:?} {role}");
        assert!(socket.next().await.is_close(), "{kind:?} {role}");
        drop(socket);
        assert_eq!(told(&reports.only()), "clean remote 4001, sent 4001");
    }
}

/// More comes in than is looked at ahead: nobody is blamed, and nothing is lost.
#[tokio::test(start_paused = true)]
async fn a_flood_that_nobody_reads_ends_nothing() {
    const MESSAGES: usize = 1_000;
    for (kind, role) in async_and_tapped() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        let flood = "x".repeat(1_000);
        for _ in 0..MESSAGES {
            far.gives(text(other(role), &flood));
        }
        for _ in 0..50 {
            socket.send_text("tick").await.unwrap();
        }
        assert_eq!(reports.count(), 0);
        for _ in 0..MESSAGES {
            assert_eq!(socket.next().await, Next::text(&flood));
        }
    }
}

/// The handler of those threads: it pushes, and looks at nothing but what its sends say.
#[tokio::test]
async fn a_handler_that_only_writes_answers_the_clients_close() {
    let (monitor, reports) = Reports::monitor();
    let (listener, address) = real_tcp::listen().await;
    let (client, closed) = real_tcp::client(address, |mut client, done| {
        client.read(&mut [0; 6]);
        client.write(&close(Role::Client, 1000, b"done"));
        done.send(()).unwrap();
        client.frames_to_the_end()
    });
    let (mut ws, _) = real_tcp::accept(Kind::AsyncTapped, &monitor, &listener).await;
    ws.send(Message::text("tick")).await.unwrap();
    closed.await.unwrap();
    // Polls the driver, so that the runtime knows of what has arrived.
    tokio::task::yield_now().await;
    assert!(ws.send(Message::text("tick")).await.is_err());
    // Reading on still tells.
    while ws.next().await.is_some() {}
    drop(ws);
    let (frames, end) = client.join().unwrap();
    assert!(end.is_ok(), "{end:?}");
    assert_eq!(frames.last(), Some(&(0x88, body(1000, "done"))));
    assert_eq!(told(&reports.only()), "clean remote 1000, sent 1000");
}

/// What tungstenite has in its buffer, behind the message that was read, nobody can see from below.
#[tokio::test(start_paused = true)]
async fn who_answers_a_message_twice_gets_the_next_although_a_close_follows() {
    for (kind, role) in async_and_tapped() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        let peer = other(role);
        far.gives([text(peer, "a"), text(peer, "b"), close(peer, 1000, b"")].concat());
        for expected in ["a", "b"] {
            assert_eq!(socket.next().await, Next::text(expected), "{kind:?} {role}");
            for _ in 0..3 {
                socket
                    .send_text("answer")
                    .await
                    .unwrap_or_else(|error| panic!("{kind:?} {role}: {error:?}"));
            }
        }
        assert!(socket.next().await.is_close(), "{kind:?} {role}");
        drop(socket);
        assert_eq!(told(&reports.only()), "clean remote 1000, sent 1000", "{kind:?} {role}");
    }
}

/// A flush that had to wait is no reason to stop looking.
#[tokio::test(start_paused = true)]
async fn a_flush_that_waited_once_does_not_hide_the_end() {
    for (kind, role) in async_and_tapped() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        let peer = other(role);
        far.gives(text(peer, "subscribe"));
        assert_eq!(socket.next().await, Next::text("subscribe"), "{kind:?} {role}");
        far.takes_nothing();
        far.gives(close(peer, 1000, b""));
        socket.feed(Message::text("one"));
        assert_eq!(socket.flush_now(), None, "{kind:?} {role}");
        far.takes_all();
        assert_eq!(socket.flush_now(), Some(Ok(())), "{kind:?} {role}");
        // Its own answer comes late: no time runs meanwhile.
        sleep(Duration::from_secs(60)).await;
        let mut sent = 0;
        while socket.send_text("more").await.is_ok() {
            sent += 1;
            assert!(sent < 10, "{kind:?} {role}");
        }
        drop(socket);
        assert_eq!(told(&reports.only()), "clean remote 1000, sent 1000", "{kind:?} {role}");
    }
}
