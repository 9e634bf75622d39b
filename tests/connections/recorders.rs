//! The traps of metrics recorders: those that come late, twice, forget, or are lent.

use std::{
    thread,
    time::{Duration, Instant},
};

use closeframe::{
    CloseMonitor, CountCloses, Role,
    names::{label, metric},
};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use metrics_tracing_context::{LabelFilter, MetricsLayer, TracingContextLayer};
use metrics_util::{MetricKindMask, layers::Layer};
use tracing::Span;
use tracing_subscriber::layer::SubscriberExt;

use crate::{
    exposition::Exposition,
    wire::{Script, blocking_tapped, close},
};

const ENDED: [(&str, &str); 3] = [("code", "1000"), ("initiator", "remote"), ("outcome", "clean")];
/// A combination that no connection here comes to.
const UNTOUCHED: [(&str, &str); 3] =
    [("code", "1011"), ("initiator", "local"), ("outcome", "timeout")];

fn counting() -> CloseMonitor {
    CloseMonitor::silent().with_observer(CountCloses::new())
}

/// Opens a connection; what is returned lets the peer's close 1000 come in.
fn open(monitor: &CloseMonitor) -> impl FnOnce() + use<> {
    let (io, _) = Script::new(close(Role::Client, 1000, b""));
    let mut ws = blocking_tapped(monitor, Role::Server, io);
    move || while ws.read().is_ok() {}
}

fn open_and_close(monitor: &CloseMonitor) {
    open(monitor)();
}

fn page(handle: &PrometheusHandle) -> Exposition {
    Exposition::of(&handle.render())
}

/// The only test here that installs a recorder for the process. Its label keeps the others' closes
/// apart.
#[test]
fn a_recorder_that_comes_late_misses_what_was_and_a_second_one_changes_nothing() {
    const MINE: (&str, &str) = ("zone", "late");
    let count = CountCloses::new().with_label(MINE.0, MINE.1).unwrap();
    let monitor = CloseMonitor::silent().with_observer(count);
    open_and_close(&monitor);
    let end_early_one = open(&monitor);

    let recorder = PrometheusBuilder::new().build_recorder();
    let first = recorder.handle();
    metrics::set_global_recorder(recorder).unwrap();
    end_early_one();
    assert_eq!(page(&first).sum(metric::CLOSES_TOTAL, &[MINE]), 1);
    assert_eq!(page(&first).sum(metric::CONNECTIONS_OPENED_TOTAL, &[MINE]), 0);
    assert_eq!(page(&first).series(metric::CLOSES_TOTAL, &[&UNTOUCHED[..], &[MINE]].concat()), 0);

    // The monitor is older than the recorder, and so was the first connection of the role.
    open_and_close(&monitor);
    assert_eq!(page(&first).sum(metric::CLOSES_TOTAL, &[MINE]), 2);
    assert_eq!(page(&first).sum(metric::CONNECTIONS_OPENED_TOTAL, &[MINE]), 1);
    assert_eq!(page(&first).series(metric::CLOSES_TOTAL, &[&UNTOUCHED[..], &[MINE]].concat()), 1);
    assert!(first.render().contains("# HELP websocket_closes_total "));

    let second = PrometheusBuilder::new().build_recorder();
    let of_second = second.handle();
    assert!(metrics::set_global_recorder(second).is_err());
    open_and_close(&monitor);
    assert_eq!(page(&first).sum(metric::CLOSES_TOTAL, &[MINE]), 3);
    assert_eq!(page(&of_second).len(), 0);
}

#[test]
fn every_recorder_sees_what_can_be_reached_start_at_zero() {
    let [first, second] = [(); 2].map(|()| PrometheusBuilder::new().build_recorder());
    let monitor = counting();
    for recorder in [&first, &second, &first] {
        metrics::with_local_recorder(recorder, || open_and_close(&monitor));
    }
    for (recorder, closes) in [(&first, 2), (&second, 1)] {
        let page = page(&recorder.handle());
        assert_eq!(page.sum(metric::CLOSES_TOTAL, &[]), closes);
        assert_eq!(page.series(metric::CLOSES_TOTAL, &UNTOUCHED), 1);
        assert_eq!(page.sum(metric::CLOSE_CODE_INFO, &[("code", "1000")]), 1);
    }
}

/// Renders until the page is as wanted: whether something has been idle for long enough is only
/// looked at then.
fn scrape_until(handle: &PrometheusHandle, wanted: impl Fn(&Exposition) -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !wanted(&page(handle)) {
        assert!(Instant::now() < deadline, "not evicted:\n{}", handle.render());
        thread::yield_now();
    }
}

