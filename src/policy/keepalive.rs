//! How a silent peer is asked for a sign of life.

use std::time::Duration;

use crate::Close;

/// Pings for a peer that is silent, and what becomes of one that does not answer
/// (RFC 6455 section 5.5.2).
///
/// After an [interval](Self::interval) in which nothing came in, the peer is pinged; if nothing comes in
/// within the [limit](Self::limit) after that, it is given up: one attempt of a [close](Self::close),
/// TCP ends at once, and the outcome is [`PingTimeout`](crate::Outcome::PingTimeout). Any frame is a sign
/// of life. Over a tap any byte is, so that a big message which takes long to come in keeps its sender
/// alive.
///
/// The clocks of both run while the socket is polled, reading or writing; nothing happens while nobody
/// polls, and a deadline that was slept through is given anew. A dead peer is found within interval and
/// limit of polled time. Who only writes needs a tap for that, and pings once in each interval, whatever
/// comes in; without a tap nobody looks at that, and nobody is blamed. A blocking socket looks whenever a read of its stream times out, so set a read
/// time-out that is shorter than both.
///
/// The pongs that answer these pings are not handed to the application, all others are.
///
/// # Example: notice dead peers within half a minute
///
/// ```
/// use std::time::Duration;
/// use closeframe::{CloseMonitor, Keepalive, Policy};
///
/// let keepalive = Keepalive::default()
///     .with_interval(Duration::from_secs(20))
///     .with_limit(Duration::from_secs(10));
/// let closes = CloseMonitor::default().with_policy(Policy::default().with_keepalive(keepalive));
/// # drop(closes);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a keepalive does nothing until a policy has it"]
pub struct Keepalive {
    interval: Duration,
    limit: Duration,
    close: Option<Close>,
}

impl Default for Keepalive {
    /// A ping after 20 s in which nothing came in, and 20 s for any sign of life after it.
    fn default() -> Self {
        Self { interval: Duration::from_secs(20), limit: Duration::from_secs(20), close: None }
    }
}

impl Keepalive {
    /// The least interval and limit: shorter ones are raised to it.
    pub const MIN: Duration = Duration::from_millis(1);

    /// Sets after how long without input a ping is sent, at least [`MIN`](Self::MIN). Stay below the
    /// idle limits of the proxies on the way: the shortest common ones are 55 s and 60 s.
    pub fn with_interval(mut self, interval: Duration) -> Self {
        self.interval = interval.max(Self::MIN);
        self
    }

    /// Sets how long after the ping the peer has for any sign of life, at least [`MIN`](Self::MIN).
    pub fn with_limit(mut self, limit: Duration) -> Self {
        self.limit = limit.max(Self::MIN);
        self
    }

    /// Sets what a dead peer is sent, should it live after all, or `None` for the default. See [`close`](Self::close).
    pub fn with_close(mut self, close: impl Into<Option<Close>>) -> Self {
        self.close = close.into();
        self
    }

    /// After how long without input a ping is sent. The default value is 20 s.
    #[must_use]
    pub fn interval(&self) -> Duration {
        self.interval
    }

    /// How long after the ping the peer has for any sign of life. The default value is 20 s.
    #[must_use]
    pub fn limit(&self) -> Duration {
        self.limit
    }

    /// What a dead peer is sent, if it was set. Otherwise it is 3008 "ping timeout", since 1001 and 1011
    /// mean other things on dashboards. Where the catalog in force gives 3008 another meaning, it is the
    /// subprotocol's [own code](crate::catalog::Subprotocol::missing_pong) for that, such as Centrifuge's
    /// 3012, or else 4008.
    #[must_use]
    pub fn close(&self) -> Option<&Close> {
        self.close.as_ref()
    }
}
