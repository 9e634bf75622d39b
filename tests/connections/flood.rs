//! A flood of closes: the log keeps to its rate and sums up the rest, and every close is counted.

use std::{
    thread,
    time::{Duration, Instant},
};

use closeframe::{
    CloseMonitor, CountCloses, LogCloses, Role,
    names::metric,
    observe::{CodeLabel, LogRate},
};
use metrics_exporter_prometheus::PrometheusBuilder;
use tokio::{io::AsyncWriteExt, time::advance};

use crate::{
    captured::{Log, to_json},
    exposition::Exposition,
    wire::{Script, blocking_tapped, close, tapped},
};

fn logging(log: LogCloses) -> CloseMonitor {
    CloseMonitor::silent().with_observer(CountCloses::new()).with_observer(log)
}

fn receive(monitor: &CloseMonitor, code: u16) {
    let (io, _) = Script::new(close(Role::Client, code, b""));
    let mut ws = blocking_tapped(monitor, Role::Server, io);
    while ws.read().is_ok() {}
}

/// 100,000 connections in a second, by four threads: half go away, half claim an error of their own.
#[test]
fn a_hundred_thousand_closes_in_seconds_from_many_threads() {
    const THREADS: u32 = 4;
    const EACH: u32 = 25_000;
    let log = Log::default();
    let monitor = CloseMonitor::default();
    let recorder = PrometheusBuilder::new().build_recorder();
    let rendered = recorder.handle();
    let begun = Instant::now();
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                let _counting = metrics::set_default_local_recorder(&recorder);
                tracing::subscriber::with_default(to_json(&log), || {
                    (0..EACH).for_each(|n| receive(&monitor, [1001, 1011][n as usize % 2]));
                });
            });
        }
    });
    let seconds = begun.elapsed().as_secs_f64();
    let subscriber = to_json(&log);
    tracing::subscriber::with_default(subscriber, || monitor.flush());

    let all = u64::from(THREADS * EACH);
    let shown = Exposition::of(&rendered.render());
    for code in ["1001", "1011"] {
        let labels = [("code", code), ("initiator", "remote"), ("outcome", "clean")];
        assert_eq!(shown.sum(metric::CLOSES_TOTAL, &labels), all / 2);
    }
    assert_eq!(shown.sum(metric::CLOSES_TOTAL, &[]), all);
    let suppressed = shown.sum(metric::CLOSE_LOG_EVENTS_SUPPRESSED_TOTAL, &[]);
    assert_eq!(log.closes() + suppressed, all);
    assert_eq!(log.summed_up(), suppressed);
    // Two labels, each with bursts of 100 and 10 a second.
    let at_most = 2.0 * (100.0 + 10.0 * seconds);
    assert!((200.0..=at_most).contains(&(log.closes() as f64)), "{} in {seconds} s", log.closes());
    // Two labels, one a second, and the rest by the flush.
    let at_most = 2.0 * (seconds + 1.0);
    let summaries = log.summaries();
    assert!((2.0..=at_most).contains(&(summaries.len() as f64)), "{summaries:?}");
    for summary in summaries {
        let label = summary["websocket.close.code_label"].as_str().unwrap();
        // As loud as what it stands for.
        let level = if label == "1001" { "DEBUG" } else { "WARN" };
        assert_eq!(summary["level"], level);
    }
}

