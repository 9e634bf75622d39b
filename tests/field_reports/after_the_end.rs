//! After the end: the same errors as of a bare socket, once, and a report that nothing changes.

use closeframe::{Close, Role};
use tungstenite::{Error, Message};

use crate::{
    each_wrapper::{Socket, all, going_away},
    gated_io::{BROKEN_PIPE, Fails, RESET},
    read_result::Next,
    report_line::{Said, told},
    wire::{Reports, Script, blocking, blocking_tapped, close, other},
};

fn said<T: std::fmt::Debug>(result: Result<T, Error>) -> Said {
    Said::of(&result.unwrap_err())
}

/// Tungstenite documents the loop, which ran for ever at 20 million calls a
/// second.
#[test]
fn a_loop_that_flushes_until_the_connection_is_closed_ends() {
    // A macro, as the two kinds of socket have no trait in common.
    macro_rules! flushes_to_the_end {
        ($ws:expr) => {
            let mut ws = $ws;
            assert!(ws.read().unwrap().is_close());
            assert_eq!(said(ws.flush()), Said::ConnectionClosed);
            for _ in 0..3 {
                assert_eq!(said(ws.flush()), Said::AlreadyClosed);
                assert_eq!(said(ws.read()), Said::AlreadyClosed);
                assert_eq!(said(ws.send(Message::text("late"))), Said::AlreadyClosed);
            }
        };
    }
    let (monitor, reports) = Reports::monitor();
    let input = close(Role::Client, 1000, b"");
    flushes_to_the_end!(blocking(&monitor, Role::Server, Script::new(input.clone()).0));
    assert!(reports.last().is_clean());
    flushes_to_the_end!(blocking_tapped(&monitor, Role::Server, Script::new(input).0));
    assert!(reports.last().is_clean());
}

/// Whether it is asked by reading or by flushing, the end is told once.
#[test]
fn the_end_is_told_once_to_who_reads_on() {
    for &role in Role::ALL {
        for ours_first in [false, true] {
            let (monitor, reports) = Reports::monitor();
            let (io, _) = Script::new(close(other(role), 1000, b""));
            let mut ws = blocking_tapped(&monitor, role, io);
            if ours_first {
                ws.close(Close::normal().into()).unwrap();
            }
            assert!(ws.read().unwrap().is_close());
            assert_eq!(said(ws.read()), Said::ConnectionClosed, "{role}");
            assert_eq!(said(ws.read()), Said::AlreadyClosed);
            assert_eq!(said(ws.flush()), Said::AlreadyClosed);
            assert!(reports.only().is_clean());
        }
    }
}

/// `flush` and `close` said `Ok` for ever.
#[test]
fn after_an_end_without_a_close_nothing_is_flushed_and_nothing_closed() {
    let (monitor, reports) = Reports::monitor();
    let mut ws = blocking(&monitor, Role::Server, Script::new([]).0);
    assert_eq!(said(ws.read()), Said::Eof);
    let closed = [Said::ConnectionClosed, Said::AlreadyClosed];
    assert!(closed.contains(&said(ws.flush())));
    assert_eq!(said(ws.flush()), Said::AlreadyClosed);
    assert_eq!(said(ws.close(None)), Said::AlreadyClosed);
    assert_eq!(said(ws.read()), Said::AlreadyClosed);
    assert_eq!(told(&reports.only()), "eof none 1006, sent none (eof)");
}

#[tokio::test(start_paused = true)]
async fn a_late_message_finds_the_connection_already_closed() {
    for (kind, role) in all() {
        for ending in ["end", "their close", "our close", "reset"] {
            let (monitor, reports) = Reports::monitor();
            let (mut socket, far) = Socket::open(kind, role, &monitor).await;
            let seen = match ending {
                "end" => "eof none 1006, sent none (eof)",
                "reset" => {
                    far.breaks(RESET);
                    "reset none 1006, sent none (connection_reset)"
                }
                "our close" => {
                    socket.send(Message::Close(going_away().into())).await.unwrap();
                    far.gives(close(other(role), 1001, b""));
                    "clean local 1001, sent 1001"
                }
                _ => {
                    far.gives(close(other(role), 1000, b""));
                    "clean remote 1000, sent 1000"
                }
            };
            far.ends();
            assert_ne!(socket.next().await, Next::Over);
            assert_eq!(socket.next().await, Next::Over, "{kind:?} {role} {ending}");
            for _ in 0..2 {
                let late = socket.send_text("late").await;
                assert_eq!(late, Err(Said::AlreadyClosed), "{kind:?} {role} {ending}");
            }
            drop(socket);
            assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_after_both_closes_changes_nothing() {
    const KINDS: [Fails; 3] = [RESET, BROKEN_PIPE, || std::io::ErrorKind::UnexpectedEof.into()];
    for (kind, role) in all() {
        for error in KINDS {
            for ours_first in [false, true] {
                let (monitor, reports) = Reports::monitor();
                let (mut socket, far) = Socket::open(kind, role, &monitor).await;
                let seen = if ours_first {
                    socket.send(Message::Close(going_away().into())).await.unwrap();
                    far.refuses(error);
                    far.gives(close(other(role), 1001, b""));
                    "clean local 1001, sent 1001"
                } else {
                    far.gives(close(other(role), 1001, b""));
                    "clean remote 1001, sent 1001"
                };
                far.breaks(error);
                assert!(socket.next().await.is_close(), "{kind:?} {role}");
                far.refuses(error);
                assert_eq!(socket.next().await, Next::Over);
                drop(socket);
                assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
            }
        }
    }
}
