//! A write fails: it is terminal only after what has arrived, or arrives in time, was read.

use std::{io, time::Duration};

use closeframe::serve;
use tokio::time::{Instant, sleep};
use tracing::Level;
use tungstenite::Message;

use crate::{
    each_wrapper::{Socket, all, going_away, polled, settle},
    gated_io::{BROKEN_PIPE, RESET},
    read_result::Next,
    report_line::{Said, level, told},
    wire::{Reports, close, other, ping, text},
};

const BROKE: Result<(), Said> = Err(Said::Io(io::ErrorKind::BrokenPipe));

/// The peer's close comes 5 ms after the write failed.
#[tokio::test(start_paused = true)]
async fn a_close_that_comes_after_a_failed_write_wins() {
    for (kind, role) in all() {
        for way in ["close", "serve", "read on"] {
            let (monitor, reports) = Reports::monitor();
            let (mut socket, far) = Socket::open(kind, role, &monitor).await;
            far.refuses(BROKEN_PIPE);
            let begun = Instant::now();
            let handler = match (way, socket) {
                ("serve", Socket::Async(ws)) => tokio::spawn(async move {
                    let pushes = async |ws: &mut _| push(ws).await;
                    assert!(serve(ws, pushes).await.is_err());
                }),
                ("serve", Socket::AsyncTapped(ws)) => tokio::spawn(async move {
                    let pushes = async |ws: &mut _| push(ws).await;
                    assert!(serve(ws, pushes).await.is_err());
                }),
                #[cfg(feature = "axum")]
                ("serve", Socket::Axum(ws)) => tokio::spawn(async move {
                    let pushes = async |ws: &mut closeframe::MonitoredWebSocket| {
                        ws.send(axum::extract::ws::Message::text("push")).await
                    };
                    assert!(serve(ws, pushes).await.is_err());
                }),
                ("serve", _) => continue,
                (_, other) => {
                    socket = other;
                    tokio::spawn(async move {
                        assert_eq!(socket.send_text("push").await, BROKE);
                        if way == "close" {
                            let _ = socket.close(going_away()).await;
                        } else {
                            let read = socket.read_on().await;
                            assert!(read.iter().any(Next::is_close), "{kind:?}: {read:?}");
                        }
                    })
                }
            };
            sleep(Duration::from_millis(5)).await;
            assert_eq!(reports.count(), 0, "{kind:?} {way}: its time is not over");
            far.gives(close(other(role), 1001, b""));
            far.ends();
            handler.await.unwrap();
            assert!(begun.elapsed() < Duration::from_secs(2), "{kind:?} {way}");
            assert_eq!(far.sent(), b"");
            let seen = "not_awaited remote 1001, sent none (broken_pipe)";
            assert_eq!(told(&reports.only()), seen, "{kind:?} {role} {way}");
            assert_eq!(level(&reports.only()), Level::DEBUG);
        }
    }
}

async fn push<S>(ws: &mut S) -> Result<(), tungstenite::Error>
where
    S: futures_util::Sink<Message, Error = tungstenite::Error> + Unpin,
{
    futures_util::SinkExt::send(ws, Message::text("push")).await
}

/// No close comes, neither in time nor at once.
#[tokio::test(start_paused = true)]
async fn a_failed_write_is_the_ending_when_no_close_comes() {
    for (kind, role) in all() {
        for waits in [true, false] {
            let (monitor, reports) = Reports::monitor();
            let (monitor, timeout) = kind.with_its_close_timeout(monitor);
            let (mut socket, far) = Socket::open(kind, role, &monitor).await;
            far.refuses(BROKEN_PIPE);
            // The time counts from the write that failed.
            let begun = Instant::now();
            assert_eq!(socket.send_text("push").await, BROKE);
            far.gives(text(other(role), "no close"));
            if waits {
                let _ = socket.close(going_away()).await;
                assert_eq!(begun.elapsed().as_secs(), timeout, "{kind:?}");
            }
            drop(socket);
            let seen = "reset none 1006, sent none (broken_pipe)";
            assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
            assert_eq!(level(&reports.only()), Level::INFO);
        }
    }
}

