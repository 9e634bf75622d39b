//! The example server's pages of the catalog, over HTTP without a socket.

#[path = "../examples/server/pages/mod.rs"]
mod pages;

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header::ACCEPT_LANGUAGE},
};
use closeframe::{
    CloseCode,
    catalog::{self, Annotation, Catalog, Entry, Locale, Subprotocol, subprotocols::PUSHER},
};
use serde_json::Value;
use tower::ServiceExt;

const HOSTILE: &str = "<script>alert(1)</script>\"'&";

struct Page {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Page {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), "application/json");
        serde_json::from_str(&self.body).unwrap()
    }
}

async fn request(catalog: &Catalog, method: Method, uri: &str, headers: &[(&str, &str)]) -> Page {
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).unwrap();
    let response = pages::router(catalog).oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let body = String::from_utf8(body.to_vec()).unwrap();
    Page { status: parts.status, headers: parts.headers, body }
}

async fn get(uri: &str, headers: &[(&str, &str)]) -> Page {
    request(&Catalog::standard(), Method::GET, uri, headers).await
}

/// An application whose texts are markup.
fn hostile_catalog() -> Catalog {
    let row = Entry::application(CloseCode::new(4100), HOSTILE)
        .with_meaning(HOSTILE)
        .with_when_seen(HOSTILE)
        .with_how_to_fix(HOSTILE)
        .with_annotation(Annotation::new().with_runbook("javascript:alert(1)").with_owner(HOSTILE));
    Catalog::standard().with_codes(&[row]).unwrap()
}

#[tokio::test]
async fn the_address_goes_before_the_language_that_a_client_prefers() {
    for (query, preferred, expected) in [
        ("", "", "en"),
        ("", "de", "de"),
        ("", "de-AT,de;q=0.9,en;q=0.8", "de"),
        ("", "en;q=0.2, de;q=0.3", "de"),
        ("", "qaa, de;q=0.5, en;q=0.4", "de"),
        ("", "de;q=0, en", "en"),
        ("", "qaa", "en"),
        ("", "*", "en"),
        ("", "de;q=2, ;;, q=1,,", "en"),
        ("?lang=en", "de", "en"),
        ("?lang=de", "en", "de"),
    ] {
        let page = get(&format!("/codes/1006{query}"), &[("accept-language", preferred)]).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains(&format!("<html lang=\"{expected}\">")), "{query} {preferred}");
        assert_eq!(page.header("content-language"), expected);
        assert_eq!(page.header("vary"), "Accept-Language, Accept");
    }
}

