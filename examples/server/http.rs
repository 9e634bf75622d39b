//! The HTTP side: the metrics, and the catalog's pages.
//!
//! - `/metrics`: Prometheus' text format
//! - `/`: the [`console`](crate::console)
//! - `/codes`, `/codes/{code}`, `/compare/{a}/{b}`: the close codes explained; `?lang=de` in German

use std::{collections::HashMap, io};

use axum::{
    Router,
    extract::{FromRequestParts, Path, Query, State},
    http::{StatusCode, header::CONTENT_TYPE, request::Parts},
    response::{Html, IntoResponse},
    routing::get,
};
use closeframe::{Catalog, CloseCode, Locale, ParseCloseCodeError};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;

use crate::pages;

/// What the pages are made of.
#[derive(Clone)]
pub(crate) struct Site {
    pub(crate) metrics: PrometheusHandle,
    pub(crate) catalog: Catalog,
}

/// A status and a sentence for whoever asked.
type Refusal = (StatusCode, String);

/// Serves HTTP until it is dropped; `console` is what answers at `/`.
pub(crate) async fn serve(listener: TcpListener, site: Site, console: Router) -> io::Result<()> {
    let router = Router::new()
        .route("/metrics", get(metrics))
        .route("/codes", get(codes))
        .route("/codes/{code}", get(code))
        .route("/compare/{a}/{b}", get(compare))
        .fallback(nothing)
        .with_state(site)
        .merge(console);
    axum::serve(listener, router).await
}

async fn metrics(State(site): State<Site>) -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], site.metrics.render())
}

async fn codes(State(site): State<Site>, Language(locale): Language) -> Html<String> {
    Html(pages::codes_page(&site.catalog, locale))
}

async fn code(
    State(site): State<Site>,
    Path(code): Path<String>,
    Language(locale): Language,
) -> Result<Html<String>, Refusal> {
    Ok(Html(pages::code_page(&site.catalog, close_code(&code)?, locale)))
}

async fn compare(
    State(site): State<Site>,
    Path((a, b)): Path<(String, String)>,
    Language(locale): Language,
) -> Result<Html<String>, Refusal> {
    let (a, b) = (close_code(&a)?, close_code(&b)?);
    Ok(Html(pages::compare_page(&site.catalog, a, b, locale)))
}

async fn nothing() -> Refusal {
    (StatusCode::NOT_FOUND, "no such page; / lists what there is\n".to_owned())
}

/// There is a page for every code, so anything else is a page that does not exist.
fn close_code(text: &str) -> Result<CloseCode, Refusal> {
    let explain = |error: ParseCloseCodeError| (StatusCode::NOT_FOUND, format!("{error}\n"));
    text.parse().map_err(explain)
}

/// The language that `?lang=` asks for, English where nothing is asked.
struct Language(Locale);

impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let query = Query::<HashMap<String, String>>::from_request_parts(parts, state).await;
        let Query(query) = query.map_err(|refused| (refused.status(), refused.body_text()))?;
        match query.get("lang").map(|tag| tag.parse()) {
            None => Ok(Self(Locale::default())),
            Some(Ok(locale)) => Ok(Self(locale)),
            Some(Err(error)) => Err((StatusCode::BAD_REQUEST, format!("{error}\n"))),
        }
    }
}
