//! Which catalog explains a connection, in which language, and what the operator added.

use closeframe::{
    Close, CloseCode, CloseMonitor, CloseReport, CountCloses, Role,
    catalog::{Annotation, Catalog, Entry, Locale, Severity, subprotocols},
};
use futures_util::StreamExt;
use tokio::io::AsyncWriteExt;
use tungstenite::{
    client::IntoClientRequest,
    handshake::server::{Request, Response},
};

use crate::{
    count,
    handshake::{REQUEST, read_head},
    log::{logging, only_event, receive, send},
    wire::{Reports, close},
};

fn graphql_where_negotiated() -> Catalog {
    Catalog::standard().with_negotiated(&subprotocols::GRAPHQL_TRANSPORT_WS).unwrap()
}

/// Answers with the subprotocol that the client asks for.
#[allow(clippy::result_large_err, reason = "tungstenite's type")]
fn agree(
    request: &Request,
    mut response: Response,
) -> Result<Response, tungstenite::handshake::server::ErrorResponse> {
    if let Some(wanted) = request.headers().get("sec-websocket-protocol") {
        response.headers_mut().insert("sec-websocket-protocol", wanted.clone());
    }
    Ok(response)
}

/// What becomes of a client's 4403 after it asked for `subprotocol`.
async fn accepted(monitor: &CloseMonitor, reports: &Reports, subprotocol: &str) -> CloseReport {
    let (io, mut peer) = tokio::io::duplex(4096);
    let monitor = monitor.clone();
    let server = tokio::spawn(async move {
        let mut ws = monitor.accept_with(io, None, agree).await.unwrap();
        while let Some(Ok(_)) = ws.next().await {}
    });
    let asking = format!("Sec-WebSocket-Protocol: {subprotocol}\r\n\r\n");
    let request = REQUEST.replacen("\r\n\r\n", &format!("\r\n{asking}"), 1);
    peer.write_all(request.as_bytes()).await.unwrap();
    assert!(read_head(&mut peer).await.contains(subprotocol));
    peer.write_all(&close(Role::Client, 4403, b"")).await.unwrap();
    drop(peer);
    server.await.unwrap();
    reports.last()
}

#[tokio::test(start_paused = true)]
async fn a_server_explains_by_what_was_negotiated() {
    let (monitor, reports) = Reports::monitor();
    let monitor = monitor.with_catalog(graphql_where_negotiated());
    let report = accepted(&monitor, &reports, "graphql-transport-ws").await;
    assert_eq!(report.entry().unwrap().name(), "Forbidden");
    assert_eq!(report.code_label().to_string(), "4403");
    assert!(report.to_string().starts_with("received 4403 Forbidden"), "{report}");

    let report = accepted(&monitor, &reports, "mqtt").await;
    assert_eq!(report.entry().unwrap().name(), "Private Use");
    assert_eq!(report.code_label().to_string(), "4xxx");
}

#[tokio::test(start_paused = true)]
async fn a_client_explains_by_what_was_negotiated() {
    let (monitor, reports) = Reports::monitor();
    let monitor = monitor.with_catalog(graphql_where_negotiated());
    let (io, peer) = tokio::io::duplex(4096);
    let server = tokio::spawn(async move {
        let mut ws = tokio_tungstenite::accept_hdr_async(peer, agree).await.unwrap();
        let refused = tungstenite::protocol::CloseFrame { code: 4403.into(), reason: "".into() };
        ws.close(Some(refused)).await.unwrap();
        while let Some(Ok(_)) = ws.next().await {}
    });
    let mut request = "ws://h/".into_client_request().unwrap();
    let wanted = "graphql-transport-ws".parse().unwrap();
    request.headers_mut().insert("sec-websocket-protocol", wanted);
    let (mut ws, _) = monitor.connect_with(request, io, None).await.unwrap();
    while let Some(Ok(_)) = ws.next().await {}
    drop(ws);
    server.await.unwrap();
    assert_eq!(reports.only().entry().unwrap().name(), "Forbidden");
}

#[test]
fn a_layer_can_be_told_what_was_negotiated() {
    let (monitor, reports) = Reports::monitor();
    let monitor = monitor.with_catalog(graphql_where_negotiated());
    receive(
        &monitor.for_subprotocol("graphql-transport-ws"),
        Role::Server,
        close(Role::Client, 4403, b""),
    );
    assert_eq!(reports.only().entry().unwrap().name(), "Forbidden");
}

#[test]
fn the_log_names_the_subprotocols_code() {
    let discord = Catalog::standard().with_subprotocol(&subprotocols::DISCORD_GATEWAY).unwrap();
    let monitor = logging().with_catalog(discord);
    let event = only_event(|| receive(&monitor, Role::Client, close(Role::Server, 4004, b"")));
    assert_eq!(event["websocket.close.name"], "Authentication Failed");
    assert_eq!(event["websocket.close.retry"], "after getting a new credential");
}

