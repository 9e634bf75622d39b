//! Reports as JSON: which keys there are, and what stands under them.

use std::collections::BTreeSet;

use closeframe::{
    Blame, CloseMonitor, CloseReport, Direction, ErrorType, Initiator, Outcome, Role, Source,
    Violation, catalog::Locale, names::field,
};
use serde_json::{Value, json};
use tungstenite::Message;

use crate::{
    log::only_event,
    wire::{Reports, Script, blocking_tapped, close},
};

/// What is told of a connection over which these bytes come in.
fn received(locale: Locale, input: &[u8]) -> CloseReport {
    let (monitor, reports) = Reports::monitor();
    crate::log::receive(&monitor.with_locale(locale), Role::Server, input.to_vec());
    reports.only()
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn a_close_has_its_codes_reasons_and_texts() {
    let json = json!(received(Locale::German, &close(Role::Client, 1001, b"bye\"\n\xE2\x80\xAE")));
    assert_eq!(json["role"], "server");
    assert_eq!((&json["code"], &json["code_label"]), (&json!(1001), &json!("1001")));
    assert_eq!(json["name"], "Going Away");
    assert_eq!((&json["initiator"], &json["outcome"]), (&json!("remote"), &json!("clean")));
    assert_eq!((&json["clean"], &json["blame"]), (&json!(true), &json!("nobody")));
    assert_eq!((&json["reason"], &json["reason_length"]), (&json!("bye\"\n\u{202e}"), &json!(8)));
    assert_eq!(json["reason"], json["received_reason"]);
    assert_eq!((&json["received_code"], &json["sent_code"]), (&json!(1001), &json!(1001)));
    assert_eq!(json["source"], "wire");
    assert_eq!(json["retry"], "ja, mit wachsender Wartezeit (Backoff)");
    assert!(json["summary"].as_str().unwrap().starts_with("received 1001 Going Away \"bye"));
    assert!(json["duration_s"].is_f64() && json["handshake_duration_s"].is_f64());
    assert!(
        json.to_string().contains(r#""reason":"bye\"\n"#),
        "it stays within its quotes: {json}"
    );
}

#[test]
fn what_is_unknown_is_left_out() {
    let lost = json!(received(Locale::English, b""));
    let expected = [
        "blame",
        "clean",
        "code",
        "code_label",
        "duration_s",
        "error_type",
        "fix",
        "initiator",
        "meaning",
        "name",
        "outcome",
        "retry",
        "role",
        "source",
        "summary",
        "when",
    ];
    // A blocking socket over which nothing came is known to have been idle.
    let expected = BTreeSet::from(expected);
    assert_eq!(keys(&lost), &expected | &BTreeSet::from(["idle_s"]));
    assert_eq!((&lost["code"], &lost["error_type"]), (&json!(1006), &json!("eof")));
}

#[test]
fn a_broken_rule_is_told_with_its_direction() {
    let json = json!(received(Locale::English, &close(Role::Client, 999, b"")));
    assert_eq!(json["violation"], "invalid_code");
    assert_eq!(json["violation_direction"], "received");
    assert_eq!((&json["code"], &json["code_label"]), (&json!(999), &json!("other")));
    assert_eq!(json["error_type"], "invalid_close_code");
}

/// The log's names, but for what stands before them.
#[test]
fn the_keys_are_those_of_the_log() {
    let (monitor, reports) = Reports::monitor();
    let monitor: CloseMonitor = monitor.with_observer(closeframe::LogCloses::new());
    let event = only_event(|| {
        let (io, _) = Script::new(close(Role::Client, 999, b"why"));
        let mut ws = blocking_tapped(&monitor, Role::Server, io);
        let _ = ws.send(Message::text("hello"));
        while ws.read().is_ok() {}
    });
    let json = json!(reports.only());
    let logged: BTreeSet<_> = field::ALL
        .iter()
        .filter(|name| **name != field::EVENT_NAME && event.get(**name).is_some())
        .map(|name| match *name {
            field::ERROR_TYPE => "error_type",
            name => name.rsplit('.').next().unwrap(),
        })
        .collect();
    let own = ["code_label", "summary", "received_reason", "handshake_duration_s"];
    assert_eq!(keys(&json), &logged | &BTreeSet::from(own));
    let same = |key: &str, name: &str| assert_eq!(json[key], event[name], "{name}");
    same("code", field::CODE);
    same("reason", field::REASON);
    same("retry", field::RETRY);
    same("violation", field::VIOLATION);
    same("sent_code", field::SENT_CODE);
}

#[test]
fn enums_are_their_words() {
    macro_rules! check {
        ($($name:ident),*) => {$(
            for it in $name::ALL {
                assert_eq!(json!(it), it.as_str());
            }
        )*};
    }
    check!(Role, Initiator, Outcome, Blame, Direction, Source, ErrorType, Violation);
}
