//! The label and field `endpoint`, and how many of them there can be.

use closeframe::{CloseMonitor, Endpoint, MonitoredStream};
use futures_util::StreamExt;
use metrics::set_default_local_recorder;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle, PrometheusRecorder};
use tokio::io::DuplexStream;
use tungstenite::{
    handshake::server::{ErrorResponse, Request, Response},
    http::StatusCode,
};

use super::{captured::Log, client};

fn recorder() -> (PrometheusRecorder, PrometheusHandle) {
    let recorder = PrometheusBuilder::new().build_recorder();
    let page = recorder.handle();
    (recorder, page)
}

async fn to_the_end(mut ws: MonitoredStream<DuplexStream>) {
    while ws.next().await.is_some() {}
}

#[tokio::test(start_paused = true)]
async fn the_counters_of_connections_and_the_log_carry_it_and_the_histograms_do_not() {
    let (recorder, page) = recorder();
    let _lent = set_default_local_recorder(&recorder);
    let (log, _captured) = Log::capture();
    let closes = CloseMonitor::default();
    to_the_end(closes.endpoint("chat").accept(client("/", "").await).await.unwrap()).await;
    to_the_end(closes.accept(client("/", "").await).await.unwrap()).await;

    let page = page.render();
    for line in [
        r#"websocket_connections_opened_total{role="server",endpoint="chat"} 1"#,
        r#"websocket_connections_opened_total{role="server"} 1"#,
        r#"websocket_closes_total{code="1000",initiator="remote",outcome="clean",role="server",endpoint="chat"} 1"#,
        r#"websocket_closes_total{code="1000",initiator="remote",outcome="clean",role="server"} 1"#,
        // What alerts look at starts at 0.
        r#"websocket_closes_total{code="1006",initiator="none",outcome="eof",role="server",endpoint="chat"} 0"#,
        r#"websocket_closes_total{code="1001",initiator="local",outcome="dropped",role="server",endpoint="chat"} 0"#,
        r#"websocket_closes_total{code="1011",initiator="local",outcome="clean",role="server",endpoint="chat"} 0"#,
        r#"websocket_closes_total{code="3008",initiator="local",outcome="ping_timeout",role="server",endpoint="chat"} 0"#,
    ] {
        assert!(page.lines().any(|it| it == line), "{line} in\n{page}");
    }
    // The rest does not.
    assert!(
        !page.contains(r#"{code="1003",initiator="remote",outcome="clean",role="server",endpoint"#)
    );
    let histograms = page.lines().filter(|line| line.contains("_seconds"));
    assert_eq!(histograms.filter(|line| line.contains("endpoint=")).count(), 0);

    let events = log.events();
    assert_eq!((&events[0]["endpoint"], events[1].get("endpoint")), (&"chat".into(), None));
}

#[tokio::test(start_paused = true)]
async fn the_callback_chooses_it_by_the_request_and_a_refusal_has_it_too() {
    let (recorder, page) = recorder();
    let _lent = set_default_local_recorder(&recorder);
    let closes = CloseMonitor::default();
    #[allow(clippy::result_large_err, reason = "tungstenite's")]
    let by_path = |request: &Request, mut response: Response| match request.uri().path() {
        "/feed" => {
            response.extensions_mut().insert(Endpoint::named("feed"));
            Ok(response)
        }
        _ => {
            let mut refusal = ErrorResponse::new(None);
            *refusal.status_mut() = StatusCode::NOT_FOUND;
            refusal.extensions_mut().insert(Endpoint::named("nowhere"));
            Err(refusal)
        }
    };
    let ws = closes.accept_with(client("/feed", "").await, None, by_path).await.unwrap();
    assert_eq!(closes.open_connections().at("feed"), 1);
    to_the_end(ws).await;
    closes.accept_with(client("/else", "").await, None, by_path).await.unwrap_err();

    let page = page.render();
    for line in [
        r#"websocket_connections_opened_total{role="server",endpoint="feed"} 1"#,
        r#"websocket_handshake_failures_total{reason="refused",role="server",endpoint="nowhere"} 1"#,
    ] {
        assert!(page.lines().any(|it| it == line), "{line} in\n{page}");
    }
}

#[test]
fn a_name_is_cut_and_an_empty_one_is_none() {
    let long = "é".repeat(100);
    assert_eq!(Endpoint::named(&long).as_str(), "é".repeat(32));
    assert_eq!(Endpoint::named("chat"), Endpoint::named("chat"));
    assert_ne!(Endpoint::named("chat"), Endpoint::named("feed"));
    assert_eq!(format!("{:?} {0:>6}", Endpoint::named("chat")), "Endpoint(\"chat\")   chat");
    assert_eq!(Endpoint::named("other").as_str(), Endpoint::OTHER);
    // An empty label is none, and would make a second series of the same name.
    assert_eq!(Endpoint::named("").as_str(), Endpoint::OTHER);
    let closes = CloseMonitor::silent();
    let io = std::io::Cursor::new(Vec::new());
    let ws = tungstenite::WebSocket::from_raw_socket(io, tungstenite::protocol::Role::Server, None);
    let _ws = closes.endpoint("").wrap(ws);
    assert_eq!(closes.open_connections().iter().collect::<Vec<_>>(), [(None, 1)]);
}

#[test]
fn many_threads_agree_on_a_name() {
    let names: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| Endpoint::named("raced"))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(names.iter().all(|it| *it == names[0] && it.as_str() == "raced"), "{names:?}");
}
