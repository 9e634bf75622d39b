//! The application lets go of a socket: what has arrived by then is read first, and what it lets go
//! of is named as what it is.

use std::time::Duration;

use closeframe::Role;
use tokio::time::sleep;
use tracing::Level;
use tungstenite::Message;

use crate::{
    each_wrapper::{Socket, all, going_away, polled, tapped},
    gated_io::RESET,
    report_line::{level, told},
    wire::{Reports, body, close, frame, other, raw_frame, text},
};

/// What had arrived, what must be told, and the codes of the closes that must be sent.
type Arrived = (Vec<u8>, &'static str, Vec<u8>);

fn arrived(role: Role) -> Vec<Arrived> {
    let peer = other(role);
    let unmasked = if role == Role::Server { "unmasked_frame" } else { "masked_frame" };
    let unmasked = format!("protocol_error local 1002, sent 1002 ({unmasked})").leak();
    vec![
        (vec![], "dropped local 1001, sent 1001", body(1001, "")),
        (text(peer, "hi"), "dropped local 1001, sent 1001", body(1001, "")),
        (close(peer, 1000, b"done"), "clean remote 1000, sent 1000", body(1000, "done")),
        (
            [text(peer, "hi"), close(peer, 4001, b"")].concat(),
            "clean remote 4001, sent 4001",
            body(4001, ""),
        ),
        (frame(peer, 0x88, b""), "clean remote 1005, sent 1005", vec![]),
        // A text in the wrong mask, and one that is not UTF-8.
        (raw_frame(0x81, role == Role::Client, b"x"), unmasked, body(1002, "")),
        (
            frame(peer, 0x81, b"\xFF"),
            "invalid_payload local 1007, sent 1007 (invalid_utf8)",
            body(1007, ""),
        ),
    ]
}

/// In memory.
#[tokio::test(start_paused = true)]
async fn what_has_arrived_is_read_before_an_open_socket_is_let_go() {
    for (kind, role) in polled() {
        for (bytes, seen, payload) in arrived(role) {
            let what = format!("{kind:?} {role}, {bytes:02x?}: {seen}");
            let (monitor, reports) = Reports::monitor();
            let (mut socket, far) = Socket::open(kind, role, &monitor).await;
            socket.send_text("tick").await.unwrap();
            if !bytes.is_empty() {
                far.gives(bytes);
            }
            socket.send_text("tick").await.ok();
            drop(socket);
            let mut sent = far.frames();
            assert_eq!(sent.pop(), Some((0x88, payload)), "{what}");
            assert!(sent.iter().all(|(first, _)| *first == 0x81));
            assert_eq!(told(&reports.only()), seen, "{what}");
            // axum's socket cannot discard what follows a fault, so it may be held for a while.
            sleep(Duration::from_secs(2)).await;
            assert!(far.sees_the_end(), "{what}");
        }
    }
}

/// The peer has ended TCP, or reset it.
#[tokio::test(start_paused = true)]
async fn an_end_of_tcp_that_has_arrived_is_the_ending() {
    for (kind, role) in polled() {
        for unread in ["", "hi"] {
            for reset in [false, true] {
                let (monitor, reports) = Reports::monitor();
                let (mut socket, far) = Socket::open(kind, role, &monitor).await;
                socket.send_text("tick").await.unwrap();
                if !unread.is_empty() {
                    far.gives(text(other(role), unread));
                }
                let seen = if reset {
                    far.breaks(RESET);
                    "reset none 1006, sent none (connection_reset)"
                } else {
                    far.ends();
                    "eof none 1006, sent none (eof)"
                };
                drop(socket);
                assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
                assert_eq!(level(&reports.only()), Level::INFO);
            }
        }
    }
}

/// An illegal code is seen by a tap alone.
#[tokio::test(start_paused = true)]
async fn an_illegal_close_that_has_arrived_is_the_ending() {
    for (kind, role) in tapped().filter(|(kind, _)| !kind.is_blocking()) {
        let (monitor, reports) = Reports::monitor();
        let (socket, far) = Socket::open(kind, role, &monitor).await;
        far.gives(close(other(role), 999, b""));
        drop(socket);
        let seen = "protocol_error remote 999, sent 1002 (invalid_close_code)";
        assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
        let sent = far.frames();
        assert!(matches!(&sent[..], [(0x88, payload)] if payload[..2] == [0x03, 0xEA]), "{sent:?}");
    }
}

/// The peer's close is the ending even where a panic lets go.
#[tokio::test(start_paused = true)]
async fn a_close_that_has_arrived_is_the_ending_of_a_handler_that_panics() {
    for (kind, role) in polled() {
        for closes in [false, true] {
            let (monitor, reports) = Reports::monitor();
            let (socket, far) = Socket::open(kind, role, &monitor).await;
            if closes {
                far.gives(close(other(role), 1000, b""));
            }
            let handler = tokio::spawn(async move {
                let _socket = socket;
                panic!("on purpose");
            });
            assert!(handler.await.unwrap_err().is_panic());
            let (seen, code) = match closes {
                true => ("clean remote 1000, sent 1000", 1000),
                false => ("panicked local 1011, sent 1011", 1011),
            };
            assert_eq!(far.frames(), [(0x88, body(code, ""))]);
            assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
        }
    }
}

/// It was told as if the peer had failed.
#[tokio::test(start_paused = true)]
async fn a_closing_socket_that_is_let_go_is_abandoned() {
    for (kind, role) in all() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        socket.send(Message::Close(going_away().into())).await.unwrap();
        drop(socket);
        assert_eq!(far.frames(), [(0x88, body(1001, "bye"))]);
        assert_eq!(told(&reports.only()), "abandoned local 1001, sent 1001", "{kind:?} {role}");
        assert_eq!(level(&reports.only()), Level::INFO);
    }
}