#[test]
fn an_idle_timeout_of_everything_makes_counters_start_again_and_names_vanish() {
    let recorder = PrometheusBuilder::new()
        .idle_timeout(MetricKindMask::ALL, Some(Duration::from_millis(50)))
        .build_recorder();
    let (handle, monitor) = (recorder.handle(), counting());
    metrics::with_local_recorder(&recorder, || {
        (0..3).for_each(|_| open_and_close(&monitor));
        assert_eq!(page(&handle).sum(metric::CLOSES_TOTAL, &ENDED), 3);
        scrape_until(&handle, |page| page.len() == 0);
        open_and_close(&monitor);
        let page = page(&handle);
        assert_eq!(page.sum(metric::CLOSES_TOTAL, &ENDED), 1);
        assert_eq!(page.sum(metric::CONNECTIONS_OPENED_TOTAL, &[]), 1);
        assert_eq!(page.series(metric::CLOSES_TOTAL, &[]), 1);
        assert_eq!(page.series(metric::CLOSE_CODE_INFO, &[]), 0);
    });
}

#[test]
fn an_idle_timeout_of_histograms_does_no_harm() {
    let recorder = PrometheusBuilder::new()
        .set_buckets(closeframe::names::buckets::CONNECTION_DURATION_SECONDS)
        .unwrap()
        .idle_timeout(MetricKindMask::HISTOGRAM, Some(Duration::from_millis(50)))
        .build_recorder();
    let (handle, monitor) = (recorder.handle(), counting());
    let lifetimes = format!("{}_count", metric::CONNECTION_DURATION_SECONDS);
    metrics::with_local_recorder(&recorder, || {
        (0..3).for_each(|_| open_and_close(&monitor));
        assert_eq!(page(&handle).sum(&lifetimes, &[]), 3);
        scrape_until(&handle, |page| page.series(&lifetimes, &[]) == 0);
        open_and_close(&monitor);
        let page = page(&handle);
        assert_eq!(page.sum(metric::CLOSES_TOTAL, &ENDED), 4);
        assert_eq!(page.series(metric::CLOSES_TOTAL, &UNTOUCHED), 1);
        assert_eq!(page.sum(metric::CLOSE_CODE_INFO, &[("code", "1000")]), 1);
    });
}

#[tokio::test]
async fn a_recorder_is_lent_to_what_runs_in_the_closure_and_not_to_what_is_awaited() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let monitor = counting();
    let closes = || page(&recorder.handle()).sum(metric::CLOSES_TOTAL, &[]);

    let future = metrics::with_local_recorder(&recorder, || async { open_and_close(&monitor) });
    future.await;
    assert_eq!(closes(), 0);

    // What to do instead, on a runtime of one thread, where tasks are spawned too.
    let guard = metrics::set_default_local_recorder(&recorder);
    open_and_close(&monitor);
    let task = monitor.clone();
    tokio::spawn(async move { open_and_close(&task) }).await.unwrap();
    assert_eq!(closes(), 2);

    // Another thread does not see it.
    thread::scope(|scope| scope.spawn(|| open_and_close(&monitor)).join().unwrap());
    assert_eq!(closes(), 2);
    drop(guard);
}

/// The labels with which a connection was counted, those of ours left out.
fn labels_of_spans<F>(context: TracingContextLayer<F>, run: fn(&CloseMonitor, Span)) -> Vec<String>
where
    F: LabelFilter + Clone,
{
    let recorder = PrometheusBuilder::new().build_recorder();
    let handle = recorder.handle();
    let recorder = context.layer(recorder);
    let subscriber = tracing_subscriber::registry().with(MetricsLayer::new());
    tracing::subscriber::with_default(subscriber, || {
        metrics::with_local_recorder(&recorder, || {
            run(&counting(), tracing::info_span!("connection", connection_id = 7, tenant = "a"));
        });
    });
    let page = page(&handle);
    assert_eq!(page.sum(metric::CLOSES_TOTAL, &ENDED), 1);
    let of_spans = page
        .label_names()
        .into_iter()
        .filter(|name| !label::ALL.contains(name) && *name != "quantile");
    of_spans.map(str::to_owned).collect()
}

#[test]
fn labels_come_from_the_span_around_the_handler_and_not_from_the_events_parent() {
    let none = [""; 0];
    let only_tenant = || TracingContextLayer::only_allow(["tenant"]);

    // The parent of the event is not entered to count.
    let in_span = |monitor: &CloseMonitor, span| open_and_close(&monitor.in_span(span));
    assert_eq!(labels_of_spans(TracingContextLayer::all(), in_span), none);
    assert_eq!(labels_of_spans(only_tenant(), in_span), none);

    // Around a handler the application has entered it.
    let handled = |monitor: &CloseMonitor, span: Span| span.in_scope(|| open_and_close(monitor));
    assert_eq!(labels_of_spans(TracingContextLayer::all(), handled), ["connection_id", "tenant"]);
    assert_eq!(labels_of_spans(only_tenant(), handled), ["tenant"]);
}
