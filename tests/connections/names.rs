//! The names of metrics and events: what is emitted is what `closeframe::names` lists, to the letter.

use std::{
    collections::BTreeSet,
    fmt,
    sync::{Arc, Mutex},
};

use closeframe::{
    CloseMonitor, CountCloses, LogCloses, Role,
    names::{buckets, event, field, label, metric},
    observe::LogRate,
};
use metrics_util::debugging::DebuggingRecorder;
use tokio::io::AsyncWriteExt;
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt},
};

use crate::{captured::have_all_subscribers_asked, log::receive, wire::close};

/// Every event of ours.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<Names>>>);

#[derive(Debug)]
struct Names {
    event: &'static str,
    message: String,
    fields: BTreeSet<&'static str>,
}

impl<S: Subscriber> Layer<S> for Seen {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let metadata = event.metadata();
        if metadata.target() != event::TARGET {
            return;
        }
        let mut message = Message::default();
        event.record(&mut message);
        let fields = metadata.fields().iter().map(|field| field.name());
        let fields = fields.filter(|name| *name != "message").collect();
        let seen = Names { event: metadata.name(), message: message.0, fields };
        self.0.lock().unwrap().push(seen);
    }
}

#[derive(Default)]
struct Message(String);

impl Visit for Message {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            self.0 = format!("{value:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn events_have_the_names_that_are_listed_and_no_others() {
    let seen = Seen::default();
    let rate = LogRate::new(1, 0.0);
    let log = LogCloses::new().with_rate(rate).with_handshake_rate(rate);
    let monitor = CloseMonitor::silent().with_observer(log);
    let subscriber = tracing_subscriber::registry().with(seen.clone());
    have_all_subscribers_asked();
    let listening = tracing::subscriber::set_default(subscriber);
    for _ in 0..2 {
        receive(&monitor, Role::Server, close(Role::Client, 1000, b""));
    }
    monitor.flush();
    for _ in 0..2 {
        let (io, mut peer) = tokio::io::duplex(64);
        peer.write_all(b"GET / HTTP/1.0\r\n\r\n").await.unwrap();
        monitor.accept(io).await.unwrap_err();
    }
    monitor.flush();
    drop(listening);
    let seen = seen.0.lock().unwrap();
    let [closed, summary, failed, summary_of_failed] = &seen[..] else { panic!("{seen:?}") };
    assert_eq!((closed.event, &*closed.message), (event::CLOSE, event::CLOSE_MESSAGE));
    assert_eq!(summary.event, event::CLOSE_SUPPRESSED);
    assert_eq!(summary.message, event::CLOSE_SUPPRESSED_MESSAGE);
    assert_eq!(
        (failed.event, &*failed.message),
        (event::HANDSHAKE_FAILED, event::HANDSHAKE_FAILED_MESSAGE)
    );
    assert_eq!(summary_of_failed.event, event::HANDSHAKE_SUPPRESSED);
    assert_eq!(summary_of_failed.message, event::HANDSHAKE_SUPPRESSED_MESSAGE);
    let fields: BTreeSet<_> = seen.iter().flat_map(|it| &it.fields).copied().collect();
    assert_eq!(fields, field::ALL.iter().copied().collect());
}

#[test]
fn metrics_have_the_names_that_are_listed_and_no_others() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    metrics::with_local_recorder(&recorder, || {
        let monitor = CloseMonitor::silent().with_observer(CountCloses::new());
        receive(&monitor.endpoint("chat"), Role::Server, close(Role::Client, 1000, b""));
        receive(&monitor, Role::Server, close(Role::Client, 1000, b""));
    });
    let series = snapshotter.snapshot().into_vec();
    let keys = series.iter().map(|(key, ..)| key.key());
    let (mut names, mut labels) = (BTreeSet::new(), BTreeSet::new());
    for key in keys {
        names.insert(key.name());
        labels.extend(key.labels().map(|it| it.key()));
    }
    assert_eq!(names, metric::ALL.iter().copied().collect());
    assert_eq!(labels, label::ALL.iter().copied().collect());
}

/// Dashboards and alerts of years hang on them.
#[test]
fn the_names_are_those_of_the_contract() {
    assert_eq!(
        metric::ALL,
        [
            "websocket_connections_opened_total",
            "websocket_closes_total",
            "websocket_handshake_failures_total",
            "websocket_close_violations_total",
            "websocket_connection_duration_seconds",
            "websocket_close_handshake_duration_seconds",
            "websocket_close_log_events_suppressed_total",
            "websocket_close_code_info",
        ]
    );
    assert_eq!(
        label::ALL,
        [
            "code",
            "initiator",
            "outcome",
            "role",
            "direction",
            "violation",
            "reason",
            "endpoint",
            "name"
        ]
    );
    assert_eq!(
        event::ALL,
        [
            "closeframe",
            "websocket.close",
            "websocket closed",
            "websocket.close.suppressed",
            "websocket close events suppressed",
            "websocket.handshake.failed",
            "websocket handshake failed",
            "websocket.handshake.suppressed",
            "websocket handshake events suppressed",
        ]
    );
    let unprefixed: Vec<_> =
        field::ALL.iter().map(|it| it.strip_prefix("websocket.close.").unwrap_or(it)).collect();
    assert_eq!(
        unprefixed,
        [
            "event.name",
            "websocket.role",
            "code",
            "name",
            "initiator",
            "outcome",
            "clean",
            "blame",
            "reason",
            "reason_length",
            "received_code",
            "sent_code",
            "summary",
            "violation",
            "violation_direction",
            "source",
            "meaning",
            "when",
            "fix",
            "retry",
            "runbook",
            "hint",
            "websocket.subprotocol",
            "endpoint",
            "client.address",
            "url.path",
            "user_agent.original",
            "websocket.connection.duration_s",
            "websocket.connection.idle_s",
            "error.type",
            "reason",
            "http.response.status_code",
            "code_label",
            "suppressed.count",
            "suppressed.duration_s",
            "websocket.handshake.suppressed.count",
            "websocket.handshake.suppressed.duration_s",
        ]
    );
    let lifetimes = [1, 5, 30, 55, 65, 95, 105, 345, 360, 590, 610, 1_800, 3_600, 14_400, 86_400];
    assert_eq!(buckets::CONNECTION_DURATION_SECONDS, lifetimes.map(f64::from));
    let handshakes = buckets::CLOSE_HANDSHAKE_DURATION_SECONDS;
    assert_eq!((handshakes.first(), handshakes.last()), (Some(&0.005), Some(&30.0)));
}
