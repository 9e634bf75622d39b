//! In memory: somebody else asks for a close, and the owner goes on sending. Such a
//! send waits for the end, drives the close meanwhile, and then tells it.

use std::time::Duration;

use closeframe::Policy;
use futures_util::{SinkExt, StreamExt};
use tokio::time::Instant;
use tungstenite::Message;

use crate::{
    each_wrapper::{Socket, all, going_away, polled, settle},
    read_result::Next,
    report_line::{Said, told},
    wire::{Reports, body, close, other, text},
};

/// Sends until that fails. A message that is sent before the owner has looked may go ahead of the
/// close, and no other.
async fn sends_until_it_fails(socket: &mut Socket) -> (usize, Said) {
    for sent in 0.. {
        if let Err(said) = socket.send_text("push").await {
            return (sent, said);
        }
    }
    unreachable!("it goes on for ever")
}

/// What is on the wire then.
fn pushes_and_a_close(pushes: usize) -> Vec<(u8, Vec<u8>)> {
    assert!(pushes <= 1, "{pushes} were sent, and the close was asked for before them");
    let push = (0x81, b"push".to_vec());
    [vec![push; pushes], vec![(0x88, body(1001, "bye"))]].concat()
}

/// A blocking socket does the same, and its stream does the waiting.
#[tokio::test(start_paused = true)]
async fn a_send_reads_to_the_end_and_then_tells_it() {
    for (kind, role) in all() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        socket.close_handle().close(going_away());
        far.answers([text(other(role), "late"), close(other(role), 1001, b"")].concat());
        let (sent, said) = sends_until_it_fails(&mut socket).await;
        assert_eq!(said, Said::ConnectionClosed, "{kind:?} {role}");
        assert_eq!(socket.send_text("again").await, Err(Said::AlreadyClosed), "{kind:?} {role}");
        drop(socket);
        assert_eq!(far.frames(), pushes_and_a_close(sent), "{kind:?} {role}");
        assert_eq!(told(&reports.only()), "clean local 1001, sent 1001", "{kind:?} {role}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_send_waits_for_the_end_and_then_tells_it() {
    for (kind, role) in polled() {
        for late in [false, true] {
            let (monitor, reports) = Reports::monitor();
            let (mut socket, far) = Socket::open(kind, role, &monitor).await;
            let handle = socket.close_handle();
            handle.close(going_away());
            let sending = tokio::spawn(async move {
                let (sent, said) = sends_until_it_fails(&mut socket).await;
                (sent, said, socket.send_text("again").await)
            });
            settle().await;
            let last = far.frames().pop();
            assert_eq!(last, Some((0x88, body(1001, "bye"))), "{kind:?} {role}: it goes at once");
            assert!(!sending.is_finished(), "{kind:?} {role}: it does not wait");
            if late {
                // Nobody reads, so it is discarded on the owner's behalf.
                far.gives(text(other(role), "late"));
            }
            far.gives(close(other(role), 1001, b""));
            far.ends();
            let (sent, said, again) = sending.await.unwrap();
            assert_eq!(said, Said::ConnectionClosed, "{kind:?} {role}");
            assert_eq!(again, Err(Said::AlreadyClosed), "{kind:?} {role}");
            assert_eq!(far.frames(), pushes_and_a_close(sent), "{kind:?} {role}");
            assert_eq!(told(&reports.only()), "clean local 1001, sent 1001", "{kind:?} {role}");
        }
    }
}

/// After "not yet" a message counts as buffered, over a bare socket, and is there once a flush says so.
#[tokio::test(start_paused = true)]
async fn a_message_that_a_blocking_socket_has_not_taken_is_not_lost_in_silence() {
    for (kind, role) in all().filter(|(kind, _)| kind.is_blocking()) {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        socket.close_handle().close(going_away());
        for turn in 0..3 {
            let (said, flushed) = socket.send_then_flush_now(Message::text(turn.to_string()));
            let arrived = far.frames().contains(&(0x81, turn.to_string().into_bytes()));
            let silence = said == Err(Said::WOULD_BLOCK) && flushed == Ok(());
            assert!(arrived || (said != Ok(()) && !silence), "{kind:?} {role}: {turn} is lost");
        }
        far.answers(close(other(role), 1001, b""));
        socket.read_on().await;
        drop(socket);
        assert_eq!(told(&reports.only()), "clean local 1001, sent 1001", "{kind:?} {role}");
    }
}

/// The peer takes nothing, so that the close waits behind what was sent before.
#[tokio::test(start_paused = true)]
async fn a_send_that_waits_for_room_gives_way_to_the_close() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        let handle = socket.close_handle();
        far.takes_nothing();
        let sending = tokio::spawn(async move {
            let mut sent = 0;
            loop {
                match socket.send(Message::binary(vec![7; 1000])).await {
                    Ok(()) => sent += 1,
                    Err(said) => return (sent, said, socket.send_text("again").await),
                }
            }
        });
        settle().await;
        handle.close(going_away());
        settle().await;
        far.takes_all();
        settle().await;
        far.gives(close(other(role), 1001, b""));
        far.ends();
        let (sent, said, again) = sending.await.unwrap();
        assert_eq!(said, Said::ConnectionClosed, "{kind:?} {role}");
        assert_eq!(again, Err(Said::AlreadyClosed), "{kind:?} {role}");
        let frames = far.frames();
        assert_eq!(frames.last(), Some(&(0x88, body(1001, "bye"))), "{kind:?} {role}");
        assert!(frames.len() > sent, "{kind:?}: a message was lost in silence");
        assert_eq!(told(&reports.only()), "clean local 1001, sent 1001");
    }
}

