//! A socket whose close handshake has begun before it is wrapped. tungstenite tells
//! as much by `can_read` and `can_write`; tokio-tungstenite and axum tell nothing.

use closeframe::{Initiator, Outcome, Role};
use tracing::Level;
use tungstenite::{Message, WebSocket, protocol::CloseFrame};

use crate::{
    gated_io::Valve,
    report_line::{level, told},
    wire::{InRole, Reports, close, host, other},
};

#[test]
fn a_close_of_ours_that_went_before_is_not_the_peers() {
    for &role in Role::ALL {
        for tapped in [false, true] {
            let (monitor, reports) = Reports::monitor();
            let (io, far) = Valve::open();
            let frame = CloseFrame { code: 1001.into(), reason: "bye".into() };
            far.gives(close(other(role), 1001, b""));
            /// Both kinds of io do the same.
            macro_rules! close_then_wrap {
                ($io:expr, $ws:ident => $wrapped:expr) => {{
                    let mut $ws = WebSocket::from_raw_socket($io, host(role), None);
                    $ws.close(Some(frame)).unwrap();
                    let mut ws = $wrapped;
                    assert!(!ws.can_write());
                    assert!(ws.read().unwrap().is_close());
                }};
            }
            match tapped {
                true => {
                    close_then_wrap!(monitor.tap_upgraded_in(role, io), ws => monitor.wrap_tapped(ws))
                }
                false => close_then_wrap!(io, ws => monitor.wrap_in(role, ws)),
            }
            let report = reports.only();
            assert_eq!(report.initiator(), Initiator::Local, "{role}: {}", told(&report));
            assert_eq!(report.outcome(), Outcome::Clean, "{role}: {}", told(&report));
            assert_eq!(report.received_code().unwrap(), 1001);
            assert_eq!(far.frames().len(), 1);
        }
    }
}

#[test]
fn a_peer_that_closed_before_was_not_dropped() {
    for &role in Role::ALL {
        for reads in [false, true] {
            let (monitor, reports) = Reports::monitor();
            let (io, far) = Valve::open();
            far.gives(close(other(role), 1001, b""));
            let mut ws = WebSocket::from_raw_socket(io, host(role), None);
            assert!(ws.read().unwrap().is_close());
            let mut ws = monitor.wrap_in(role, ws);
            assert!(!ws.can_read() && !ws.can_write());
            assert!(ws.send(Message::text("late")).is_err());
            if reads {
                far.ends();
                assert!(ws.read().is_err());
            }
            drop(ws);
            let report = reports.only();
            assert_ne!(report.outcome(), Outcome::Dropped, "{role}: {}", told(&report));
            assert_eq!(report.initiator(), Initiator::Remote, "{role}: {}", told(&report));
            assert_ne!(level(&report), Level::ERROR);
        }
    }
}
