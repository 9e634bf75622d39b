//! The request's span: who hangs on it, and for how long.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

use axum::{
    Extension, Router,
    extract::Request,
    middleware::{self, Next},
    routing::any,
};
use closeframe::{CloseMonitor, LogCloses, Role, axum::WebSocketUpgrade};
use serde_json::Value;
use tracing::Instrument;
use tracing_subscriber::{Layer, layer::SubscriberExt};

use crate::{Client, Told, echo, wire::close};

/// What is logged by this thread, as lines of JSON.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    pub(crate) fn capture() -> (Self, tracing::subscriber::DefaultGuard) {
        let log = Self::default();
        let writer = log.clone();
        let lines = tracing_subscriber::fmt::layer()
            .json()
            .flatten_event(true)
            .with_writer(move || writer.clone());
        let subscriber = tracing_subscriber::registry().with(Closed(log.clone())).with(lines);
        (log, tracing::subscriber::set_default(subscriber))
    }

    pub(crate) fn events(&self) -> Vec<Value> {
        let bytes = self.0.lock().unwrap();
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        lines.map(|line| serde_json::from_slice(line).unwrap()).collect()
    }

    fn only(&self, key: &str, value: &str) -> Value {
        let mut events = self.events().into_iter().filter(|event| event[key] == value);
        let event = events.next().unwrap_or_else(|| panic!("no {key} {value}"));
        assert_eq!(events.next(), None);
        event
    }

    fn position(&self, key: &str, value: &str) -> usize {
        self.events().iter().position(|event| event[key] == value).unwrap()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a line where a span ends.
struct Closed(Log);

impl<S> Layer<S> for Closed
where
    S: tracing::Subscriber + for<'a> tracing_subscriber::registry::LookupSpan<'a>,
{
    fn on_close(&self, id: tracing::span::Id, context: tracing_subscriber::layer::Context<'_, S>) {
        let name = context.metadata(&id).unwrap().name();
        writeln!(self.0.clone(), "{{\"ended\":\"{name}\"}}").unwrap();
    }
}

/// Each request in a span of its own, as `tower_http::trace` does it.
async fn in_a_span(request: Request, next: Next) -> axum::response::Response {
    next.run(request).instrument(tracing::info_span!("request", id = 7)).await
}

/// Opens and closes a connection whose handler writes a line.
async fn connection(monitor: CloseMonitor, without_span: bool) {
    let (monitor, mut told) = Told::by(monitor);
    let upgrade = async move |upgrade: WebSocketUpgrade| {
        let upgrade = if without_span { upgrade.without_span() } else { upgrade };
        upgrade.on_upgrade(async |socket| {
            tracing::info!(name = "handler");
            echo(socket).await;
        })
    };
    let route = any(upgrade).layer(Extension(monitor)).layer(middleware::from_fn(in_a_span));
    let mut client = Client::connect(Router::new().route("/", route)).await;
    client.send(&close(Role::Client, 1000, b"")).await;
    told.report().await;
    // The socket is dropped after its report, and the span after that.
    assert!(!client.read_to_end().await.is_empty());
}

fn logging() -> CloseMonitor {
    CloseMonitor::silent().with_observer(LogCloses::new())
}

#[tokio::test]
async fn the_event_and_the_handler_are_in_the_requests_span() {
    let (log, _captured) = Log::capture();
    connection(logging(), false).await;
    let event = log.only("event.name", "websocket.close");
    assert_eq!((&event["span"]["name"], &event["span"]["id"]), (&"request".into(), &7.into()));
    assert_eq!(log.only("name", "handler")["span"]["name"], "request");
}

#[tokio::test]
async fn without_the_span_it_ends_before_the_connection() {
    let (log, _captured) = Log::capture();
    connection(logging(), true).await;
    let event = log.only("event.name", "websocket.close");
    assert_eq!(event.get("span"), None);
    assert_eq!(log.only("name", "handler").get("span"), None);
    assert!(log.position("ended", "request") < log.position("event.name", "websocket.close"));
}

#[tokio::test]
async fn a_span_of_the_monitors_goes_before_it() {
    let (log, _captured) = Log::capture();
    let given = tracing::info_span!("given");
    connection(logging().in_span(given), false).await;
    assert_eq!(log.only("event.name", "websocket.close")["span"]["name"], "given");
    assert_eq!(log.only("name", "handler")["span"]["name"], "request");
}

#[tokio::test]
async fn a_rejection_is_told_in_the_requests_span() {
    let (log, _captured) = Log::capture();
    let upgrade = async |upgrade: WebSocketUpgrade| upgrade.on_upgrade(echo);
    let route = any(upgrade).layer(Extension(logging())).layer(middleware::from_fn(in_a_span));
    assert_eq!(Client::refused(Router::new().route("/", route), "").await.0, 400);
    let event = log.only("event.name", "websocket.handshake.failed");
    assert_eq!(event["span"]["name"], "request");
    assert_eq!(event["reason"], "bad_request");
}
