//! What reaches a connection from elsewhere: handles, tags, drains, time; and where it comes from.

use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use closeframe::{Close, CloseCode, Initiator, Outcome, Role};

use super::{NORMAL, Records};

#[tokio::test(start_paused = true)]
async fn a_drain_is_told_by_whoever_awaits_it() {
    let records = Records::default();
    let monitor = records.monitor();
    let mut told = monitor.open(Role::Server);
    let owner = tokio::spawn(async move {
        let close = told.closing().await.expect("the drain asks");
        assert_eq!(close, Close::new(CloseCode::GOING_AWAY, "deploying").unwrap());
        told.sent(&close);
        assert_eq!(told.received(&close), None);
        assert_eq!(told.closing().await, None);
    });
    let close = Close::new(CloseCode::GOING_AWAY, "deploying").unwrap();
    let drained = monitor.drain(close, Duration::ZERO, Duration::from_secs(5)).await;
    owner.await.unwrap();
    assert_eq!(drained.clean, 1, "{drained:?}");
    assert_eq!(records.reports()[0].code(), Some(CloseCode::GOING_AWAY));
}

#[tokio::test(start_paused = true)]
async fn a_drain_s_deadline_ends_what_awaits_it() {
    let records = Records::default();
    let monitor = records.monitor();
    let mut told = monitor.open(Role::Client);
    let owner = tokio::spawn(async move {
        let close = told.closing().await.expect("the drain asks");
        told.sent(close);
        // The peer does not answer.
        assert_eq!(told.closing().await, None);
        assert!(told.close_report().is_some());
    });
    let drained = monitor.drain(Close::normal(), Duration::ZERO, Duration::from_secs(3)).await;
    owner.await.unwrap();
    assert_eq!(drained.timed_out, 1, "{drained:?}");
    let report = &records.reports()[0];
    assert_eq!((report.outcome(), report.duration().as_secs()), (Outcome::Timeout, 3));
}

#[tokio::test(start_paused = true)]
async fn a_drain_counts_whom_nobody_tells_as_open_and_a_late_telling_as_timeout() {
    let records = Records::default();
    let monitor = records.monitor();
    let mut told = monitor.open(Role::Server);
    let drained = monitor.drain(Close::normal(), Duration::ZERO, Duration::from_secs(3)).await;
    assert_eq!(drained.still_open, 1, "{drained:?}");
    assert!(records.reports().is_empty());
    // The request is seen only now, with its deadline over.
    told.received(NORMAL);
    let report = &records.reports()[0];
    assert_eq!((report.outcome(), report.initiator()), (Outcome::Timeout, Initiator::None));
}

#[tokio::test(start_paused = true)]
async fn who_opens_during_a_stop_is_asked_at_once() {
    let monitor = Records::default().monitor();
    let none = monitor.drain_and_stop(Close::normal(), Duration::ZERO, Duration::ZERO).await;
    assert_eq!(none, Default::default());
    let mut told = monitor.open(Role::Server);
    assert_eq!(told.closing().await, Some(Close::normal()));
    // What it connects to has nothing to do with it.
    assert_eq!(monitor.open(Role::Client).take_close_request(), None);
}

#[test]
fn a_tag_finds_it_until_it_ends() {
    let monitor = Records::default().monitor();
    let mut told = monitor.open(Role::Server);
    told.tag("user 42");
    assert_eq!(monitor.close_tagged("user 42", Close::normal()), 1);
    assert!(told.close_handle().is_closing());
    assert_eq!(told.take_close_request(), Some(Close::normal()));
    assert_eq!(told.take_close_request(), None, "it is taken once");
    told.ended(None);
    assert_eq!(monitor.close_tagged("user 42", Close::normal()), 0);
}

#[test]
fn a_request_that_comes_too_late_is_not_handed_out() {
    let monitor = Records::default().monitor();
    let mut answering = monitor.open(Role::Server);
    answering.close_handle().close(Close::normal());
    answering.received(NORMAL);
    assert_eq!(answering.take_close_request(), None);
    let mut closing = monitor.open(Role::Server);
    closing.close_handle().close(Close::normal());
    closing.sent(NORMAL);
    assert_eq!(closing.take_close_request(), None);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_cancelled_loses_no_request() {
    let monitor = Records::default().monitor();
    let mut told = monitor.open(Role::Server);
    {
        let mut closing = pin!(told.closing());
        let mut cx = Context::from_waker(Waker::noop());
        assert_eq!(closing.as_mut().poll(&mut cx), Poll::Pending);
    }
    told.close_handle().close(Close::normal());
    // A telling looks for requests too, and does not take them.
    told.received_message();
    assert_eq!(told.closing().await, Some(Close::normal()));
}

#[tokio::test(start_paused = true)]
async fn the_time_of_a_handshake_ends_the_wait() {
    let records = Records::default();
    let mut told = records.monitor().open(Role::Server);
    told.received(NORMAL);
    assert_eq!(told.closing().await, None);
    let report = &records.reports()[0];
    assert_eq!((report.outcome(), report.duration().as_secs()), (Outcome::Timeout, 10));
}

#[tokio::test(start_paused = true)]
async fn a_handle_learns_of_the_end() {
    let monitor = Records::default().monitor();
    let told = monitor.open(Role::Server);
    let handle = told.close_handle();
    let waits = tokio::spawn(async move { handle.closed().await });
    tokio::task::yield_now().await;
    drop(told);
    assert_eq!(waits.await.unwrap().outcome(), Outcome::Dropped);
}

#[tokio::test(start_paused = true)]
async fn it_tells_where_it_comes_from_and_since_when_it_is_idle() {
    let records = Records::default();
    let monitor = records.monitor().endpoint("chat").for_subprotocol("graphql-ws");
    let mut told = monitor.for_client("192.0.2.7").open(Role::Server);
    assert_eq!(monitor.open_connections().at("chat"), 1);
    tokio::time::advance(Duration::from_secs(5)).await;
    told.received_message();
    tokio::time::advance(Duration::from_secs(60)).await;
    told.ended(None);

    let report = &records.reports()[0];
    assert_eq!(report.source().as_str(), "application");
    assert_eq!(report.endpoint().map(|it| it.as_str()), Some("chat"));
    assert_eq!(report.subprotocol(), Some("graphql-ws"));
    assert_eq!(report.client_address(), Some("192.0.2.7"));
    assert_eq!((report.duration().as_secs(), report.idle().map(|it| it.as_secs())), (65, Some(60)));
}