#[tokio::test(start_paused = true)]
async fn a_send_waits_no_longer_than_the_close_may_take() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let monitor =
            monitor.with_policy(Policy::default().with_close_timeout(Duration::from_secs(7)));
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        socket.close_handle().close(going_away());
        let begun = Instant::now();
        let (sent, _) = sends_until_it_fails(&mut socket).await;
        assert_eq!(begun.elapsed().as_secs(), 7, "{kind:?} {role}");
        assert_eq!(socket.send_text("again").await, Err(Said::AlreadyClosed), "{kind:?} {role}");
        drop(socket);
        assert_eq!(far.frames(), pushes_and_a_close(sent), "{kind:?} {role}");
        assert_eq!(told(&reports.only()), "timeout local 1001, sent 1001 (timed_out)");
    }
}

/// A reader in another task loses nothing to a writer that waits.
#[tokio::test(start_paused = true)]
async fn a_send_that_waits_leaves_the_messages_to_who_reads() {
    const MESSAGES: usize = 20;
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (socket, far) = Socket::open(kind, role, &monitor).await;
        let handle = socket.close_handle();
        let (mut sink, stream) = socket.into_ws().split();
        let reader = tokio::spawn(stream.collect::<Vec<_>>());
        let writer = tokio::spawn(async move {
            loop {
                if let Err(said) = sink.send(Message::text("push")).await {
                    return (said, sink.send(Message::text("again")).await);
                }
                tokio::task::yield_now().await;
            }
        });
        settle().await;
        handle.close(going_away());
        settle().await;
        for n in 0..MESSAGES {
            far.gives(text(other(role), &n.to_string()));
            tokio::task::yield_now().await;
        }
        far.gives(close(other(role), 1001, b""));
        far.ends();
        let read = reader.await.unwrap();
        assert_eq!(read.len(), MESSAGES + 1, "{kind:?} {role}: {read:?}");
        for (n, read) in read[..MESSAGES].iter().enumerate() {
            assert_eq!(*read, Ok(Message::text(n.to_string())));
        }
        assert!(matches!(&read[MESSAGES], Ok(message) if message.is_close()));
        let said = writer.await.unwrap();
        assert_eq!(said, (Said::ConnectionClosed, Err(Said::AlreadyClosed)), "{kind:?} {role}");
        assert_eq!(told(&reports.only()), "clean local 1001, sent 1001");
    }
}

