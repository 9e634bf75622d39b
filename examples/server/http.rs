//! The HTTP side, put together of what answers where:
//!
//! - `/metrics`: Prometheus' text format
//! - `/`: the [`console`](crate::console)
//! - `/codes`, `/endings`, `/compare`: the catalog's [`pages`]
//!
//! Who does not ask for anything is let go of, so that nobody takes the places of those who do.

use std::time::Duration;

use axum::{
    Router, extract::State, http::header::CONTENT_TYPE, response::IntoResponse, routing::get,
};
use closeframe::catalog::Catalog;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use metrics_exporter_prometheus::PrometheusHandle;
use tracing::debug;

use crate::{listening::Door, pages};

/// How many connections there may be at once: scrapers, readers, and consoles, which stay.
pub(crate) const MOST_CONNECTIONS: u32 = 512;

/// How long the head of a request may take, and the pause before the next.
const HEADER_LIMIT: Duration = Duration::from_secs(5);

/// What the pages are made of.
#[derive(Clone)]
pub(crate) struct Site {
    pub(crate) metrics: PrometheusHandle,
    pub(crate) catalog: Catalog,
}

/// Serves HTTP until it is dropped; `console` is what answers at `/`.
pub(crate) async fn serve(door: Door, site: Site, console: Router) {
    let pages = pages::router(&site.catalog);
    let router = Router::new().route("/metrics", get(metrics)).with_state(site);
    let service = TowerToHyperService::new(router.merge(pages).merge(console));
    loop {
        let (tcp, _, slot) = door.next().await;
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(HEADER_LIMIT);
        let connection = http.serve_connection(TokioIo::new(tcp), service.clone());
        tokio::spawn(async move {
            let _slot = slot;
            if let Err(error) = connection.await {
                debug!(%error, "an HTTP connection failed");
            }
        });
    }
}

async fn metrics(State(site): State<Site>) -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], site.metrics.render())
}
