//! The network is lost, and the system says so with an error of its own.

use std::io;

use tracing::Level;
use tungstenite::Message;

use crate::{
    each_wrapper::{Socket, all, going_away},
    gated_io::Fails,
    read_result::Next,
    report_line::{level, told},
    wire::{Reports, body},
};

/// The numbers of Linux: `ErrorKind` does not tell a time-out of TCP from one of a layer above.
#[cfg(target_os = "linux")]
const LOST: [(Fails, &str); 4] = [
    (|| io::Error::from_raw_os_error(110), "connection_timed_out"),
    (|| io::Error::from_raw_os_error(113), "host_unreachable"),
    (|| io::Error::from_raw_os_error(101), "network_unreachable"),
    (|| io::Error::from_raw_os_error(100), "network_down"),
];
#[cfg(not(target_os = "linux"))]
const LOST: [(Fails, &str); 0] = [];

#[tokio::test(start_paused = true)]
async fn a_peer_that_the_system_gave_up_is_unreachable() {
    for (kind, role) in all() {
        for (error, error_type) in LOST {
            for writing in [false, true] {
                let (monitor, reports) = Reports::monitor();
                let (mut socket, far) = Socket::open(kind, role, &monitor).await;
                if writing {
                    far.refuses(error);
                    assert!(socket.send_text("push").await.is_err());
                } else {
                    far.breaks(error);
                    assert!(matches!(socket.next().await, Next::Failed(_)), "{kind:?}");
                    assert_eq!(socket.next().await, Next::Over);
                }
                drop(socket);
                let seen = format!("unreachable none 1006, sent none ({error_type})");
                assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
                assert_eq!(level(&reports.only()), Level::INFO);
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_is_lost_behind_our_close_has_not_answered() {
    for (kind, role) in all() {
        for (error, error_type) in LOST {
            let (monitor, reports) = Reports::monitor();
            let (mut socket, far) = Socket::open(kind, role, &monitor).await;
            socket.send(Message::Close(going_away().into())).await.unwrap();
            far.breaks(error);
            socket.read_on().await;
            drop(socket);
            assert_eq!(far.frames(), [(0x88, body(1001, "bye"))]);
            let seen = format!("unanswered local 1001, sent 1001 ({error_type})");
            assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
        }
    }
}

/// A layer above TCP has time-outs too, and they say nothing about the network.
#[tokio::test(start_paused = true)]
async fn a_time_out_that_is_not_the_systems_is_an_error_of_the_io() {
    for (kind, role) in all() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        far.breaks(|| io::ErrorKind::TimedOut.into());
        socket.read_on().await;
        drop(socket);
        let seen = "io_error none 1006, sent none (timed_out)";
        assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
        assert_eq!(level(&reports.only()), Level::WARN);
    }
}