#[cfg(feature = "german")]
#[test]
fn the_log_speaks_the_layers_language() {
    let monitor = logging().with_locale(Locale::German);
    let event = only_event(|| receive(&monitor, Role::Server, close(Role::Client, 1009, b"")));
    let entry = closeframe::catalog::entry(CloseCode::MESSAGE_TOO_BIG);
    for (field, text) in [
        ("meaning", entry.meaning(Locale::German)),
        ("when", entry.when_seen(Locale::German)),
        ("fix", entry.how_to_fix(Locale::German)),
    ] {
        assert!(!text.is_fallback());
        assert_eq!(event[format!("websocket.close.{field}")], text.as_str());
    }
    assert_eq!(event["websocket.close.retry"], "erst nach Behebung der Ursache");
    assert_eq!(event["websocket.close.name"], "Message Too Big");
    assert_eq!(event["message"], "websocket closed");
}

fn annotated(code: u16, annotation: Annotation) -> CloseMonitor {
    let mut catalog = Catalog::standard();
    catalog.annotate(CloseCode::new(code), annotation).unwrap();
    logging().with_catalog(catalog)
}

#[test]
fn the_operators_runbook_is_in_the_log() {
    let page = "https://runbooks.example/1008";
    let monitor = annotated(1008, Annotation::new().with_runbook(page));
    let event = only_event(|| receive(&monitor, Role::Server, close(Role::Client, 1008, b"")));
    assert_eq!(event["websocket.close.runbook"], page);
    let event = only_event(|| receive(&monitor, Role::Server, close(Role::Client, 1009, b"")));
    assert_eq!(event.get("websocket.close.runbook"), None);
}

#[test]
fn the_operators_severity_is_the_level_of_a_clean_close() {
    let monitor = |severity| annotated(1000, Annotation::new().with_severity(severity));
    for (severity, ours, theirs) in [
        (Severity::Debug, "DEBUG", "DEBUG"),
        (Severity::Info, "INFO", "INFO"),
        (Severity::Warn, "WARN", "WARN"),
        // Whoever chooses the code must not be able to wake anybody.
        (Severity::Error, "ERROR", "WARN"),
    ] {
        let monitor = monitor(severity);
        assert_eq!(only_event(|| send(&monitor, Close::normal()))["level"], ours);
        let received = || receive(&monitor, Role::Server, close(Role::Client, 1000, b""));
        assert_eq!(only_event(received)["level"], theirs);
    }
    // An outcome that speaks for itself stays as loud as it is.
    let quiet = annotated(1006, Annotation::new().with_severity(Severity::Debug));
    assert_eq!(only_event(|| receive(&quiet, Role::Server, vec![]))["level"], "INFO");
}

fn own(code: u16, name: &'static str) -> Catalog {
    let row = Entry::application(CloseCode::new(code), name);
    Catalog::standard().with_codes(&[row]).unwrap()
}

/// The series of the info gauge for a code, with their values.
fn info(series: &count::Series, code: u16) -> Vec<String> {
    let prefix = format!("gauge websocket_close_code_info{{code=\"{code}\",");
    let of_code = series.iter().filter(|(key, _)| key.starts_with(&prefix));
    of_code.map(|(key, value)| format!("{} {value:?}", &key[prefix.len()..])).collect()
}

#[test]
fn a_code_that_two_catalogs_name_has_one_series_with_both_names() {
    let counting = || CloseMonitor::silent().with_observer(CountCloses::new());
    let [ours, theirs] = [(own(4711, "Ours")), own(4711, "Theirs")];
    let [ours, theirs] = [ours, theirs].map(|catalog| counting().with_catalog(catalog));
    let series = count::recorded(|| {
        for monitor in [&ours, &theirs] {
            receive(monitor, Role::Server, close(Role::Client, 4711, b""));
        }
    });
    assert_eq!(info(&series, 4711), [r#"name="Ours / Theirs"} Gauge(1.0)"#]);
    let closes = r#"counter websocket_closes_total{code="4711",initiator="remote",outcome="clean",role="server"}"#;
    assert_eq!(format!("{:?}", series[closes]), "Counter(2)");
}

#[test]
fn a_subprotocols_name_is_the_metrics_where_it_is_chosen() {
    let saltyrtc = Catalog::standard().with_subprotocol(&subprotocols::SALTYRTC).unwrap();
    let monitor = count::counting().with_catalog(saltyrtc);
    let series =
        count::recorded(|| receive(&monitor, Role::Client, close(Role::Server, 3005, b"")));
    assert_eq!(info(&series, 3005), [r#"name="Initiator Could Not Decrypt"} Gauge(1.0)"#],);
}

#[test]
fn a_catalog_that_comes_late_retires_the_name_before() {
    let series = count::recorded(|| {
        let early = count::counting().with_catalog(own(4712, "Early"));
        receive(&early, Role::Server, close(Role::Client, 4712, b""));
        let late = count::counting().with_catalog(own(4712, "Late"));
        receive(&late, Role::Server, close(Role::Client, 4712, b""));
    });
    assert_eq!(
        info(&series, 4712),
        [r#"name="Early / Late"} Gauge(1.0)"#, r#"name="Early"} Gauge(0.0)"#],
    );
}
