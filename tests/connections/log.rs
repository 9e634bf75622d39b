//! The event: names, types, levels and parents, as a JSON subscriber sees them.

use std::sync::{Arc, Mutex};

use closeframe::{
    Close, CloseCode, CloseMonitor, IllegalClose, LogCloses, Outcome, Policy, Role,
    catalog::{Catalog, Entry, Retry},
    observe::{ReasonText, Texts},
};
use serde_json::Value;
use tracing::Level;
use tracing_subscriber::layer::SubscriberExt;
use tungstenite::Message;

use crate::{
    captured::{Log, have_all_subscribers_asked, to_json},
    wire::{Script, blocking, blocking_tapped, close, frame, other},
};

/// The events that `run` writes, flattened.
fn events(run: impl FnOnce()) -> Vec<Value> {
    let log = Log::default();
    tracing::subscriber::with_default(to_json(&log), run);
    log.events()
}

#[track_caller]
pub(crate) fn only_event(run: impl FnOnce()) -> Value {
    let mut closed = events(run);
    closed.retain(|event| event["target"] == "closeframe");
    assert_eq!(closed.len(), 1, "{closed:?}");
    closed.remove(0)
}

pub(crate) fn logging() -> CloseMonitor {
    CloseMonitor::silent().with_observer(LogCloses::new())
}

/// Lets a peer's bytes come in until there are no more.
pub(crate) fn receive(monitor: &CloseMonitor, role: Role, input: Vec<u8>) {
    let (io, _) = Script::new(input);
    let mut ws = blocking_tapped(monitor, role, io);
    while ws.read().is_ok() {}
}

/// Sends a close, which a peer answers.
pub(crate) fn send(monitor: &CloseMonitor, close: impl Into<closeframe::CloseRequest>) {
    let (io, _) = Script::new(crate::wire::close(Role::Client, 1000, b""));
    let mut ws = blocking_tapped(monitor, Role::Server, io);
    ws.close_with(close).unwrap();
}

#[test]
fn every_field_to_the_letter() {
    let event = only_event(|| receive(&logging(), Role::Server, close(Role::Client, 1008, b"no!")));
    let expected: [(&str, Value); 18] = [
        ("target", "closeframe".into()),
        ("level", "WARN".into()),
        ("message", "websocket closed".into()),
        ("event.name", "websocket.close".into()),
        ("websocket.role", "server".into()),
        ("websocket.close.code", 1008.into()),
        ("websocket.close.name", "Policy Violation".into()),
        ("websocket.close.initiator", "remote".into()),
        ("websocket.close.outcome", "clean".into()),
        ("websocket.close.clean", true.into()),
        ("websocket.close.blame", "nobody".into()),
        ("websocket.close.reason", "no!".into()),
        ("websocket.close.reason_length", 3.into()),
        ("websocket.close.received_code", 1008.into()),
        ("websocket.close.sent_code", 1008.into()),
        (
            "websocket.close.summary",
            "received 1008 Policy Violation; then sent 1008 Policy Violation".into(),
        ),
        ("websocket.close.source", "wire".into()),
        ("websocket.close.retry", "after fixing the cause".into()),
    ];
    for (name, value) in &expected {
        assert_eq!(&event[name], value, "{name}");
    }
    for name in ["meaning", "when", "fix"] {
        let text = event[&format!("websocket.close.{name}")].as_str().unwrap();
        assert!(text.len() > 20, "{name}");
    }
    assert!(event["websocket.connection.duration_s"].is_f64());
    assert!(event["websocket.connection.idle_s"].is_f64());
    // Timestamp, meaning, when, fix, duration and idle besides; absent: violation, error, hint.
    assert_eq!(event.as_object().unwrap().len(), expected.len() + 6, "{event}");
}

