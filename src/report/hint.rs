//! Idle-timeout heuristics: which well-known limit an idle time fits.
//!
//! What lies between client and server often has an idle limit, and a connection that ends right at one
//! has probably met it; nothing on the wire says so. This is a guess for people: neither level nor blame
//! follows from it.

use std::time::Duration;

use crate::{CloseReport, Outcome, catalog};

/// A time after which something in between cuts a quiet connection, unless it is configured
/// otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct IdleLimit {
    seconds: u64,
    whose: &'static str,
    /// What its makers call it, to be looked up in their documentation.
    setting: &'static str,
}

macro_rules! idle_limits {
    ($($seconds:literal s, $whose:literal, $setting:literal;)+) => {
        &[$(IdleLimit { seconds: $seconds, whose: $whose, setting: $setting }),+]
    };
}

/// Ascending. Sources: the documentation of each, under the name of the setting.
const IDLE_LIMITS: &[IdleLimit] = idle_limits! {
    55 s, "Heroku's router", "rolling idle window, error H15";
    60 s, "nginx", "proxy_read_timeout";
    60 s, "AWS Application Load Balancer", "idle_timeout.timeout_seconds";
    100 s, "Cloudflare", "Proxy Read Timeout";
    240 s, "Azure Load Balancer", "idleTimeoutInMinutes";
    350 s, "AWS Network Load Balancer", "tcp.idle_timeout.seconds";
    600 s, "AWS API Gateway for WebSocket", "Idle Connection Timeout";
};

/// A limit is met at once or a little later: timers tick in seconds, and the last byte travels.
const EARLY: Duration = Duration::from_millis(500);
const LATE: Duration = Duration::from_millis(2_000);

/// Says which limits the idle time fits, for an ending that nobody announced.
pub(super) fn hint(report: &CloseReport) -> Option<String> {
    let unannounced = matches!(report.outcome(), Outcome::Eof | Outcome::Reset | Outcome::IoError);
    let idle = report.idle().filter(|_| unannounced)?;
    let fits = |limit: &&IdleLimit| {
        let time = Duration::from_secs(limit.seconds);
        idle + EARLY >= time && idle <= time + LATE
    };
    let locale = report.locale();
    let limits = IDLE_LIMITS.iter().filter(fits);
    let limits = limits.map(|limit| format!("{} ({})", limit.whose, limit.setting));
    let list = limits.reduce(|list, limit| catalog::idle_limit_and(locale, list, limit))?;
    Some(catalog::idle_limit(locale, format_args!("{:.1}", idle.as_secs_f64()), list))
}
