//! What a program that has everything on has installed.

use std::io;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusRecorder};
use tracing::{Level, Subscriber};
use tracing_subscriber::fmt::MakeWriter;

/// A JSON log of all closes, written to nowhere.
#[allow(dead_code, reason = "for benches that open many connections")]
pub(crate) fn log() -> impl Subscriber + Send + Sync {
    json(Level::DEBUG, io::sink)
}

/// With buckets, as a program that serves `/metrics` has it.
pub(crate) fn prometheus() -> PrometheusRecorder {
    let buckets = closeframe::names::buckets::CONNECTION_DURATION_SECONDS;
    PrometheusBuilder::new().set_buckets(buckets).expect("there are buckets").build_recorder()
}

pub(crate) fn json<W>(level: Level, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_max_level(level)
        .with_writer(writer)
        .finish()
}
