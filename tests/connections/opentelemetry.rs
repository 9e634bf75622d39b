//! The events as OpenTelemetry log records, through `opentelemetry-appender-tracing`.

use std::collections::BTreeMap;

use closeframe::{CloseMonitor, LogCloses, Role, observe::LogRate};
use opentelemetry::logs::{AnyValue, Severity};
use opentelemetry_appender_tracing::layer::OpenTelemetryTracingBridge;
use opentelemetry_sdk::logs::{InMemoryLogExporter, SdkLogRecord, SdkLoggerProvider};
use tracing_subscriber::layer::SubscriberExt;

use crate::{
    captured::have_all_subscribers_asked,
    wire::{Script, blocking_tapped, close},
};

/// The records of closes that a server's peers began.
fn records(log: LogCloses, closes: &[Vec<u8>]) -> Vec<SdkLogRecord> {
    let exporter = InMemoryLogExporter::default();
    let provider = SdkLoggerProvider::builder().with_simple_exporter(exporter.clone()).build();
    let bridge = OpenTelemetryTracingBridge::new(&provider);
    have_all_subscribers_asked();
    tracing::subscriber::with_default(tracing_subscriber::registry().with(bridge), || {
        let monitor = CloseMonitor::silent().with_observer(log);
        for bytes in closes {
            let (io, _) = Script::new(bytes.clone());
            let mut ws = blocking_tapped(&monitor, Role::Server, io);
            while ws.read().is_ok() {}
        }
        monitor.flush();
    });
    provider.force_flush().unwrap();
    exporter.get_emitted_logs().unwrap().into_iter().map(|log| log.record).collect()
}

fn attributes(record: &SdkLogRecord) -> BTreeMap<&str, &AnyValue> {
    record.attributes_iter().map(|(key, value)| (key.as_str(), value)).collect()
}

#[test]
fn a_close_has_its_name_and_typed_attributes() {
    let records = records(LogCloses::new(), &[close(Role::Client, 1008, b"no!")]);
    let [record] = &records[..] else { panic!("{records:?}") };
    assert_eq!(record.event_name(), Some("websocket.close"));
    assert_eq!(record.target().unwrap(), "closeframe");
    assert_eq!(record.severity_number(), Some(Severity::Warn));
    assert_eq!(record.body(), Some(&AnyValue::from("websocket closed")));

    let attributes = attributes(record);
    let expected: [(&str, AnyValue); 15] = [
        ("event.name", "websocket.close".into()),
        ("websocket.role", "server".into()),
        ("websocket.close.code", AnyValue::Int(1008)),
        ("websocket.close.name", "Policy Violation".into()),
        ("websocket.close.initiator", "remote".into()),
        ("websocket.close.outcome", "clean".into()),
        ("websocket.close.clean", AnyValue::Boolean(true)),
        ("websocket.close.blame", "nobody".into()),
        ("websocket.close.reason", "no!".into()),
        ("websocket.close.reason_length", AnyValue::Int(3)),
        ("websocket.close.received_code", AnyValue::Int(1008)),
        ("websocket.close.sent_code", AnyValue::Int(1008)),
        (
            "websocket.close.summary",
            "received 1008 Policy Violation; then sent 1008 Policy Violation".into(),
        ),
        ("websocket.close.source", "wire".into()),
        ("websocket.close.retry", "after fixing the cause".into()),
    ];
    for (name, value) in &expected {
        assert_eq!(attributes.get(name), Some(&value), "{name}");
    }
    for name in ["websocket.connection.duration_s", "websocket.connection.idle_s"] {
        assert!(matches!(attributes[name], AnyValue::Double(_)), "{name}");
    }
    for name in ["websocket.close.meaning", "websocket.close.when", "websocket.close.fix"] {
        assert!(matches!(attributes[name], AnyValue::String(_)), "{name}");
    }
    // What is unknown is absent, not empty.
    for name in ["websocket.close.violation", "websocket.close.hint", "error.type"] {
        assert!(!attributes.contains_key(name), "{name}");
    }
}

#[test]
fn what_was_suppressed_has_another_name() {
    let log = LogCloses::new().with_rate(LogRate::new(1, 0.0));
    let records = records(log, &[(); 5].map(|()| close(Role::Client, 1000, b"")));
    let names: Vec<_> = records.iter().map(|record| record.event_name().unwrap()).collect();
    assert_eq!(names, ["websocket.close", "websocket.close.suppressed"]);
    assert_eq!(records[1].severity_number(), Some(Severity::Debug));
    let attributes = attributes(&records[1]);
    assert_eq!(attributes["websocket.close.code_label"], &AnyValue::from("1000"));
    assert_eq!(attributes["websocket.close.suppressed.count"], &AnyValue::Int(4));
    let duration = attributes["websocket.close.suppressed.duration_s"];
    assert!(matches!(duration, AnyValue::Double(_)));
}
