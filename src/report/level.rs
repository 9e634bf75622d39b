//! How loud an ending is: one table, first match from the top.

use tracing::Level;

use crate::{CloseCode, CloseReport, Direction, Initiator, Outcome, Severity};

/// The level of the event for a report, whose code is known already.
///
/// ERROR is only for what is ours; a code that the peer chose never gets above WARN, or peers could
/// wake people.
#[inline]
pub(super) fn default_level(report: &CloseReport, code: Option<CloseCode>) -> Level {
    let code = code.unwrap_or(CloseCode::new(0));
    let local = report.initiator() == Initiator::Local;
    match report.outcome() {
        _ if matches!(report.violation(), Some((Direction::Sent, _))) => Level::ERROR,
        _ if local && matches!(code.as_u16(), 1011 | 1014) => Level::ERROR,
        Outcome::Dropped | Outcome::Panicked => Level::ERROR,

        Outcome::Unanswered
        | Outcome::Timeout
        | Outcome::IoError
        | Outcome::ProtocolError
        | Outcome::InvalidPayload
        | Outcome::TooBig => Level::WARN,
        // One vanished peer is nothing to act on; the ratio is for the metrics.
        Outcome::Eof | Outcome::Reset => Level::INFO,
        Outcome::Clean => operators_level(report, code).unwrap_or(match code.as_u16() {
            1000 | 1001 | 1005 => Level::DEBUG,
            1002 | 1003 | 1007..=1011 | 1014 => Level::WARN,
            _ => Level::INFO,
        }),
    }
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