#[test]
fn the_fields_of_what_went_wrong() {
    let event = only_event(|| receive(&logging(), Role::Client, close(Role::Server, 1006, b"")));
    assert_eq!(event["websocket.close.code"], 1006);
    assert_eq!(event["websocket.close.violation"], "invalid_code");
    assert_eq!(event["websocket.close.violation_direction"], "received");
    assert_eq!(event["websocket.close.outcome"], "protocol_error");
    assert_eq!(event["websocket.close.clean"], false);
    assert_eq!(event["websocket.close.blame"], "peer");
    assert_eq!(event["websocket.close.sent_code"], 1002);
    assert_eq!(event["error.type"], "invalid_close_code");
    assert_eq!(event["websocket.role"], "client");

    let event = only_event(|| receive(&logging(), Role::Server, vec![]));
    assert_eq!(event["websocket.close.code"], 1006);
    assert_eq!(event["websocket.close.initiator"], "none");
    assert_eq!(event["websocket.close.outcome"], "eof");
    assert_eq!(event["websocket.close.blame"], "network");
    assert_eq!(event["error.type"], "eof");
    for absent in ["received_code", "sent_code", "reason", "reason_length", "violation"] {
        assert!(event.get(format!("websocket.close.{absent}")).is_none(), "{absent}");
    }

    // A code that cannot be read is absent.
    let malformed = frame(Role::Client, 0x88, b"\x03");
    let event = only_event(|| receive(&logging(), Role::Server, malformed));
    assert!(event.get("websocket.close.code").is_none());
    assert!(event.get("websocket.close.name").is_none());
    assert_eq!(event["websocket.close.violation"], "truncated_code");

    // Without a tap, tungstenite is the witness.
    let event = only_event(|| {
        let (io, _) = Script::new(close(Role::Client, 1014, b""));
        blocking(&logging(), Role::Server, io).read().unwrap();
    });
    assert_eq!(event["websocket.close.source"], "tungstenite");
    assert_eq!(event["websocket.close.code"], 1002);
}

fn level(run: impl FnOnce()) -> String {
    only_event(run)["level"].as_str().unwrap().to_owned()
}

#[test]
fn levels_of_codes_that_the_peer_chose() {
    for (level_of, codes) in [
        ("DEBUG", &[1000, 1001][..]),
        ("WARN", &[1002, 1003, 1007, 1008, 1009, 1010, 1011, 1014]),
        ("INFO", &[1012, 1013, 3000, 3003, 3008, 3999, 4000, 4999]),
        // Illegal: a protocol error.
        ("WARN", &[0, 999, 1004, 1005, 1006, 1015, 2000, 5000, 65535]),
    ] {
        for code in codes {
            let input = close(Role::Client, *code, b"");
            let level = level(|| receive(&logging(), Role::Server, input));
            assert_eq!(level, level_of, "{code}");
        }
    }
    let empty = frame(Role::Client, 0x88, b"");
    assert_eq!(level(|| receive(&logging(), Role::Server, empty)), "DEBUG");
}

#[test]
fn levels_of_codes_that_we_chose() {
    for (level_of, codes) in [
        ("DEBUG", &[1000, 1001][..]),
        ("WARN", &[1002, 1003, 1007, 1008, 1009, 1010]),
        ("INFO", &[1012, 1013, 3000, 4000]),
        ("ERROR", &[1011, 1014]),
    ] {
        for code in codes {
            let close = Close::new(*code, "").unwrap();
            assert_eq!(level(|| send(&logging(), close)), level_of, "{code}");
        }
    }
    let illegal = tungstenite::protocol::CloseFrame { code: 1006.into(), reason: "".into() };
    assert_eq!(level(|| send(&logging(), illegal)), "ERROR");
    let pass = logging().with_policy(Policy::default().with_illegal_close(IllegalClose::Pass));
    let illegal =
        tungstenite::protocol::CloseFrame { code: 1000.into(), reason: "x".repeat(124).into() };
    assert_eq!(level(|| send(&pass, illegal)), "ERROR");
}

