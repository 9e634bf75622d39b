//! Opening handshakes that fail: each kind in raw bytes, counted once and told once, in both roles.
//! Time is paused where nothing needs a real socket.

#[allow(dead_code, reason = "shared with the tests of connections")]
#[path = "../connections/captured.rs"]
mod captured;
mod client;
mod draining;
#[allow(dead_code, reason = "shared with other tests")]
mod heard;
mod server;

use closeframe::{Role, observe::HandshakeFailure};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle, PrometheusRecorder};

pub(crate) const REQUEST: &str = "GET /chat HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\n\
    Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

/// Lends a recorder to this thread; returns it beside its page.
pub(crate) fn recorder() -> (PrometheusRecorder, PrometheusHandle) {
    let recorder = PrometheusBuilder::new().build_recorder();
    let page = recorder.handle();
    (recorder, page)
}

/// How many failures were counted, by reason.
pub(crate) fn counted(page: &PrometheusHandle, role: Role) -> Vec<(&'static str, u64)> {
    let page = page.render();
    let count = |reason: &HandshakeFailure| {
        let series =
            format!("websocket_handshake_failures_total{{reason=\"{reason}\",role=\"{role}\"}} ");
        let count = page.lines().find_map(|line| line.strip_prefix(&series));
        (reason.as_str(), count.map_or(0, |count| count.parse().unwrap()))
    };
    HandshakeFailure::ALL.iter().map(count).filter(|(_, count)| *count > 0).collect()
}
