//! The page `/`: a console that shows how connections end while they do, and lets its reader end
//! some.
//!
//! - `/`: the page, in the language of `?lang=` or of `Accept-Language`; `/console/…`: its style and scripts
//! - `/events`: server-sent events, first all of the [`Book`], then what changes
//!
//! Nothing that a client wrote is put into HTML here: it goes as JSON to the page's script, which
//! makes text nodes of it.

mod book;
mod concern;
mod ending;
mod feed;
mod hour;
mod kind;
mod update;
mod visit;

use std::net::SocketAddr;

use axum::{
    Router,
    extract::Path,
    http::{
        HeaderMap, StatusCode, Uri,
        header::{
            CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY,
            X_CONTENT_TYPE_OPTIONS,
        },
    },
    response::{Html, IntoResponse, Response},
    routing::get,
};

use self::feed::Feed;
pub(crate) use self::{book::Book, feed::Limits, visit::Visit};
use super::pages;

/// The page in each language: the same tags, which a test holds it to.
const PAGES: [(&str, &str); 2] =
    [("en", include_str!("console/page.html")), ("de", include_str!("console/page.de.html"))];

/// Name, content type and text of what the page loads.
const FILES: &[(&str, &str, &str)] = &[
    ("page.css", CSS, include_str!("console/page.css")),
    ("main.js", JAVASCRIPT, include_str!("console/main.js")),
    ("live.js", JAVASCRIPT, include_str!("console/live.js")),
    ("stream.js", JAVASCRIPT, include_str!("console/stream.js")),
    ("window.js", JAVASCRIPT, include_str!("console/window.js")),
    ("chart.js", JAVASCRIPT, include_str!("console/chart.js")),
    ("paints.js", JAVASCRIPT, include_str!("console/paints.js")),
    ("concerns.js", JAVASCRIPT, include_str!("console/concerns.js")),
    ("cards.js", JAVASCRIPT, include_str!("console/cards.js")),
    ("totals.js", JAVASCRIPT, include_str!("console/totals.js")),
    ("open.js", JAVASCRIPT, include_str!("console/open.js")),
    ("endings.js", JAVASCRIPT, include_str!("console/endings.js")),
    ("filters.js", JAVASCRIPT, include_str!("console/filters.js")),
    ("copy.js", JAVASCRIPT, include_str!("console/copy.js")),
    ("rows.js", JAVASCRIPT, include_str!("console/rows.js")),
    ("buttons.js", JAVASCRIPT, include_str!("console/buttons.js")),
    ("lab.js", JAVASCRIPT, include_str!("console/lab.js")),
    ("ways.js", JAVASCRIPT, include_str!("console/ways.js")),
    ("text.js", JAVASCRIPT, include_str!("console/text.js")),
    ("language.js", JAVASCRIPT, include_str!("console/language.js")),
];
const CSS: &str = "text/css; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// Even if the page had a hole, no text of a client's could run a script or fetch anything.
const ONLY_OURS: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src data:; connect-src 'self' ws:; worker-src blob:; frame-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The console's pages; `ws` is where the WebSocket side listens. What needs our echo server there, which
/// takes orders, is shown only if it `is_ours`.
pub(crate) fn router(book: Book, limits: Limits, ws: SocketAddr, is_ours: bool) -> Router {
    let page = async move |uri: Uri, headers: HeaderMap| {
        let locale = pages::locale(&uri, &headers);
        // A language that the page has not been written in gets English.
        let found = PAGES.iter().find(|(tag, _)| *tag == locale.tag());
        let (tag, page) = found.unwrap_or(&PAGES[0]);
        let mut page = page.replace("{{ws}}", &ws.to_string());
        if !is_ours {
            let parts = page.split("<!-- ours -->");
            page = parts.filter_map(|part| part.split("<!-- /ours -->").last()).collect();
        }
        let headers = [
            (CONTENT_SECURITY_POLICY, ONLY_OURS),
            (CONTENT_LANGUAGE, tag),
            (VARY, "Accept-Language"),
        ];
        (headers, Html(page))
    };
    Router::new()
        .route("/", get(page))
        .route("/console/{file}", get(file))
        .route("/events", get(feed::events))
        .with_state(Feed::new(book, limits))
}

async fn file(Path(name): Path<String>) -> Response {
    match FILES.iter().find(|(it, ..)| *it == name) {
        Some((_, content_type, text)) => {
            let headers = [
                (CONTENT_TYPE, *content_type),
                (CACHE_CONTROL, "no-cache"),
                (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            ];
            (headers, *text).into_response()
        }
        None => (StatusCode::NOT_FOUND, "no such file of the console\n").into_response(),
    }
}
