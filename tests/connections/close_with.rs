//! `close_with`: a report whenever the connection has ended, and otherwise whose fault it is.

use std::{collections::VecDeque, error::Error as _, sync::Arc, time::Duration};

use closeframe::{
    Close, CloseError, CloseMonitor, CloseReport, IllegalClose, InvalidClose, Outcome, Policy, Role,
};
use futures_util::StreamExt;
use tokio::io::AsyncWriteExt;
use tokio_tungstenite::WebSocketStream;
use tungstenite::{
    Error, Message,
    protocol::{CloseFrame, WebSocketConfig},
};

use crate::{
    blocking::NonBlocking,
    wire::{
        InRole, Reports, Script, blocking, blocking_tapped, body, close, frames, host, other,
        tapped, text, untapped,
    },
};

fn illegal() -> CloseFrame {
    CloseFrame { code: 1006.into(), reason: "x".repeat(60).into() }
}

fn strict(monitor: CloseMonitor) -> CloseMonitor {
    monitor.with_policy(Policy::default().with_illegal_close(IllegalClose::Reject))
}

fn is_invalid(closed: Result<Arc<CloseReport>, CloseError>) -> bool {
    let Err(error) = closed else { return false };
    let source = error.source().and_then(|source| source.downcast_ref());
    matches!(source, Some(InvalidClose::NeverOnWire { .. }))
        && matches!(error, CloseError::Invalid(InvalidClose::NeverOnWire { code }) if code == 1006)
}

#[tokio::test(start_paused = true)]
async fn the_report_is_the_one_that_the_observers_got() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, mut peer) = tapped(&monitor, role).await;
        let input = [text(other(role), "late"), close(other(role), 4000, b"")].concat();
        peer.write_all(&input).await.unwrap();
        let report = ws.close_with(Close::new(4000, "go").unwrap()).await.unwrap();
        assert_eq!(report.to_string(), reports.only().to_string());
        assert_eq!(report.to_string(), ws.close_report().unwrap().to_string());
        assert_eq!(report.outcome(), Outcome::Clean);
        // Once more is no error either.
        assert!(Arc::ptr_eq(&ws.close_with(None).await.unwrap(), &report));
    }
}

#[tokio::test(start_paused = true)]
async fn how_it_ended_is_no_error() {
    for &role in Role::ALL {
        let (monitor, _) = Reports::monitor();
        let (mut ws, _silent) = untapped(&monitor, role).await;
        assert_eq!(ws.close_with(None).await.unwrap().outcome(), Outcome::Timeout);

        let (mut ws, gone) = untapped(&monitor, role).await;
        drop(gone);
        let report = ws.close_with(Close::normal()).await.unwrap();
        assert!(!report.is_clean() && report.sent_code().is_none(), "{report}");

        let (mut ws, gone) = untapped(&monitor, role).await;
        drop(gone);
        assert!(ws.close(Close::normal().into()).await.is_err());
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_policy_refuses_leaves_the_connection_open() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, mut peer) = tapped(&strict(monitor), role).await;
        assert!(is_invalid(ws.close_with(illegal()).await));
        let error = ws.close(Some(illegal())).await.unwrap_err();
        assert!(InvalidClose::in_error(&error).is_some());
        assert!(InvalidClose::in_error(&Error::ConnectionClosed).is_none());
        assert_eq!(reports.count(), 0);
        let input = [text(other(role), "hi"), close(other(role), 1000, b"")].concat();
        peer.write_all(&input).await.unwrap();
        assert_eq!(ws.next().await.unwrap().unwrap(), Message::text("hi"));
        assert_eq!(ws.close_with(Close::normal()).await.unwrap().outcome(), Outcome::Clean);

        let (io, output) = Script::new(close(other(role), 1000, b""));
        let (monitor, _) = Reports::monitor();
        let mut ws = blocking(&strict(monitor), role, io);
        assert!(is_invalid(ws.close_with(illegal())));
        assert!(output.lock().unwrap().is_empty());
        assert_eq!(ws.close_with(Close::normal()).unwrap().outcome(), Outcome::Clean);
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_library_does_not_take_is_said_in_its_words() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let pass = Policy::default().with_illegal_close(IllegalClose::Pass);
        let monitor = monitor.with_policy(pass);
        let config = WebSocketConfig::default().write_buffer_size(0).max_write_buffer_size(40);
        let (io, _peer) = tokio::io::duplex(1024);
        let ws = WebSocketStream::from_raw_socket(io, host(role), Some(config)).await;
        let mut ws = monitor.wrap_in(role, ws);
        let error = ws.close_with(illegal()).await.unwrap_err();
        assert!(matches!(error, CloseError::NotTaken(_)));
        let source = error.source().unwrap().downcast_ref().unwrap();
        assert!(matches!(source, Error::WriteBufferFull(_)), "{source}");
        assert_eq!(reports.count(), 0);
    }
}

#[test]
fn a_blocking_socket_reads_on_to_the_end() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let input = [text(other(role), "late"), close(other(role), 1014, b"")].concat();
        let (io, output) = Script::new(input);
        let mut ws = blocking_tapped(&monitor, role, io);
        let report = ws.close_with(Close::new(4000, "go").unwrap()).unwrap();
        assert_eq!(report.received_code().unwrap(), 1014);
        assert_eq!(report.to_string(), reports.only().to_string());
        assert_eq!(frames(&output.lock().unwrap()), [(0x88, body(4000, "go"))]);
        assert!(ws.read().is_err());

        let (io, _) = Script::new([]);
        let report = blocking(&monitor, role, io).close_with(None).unwrap();
        assert_eq!(report.outcome(), Outcome::Unanswered);
    }
}

#[test]
fn a_blocking_socket_says_when_its_stream_would_block_and_goes_on_with_the_next_call() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let output = Arc::default();
        let answer = close(other(role), 1000, b"");
        let reads =
            VecDeque::from([None, Some(answer[..1].to_vec()), None, Some(answer[1..].into())]);
        let io = NonBlocking { reads, refusals: 1, output: Arc::clone(&output) };
        let mut ws = blocking(&monitor, role, io);
        let mut would_block = 0;
        let report = loop {
            match ws.close_with(Close::normal()) {
                Err(CloseError::WouldBlock) => would_block += 1,
                closed => break closed.unwrap(),
            }
            assert_eq!(reports.count(), 0);
        };
        assert!((2..=4).contains(&would_block), "{would_block}");
        assert_eq!(report.outcome(), Outcome::Clean);
        assert_eq!(frames(&output.lock().unwrap()), [(0x88, body(1000, ""))]);
    }
}

#[test]
fn a_blocking_socket_gives_a_silent_peer_its_time_and_no_more() {
    for &role in Role::ALL {
        let (monitor, _) = Reports::monitor();
        let policy = Policy::default().with_close_timeout(Duration::from_millis(20));
        let io = NonBlocking { reads: [].into(), refusals: 0, output: Arc::default() };
        let mut ws = blocking(&monitor.with_policy(policy), role, io);
        let report = loop {
            match ws.close_with(Close::normal()) {
                Err(CloseError::WouldBlock) => std::thread::yield_now(),
                closed => break closed.unwrap(),
            }
        };
        assert_eq!(report.outcome(), Outcome::Timeout);
    }
}
