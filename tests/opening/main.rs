//! Opening handshakes that fail: each kind in raw bytes, counted once and told once, in both roles.
//! Time is paused where nothing needs a real socket.

mod client;
mod draining;
mod server;

use std::sync::{Arc, Mutex};

use closeframe::{
    CloseMonitor, CloseReport, ErrorType, LogCloses, Observer, Role,
    observe::{HandshakeFailed, HandshakeFailure, Opened},
};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle, PrometheusRecorder};

pub(crate) const REQUEST: &str = "GET /chat HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\n\
    Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

/// What an observer was told of a connection that never opened.
pub(crate) type Told = (HandshakeFailure, Option<ErrorType>, Option<u16>);

/// All that the observers of a monitor were told.
#[derive(Clone, Default)]
pub(crate) struct Heard(Arc<Mutex<All>>);

#[derive(Default)]
struct All {
    failed: Vec<Told>,
    opened: usize,
    closed: usize,
}

impl Heard {
    pub(crate) fn monitor(&self) -> CloseMonitor {
        CloseMonitor::default().with_observer(self.clone())
    }

    pub(crate) fn failed(&self) -> Vec<Told> {
        self.0.lock().unwrap().failed.clone()
    }

    pub(crate) fn opened(&self) -> usize {
        self.0.lock().unwrap().opened
    }

    pub(crate) fn closed(&self) -> usize {
        self.0.lock().unwrap().closed
    }
}

impl Observer for Heard {
    fn on_open(&self, _: &Opened<'_>) {
        self.0.lock().unwrap().opened += 1;
    }

    fn on_handshake_failed(&self, failed: &HandshakeFailed<'_>) {
        let status = failed.status().map(|status| status.as_u16());
        self.0.lock().unwrap().failed.push((failed.reason(), failed.error_type(), status));
    }

    fn on_close(&self, _: &CloseReport) {
        self.0.lock().unwrap().closed += 1;
    }
}

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

/// Nothing is logged twice: a monitor with a log of its own shows what that makes of a failure.
pub(crate) fn logged(run: impl FnOnce(CloseMonitor)) -> Vec<serde_json::Value> {
    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);
    impl std::io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_max_level(tracing::Level::DEBUG)
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::with_default(subscriber, || {
        run(CloseMonitor::silent().with_observer(LogCloses::new()));
    });
    let bytes = lines.0.lock().unwrap();
    let events = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    events.map(|line| serde_json::from_slice(line).unwrap()).collect()
}
