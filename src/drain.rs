//! Closing all connections of a layer, spread over time.

use std::{
    hash::{BuildHasher, RandomState},
    sync::Arc,
    time::Duration,
};

use tokio::time::{Instant, sleep_until, timeout_at};

use crate::{Close, CloseHandle, CloseLayer, Outcome, control::Control, registry::Registry};

/// What became of the connections that were open when a drain began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Drained {
    /// Both close frames went over.
    pub clean: usize,
    /// Our close frame, or the peer's, was never answered.
    pub unanswered: usize,
    /// The close handshake outlived [`Policy::close_timeout`](crate::Policy::close_timeout).
    pub timed_out: usize,
    /// They ended in any other way meanwhile.
    pub otherwise: usize,
    /// They were still open at the deadline.
    pub still_open: usize,
}

impl CloseLayer {
    /// Closes all connections of this layer and its clones, spread over `pacing` so that their
    /// clients do not come back at once, waits for their ends, and tells how many went how.
    ///
    /// The connections are closed in random order, each at a random moment of its own share of
    /// `pacing`, or of `deadline` if that is shorter. New connections are closed at once as long as a
    /// drain lasts. At `deadline`, counted from the call, the waiting ends; connections that are still
    /// open then go on closing by themselves. Last, the observers are [flushed](Self::flush).
    ///
    /// Use 1001 [`CloseCode::GOING_AWAY`](crate::CloseCode::GOING_AWAY). 1012 Service Restart says
    /// more, but WebKit takes 1012-1014 for a protocol error and reports 1006.
    ///
    /// A connection closes when its socket is next read or flushed, which an async one is woken for;
    /// a blocking one looks when it does so. From then on sending fails with `SendAfterClosing`: a
    /// handler that returns on that drops the socket before the peer has answered. Read on until the
    /// stream ends, or use [`serve`](crate::serve), which does.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future ends the drain: connections that were not yet asked to close stay open.
    ///
    /// # Example: a shutdown
    ///
    /// ```
    /// use std::time::Duration;
    /// use closeframe::{Close, CloseCode, CloseLayer, Drained};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
    /// let closes = CloseLayer::default();
    /// // … serve, until it is time to go; then:
    /// let close = Close::new(CloseCode::GOING_AWAY, "deploying")?;
    /// let drained = closes.drain(close, Duration::from_secs(5), Duration::from_secs(15)).await;
    /// assert_eq!(drained, Drained::default()); // There were no connections.
    /// # Ok::<(), closeframe::InvalidClose>(())
    /// # })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn drain(&self, close: Close, pacing: Duration, deadline: Duration) -> Drained {
        let begun = Instant::now();
        let _closing_new = ClosingNew::begin(self.registry(), close.clone());
        let mut connections = self.registry().open();
        shuffle(&mut connections);

        let pacing = pacing.min(deadline);
        let share = pacing / u32::try_from(connections.len().max(1)).unwrap_or(u32::MAX);
        let close_all = async {
            for (n, connection) in connections.iter().enumerate() {
                let moment = share.saturating_mul(n as u32).saturating_add(share.mul_f64(random()));
                match begun.checked_add(moment) {
                    Some(moment) if !pacing.is_zero() => sleep_until(moment).await,
                    _ => {}
                }
                connection.request(close.clone());
            }
            for connection in &connections {
                CloseHandle::new(Arc::clone(connection)).closed().await;
            }
        };
        match begun.checked_add(deadline) {
            // What is still open is counted below.
            Some(deadline) => drop(timeout_at(deadline, close_all).await),
            None => close_all.await,
        }
        self.flush();
        Drained::count(&connections)
    }
}

impl Drained {
    fn count(connections: &[Arc<Control>]) -> Self {
        let mut drained = Self::default();
        for connection in connections {
            let count = match connection.report().map(|report| report.outcome()) {
                None => &mut drained.still_open,
                Some(Outcome::Clean) => &mut drained.clean,
                Some(Outcome::Unanswered) => &mut drained.unanswered,
                Some(Outcome::Timeout) => &mut drained.timed_out,
                Some(_) => &mut drained.otherwise,
            };
            *count += 1;
        }
        drained
    }
}

/// Closes new connections until it is dropped.
struct ClosingNew<'r> {
    registry: &'r Registry,
    close: Arc<Close>,
}

impl<'r> ClosingNew<'r> {
    fn begin(registry: &'r Registry, close: Close) -> Self {
        let close = Arc::new(close);
        registry.begin_drain(Arc::clone(&close));
        Self { registry, close }
    }
}

impl Drop for ClosingNew<'_> {
    fn drop(&mut self) {
        self.registry.end_drain(&self.close);
    }
}

fn shuffle<T>(items: &mut [T]) {
    for end in (1..items.len()).rev() {
        items.swap(end, (random() * (end + 1) as f64) as usize);
    }
}

/// A random number from 0 to just below 1. The standard library's hash keys are random enough to
/// spread reconnects, and cost no dependency.
fn random() -> f64 {
    // loom plays a run again, up to where it takes another way.
    if cfg!(closeframe_loom) {
        return 0.0;
    }
    let bits = RandomState::new().hash_one(0_u8) >> 11;
    bits as f64 / (1_u64 << 53) as f64
}