/// The same in the clock of a paused runtime, where all is exact.
#[tokio::test(start_paused = true)]
async fn one_storm_is_one_summary() {
    let (log, _logging) = Log::capture();
    let monitor = logging(LogCloses::new());
    let end = async |code| {
        let (mut ws, mut peer) = tapped(&monitor, Role::Server).await;
        peer.write_all(&close(Role::Client, code, b"")).await.unwrap();
        drop(peer);
        while futures_util::StreamExt::next(&mut ws).await.is_some() {}
    };
    for _ in 0..1000 {
        end(1008).await;
        advance(Duration::from_millis(1)).await;
    }
    // One token every 100 ms.
    assert_eq!(log.closes(), 100 + 9);
    assert_eq!(log.summed_up(), 0);
    advance(Duration::from_millis(500)).await;
    // Of whatever code, the next close brings it.
    end(1000).await;
    let [summary] = &log.summaries()[..] else { panic!("{:?}", log.summaries()) };
    assert_eq!(summary["message"], "websocket close events suppressed");
    assert_eq!(summary["target"], "closeframe");
    assert_eq!(summary["level"], "WARN");
    assert_eq!(summary["websocket.close.code_label"], "1008");
    assert_eq!(summary["websocket.close.suppressed.count"], 891);
    let seconds = summary["websocket.close.suppressed.duration_s"].as_f64().unwrap();
    assert!((0.89..0.9).contains(&seconds), "{seconds}");
    // Timestamp, level, message, target, and the four fields: nothing of the close that came.
    assert_eq!(summary.as_object().unwrap().len(), 8, "{summary}");
    end(1008).await;
    assert_eq!((log.closes(), log.summaries().len()), (100 + 9 + 2, 1));
}

#[test]
fn rates_are_set_for_all_for_one_label_or_off() {
    let log = Log::default();
    let rates = LogCloses::new()
        .with_rate(LogRate::new(3, 0.0))
        .with_rate_for(CodeLabel::Private, LogRate::new(5, 0.0))
        .with_rate_for(CodeLabel::Named(1001.into()), LogRate::UNLIMITED);
    assert_eq!(rates.rate(), LogRate::new(3, 0.0));
    assert_eq!(rates.rate_for(CodeLabel::Other), rates.rate());
    assert_eq!(rates.rate_for(CodeLabel::Private).burst(), 5.0);
    assert_eq!(rates.rate_for(CodeLabel::Private).per_second(), 0.0);
    let monitor = logging(rates.clone());
    tracing::subscriber::with_default(to_json(&log), || {
        for code in [1000, 1001, 4000, 4001] {
            (0..200).for_each(|_| receive(&monitor, code));
        }
        monitor.flush();
    });
    // 4000 and 4001 share a label.
    assert_eq!(log.closes(), 3 + 200 + 5);
    assert_eq!(log.summed_up(), 197 + 395);
    // Clones share their buckets.
    tracing::subscriber::with_default(to_json(&log), || {
        receive(&logging(rates), 1000);
    });
    assert_eq!(log.closes(), 3 + 200 + 5);
}

#[test]
fn the_last_summary_comes_when_the_layer_is_dropped() {
    let log = Log::default();
    tracing::subscriber::with_default(to_json(&log), || {
        let monitor = logging(LogCloses::new().with_rate(LogRate::new(1, 0.0)));
        (0..3).for_each(|_| receive(&monitor, 1000));
        assert_eq!(log.summed_up(), 0);
    });
    assert_eq!(log.summed_up(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_drain_ends_with_what_was_kept_back() {
    let (log, _logging) = Log::capture();
    let monitor = logging(LogCloses::new().with_rate(LogRate::new(1, 0.0)));
    (0..3).for_each(|_| receive(&monitor, 1000));
    let close = closeframe::Close::new(1001, "").unwrap();
    monitor.drain(close, Duration::ZERO, Duration::from_secs(1)).await;
    assert_eq!(log.summed_up(), 2);
}

/// The code is the same, whoever closes; the level is not.
#[tokio::test(start_paused = true)]
async fn a_peers_flood_of_a_code_takes_no_line_from_our_own() {
    let (log, _logging) = Log::capture();
    let monitor = logging(LogCloses::new().with_rate(LogRate::new(100, 0.0)));
    (0..150).for_each(|_| receive(&monitor, 1011));
    let (mut ws, mut peer) = tapped(&monitor, Role::Server).await;
    peer.write_all(&close(Role::Client, 1011, b"")).await.unwrap();
    ws.close(closeframe::Close::new(1011, "").unwrap().into()).await.unwrap();
    monitor.flush();
    assert_eq!(log.closes(), 101);
    assert_eq!(log.summed_up(), 50);
    let [summary] = &log.summaries()[..] else { panic!("{:?}", log.summaries()) };
    assert_eq!(summary["level"], "WARN");
}
