//! Handlers of axum's, served over memory.

use std::time::Duration;

use axum::{
    Extension, Router,
    extract::{State, ws::WebSocketUpgrade},
    http::StatusCode,
    response::Response,
    routing::{any, get},
};
use closeframe::{
    Close, CloseMonitor, Initiator, Keepalive, Outcome, Policy, Source,
    testing::{Captured, PeerEnding, Recorder, Rule, connect_router},
};
use tungstenite::Message;

use crate::{endings::expected, handlers::Handler};

async fn echo(State(closes): State<CloseMonitor>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.protocols(["chat"]).on_upgrade(async move |socket| {
        let mut socket = closes.wrap(socket);
        while let Some(Ok(message)) = socket.recv().await {
            if message.to_text().is_ok_and(|text| text == "leave") {
                let _ = socket.close_with(Close::new(1012, "back soon").unwrap()).await;
            } else if socket.send(message).await.is_err() {
                break;
            }
        }
    })
}

fn router(recorder: &Recorder) -> Router {
    let policy = Policy::default()
        .with_keepalive(Keepalive::default())
        .with_write_timeout(Duration::from_secs(15));
    let monitor = recorder.monitor().with_policy(policy);
    Router::new()
        .route("/chat", any(echo))
        .route("/tapped", any(echo_tapped).layer(Extension(monitor.clone())))
        .route("/plain", get(async || StatusCode::NO_CONTENT))
        .with_state(monitor)
}

/// The same over the extractor's socket.
async fn echo_tapped(upgrade: closeframe::axum::WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(async move |mut socket| {
        while let Some(Ok(message)) = socket.recv().await {
            if message.to_text().is_ok_and(|text| text == "leave") {
                let _ = socket.close_with(Close::new(1012, "back soon").unwrap()).await;
            } else if socket.send(message).await.is_err() {
                break;
            }
        }
    })
}

/// What the wire says, as of any other socket over a tap whose handler waits for messages.
fn expected_tapped(ending: PeerEnding) -> (Outcome, Initiator) {
    expected(ending, Handler::Listens, 0)
}

/// tungstenite's words, where axum leaves no room for the wire's.
fn expected_untapped(ending: PeerEnding) -> (Outcome, Initiator) {
    match ending {
        PeerEnding::Breaks(Rule::InvalidCode(_)) => (Outcome::Clean, Initiator::Remote),
        PeerEnding::Breaks(Rule::ReasonInvalidUtf8) => (Outcome::InvalidPayload, Initiator::Local),
        PeerEnding::Breaks(Rule::CloseTooLong | Rule::CloseFragmented) => {
            (Outcome::ProtocolError, Initiator::Local)
        }
        _ => expected_tapped(ending),
    }
}

#[tokio::test(start_paused = true)]
async fn each_ending_has_its_outcome_under_axum() {
    each_ending_has_its_outcome("/chat", expected_untapped, Source::Tungstenite).await;
    each_ending_has_its_outcome("/tapped", expected_tapped, Source::Wire).await;
}

async fn each_ending_has_its_outcome(
    path: &str,
    expected: fn(PeerEnding) -> (Outcome, Initiator),
    source: Source,
) {
    for &ending in PeerEnding::ALL {
        let recorder = Recorder::default();
        let mut client = connect_router(router(&recorder), path).await;
        client.send("hello");
        assert_eq!(client.receive().await, Some(Message::text("hello")));
        if matches!(ending, PeerEnding::Answers | PeerEnding::Rejects | PeerEnding::HangsUp) {
            client.send("leave");
        }
        client.end(ending).await;
        let report = recorder.next().await;
        let is = (report.outcome(), report.initiator());
        assert_eq!(is, expected(ending), "{ending:?} at {path}: {report}");
        assert_eq!(report.source(), source);
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_router_does_is_logged_and_counted_in_the_thread_of_the_test() {
    let (recorder, captured) = (Recorder::default(), Captured::default());
    let _lent = captured.lend();
    let mut client = connect_router(router(&recorder), "/chat").await;
    client.end(PeerEnding::Closes(4001, "expired")).await;
    recorder.next().await.assert_code(4001);
    assert_eq!(captured.close_event().field("websocket.close.reason"), Some("expired"));
    assert_eq!(captured.counter("websocket_closes_total", &[("code", "4xxx")]), 1);
}

#[tokio::test(start_paused = true)]
#[should_panic = "no upgrade: HTTP/1.1 204 No Content"]
async fn a_path_that_is_no_websocket_panics_with_the_response() {
    connect_router(router(&Recorder::default()), "/plain").await;
}
