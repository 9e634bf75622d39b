//! Filters, and the rate of the log: what a filter keeps out is no flood, and what the rate keeps back
//! does not confuse a filter.
//!
//! In a binary of its own, one test at a time: the subscribers of other threads would count too.

use std::{
    io::Cursor,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use closeframe::{CloseMonitor, CountCloses, LogCloses, names::metric, observe::LogRate};
use metrics_util::debugging::{DebugValue, DebuggingRecorder};
use tracing::{Event, Subscriber};
use tracing_subscriber::{
    EnvFilter, Layer,
    filter::LevelFilter,
    layer::{Context, SubscriberExt},
};
use tungstenite::{WebSocket, protocol::Role};

static ALONE: Mutex<()> = Mutex::new(());

/// A client's masked close 1000, which is a DEBUG event.
fn receive_close(monitor: &CloseMonitor) {
    let peer = Cursor::new(b"\x88\x82\0\0\0\0\x03\xE8".to_vec());
    let mut ws = monitor.wrap(WebSocket::from_raw_socket(peer, Role::Server, None));
    while ws.read().is_ok() {}
}

#[test]
fn what_a_filter_keeps_out_is_not_suppressed() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let recorder = DebuggingRecorder::new();
    let monitor = CloseMonitor::silent()
        .with_observer(CountCloses::new())
        .with_observer(LogCloses::new().with_rate(LogRate::new(1, 0.0)));
    let count = || {
        let series = recorder.snapshotter().snapshot().into_vec();
        [metric::CLOSES_TOTAL, metric::CLOSE_LOG_EVENTS_SUPPRESSED_TOTAL].map(|name| {
            let of_name = series.iter().filter(|(key, ..)| key.key().name() == name);
            let values = of_name.map(|(.., value)| match value {
                DebugValue::Counter(value) => *value,
                _ => unreachable!("both are counters"),
            });
            values.sum::<u64>()
        })
    };
    // Or what the other test's subscriber wanted is still remembered.
    tracing::callsite::rebuild_interest_cache();
    metrics::with_local_recorder(&recorder, || {
        (0..10).for_each(|_| receive_close(&monitor));
    });
    assert_eq!(count(), [10, 0], "no subscriber");

    for (filter, suppressed) in
        [("debug,closeframe=info", 0), ("info", 0), ("off", 0), ("info,closeframe=debug", 9)]
    {
        let log = tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new(filter))
            .with_writer(std::io::sink)
            .finish();
        tracing::subscriber::with_default(log, || {
            metrics::with_local_recorder(&recorder, || {
                (0..10).for_each(|_| receive_close(&monitor));
            });
        });
        assert_eq!(count(), [10, suppressed], "{filter}");
    }
}

/// Counts the events that get through to it, but those of closes.
struct Seen(Arc<AtomicUsize>);

impl<S: Subscriber> Layer<S> for Seen {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() != "closeframe" {
            self.0.fetch_add(1, Relaxed);
        }
    }
}

/// Host behaviour that the rate must not set off: an event that is asked about and then does not come
/// takes the next one with it, in the layers whose own filter did not want it.
#[test]
fn a_suppressed_close_takes_no_other_event_with_it() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let [all, grave] = [Arc::<AtomicUsize>::default(), Arc::default()];
    let subscriber = tracing_subscriber::registry()
        .with(Seen(Arc::clone(&all)).with_filter(LevelFilter::DEBUG))
        .with(Seen(Arc::clone(&grave)).with_filter(LevelFilter::WARN));
    let monitor =
        CloseMonitor::silent().with_observer(LogCloses::new().with_rate(LogRate::new(1, 0.0)));
    tracing::subscriber::with_default(subscriber, || {
        for _ in 0..5 {
            receive_close(&monitor);
            tracing::error!("not to be missed");
        }
    });
    assert_eq!((all.load(Relaxed), grave.load(Relaxed)), (5, 5));
}
