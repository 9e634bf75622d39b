//! Reports that were built, beside those of connections.

use std::{panic::catch_unwind, time::Duration};

use closeframe::{
    Close, CloseCode, CloseReport, Direction, ErrorType, Initiator, Outcome, Role, Source,
    Violation,
    catalog::{self, Catalog, EndingKind, Locale},
    testing::{PeerEnding, Recorder, ReportBuilder, Rule, pair},
};

use crate::handlers::Handler;

const SECOND: Duration = Duration::from_secs(1);

fn of(outcome: Outcome) -> ReportBuilder {
    ReportBuilder::new(outcome)
}

fn close(code: u16) -> Close {
    Close::new(code, "").unwrap()
}

#[test]
fn each_outcome_is_built_without_more() {
    for &outcome in Outcome::ALL {
        let report = of(outcome).build();
        report.assert_outcome(outcome);
        let initiator = match outcome {
            Outcome::Clean | Outcome::NotAwaited => Initiator::Remote,
            Outcome::Unanswered => Initiator::Local,
            _ => Initiator::None,
        };
        report.assert_initiator(initiator);
        assert_eq!(report.handshake_duration().is_some(), initiator != Initiator::None);
    }
}

/// What is told of a connection is told of what was built like it.
#[tokio::test(start_paused = true)]
async fn reports_that_are_built_tell_what_those_of_connections_tell() {
    let breaks = PeerEnding::Breaks;
    for (ending, builder) in [
        (PeerEnding::Closes(1001, "bye"), of(Outcome::Clean).with_received(1001, "bye")),
        (PeerEnding::Closes(1005, ""), of(Outcome::Clean).with_received(1005, "")),
        (PeerEnding::Leaves(4000, "bye"), of(Outcome::NotAwaited).with_received(4000, "bye")),
        (PeerEnding::Vanishes, of(Outcome::Eof)),
        (PeerEnding::Resets, of(Outcome::Reset)),
        (
            PeerEnding::Unreachable,
            of(Outcome::Unreachable).with_error_type(ErrorType::HostUnreachable),
        ),
        (
            breaks(Rule::InvalidCode(1006)),
            of(Outcome::ProtocolError).with_received(1006, "").with_sent(&close(1002)),
        ),
        (
            breaks(Rule::TruncatedCode),
            of(Outcome::ProtocolError).with_received_payload(b"\x03").with_sent(&close(1002)),
        ),
        (
            breaks(Rule::ReasonInvalidUtf8),
            of(Outcome::InvalidPayload)
                .with_received_payload(b"\x03\xE8\xFF")
                .with_sent(&close(1007)),
        ),
        (breaks(Rule::MessageTooBig), of(Outcome::TooBig).with_sent(&close(1009))),
    ] {
        let recorder = Recorder::default();
        let (ws, mut client) = pair(&recorder.monitor()).await;
        tokio::join!(Handler::Listens.run(ws), client.end(ending));
        let (real, built) = (recorder.only(), builder.build());
        let told = |report: &CloseReport| {
            let mut json = serde_json::to_value(report).unwrap();
            for figure in ["duration_s", "idle_s", "handshake_duration_s"] {
                json.as_object_mut().unwrap().remove(figure);
            }
            json
        };
        assert_eq!(told(&real), told(&built), "{ending:?}");
    }
}

#[test]
fn figures_and_texts_are_as_given() {
    let mut catalog = Catalog::standard();
    let note = closeframe::catalog::Annotation::new().with_runbook("https://wiki.example/1001");
    catalog.annotate(CloseCode::new(1001), note).unwrap();
    let report = of(Outcome::Timeout)
        .with_role(Role::Client)
        .with_source(Source::Tungstenite)
        .with_sent(&Close::new(1001, "bye").unwrap())
        .with_duration(90 * SECOND)
        .with_idle(60 * SECOND)
        .with_handshake_duration(10 * SECOND)
        .with_round_trip(SECOND)
        .with_catalog(catalog)
        .with_locale(Locale::English)
        .build();
    report.assert_code(1001).assert_reason("bye").assert_error_type(ErrorType::TimedOut);
    assert_eq!((report.role(), report.source()), (Role::Client, Source::Tungstenite));
    assert_eq!(report.duration(), 90 * SECOND);
    assert_eq!(report.idle(), Some(60 * SECOND));
    assert_eq!(report.handshake_duration(), Some(10 * SECOND));
    assert_eq!(report.round_trip(), Some(SECOND));
    let annotation = report.entry().unwrap().annotation();
    assert_eq!(annotation.runbook(), Some("https://wiki.example/1001"));

    let hinted = of(Outcome::Eof).with_duration(90 * SECOND).with_idle(60 * SECOND).build();
    assert!(hinted.hint().unwrap().contains("nginx"));
    // They fit into the connection.
    let short = of(Outcome::Clean).with_idle(SECOND).with_handshake_duration(SECOND).build();
    assert_eq!(short.duration(), 2 * SECOND);
}

#[test]
fn the_frame_that_is_given_first_was_the_first() {
    let report = of(Outcome::Clean).with_sent(&close(1000)).with_received(1000, "").build();
    report.assert_initiator(Initiator::Local);
    let report = of(Outcome::Clean).with_received(1000, "").with_sent(&close(1000)).build();
    report.assert_initiator(Initiator::Remote);
    let report = of(Outcome::ProtocolError).with_sent(&close(1001)).with_received(999, "").build();
    report
        .assert_initiator(Initiator::Local)
        .assert_violation((Direction::Received, Violation::InvalidCode));
    let rejected = of(Outcome::Clean).with_sent(&close(1012)).with_received(1002, "").build();
    rejected.assert_violation((Direction::Sent, Violation::Rejected));
    let dropped = of(Outcome::Dropped).with_sent(&close(1001)).with_received(1001, "").build();
    dropped.assert_initiator(Initiator::Local);
}

