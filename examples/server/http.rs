//! The HTTP side, put together of what answers where:
//!
//! - `/metrics`: Prometheus' text format
//! - `/`: the [`console`](crate::console)
//! - `/codes`, `/endings`, `/compare`: the catalog's [`pages`]

use std::io;

use axum::{
    Router, extract::State, http::header::CONTENT_TYPE, response::IntoResponse, routing::get,
};
use closeframe::catalog::Catalog;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;

use crate::pages;

/// What the pages are made of.
#[derive(Clone)]
pub(crate) struct Site {
    pub(crate) metrics: PrometheusHandle,
    pub(crate) catalog: Catalog,
}

/// Serves HTTP until it is dropped; `console` is what answers at `/`.
pub(crate) async fn serve(listener: TcpListener, site: Site, console: Router) -> io::Result<()> {
    let pages = pages::router(&site.catalog);
    let router = Router::new().route("/metrics", get(metrics)).with_state(site);
    axum::serve(listener, router.merge(pages).merge(console)).await
}

async fn metrics(State(site): State<Site>) -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], site.metrics.render())
}
