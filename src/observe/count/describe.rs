//! What the metrics say of themselves: the help text and the unit that an exporter shows.

use metrics::Unit;

use crate::names::metric;

/// Gives the recorder the help texts and units.
pub(super) fn describe() {
    metrics::describe_counter!(
        metric::CONNECTIONS_OPENED_TOTAL,
        Unit::Count,
        "WebSocket connections that were opened."
    );
    metrics::describe_counter!(
        metric::CLOSES_TOTAL,
        Unit::Count,
        "WebSocket connections that ended, by close code, initiator and outcome."
    );
    metrics::describe_counter!(
        metric::HANDSHAKE_FAILURES_TOTAL,
        Unit::Count,
        "WebSocket connections that never opened, by reason."
    );
    metrics::describe_counter!(
        metric::CLOSE_VIOLATIONS_TOTAL,
        Unit::Count,
        "Rules that WebSocket close frames broke."
    );
    metrics::describe_histogram!(
        metric::CONNECTION_DURATION_SECONDS,
        Unit::Seconds,
        "Lifetime of WebSocket connections."
    );
    metrics::describe_histogram!(
        metric::CLOSE_HANDSHAKE_DURATION_SECONDS,
        Unit::Seconds,
        "Time from the first close frame to the end of the WebSocket connection."
    );
    metrics::describe_counter!(
        metric::CLOSE_LOG_EVENTS_SUPPRESSED_TOTAL,
        Unit::Count,
        "Close events that a rate limit kept out of the log."
    );
    metrics::describe_gauge!(
        metric::CLOSE_CODE_INFO,
        "Always 1; joins a WebSocket close code to its name."
    );
}
