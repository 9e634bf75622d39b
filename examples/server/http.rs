//! The HTTP side, put together of what answers where:
//!
//! - `/metrics`: Prometheus' text format
//! - `/`: the [`console`](crate::console)
//! - `/codes`, `/endings`, `/compare`, `/alerts`: the catalog's and the kit's [`pages`]
//!
//! Who does not ask for anything, or takes nothing of the answer, is let go of, and who asks on and on has to come
//! again, so that nobody keeps the places of others. A request's body is not read.

use std::{pin::pin, time::Duration};

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
use tokio::time::timeout;
use tracing::debug;

use crate::{listening::Door, pages, taking::Taking};

/// How many connections there may be at once: scrapers, readers, and consoles, which stay.
pub(crate) const MOST_CONNECTIONS: u32 = 512;

/// How long the head of a request may take, and the pause before the next.
const HEADER_LIMIT: Duration = Duration::from_secs(5);

/// How long a client may take nothing of what is written to it.
const WRITE_LIMIT: Duration = Duration::from_secs(5);

/// After how long a connection has no further request. An answer that has begun goes on, such as the console's.
const KEEP_LIMIT: Duration = Duration::from_secs(20);

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
        let io = TokioIo::new(Taking::new(tcp, WRITE_LIMIT));
        let connection = http.serve_connection(io, service.clone());
        tokio::spawn(async move {
            let _slot = slot;
            let mut connection = pin!(connection);
            let ended = match timeout(KEEP_LIMIT, connection.as_mut()).await {
                Ok(ended) => ended,
                Err(_) => {
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            if let Err(error) = ended {
                debug!(%error, "an HTTP connection failed");
            }
        });
    }
}

async fn metrics(State(site): State<Site>) -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], site.metrics.render())
}
