//! The recorder, the assertions, and what was logged and counted.

use std::panic::{AssertUnwindSafe, catch_unwind};

use closeframe::{
    Blame, CloseReport, Direction, ErrorType, Initiator, LogCloses, Observer, Outcome, Violation,
    testing::{Captured, PeerEnding, Recorder, ReportBuilder, pair},
    tracing::{Level, info},
};
use futures_util::FutureExt;

use crate::handlers::Handler;

/// What it panics with.
fn complaint(check: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(check)).expect_err("it holds");
    *panic
        .downcast::<String>()
        .or_else(|panic| panic.downcast().map(|it: Box<&str>| Box::new(it.to_string())))
        .unwrap()
}

async fn end(recorder: &Recorder, ending: PeerEnding) {
    let (ws, mut client) = pair(&recorder.monitor()).await;
    tokio::join!(Handler::Listens.run(ws), client.end(ending));
}

#[tokio::test(start_paused = true)]
async fn reports_come_once_each_and_in_order() {
    let recorder = Recorder::default();
    assert!(recorder.next().now_or_never().is_none());
    let waits = tokio::spawn({
        let recorder = recorder.clone();
        async move { recorder.next().await }
    });
    tokio::task::yield_now().await;
    end(&recorder, PeerEnding::Closes(1001, "bye")).await;
    waits.await.unwrap().assert_code(1001);
    end(&recorder, PeerEnding::Vanishes).await;
    end(&recorder, PeerEnding::Resets).await;
    // One that is dropped takes nothing.
    drop(recorder.next());
    recorder.next().await.assert_outcome(Outcome::Eof);
    recorder.next().await.assert_outcome(Outcome::Reset);
    assert_eq!(recorder.reports().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn only_says_what_there_is_instead() {
    let recorder = Recorder::default();
    assert_eq!(complaint(|| drop(recorder.only())), "no connection has ended");
    end(&recorder, PeerEnding::Closes(1001, "bye")).await;
    recorder.only().assert_code(1001);
    end(&recorder, PeerEnding::Vanishes).await;
    assert_eq!(
        complaint(|| drop(recorder.only())),
        "2 connections have ended, not one:\n  \
         received 1001 Going Away \"bye\"; then sent 1001 Going Away\n  \
         no close frame received or sent (eof)"
    );
}

#[tokio::test(start_paused = true)]
#[should_panic = "records.rs:"]
async fn waiting_for_a_report_in_vain_panics_with_the_place() {
    Recorder::default().next().await;
}

#[test]
fn assertions_hold_or_print_the_sentence() {
    let report = ReportBuilder::new(Outcome::Clean).with_received(1001, "bye").build();
    report
        .assert_outcome(Outcome::Clean)
        .assert_initiator(Initiator::Remote)
        .assert_code(1001)
        .assert_reason("bye")
        .assert_blame(Blame::Nobody)
        .assert_violation(None)
        .assert_error_type(None);
    type Assertion = fn(&CloseReport) -> &CloseReport;
    let broken: [(&str, Assertion); 7] = [
        ("outcome is Clean, not Eof", |it| it.assert_outcome(Outcome::Eof)),
        ("initiator is Remote, not Local", |it| it.assert_initiator(Initiator::Local)),
        ("code is Some(GOING_AWAY(1001)), not Some(NORMAL_CLOSURE(1000))", |it| {
            it.assert_code(1000)
        }),
        ("reason is \"bye\", not \"\"", |it| it.assert_reason("")),
        ("blame is Nobody, not Peer", |it| it.assert_blame(Blame::Peer)),
        ("violation is None, not Some((Sent, Rejected))", |it| {
            it.assert_violation((Direction::Sent, Violation::Rejected))
        }),
        ("error type is None, not Some(Eof)", |it| it.assert_error_type(ErrorType::Eof)),
    ];
    for (what, assert) in broken {
        let sentence = complaint(|| {
            assert(&report);
        });
        assert_eq!(sentence, format!("the {what}: {report}"));
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_logged_and_counted_in_a_test_is_seen_there() {
    let (recorder, captured) = (Recorder::default(), Captured::default());
    let lent = captured.lend();
    assert_eq!(
        complaint(|| drop(captured.close_event())),
        "not one event of a connection's end: []"
    );
    info!("another target");
    end(&recorder, PeerEnding::Closes(1008, "too\u{202E}loud")).await;
    drop(lent);
    // Nobody looks any more.
    end(&recorder, PeerEnding::Vanishes).await;

    let event = captured.close_event();
    assert_eq!((event.level(), event.name()), (Level::WARN, "websocket.close"));
    assert_eq!(event.field("message"), Some("websocket closed"));
    assert_eq!(event.field("websocket.close.code"), Some("1008"));
    assert_eq!(event.field("websocket.close.clean"), Some("true"));
    assert_eq!(event.field("websocket.close.reason"), Some("too\\u{202e}loud"));
    assert_eq!(event.field("websocket.close.violation"), None);
    assert!(event.fields().any(|field| field == ("websocket.role", "server")));
    assert_eq!(captured.events().len(), 1);

    let count = |labels: &[(&str, &str)]| captured.counter("websocket_closes_total", labels);
    assert_eq!(count(&[]), 1);
    assert_eq!(count(&[("code", "1008"), ("outcome", "clean")]), 1);
    assert_eq!(count(&[("code", "1001")]), 0);
    assert_eq!(count(&[("colour", "red")]), 0);
    assert_eq!(captured.counter("websocket_connections_opened_total", &[("role", "server")]), 1);
}

/// Threads of other tests may say nothing to anybody. With one subscriber in all, `tracing` asks that of the
/// thread which comes by an event first, and keeps its "no" for the others.
#[test]
fn what_another_thread_does_not_want_is_captured_here() {
    let captured = Captured::default();
    let _lent = captured.lend();
    let report = ReportBuilder::new(Outcome::Clean).with_received(1001, "").build();
    std::thread::scope(|scope| {
        scope.spawn(|| LogCloses::new().on_close(&report));
    });
    LogCloses::new().on_close(&report);
    assert_eq!(captured.close_event().field("websocket.close.code"), Some("1001"));
}
