//! A report in one line, to be compared with what must be seen.

use closeframe::{CloseCode, CloseReport, LogCloses};
use tracing::Level;

/// Outcome, initiator and code, the code that we sent, and the error's type where there is one:
/// `not_awaited remote 1001, sent none (broken_pipe)`.
pub(crate) fn told(report: &CloseReport) -> String {
    let number = |code: Option<CloseCode>| match code {
        Some(code) => code.as_u16().to_string(),
        None => "none".into(),
    };
    let error = report.error_type().map_or(String::new(), |error| format!(" ({error})"));
    format!(
        "{} {} {}, sent {}{error}",
        report.outcome(),
        report.initiator(),
        number(report.code()),
        number(report.sent_code()),
    )
}

/// How loud it is logged.
pub(crate) fn level(report: &CloseReport) -> Level {
    LogCloses::new().level(report)
}

/// What a socket's error says, whichever library made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    ConnectionClosed,
    AlreadyClosed,
    SendAfterClosing,
    /// The transport ended without a close frame.
    Eof,
    Io(std::io::ErrorKind),
    Other,
}

impl Said {
    pub(crate) const WOULD_BLOCK: Self = Self::Io(std::io::ErrorKind::WouldBlock);
    pub(crate) const TIMED_OUT: Self = Self::Io(std::io::ErrorKind::TimedOut);

    /// axum's errors have another tungstenite's as source, so their texts must do.
    pub(crate) fn of(error: &(dyn std::error::Error + 'static)) -> Self {
        let mut causes = std::iter::successors(Some(error), |error| error.source());
        if let Some(error) = causes.find_map(|cause| cause.downcast_ref::<std::io::Error>()) {
            return Self::Io(error.kind());
        }
        match error.to_string() {
            text if text.starts_with("Connection closed normally") => Self::ConnectionClosed,
            text if text.starts_with("Trying to work with closed") => Self::AlreadyClosed,
            text if text.contains("Sending after closing") => Self::SendAfterClosing,
            text if text.contains("reset without closing handshake") => Self::Eof,
            _ => Self::Other,
        }
    }
}
