//! Which series belong to which connections: made once for each role, endpoint and catalog, then only
//! looked up.
//!
//! A recorder that comes late, or another one, must see what can be reached start at 0, so each set
//! knows in which recorder it did that last. Handles of the recorder are not kept: one that is made
//! before the recorder is installed stays dead.

use std::sync::{
    OnceLock,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use metrics::{Key, Label, Recorder};

use super::{
    CodeLabel, METADATA,
    code_names::{self, Published},
    describe::describe,
    reachable::reachable_violations,
    series::{At, Series},
};
use crate::{
    Endpoint, Role,
    catalog::Catalog,
    names::{label, metric},
};

/// The sets of series that were used, one after the other: found without a lock, and as many as there are
/// endpoints, hardly ever more.
#[derive(Debug, Default)]
pub(super) struct SeriesCache(OnceLock<Box<SeriesSet>>);

/// Connections that move the same series.
#[derive(Debug, Clone, Copy)]
pub(super) struct Connections<'c> {
    pub(super) at: At,
    catalog: &'c Catalog,
}

impl<'c> Connections<'c> {
    pub(super) fn of(role: Role, endpoint: Option<Endpoint>, catalog: &'c Catalog) -> Self {
        Self { at: At { role, endpoint }, catalog }
    }
}

/// The series of connections of one role, endpoint and catalog.
#[derive(Debug)]
pub(super) struct SeriesSet {
    at: At,
    catalog: Catalog,
    pub(super) series: Series,
    /// The address of the last recorder in which what can be reached was started at 0, or 0. That of
    /// the recorder which stands in for none differs from that of any that is installed later.
    zeroed_in: AtomicUsize,
    next: SeriesCache,
}

impl SeriesCache {
    /// The set for these connections; `static_labels` are always the same.
    #[inline]
    pub(super) fn of(&self, connections: Connections<'_>, static_labels: &[Label]) -> &SeriesSet {
        match self.0.get() {
            // Most programs have one.
            Some(first) if first.is_for(connections) => first,
            _ => self.find(connections, static_labels),
        }
    }

    #[cold]
    fn find(&self, connections: Connections<'_>, static_labels: &[Label]) -> &SeriesSet {
        let Connections { at, catalog } = connections;
        let mut cache = self;
        loop {
            let set = cache.0.get_or_init(|| {
                let series = Series::new(at, catalog, static_labels);
                let (zeroed_in, next) = (AtomicUsize::new(0), Self::default());
                Box::new(SeriesSet { at, catalog: catalog.clone(), series, zeroed_in, next })
            });
            if set.is_for(connections) {
                return set;
            }
            cache = &set.next;
        }
    }
}

impl SeriesSet {
    #[inline]
    fn is_for(&self, Connections { at, catalog }: Connections<'_>) -> bool {
        self.at == at && self.catalog.is_same(catalog)
    }

    /// Starts at 0 what these connections can reach, if that was not done in this recorder.
    pub(super) fn start_at_zero_in(&self, recorder: &dyn Recorder, static_labels: &[Label]) {
        let address = (&raw const *recorder).addr();
        if self.zeroed_in.load(Relaxed) != address
            && self.zeroed_in.swap(address, Relaxed) != address
        {
            self.start_at_zero(recorder, static_labels);
        }
    }

    #[cold]
    fn start_at_zero(&self, recorder: &dyn Recorder, static_labels: &[Label]) {
        describe(recorder);
        let start = |key: &Key| recorder.register_counter(key, &METADATA).increment(0);
        self.series.closes().for_each(start);
        if self.at.endpoint.is_none() {
            self.series.handshake_failures.iter().for_each(start);
            for broken in reachable_violations(self.at.role) {
                start(&self.at.violation_key(broken, static_labels));
            }
        }
        code_names::learn(&self.catalog);
        for code in CodeLabel::all(&self.catalog) {
            let digits = code.to_label();
            // Without the user's labels: `LogCloses`, which counts these, has none, ...
            let suppressed = metric::CLOSE_LOG_EVENTS_SUPPRESSED_TOTAL;
            start(&Key::from_parts(suppressed, vec![digits.clone()]));
            let Published { name, outdated } = code_names::publish(code);
            // ... and a second series for a code would break joins.
            let set = |name, value| {
                let labels = vec![digits.clone(), Label::new(label::NAME, name)];
                let info = Key::from_parts(metric::CLOSE_CODE_INFO, labels);
                recorder.register_gauge(&info, &METADATA).set(value);
            };
            set(name, 1.0);
            if let Some(outdated) = outdated {
                set(outdated, 0.0);
            }
        }
    }
}
