//! An observer besides the log and the metrics: it counts for the summary at the end.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use closeframe::{CloseReport, Observer, Role, catalog::Catalog};

/// How many connections were opened, and how many of them have ended.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    counts: Arc<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    opened: AtomicU64,
    closed: AtomicU64,
}

impl Observer for Tally {
    fn on_open(&self, _: Role, _: &Catalog) {
        self.counts.opened.fetch_add(1, Ordering::Relaxed);
    }

    fn on_close(&self, _: &CloseReport) {
        self.counts.closed.fetch_add(1, Ordering::Relaxed);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let closed = self.counts.closed.load(Ordering::Relaxed);
        let opened = self.counts.opened.load(Ordering::Relaxed);
        let open = opened.saturating_sub(closed);
        write!(f, "{opened} connections opened, {closed} closed, {open} still open")
    }
}
