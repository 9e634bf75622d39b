//! What an ending is to the people who run the server.
//!
//! They look at what is theirs to mend first. Whose an ending is and how loud it is are judged by the crate,
//! so that the console, the log and the alerts tell one story; nothing is judged by the code alone here.

use closeframe::{Blame, CloseReport, Initiator, Outcome};
use serde::Serialize;
use tracing::Level;

/// What an ending is to an operator, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Concern {
    /// Ours to mend: our 1011, a socket that was forgotten, an illegal close of ours.
    Fault,
    /// One side turned the other away: nobody's fault, yet logged as a warning.
    Rejection,
    /// The peer broke the protocol, or takes nothing.
    Peer,
    /// The peer is gone without a word, or gave no answer to ours.
    Lost,
    /// Whatever happens all day.
    Routine,
}

impl Concern {
    pub(crate) const COUNT: usize = 5;

    /// `level` is that of the ending's event in the log.
    pub(crate) fn of(report: &CloseReport, level: Level) -> Self {
        // `tracing` orders levels by how much they let through: ERROR is the least.
        match report.blame() {
            Blame::Ours => Self::Fault,
            // The operator said so of the code.
            _ if level == Level::ERROR => Self::Fault,
            Blame::Network => Self::Lost,
            Blame::Peer if is_without_answer(report) => Self::Lost,
            Blame::Peer => Self::Peer,
            _ if level <= Level::WARN => Self::Rejection,
            _ => Self::Routine,
        }
    }
}

/// As when a whole region is gone: the application closes each of its connections, and nobody answers.
fn is_without_answer(report: &CloseReport) -> bool {
    report.initiator() == Initiator::Local
        && matches!(report.outcome(), Outcome::Timeout | Outcome::Unanswered)
}
