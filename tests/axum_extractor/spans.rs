//! The request's span: who hangs on it, and for how long.

use std::io::Write;

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

use crate::{
    Client, Told,
    captured::{Log, to_json},
    echo,
    wire::close,
};

/// What is logged by this thread, and which spans end.
fn capture() -> (Log, tracing::subscriber::DefaultGuard) {
    let log = Log::default();
    let subscriber = to_json(&log).with(Closed(log.clone()));
    (log, tracing::subscriber::set_default(subscriber))
}

fn only(log: &Log, key: &str, value: &str) -> Value {
    let mut events = log.events().into_iter().filter(|event| event[key] == value);
    let event = events.next().unwrap_or_else(|| panic!("no {key} {value}"));
    assert_eq!(events.next(), None);
    event
}

fn position(log: &Log, key: &str, value: &str) -> usize {
    log.events().iter().position(|event| event[key] == value).unwrap()
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
    let (log, _captured) = capture();
    connection(logging(), false).await;
    let event = only(&log, "event.name", "websocket.close");
    assert_eq!((&event["span"]["name"], &event["span"]["id"]), (&"request".into(), &7.into()));
    assert_eq!(only(&log, "name", "handler")["span"]["name"], "request");
}

#[tokio::test]
async fn without_the_span_it_ends_before_the_connection() {
    let (log, _captured) = capture();
    connection(logging(), true).await;
    let event = only(&log, "event.name", "websocket.close");
    assert_eq!(event.get("span"), None);
    assert_eq!(only(&log, "name", "handler").get("span"), None);
    assert!(position(&log, "ended", "request") < position(&log, "event.name", "websocket.close"));
}

#[tokio::test]
async fn a_span_of_the_monitors_goes_before_it() {
    let (log, _captured) = capture();
    let given = tracing::info_span!("given");
    connection(logging().in_span(given), false).await;
    assert_eq!(only(&log, "event.name", "websocket.close")["span"]["name"], "given");
    assert_eq!(only(&log, "name", "handler")["span"]["name"], "request");
}

#[tokio::test]
async fn a_rejection_is_told_in_the_requests_span() {
    let (log, _captured) = capture();
    let upgrade = async |upgrade: WebSocketUpgrade| upgrade.on_upgrade(echo);
    let route = any(upgrade).layer(Extension(logging())).layer(middleware::from_fn(in_a_span));
    assert_eq!(Client::refused(Router::new().route("/", route), "").await.0, 400);
    let event = only(&log, "event.name", "websocket.handshake.failed");
    assert_eq!(event["span"]["name"], "request");
    assert_eq!(event["reason"], "bad_request");
}