/// A message bigger than tungstenite's buffer fails before its flush: a handler that lets go on the error is to find
/// what came meanwhile there too.
#[tokio::test(start_paused = true)]
async fn a_close_that_comes_after_a_failed_write_of_a_big_message_wins_over_a_drop() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        far.refuses(BROKEN_PIPE);
        let handler = tokio::spawn(async move {
            assert_eq!(socket.send_text(&"push".repeat(100_000)).await, BROKE, "{kind:?} {role}");
        });
        sleep(Duration::from_millis(3)).await;
        assert_eq!(reports.count(), 0, "{kind:?} {role}: its time is not over");
        far.gives(close(other(role), 1001, b""));
        handler.await.unwrap();
        let seen = "not_awaited remote 1001, sent none (broken_pipe)";
        assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
    }
}

/// The error's type was missing in 163 of 359.
#[tokio::test(start_paused = true)]
async fn a_handler_that_drops_the_socket_after_a_failed_write_finds_the_close() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        far.refuses(BROKEN_PIPE);
        assert_eq!(socket.send_text("push").await, BROKE);
        far.gives([text(other(role), "hi"), close(other(role), 4001, b"bye")].concat());
        drop(socket);
        let seen = "not_awaited remote 4001, sent none (broken_pipe)";
        assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
        assert_eq!(level(&reports.only()), Level::INFO);
    }
}

/// The pong that is owed cannot leave, and must not end reading.
#[tokio::test(start_paused = true)]
async fn a_close_behind_a_ping_is_read_after_a_failed_write() {
    for (kind, role) in all() {
        for in_one in [true, false] {
            let (monitor, reports) = Reports::monitor();
            let (mut socket, far) = Socket::open(kind, role, &monitor).await;
            far.refuses(BROKEN_PIPE);
            assert_eq!(socket.send_text("push").await, BROKE);
            let close = close(other(role), 4001, b"bye");
            let reading = if in_one {
                far.gives([ping(other(role)), close].concat());
                tokio::spawn(async move { (socket.read_on().await, socket) })
            } else {
                far.gives(ping(other(role)));
                let reading = tokio::spawn(async move { (socket.read_on().await, socket) });
                settle().await;
                far.gives(close);
                reading
            };
            far.ends();
            let (read, socket) = reading.await.unwrap();
            let [ping, close] = &read[..] else { panic!("{kind:?} {role}: {read:?}") };
            assert!(ping.is_ping() && close.is_close(), "{kind:?} {role}: {read:?}");
            drop(socket);
            let seen = "not_awaited remote 4001, sent none (broken_pipe)";
            assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
        }
    }
}

/// In memory: a browser's tab that navigates away closes, and is gone before our
/// answer leaves. It is routine, and as loud as its code.
#[tokio::test(start_paused = true)]
async fn a_peer_that_does_not_await_our_answer_is_routine() {
    for (kind, role) in all() {
        for (code, loud) in [(1001, Level::DEBUG), (4001, Level::INFO), (1011, Level::WARN)] {
            let (monitor, reports) = Reports::monitor();
            let (mut socket, far) = Socket::open(kind, role, &monitor).await;
            // Pushing has filled the way out.
            far.takes_nothing();
            socket.feed(Message::binary(vec![7; 1000]));
            let _ = socket.flush_now();
            far.gives(close(other(role), code, b""));
            far.breaks(RESET);
            far.refuses(RESET);
            assert!(socket.next().await.is_close(), "{kind:?} {role}");
            drop(socket);
            let report = reports.only();
            let seen = format!("not_awaited remote {code}, sent none (connection_reset)");
            assert_eq!(told(&report), seen, "{kind:?} {role}");
            assert_eq!(level(&report), loud);
            assert!(!report.is_clean());
        }
    }
}

/// Ours has been asked for, and lies behind what the peer no longer takes.
#[tokio::test(start_paused = true)]
async fn a_peer_that_closes_and_goes_while_our_close_waits_is_routine_too() {
    for (kind, role) in all() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        far.takes_nothing();
        socket.begin_close(going_away());
        far.gives(close(other(role), 1000, b""));
        far.refuses(RESET);
        socket.read_on().await;
        drop(socket);
        let seen = "not_awaited remote 1000, sent none (connection_reset)";
        assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
    }
}
