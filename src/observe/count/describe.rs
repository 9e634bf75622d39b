//! What the metrics say of themselves: the help text and the unit that an exporter shows.

use metrics::{Recorder, Unit};

use crate::names::metric;

/// How a recorder is told.
type Describe = fn(&dyn Recorder, &'static str, Option<Unit>, &'static str);

const COUNTER: Describe =
    |it, name, unit, text| it.describe_counter(name.into(), unit, text.into());
const GAUGE: Describe = |it, name, unit, text| it.describe_gauge(name.into(), unit, text.into());
const HISTOGRAM: Describe =
    |it, name, unit, text| it.describe_histogram(name.into(), unit, text.into());

const TEXTS: &[(Describe, &str, Option<Unit>, &str)] = &[
    (
        COUNTER,
        metric::CONNECTIONS_OPENED_TOTAL,
        Some(Unit::Count),
        "WebSocket connections that were opened.",
    ),
    (
        COUNTER,
        metric::CLOSES_TOTAL,
        Some(Unit::Count),
        "WebSocket connections that ended, by close code, initiator and outcome.",
    ),
    (
        COUNTER,
        metric::HANDSHAKE_FAILURES_TOTAL,
        Some(Unit::Count),
        "WebSocket connections that never opened, by reason.",
    ),
    (
        COUNTER,
        metric::CLOSE_VIOLATIONS_TOTAL,
        Some(Unit::Count),
        "Rules that WebSocket close frames broke.",
    ),
    (
        HISTOGRAM,
        metric::CONNECTION_DURATION_SECONDS,
        Some(Unit::Seconds),
        "Lifetime of WebSocket connections.",
    ),
    (
        HISTOGRAM,
        metric::CLOSE_HANDSHAKE_DURATION_SECONDS,
        Some(Unit::Seconds),
        "Time from the first close frame to the end of the WebSocket connection.",
    ),
    (
        COUNTER,
        metric::CLOSE_LOG_EVENTS_SUPPRESSED_TOTAL,
        Some(Unit::Count),
        "Close events that a rate limit kept out of the log.",
    ),
    (GAUGE, metric::CLOSE_CODE_INFO, None, "Always 1; joins a WebSocket close code to its name."),
];

/// Gives the recorder the help texts and units.
pub(super) fn describe(recorder: &dyn Recorder) {
    for (describe, name, unit, text) in TEXTS {
        describe(recorder, name, *unit, text);
    }
}
