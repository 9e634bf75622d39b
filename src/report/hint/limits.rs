//! The times after which something in between ends a connection, unless it is configured otherwise: data.
//!
//! Only defaults stand here, and limits that cannot be moved. Fly.io had one of 60 s until 2023; Render has
//! none; HAProxy itself leaves it to the configuration.

use std::{fmt, time::Duration};

/// A limit of something that may lie on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limit {
    seconds: u64,
    whose: &'static str,
    /// What its makers call it, to be looked up in their documentation.
    setting: &'static str,
}

macro_rules! limits {
    ($($seconds:literal s, $whose:literal, $setting:literal;)+) => {
        &[$(Limit { seconds: $seconds, whose: $whose, setting: $setting }),+]
    };
}

/// How long nothing may go either way, ascending. Sources: the documentation of each, under the name of the
/// setting; for Envoy docs/root/faq/configuration/timeouts.rst at 073db22, for YARP issue 1764 of
/// dotnet/yarp, for HAProxy's controller fs/usr/local/etc/haproxy/haproxy.cfg of haproxytech/kubernetes-ingress.
pub(super) const IDLE_LIMITS: &[Limit] = limits! {
    55 s, "Heroku's router", "rolling idle window, error H15";
    60 s, "nginx", "proxy_read_timeout";
    60 s, "AWS Application Load Balancer", "idle_timeout.timeout_seconds";
    100 s, "Cloudflare", "Proxy Read Timeout";
    100 s, "YARP", "ActivityTimeout";
    240 s, "Azure Load Balancer", "idleTimeoutInMinutes";
    300 s, "Envoy", "stream_idle_timeout";
    350 s, "AWS Network Load Balancer", "tcp.idle_timeout.seconds";
    600 s, "AWS API Gateway for WebSocket", "Idle Connection Timeout";
    3600 s, "HAProxy's Kubernetes Ingress Controller", "timeout tunnel";
};

/// How long a connection may live, whatever goes over it, ascending. Sources: examples/websocket of
/// kubernetes/ingress-gce ("not an idle timeout"); cloud.google.com/run/docs/configuring/request-timeout, the
/// default and the most; the quotas of API Gateway's WebSocket APIs.
pub(super) const LIFETIME_LIMITS: &[Limit] = limits! {
    30 s, "Google's HTTP(S) load balancer", "backend service timeout";
    300 s, "Cloud Run", "request timeout";
    3600 s, "Cloud Run", "request timeout, at most";
    7200 s, "AWS API Gateway for WebSocket", "Connection duration";
};

/// A limit is met at once or a little later: timers tick in seconds, and the last byte travels.
const EARLY: Duration = Duration::from_millis(500);
const LATE: Duration = Duration::from_millis(2_000);

impl Limit {
    pub(super) fn fits(&self, time: Duration) -> bool {
        let limit = Duration::from_secs(self.seconds);
        time + EARLY >= limit && time <= limit + LATE
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.whose, self.setting)
    }
}

#[cfg(test)]
mod tests {
    use super::{IDLE_LIMITS, LIFETIME_LIMITS};

    #[test]
    fn limits_ascend() {
        assert!(IDLE_LIMITS.is_sorted_by_key(|limit| limit.seconds));
        assert!(LIFETIME_LIMITS.is_sorted_by_key(|limit| limit.seconds));
    }
}
