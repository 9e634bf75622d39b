//! Endings that are counted as one.

use closeframe::{CloseReport, Endpoint, Initiator, Outcome, observe::CodeLabel};
use serde::Serialize;

use super::concern::Concern;

/// Endings that are counted as one: those with the same labels of the metric, and what the metric does not tell.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub(super) struct Kind {
    label: CodeLabel,
    /// The code itself, where the label stands for many.
    pub(super) code: Option<u16>,
    name: String,
    initiator: Initiator,
    outcome: Outcome,
    concern: Concern,
    endpoint: Option<&'static str>,
}

impl Kind {
    pub(super) fn of(report: &CloseReport, concern: Concern) -> Self {
        let label = report.code_label();
        let code = match label {
            CodeLabel::Named(_) => None,
            _ => report.code().map(|code| code.as_u16()),
        };
        let (initiator, outcome) = (report.initiator(), report.outcome());
        let endpoint = report.endpoint().map(Endpoint::as_str);
        Self { label, code, name: name(report).into(), initiator, outcome, concern, endpoint }
    }

    /// The same without its code.
    pub(super) fn folded(self) -> Self {
        Self { code: None, ..self }
    }
}

/// What the label is called.
fn name(report: &CloseReport) -> &str {
    match (report.code_label(), report.code()) {
        (CodeLabel::Other, _) | (_, None) => "Not a legal code",
        // Not of the reason: the metric knows none.
        (_, Some(code)) => report.catalog().entry(code).name(),
    }
}
