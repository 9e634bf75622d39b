//! `finish_on_drop`: a socket that is dropped goes on in a task of its own until its handshake is
//! finished, for as long as a close may take.

use std::time::Duration;

use closeframe::Close;
use tokio::time::{Instant, sleep};
use tungstenite::Message;

use crate::{
    each_wrapper::{Socket, going_away, polled, settle},
    gated_io::RESET,
    report_line::told,
    wire::{Reports, body, close, other, text},
};

#[tokio::test(start_paused = true)]
async fn a_close_that_is_sent_and_let_go_is_finished() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open_to_be_finished(kind, role, &monitor).await;
        socket.send(Message::Close(going_away().into())).await.unwrap();
        drop(socket);
        settle().await;
        assert_eq!(reports.count(), 0, "{kind:?} {role}: the peer has its time");
        sleep(Duration::from_secs(5)).await;
        far.gives(text(other(role), "late"));
        far.gives(close(other(role), 1001, b""));
        far.ends();
        settle().await;
        assert_eq!(far.frames(), [(0x88, body(1001, "bye"))]);
        assert_eq!(told(&reports.only()), "clean local 1001, sent 1001", "{kind:?} {role}");
        assert!(far.sees_the_end());
    }
}

/// A close that could not leave when the socket was dropped leaves later.
#[tokio::test(start_paused = true)]
async fn a_close_that_waits_for_room_leaves_after_the_drop() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open_to_be_finished(kind, role, &monitor).await;
        far.takes_nothing();
        socket.begin_close(going_away());
        drop(socket);
        settle().await;
        far.answers(close(other(role), 1001, b""));
        far.takes_all();
        settle().await;
        assert_eq!(far.frames(), [(0x88, body(1001, "bye"))], "{kind:?} {role}");
        assert_eq!(told(&reports.only()), "clean local 1001, sent 1001", "{kind:?} {role}");
    }
}

/// The handshake is finished, and it was the application that let go all the same.
#[tokio::test(start_paused = true)]
async fn the_farewell_of_an_open_socket_is_answered() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (socket, far) = Socket::open_to_be_finished(kind, role, &monitor).await;
        drop(socket);
        settle().await;
        assert_eq!(far.frames(), [(0x88, body(1001, ""))], "{kind:?} {role}");
        far.gives(close(other(role), 1001, b"ok"));
        far.ends();
        settle().await;
        let report = reports.only();
        assert_eq!(told(&report), "dropped local 1001, sent 1001", "{kind:?} {role}");
        assert_eq!(report.received_code().unwrap(), 1001);
    }
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_had_closed_is_answered() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (socket, far) = Socket::open_to_be_finished(kind, role, &monitor).await;
        far.takes_nothing();
        far.gives(close(other(role), 1000, b""));
        drop(socket);
        settle().await;
        far.takes_all();
        settle().await;
        assert_eq!(far.frames(), [(0x88, body(1000, ""))], "{kind:?} {role}");
        assert_eq!(told(&reports.only()), "clean remote 1000, sent 1000", "{kind:?} {role}");
    }
}

#[tokio::test(start_paused = true)]
async fn nobody_is_waited_for_longer_than_a_close_may_take() {
    for (kind, role) in polled() {
        for ending in ["silent", "gone"] {
            let (monitor, reports) = Reports::monitor();
            let (mut socket, far) = Socket::open_to_be_finished(kind, role, &monitor).await;
            socket.send(Message::Close(going_away().into())).await.unwrap();
            drop(socket);
            let begun = Instant::now();
            let seen = match ending {
                "silent" => "timeout local 1001, sent 1001 (timed_out)",
                _ => {
                    far.breaks(RESET);
                    "unanswered local 1001, sent 1001 (connection_reset)"
                }
            };
            while reports.count() == 0 {
                sleep(Duration::from_millis(100)).await;
                assert!(begun.elapsed() < Duration::from_secs(11), "{kind:?} {role}: no report");
            }
            assert_eq!(begun.elapsed().as_secs(), if ending == "silent" { 10 } else { 0 });
            assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
            settle().await;
            assert!(far.sees_the_end());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_drain_waits_for_those_that_are_finishing() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open_to_be_finished(kind, role, &monitor).await;
        socket.send(Message::Close(going_away().into())).await.unwrap();
        drop(socket);
        let drain = monitor.drain(Close::normal(), Duration::ZERO, Duration::from_secs(8));
        let peer = async {
            sleep(Duration::from_secs(3)).await;
            far.gives(close(other(role), 1001, b""));
            far.ends();
        };
        let begun = Instant::now();
        let (drained, ()) = tokio::join!(drain, peer);
        assert_eq!(begun.elapsed().as_secs(), 3, "{kind:?} {role}");
        assert_eq!(drained.clean, 1, "{drained:?}");
        assert_eq!(told(&reports.only()), "clean local 1001, sent 1001");
    }
}

/// Nothing can be spawned there, so it is dropped as any other.
#[test]
fn outside_a_runtime_a_socket_is_let_go_at_once() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (socket, far) = runtime.block_on(Socket::open_to_be_finished(kind, role, &monitor));
        drop(socket);
        assert_eq!(far.frames(), [(0x88, body(1001, ""))], "{kind:?} {role}");
        assert_eq!(told(&reports.only()), "dropped local 1001, sent 1001", "{kind:?} {role}");
    }
}
