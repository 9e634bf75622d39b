//! A report, as JSON for the console's page.

use closeframe::{
    CloseCode, CloseReport, CodeLabel, Initiator, Outcome, ReceivedClose,
    catalog::{Locale, Text},
};
use serde_json::{Value, json};

/// Endings that are counted as one: those with the same labels of the metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    code: CodeLabel,
    initiator: Initiator,
    outcome: Outcome,
    name: String,
}

impl Kind {
    pub(super) fn of(report: &CloseReport) -> Self {
        let code = report.code_label();
        let (initiator, outcome) = (report.initiator(), report.outcome());
        Self { code, initiator, outcome, name: name(report) }
    }

    pub(super) fn to_json(&self, count: u64) -> Value {
        json!({
            "label": self.code.to_string(),
            "name": self.name,
            "initiator": self.initiator.as_str(),
            "outcome": self.outcome.as_str(),
            "count": count,
        })
    }
}

/// What the label is called.
fn name(report: &CloseReport) -> String {
    match (report.code_label(), report.entry()) {
        (CodeLabel::Other, _) | (_, None) => "Not a legal code".to_owned(),
        (_, Some(entry)) => entry.name().to_owned(),
    }
}

/// Everything that the log tells of an ending, and the metric's label.
///
/// The reasons are as the peer chose them; the page escapes them.
pub(super) fn ending_json(report: &CloseReport) -> Value {
    let entry = report.entry();
    let number = |code: Option<CloseCode>| code.map(CloseCode::as_u16);
    json!({
        "label": report.code_label().to_string(),
        "code": number(report.code()),
        "name": entry.map_or("Not a legal code", |it| it.name()),
        "initiator": report.initiator().as_str(),
        "outcome": report.outcome().as_str(),
        "blame": report.blame().as_str(),
        "reason": report.reason(),
        "reason_length": report.reason_len(),
        "received_code": number(report.received_code()),
        "received_reason": report.received().map(ReceivedClose::reason),
        "sent_code": number(report.sent_code()),
        "violation": report.violation().map(|(direction, it)| format!("{it} ({direction})")),
        "error": report.error_type().map(|it| it.as_str()),
        "source": report.source().as_str(),
        "meaning": entry.map(|it| it.meaning(Locale::English)).map(Text::as_str),
        "when": entry.map(|it| it.when_seen(Locale::English)).map(Text::as_str),
        "fix": entry.map(|it| it.how_to_fix(Locale::English)).map(Text::as_str),
        "retry": entry.map(|it| it.retry().phrase(Locale::English)),
        "hint": report.hint(),
        "duration_s": report.duration().as_secs_f64(),
        "idle_s": report.idle().map(|it| it.as_secs_f64()),
        "handshake_s": report.handshake_duration().map(|it| it.as_secs_f64()),
    })
}
