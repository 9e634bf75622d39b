//! Endings that are counted as one, as JSON for the console's page.

use closeframe::{CloseReport, Initiator, Outcome, observe::CodeLabel};
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
            "label": self.code,
            "name": self.name,
            "initiator": self.initiator,
            "outcome": self.outcome,
            "count": count,
        })
    }
}

/// What the label is called.
fn name(report: &CloseReport) -> String {
    match (report.code_label(), report.code()) {
        (CodeLabel::Other, _) | (_, None) => "Not a legal code".to_owned(),
        // Not of the reason: the metric knows none.
        (_, Some(code)) => report.catalog().entry(code).name().to_owned(),
    }
}
