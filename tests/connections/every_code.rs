//! Every code from 0 to 65535 received: both roles, before and after a close of ours, with a tap and
//! without.

use closeframe::{Close, Initiator, Outcome, Role, Source, Violation};
use tungstenite::Message;

use crate::wire::{Reports, Script, blocking, blocking_tapped, body, close, frames, other};

/// RFC 6455 section 7.4, written out again: what may be sent.
fn is_legal(code: u16) -> bool {
    matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999)
}

/// What tungstenite 0.30 lets through while no close of ours is out (host behaviour: 1014 is not
/// among it).
fn survives_tungstenite(code: u16) -> bool {
    is_legal(code) && code != 1014
}

#[test]
fn received_first_over_a_tap() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        for code in 0..=u16::MAX {
            let (io, output) = Script::new(close(other(role), code, b"why"));
            let mut ws = blocking_tapped(&monitor, role, io);
            assert!(ws.read().unwrap().is_close());

            let report = ws.close_report().unwrap();
            assert_eq!(report.initiator(), Initiator::Remote);
            assert_eq!(report.source(), Source::Wire);
            assert_eq!(report.code().unwrap(), code);
            assert_eq!(report.received_code().unwrap(), code);
            assert_eq!(report.reason(), "why");
            if is_legal(code) {
                assert_eq!(report.outcome(), Outcome::Clean, "{code}");
                assert_eq!(report.received().unwrap().violation(), None);
            } else {
                assert_eq!(report.outcome(), Outcome::ProtocolError, "{code}");
                assert_eq!(report.received().unwrap().violation(), Some(Violation::InvalidCode));
                assert_eq!(report.code_label().to_string(), "other", "{code}");
            }
            let (answer, payload) = match survives_tungstenite(code) {
                true => (code, body(code, "why")),
                false => (1002, body(1002, "Protocol violation")),
            };
            assert_eq!(report.sent_code().unwrap(), answer);
            assert_eq!(frames(&output.lock().unwrap()), [(0x88, payload)]);
        }
        assert_eq!(reports.count(), 65_536);
    }
}

#[test]
fn received_first_without_a_tap() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        for code in 0..=u16::MAX {
            let (io, _) = Script::new(close(other(role), code, b"why"));
            let mut ws = blocking(&monitor, role, io);
            assert!(ws.read().unwrap().is_close());

            let report = ws.close_report().unwrap();
            assert_eq!(report.source(), Source::Tungstenite);
            let told = if survives_tungstenite(code) { code } else { 1002 };
            assert_eq!(report.code().unwrap(), told);
            assert_eq!(report.outcome(), Outcome::Clean);
        }
        assert_eq!(reports.count(), 65_536);
    }
}

#[test]
fn received_in_answer_to_ours() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let going_away = Close::new(1001, "").unwrap();
        for code in 0..=u16::MAX {
            let input = close(other(role), code, b"");
            // There tungstenite tells the truth, so both witnesses must say the same.
            let (io, output) = Script::new(input.clone());
            let mut tapped = blocking_tapped(&monitor, role, io);
            tapped.close(going_away.clone().into()).unwrap();
            assert!(matches!(tapped.read().unwrap(), Message::Close(Some(_))));
            let (io, _) = Script::new(input);
            let mut bare = blocking(&monitor, role, io);
            bare.close(going_away.clone().into()).unwrap();
            bare.read().unwrap();

            for report in [tapped.close_report().unwrap(), bare.close_report().unwrap()] {
                assert_eq!(report.initiator(), Initiator::Local);
                assert_eq!(report.code().unwrap(), 1001);
                assert_eq!(report.received_code().unwrap(), code);
                let legal = [Outcome::ProtocolError, Outcome::Clean][usize::from(is_legal(code))];
                assert_eq!(report.outcome(), legal, "{code}");
            }
            assert_eq!(frames(&output.lock().unwrap()), [(0x88, body(1001, ""))]);
        }
        assert_eq!(reports.count(), 2 * 65_536);
    }
}
