//! Who gets no connection, and what is answered and told then.

use std::time::Duration;

use axum::{Extension, Router, extract::ws, http::StatusCode, routing::any};
use closeframe::{
    Close, CloseMonitor, Policy,
    axum::{WebSocketUpgrade, WebSocketUpgradeRejection},
    observe::HandshakeFailure,
};
use tokio::sync::mpsc;

use crate::{Client, LONG, Told, VALID, captured::Log, echo, router, wire::body};

/// axum's extractor, for comparison.
fn bare() -> Router {
    let upgrade = async |upgrade: ws::WebSocketUpgrade| upgrade.on_upgrade(async |_| {});
    Router::new().route("/", any(upgrade))
}

fn without_date(head: &str) -> Vec<&str> {
    head.lines().filter(|line| !line.starts_with("date:")).collect()
}

#[tokio::test]
async fn what_is_no_upgrade_is_answered_as_axum_does() {
    let cases = [
        String::new(),
        VALID.replace("Version: 13", "Version: 8"),
        VALID.replace("Upgrade: websocket", "Upgrade: h2c"),
        VALID.replace("Sec-WebSocket-Key", "X"),
        VALID.replace("Connection: Upgrade\r\n", ""),
    ];
    for headers in &cases {
        let (monitor, told) = Told::by(CloseMonitor::silent());
        let (status, head, text) = Client::refused(router(monitor, echo), headers).await;
        let (expected, their_head, their_text) = Client::refused(bare(), headers).await;
        assert_eq!((status, text), (expected, their_text));
        assert_eq!(without_date(&head), without_date(&their_head));
        assert!(matches!(status, 400 | 426), "{head}");
        assert_eq!(told.failed(), [(HandshakeFailure::BadRequest, Some(status))]);
        assert_eq!(told.opened(), 0);
    }
}

#[tokio::test]
async fn a_valid_upgrade_is_answered_as_axum_does() {
    let (monitor, _told) = Told::by(CloseMonitor::silent());
    let (_client, head) = Client::ask(router(monitor, echo), VALID).await;
    let (_client, their_head) = Client::ask(bare(), VALID).await;
    assert_eq!(without_date(&head), without_date(&their_head));
}

/// What was taken out of the request is there again.
#[tokio::test]
async fn a_rejection_that_is_taken_as_a_result_leaves_the_request_as_it_was() {
    let (monitor, told) = Told::by(CloseMonitor::silent());
    let upgrade = async |ours: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
                         request: axum::extract::Request| {
        assert_eq!(ours.unwrap_err().status(), StatusCode::BAD_REQUEST);
        let upgraded = hyper::upgrade::on(request);
        tokio::spawn(async move {
            use tokio::io::AsyncWriteExt;
            let upgraded = upgraded.await.unwrap();
            hyper_util::rt::TokioIo::new(upgraded).write_all(b"other").await.unwrap();
        });
        let headers = [("connection", "upgrade"), ("upgrade", "other")];
        (StatusCode::SWITCHING_PROTOCOLS, headers)
    };
    let router = Router::new().route("/", any(upgrade).layer(Extension(monitor)));
    let headers = "Connection: Upgrade\r\nUpgrade: other\r\n";
    let (client, head) = Client::ask(router, headers).await;
    assert!(head.starts_with("HTTP/1.1 101 "), "{head}");
    assert_eq!(client.read_to_end().await, b"other");
    assert_eq!(told.failed(), [(HandshakeFailure::BadRequest, Some(400))]);
}

/// Alone with this in its process, or at least in this file: it is logged once.
#[tokio::test]
async fn a_route_without_a_monitor_says_what_to_add() {
    let (log, _captured) = Log::capture();
    let upgrade = async |upgrade: WebSocketUpgrade| upgrade.on_upgrade(echo);
    for _ in 0..2 {
        let router = Router::new().route("/", any(upgrade));
        let (status, _, text) = Client::refused(router, VALID).await;
        assert_eq!(status, 500);
        assert!(text.contains("axum::Extension(closes.endpoint"), "{text}");
    }
    let events = log.events();
    let told: Vec<_> = events.iter().filter(|event| event["target"] == "closeframe").collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0]["level"], "ERROR");
    assert!(told[0]["message"].as_str().unwrap().contains("Extension"), "{told:?}");
}

#[tokio::test]
async fn a_drain_closes_who_is_there_and_refuses_who_comes() {
    let (monitor, mut told) = Told::by(CloseMonitor::silent());
    let router = router(monitor.clone(), echo);
    let mut client = Client::connect(router.clone()).await;
    client.send(&crate::wire::text(closeframe::Role::Client, "hi")).await;
    assert_eq!(client.frame().await, (0x81, b"hi".to_vec()));
    let away = Close::new(1001, "deploying").unwrap();
    let draining = tokio::spawn({
        let monitor = monitor.clone();
        async move { monitor.drain_and_stop(away, Duration::ZERO, LONG).await }
    });
    assert_eq!(client.frame().await, (0x88, body(1001, "deploying")));

    let (status, head, text) = Client::refused(router.clone(), VALID).await;
    assert_eq!((status, text.as_str()), (503, ""));
    assert!(head.contains("\r\nretry-after: "), "{head}");
    assert_eq!(told.failed(), [(HandshakeFailure::Draining, Some(503))]);
    // What is no valid request stays one.
    assert_eq!(Client::refused(router, "").await.0, 400);

    client.send(&crate::wire::close(closeframe::Role::Client, 1001, b"")).await;
    assert_eq!(draining.await.unwrap().clean, 1);
    told.report().await;
    assert_eq!(told.opened(), 1);
}

#[tokio::test]
async fn a_client_that_leaves_before_the_answer_is_told_to_the_observers_and_the_callback() {
    let (monitor, told) = Told::by(CloseMonitor::silent());
    let (failed, mut failures) = mpsc::unbounded_channel();
    let (asked, mut was_asked) = mpsc::unbounded_channel();
    let upgrade = async move |upgrade: WebSocketUpgrade| {
        let upgrade = upgrade.on_failed_upgrade(move |error| failed.send(error).unwrap());
        let _response = upgrade.on_upgrade(echo);
        asked.send(()).unwrap();
        std::future::pending::<StatusCode>().await
    };
    let router = Router::new().route("/", any(upgrade).layer(Extension(monitor)));
    let asking = tokio::spawn(Client::ask(router, VALID));
    was_asked.recv().await.unwrap();
    asking.abort();
    assert!(failures.recv().await.unwrap().into_inner().is::<hyper::Error>());
    assert_eq!(told.failed(), [(HandshakeFailure::Transport, None)]);
}

/// The handler never answers.
#[tokio::test]
async fn an_upgrade_that_takes_too_long_is_given_up() {
    let policy = Policy::default().with_open_timeout(Duration::from_millis(20));
    let (monitor, told) = Told::by(CloseMonitor::silent().with_policy(policy));
    let (failed, mut failures) = mpsc::unbounded_channel();
    let upgrade = async move |upgrade: WebSocketUpgrade| {
        let upgrade = upgrade.on_failed_upgrade(move |error| failed.send(error).unwrap());
        drop(upgrade.on_upgrade(echo));
        std::future::pending::<StatusCode>().await
    };
    let router = Router::new().route("/", any(upgrade).layer(Extension(monitor)));
    let asking = tokio::spawn(Client::ask(router, VALID));
    let error = failures.recv().await.unwrap().into_inner();
    assert!(error.to_string().contains("took too long"), "{error}");
    assert_eq!(told.failed(), [(HandshakeFailure::TimedOut, None)]);
    asking.abort();
}