/// The peer has heard nothing of it.
#[tokio::test(start_paused = true)]
async fn a_close_that_is_let_go_before_it_has_left_is_none() {
    for (kind, role) in all() {
        for partly in [0, 3] {
            let (monitor, reports) = Reports::monitor();
            let (mut socket, far) = Socket::open(kind, role, &monitor).await;
            far.takes(partly);
            socket.begin_close(going_away());
            drop(socket);
            assert_eq!(far.frames(), []);
            assert_eq!(told(&reports.only()), "abandoned none 1006, sent none", "{kind:?} {role}");
        }
    }
}

/// A handle asks, and the owner lets go before it looks.
#[tokio::test(start_paused = true)]
async fn a_close_that_was_asked_for_is_tried_once_when_the_socket_is_let_go() {
    for (kind, role) in polled() {
        for blocked in [false, true] {
            let (monitor, reports) = Reports::monitor();
            let (socket, far) = Socket::open(kind, role, &monitor).await;
            if blocked {
                far.takes_nothing();
            }
            socket.close_handle().close(going_away());
            drop(socket);
            let (seen, sent) = match blocked {
                true => ("abandoned none 1006, sent none", vec![]),
                false => ("abandoned local 1001, sent 1001", vec![(0x88, body(1001, "bye"))]),
            };
            assert_eq!(far.frames(), sent, "{kind:?} {role}");
            assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
        }
    }
}

/// The same look as into an open socket.
#[tokio::test(start_paused = true)]
async fn what_has_arrived_is_read_before_a_closing_socket_is_let_go() {
    for (kind, role) in polled() {
        for answer in ["close", "text and close", "end", "reset"] {
            let (monitor, reports) = Reports::monitor();
            let (mut socket, far) = Socket::open(kind, role, &monitor).await;
            socket.send(Message::Close(going_away().into())).await.unwrap();
            let seen = match answer {
                "close" => {
                    far.gives(close(other(role), 1001, b""));
                    "clean local 1001, sent 1001"
                }
                "text and close" => {
                    far.gives([text(other(role), "late"), close(other(role), 1001, b"")].concat());
                    "clean local 1001, sent 1001"
                }
                "end" => {
                    far.ends();
                    "unanswered local 1001, sent 1001 (eof)"
                }
                _ => {
                    far.breaks(RESET);
                    "unanswered local 1001, sent 1001 (connection_reset)"
                }
            };
            drop(socket);
            assert_eq!(far.frames(), [(0x88, body(1001, "bye"))]);
            assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
        }
    }
}
