//! The end of the process: everyone is closed, and what became of them is told.

use std::{fmt::Display, time::Duration};

use closeframe::{Close, CloseCode, CloseMonitor, Drained};
use tokio::{select, time::sleep};

use super::logging::Outputs;
use crate::signals::Signals;

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

/// Runs a drain, says what became of it, and goes on for `linger`. A second signal ends all of that.
pub(crate) async fn end(
    drain: impl Future<Output = anyhow::Result<Drained>>,
    signals: &mut Signals,
    outputs: &Outputs,
    tally: impl Display,
    linger: Duration,
) -> anyhow::Result<()> {
    let is_patient = select! {
        drained = drain => {
            outputs.say(summary(drained?));
            true
        }
        () = signals.next() => false,
    };
    outputs.say(format_args!("shut down: {tally}"));
    if is_patient {
        select! {
            () = sleep(linger) => {}
            () = signals.next() => {}
        }
    }
    Ok(())
}

/// What became of them, in a line.
fn summary(drained: Drained) -> String {
    let Drained { clean, not_awaited, unanswered, abandoned, timed_out, .. } = drained;
    let Drained { otherwise, still_open, .. } = drained;
    format!(
        "drained: {clean} clean, {not_awaited} not awaited, {unanswered} unanswered, \
         {abandoned} abandoned, {timed_out} timed out, {otherwise} otherwise, \
         {still_open} still open"
    )
}
