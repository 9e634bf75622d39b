//! The log: one structured event per connection.
//!
//! Written through `tracing`, so that any subscriber gets it; the names stand in
//! [`names`](crate::names). Every field that a peer could have chosen is text, bounded and escaped.
//! Nothing is written here but events: where they go is the subscriber's business.

mod close;
mod enabled;
mod handshake;
pub(crate) mod level;
mod marks;
mod rate;
mod reason;
mod sanitize;
mod texts;
mod throttle;

use std::{sync::Arc, time::Instant};

use tracing::Level;

use self::{
    close::write_close,
    enabled::{is_enabled, is_handshake_failure_enabled},
    handshake::{LEVEL_OF_HANDSHAKES, write_handshake_failure},
    level::default_level,
    throttle::{Subject, Summary, Throttle},
};
pub use self::{rate::LogRate, reason::ReasonText, texts::Texts};
use super::{CodeLabel, HandshakeFailed};
use crate::{CloseCode, CloseReport, Observer, Outcome, names::metric};

/// Writes one `tracing` event per connection: target `closeframe`, name `websocket.close`, message
/// `websocket closed`.
///
/// Fields, absent when unknown: `event.name` · `websocket.role` · `websocket.close.code` · `.name` ·
/// `.initiator` · `.outcome` · `.clean` · `.blame` · `.reason` (escaped, see [`ReasonText`]) · `.reason_length`
/// (bytes, before cutting) · `.received_code` · `.sent_code` · `.summary` (the
/// report's sentence, without the reasons) · `.violation` ·
/// `.violation_direction` · `.source` · `.meaning` · `.when` · `.fix` · `.retry` (see [`Texts`]) · `.runbook` (where
/// the catalog has one) · `.hint` · `websocket.connection.duration_s` · `websocket.connection.idle_s` · `websocket.subprotocol` ·
/// [`endpoint`](crate::CloseMonitor::endpoint) · [`client.address`](crate::CloseMonitor::for_client) · `url.path` and
/// `user_agent.original` ([on request](crate::CloseMonitor::with_request_fields)) · `error.type`. What a client has chosen is escaped, and cut after
/// 256 bytes.
///
/// The event's parent is the span that was current when the socket was wrapped, or the one given
/// with [`CloseMonitor::in_span`](crate::CloseMonitor::in_span), so request ids appear.
///
/// # Levels
///
/// First match from the top; [`with_level_for_code`](Self::with_level_for_code) and
/// [`with_level_for_outcome`](Self::with_level_for_outcome) override it.
///
/// | level | when |
/// |---|---|
/// | ERROR | the application tried to send an illegal close; it closed with 1011 or 1014; outcome `panicked`, or `dropped` but for spliced streams |
/// | WARN | `dropped` between those; `unanswered`, `timeout`, `stalled`, `io_error`, `protocol_error`, `invalid_payload`, `too_big` |
/// | INFO | `abandoned`, `ping_timeout`, `eof`, `reset`, `unreachable` |
/// | | `clean` and `not_awaited`: |
/// | WARN | 1002, 1003, 1007-1011, 1014; a close that the peer [rejected](crate::Violation::Rejected) |
/// | INFO | 1012, 1013, 3000-4999 |
/// | DEBUG | 1000, 1001, 1005 |
///
/// Where the catalog sets a [`Severity`](crate::catalog::Severity) for a code, it takes the place of the table
/// for `clean` and `not_awaited`, but for our own 1011 and 1014; for a code that the peer sent, up to WARN.
/// The texts are in the monitor's [locale](crate::CloseMonitor::with_locale).
///
/// So `RUST_LOG=closeframe=info` shows all but the routine, and `closeframe=debug` everything.
///
/// # Floods
///
/// Each [`code` label](CloseReport::code_label) has a [`LogRate`] for each level: bursts of 100 events,
/// then 10 a second. So what is routine takes no line from what is not. What a filter keeps out anyway is not held against it. The rest is counted as it happens,
/// in [`CLOSE_LOG_EVENTS_SUPPRESSED_TOTAL`](metric::CLOSE_LOG_EVENTS_SUPPRESSED_TOTAL) (label `code`, no others), and summed up in an event of its
/// own: name and `event.name` `websocket.close.suppressed`, message `websocket close events
/// suppressed`, fields `websocket.close.code_label` (text) · `websocket.close.suppressed.count` ·
/// `websocket.close.suppressed.duration_s` (from the first to the last of them). It has no parent
/// (`tracing-subscriber`'s JSON shows the span that is current all the same: the one around the
/// handler whose close brought it), and is as loud as the events that it stands for. So closes =
/// events `websocket.close` + the suppressed, and the metrics count every close, always.
///
/// There is no timer. A summary is written by the first close, of any code, that comes when events of
/// this label and level may be logged again, at most once a second for both. After the last close of all it waits
/// for [`flush`](Observer::flush) ([`CloseMonitor::flush`](crate::CloseMonitor::flush), and every
/// [drain](crate::CloseMonitor::drain) at its end), or until the last clone of this is dropped; a
/// process that is killed before loses it, but not the counter's word.
///
/// Known beforehand is only what all subscribers of the process have ruled out for good, by level or
/// target. What a filter by span keeps out, or one thread's subscriber of several, takes part. Records
/// that `tracing` hands to the `log` crate, for want of a subscriber, have no limit.
///
/// # Opening handshakes that failed
///
/// A connection that never opened is a DEBUG event with name and `event.name` `websocket.handshake.failed`,
/// message `websocket handshake failed`, and the fields `websocket.role` · `reason`
/// ([`HandshakeFailure`](crate::observe::HandshakeFailure)) · `error.type` · `http.response.status_code`, and those of the request, as far as it was read. Its parent is the span that is
/// current then, or the monitor's. All reasons have [one rate](Self::with_handshake_rate) together; what is kept back
/// is summed up as closes are, as `websocket.handshake.suppressed`, but counted by
/// [`HANDSHAKE_FAILURES_TOTAL`](metric::HANDSHAKE_FAILURES_TOTAL) alone.
///
/// Clones share their buckets.
#[derive(Debug, Clone, Default)]
pub struct LogCloses {
    reason: ReasonText,
    texts: Texts,
    by_code: Vec<(CloseCode, Level)>,
    by_outcome: Vec<(Outcome, Level)>,
    rate: LogRate,
    rate_by_label: Vec<(CodeLabel, LogRate)>,
    handshake_rate: LogRate,
    throttle: Arc<Throttle>,
}

