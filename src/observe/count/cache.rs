//! Which series belong to which connections: made once for each role and catalog, then only looked up.
//!
//! A recorder that comes late, or another one, must see what can be reached start at 0, so each set
//! knows in which recorder it did that last. Handles of the recorder are not kept: one that is made
//! before the recorder is installed stays dead.

use std::sync::{
    OnceLock,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use metrics::{Label, Recorder};

use super::{
    CodeLabel, METADATA,
    code_names::{self, Published},
    describe::describe,
    reachable::reachable_violations,
    series::{Series, violation_key},
};
use crate::{
    Role,
    catalog::Catalog,
    names::{label, metric},
};

/// The sets of series that were used, one after the other: found without a lock, and hardly ever more
/// than one.
#[derive(Debug, Default)]
pub(super) struct SeriesCache(OnceLock<Box<SeriesSet>>);

/// The series of connections of one role and one catalog.
#[derive(Debug)]
pub(super) struct SeriesSet {
    role: Role,
    catalog: Catalog,
    pub(super) series: Series,
    /// The address of the last recorder in which what can be reached was started at 0, or 0. That of
    /// the recorder which stands in for none differs from that of any that is installed later.
    zeroed_in: AtomicUsize,
    next: SeriesCache,
}

impl SeriesCache {
    /// The set for connections of this role and catalog; `static_labels` are always the same.
    pub(super) fn of(&self, role: Role, catalog: &Catalog, static_labels: &[Label]) -> &SeriesSet {
        let mut cache = self;
        loop {
            let set = cache.0.get_or_init(|| {
                let series = Series::new(role, catalog, static_labels);
                let (zeroed_in, next) = (AtomicUsize::new(0), Self::default());
                Box::new(SeriesSet { role, catalog: catalog.clone(), series, zeroed_in, next })
            });
            if set.role == role && set.catalog.is_same(catalog) {
                return set;
            }
            cache = &set.next;
        }
    }
}

impl SeriesSet {
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
        describe();
        for key in self.series.closes().chain(&self.series.handshake_failures) {
            recorder.register_counter(key, &METADATA).increment(0);
        }
        for broken in reachable_violations(self.role) {
            let key = violation_key(self.role, broken, static_labels);
            recorder.register_counter(&key, &METADATA).increment(0);
        }
        code_names::learn(&self.catalog);
        for code in CodeLabel::all(&self.catalog) {
            let digits = code.to_label();
            // Without the user's labels: `LogCloses`, which counts these, has none, ...
            let suppressed = metric::CLOSE_LOG_EVENTS_SUPPRESSED_TOTAL;
            metrics::counter!(suppressed, vec![digits.clone()]).increment(0);
            let Published { name, outdated } = code_names::publish(code);
            // ... and a second series for a code would break joins.
            let info = |name| vec![digits.clone(), Label::new(label::NAME, name)];
            metrics::gauge!(metric::CLOSE_CODE_INFO, info(name)).set(1.0);
            if let Some(name) = outdated {
                metrics::gauge!(metric::CLOSE_CODE_INFO, info(name)).set(0.0);
            }
        }
    }
}
