//! The metrics: closures by code, in a number of series that no peer can raise.

use std::{
    fmt,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use metrics::{IntoF64, Label, Level, Metadata, Recorder, Unit};

use super::{
    CodeLabel,
    code_names::{self, Published},
    series::{Ending, Series, reachable_closes, reachable_violations, violation_key},
};
use crate::{CloseReport, Direction, Initiator, Observer, Role, Violation, catalog::Catalog};

/// Counter of connections that were wrapped; label `role`.
pub const CONNECTIONS_OPENED_TOTAL: &str = "websocket_connections_opened_total";
/// Counter of connections that ended, one increment each; labels `code`, `initiator`, `outcome`,
/// `role`. Opened less closed is open.
pub const CLOSES_TOTAL: &str = "websocket_closes_total";
/// Counter of rules that close frames broke; labels `direction`, `violation`, `role`.
pub const VIOLATIONS_TOTAL: &str = "websocket_close_violations_total";
/// Histogram of connection lifetimes in seconds; labels `initiator`, `role`.
pub const CONNECTION_DURATION_SECONDS: &str = "websocket_connection_duration_seconds";
/// Histogram of the time from the first close frame to the end, in seconds; labels `initiator`,
/// `role`.
pub const HANDSHAKE_DURATION_SECONDS: &str = "websocket_close_handshake_duration_seconds";
/// Counter of log events that [`LogCloses`](crate::LogCloses) kept back for their rate; label `code`,
/// and no labels of the user's.
pub const LOG_EVENTS_SUPPRESSED_TOTAL: &str = "websocket_close_log_events_suppressed_total";
/// Gauge, always 1, that joins a code to its name; labels `code`, `name`. One series per code: where
/// the catalogs of a process name a code differently, `name` lists all names.
pub const CLOSE_CODE_INFO: &str = "websocket_close_code_info";

/// Bucket bounds for [`CONNECTION_DURATION_SECONDS`]: they straddle the idle limits of common
/// proxies (60 s, 100 s, 350 s, 600 s), so that a limit shows as a full bucket.
pub const CONNECTION_DURATION_BUCKETS: &[f64] = &[
    1.0, 5.0, 30.0, 55.0, 65.0, 95.0, 105.0, 345.0, 360.0, 590.0, 610.0, 1800.0, 3600.0, 14400.0,
    86400.0,
];
/// Bucket bounds for [`HANDSHAKE_DURATION_SECONDS`].
pub const HANDSHAKE_DURATION_BUCKETS: &[f64] =
    &[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

/// How many labels of the user's a [`CountCloses`] may carry.
pub const MAX_STATIC_LABELS: usize = 3;

/// Counts closures through the `metrics` facade.
///
/// Series are looked up for each close and never cached, since a handle that is made before the
/// recorder is installed stays dead; their names and labels are put together once. When the first
/// connection of a role opens, the combinations that can be reached start at 0, so that `increase()`
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
///   [`CLOSE_CODE_INFO`], which is set once, does not come back, so that joins find nothing. For
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
/// Without bounds, `metrics-exporter-prometheus` renders a histogram as a summary:
///
/// ```
/// use closeframe::{
///     CONNECTION_DURATION_BUCKETS, CONNECTION_DURATION_SECONDS, HANDSHAKE_DURATION_BUCKETS,
///     HANDSHAKE_DURATION_SECONDS,
/// };
/// use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
///
/// let lifetimes = Matcher::Full(CONNECTION_DURATION_SECONDS.into());
/// let handshakes = Matcher::Full(HANDSHAKE_DURATION_SECONDS.into());
/// PrometheusBuilder::new()
///     .set_buckets_for_metric(lifetimes, CONNECTION_DURATION_BUCKETS)?
///     .set_buckets_for_metric(handshakes, HANDSHAKE_DURATION_BUCKETS)?
///     .build_recorder();
/// # Ok::<(), metrics_exporter_prometheus::BuildError>(())
/// ```
#[derive(Debug, Default)]
pub struct CountCloses {
    static_labels: Vec<Label>,
    counted: Counted,
}

/// The kinds of connections that were counted, one after the other: found without a lock, and hardly
/// ever more than one.
#[derive(Debug, Default)]
struct Counted(OnceLock<Box<Kind>>);

/// Connections of one role and one catalog.
#[derive(Debug)]
struct Kind {
    role: Role,
    catalog: Catalog,
    series: Series,
    /// The address of the last recorder in which what can be reached was started at 0, or 0. That of
    /// the recorder which stands in for none differs from that of any that is installed later.
    zeroed_in: AtomicUsize,
    others: Counted,
}

static METADATA: Metadata<'static> =
    Metadata::new(module_path!(), Level::INFO, Some(module_path!()));

impl CountCloses {
    /// Counts without labels of the user's.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a label to every series, `endpoint` for example; but not to [`CLOSE_CODE_INFO`] and
    /// [`LOG_EVENTS_SUPPRESSED_TOTAL`], which are the process's. The value must not come from a peer.
    ///
    /// # Errors
    ///
    /// [`BadLabel`] if there are three already, or the name is taken.
    pub fn with_label(
        mut self,
        name: &'static str,
        value: impl Into<String>,
    ) -> Result<Self, BadLabel> {
        const TAKEN: [&str; 7] =
            ["code", "initiator", "outcome", "role", "direction", "violation", "name"];
        if TAKEN.contains(&name) || self.static_labels.iter().any(|label| label.key() == name) {
            return Err(BadLabel::Taken { name });
        }
        if self.static_labels.len() == MAX_STATIC_LABELS {
            return Err(BadLabel::TooMany);
        }
        self.static_labels.push(Label::new(name, value.into()));
        Ok(self)
    }

    /// The number of series that all metrics of this module together can have in a process that
    /// plays both roles, with `catalog` and with one set of static labels. Each histogram series
    /// counts as one; a recorder renders it as its buckets and two more.
    #[must_use]
    pub fn max_series(catalog: &Catalog) -> usize {
        let codes = CodeLabel::all(catalog).count();
        let by_role = |role| {
            let histograms = 2 * Initiator::ALL.len();
            1 + reachable_closes(catalog).count() + reachable_violations(role).count() + histograms
        };
        Role::ALL.iter().copied().map(by_role).sum::<usize>() + 2 * codes
    }

    fn kind(&self, role: Role, catalog: &Catalog) -> &Kind {
        let mut counted = &self.counted;
        loop {
            let kind = counted.0.get_or_init(|| {
                let series = Series::new(role, catalog, &self.static_labels);
                let (zeroed_in, others) = (AtomicUsize::new(0), Counted::default());
                Box::new(Kind { role, catalog: catalog.clone(), series, zeroed_in, others })
            });
            if kind.role == role && kind.catalog.is_same(catalog) {
                return kind;
            }
            counted = &kind.others;
        }
    }

    /// Starts at 0 what connections of this kind can reach.
    #[cold]
    fn start_at_zero(&self, kind: &Kind, recorder: &dyn Recorder) {
        let Kind { role, catalog, series, .. } = kind;
        describe();
        for key in series.closes() {
            recorder.register_counter(key, &METADATA).increment(0);
        }
        for broken in reachable_violations(*role) {
            let key = violation_key(*role, broken, &self.static_labels);
            recorder.register_counter(&key, &METADATA).increment(0);
        }
        code_names::learn(catalog);
        for code in CodeLabel::all(catalog) {
            let digits = code.to_label();
            // Without the user's labels: `LogCloses`, which counts these, has none, ...
            metrics::counter!(LOG_EVENTS_SUPPRESSED_TOTAL, vec![digits.clone()]).increment(0);
            let Published { name, outdated } = code_names::publish(code);
            // ... and a second series for a code would break joins.
            let info = |name| vec![digits.clone(), Label::new("name", name)];
            metrics::gauge!(CLOSE_CODE_INFO, info(name)).set(1.0);
            if let Some(name) = outdated {
                metrics::gauge!(CLOSE_CODE_INFO, info(name)).set(0.0);
            }
        }
    }
}

impl Observer for CountCloses {
    fn on_open(&self, role: Role, catalog: &Catalog) {
        let kind = self.kind(role, catalog);
        metrics::with_recorder(|recorder| {
            let address = (&raw const *recorder).addr();
            if kind.zeroed_in.load(Relaxed) != address
                && kind.zeroed_in.swap(address, Relaxed) != address
            {
                self.start_at_zero(kind, recorder);
            }
            recorder.register_counter(&kind.series.opened, &METADATA).increment(1);
        });
    }

    fn on_violation(&self, role: Role, direction: Direction, violation: Violation) {
        let key = violation_key(role, (direction, violation), &self.static_labels);
        metrics::with_recorder(|it| it.register_counter(&key, &METADATA).increment(1));
    }

    fn on_close(&self, report: &CloseReport) {
        let (role, initiator) = (report.role(), report.initiator());
        let ending = Ending { code: report.code_label(), initiator, outcome: report.outcome() };
        let series = &self.kind(role, &report.catalog).series;
        // What was not thought of is counted all the same.
        let made;
        let closes = match series.close(ending) {
            Some(key) => key,
            None => {
                made = ending.key(role, &self.static_labels);
                &made
            }
        };
        metrics::with_recorder(|recorder| {
            recorder.register_counter(closes, &METADATA).increment(1);
            if report.first_close().is_some() {
                let key = &series.handshake_durations[initiator as usize];
                let duration = || report.handshake_duration().unwrap_or_default();
                recorder.register_histogram(key, &METADATA).record(Lazily(duration));
            }
            let key = &series.connection_durations[initiator as usize];
            recorder.register_histogram(key, &METADATA).record(Lazily(|| report.duration()));
        });
    }
}

/// A time that is worked out only where it is recorded.
struct Lazily<F>(F);

impl<F: FnOnce() -> Duration> IntoF64 for Lazily<F> {
    fn into_f64(self) -> f64 {
        (self.0)().as_secs_f64()
    }
}

/// Why a label of the user's was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BadLabel {
    /// The name is one that the metrics have already.
    Taken {
        /// The refused name.
        name: &'static str,
    },
    /// There are [`MAX_STATIC_LABELS`] already.
    TooMany,
}

impl fmt::Display for BadLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Taken { name } => write!(f, "label name {name} is taken by the metrics"),
            Self::TooMany => {
                write!(f, "more than {MAX_STATIC_LABELS} static labels would multiply the series")
            }
        }
    }
}

impl std::error::Error for BadLabel {}

fn describe() {
    metrics::describe_counter!(
        CONNECTIONS_OPENED_TOTAL,
        Unit::Count,
        "WebSocket connections that were opened."
    );
    metrics::describe_counter!(
        CLOSES_TOTAL,
        Unit::Count,
        "WebSocket connections that ended, by close code, initiator and outcome."
    );
    metrics::describe_counter!(
        VIOLATIONS_TOTAL,
        Unit::Count,
        "Rules that WebSocket close frames broke."
    );
    metrics::describe_histogram!(
        CONNECTION_DURATION_SECONDS,
        Unit::Seconds,
        "Lifetime of WebSocket connections."
    );
    metrics::describe_histogram!(
        HANDSHAKE_DURATION_SECONDS,
        Unit::Seconds,
        "Time from the first close frame to the end of the WebSocket connection."
    );
    metrics::describe_counter!(
        LOG_EVENTS_SUPPRESSED_TOTAL,
        Unit::Count,
        "Close events that a rate limit kept out of the log."
    );
    metrics::describe_gauge!(
        CLOSE_CODE_INFO,
        "Always 1; joins a WebSocket close code to its name."
    );
}