impl LogCloses {
    /// Logs with the default levels and escaped reasons.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what of the reason is logged. The default value is [`ReasonText::Sanitized`].
    #[must_use]
    pub fn with_reason(mut self, reason: ReasonText) -> Self {
        self.reason = reason;
        self
    }

    /// What of the reason is logged.
    #[must_use]
    pub fn reason(&self) -> ReasonText {
        self.reason
    }

    /// Sets how much of the [catalog](crate::catalog)'s texts is logged. The default value is [`Texts::All`].
    ///
    /// ```
    /// use closeframe::{LogCloses, observe::Texts};
    ///
    /// let log = LogCloses::new().texts(Texts::Fix);
    /// # drop(log);
    /// ```
    #[must_use]
    pub fn texts(mut self, texts: Texts) -> Self {
        self.texts = texts;
        self
    }

    /// Sets the level for all endings with this code; it goes before
    /// [`with_level_for_outcome`](Self::with_level_for_outcome) and the table.
    #[must_use]
    pub fn with_level_for_code(mut self, code: impl Into<CloseCode>, level: Level) -> Self {
        self.by_code.push((code.into(), level));
        self
    }

    /// Sets the level for all endings with this outcome; it goes before the table.
    #[must_use]
    pub fn with_level_for_outcome(mut self, outcome: Outcome, level: Level) -> Self {
        self.by_outcome.push((outcome, level));
        self
    }

