//! The metrics: names, labels and sums, as a recorder sees them.

use std::collections::{BTreeMap, BTreeSet};

use closeframe::{
    Close, CloseCode, CloseMonitor, CountCloses, Role,
    catalog::{Catalog, Entry, subprotocols},
    names::{label, metric},
    observe::BadLabel,
};
use metrics_util::{
    MetricKind,
    debugging::{DebugValue, DebuggingRecorder},
};

use crate::wire::{Script, blocking_tapped, close, frame, other, raw_frame};

/// Every series, as `name{label="value",…}`.
pub(crate) type Series = BTreeMap<String, DebugValue>;

pub(crate) fn recorded(run: impl FnOnce()) -> Series {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    metrics::with_local_recorder(&recorder, run);
    let series = snapshotter.snapshot().into_vec().into_iter().map(|(key, _, _, value)| {
        let (kind, key) = key.into_parts();
        let mut labels: Vec<_> =
            key.labels().map(|label| format!("{}={:?}", label.key(), label.value())).collect();
        labels.sort();
        let kind = match kind {
            MetricKind::Counter => "counter",
            MetricKind::Gauge => "gauge",
            MetricKind::Histogram => "histogram",
        };
        (format!("{kind} {}{{{}}}", key.name(), labels.join(",")), value)
    });
    series.collect()
}

/// The sum over all series of a counter, and the series that are not 0.
fn counter<'s>(series: &'s Series, name: &str) -> (u64, Vec<&'s str>) {
    let of_name = series.iter().filter(|(key, _)| key.starts_with(&format!("counter {name}{{")));
    let mut sum = 0;
    let mut above_zero = Vec::new();
    for (key, value) in of_name {
        let DebugValue::Counter(value) = value else { unreachable!() };
        sum += value;
        if *value > 0 {
            above_zero.push(&key[key.find('{').unwrap()..]);
        }
    }
    (sum, above_zero)
}

pub(crate) fn counting() -> CloseMonitor {
    CloseMonitor::silent().with_observer(CountCloses::new())
}

pub(crate) fn receive(monitor: &CloseMonitor, role: Role, input: Vec<u8>) {
    let (io, _) = Script::new(input);
    let mut ws = blocking_tapped(monitor, role, io);
    while ws.read().is_ok() {}
}

