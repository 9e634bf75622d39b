//! What of a reason reaches the log.
//!
//! A reason is text that somebody else chose. What makes it safe to show is told in `sanitize`; here is
//! only how much of it is wanted.

use std::borrow::Cow;

use super::sanitize::sanitize;
use crate::{CloseReport, Initiator};

/// What of the initiator's reason is logged.
///
/// A reason is text that the peer chose: it may hold control characters, or a token that does not
/// belong in a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum ReasonText {
    /// As it came. JSON and logfmt formatters keep the line whole, but bidi and zero-width
    /// characters reach the reader.
    Full,
    /// Control, bidi and invisible characters escaped, at most 8 KiB.
    #[default]
    Sanitized,
    /// Only `.reason_length`.
    Length,
    /// Neither text nor length.
    Omit,
}

/// The peer's reason has at most 123 bytes; one of ours may be of any length before it is cut.
const MAX_LOGGED_REASON: usize = 8 * 1024;

impl ReasonText {
    /// The text to log.
    pub(super) fn text(self, report: &CloseReport) -> Option<Cow<'_, str>> {
        match self {
            _ if report.reason().is_empty() => None,
            Self::Full => Some(Cow::Borrowed(report.reason())),
            Self::Sanitized => Some(sanitize(report.reason(), MAX_LOGGED_REASON)),
            Self::Length | Self::Omit => None,
        }
    }

    /// The length to log.
    pub(super) fn length(self, report: &CloseReport) -> Option<u64> {
        (self != Self::Omit && report.initiator() != Initiator::None).then(|| report.reason_len())
    }
}
