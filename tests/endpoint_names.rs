//! How many values the label `endpoint` can have.
//!
//! One test, alone in its binary: names are the process's, and it uses them up.

use std::collections::BTreeSet;

use closeframe::{CloseMonitor, CountCloses, Endpoint, catalog::Catalog};
use metrics_exporter_prometheus::PrometheusBuilder;

/// A client's masked close with 1000, with an all-zero mask.
const CLOSE_1000: &[u8] = b"\x88\x82\0\0\0\0\x03\xE8";

/// The names of the endpoints on the page.
fn endpoints(page: &str) -> BTreeSet<&str> {
    page.lines()
        .filter_map(|line| line.split_once("endpoint=\"")?.1.split_once('"'))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn however_many_names_there_are_the_label_has_33_values() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let page = recorder.handle();
    metrics::with_local_recorder(&recorder, || {
        let closes = CloseMonitor::silent().with_observer(CountCloses::new());
        for n in 0..1000 {
            let name = format!("{}\u{1F600}endpoint {n}{}", "x".repeat(n % 3), "y".repeat(n % 100));
            let io = std::io::Cursor::new(CLOSE_1000.to_vec());
            let ws = tungstenite::WebSocket::from_raw_socket(
                io,
                tungstenite::protocol::Role::Server,
                None,
            );
            let mut ws = closes.endpoint(&name).wrap(ws);
            while ws.read().is_ok() {}
        }
    });
    let page = page.render();
    let names = endpoints(&page);
    assert!(names.len() <= Endpoint::MAX + 1, "{names:?}");
    assert!(names.contains("other"));
    assert!(names.iter().all(|name| name.len() <= Endpoint::MAX_LEN), "{names:?}");
    let most = CountCloses::max_series_per_endpoint(&Catalog::standard());
    let at_other = page.lines().filter(|line| line.contains("endpoint=\"other\"")).count();
    assert!(at_other <= most, "{at_other} of {most}");
}