#[test]
fn levels_of_endings_without_a_handshake() {
    assert_eq!(level(|| receive(&logging(), Role::Server, vec![])), "INFO");
    let open = || {
        let (io, _) = Script::new([]);
        blocking(&logging(), Role::Server, io)
    };
    assert_eq!(level(|| drop(open())), "ERROR");
    let panicked = || {
        let unwound = std::panic::catch_unwind(|| {
            let _ws = open();
            panic!("on purpose");
        });
        assert!(unwound.is_err());
    };
    assert_eq!(level(panicked), "ERROR");
    // Abandoned, and then unanswered.
    assert_eq!(level(|| open().close(Close::normal().into()).unwrap()), "INFO");
    let unanswered = || {
        let mut ws = open();
        ws.close(Close::normal().into()).unwrap();
        assert!(ws.read().is_err());
    };
    assert_eq!(level(unanswered), "WARN");
}

#[test]
fn levels_can_be_set_and_the_code_goes_before_the_outcome() {
    let log = LogCloses::new()
        .with_level_for_outcome(Outcome::Clean, Level::TRACE)
        .with_level_for_code(1008, Level::INFO)
        .with_level_for_code(1008, Level::ERROR);
    let monitor = CloseMonitor::silent().with_observer(log);
    for (code, expected) in [(1000, "TRACE"), (1008, "ERROR")] {
        let input = close(Role::Client, code, b"");
        assert_eq!(level(|| receive(&monitor, Role::Server, input)), expected);
    }
}

#[test]
fn a_hostile_reason_cannot_forge_a_line_or_hide() {
    let hostile = "a\nb\r\u{1b}[2J\u{9b}\u{2028}\u{202e}\u{200b}\"{}";
    let input = close(Role::Client, 4000, hostile.as_bytes());
    let event = only_event(|| receive(&logging(), Role::Server, input.clone()));
    let escaped = "a\\nb\\r\\u{1b}[2J\\u{9b}\\u{2028}\\u{202e}\\u{200b}\"{}";
    assert_eq!(event["websocket.close.reason"], escaped);
    assert_eq!(event["websocket.close.reason_length"], hostile.len());

    for (reason, text, length) in [
        (ReasonText::Full, Some(hostile), Some(hostile.len())),
        (ReasonText::Length, None, Some(hostile.len())),
        (ReasonText::Omit, None, None),
    ] {
        let log = LogCloses::new().with_reason(reason);
        assert_eq!(log.reason(), reason);
        let monitor = CloseMonitor::silent().with_observer(log);
        let event = only_event(|| receive(&monitor, Role::Server, input.clone()));
        assert_eq!(event.get("websocket.close.reason").and_then(Value::as_str), text);
        let logged = event.get("websocket.close.reason_length").and_then(Value::as_u64);
        assert_eq!(logged, length.map(|length| length as u64));
    }
}

/// What the catalog says is as much of a line as is wished; what is known of the connection stays.
#[test]
fn the_texts_are_as_long_as_they_are_to_be() {
    let input = close(Role::Client, 1002, b"");
    for (texts, expected) in [
        (Texts::All, &["fix", "meaning", "retry", "when"][..]),
        (Texts::Fix, &["fix"]),
        (Texts::None, &[]),
    ] {
        let monitor = CloseMonitor::silent().with_observer(LogCloses::new().texts(texts));
        let event = only_event(|| receive(&monitor, Role::Server, input.clone()));
        let known = closeframe::catalog::entry(1002.into());
        let mut shown = Vec::new();
        for name in ["fix", "meaning", "retry", "when"] {
            let Some(text) = event.get(format!("websocket.close.{name}")) else { continue };
            assert!(!text.as_str().unwrap().is_empty());
            shown.push(name);
        }
        assert_eq!(shown, expected, "{texts:?}");
        assert_eq!(event["websocket.close.name"], known.name());
        assert_eq!(event["websocket.close.code"], 1002);
    }
}

