//! What a policy changes.

use closeframe::{Close, Policy, Reply, SendWhileClosing};
use futures_util::SinkExt;
use tungstenite::Message;

use crate::{
    each_wrapper::{Socket, all, going_away, polled, settle},
    read_result::Next,
    report_line::{Said, told},
    wire::{Reports, body, close, other, text},
};

#[tokio::test(start_paused = true)]
async fn an_open_socket_that_is_dropped_leaves_the_close_of_the_policy() {
    for (kind, role) in polled() {
        let gone = Close::new(4000, "gone").unwrap();
        for (farewell, seen, sent) in [
            (Some(gone), "dropped local 4000, sent 4000", vec![(0x88, body(4000, "gone"))]),
            (Some(Close::empty()), "dropped local 1005, sent 1005", vec![(0x88, vec![])]),
            (None, "dropped none 1006, sent none", vec![]),
        ] {
            let (monitor, reports) = Reports::monitor();
            let monitor = monitor.with_policy(Policy::default().with_close_on_drop(farewell));
            let (socket, far) = Socket::open(kind, role, &monitor).await;
            drop(socket);
            assert_eq!(far.frames(), sent, "{kind:?} {role}");
            assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
        }
    }
}

/// It is asked for by the same setter, without an `Option` around it.
#[tokio::test(start_paused = true)]
async fn without_a_farewell_what_has_arrived_is_the_ending_all_the_same() {
    for (kind, role) in polled() {
        for policy in [
            Policy::default().with_close_on_drop(None),
            Policy::default().with_close_on_drop(Close::new(4000, "gone").unwrap()),
        ] {
            let (monitor, reports) = Reports::monitor();
            let (socket, far) = Socket::open(kind, role, &monitor.with_policy(policy)).await;
            far.gives(close(other(role), 1000, b""));
            drop(socket);
            assert_eq!(far.frames(), [(0x88, body(1000, ""))], "{kind:?} {role}");
            assert_eq!(told(&reports.only()), "clean remote 1000, sent 1000", "{kind:?} {role}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_sink_that_is_closed_sends_the_close_of_the_policy() {
    for (kind, role) in polled() {
        let done = Close::new(4001, "done").unwrap();
        for (ours, code, reason) in [(None, 1000, ""), (Some(done), 4001, "done")] {
            let (monitor, reports) = Reports::monitor();
            let policy = Policy::default();
            let monitor = monitor.with_policy(match ours {
                Some(close) => policy.with_close_on_sink_close(close),
                None => policy,
            });
            let (socket, far) = Socket::open(kind, role, &monitor).await;
            let mut ws = socket.into_ws();
            far.answers(close(other(role), code, b""));
            ws.close().await.unwrap();
            drop(ws);
            assert_eq!(far.frames(), [(0x88, body(code, reason))], "{kind:?} {role}");
            assert_eq!(told(&reports.only()), format!("clean local {code}, sent {code}"));
        }
    }
}

/// tungstenite's echo goes with the next read, write or flush.
#[tokio::test(start_paused = true)]
async fn an_answer_that_is_the_applications_waits_for_it() {
    for (kind, role) in all() {
        for way in ["read", "flush", "drop"] {
            // A blocking socket sends nothing from `Drop`, which might block.
            if way == "drop" && kind.is_blocking() {
                continue;
            }
            let (monitor, reports) = Reports::monitor();
            let monitor = monitor.with_policy(Policy::default().with_reply(Reply::ByApplication));
            let (mut socket, far) = Socket::open(kind, role, &monitor).await;
            far.gives(close(other(role), 4001, b"bye"));
            assert!(socket.next().await.is_close());
            settle().await;
            assert_eq!(far.sent(), b"", "{kind:?} {role}");
            assert_eq!(reports.count(), 0);
            match way {
                "read" => {
                    far.ends();
                    assert_eq!(socket.next().await, Next::Over);
                }
                "flush" => drop(socket.flush_now()),
                _ => {}
            }
            drop(socket);
            assert_eq!(far.frames(), [(0x88, body(4001, "bye"))], "{kind:?} {role} {way}");
            assert_eq!(told(&reports.only()), "clean remote 4001, sent 4001", "{kind:?} {way}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_send_may_be_refused_while_somebody_elses_close_is_on_its_way() {
    for (kind, role) in all() {
        let (monitor, reports) = Reports::monitor();
        let policy = Policy::default().with_send_while_closing(SendWhileClosing::Refuse);
        let (mut socket, far) = Socket::open(kind, role, &monitor.with_policy(policy)).await;
        let handle = socket.close_handle();
        assert!(!handle.is_closing());
        handle.close(going_away());
        assert!(handle.is_closing());
        assert_eq!(socket.next_now(), Next::NotYet);
        assert_eq!(socket.send_text("late").await, Err(Said::SendAfterClosing), "{kind:?}");
        far.gives([text(other(role), "last"), close(other(role), 1001, b"")].concat());
        assert_eq!(socket.next().await, Next::text("last"));
        assert!(socket.next().await.is_close());
        drop(socket);
        assert_eq!(far.frames(), [(0x88, body(1001, "bye"))]);
        assert_eq!(told(&reports.only()), "clean local 1001, sent 1001", "{kind:?} {role}");
    }
}

/// A closing socket says so, whoever closes.
#[tokio::test(start_paused = true)]
async fn a_handle_tells_that_a_connection_is_closing() {
    for (kind, role) in all() {
        for who in ["owner", "peer"] {
            let (monitor, _) = Reports::monitor();
            let (mut socket, far) = Socket::open(kind, role, &monitor).await;
            let handle = socket.close_handle();
            socket.send_text("hi").await.unwrap();
            assert!(!handle.is_closing());
            if who == "owner" {
                socket.send(Message::Close(None)).await.unwrap();
            } else {
                far.gives(close(other(role), 1000, b""));
                assert!(socket.next().await.is_close());
            }
            assert!(handle.is_closing(), "{kind:?} {role} {who}");
            drop(socket);
            assert!(handle.is_closing(), "{kind:?} {role} {who}: after the end");
        }
    }
}
