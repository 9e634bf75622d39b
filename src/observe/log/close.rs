//! The event of a connection that has ended.

use std::borrow::Cow;

use tracing::Level;

use super::{ReasonText, Texts, sanitize::shown, texts::Logged};
use crate::{
    CloseCode, CloseReport, Endpoint,
    catalog::Entry,
    names::{event, field},
};

/// Writes the event `websocket.close`, where somebody takes it.
pub(super) fn write_close(report: &CloseReport, level: Level, shown: (ReasonText, Texts)) {
    // The first field of an event puts together what the others hold: the macro evaluates them in their order,
    // and none if nobody takes the event. It does so twice where `tracing` hands records to `log`, too.
    #[allow(unused_mut, reason = "assigned once, but with the feature `log` of `tracing`")]
    let mut fields;
    // `tracing` wants the level of an event to be a constant: one call site for each.
    macro_rules! event_at {
        ($level:expr) => {
            tracing::event!(
                name: event::CLOSE,
                target: event::TARGET,
                parent: report.span.as_ref().and_then(tracing::Span::id),
                $level,
                {
                    { field::EVENT_NAME } = {
 fields = Fields::of(report, shown);
 event::CLOSE },
                    { field::ROLE } = fields.role,
                    { field::CODE } = fields.code,
                    { field::NAME } = fields.name,
                    { field::INITIATOR } = fields.initiator,
                    { field::OUTCOME } = fields.outcome,
                    { field::CLEAN } = fields.clean,
                    { field::BLAME } = fields.blame,
                    { field::REASON } = fields.reason.as_deref(),
                    { field::REASON_LENGTH } = fields.reason_length,
                    { field::RECEIVED_CODE } = fields.received_code,
                    { field::SENT_CODE } = fields.sent_code,
                    { field::SUMMARY } = fields.summary.as_str(),
                    { field::VIOLATION } = fields.violation,
                    { field::VIOLATION_DIRECTION } = fields.violation_direction,
                    { field::SOURCE } = fields.source,
                    { field::MEANING } = fields.texts.meaning.as_deref(),
                    { field::WHEN } = fields.texts.when,
                    { field::FIX } = fields.texts.fix,
                    { field::RETRY } = fields.texts.retry.as_deref(),
                    { field::RUNBOOK } = fields.runbook,
                    { field::HINT } = fields.hint.as_deref(),
                    { field::DURATION_S } = fields.duration_s,
                    { field::IDLE_S } = fields.idle_s,
                    { field::SUBPROTOCOL } = fields.subprotocol.as_deref(),
                    { field::ENDPOINT } = fields.endpoint,
                    { field::CLIENT_ADDRESS } = fields.client_address.as_deref(),
                    { field::URL_PATH } = fields.url_path.as_deref(),
                    { field::USER_AGENT } = fields.user_agent.as_deref(),
                    { field::ERROR_TYPE } = fields.error_type,
                },
                "websocket closed"
            )
        };
    }
    match level {
        Level::ERROR => event_at!(Level::ERROR),
        Level::WARN => event_at!(Level::WARN),
        Level::INFO => event_at!(Level::INFO),
        Level::DEBUG => event_at!(Level::DEBUG),
        Level::TRACE => event_at!(Level::TRACE),
    }
}

/// What the event has to say.
struct Fields<'r> {
    role: &'static str,
    code: Option<u16>,
    name: Option<&'r str>,
    initiator: &'static str,
    outcome: &'static str,
    clean: bool,
    blame: &'static str,
    reason: Option<Cow<'r, str>>,
    reason_length: Option<u64>,
    received_code: Option<u16>,
    sent_code: Option<u16>,
    summary: String,
    violation: Option<&'static str>,
    violation_direction: Option<&'static str>,
    source: &'static str,
    texts: Logged<'r>,
    runbook: Option<&'r str>,
    hint: Option<String>,
    duration_s: f64,
    idle_s: Option<f64>,
    subprotocol: Option<Cow<'r, str>>,
    endpoint: Option<&'static str>,
    client_address: Option<Cow<'r, str>>,
    url_path: Option<Cow<'r, str>>,
    user_agent: Option<Cow<'r, str>>,
    error_type: Option<&'static str>,
}

impl<'r> Fields<'r> {
    fn of(report: &'r CloseReport, (reason, texts): (ReasonText, Texts)) -> Self {
        let row = report.entry();
        let violation = report.violation();
        Self {
            role: report.role().as_str(),
            code: report.code().map(CloseCode::as_u16),
            name: row.map(Entry::name),
            initiator: report.initiator().as_str(),
            outcome: report.outcome().as_str(),
            clean: report.is_clean(),
            blame: report.blame().as_str(),
            reason: reason.text(report),
            reason_length: reason.length(report),
            received_code: report.received_code().map(CloseCode::as_u16),
            sent_code: report.sent_code().map(CloseCode::as_u16),
            summary: report.summary(),
            violation: violation.map(|(_, rule)| rule.as_str()),
            violation_direction: violation.map(|(direction, _)| direction.as_str()),
            source: report.source().as_str(),
            texts: texts.of(report, row),
            runbook: row.and_then(|entry| entry.annotation().runbook()),
            hint: report.hint(),
            duration_s: report.duration().as_secs_f64(),
            idle_s: report.idle().map(|idle| idle.as_secs_f64()),
            subprotocol: shown(report.subprotocol()),
            endpoint: report.endpoint().map(Endpoint::as_str),
            client_address: shown(report.client_address()),
            url_path: shown(report.url_path()),
            user_agent: shown(report.user_agent()),
            error_type: report.error_type().map(|it| it.as_str()),
        }
    }
}
