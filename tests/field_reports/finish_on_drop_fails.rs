//! What goes wrong while a task finishes what was dropped.

use std::{io, time::Duration};

use tokio::{runtime::Builder, time::Instant};
use tungstenite::Message;

use crate::{
    each_wrapper::{Socket, going_away, polled, settle},
    report_line::told,
    wire::{Reports, body},
};

/// No close frame came in, whatever a stream says that is read again after its error.
#[tokio::test(start_paused = true)]
async fn an_io_error_while_a_dropped_socket_is_finished_is_no_answer() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open_to_be_finished(kind, role, &monitor).await;
        socket.send(Message::Close(going_away().into())).await.unwrap();
        drop(socket);
        settle().await;
        far.breaks(|| io::Error::other("bad record"));
        let begun = Instant::now();
        while reports.count() == 0 {
            tokio::time::sleep(Duration::from_millis(100)).await;
            assert!(begun.elapsed() < Duration::from_secs(11), "{kind:?} {role}: no report");
        }
        let seen = "unanswered local 1001, sent 1001 (io)";
        assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
    }
}

/// A write that fails with an error without a name, after the drop.
#[tokio::test(start_paused = true)]
async fn a_write_that_fails_while_a_dropped_socket_is_finished_is_no_time_out() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open_to_be_finished(kind, role, &monitor).await;
        far.takes_nothing();
        socket.begin_close(going_away());
        drop(socket);
        settle().await;
        far.refuses(|| io::Error::other("bad record"));
        tokio::time::sleep(Duration::from_secs(11)).await;
        let seen = "io_error none 1006, sent none (io)";
        assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
    }
}

/// The runtime goes before the peer has answered the farewell.
#[test]
fn a_panic_stays_one_when_the_runtime_ends_before_the_farewell_is_answered() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let far = runtime.block_on(async {
            let (socket, far) = Socket::open_to_be_finished(kind, role, &monitor).await;
            let handler = tokio::spawn(async move {
                let _held = socket;
                panic!("on purpose, in a handler");
            });
            assert!(handler.await.is_err());
            settle().await;
            far
        });
        drop(runtime);
        assert_eq!(far.frames(), [(0x88, body(1011, ""))], "{kind:?} {role}");
        assert_eq!(told(&reports.only()), "panicked local 1011, sent 1011", "{kind:?} {role}");
    }
}
