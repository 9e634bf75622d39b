//! What a request said, in the report and the log: hostile values, long ones, and what must stay out.

use std::sync::{Arc, Mutex};

use closeframe::{CloseMonitor, CloseReport};
use futures_util::StreamExt;
use tungstenite::handshake::server::{Request, Response};

use super::{captured::Log, client};

/// The event of a connection that asked for this.
async fn logged(closes: &CloseMonitor, path: &str, headers: &str) -> serde_json::Value {
    let (log, _captured) = Log::capture();
    let mut ws = closes.accept(client(path, headers).await).await.unwrap();
    while ws.next().await.is_some() {}
    let [event] = &log.events()[..] else { panic!("not one event: {}", log.text()) };
    event.clone()
}

#[tokio::test(start_paused = true)]
async fn they_are_there_on_request_alone() {
    let headers = "User-Agent: Mozilla/5.0\r\nX-Forwarded-For: 203.0.113.7\r\n";
    let closes = CloseMonitor::default();
    let event = logged(&closes, "/room/7?token=hunter2", headers).await;
    for field in ["url.path", "user_agent.original", "client.address"] {
        assert_eq!(event.get(field), None, "{field}");
    }
    let closes = closes.with_request_fields();
    let event = logged(&closes.for_client("192.0.2.1"), "/room/7?token=hunter2", headers).await;
    assert_eq!(event["url.path"], "/room/7");
    assert_eq!(event["user_agent.original"], "Mozilla/5.0");
    assert_eq!(event["client.address"], "192.0.2.1");
    // Neither the query nor what anybody may write into a header.
    let text = event.to_string();
    assert!(!text.contains("hunter2") && !text.contains("203.0.113.7"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn hostile_and_long_values_are_escaped_and_cut() {
    let closes = CloseMonitor::default().with_request_fields();
    let long = "x".repeat(10_000);
    let cases = [
        // (path, user agent, path shown, user agent shown)
        ("/%0a%0dfake".to_owned(), "a\tb".to_owned(), "/%0a%0dfake".to_owned(), "a\\tb".to_owned()),
        (
            "/a".to_owned(),
            "\u{202e}evil\u{200b}".to_owned(),
            "/a".to_owned(),
            "\\u{202e}evil\\u{200b}".to_owned(),
        ),
        (format!("/{long}"), long.clone(), format!("/{}", &long[..255]), long[..256].to_owned()),
        ("//x/../y?z#w".to_owned(), String::new(), "//x/../y".to_owned(), String::new()),
        // In the form for proxies, with a name and a password.
        ("http://user:secret@h/p?q".to_owned(), "é".repeat(300), "/p".to_owned(), "é".repeat(128)),
    ];
    for (path, user_agent, path_shown, user_agent_shown) in cases {
        let event = logged(&closes, &path, &format!("User-Agent: {user_agent}\r\n")).await;
        assert_eq!(event["url.path"], path_shown, "{path:.40}");
        assert_eq!(event["user_agent.original"], user_agent_shown, "{user_agent:.40}");
        assert!(!event.to_string().contains("secret"));
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_application_says_is_hostile_too() {
    let closes = CloseMonitor::default();
    let event = logged(&closes.for_client("::1\nforged"), "/", "").await;
    assert_eq!(event["client.address"], "::1\\nforged");
}

#[tokio::test(start_paused = true)]
async fn the_subprotocol_that_was_agreed_on_is_told_always() {
    let (log, _captured) = Log::capture();
    let reports = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&reports);
    let closes = CloseMonitor::default()
        .with_observer(move |report: &CloseReport| seen.lock().unwrap().push(report.clone()));
    #[allow(clippy::result_large_err, reason = "tungstenite's")]
    let choose = |request: &Request, mut response: Response| {
        let offered = request.headers()["sec-websocket-protocol"].clone();
        response.headers_mut().insert("sec-websocket-protocol", offered);
        Ok(response)
    };
    let offer = "Sec-WebSocket-Protocol: v2.chat\r\n";
    let mut ws = closes.accept_with(client("/", offer).await, None, choose).await.unwrap();
    while ws.next().await.is_some() {}
    assert_eq!(log.events()[0]["websocket.subprotocol"], "v2.chat");
    let report = reports.lock().unwrap().pop().unwrap();
    assert_eq!((report.subprotocol(), report.url_path()), (Some("v2.chat"), None));
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!((&json["subprotocol"], json.get("url_path")), (&"v2.chat".into(), None));
}

/// The library refuses it, and asks nobody.
#[tokio::test(start_paused = true)]
async fn a_request_of_another_version_is_told_with_them() {
    use tokio::io::AsyncWriteExt;
    let (log, _captured) = Log::capture();
    let closes = CloseMonitor::default().with_request_fields();
    let (io, mut peer) = tokio::io::duplex(4096);
    let request = "GET /old?key=hunter2 HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\n\
        Connection: Upgrade\r\nSec-WebSocket-Version: 8\r\nUser-Agent: ancient\r\n\r\n";
    peer.write_all(request.as_bytes()).await.unwrap();
    closes.accept(io).await.unwrap_err();
    let event = &log.events()[0];
    assert_eq!((&event["reason"], &event["url.path"]), (&"bad_request".into(), &"/old".into()));
    assert_eq!(event["user_agent.original"], "ancient");
    assert!(!log.text().contains("hunter2"));
}

#[tokio::test(start_paused = true)]
async fn a_refused_request_is_told_with_them() {
    let (log, _captured) = Log::capture();
    let closes = CloseMonitor::default().with_request_fields();
    #[allow(clippy::result_large_err, reason = "tungstenite's")]
    let refuse = |_: &Request, _: Response| {
        let mut refusal = tungstenite::handshake::server::ErrorResponse::new(None);
        *refusal.status_mut() = tungstenite::http::StatusCode::FORBIDDEN;
        Err(refusal)
    };
    let io = client("/admin?key=hunter2", "User-Agent: curl\r\n").await;
    closes.for_client("192.0.2.1").accept_with(io, None, refuse).await.unwrap_err();
    let event = &log.events()[0];
    assert_eq!(event["event.name"], "websocket.handshake.failed");
    assert_eq!(event["http.response.status_code"], 403);
    assert_eq!(event["url.path"], "/admin");
    assert_eq!(event["user_agent.original"], "curl");
    assert_eq!(event["client.address"], "192.0.2.1");
    assert!(!log.text().contains("hunter2"));
}
