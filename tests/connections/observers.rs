//! What observers may do, and what is kept after they were told.

use std::{
    panic::panic_any,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use closeframe::{CloseMonitor, CloseReport, Initiator, LogCloses, Role};
use futures_util::StreamExt;
use tracing::{Subscriber, span::Id};
use tracing_subscriber::{
    layer::{Context, Layer, SubscriberExt},
    registry,
};

use crate::wire::{Script, blocking_tapped, close, untapped};

/// Counts the spans that were closed.
#[derive(Clone, Default)]
struct Closed(Arc<AtomicUsize>);

impl<S: Subscriber> Layer<S> for Closed {
    fn on_close(&self, _: Id, _: Context<'_, S>) {
        self.0.fetch_add(1, Relaxed);
    }
}

#[test]
fn what_is_kept_of_a_connection_does_not_hold_its_span_open() {
    let closed = Closed::default();
    tracing::subscriber::with_default(registry().with(closed.clone()), || {
        let stored = Arc::new(Mutex::new(Vec::new()));
        let store = Arc::clone(&stored);
        let monitor = CloseMonitor::silent()
            .with_observer(LogCloses::new())
            .with_observer(move |report: &CloseReport| store.lock().unwrap().push(report.clone()));

        let request = tracing::info_span!("request");
        let (io, _) = Script::new(close(Role::Client, 1000, b""));
        let mut ws = request.in_scope(|| blocking_tapped(&monitor, Role::Server, io));
        let handle = ws.close_handle();
        drop(request);
        assert_eq!(closed.0.load(Relaxed), 0);
        while ws.read().is_ok() {}
        assert_eq!(closed.0.load(Relaxed), 1, "the socket is kept");

        let copy = ws.close_report().cloned();
        assert_eq!(copy.unwrap().initiator(), Initiator::Remote);
        drop(ws);
        assert_eq!(stored.lock().unwrap().len(), 1);
        drop(handle);
        assert_eq!(closed.0.load(Relaxed), 1);
    });
}

/// Panics when it is dropped, this many times over.
struct Bomb(u32);

impl Drop for Bomb {
    fn drop(&mut self) {
        if let Some(less) = self.0.checked_sub(1) {
            panic_any(Self(less));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_panic_that_panics_in_its_turn_is_contained() {
    for bombs in 0..4 {
        let told = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&told);
        let monitor = CloseMonitor::silent()
            .with_observer(move |_: &CloseReport| panic_any(Bomb(bombs)))
            .with_observer(move |_: &CloseReport| {
                count.fetch_add(1, Relaxed);
            });
        let (mut ws, peer) = untapped(&monitor, Role::Server).await;
        let handle = ws.close_handle();
        drop(peer);
        assert!(ws.next().await.unwrap().is_err());
        assert_eq!(handle.closed().await.initiator(), Initiator::None);
        assert_eq!(told.load(Relaxed), 1, "{bombs}");
    }
}
