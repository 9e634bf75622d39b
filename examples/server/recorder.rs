//! Where the counts go: a recorder that renders them for Prometheus.

use std::time::Duration;

use closeframe::names::{buckets, metric};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tokio::time::interval;

/// Installs a Prometheus recorder, with real buckets instead of the summaries it would make.
pub(crate) fn install() -> anyhow::Result<PrometheusHandle> {
    let lifetimes = Matcher::Full(metric::CONNECTION_DURATION_SECONDS.to_owned());
    let handshakes = Matcher::Full(metric::CLOSE_HANDSHAKE_DURATION_SECONDS.to_owned());
    let metrics = PrometheusBuilder::new()
        .set_buckets_for_metric(lifetimes, buckets::CONNECTION_DURATION_SECONDS)?
        .set_buckets_for_metric(handshakes, buckets::CLOSE_HANDSHAKE_DURATION_SECONDS)?
        .install_recorder()?;
    // Samples pile up between scrapes, or for ever if nobody scrapes.
    let upkeep = metrics.clone();
    tokio::spawn(async move {
        let mut tick = interval(Duration::from_secs(5));
        loop {
            tick.tick().await;
            upkeep.run_upkeep();
        }
    });
    Ok(metrics)
}
