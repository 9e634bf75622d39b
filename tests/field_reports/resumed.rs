//! What a look or a failure has begun, and what ends it: messages that flow again are not lost, and whoever waits is
//! told in time what became of what it waits for.

use std::{io, time::Duration};

use closeframe::{CloseMonitor, Keepalive, Policy, Reply, Role};
use futures_util::{SinkExt, StreamExt};
use tokio::time::{Instant, sleep};
use tungstenite::Message;

use crate::{
    each_wrapper::{Kind, Socket, async_and_tapped, polled, settle},
    gated_io::{BROKEN_PIPE, Far, RESET},
    read_result::Next,
    report_line::{Said, told},
    wire::{Reports, close, other, ping, text},
};

const BROKE: Result<(), Said> = Err(Said::Io(io::ErrorKind::BrokenPipe));

fn with_policy(policy: Policy) -> (CloseMonitor, Reports) {
    let (monitor, reports) = Reports::monitor();
    (monitor.with_policy(policy), reports)
}

/// A socket whose peer takes nothing any more, and has sent these texts and a close: the first has been read.
async fn stuck_behind(
    (kind, role): (Kind, Role),
    monitor: &CloseMonitor,
    texts: &[&str],
    code: u16,
) -> (Socket, Far) {
    let (mut socket, far) = Socket::open(kind, role, monitor).await;
    let sent: Vec<u8> = texts.iter().flat_map(|it| text(other(role), it)).collect();
    far.gives([sent, close(other(role), code, b"")].concat());
    assert_eq!(socket.next().await, Next::text(texts[0]), "{kind:?} {role}");
    far.takes_nothing();
    (socket, far)
}

/// A writer that waits sees the close behind unread messages, and takes the reader for absent. It comes back, and
/// the writer's wait is over: no time runs any more.
#[tokio::test(start_paused = true)]
async fn a_reader_who_comes_back_late_is_given_all_that_lies_before_the_close() {
    for (kind, role) in async_and_tapped() {
        let (monitor, reports) = Reports::monitor();
        let (socket, far) =
            stuck_behind((kind, role), &monitor, &["one", "two", "three"], 1000).await;
        let (mut sink, mut stream) = socket.into_ws().split();
        let writing = tokio::spawn(async move {
            (sink.send(Message::text("waits")).await, sink.send(Message::text("goes")).await)
        });
        sleep(Duration::from_secs(1)).await;
        let two = stream.next().await;
        assert_eq!(two, Some(Ok(Message::text("two"))), "{kind:?} {role}");
        far.takes_all();
        let written = writing.await.unwrap();
        assert!(written.0.is_ok() && written.1.is_ok(), "{kind:?} {role}: {written:?}");
        sleep(Duration::from_secs(60)).await;
        let three = stream.next().await;
        assert_eq!(three, Some(Ok(Message::text("three"))), "{kind:?} {role}");
        assert!(stream.next().await.unwrap().unwrap().is_close(), "{kind:?} {role}");
        assert_eq!(stream.next().await, None);
        drop(stream);
        assert_eq!(told(&reports.only()), "clean remote 1000, sent 1000", "{kind:?} {role}");
    }
}

/// The reader takes one message more, and never comes back: whoever waits is not left waiting for it.
#[tokio::test(start_paused = true)]
async fn a_writer_that_waits_for_a_peer_that_has_closed_gives_up_although_somebody_read_once() {
    for (kind, role) in async_and_tapped() {
        let (monitor, reports) = Reports::monitor();
        let (monitor, timeout) = kind.with_its_close_timeout(monitor);
        let (socket, _far) =
            stuck_behind((kind, role), &monitor, &["one", "two", "three"], 1000).await;
        let (mut sink, mut stream) = socket.into_ws().split();
        let writing = tokio::spawn(async move { sink.send(Message::text("waits")).await });
        sleep(Duration::from_secs(1)).await;
        let two = stream.next().await;
        assert_eq!(two, Some(Ok(Message::text("two"))), "{kind:?} {role}");
        let begun = Instant::now();
        assert!(writing.await.unwrap().is_err(), "{kind:?} {role}");
        assert_eq!(begun.elapsed().as_secs(), timeout, "{kind:?} {role}");
        drop(stream);
        assert_eq!(reports.count(), 1, "{kind:?} {role}");
    }
}

