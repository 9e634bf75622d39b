//! A hostile reason in every common format of a log: it stays in its line and in its field, and nothing
//! in it acts on the terminal or the viewer that shows it.

use closeframe::{
    CloseMonitor, LogCloses, Role,
    observe::{LogRate, ReasonText},
};
use serde_json::Value;
use tracing_bunyan_formatter::BunyanFormattingLayer;
use tracing_subscriber::{Layer, Registry, fmt, layer::SubscriberExt};

use crate::{
    captured::{Log, have_all_subscribers_asked},
    wire::{Script, blocking_tapped, close},
};

const CODE: u16 = 4000;

/// What a line is made of.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// JSON, with the fields of the event at this place.
    Json(&'static str),
    /// `name=value`
    Pairs,
    /// Several lines, `name: value`
    Pretty,
}

type Format = (&'static str, Kind, fn(Log) -> Box<dyn Layer<Registry> + Send + Sync>);

const FORMATS: [Format; 9] = [
    ("full", Kind::Pairs, |log| fmt::layer().with_ansi(false).with_writer(log).boxed()),
    ("compact", Kind::Pairs, |log| {
        fmt::layer().compact().with_ansi(false).with_writer(log).boxed()
    }),
    ("pretty", Kind::Pretty, |log| fmt::layer().pretty().with_ansi(false).with_writer(log).boxed()),
    ("json", Kind::Json("/fields"), |log| fmt::layer().json().with_writer(log).boxed()),
    ("json, flattened", Kind::Json(""), |log| {
        fmt::layer().json().flatten_event(true).with_writer(log).boxed()
    }),
    ("json-subscriber", Kind::Json("/fields"), |log| {
        json_subscriber::fmt::layer().with_writer(log).boxed()
    }),
    ("json-subscriber, flattened", Kind::Json(""), |log| {
        json_subscriber::fmt::layer().flatten_event(true).with_writer(log).boxed()
    }),
    ("bunyan", Kind::Json(""), |log| BunyanFormattingLayer::new("test".into(), log).boxed()),
    ("logfmt", Kind::Pairs, |log| tracing_logfmt::builder().layer().with_writer(log).boxed()),
];

/// What a peer sends, and what is to be read of it.
fn reasons() -> Vec<(String, String)> {
    let marks = "\u{301}".repeat(61);
    let marks_shown = format!("{}{}", "\u{301}".repeat(4), "\\u{301}".repeat(57));
    let cases = [
        ("a\n2026-01-01T00:00:00Z ERROR forged: b", "a\\n2026-01-01T00:00:00Z ERROR forged: b"),
        ("a\r2026-01-01T00:00:00Z ERROR forged: b", "a\\r2026-01-01T00:00:00Z ERROR forged: b"),
        ("a\u{b}b\u{c}c\0d\te\u{8}f\u{7}", "a\\u{b}b\\u{c}c\\u{0}d\\te\\u{8}f\\u{7}"),
        ("\u{1b}[2J\u{1b}]0;title\u{7}\u{7f}", "\\u{1b}[2J\\u{1b}]0;title\\u{7}\\u{7f}"),
        // C1: the eight-bit CSI, and the next line.
        ("a\u{9b}31mb\u{85}c", "a\\u{9b}31mb\\u{85}c"),
        ("a\u{2028}b\u{2029}c", "a\\u{2028}b\\u{2029}c"),
        ("\u{202e}drow\u{202c}\u{2066}x\u{2069}", "\\u{202e}drow\\u{202c}\\u{2066}x\\u{2069}"),
        ("a\u{61c}b\u{200e}c\u{200f}", "a\\u{61c}b\\u{200e}c\\u{200f}"),
        ("a\u{200b}b\u{200d}c\u{feff}d\u{2060}", "a\\u{200b}b\\u{200d}c\\u{feff}d\\u{2060}"),
        ("a\u{ad}b\u{fe0f}c\u{e0041}d", "a\\u{ad}b\\u{fe0f}c\\u{e0041}d"),
        (&marks, &marks_shown),
        ("a\" websocket.close.code=1000 b=\"", "a\" websocket.close.code=1000 b=\""),
        ("a\",\"level\":\"ERROR\",\"b\":\"", "a\",\"level\":\"ERROR\",\"b\":\""),
        ("a\\\" b=\\", "a\\\" b=\\"),
        ("${jndi:ldap://x/a} {} {0} %s", "${jndi:ldap://x/a} {} {0} %s"),
        ("<script>alert(1)</script>&lt;", "<script>alert(1)</script>&lt;"),
    ];
    cases.map(|(sent, shown)| (sent.to_owned(), shown.to_owned())).to_vec()
}

fn logged(format: &Format, reason: ReasonText, text: &str) -> String {
    let log = Log::default();
    have_all_subscribers_asked();
    let subscriber = tracing_subscriber::registry().with(vec![format.2(log.clone())]);
    tracing::subscriber::with_default(subscriber, || {
        let log = LogCloses::new().with_rate(LogRate::UNLIMITED).with_reason(reason);
        let (io, _) = Script::new(close(Role::Client, CODE, text.as_bytes()));
        blocking_tapped(&CloseMonitor::silent().with_observer(log), Role::Server, io)
            .read()
            .unwrap();
    });
    let text = log.text();
    // One of the formats ends with an empty line.
    text.strip_suffix('\n').unwrap_or_else(|| panic!("no whole line: {text:?}")).to_owned()
}

/// Whether a terminal or a viewer does something else with it than to show it.
fn acts(char: char) -> bool {
    char.is_control()
        || "\u{ad}\u{61c}\u{200b}\u{200d}\u{200e}\u{200f}\u{2028}\u{2029}\u{202c}\u{202e}\u{2060}\
            \u{2066}\u{2069}\u{fe0f}\u{feff}\u{e0041}"
            .contains(char)
}

#[test]
fn an_escaped_reason_stays_where_it_belongs_and_acts_on_nothing() {
    for format in &FORMATS {
        for (reason, shown) in reasons() {
            let text = logged(format, ReasonText::Sanitized, &reason);
            let context = format!("{}: {text:?}", format.0);
            match format.1 {
                Kind::Json(fields) => {
                    assert!(!text.contains(acts), "{context}");
                    let event: Value = serde_json::from_str(&text).expect(&context);
                    let fields = event.pointer(fields).expect(&context);
                    assert_eq!(fields["websocket.close.reason"], *shown, "{context}");
                    assert_eq!(fields["websocket.close.code"], CODE, "{context}");
                    assert_eq!(fields["websocket.close.reason_length"], reason.len(), "{context}");
                    // A second key of the same name would hide.
                    assert_eq!(text.matches("\"level\":").count(), 1, "{context}");
                }
                Kind::Pairs => {
                    assert!(!text.contains(acts), "{context}");
                    assert_eq!(value(&text, "websocket.close.code="), "4000", "{context}");
                    let length = value(&text, "websocket.close.reason_length=");
                    assert_eq!(length, reason.len().to_string(), "{context}");
                }
                Kind::Pretty => {
                    assert!(!text.replace('\n', "").contains(acts), "{context}");
                    let forged = |line: &str| line.trim_start().starts_with("2026-01-01");
                    assert!(!text.lines().any(forged), "{context}");
                    // As many lines as for any other reason.
                    let harmless = logged(format, ReasonText::Sanitized, "bye");
                    assert_eq!(text.lines().count(), harmless.lines().count(), "{context}");
                    assert_eq!(value(&text, "websocket.close.code: "), "4000", "{context}");
                }
            }
        }
    }
}

/// What stands behind `name`, outside quotes, up to a space or comma.
fn value<'t>(text: &'t str, name: &str) -> &'t str {
    let mut found = Vec::new();
    let (mut quoted, mut escaped) = (false, false);
    for (at, char) in text.char_indices() {
        if !quoted && text[at..].starts_with(name) {
            found.push(text[at + name.len()..].split([' ', ',', '\n']).next().unwrap());
        }
        quoted ^= char == '"' && !escaped;
        escaped = char == '\\' && !escaped;
    }
    assert_eq!(found.len(), 1, "{name} in {text:?}");
    found[0]
}

/// What the documentation of `ReasonText::Full` promises.
#[test]
fn a_reason_in_full_keeps_to_its_line_and_is_whole_in_json() {
    for format in &FORMATS {
        for (reason, _) in reasons() {
            let text = logged(format, ReasonText::Full, &reason);
            let context = format!("{}: {text:?}", format.0);
            if format.1 != Kind::Pretty {
                assert!(!text.contains(['\n', '\r', '\u{b}', '\u{c}', '\u{1b}']), "{context}");
            }
            if let Kind::Json(fields) = format.1 {
                let event: Value = serde_json::from_str(&text).expect(&context);
                let fields = event.pointer(fields).expect(&context);
                assert_eq!(fields["websocket.close.reason"], *reason, "{context}");
            }
        }
    }
}
