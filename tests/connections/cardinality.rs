//! What a client can do to the page that Prometheus scrapes, however it closes.

use std::{ops::RangeInclusive, thread};

use closeframe::{
    CloseMonitor, CountCloses, Initiator, Role,
    catalog::Catalog,
    names::{buckets, label, metric},
};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use tungstenite::{
    WebSocket,
    protocol::{self, WebSocketConfig},
};

use crate::{
    exposition::Exposition,
    wire::{Script, close, raw_frame},
};

/// A close with this code that is fine unless the code is not, and one for each rule that a client's
/// close can break besides.
fn closes_with(code: u16) -> [Vec<u8>; 7] {
    let payload = code.to_be_bytes();
    [
        close(Role::Client, code, b""),
        raw_frame(0x88, true, &payload[..1]),
        raw_frame(0x88, true, &[&payload[..], b"\xFF"].concat()),
        raw_frame(0x88, true, &[&payload[..], &[b'x'; 124]].concat()),
        raw_frame(0x08, true, &payload),
        raw_frame(0xF8, true, &payload),
        raw_frame(0x88, false, &payload),
    ]
}

/// How many connections there were, and how many closes of them were legal.
fn close_with_all(codes: RangeInclusive<u16>, monitor: &CloseMonitor) -> (u64, u64) {
    // tungstenite's 128 KiB would be most of the work.
    let config = Some(WebSocketConfig::default().read_buffer_size(256));
    let (mut connections, mut legal) = (0, 0);
    for input in codes.flat_map(closes_with) {
        let io = monitor.tap_upgraded(Script::new(input).0);
        let ws = WebSocket::from_raw_socket(io, protocol::Role::Server, config);
        let mut ws = monitor.wrap_tapped(ws);
        while ws.read().is_ok() {}
        connections += 1;
        legal += u64::from(ws.close_report().unwrap().is_clean());
    }
    (connections, legal)
}

#[test]
fn every_code_with_every_violation_stays_under_the_ceiling() {
    let lifetimes = Matcher::Full(metric::CONNECTION_DURATION_SECONDS.into());
    let handshakes = Matcher::Full(metric::CLOSE_HANDSHAKE_DURATION_SECONDS.into());
    let recorder = PrometheusBuilder::new()
        .set_buckets_for_metric(lifetimes, buckets::CONNECTION_DURATION_SECONDS)
        .and_then(|it| {
            it.set_buckets_for_metric(handshakes, buckets::CLOSE_HANDSHAKE_DURATION_SECONDS)
        })
        .unwrap()
        .build_recorder();
    let monitor = CloseMonitor::default();
    let (connections, legal) = thread::scope(|scope| {
        let quarters = [0..=0x3FFF, 0x4000..=0x7FFF, 0x8000..=0xBFFF, 0xC000..=u16::MAX];
        let running = quarters.map(|codes| {
            scope.spawn(|| {
                // Somebody reads the log, so that its rate is exceeded, and counted, as well.
                let _logging = tracing::subscriber::set_default(tracing_subscriber::registry());
                metrics::with_local_recorder(&recorder, || close_with_all(codes, &monitor))
            })
        });
        running.into_iter().fold((0, 0), |(connections, legal), quarter| {
            let (more, more_legal) = quarter.join().unwrap();
            (connections + more, legal + more_legal)
        })
    });
    let page = Exposition::of(&recorder.handle().render());
    assert_eq!(connections, 7 * 65_536);
    assert_eq!(page.sum(metric::CONNECTIONS_OPENED_TOTAL, &[]), connections);
    assert_eq!(page.sum(metric::CLOSES_TOTAL, &[]), connections);
    // RFC 6455 section 7.4: 1000-1003, 1007-1014 and 3000-4999.
    assert_eq!(legal, 4 + 8 + 2000);
    assert_eq!(
        page.sum(metric::CLOSE_VIOLATIONS_TOTAL, &[("direction", "received")]),
        connections - legal
    );
    for rule in [
        "invalid_code",
        "truncated_code",
        "invalid_utf8",
        "too_long",
        "fragmented",
        "reserved_bits",
        "unmasked",
    ] {
        assert!(page.sum(metric::CLOSE_VIOLATIONS_TOTAL, &[("violation", rule)]) > 2000, "{rule}");
    }
    assert!(
        page.sum(metric::CLOSE_LOG_EVENTS_SUPPRESSED_TOTAL, &[("code", "other")]) > connections / 2
    );

    // Each histogram series counts as one in the ceiling, and is rendered as its buckets, one more
    // without a bound, sum and count.
    let ceiling = CountCloses::max_series(&Catalog::standard());
    let mut histograms = 0;
    let mut lines_of_histograms = 0;
    for (name, buckets) in [
        (metric::CONNECTION_DURATION_SECONDS, buckets::CONNECTION_DURATION_SECONDS),
        (metric::CLOSE_HANDSHAKE_DURATION_SECONDS, buckets::CLOSE_HANDSHAKE_DURATION_SECONDS),
    ] {
        let series = page.series(&format!("{name}_count"), &[]);
        assert!((1..=Initiator::ALL.len()).contains(&series), "{name}: {series}");
        let lines = series * (buckets.len() + 1);
        assert_eq!(page.series(&format!("{name}_bucket"), &[]), lines, "{name}");
        histograms += series;
        lines_of_histograms += lines + 2 * series;
    }
    let others = page.len() - lines_of_histograms;
    assert!(others + histograms <= ceiling, "{others} + {histograms} series, ceiling {ceiling}");
    // What is left of it is for the other role, and nothing else came up.
    let known = [
        metric::CONNECTIONS_OPENED_TOTAL,
        metric::CLOSES_TOTAL,
        metric::CLOSE_VIOLATIONS_TOTAL,
        metric::CLOSE_LOG_EVENTS_SUPPRESSED_TOTAL,
        metric::CLOSE_CODE_INFO,
        metric::HANDSHAKE_FAILURES_TOTAL,
    ];
    assert_eq!(known.iter().map(|name| page.series(name, &[])).sum::<usize>(), others);
    assert_eq!(page.series(metric::CLOSES_TOTAL, &[("role", "client")]), 0);
    let mut labels: Vec<_> =
        label::ALL.iter().copied().filter(|it| *it != label::ENDPOINT).collect();
    labels.push("le");
    labels.sort_unstable();
    assert_eq!(page.label_names(), labels);
}