#[tokio::test]
async fn the_format_is_the_one_that_a_client_accepts_most() {
    for (accept, expected) in [
        ("", "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
        (
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "text/html; charset=utf-8",
        ),
        ("application/json", "application/json"),
        ("application/json, text/plain, */*", "application/json"),
        ("application/json;q=0.5, text/html;q=0.4", "application/json"),
        ("application/json;q=0.4, text/html;q=0.5", "text/html; charset=utf-8"),
        ("text/html;q=0, */*;q=0.1", "application/json"),
        ("application/*", "application/json"),
        ("TEXT/PLAIN", "text/plain; charset=utf-8"),
        ("image/png", "text/html; charset=utf-8"),
    ] {
        for uri in [
            "/codes",
            "/codes?q=proxy",
            "/codes/1006",
            "/compare/1005/1006",
            "/compare",
            "/endings",
            "/endings/eof",
            "/alerts",
            "/alerts/WebSocketJobGone",
        ] {
            let page = get(uri, &[("accept", accept)]).await;
            assert_eq!(page.header("content-type"), expected, "{uri} {accept}");
            assert!(!page.body.trim().is_empty());
        }
    }
}

#[tokio::test]
async fn json_gives_the_row_the_list_and_the_comparison() {
    let json = &[("accept", "application/json"), ("accept-language", "de")];
    let row = get("/codes/4403?subprotocol=graphql-transport-ws", json).await.json();
    assert_eq!(row["name"], "Forbidden");
    assert_eq!(row["lang"], "de");

    let all = get("/codes", json).await.json();
    let found = get("/codes?q=zertifikat", json).await.json();
    let codes = |rows: &Value| -> Vec<Value> {
        rows.as_array().unwrap().iter().map(|row| row["code"].clone()).collect()
    };
    assert_eq!(codes(&found), [1015]);
    assert!(codes(&all).len() > 100);

    let comparison = get("/compare/1001/1012", json).await.json();
    assert_eq!(comparison["codes"][1]["name"], "Service Restart");
}

#[tokio::test]
async fn every_word_for_an_ending_has_a_page() {
    let list = get("/endings", &[]).await.body;
    for row in catalog::endings() {
        let word = row.kind().word();
        let uri = format!("/endings/{word}");
        assert!(list.contains(&format!("href=\"{uri}\"")), "{uri}");
        for locale in Locale::ALL {
            let page = get(&format!("{uri}?lang={locale}"), &[]).await.body;
            assert!(page.contains(&format!("<html lang=\"{locale}\">")), "{uri}");
            // What is linked in a text, or escaped, is cut in pieces: its beginning will do.
            let begins: String =
                row.meaning(*locale).as_str().chars().take_while(|it| it.is_alphabetic()).collect();
            assert!(page.contains(&begins), "{uri}: {begins}");
        }
    }
    let with_code = get("/endings/unanswered?code=1001", &[]).await.body;
    assert!(with_code.contains("The sender is leaving"), "{with_code}");
    let unknown = get("/endings/forgotten", &[]).await;
    assert!(unknown.body.contains("No ending has this name."));
}

#[tokio::test]
async fn every_alert_of_the_kit_has_a_page_that_says_what_to_do() {
    let rules = include_str!("../examples/kit/alerts.rules.yml");
    let names = || rules.lines().filter_map(|line| line.trim().strip_prefix("- alert: "));
    assert!(names().count() > 15);
    let list = get("/alerts", &[]).await.body;
    for name in names() {
        let uri = format!("/alerts/{name}");
        assert!(list.contains(&format!("href=\"{uri}\"")), "{uri}");
        let told = get(&uri, &[("accept", "application/json")]).await.json();
        for part in ["severity", "fires", "after", "advice"] {
            assert!(!told[part].as_str().unwrap().is_empty(), "{uri}: {part}");
        }
        for locale in Locale::ALL {
            let page = get(&format!("{uri}?lang={locale}"), &[]).await;
            assert_eq!(page.status, StatusCode::OK, "{uri}");
            assert!(!page.body.contains("<script") && !page.body.contains("style="), "{uri}");
            // Nothing of how it is written remains, and no place in the repository.
            assert!(!page.body.contains("](") && !page.body.contains("`"), "{uri}");
            let english_alone = page.body.contains(locale.captions().alerts_in_english);
            assert_eq!(english_alone, *locale != Locale::English, "{uri}");
            for address in page.body.split(" href=\"").skip(1) {
                let address = address.split('"').next().unwrap().replace("&amp;", "&");
                // The console, and what else is served beside these.
                if address.starts_with(['#', 'd']) || address == "/" {
                    continue;
                }
                assert!(address.starts_with('/'), "{uri}: {address}");
                assert_eq!(get(&address, &[]).await.status, StatusCode::OK, "{uri}: {address}");
            }
        }
    }
    let budget = get("/alerts/WebSocketErrorBudget", &[]).await.body;
    assert!(budget.contains("<a href=\"/alerts/WebSocketInternalErrors\">"), "{budget}");
    assert!(budget.contains("<code>websocket.close.blame</code>"), "{budget}");
    let unknown = get("/alerts/WebSocketTea", &[]).await;
    assert!(unknown.body.contains("No alert has this name."));
}

#[tokio::test]
async fn a_search_finds_numbers_names_texts_of_any_language_and_relatives_in_http() {
    for (words, expected) in [
        ("1006", 1006),
        ("too+big", 1009),
        ("TOO%20BIG", 1009),
        ("zertifikat", 1015),
        ("certificate", 1015),
        ("502", 1014),
        ("content+too+large", 1009),
        ("pusher+4001", 4001),
        ("proxy", 1006),
    ] {
        for lang in ["en", "de"] {
            let uri = format!("/codes?q={words}&lang={lang}");
            let rows = get(&uri, &[("accept", "application/json")]).await.json();
            let found = rows.as_array().unwrap().iter().any(|row| row["code"] == expected);
            assert!(found, "{uri}: {rows}");
        }
    }
    let nothing = get("/codes?q=xyzzy", &[]).await;
    assert!(nothing.body.contains(Locale::English.captions().no_match));
    let bare = get("/codes?q=4711", &[]).await;
    assert!(bare.body.contains("href=\"/codes/4711\""));
}

#[tokio::test]
async fn every_listed_row_has_a_page_that_is_about_it() {
    let uri = "/codes?subprotocol=pusher";
    for row in get(uri, &[("accept", "application/json")]).await.json().as_array().unwrap() {
        let Some(code) = row["code"].as_u64() else { continue };
        let page = get(&format!("/codes/{code}?subprotocol=pusher"), &[]).await;
        let name = row["name"].as_str().unwrap().replace('&', "&amp;");
        assert!(page.body.contains(&format!("<title>{code} {name} ")), "{code} {name}");
    }
}

#[tokio::test]
async fn links_hand_on_language_and_subprotocol() {
    let page = get("/codes/4003?subprotocol=discord-gateway&lang=de", &[]).await;
    let kept = "?subprotocol=discord-gateway&amp;lang=de";
    assert!(page.body.contains(&format!("href=\"/compare/4003/4004{kept}\"")));
    assert!(page.body.contains(&format!("href=\"/codes{kept}\"")));
    // What the number means to others leads to them.
    assert!(page.body.contains("href=\"/codes/4003?subprotocol=pusher&amp;lang=de\""));

    let form = get("/compare?a=4003&b=%204004&subprotocol=discord-gateway&lang=de", &[]).await;
    assert_eq!(form.status, StatusCode::SEE_OTHER);
    let target = "/compare/4003/4004?subprotocol=discord-gateway&lang=de";
    assert_eq!(form.header("location"), target);
}

#[tokio::test]
async fn a_page_is_known_by_one_address() {
    let canonical = |of: &str| format!("<link rel=\"canonical\" href=\"{of}\">");
    for (uri, expected) in [
        ("/codes/1006", "/codes/1006?lang=en"),
        ("/codes/01006?lang=de", "/codes/1006?lang=de"),
        ("/codes/1006?subprotocol=pusher", "/codes/1006?lang=en"),
        ("/codes/4001?subprotocol=pusher", "/codes/4001?subprotocol=pusher&amp;lang=en"),
        ("/compare/1006/1005", "/compare/1005/1006?lang=en"),
        ("/codes?q=proxy", "/codes?lang=en"),
        ("/alerts/WebSocketJobGone?subprotocol=pusher", "/alerts/WebSocketJobGone?lang=en"),
    ] {
        let page = get(uri, &[]).await;
        assert!(page.body.contains(&canonical(expected)), "{uri}");
        let german = expected.replace("lang=en", "lang=de");
        assert!(page.body.contains(&format!("hreflang=\"de\" href=\"{german}\"")), "{uri}");
    }
}

#[tokio::test]
async fn what_does_not_exist_is_said_in_the_language_of_the_client() {
    for (uri, status) in [
        ("/codes/abc", StatusCode::NOT_FOUND),
        ("/codes/65536", StatusCode::NOT_FOUND),
        ("/codes/%FF", StatusCode::NOT_FOUND),
        ("/compare/1000/x", StatusCode::NOT_FOUND),
        ("/alerts/websocketjobgone", StatusCode::NOT_FOUND),
        ("/alerts/%FF", StatusCode::NOT_FOUND),
        ("/nothing", StatusCode::NOT_FOUND),
        ("//evil.example/codes", StatusCode::NOT_FOUND),
        ("/pages/none.css", StatusCode::NOT_FOUND),
        ("/codes?lang=xx", StatusCode::BAD_REQUEST),
        ("/codes/1006?subprotocol=none", StatusCode::BAD_REQUEST),
        ("/compare?a=1000&b=x", StatusCode::BAD_REQUEST),
    ] {
        let page = get(uri, &[("accept-language", "de")]).await;
        assert_eq!(page.status, status, "{uri}");
        assert!(page.body.contains("<html lang=\"de\">"), "{uri}");
        assert!(!page.body.contains("href=\"//"), "{uri}");
        let text = get(uri, &[("accept", "text/plain")]).await;
        assert!(text.body.lines().count() <= 1 || uri.starts_with("/compare?"), "{}", text.body);
    }
    let error = get("/codes/abc", &[("accept", "application/json")]).await.json();
    assert_eq!(error["status"], 404);
    let posted = request(&Catalog::standard(), Method::POST, "/codes", &[]).await;
    assert_eq!(posted.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn head_gives_what_get_gives_without_the_page() {
    let head = request(&Catalog::standard(), Method::HEAD, "/codes/1006", &[]).await;
    let got = get("/codes/1006", &[]).await;
    assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
    assert_eq!(head.header("content-length"), got.body.len().to_string());
}

#[tokio::test]
async fn no_text_becomes_markup() {
    let catalog = hostile_catalog();
    let query = "%3Cscript%3Ealert(1)%3C/script%3E%22%27%26";
    for uri in [
        "/codes".to_owned(),
        "/codes?lang=de".to_owned(),
        "/codes?q=alert".to_owned(),
        format!("/codes?q={query}&subprotocol={query}"),
        format!("/codes?q={query}"),
        format!("/codes/{query}?{query}={query}"),
        format!("/compare?a={query}&b={query}"),
        "/codes/4100".to_owned(),
        "/compare/4100/1000".to_owned(),
        "/compare/4100/4100?lang=de".to_owned(),
    ] {
        let page = request(&catalog, Method::GET, &uri, &[]).await;
        assert!(!page.body.contains("<script>"), "{uri}");
        assert!(!page.body.contains("\"'&"), "{uri}");
        assert!(!page.body.contains("href=\"javascript:"), "{uri}");
        assert!(page.header("content-security-policy").starts_with("default-src 'none'"));
        assert_eq!(page.header("x-content-type-options"), "nosniff");
    }
    let page = request(&catalog, Method::GET, "/codes/4100?lang=de", &[]).await;
    assert!(page.body.contains("<span lang=\"en\">&lt;script&gt;alert(1)"), "{}", page.body);
}

#[tokio::test]
async fn a_subprotocol_is_shown_with_what_the_application_added() {
    let own = Entry::application(CloseCode::new(4999), "Own").with_meaning("Ours.");
    let shadowed = Entry::application(CloseCode::new(4001), "Shadowed").with_meaning("Ours.");
    let mut catalog = Catalog::standard().with_codes(&[own, shadowed]).unwrap();
    let runbook = "https://runbooks.example/1006";
    let annotation = Annotation::new().with_runbook(runbook);
    catalog.annotate(CloseCode::ABNORMAL_CLOSURE, annotation).unwrap();
    for (uri, expected) in [
        ("/codes/4999?subprotocol=pusher", "<title>4999 Own "),
        ("/codes/4001", "<title>4001 Shadowed "),
        ("/codes/4001?subprotocol=pusher", "<title>4001 Application Does Not Exist "),
        ("/codes/1006?subprotocol=pusher", runbook),
    ] {
        let page = request(&catalog, Method::GET, uri, &[]).await;
        assert!(page.body.contains(expected), "{uri}");
    }
    let chosen = Catalog::standard().with_subprotocol(&PUSHER).unwrap();
    let page = request(&chosen, Method::GET, "/codes/4001", &[]).await;
    assert!(page.body.contains("<title>4001 Application Does Not Exist "));
}

#[tokio::test]
async fn every_subprotocol_can_be_chosen() {
    for subprotocol in Subprotocol::ALL {
        let page = get(&format!("/codes?subprotocol={}", subprotocol.id()), &[]).await;
        assert_eq!(page.status, StatusCode::OK);
        for row in subprotocol.codes() {
            let number = row.code().unwrap().as_u16();
            let link = format!("href=\"/codes/{number}?subprotocol={}\"", subprotocol.id());
            assert!(page.body.contains(&link), "{link}");
        }
    }
}

#[test]
fn the_console_is_in_the_language_that_a_client_prefers() {
    let locale = |uri: &str, preferred: &str| {
        let headers: HeaderMap =
            [(ACCEPT_LANGUAGE, preferred.parse().unwrap())].into_iter().collect();
        pages::locale(&uri.parse().unwrap(), &headers)
    };
    assert_eq!(locale("/", "en-GB, de;q=0.5"), Locale::English);
    assert_eq!(locale("/?lang=xx", "en"), Locale::English);
    #[cfg(feature = "german")]
    {
        assert_eq!(locale("/", "de-AT, en;q=0.5"), Locale::German);
        assert_eq!(locale("/?lang=de", "en"), Locale::German);
    }
}
