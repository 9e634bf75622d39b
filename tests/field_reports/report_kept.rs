//! What is kept after the end, and observers that misbehave.

use std::{
    panic::panic_any,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use closeframe::CloseReport;
use tracing::{Subscriber, span};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt},
    registry::LookupSpan,
};

use crate::{
    each_wrapper::{Socket, all},
    report_line::told,
    wire::{Reports, close, other},
};

/// Counts the spans that are closed.
#[derive(Clone, Default)]
struct Closed(Arc<AtomicUsize>);

impl<S: Subscriber + for<'s> LookupSpan<'s>> Layer<S> for Closed {
    fn on_close(&self, _: span::Id, _: Context<'_, S>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// A span that stays open is a leak in whatever collects spans.
#[tokio::test(start_paused = true)]
async fn what_is_kept_after_the_end_keeps_no_span_open() {
    let closed = Closed::default();
    let subscriber = tracing_subscriber::registry().with(closed.clone());
    let _installed = tracing::subscriber::set_default(subscriber);
    for (n, (kind, role)) in all().enumerate() {
        let (monitor, reports) = Reports::monitor();
        let span = tracing::info_span!("connection");
        let (mut socket, far) = Socket::open(kind, role, &monitor.in_span(span)).await;
        let handle = socket.close_handle();
        far.gives(close(other(role), 1000, b""));
        assert!(socket.next().await.is_close());
        drop(socket);
        crate::each_wrapper::settle().await;
        let kept = (handle.close_report().unwrap(), reports.only());
        assert_eq!(closed.0.load(Ordering::Relaxed), n + 1, "{kind:?} {role}");
        drop((handle, kept));
    }
}

/// What a panic carries that panics in its turn.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("on purpose, from a panic's payload");
    }
}

/// Later observers got nothing, and `closed()` hung.
#[tokio::test(start_paused = true)]
async fn an_observer_whose_panic_panics_keeps_the_report_from_nobody() {
    for (kind, role) in all() {
        let (monitor, reports) = Reports::monitor();
        let seen = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&seen);
        let monitor = monitor.with_observer(|_: &CloseReport| panic_any(Bomb)).with_observer(
            move |report: &CloseReport| {
                assert!(report.is_clean());
                counted.fetch_add(1, Ordering::Relaxed);
            },
        );
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        let handle = socket.close_handle();
        let waiting = tokio::spawn(async move { handle.closed().await });
        far.gives(close(other(role), 1000, b""));
        assert!(socket.next().await.is_close());
        assert_eq!(told(&waiting.await.unwrap()), "clean remote 1000, sent 1000", "{kind:?}");
        drop(socket);
        assert_eq!(seen.load(Ordering::Relaxed), 1, "{kind:?} {role}");
        reports.only();
    }
}