#[test]
fn one_closing_is_one_increment_with_these_labels() {
    let series = recorded(|| receive(&counting(), Role::Server, close(Role::Client, 1001, b"")));
    assert_eq!(
        counter(&series, "websocket_closes_total"),
        (1, vec![r#"{code="1001",initiator="remote",outcome="clean",role="server"}"#])
    );
    assert_eq!(
        counter(&series, "websocket_connections_opened_total"),
        (1, vec![r#"{role="server"}"#])
    );
    assert_eq!(counter(&series, "websocket_close_violations_total").0, 0);
    for histogram in
        ["websocket_connection_duration_seconds", "websocket_close_handshake_duration_seconds"]
    {
        let key = format!("histogram {histogram}{{initiator=\"remote\",role=\"server\"}}");
        let DebugValue::Histogram(values) = &series[&key] else { panic!("{key}") };
        assert_eq!(values.len(), 1);
        assert!(values[0].into_inner() < 5.0);
    }
    let info = r#"gauge websocket_close_code_info{code="1006",name="Abnormal Closure"}"#;
    assert_eq!(series[info], DebugValue::Gauge(1.0.into()));
}

#[test]
fn labels_of_every_kind_of_ending() {
    let cases: [(Vec<u8>, &str); 8] = [
        (close(Role::Client, 3000, b""), r#"code="3000",initiator="remote",outcome="clean""#),
        (close(Role::Client, 3001, b""), r#"code="3xxx",initiator="remote",outcome="clean""#),
        (close(Role::Client, 4001, b""), r#"code="4xxx",initiator="remote",outcome="clean""#),
        (frame(Role::Client, 0x88, b""), r#"code="1005",initiator="remote",outcome="clean""#),
        (
            close(Role::Client, 1006, b""),
            r#"code="other",initiator="remote",outcome="protocol_error""#,
        ),
        (
            close(Role::Client, 1005, b""),
            r#"code="other",initiator="remote",outcome="protocol_error""#,
        ),
        (
            close(Role::Client, 1000, b"\xFF"),
            r#"code="other",initiator="remote",outcome="invalid_payload""#,
        ),
        (vec![], r#"code="1006",initiator="none",outcome="eof""#),
    ];
    for (input, labels) in cases {
        let series = recorded(|| receive(&counting(), Role::Server, input));
        let expected = format!(r#"{{{labels},role="server"}}"#);
        assert_eq!(counter(&series, metric::CLOSES_TOTAL), (1, vec![&expected[..]]));
    }
}

#[test]
fn violations_are_counted_by_direction() {
    let series = recorded(|| {
        receive(&counting(), Role::Client, close(Role::Server, 999, b""));
        let (io, _) = Script::new([]);
        let mut ws = blocking_tapped(&counting(), Role::Client, io);
        let reason = "x".repeat(200).into();
        ws.close(Some(tungstenite::protocol::CloseFrame { code: 1006.into(), reason })).unwrap();
    });
    let labels = |direction, violation| {
        format!(r#"{{direction="{direction}",role="client",violation="{violation}"}}"#)
    };
    let expected = [
        labels("received", "invalid_code"),
        labels("sent", "invalid_code"),
        labels("sent", "reason_too_long"),
    ];
    assert_eq!(
        counter(&series, metric::CLOSE_VIOLATIONS_TOTAL),
        (3, expected.iter().map(String::as_str).collect())
    );
}

/// A connection that has opened, and nothing else.
fn opened() -> Series {
    recorded(|| {
        let (io, _) = Script::new([]);
        std::mem::forget(blocking_tapped(&counting(), Role::Server, io));
    })
}

#[test]
fn what_can_be_reached_starts_at_zero_and_nothing_else() {
    let legal = "1000 1001 1002 1003 1005 1007 1008 1009 1010 1011 1012 1013 1014 3000 3003 3008 \
                 3xxx 4xxx";
    let ours = format!("{legal} other");
    let mut expected = Vec::new();
    for (initiator, outcomes, codes) in [
        ("remote", "clean not_awaited abandoned timeout", legal),
        ("remote", "protocol_error invalid_payload", "other"),
        ("local", "clean unanswered abandoned timeout", &ours),
        ("local", "protocol_error invalid_payload too_big", &ours),
        ("local", "dropped", "1001"),
        ("local", "panicked", "1011"),
        ("local", "ping_timeout", "3008"),
        ("local", "stalled", "1008"),
        ("none", "abandoned timeout ping_timeout stalled dropped panicked", "1006"),
        ("none", "eof reset unreachable io_error", "1006"),
        ("none", "protocol_error invalid_payload too_big", "1006"),
    ] {
        for (outcome, code) in
            outcomes.split(' ').flat_map(|it| codes.split(' ').map(move |code| (it, code)))
        {
            let of_code = format!(r#"code="{code}",initiator="{initiator}""#);
            let labels = format!(r#"{of_code},outcome="{outcome}",role="server""#);
            expected.push(format!("counter {}{{{labels}}}", metric::CLOSES_TOTAL));
        }
    }
    expected.sort();

    let series = opened();
    assert_eq!(counter(&series, metric::CONNECTIONS_OPENED_TOTAL).0, 1);
    assert_eq!(counter(&series, metric::CLOSES_TOTAL), (0, vec![]));
    let mut started: Vec<_> =
        series.keys().filter(|key| key.contains(metric::CLOSES_TOTAL)).collect();
    started.sort();
    assert_eq!(started, expected.iter().collect::<Vec<_>>());
    assert!(series.keys().all(|key| !key.contains(r#"role="client""#)));
}

/// 3008 starts at 0 with `ping_timeout` where a dead peer gets it; elsewhere the code that it gets does.
#[test]
fn the_code_for_a_dead_peer_starts_at_zero_by_the_catalog_in_force() {
    for (subprotocol, label) in [
        (&subprotocols::CENTRIFUGE, "3012"),
        (&subprotocols::SALTYRTC, "3008"),
        (&subprotocols::ASSEMBLYAI_V3, "4xxx"),
    ] {
        let catalog = Catalog::standard().with_subprotocol(subprotocol).unwrap();
        let series = recorded(|| {
            let (io, _) = Script::new([]);
            std::mem::forget(blocking_tapped(&counting().with_catalog(catalog), Role::Server, io));
        });
        let ping_timeouts: Vec<_> = series
            .keys()
            .filter(|key| key.contains(r#"initiator="local",outcome="ping_timeout""#))
            .collect();
        let labels =
            format!(r#"{{code="{label}",initiator="local",outcome="ping_timeout",role="server"}}"#);
        assert_eq!(ping_timeouts, [&format!("counter {}{labels}", metric::CLOSES_TOTAL)]);
    }
}

#[test]
fn a_close_that_was_rejected_starts_at_zero_as_one_of_ours() {
    let series = opened();
    let rejected = |direction| {
        let labels = format!(r#"direction="{direction}",role="server",violation="rejected""#);
        series.get(&format!("counter {}{{{labels}}}", metric::CLOSE_VIOLATIONS_TOTAL))
    };
    assert_eq!(rejected("sent"), Some(&DebugValue::Counter(0)));
    assert_eq!(rejected("received"), None);
}

/// Every code with every violation, both roles, our own closes besides.
#[test]
fn no_peer_can_raise_the_number_of_series() {
    let registered: Vec<_> = (4000..4064)
        .map(|code| Entry::application(CloseCode::new(code), format!("Code {code}")))
        .collect();
    let catalog = Catalog::standard().with_codes(&registered).unwrap();
    let monitor = counting().with_catalog(catalog.clone());
    let mut connections = 0;
    let series = recorded(|| {
        for &role in Role::ALL {
            let masked = other(role) == Role::Client;
            // The label follows from the code alone, not from the role.
            let step = if role == Role::Server { 1 } else { 61 };
            for code in (0..=u16::MAX).step_by(step) {
                receive(&monitor, role, close(other(role), code, b""));
                connections += 1;
            }
            for code in (0..=u16::MAX).step_by(199) {
                let payload = code.to_be_bytes();
                for input in [
                    raw_frame(0x88, !masked, &payload),
                    raw_frame(0x08, masked, &payload),
                    raw_frame(0xF8, masked, &payload),
                    raw_frame(0x88, masked, &[&payload[..], b"\xFF"].concat()),
                    raw_frame(0x88, masked, &[&payload[..], &[0; 200]].concat()),
                    raw_frame(0x88, masked, &payload[..1]),
                ] {
                    receive(&monitor, role, input);
                    connections += 1;
                }
                let (io, _) = Script::new(close(other(role), code, b""));
                let mut ws = blocking_tapped(&monitor, role, io);
                ws.close_with(tungstenite::protocol::CloseFrame {
                    code: code.into(),
                    reason: "".into(),
                })
                .unwrap();
                while ws.read().is_ok() {}
                connections += 1;
            }
        }
    });
    assert_eq!(counter(&series, metric::CLOSES_TOTAL).0, connections);
    assert_eq!(counter(&series, metric::CONNECTIONS_OPENED_TOTAL).0, connections);
    // The numbers in the guide to metrics.
    assert_eq!(CountCloses::max_series(&Catalog::standard()), 539);
    let ceiling = CountCloses::max_series(&catalog);
    assert_eq!(ceiling, 2075);
    assert!(series.len() <= ceiling, "{} series, ceiling {ceiling}", series.len());
    // And everything that came up had been started at 0, so that the ceiling is no accident.
    assert!(series.len() + 10 > ceiling, "{} series, ceiling {ceiling}", series.len());
}

/// Clients choose among the subprotocols, and each has codes of its own.
#[test]
fn the_ceiling_holds_for_all_that_can_be_negotiated() {
    let catalog = Catalog::standard()
        .with_negotiated(&subprotocols::GRAPHQL_TRANSPORT_WS)
        .and_then(|it| it.with_negotiated(&subprotocols::CENTRIFUGE))
        .and_then(|it| it.with_negotiated(&subprotocols::OBS_WEBSOCKET))
        .unwrap();
    let monitor = counting().with_catalog(catalog.clone());
    let series = recorded(|| {
        for &role in Role::ALL {
            receive(&monitor, role, close(other(role), 1000, b""));
            for subprotocol in catalog.negotiable() {
                for name in subprotocol.negotiated() {
                    receive(&monitor.for_subprotocol(name), role, close(other(role), 1000, b""));
                }
            }
        }
    });
    // Names are the process's: other tests may add to them meanwhile, and then there is a series for each name.
    let is_info = |key: &&String| key.contains(metric::CLOSE_CODE_INFO);
    let code =
        |key: &String| key.split_once("code=").unwrap().1.split(',').next().map(str::to_owned);
    let codes: BTreeSet<_> = series.keys().filter(is_info).map(code).collect();
    let all = series.keys().filter(|key| !is_info(key)).count() + codes.len();
    let ceiling = CountCloses::max_series(&catalog);
    assert!(all <= ceiling, "{all} series, ceiling {ceiling}");
    // And is no accident: what else counts comes up when it happens.
    assert!(all + 10 > ceiling, "{all} series, ceiling {ceiling}");
    let without = CountCloses::max_series_per_endpoint(&Catalog::standard());
    assert!(CountCloses::max_series_per_endpoint(&catalog) > without);
}

#[test]
fn static_labels_are_few_and_may_not_shadow() {
    let three = CountCloses::new()
        .with_label("path", "/chat")
        .and_then(|count| count.with_label("zone", "a"))
        .and_then(|count| count.with_label("tier", "1"));
    let three = three.unwrap();
    let labels: Vec<_> = three.labels().collect();
    assert_eq!(labels, [("path", "/chat"), ("zone", "a"), ("tier", "1")]);
    assert_eq!(labels.len(), CountCloses::MAX_STATIC_LABELS);
    assert_eq!(three.with_label("more", "x").unwrap_err(), BadLabel::TooMany);
    for name in label::ALL {
        let taken = CountCloses::new().with_label(name, "x").unwrap_err();
        assert_eq!(taken, BadLabel::Taken { name });
    }
    for name in ["le", "quantile", "__name__", "__", ""] {
        let reserved = CountCloses::new().with_label(name, "x").unwrap_err();
        assert_eq!(reserved, BadLabel::Reserved { name });
    }
    assert_eq!(
        CountCloses::new().with_label("code", "x").unwrap_err().to_string(),
        "label name code is taken by the metrics"
    );
    let monitor = CloseMonitor::silent()
        .with_observer(CountCloses::new().with_label("path", "/chat").unwrap());
    let series = recorded(|| receive(&monitor, Role::Server, close(Role::Client, 1000, b"")));
    let labels = r#"{code="1000",initiator="remote",outcome="clean",path="/chat",role="server"}"#;
    assert_eq!(counter(&series, metric::CLOSES_TOTAL), (1, vec![labels]));
    assert!(series.keys().any(|key| key.contains(r#"name="Normal Closure""#)));
}

#[test]
fn opened_less_closed_is_open() {
    let monitor = counting();
    let series = recorded(|| {
        let mut open = Vec::new();
        for n in 0..50 {
            let (io, _) = Script::new(close(Role::Client, 1000 + n, b""));
            let mut ws = blocking_tapped(&monitor, Role::Server, io);
            match n % 5 {
                0 => drop(ws),
                1 => while ws.read().is_ok() {},
                2 => ws.close(Close::normal().into()).unwrap(),
                3 => open.push(ws),
                _ => {
                    let unwound =
                        std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
                            let _ws = ws;
                            panic!("on purpose");
                        }));
                    assert!(unwound.is_err());
                }
            }
        }
        open.into_iter().for_each(std::mem::forget);
    });
    assert_eq!(counter(&series, metric::CONNECTIONS_OPENED_TOTAL).0, 50);
    assert_eq!(counter(&series, metric::CLOSES_TOTAL).0, 40);
}