    /// Sets how often events with the same `code` label and level may be logged. The default value is
    /// bursts of 100, then 10 a second; [`LogRate::UNLIMITED`] turns the limit off.
    #[must_use]
    pub fn with_rate(mut self, rate: LogRate) -> Self {
        self.rate = rate;
        self
    }

    /// How often events may be logged whose `code` label was given [no rate of its
    /// own](Self::with_rate_for).
    #[must_use]
    pub fn rate(&self) -> LogRate {
        self.rate
    }

    /// Sets the rate for one `code` label, at each level; it goes before [`with_rate`](Self::with_rate).
    #[must_use]
    pub fn with_rate_for(mut self, label: CodeLabel, rate: LogRate) -> Self {
        self.rate_by_label.push((label, rate));
        self
    }

    /// How often events with this `code` label may be logged, at each level.
    #[must_use]
    pub fn rate_for(&self, label: CodeLabel) -> LogRate {
        last(&self.rate_by_label, &label).unwrap_or(self.rate)
    }

    /// Sets how often opening handshakes that failed may be logged, whatever the reason. The default value
    /// is bursts of 100, then 10 a second.
    #[must_use]
    pub fn with_handshake_rate(mut self, rate: LogRate) -> Self {
        self.handshake_rate = rate;
        self
    }

    /// How often opening handshakes that failed may be logged.
    #[must_use]
    pub fn handshake_rate(&self) -> LogRate {
        self.handshake_rate
    }

    /// The level of the event that `report` becomes.
    #[must_use]
    #[inline]
    pub fn level(&self, report: &CloseReport) -> Level {
        let code = report.code();
        let by_code = code.and_then(|code| last(&self.by_code, &code));
        by_code
            .or_else(|| last(&self.by_outcome, &report.outcome()))
            .unwrap_or_else(|| default_level(report, code))
    }

    #[inline]
    fn write_due_summaries(&self, now: Instant) {
        if self.throttle.has_suppressed() {
            self.throttle.write_due(now);
        }
    }

    /// Whether the rate lets the event through; if not, it is counted. Out of line, as it is not called where nobody
    /// would take the event.
    #[inline(never)]
    fn is_admitted(&self, report: &CloseReport, level: Level) -> bool {
        let label = report.code_label();
        let rate = self.rate_for(label);
        let admitted =
            self.throttle.try_acquire(Subject::Close(label), rate, level, report.ended_at);
        if !admitted {
            metrics::counter!(metric::CLOSE_LOG_EVENTS_SUPPRESSED_TOTAL, vec![label.to_label()])
                .increment(1);
        }
        admitted
    }
}

/// The setting made last wins.
fn last<K: PartialEq, V: Copy>(settings: &[(K, V)], key: &K) -> Option<V> {
    settings.iter().rev().find(|(it, _)| it == key).map(|(_, value)| *value)
}

impl Observer for LogCloses {
    fn on_close(&self, report: &CloseReport) {
        let level = self.level(report);
        self.write_due_summaries(report.ended_at);
        if is_enabled(level) && !self.is_admitted(report, level) {
            return;
        }
        write_close(report, level, (self.reason, self.texts));
    }

    fn on_handshake_failed(&self, failed: &HandshakeFailed<'_>) {
        let (subject, now) = (Subject::HandshakeFailure, failed.at);
        self.write_due_summaries(now);
        if is_handshake_failure_enabled()
            && !self.throttle.try_acquire(subject, self.handshake_rate, LEVEL_OF_HANDSHAKES, now)
        {
            return;
        }
        write_handshake_failure(failed);
    }

    fn flush(&self) {
        self.throttle.drain().iter().for_each(Summary::write);
    }
}