#[test]
fn the_full_text_of_a_reason_of_ours_stays_in_the_log() {
    let long = "because ".repeat(20);
    let frame =
        tungstenite::protocol::CloseFrame { code: 1011.into(), reason: long.clone().into() };
    let event = only_event(|| send(&logging(), frame));
    assert_eq!(event["websocket.close.reason"], long);
    assert_eq!(event["websocket.close.reason_length"], 160);
    assert_eq!(event["websocket.close.violation"], "reason_too_long");
    assert_eq!(event["websocket.close.violation_direction"], "sent");
}

#[test]
fn the_parent_is_the_span_of_the_wrapping() {
    let event = only_event(|| {
        let request = tracing::info_span!("request", id = 7);
        let (io, _) = Script::new(close(Role::Client, 1000, b""));
        let mut ws = request.in_scope(|| blocking(&logging(), Role::Server, io));
        tracing::info_span!("elsewhere").in_scope(|| ws.read().unwrap());
    });
    assert_eq!(event["span"]["name"], "request");
    assert_eq!(event["span"]["id"], 7);

    let event = only_event(|| {
        let given = tracing::info_span!("given");
        let monitor = logging().in_span(given);
        tracing::info_span!("current")
            .in_scope(|| receive(&monitor, Role::Server, close(Role::Client, 1000, b"")));
    });
    assert_eq!(event["span"]["name"], "given");
}

/// Notes whether our event is a root; a formatter would print the current span all the same.
struct Roots(Arc<Mutex<Vec<bool>>>);

impl<S: tracing::Subscriber> tracing_subscriber::Layer<S> for Roots {
    fn on_event(&self, event: &tracing::Event<'_>, _: tracing_subscriber::layer::Context<'_, S>) {
        if event.metadata().target() == "closeframe" {
            self.0.lock().unwrap().push(event.is_root());
        }
    }
}

#[test]
fn without_a_span_at_the_wrapping_the_event_has_no_parent() {
    let roots = Arc::default();
    have_all_subscribers_asked();
    let subscriber = tracing_subscriber::registry().with(Roots(Arc::clone(&roots)));
    tracing::subscriber::with_default(subscriber, || {
        let (io, _) = Script::new(close(Role::Client, 1000, b""));
        let mut ws = blocking(&logging(), Role::Server, io);
        tracing::info_span!("elsewhere").in_scope(|| ws.read().unwrap());
    });
    assert_eq!(*roots.lock().unwrap(), [true]);
}

#[test]
fn codes_of_the_application_explain_themselves() {
    let kicked = Entry::application(CloseCode::new(4401), "Kicked")
        .with_meaning("A moderator ended the session.")
        .with_retry(Retry::No);
    let monitor = logging().with_catalog(Catalog::standard().with_codes(&[kicked]).unwrap());
    for &role in Role::ALL {
        let event = only_event(|| receive(&monitor, role, close(other(role), 4401, b"")));
        assert_eq!(event["websocket.close.name"], "Kicked");
        assert_eq!(event["websocket.close.meaning"], "A moderator ended the session.");
        assert_eq!(event["websocket.close.retry"], "no");
        let (io, _) = Script::new(close(other(role), 4401, b""));
        let mut ws = blocking_tapped(&monitor, role, io);
        ws.read().unwrap();
        let sentence = ws.close_report().unwrap().to_string();
        assert_eq!(sentence, "received 4401 Kicked; then sent 4401 Kicked");
    }
}

#[test]
fn messages_are_not_logged() {
    let input = [frame(Role::Client, 0x81, b"secret"), close(Role::Client, 1000, b"")].concat();
    let run = || {
        let (io, _) = Script::new(input);
        let mut ws = blocking_tapped(&logging(), Role::Server, io);
        assert_eq!(ws.read().unwrap(), Message::text("secret"));
        ws.read().unwrap();
    };
    let all = events(run);
    let ours: Vec<_> = all.iter().filter(|event| event["target"] == "closeframe").collect();
    assert_eq!(ours.len(), 1);
}
