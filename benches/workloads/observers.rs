//! What a program that has everything on has installed.

use std::io;

use metrics_exporter_prometheus::PrometheusRecorder;
use tracing::{Level, Subscriber};

use super::closes;

/// A JSON log of all closes, written to nowhere.
pub(crate) fn log() -> impl Subscriber + Send + Sync {
    closes::json(Level::DEBUG, io::sink)
}

pub(crate) fn recorder() -> PrometheusRecorder {
    closes::prometheus()
}
