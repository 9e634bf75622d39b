//! The metrics: closures by code, in a number of series that no peer can raise.
//!
//! Recorded through the `metrics` facade, so that any exporter gets them; the names stand in
//! [`names`](crate::names). Nothing here keeps figures of its own: sums and rates are the recorder's
//! business.

mod bad_label;
mod cache;
mod code_label;
pub(crate) mod code_names;
mod describe;
mod reachable;
mod series;

use std::time::Duration;

use metrics::{IntoF64, Key, Label, Level, Metadata};

pub use self::{bad_label::BadLabel, code_label::CodeLabel};
use self::{
    cache::{Connections, SeriesCache},
    reachable::{distinct, reachable_in_all, reachable_violations},
    series::{At, CloseLabels, Series},
};
use super::{HandshakeFailed, HandshakeFailure, Opened, ViolationSeen};
use crate::{CloseReport, Initiator, Observer, Role, catalog::Catalog, names::label};

/// Counts closures through the `metrics` facade.
///
/// Series are looked up for each close and never cached, since a handle that is made before the
/// recorder is installed stays dead; their names and labels are put together once. When the first
/// connection of a role opens, or fails to, the combinations that can be reached start at 0, so that `increase()`
/// sees the first jump.
///
/// # Recorders
///
/// - Install the recorder before the first connection opens. The monitor may be built earlier. What
///   comes before the recorder is lost, also the opening of a connection that ends later: then opened
///   less closed is too small by as much. What can be reached starts at 0 all the same, with the next
///   connection that opens.
/// - A process has one global recorder: `set_global_recorder` fails if there is one, and counting
///   goes on with the first.
/// - `metrics::with_local_recorder` lends one to a closure, and so not to anything that is awaited.
///   In an async test hold the guard of `metrics::set_default_local_recorder` and use a
///   `current_thread` runtime: on another thread it is not seen, sockets that are dropped there
///   included.
/// - An exporter's `idle_timeout` must not evict counters and gauges: an evicted counter starts again
///   from 0 with the next close, what started at 0 and never moved is gone, and
///   [`CLOSE_CODE_INFO`](crate::names::metric::CLOSE_CODE_INFO), which is set once, does not come back, so that joins find nothing. For
///   `metrics-exporter-prometheus`, use `MetricKindMask::HISTOGRAM`, or no mask.
/// - A layer that makes labels from spans (`metrics-tracing-context`) takes those of the span that is
///   current when a connection ends: never the span that its event hangs on, which is not entered for
///   that, but the one around your handler. With `TracingContextLayer::all()` a connection id in that
///   span makes series without limit; use `only_allow`.
///
/// # How many series
///
/// The label `code` takes the digits of the 17 codes that IANA names and that can end a connection,
/// those of at most [`Catalog::MAX_APPLICATION_CODES`] registered ones, and `3xxx`, `4xxx` and
/// `other`. [`CountCloses::max_series`] is the ceiling for all metrics together, whatever peers send.
///
/// # Buckets
///
/// Without bounds, `metrics-exporter-prometheus` renders a histogram as a summary. They stand in
/// [`names::buckets`](crate::names::buckets), with an example in [`names`](crate::names).
#[derive(Debug, Default)]
pub struct CountCloses {
    static_labels: Vec<Label>,
    series: SeriesCache,
}

/// What an exporter would take for its own: the bounds of histograms and summaries.
const RESERVED: [&str; 2] = ["le", "quantile"];

static METADATA: Metadata<'static> =
    Metadata::new(module_path!(), Level::INFO, Some(module_path!()));

impl CountCloses {
    /// How many labels of the user's there may be: each value multiplies the series.
    pub const MAX_STATIC_LABELS: usize = 3;

    /// Counts without labels of the user's.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a label to every series, `zone` for example; but not to
    /// [`CLOSE_CODE_INFO`](crate::names::metric::CLOSE_CODE_INFO) and
    /// [`CLOSE_LOG_EVENTS_SUPPRESSED_TOTAL`](crate::names::metric::CLOSE_LOG_EVENTS_SUPPRESSED_TOTAL), which are the
    /// process's. The value must not come from a peer.
    ///
    /// # Errors
    ///
    /// [`BadLabel`] if there are [`MAX_STATIC_LABELS`](Self::MAX_STATIC_LABELS) already, or the name
    /// is reserved by exporters, or taken by another label or by one of [`label::ALL`]. Where connections are
    /// opened is a label that is there already: [`CloseMonitor::endpoint`](crate::CloseMonitor::endpoint).
    pub fn with_label(
        mut self,
        name: &'static str,
        value: impl Into<String>,
    ) -> Result<Self, BadLabel> {
        if name.is_empty() || name.starts_with("__") || RESERVED.contains(&name) {
            return Err(BadLabel::Reserved { name });
        }
        if label::ALL.contains(&name) || self.labels().any(|(taken, _)| taken == name) {
            return Err(BadLabel::Taken { name });
        }
        if self.static_labels.len() == Self::MAX_STATIC_LABELS {
            return Err(BadLabel::TooMany);
        }
        self.static_labels.push(Label::new(name, value.into()));
        Ok(self)
    }