#[test]
fn no_report_is_built_of_what_cannot_be() {
    for (why, builder) in [
        ("there was no close frame either way", of(Outcome::Eof).with_received(1001, "")),
        ("there was no close frame either way", of(Outcome::IoError).with_sent(&close(1001))),
        (
            "that is a clean end",
            of(Outcome::Timeout).with_received(1000, "").with_sent(&close(1000)),
        ),
        ("the peer closed", of(Outcome::PingTimeout).with_received(1000, "")),
        ("only the peer's close arrived", of(Outcome::NotAwaited).with_sent(&close(1000))),
        ("only our close arrived", of(Outcome::Unanswered).with_received(1000, "")),
        ("the peer's close is the ending", of(Outcome::Dropped).with_received(1000, "")),
        ("no close frame is too big", of(Outcome::TooBig).with_received(1000, "")),
        (
            "the peer's close broke a rule, which is another outcome",
            of(Outcome::Clean).with_received(1006, ""),
        ),
        (
            "the peer's close broke no rule, and ends the connection",
            of(Outcome::ProtocolError).with_received(1000, ""),
        ),
        (
            "that kind of error leads to another outcome",
            of(Outcome::Eof).with_error_type(ErrorType::ConnectionReset),
        ),
    ] {
        let panic = catch_unwind(|| builder.build()).unwrap_err();
        let text = panic.downcast_ref::<String>().unwrap();
        assert_eq!(text, &format!("no connection ends like that: {why}"));
    }
}

#[test]
fn a_hint_names_who_is_known_for_such_an_ending() {
    let hint = |builder: ReportBuilder| builder.build().hint();
    let of_lifetime = hint(of(Outcome::Reset).with_duration(30 * SECOND)).unwrap();
    assert!(of_lifetime.contains("lived for 30.0 s"), "{of_lifetime}");
    assert!(of_lifetime.contains("Google's HTTP(S) load balancer"), "{of_lifetime}");
    // Idleness says more, where both fit.
    let both = of(Outcome::Eof).with_duration(300 * SECOND).with_idle(300 * SECOND);
    assert!(hint(both).unwrap().contains("Envoy"));

    let rejected = of(Outcome::Clean).with_sent(&close(1014)).with_received(1002, "");
    let rejected = hint(rejected).unwrap();
    assert!(
        rejected.contains("do not take 1014") && rejected.contains("Boost.Beast"),
        "{rejected}"
    );
    let of_restart = of(Outcome::Clean).with_sent(&close(1012)).with_received(1002, "");
    assert!(!hint(of_restart).unwrap().contains("Boost.Beast"));
    let cut = of(Outcome::Unanswered).with_sent(&close(1013));
    assert!(hint(cut).unwrap().ends_with("OkHttp"));

    let waiting = hint(of(Outcome::Timeout).with_sent(&close(1001))).unwrap();
    assert!(waiting.contains("the JDK's HttpClient"), "{waiting}");
    let compressed = of(Outcome::ProtocolError).with_error_type(ErrorType::ReservedBits);
    assert!(hint(compressed).unwrap().contains("iOS 15, Safari 15 (NSURLSession), OkHttp"));

    let of_server = of(Outcome::Clean).with_received(1012, "").with_sent(&close(1012));
    assert!(hint(of_server.clone()).unwrap().contains("only a server sends 1012"));
    assert_eq!(hint(of_server.with_role(Role::Client)), None);
    let of_client = of(Outcome::NotAwaited).with_received(1010, "").with_role(Role::Client);
    assert!(hint(of_client).unwrap().contains("only a client sends 1010"));

    for nothing_known in [
        of(Outcome::Clean).with_sent(&close(1012)),
        of(Outcome::Clean).with_sent(&close(4000)).with_received(1002, ""),
        of(Outcome::Unanswered).with_sent(&close(1001)),
        of(Outcome::Timeout),
        of(Outcome::Abandoned),
        of(Outcome::Unreachable).with_duration(30 * SECOND),
        of(Outcome::Eof).with_duration(90 * SECOND),
    ] {
        assert_eq!(hint(nothing_known.clone()), None, "{nothing_known:?}");
    }
}

#[test]
fn a_report_is_explained_by_its_ending_first() {
    let dropped = of(Outcome::Dropped).with_sent(&close(1001)).build();
    let told = dropped.explanation();
    assert!(told.meaning.starts_with("The application let go of an open socket"), "{told:?}");
    let orderly = of(Outcome::Clean).with_received(1001, "").build();
    let row = orderly.entry().unwrap();
    assert_eq!(orderly.explanation().meaning, row.meaning(Locale::English).as_str());
    let illegal = of(Outcome::ProtocolError).with_received(1006, "").build();
    let told = illegal.explanation();
    assert!(told.meaning.contains("may not be sent"), "{told:?}");
    assert!(!told.meaning.contains("without a close frame"), "{told:?}");
}

#[test]
fn who_has_to_act_is_whose_the_ending_is() {
    for outcome in Outcome::ALL {
        let report = of(*outcome).build();
        let kind = EndingKind::Outcome(*outcome, report.initiator());
        assert_eq!(catalog::ending(kind).unwrap().acts(), report.blame(), "{outcome}");
    }
}
