//! How long a connection was idle, by every wrapper alike.

use std::time::Duration;

use tokio::time::advance;
use tungstenite::Message;

use crate::{
    each_wrapper::{Socket, all, going_away},
    read_result::Next,
    report_line::told,
    wire::{Reports, close, other, text},
};

/// A late text after our own close made it `None` or nothing in the blocking
/// wrapper, and 1 s in the async one.
#[tokio::test(start_paused = true)]
async fn a_late_text_after_our_close_does_not_change_how_long_it_was_idle() {
    // A blocking socket has a clock that cannot be paused.
    const QUIET: Duration = Duration::from_millis(30);
    for (kind, role) in all() {
        for heard_before in [false, true] {
            let (monitor, reports) = Reports::monitor();
            let (mut socket, far) = Socket::open(kind, role, &monitor).await;
            if heard_before {
                far.gives(text(other(role), "hi"));
                assert_eq!(socket.next_now(), Next::text("hi"));
            }
            assert_eq!(socket.next_now(), Next::NotYet);
            let pause = async || match kind.is_blocking() {
                true => std::thread::sleep(QUIET),
                false => advance(QUIET).await,
            };
            pause().await;
            socket.send(Message::Close(going_away().into())).await.unwrap();
            far.gives(text(other(role), "late"));
            assert_eq!(socket.next().await, Next::text("late"));
            pause().await;
            far.gives(close(other(role), 1001, b""));
            assert!(socket.next().await.is_close());
            drop(socket);
            let report = reports.only();
            assert_eq!(told(&report), "clean local 1001, sent 1001");
            let idle = report.idle().unwrap_or_else(|| panic!("{kind:?} {role}: not known"));
            assert!(idle >= QUIET, "{kind:?} {role}: {idle:?}");
            if !kind.is_blocking() {
                assert_eq!(idle, QUIET, "{kind:?} {role}");
            }
        }
    }
}