    /// Names and values of the labels that were [added](Self::with_label).
    pub fn labels(&self) -> impl Iterator<Item = (&str, &str)> {
        self.static_labels.iter().map(|label| (label.key(), label.value()))
    }

    /// The number of series that all metrics of this module together can have in a process that
    /// plays both roles, with `catalog` and with one set of static labels, whatever subprotocols clients
    /// negotiate. Each histogram series counts as one; a recorder renders it as its buckets and two more.
    #[must_use]
    pub fn max_series(catalog: &Catalog) -> usize {
        let closes = reachable_in_all(catalog);
        let codes = distinct(closes.iter().map(|labels| labels.code)).len();
        let by_role = |role| {
            let histograms = 2 * Initiator::ALL.len();
            let others = 1 + HandshakeFailure::ALL.len() + histograms;
            closes.len() + reachable_violations(role).len() + others
        };
        Role::ALL.iter().copied().map(by_role).sum::<usize>() + 2 * codes
    }

    /// The number of series that each [endpoint](crate::CloseMonitor::endpoint) can add to those, in a process
    /// that plays both roles at it.
    ///
    /// Only what alerts look at starts at 0 there: `dropped` and `panicked`, a local 1011, 1006 by outcome and
    /// `ping_timeout`. The rest appears when it happens.
    #[must_use]
    pub fn max_series_per_endpoint(catalog: &Catalog) -> usize {
        let closes = reachable_in_all(catalog);
        let by_role = |role| {
            let others = 1 + HandshakeFailure::ALL.len();
            closes.len() + reachable_violations(role).len() + others
        };
        Role::ALL.iter().copied().map(by_role).sum()
    }
}

impl Observer for CountCloses {
    fn on_open(&self, opened: &Opened<'_>) {
        let connections = Connections::of(opened.role(), opened.endpoint(), opened.catalog());
        let set = self.series.of(connections, &self.static_labels);
        metrics::with_recorder(|recorder| {
            set.start_at_zero_in(recorder, &self.static_labels);
            recorder.register_counter(&set.series.opened, &METADATA).increment(1);
        });
    }

    fn on_handshake_failed(&self, failed: &HandshakeFailed<'_>) {
        let catalog = failed.monitor.catalog();
        let connections = Connections::of(failed.role(), failed.endpoint(), catalog);
        let set = self.series.of(connections, &self.static_labels);
        metrics::with_recorder(|recorder| {
            set.start_at_zero_in(recorder, &self.static_labels);
            let key = &set.series.handshake_failures[failed.reason() as usize];
            recorder.register_counter(key, &METADATA).increment(1);
        });
    }

    fn on_violation(&self, seen: &ViolationSeen) {
        let broken = (seen.direction(), seen.violation());
        let at = At { role: seen.role(), endpoint: seen.endpoint() };
        let key = at.violation_key(broken, &self.static_labels);
        metrics::with_recorder(|it| it.register_counter(&key, &METADATA).increment(1));
    }

    fn on_close(&self, report: &CloseReport) {
        let labels = CloseLabels {
            code: report.code_label(),
            initiator: report.initiator(),
            outcome: report.outcome(),
        };
        let connections = Connections::of(report.role(), report.endpoint(), &report.catalog);
        let series = &self.series.of(connections, &self.static_labels).series;
        match series.close(labels) {
            Some(key) => record(report, key, series),
            // What was not thought of is counted all the same.
            None => {
                record(report, &connections.at.close_key(labels, &self.static_labels), series);
            }
        }
    }
}

fn record(report: &CloseReport, closes: &Key, series: &Series) {
    let initiator = report.initiator() as usize;
    metrics::with_recorder(|recorder| {
        recorder.register_counter(closes, &METADATA).increment(1);
        if report.first_close().is_some() {
            let key = &series.handshake_durations[initiator];
            let duration = || report.handshake_duration().unwrap_or_default();
            recorder.register_histogram(key, &METADATA).record(LazySeconds(duration));
        }
        let key = &series.connection_durations[initiator];
        recorder.register_histogram(key, &METADATA).record(LazySeconds(|| report.duration()));
    });
}

/// A time that is worked out only where it is recorded.
struct LazySeconds<F>(F);

impl<F: FnOnce() -> Duration> IntoF64 for LazySeconds<F> {
    fn into_f64(self) -> f64 {
        (self.0)().as_secs_f64()
    }
}