/// One task that reads and writes in turn, and does not spin.
#[tokio::test(start_paused = true)]
async fn a_loop_that_selects_ends_with_the_connection() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (socket, far) = Socket::open(kind, role, &monitor).await;
        let handle = socket.close_handle();
        let mut ws = socket.into_ws();
        let handler = tokio::spawn(async move {
            let mut ticks = tokio::time::interval(Duration::from_millis(20));
            let mut turns = 0;
            loop {
                turns += 1;
                tokio::select! {
                    read = ws.next() => if !matches!(read, Some(Ok(_))) { return turns },
                    _ = ticks.tick() => if ws.send(Message::text("push")).await.is_err() {
                        return turns;
                    },
                }
            }
        });
        settle().await;
        handle.close(going_away());
        tokio::time::sleep(Duration::from_millis(50)).await;
        far.gives(close(other(role), 1001, b""));
        far.ends();
        let turns = handler.await.unwrap();
        assert!(turns < 20, "{kind:?} {role}: {turns} turns, and next to nothing had happened");
        assert_eq!(told(&reports.only()), "clean local 1001, sent 1001", "{kind:?} {role}");
    }
}

/// After the owner's own close it is the owner's mistake, as over a bare socket.
#[tokio::test(start_paused = true)]
async fn after_the_owners_own_close_a_send_is_refused_at_once() {
    for (kind, role) in all() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        socket.send(Message::Close(going_away().into())).await.unwrap();
        assert_eq!(socket.send_text("late").await, Err(Said::SendAfterClosing), "{kind:?}");
        // Another close is none.
        assert_eq!(socket.send(Message::Close(None)).await, Ok(()), "{kind:?}");
        far.gives(close(other(role), 1001, b""));
        assert!(socket.next().await.is_close());
        // A blocking socket's flush tells the end then, once, as tungstenite's does.
        if !kind.is_blocking() {
            assert_eq!(socket.send(Message::Close(None)).await, Ok(()), "{kind:?}");
        }
        far.ends();
        assert_eq!(socket.next().await, Next::Over);
        drop(socket);
        assert_eq!(far.frames(), [(0x88, body(1001, "bye"))]);
        assert_eq!(told(&reports.only()), "clean local 1001, sent 1001");
    }
}

/// The owner's task asks its own handle, and closes too.
#[tokio::test(start_paused = true)]
async fn an_owner_that_has_asked_its_own_handle_closes_once() {
    for (kind, role) in all() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        let handle = socket.close_handle();
        handle.close(going_away());
        far.answers(close(other(role), 1001, b""));
        socket.close(going_away()).await.unwrap();
        let report = handle.closed().await;
        drop(socket);
        assert_eq!(far.frames(), [(0x88, body(1001, "bye"))]);
        assert_eq!(told(&report), "clean local 1001, sent 1001", "{kind:?} {role}");
        reports.only();
    }
}

/// A sender that waits asks again and again whether somebody reads. Here it does so no more, since a
/// `select!` has dropped it: the reader's time must run all the same.
#[tokio::test(start_paused = true)]
async fn a_reader_waits_no_longer_than_the_close_may_take_although_a_send_was_given_up() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        let begun = Instant::now();
        socket.close_handle().close(going_away());
        let _ = socket.flush_now();
        socket.feed(Message::text("waits"));
        assert_eq!(socket.next_now(), Next::NotYet, "{kind:?} {role}: the reader is there");
        socket.feed(Message::text("waits"));
        socket.read_on().await;
        assert_eq!(begun.elapsed().as_secs(), 10, "{kind:?} {role}");
        drop(socket);
        assert_eq!(far.frames(), [(0x88, body(1001, "bye"))], "{kind:?} {role}");
        let seen = "timeout local 1001, sent 1001 (timed_out)";
        assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
    }
}
