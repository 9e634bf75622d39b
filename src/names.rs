//! The names under which endings are counted and logged: metrics, labels, buckets and log fields.
//!
//! Dashboards, alerts and log searches are written against these names, so they change only with a new
//! major version. The crate counts and logs by them; what a name *means* is told by
//! [`CountCloses`](crate::CountCloses) for metrics and by [`LogCloses`](crate::LogCloses) for the log.
//! The values of labels and fields are not here: each closed set is an enum with `ALL` and `as_str`,
//! [`Outcome`](crate::Outcome) for example.
//!
//! # Example: the buckets of an exporter
//!
//! ```
//! use closeframe::names::{buckets, metric};
//! use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
//!
//! let lifetimes = Matcher::Full(metric::CONNECTION_DURATION_SECONDS.into());
//! let handshakes = Matcher::Full(metric::CLOSE_HANDSHAKE_DURATION_SECONDS.into());
//! PrometheusBuilder::new()
//!     .set_buckets_for_metric(lifetimes, buckets::CONNECTION_DURATION_SECONDS)?
//!     .set_buckets_for_metric(handshakes, buckets::CLOSE_HANDSHAKE_DURATION_SECONDS)?
//!     .build_recorder();
//! # Ok::<(), metrics_exporter_prometheus::BuildError>(())
//! ```

