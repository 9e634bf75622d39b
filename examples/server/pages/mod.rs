//! The catalog as web pages, and the same as JSON and as text.
//!
//! - `/codes`: all codes; `?q=proxy` searches them
//! - `/codes/{code}`: one code, of 0-65535
//! - `/endings`: the words for how connections end
//! - `/endings/{word}`: one of them, such as `dropped`; `?code=1001` adds the code it ended with
//! - `/compare/{a}/{b}`: two codes side by side; `/compare` asks for two
//! - `/alerts`: the alerts of the operators' kit
//! - `/alerts/{name}`: what one of them means and what to do, such as `WebSocketJobGone`
//!
//! `?lang=de` chooses a language, else `Accept-Language` does. `?subprotocol=pusher` shows the codes
//! as that subprotocol has them. `Accept` chooses between HTML, JSON and plain text.
//!
//! What is written here is escaped by the templates: neither an application's texts nor a request
//! can put markup into a page.

mod accept;
mod address;
mod alerts;
mod asked;
mod catalogs;
mod code;
mod compare;
mod document;
mod endings;
#[path = "../../explain/json.rs"]
mod json;
mod links;
mod list;
mod manual;
mod markdown;
mod reader;
mod refusal;
mod reply;
#[path = "../../explain/search.rs"]
mod search;
mod sections;

use axum::{
    Router,
    extract::{Path, Query, State, rejection::PathRejection},
    http::{
        HeaderMap, HeaderValue, StatusCode, Uri,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, VARY,
            X_CONTENT_TYPE_OPTIONS,
        },
    },
    middleware::map_response,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use closeframe::{
    CloseCode,
    catalog::{Catalog, Locale},
};

use self::{
    asked::Asked, catalogs::Catalogs, links::Target, reader::Place, refusal::Refusal, reply::Reply,
};

/// The language of a page: the one asked for in the address, or else the one that the client prefers.
pub(crate) fn locale(uri: &Uri, headers: &HeaderMap) -> Locale {
    let parameters = Query::<Vec<(String, String)>>::try_from_uri(uri);
    let parameters = parameters.map(|Query(it)| it).unwrap_or_default();
    let asked = parameters.iter().rfind(|(name, _)| name == "lang");
    let asked = asked.and_then(|(_, tag)| tag.parse().ok());
    asked.unwrap_or_else(|| accept::locale(headers))
}

/// Name, content type and text of what the pages load.
const FILES: &[(&str, &str, &str)] = &[
    ("style.css", "text/css; charset=utf-8", include_str!("style.css")),
    ("search.js", "text/javascript; charset=utf-8", include_str!("search.js")),
];

/// Even if a page had a hole, no text of anybody's could run a script or fetch anything.
const ONLY_OURS: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
     connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The pages of a catalog, and the page for whatever does not exist.
pub(crate) fn router(catalog: &Catalog) -> Router {
    Router::new()
        .route("/codes", get(codes))
        .route("/codes/{code}", get(code))
        .route("/endings", get(all_endings))
        .route("/endings/{word}", get(ending))
        .route("/alerts", get(all_alerts))
        .route("/alerts/{name}", get(alert))
        .route("/compare", get(choose))
        .route("/compare/{a}/{b}", get(compare))
        .route("/pages/{file}", get(file))
        .fallback(nothing)
        .method_not_allowed_fallback(read_only)
        .layer(map_response(with_headers))
        .with_state(Catalogs::new(catalog))
}

async fn codes(State(catalogs): State<Catalogs>, asked: Asked) -> Reply {
    list::page(&catalogs, &asked.reader(), &asked)
}

async fn code(
    State(catalogs): State<Catalogs>,
    asked: Asked,
    path: Result<Path<String>, PathRejection>,
) -> Result<Reply, Refusal> {
    let code = path.ok().and_then(|Path(text)| text.parse().ok());
    match code {
        Some(code) => Ok(code::page(&catalogs, &asked.reader(), code, &asked)),
        None => Err(Refusal::not_a_code(asked)),
    }
}

async fn all_endings(State(catalogs): State<Catalogs>, asked: Asked) -> Reply {
    endings::list(&catalogs, &asked.reader(), &asked)
}

async fn ending(
    State(catalogs): State<Catalogs>,
    asked: Asked,
    path: Result<Path<String>, PathRejection>,
) -> Result<Reply, Refusal> {
    let word = path.map(|Path(word)| word).unwrap_or_default();
    let code = asked.parameter("code").map(|code| code.trim().parse());
    let Ok(code) = code.transpose() else {
        return Err(Refusal::not_a_code(asked));
    };
    let page = endings::page(&catalogs, &asked.reader(), &word, code, &asked);
    page.ok_or_else(|| Refusal::not_an_ending(asked))
}

async fn all_alerts(asked: Asked) -> Reply {
    alerts::list(&asked.reader(), &asked)
}

async fn alert(asked: Asked, path: Result<Path<String>, PathRejection>) -> Result<Reply, Refusal> {
    let name = path.map(|Path(name)| name).unwrap_or_default();
    let page = alerts::page(&asked.reader(), &name, &asked);
    page.ok_or_else(|| Refusal::not_an_alert(asked))
}

async fn compare(
    State(catalogs): State<Catalogs>,
    asked: Asked,
    path: Result<Path<(String, String)>, PathRejection>,
) -> Result<Reply, Refusal> {
    let codes = path.ok().and_then(|Path((a, b))| Some((a.parse().ok()?, b.parse().ok()?)));
    match codes {
        Some((a, b)) => Ok(compare::page(&catalogs, &asked.reader(), a, b, &asked)),
        None => Err(Refusal::not_a_code(asked)),
    }
}

/// The form, or where it leads once it is filled in.
async fn choose(State(catalogs): State<Catalogs>, asked: Asked) -> Response {
    let chosen = |name| asked.parameter(name).map(|text| text.trim().parse::<CloseCode>());
    match (chosen("a"), chosen("b")) {
        (Some(Ok(a)), Some(Ok(b))) => {
            Redirect::to(&asked.reader().links().to(Target::Comparison(a, b))).into_response()
        }
        (Some(Err(_)), _) | (_, Some(Err(_))) => {
            compare::choice(&catalogs, &asked.reader(), true, &asked)
                .with_status(StatusCode::BAD_REQUEST)
                .into_response()
        }
        _ => compare::choice(&catalogs, &asked.reader(), false, &asked).into_response(),
    }
}

async fn file(asked: Asked, path: Result<Path<String>, PathRejection>) -> Response {
    let name = path.map(|Path(name)| name).unwrap_or_default();
    match FILES.iter().find(|(it, ..)| *it == name) {
        Some((_, content_type, text)) => {
            ([(CONTENT_TYPE, *content_type), (CACHE_CONTROL, "no-cache")], *text).into_response()
        }
        None => Refusal::no_such_page(asked).into_response(),
    }
}

async fn nothing(asked: Asked) -> Refusal {
    Refusal::no_such_page(asked)
}

async fn read_only(asked: Asked) -> Refusal {
    Refusal::read_only(asked)
}

async fn with_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (VARY, "Accept-Language, Accept"),
        (CONTENT_SECURITY_POLICY, ONLY_OURS),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Operators look codes up while they work on something that others need not know of.
        (REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
