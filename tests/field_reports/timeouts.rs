//! Time: a close ends when its time is over, whoever keeps the task busy, and nobody waits who need
//! not.

use std::time::Duration;

use closeframe::{MonitoredStream, Policy, Role};
use futures_util::FutureExt;
use tokio::{
    io::{AsyncWriteExt, DuplexStream},
    sync::mpsc,
    time::{Instant, advance},
};
use tungstenite::Message;

use crate::{
    each_wrapper::{Socket, all, going_away, polled},
    read_result::Next,
    report_line::{Said, told},
    wire::{self, Reports, body, close, other},
};

const TIMEOUT: Duration = Duration::from_millis(200);

/// Polls what a closing socket does in a task that has always spent its cooperative budget, for two
/// seconds; returns how long it took. The clock goes on only by this, as nobody is ever idle.
async fn in_a_busy_task<F>(closing: impl FnOnce() -> F) -> Duration
where
    F: Future<Output = ()> + Send + 'static,
{
    let clock = tokio::spawn(async {
        loop {
            advance(Duration::from_millis(1)).await;
        }
    });
    let closing = closing();
    let begun = Instant::now();
    let busy = tokio::spawn(async move {
        let pump = async {
            let (feed, mut channel) = mpsc::unbounded_channel();
            while begun.elapsed() < Duration::from_secs(2) {
                feed.send(()).unwrap();
                channel.recv().await;
            }
        };
        // The pump is polled first, each time.
        futures_util::join!(pump, closing.map(|()| begun.elapsed())).1
    });
    let took = busy.await.unwrap();
    clock.abort();
    took
}

#[tokio::test(start_paused = true)]
async fn a_close_has_its_time_in_a_task_whose_budget_is_always_spent() {
    for (kind, role) in polled() {
        for way in ["close", "read on"] {
            let (monitor, reports) = Reports::monitor();
            let monitor = monitor.with_policy(Policy::default().with_close_timeout(TIMEOUT));
            let (mut socket, far) = Socket::open(kind, role, &monitor).await;
            let took = in_a_busy_task(|| async move {
                if way == "close" {
                    socket.close(going_away()).await.unwrap();
                } else {
                    socket.begin_close(going_away());
                    assert_eq!(socket.next().await, Next::Failed(Said::TIMED_OUT));
                }
            });
            let took = took.await;
            assert!(took >= TIMEOUT, "{kind:?} {way}: {took:?}");
            assert!(took < TIMEOUT + Duration::from_millis(50), "{kind:?} {way}: {took:?}");
            assert_eq!(far.frames(), [(0x88, body(1001, "bye"))]);
            assert_eq!(told(&reports.only()), "timeout local 1001, sent 1001 (timed_out)");
        }
    }
}

/// With the budget spent, an io of the runtime's says "not yet" although the answer
/// is in.
#[tokio::test(start_paused = true)]
async fn an_answer_that_was_in_all_the_time_is_found_at_the_deadline() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let monitor = monitor.with_policy(Policy::default().with_close_timeout(TIMEOUT));
        let (mut ws, mut peer) = wire::tapped(&monitor, role).await;
        peer.write_all(&close(other(role), 1001, b"")).await.unwrap();
        let took =
            in_a_busy_task(|| async move { ws.close(going_away().into()).await.unwrap() }).await;
        assert_eq!(told(&reports.only()), "clean local 1001, sent 1001");
        assert!(took < Duration::from_millis(1500), "{took:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_close_of_ours_that_never_left_is_no_close_when_its_time_is_over() {
    for (kind, role) in all() {
        for handle in [false, true] {
            let (monitor, reports) = Reports::monitor();
            let (monitor, timeout) = kind.with_its_close_timeout(monitor);
            let (mut socket, far) = Socket::open(kind, role, &monitor).await;
            far.takes_nothing();
            let begun = Instant::now();
            if handle {
                socket.close_handle().close(going_away());
                socket.read_on().await;
            } else {
                let _ = socket.close(going_away()).await;
            }
            let waited = begun.elapsed().as_secs();
            assert_eq!(waited, timeout, "{kind:?} {role}");
            far.takes_all();
            drop(socket);
            assert_eq!(far.sent(), b"", "{kind:?}: written after the end");
            let report = reports.only();
            assert_eq!(told(&report), "timeout none 1006, sent none (timed_out)", "{kind:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_of_ours_that_never_left_is_not_told_when_its_time_is_over() {
    for (kind, role) in all() {
        let (monitor, reports) = Reports::monitor();
        let monitor = match kind.is_blocking() {
            true => monitor.with_policy(Policy::default().with_close_timeout(Duration::ZERO)),
            false => monitor,
        };
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        far.gives(close(other(role), 4001, b"bye"));
        far.takes_nothing();
        socket.read_on().await;
        drop(socket);
        let seen = "timeout remote 4001, sent none (timed_out)";
        assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
    }
}

/// A proxy passed each close on a second late.
#[tokio::test(start_paused = true)]
async fn the_close_is_delivered_at_once_although_the_peer_leaves_tcp_open() {
    for (kind, role) in polled() {
        for ours_first in [false, true] {
            for shutdown_waits in [false, true] {
                let (monitor, reports) = Reports::monitor();
                let (mut socket, far) = Socket::open(kind, role, &monitor).await;
                if shutdown_waits {
                    far.holds_shutdown();
                }
                let begun = Instant::now();
                if ours_first {
                    socket.send(Message::Close(going_away().into())).await.unwrap();
                }
                far.gives(close(other(role), 1001, b"bye"));
                assert!(socket.next().await.is_close());
                assert_eq!(begun.elapsed(), Duration::ZERO, "{kind:?} {role}");
                assert_eq!(far.frames(), [(0x88, body(1001, "bye"))]);
                // The report does not wait for TCP either.
                assert!(reports.only().is_clean());
                if role == Role::Server && !shutdown_waits {
                    assert!(far.sees_the_end(), "{kind:?}: a server ends TCP at once");
                }
                assert_eq!(socket.next().await, Next::Over);
                let linger = MonitoredStream::<DuplexStream>::LINGER;
                assert!(begun.elapsed() <= linger, "{kind:?} {role}");
                drop(socket);
                reports.only();
            }
        }
    }
}

/// TCP is ended by drop, if nobody polls until then.
#[tokio::test(start_paused = true)]
async fn a_socket_that_is_dropped_with_the_close_in_hand_ends_tcp() {
    for (kind, role) in all() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        far.gives(close(other(role), 1001, b""));
        assert!(socket.next().await.is_close());
        drop(socket);
        assert!(far.sees_the_end());
        assert_eq!(far.frames(), [(0x88, body(1001, ""))]);
        assert_eq!(told(&reports.only()), "clean remote 1001, sent 1001");
    }
}