/// Writes the constants of a module, and `ALL` of them: no name can be left out of it.
macro_rules! names {
    ($($(#[$doc:meta])+ $name:ident = $value:literal;)+) => {
        $($(#[$doc])+ pub const $name: &str = $value;)+

        /// Every name of this module.
        pub const ALL: &[&str] = &[$($name),+];
    };
}

/// The names of the metrics, each a constant of the same name without `websocket_`.
pub mod metric {
    names! {
        /// Counter of connections that were wrapped; labels `role`, and `endpoint` where there is one, as for
        /// the next three.
        CONNECTIONS_OPENED_TOTAL = "websocket_connections_opened_total";
        /// Counter of connections that ended, one increment each; labels `code`, `initiator`,
        /// `outcome`, `role`. Opened less closed is open.
        CLOSES_TOTAL = "websocket_closes_total";
        /// Counter of connections that never opened, one increment each; labels `reason`, `role`.
        HANDSHAKE_FAILURES_TOTAL = "websocket_handshake_failures_total";
        /// Counter of rules that close frames broke; labels `direction`, `violation`, `role`.
        CLOSE_VIOLATIONS_TOTAL = "websocket_close_violations_total";
        /// Histogram of connection lifetimes in seconds; labels `initiator`, `role`.
        CONNECTION_DURATION_SECONDS = "websocket_connection_duration_seconds";
        /// Histogram of the time from the first close frame to the end, in seconds; labels
        /// `initiator`, `role`.
        CLOSE_HANDSHAKE_DURATION_SECONDS = "websocket_close_handshake_duration_seconds";
        /// Counter of log events that [`LogCloses`](crate::LogCloses) kept back for their rate; label
        /// `code`, and no labels of the user's.
        CLOSE_LOG_EVENTS_SUPPRESSED_TOTAL = "websocket_close_log_events_suppressed_total";
        /// Gauge, always 1, that joins a code to its name; labels `code`, `name`. One series per code:
        /// where the catalogs of a process name a code differently, `name` lists all names.
        CLOSE_CODE_INFO = "websocket_close_code_info";
    }
}

/// The names of the metrics' labels. A label of the user's can have none of them.
pub mod label {
    names! {
        /// The code of the ending, bounded: see [`CodeLabel`](crate::observe::CodeLabel).
        CODE = "code";
        /// Who sent the first close frame: see [`Initiator`](crate::Initiator).
        INITIATOR = "initiator";
        /// How it ended: see [`Outcome`](crate::Outcome).
        OUTCOME = "outcome";
        /// Which end of the connection we were: see [`Role`](crate::Role).
        ROLE = "role";
        /// Which way a close frame that broke a rule went: see [`Direction`](crate::Direction).
        DIRECTION = "direction";
        /// The rule that it broke: see [`Violation`](crate::Violation).
        VIOLATION = "violation";
        /// Why a connection never opened: see [`HandshakeFailure`](crate::observe::HandshakeFailure).
        REASON = "reason";
        /// Where the connection was opened: see [`Endpoint`](crate::Endpoint).
        ENDPOINT = "endpoint";
        /// What a code is called.
        NAME = "name";
    }
}

/// Bucket bounds for the histograms, in seconds; each has the name of its [`metric`].
pub mod buckets {
    /// Bounds for [`metric::CONNECTION_DURATION_SECONDS`](super::metric::CONNECTION_DURATION_SECONDS):
    /// they straddle the idle limits of common proxies (60 s, 100 s, 350 s, 600 s), so that a limit
    /// shows as a full bucket.
    pub const CONNECTION_DURATION_SECONDS: &[f64] = &[
        1.0, 5.0, 30.0, 55.0, 65.0, 95.0, 105.0, 345.0, 360.0, 590.0, 610.0, 1800.0, 3600.0,
        14400.0, 86400.0,
    ];

    /// Bounds for
    /// [`metric::CLOSE_HANDSHAKE_DURATION_SECONDS`](super::metric::CLOSE_HANDSHAKE_DURATION_SECONDS).
    pub const CLOSE_HANDSHAKE_DURATION_SECONDS: &[f64] =
        &[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];
}

/// Target, names and messages of the `tracing` events.
pub mod event {
    names! {
        /// The target of every event: `RUST_LOG=closeframe=info`.
        TARGET = "closeframe";
        /// The name of the event that a connection's end becomes, and its field
        /// [`event.name`](super::field::EVENT_NAME).
        CLOSE = "websocket.close";
        /// The message of that event.
        CLOSE_MESSAGE = "websocket closed";
        /// The name of the event that sums up events which were kept back, and its field
        /// [`event.name`](super::field::EVENT_NAME).
        CLOSE_SUPPRESSED = "websocket.close.suppressed";
        /// The message of that event.
        CLOSE_SUPPRESSED_MESSAGE = "websocket close events suppressed";
        /// The name of the event that a failed opening handshake becomes, and its field
        /// [`event.name`](super::field::EVENT_NAME).
        HANDSHAKE_FAILED = "websocket.handshake.failed";
        /// The message of that event.
        HANDSHAKE_FAILED_MESSAGE = "websocket handshake failed";
        /// The name of the event that sums up such events which were kept back, and its field
        /// [`event.name`](super::field::EVENT_NAME).
        HANDSHAKE_SUPPRESSED = "websocket.handshake.suppressed";
        /// The message of that event.
        HANDSHAKE_SUPPRESSED_MESSAGE = "websocket handshake events suppressed";
    }
}

/// The names of the events' fields, each as [`LogCloses`](crate::LogCloses) lists it; most are
/// methods of [`CloseReport`](crate::CloseReport) too.
pub mod field {
    names! {
        /// The name of the [`event`](super::event), for subscribers that do not show it otherwise.
        EVENT_NAME = "event.name";
        /// Which end of the connection we were: see [`Role`](crate::Role).
        ROLE = "websocket.role";
        /// The code of the ending, a number.
        CODE = "websocket.close.code";
        /// What the catalog calls the code.
        NAME = "websocket.close.name";
        /// Who sent the first close frame: see [`Initiator`](crate::Initiator).
        INITIATOR = "websocket.close.initiator";
        /// How it ended: see [`Outcome`](crate::Outcome).
        OUTCOME = "websocket.close.outcome";
        /// Whether the outcome is `clean`, a bool.
        CLEAN = "websocket.close.clean";
        /// Whose the ending is: see [`Blame`](crate::Blame).
        BLAME = "websocket.close.blame";
        /// The initiator's reason, escaped: see [`ReasonText`](crate::observe::ReasonText).
        REASON = "websocket.close.reason";
        /// The length of the initiator's reason in bytes, before anything was cut.
        REASON_LENGTH = "websocket.close.reason_length";
        /// The code of the peer's close frame, a number.
        RECEIVED_CODE = "websocket.close.received_code";
        /// The code of our close frame, a number.
        SENT_CODE = "websocket.close.sent_code";
        /// The report's sentence, without the reasons: text, in English.
        SUMMARY = "websocket.close.summary";
        /// The first rule that a close frame broke: see [`Violation`](crate::Violation).
        VIOLATION = "websocket.close.violation";
        /// Which way that frame went: see [`Direction`](crate::Direction).
        VIOLATION_DIRECTION = "websocket.close.violation_direction";
        /// Who witnessed what came in: see [`Source`](crate::Source).
        SOURCE = "websocket.close.source";
        /// What happened, and what the code says: see
        /// [`CloseReport::explanation`](crate::CloseReport::explanation).
        MEANING = "websocket.close.meaning";
        /// The circumstances that usually bring such an ending about.
        WHEN = "websocket.close.when";
        /// What to do about it.
        FIX = "websocket.close.fix";
        /// Whether a client should connect again, and how.
        RETRY = "websocket.close.retry";
        /// The operator's runbook for the code, where the catalog has one.
        RUNBOOK = "websocket.close.runbook";
        /// What often lies behind such an ending: see [`CloseReport::hint`](crate::CloseReport::hint).
        HINT = "websocket.close.hint";
        /// The subprotocol that was agreed on.
        SUBPROTOCOL = "websocket.subprotocol";
        /// Where the connection was opened: see [`Endpoint`](crate::Endpoint).
        ENDPOINT = "endpoint";
        /// Who the client is, if the application or axum has said so.
        CLIENT_ADDRESS = "client.address";
        /// The path of the request without its query, if that was asked for.
        URL_PATH = "url.path";
        /// The `User-Agent` of the request, if that was asked for.
        USER_AGENT = "user_agent.original";
        /// From the wrapping of the socket to its end, in seconds.
        DURATION_S = "websocket.connection.duration_s";
        /// How long nothing had come in when the ending began, in seconds.
        IDLE_S = "websocket.connection.idle_s";
        /// The kind of error that ended the connection, or kept it from opening: see
        /// [`ErrorType`](crate::ErrorType).
        ERROR_TYPE = "error.type";
        /// Why a connection never opened: see [`HandshakeFailure`](crate::observe::HandshakeFailure).
        HANDSHAKE_REASON = "reason";
        /// The HTTP status that a failed opening handshake was answered with, a number.
        STATUS_CODE = "http.response.status_code";
        /// The `code` label of the events that were kept back.
        CODE_LABEL = "websocket.close.code_label";
        /// How many of them there were.
        SUPPRESSED_COUNT = "websocket.close.suppressed.count";
        /// From the first of them to the last, in seconds.
        SUPPRESSED_DURATION_S = "websocket.close.suppressed.duration_s";
        /// How many events of opening handshakes were kept back.
        HANDSHAKE_SUPPRESSED_COUNT = "websocket.handshake.suppressed.count";
        /// From the first of them to the last, in seconds.
        HANDSHAKE_SUPPRESSED_DURATION_S = "websocket.handshake.suppressed.duration_s";
    }
}
