//! How loud an ending is: one table, first match from the top.
//!
//! ERROR wakes people, so it is only for what they can mend. What the user has set for a code or an
//! outcome is looked at before this.

use tracing::Level;

use crate::{CloseCode, CloseReport, Initiator, Outcome, Violation, catalog::Severity};

/// The level of the event for a report, whose code is known already.
///
/// ERROR is only for what is ours; a code that the peer chose never gets above WARN, or peers could
/// wake people.
#[inline]
pub(crate) fn default_level(report: &CloseReport, code: Option<CloseCode>) -> Level {
    match report.outcome() {
        _ if report.is_a_mistake_of_ours(code) => Level::ERROR,
        // A server behind us that restarts does that to all its clients.
        Outcome::Dropped if report.is_spliced() => Level::WARN,
        Outcome::Dropped | Outcome::Panicked => Level::ERROR,

        Outcome::Unanswered
        | Outcome::Timeout
        | Outcome::Stalled
        | Outcome::IoError
        | Outcome::ProtocolError
        | Outcome::InvalidPayload
        | Outcome::TooBig => Level::WARN,
        // One vanished peer, or one that we did not wait for, is nothing to act on; the ratio is for
        // the metrics.
        Outcome::Abandoned
        | Outcome::PingTimeout
        | Outcome::Eof
        | Outcome::Reset
        | Outcome::Unreachable => Level::INFO,
        Outcome::Clean | Outcome::NotAwaited => {
            let level = level_of(report, code.unwrap_or(CloseCode::new(0)));
            match report.violation() {
                // `tracing` orders levels by how much they let through: ERROR is the least.
                Some((_, Violation::Rejected)) => level.min(Level::WARN),
                _ => level,
            }
        }
    }
}

/// The level of a close that went as it should.
fn level_of(report: &CloseReport, code: CloseCode) -> Level {
    operators_level(report, code).unwrap_or(match code.as_u16() {
        1000 | 1001 | 1005 => Level::DEBUG,
        1002 | 1003 | 1007..=1011 | 1014 => Level::WARN,
        _ => Level::INFO,
    })
}

/// The level that the catalog sets for the code; not above WARN where the peer chose the code.
fn operators_level(report: &CloseReport, code: CloseCode) -> Option<Level> {
    let severity = report.catalog.severity(code)?;
    let local = report.initiator() == Initiator::Local;
    Some(match severity {
        Severity::Debug => Level::DEBUG,
        Severity::Info => Level::INFO,
        Severity::Error if local => Level::ERROR,
        Severity::Warn | Severity::Error => Level::WARN,
    })
}
