//! The end of the process: everyone is closed, and what became of them is told.

use std::time::Duration;

use closeframe::{Close, CloseCode, CloseMonitor, Drained};

/// How long a drain may take unless something else is said: Docker kills after 10 s.
pub(crate) const DRAIN_LIMIT: Duration = Duration::from_secs(8);

/// Closes everyone and waits for the ends. Who comes from now on is refused with 503.
pub(crate) async fn drain(closes: &CloseMonitor, limit: Duration) -> anyhow::Result<Drained> {
    // Not 1012 Service Restart: WebKit takes that for a protocol error.
    let close = Close::new(CloseCode::GOING_AWAY, "server shutting down")?;
    // At once, since nobody waits for a demonstration; a fleet's clients are better spread.
    let pacing = Duration::ZERO;
    Ok(closes.drain_and_stop(close, pacing, limit).await)
}

/// What became of them, in a line.
pub(crate) fn summary(drained: Drained) -> String {
    let Drained { clean, not_awaited, unanswered, abandoned, timed_out, .. } = drained;
    let Drained { otherwise, still_open, .. } = drained;
    format!(
        "drained: {clean} clean, {not_awaited} not awaited, {unanswered} unanswered, \
         {abandoned} abandoned, {timed_out} timed out, {otherwise} otherwise, \
         {still_open} still open"
    )
}
