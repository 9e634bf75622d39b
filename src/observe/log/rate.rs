//! How often close events may be logged, as the user sets it.
//!
//! A mass disconnect must not flood the log, nor may what is routine take a line from what is not. What
//! is done by the rate is told in `throttle`; the metrics know no rate.

/// How often events with the same `code` label and level may be logged: a token bucket.
///
/// The default is bursts of 100, then 10 a second.
///
/// # Example: slower for what the peer made illegal
///
/// ```
/// use closeframe::{CloseMonitor, CountCloses, LogCloses, observe::{CodeLabel, LogRate}};
///
/// let log = LogCloses::new()
///     .with_rate(LogRate::new(50, 5.0))
///     .with_rate_for(CodeLabel::Other, LogRate::new(10, 0.1)); // One in 10 seconds.
/// let closes = CloseMonitor::silent().with_observer(CountCloses::new()).with_observer(log);
/// # drop(closes);
/// assert_eq!(LogRate::default(), LogRate::new(100, 10.0));
/// assert_eq!((LogRate::default().burst(), LogRate::default().per_second()), (100.0, 10.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogRate {
    burst: f64,
    per_second: f64,
}

impl LogRate {
    /// Every event is logged.
    pub const UNLIMITED: Self = Self { burst: f64::INFINITY, per_second: f64::INFINITY };

    /// At most `burst` events at once, then `per_second`. A burst of 0 counts as 1, a rate that is
    /// negative or no number as 0: nothing more is logged once the burst is spent.
    #[must_use]
    pub fn new(burst: u32, per_second: f64) -> Self {
        // `max` takes the other number where one is none.
        Self { burst: f64::from(burst.max(1)), per_second: per_second.max(0.0) }
    }

    /// How many events may come at once; infinite where there is no limit.
    #[must_use]
    pub fn burst(&self) -> f64 {
        self.burst
    }

    /// How many events may come in each second, once a burst is over; infinite where there is no
    /// limit.
    #[must_use]
    pub fn per_second(&self) -> f64 {
        self.per_second
    }
}

impl Default for LogRate {
    fn default() -> Self {
        Self::new(100, 10.0)
    }
}