/// A flush had to wait once, and somebody has read since.
#[tokio::test(start_paused = true)]
async fn a_handler_that_only_writes_from_now_on_is_told_of_the_close() {
    for (kind, role) in async_and_tapped() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = stuck_behind((kind, role), &monitor, &["one", "two"], 1001).await;
        socket.feed(Message::text("waits"));
        assert_eq!(socket.flush_now(), None, "{kind:?} {role}");
        far.takes_all();
        assert_eq!(socket.flush_now(), Some(Ok(())), "{kind:?} {role}");
        assert_eq!(socket.next().await, Next::text("two"), "{kind:?} {role}");
        let mut sends = 0;
        while socket.send_text("tick").await.is_ok() {
            sends += 1;
            assert!(sends < 20, "{kind:?} {role}: it is never told");
        }
        drop(socket);
        assert_eq!(told(&reports.only()), "clean remote 1001, sent 1001", "{kind:?} {role}");
    }
}

/// The same peer stops taking anything.
#[tokio::test(start_paused = true)]
async fn a_peer_that_takes_nothing_is_given_up_although_a_flush_waited_before() {
    for (kind, role) in async_and_tapped() {
        let policy = Policy::default().with_write_timeout(Duration::from_secs(10));
        let (monitor, reports) = with_policy(policy);
        let (socket, far) = Socket::open(kind, role, &monitor).await;
        far.gives([text(other(role), "unread"), close(other(role), 1001, b"")].concat());
        settle().await;
        far.takes_nothing();
        let mut ws = socket.into_ws();
        let feeding = tokio::spawn(async move {
            let mut fed = 0;
            while ws.feed(Message::binary(vec![7; 100_000])).await.is_ok() {
                fed += 1;
            }
            (fed, Instant::now())
        });
        sleep(Duration::from_secs(1)).await;
        far.takes(450_000);
        let began = Instant::now();
        let (fed, gave_up) = feeding.await.unwrap();
        assert!(fed > 3, "{kind:?} {role}: {fed}");
        let took = gave_up - began;
        assert!(took < Duration::from_secs(25), "{kind:?} {role}: {took:?}");
        drop(reports.only());
    }
}

/// What a ping asks for after that is never sent.
#[tokio::test(start_paused = true)]
async fn no_ping_is_waited_for_when_a_write_has_failed() {
    for (kind, role) in async_and_tapped() {
        let two = Duration::from_secs(2);
        let keepalive = Keepalive::default().with_interval(two).with_limit(two);
        let (monitor, reports) = with_policy(Policy::default().with_keepalive(keepalive));
        let (socket, far) = Socket::open(kind, role, &monitor).await;
        let (mut sink, mut stream) = socket.into_ws().split();
        let reading = tokio::spawn(async move { while stream.next().await.is_some() {} });
        settle().await;
        far.refuses(BROKEN_PIPE);
        assert!(sink.send(Message::text("push")).await.is_err());
        reading.await.unwrap();
        drop(sink);
        let seen = "reset none 1006, sent none (broken_pipe)";
        assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
    }
}

/// Whatever it is that fails first: a close of the application's, or a pong that the reader owed.
#[tokio::test(start_paused = true)]
async fn a_handler_that_lets_go_on_any_failed_write_finds_the_close() {
    for (kind, role) in polled() {
        for first in ["close", "pong"] {
            let (monitor, reports) = Reports::monitor();
            let (mut socket, far) = Socket::open(kind, role, &monitor).await;
            far.refuses(BROKEN_PIPE);
            if first == "pong" {
                if !kind.is_tapped() {
                    // There tungstenite meets it in its read.
                    continue;
                }
                far.gives([ping(other(role)), text(other(role), "hi")].concat());
                assert!(socket.next().await.is_ping(), "{kind:?} {role}");
                assert_eq!(socket.next().await, Next::text("hi"), "{kind:?} {role}");
            }
            let handler = tokio::spawn(async move {
                let sent = match first {
                    "close" => socket.send(Message::Close(None)).await,
                    _ => socket.send_text("echo").await,
                };
                assert_eq!(sent, BROKE, "{kind:?} {role} {first}");
            });
            sleep(Duration::from_millis(3)).await;
            assert_eq!(reports.count(), 0, "{kind:?} {role} {first}: its time is not over");
            far.gives(close(other(role), 1001, b""));
            handler.await.unwrap();
            let seen = "not_awaited remote 1001, sent none (broken_pipe)";
            assert_eq!(told(&reports.only()), seen, "{kind:?} {role} {first}");
        }
    }
}

/// A message too big for tungstenite's buffer was taken, and failed; what the close after it says is why.
#[tokio::test(start_paused = true)]
async fn a_close_after_a_failed_write_says_why_it_does_not_leave() {
    let (monitor, _) = Reports::monitor();
    let (socket, far) = Socket::open(Kind::AsyncTapped, Role::Server, &monitor).await;
    let Socket::AsyncTapped(mut ws) = socket else { panic!("it was asked for") };
    far.refuses(BROKEN_PIPE);
    ws.feed(Message::binary(vec![7; 300_000])).await.unwrap();
    let closed = ws.close(None).await.map_err(|error| Said::of(&error));
    assert_eq!(closed, BROKE);
}

/// What waited to leave never did.
#[tokio::test(start_paused = true)]
async fn a_send_that_waits_is_not_said_to_have_gone_well_when_the_reader_meets_the_end() {
    for (kind, role) in polled() {
        for closes in [false, true] {
            let (monitor, reports) = Reports::monitor();
            let (socket, far) = Socket::open(kind, role, &monitor).await;
            let (mut sink, mut stream) = socket.into_ws().split();
            far.takes_nothing();
            let reading = tokio::spawn(async move { while stream.next().await.is_some() {} });
            settle().await;
            let writing = tokio::spawn(async move {
                match closes {
                    true => sink.close().await,
                    false => sink.send(Message::binary(vec![7; 100])).await,
                }
            });
            settle().await;
            far.breaks(RESET);
            reading.await.unwrap();
            let written = writing.await.unwrap();
            assert!(written.is_err(), "{kind:?} {role} {closes}: {written:?}");
            let seen = "reset none 1006, sent none (connection_reset)";
            assert_eq!(told(&reports.only()), seen, "{kind:?} {role} {closes}");
        }
    }
}

/// And what has left is, whoever is told of the end first.
#[tokio::test(start_paused = true)]
async fn a_flush_after_the_end_of_what_had_left_before_goes_well() {
    for (kind, role) in polled() {
        let (monitor, _) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        far.takes_nothing();
        socket.feed(Message::text("waits"));
        assert_eq!(socket.flush_now(), None, "{kind:?} {role}");
        far.takes_all();
        assert_eq!(socket.flush_now(), Some(Ok(())), "{kind:?} {role}");
        far.ends();
        socket.read_on().await;
        assert_eq!(socket.flush_now(), Some(Ok(())), "{kind:?} {role}");
    }
}

/// The application answers, and flushes or closes before it has read.
#[tokio::test(start_paused = true)]
async fn a_sink_that_closes_out_of_time_is_not_left_waiting_for_its_own_answer() {
    for (kind, role) in polled() {
        let policy =
            Policy::default().with_reply(Reply::ByApplication).with_close_timeout(Duration::ZERO);
        let (monitor, reports) = with_policy(policy);
        let (socket, far) = Socket::open(kind, role, &monitor).await;
        far.gives(close(other(role), 1000, b""));
        settle().await;
        let mut ws = socket.into_ws();
        let closed = tokio::time::timeout(Duration::from_secs(60), ws.close()).await;
        assert!(closed.is_ok(), "{kind:?} {role}: it hangs");
        drop(ws);
        assert_eq!(reports.count(), 1, "{kind:?} {role}");
        drop(far);
    }
}
