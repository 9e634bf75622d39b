//! What the console keeps of the endings, and how it judges them.

use closeframe::{
    Close, CloseCode, CloseReport, Outcome,
    catalog::{Annotation, Catalog, Entry, Severity},
    testing::ReportBuilder,
};
use serde_json::Value;

use crate::{reader::Console, server::console::Limits};

fn ours(outcome: Outcome, code: u16) -> CloseReport {
    ReportBuilder::new(outcome).with_sent(&Close::new(code, "ours").unwrap()).build()
}

fn theirs(code: u16, reason: &str) -> CloseReport {
    ReportBuilder::new(Outcome::Clean).with_received(code, reason).build()
}

fn of(outcome: Outcome) -> CloseReport {
    ReportBuilder::new(outcome).build()
}

/// The counts by kind, of all spans: pairs of the kind and the count.
fn counts(told: &Value) -> Vec<(&Value, u64)> {
    let spans = told["spans"].as_array().unwrap().iter();
    let counts = spans.flat_map(|span| span["counts"].as_array().unwrap());
    let place = |pair: &Value| usize::try_from(pair[0].as_u64().unwrap()).unwrap();
    counts.map(|pair| (&told["kinds"][place(pair)], pair[1].as_u64().unwrap())).collect()
}

fn sum(told: &Value) -> u64 {
    counts(told).iter().map(|(_, count)| count).sum()
}

#[tokio::test]
async fn an_ending_is_of_the_concern_that_the_crate_judges() {
    let own = Entry::application(CloseCode::new(4001), "Own");
    let mut loud = Catalog::standard().with_codes(&[own]).unwrap();
    let annotation = Annotation::new().with_severity(Severity::Warn);
    loud.annotate(CloseCode::new(4001), annotation).unwrap();
    let annotated = ReportBuilder::new(Outcome::Clean).with_received(4001, "").with_catalog(loud);
    for (report, concern) in [
        (ours(Outcome::Clean, 1011), "fault"),
        (ours(Outcome::Unanswered, 1011), "fault"),
        (of(Outcome::Dropped), "fault"),
        (of(Outcome::Panicked), "fault"),
        (ours(Outcome::Clean, 1008), "rejection"),
        (theirs(1008, "no"), "rejection"),
        // What the peer says of itself is no fault of ours.
        (theirs(1011, ""), "rejection"),
        (annotated.build(), "rejection"),
        (of(Outcome::ProtocolError), "peer"),
        (of(Outcome::InvalidPayload), "peer"),
        (of(Outcome::TooBig), "peer"),
        (of(Outcome::Eof), "lost"),
        (of(Outcome::Reset), "lost"),
        (of(Outcome::Unreachable), "lost"),
        (of(Outcome::PingTimeout), "lost"),
        (of(Outcome::IoError), "lost"),
        (ours(Outcome::Timeout, 1001), "lost"),
        (ours(Outcome::Unanswered, 1001), "lost"),
        (theirs(1000, ""), "routine"),
        (theirs(4001, ""), "routine"),
        (ours(Outcome::Clean, 1012), "routine"),
    ] {
        let console = Console::start(Limits::default());
        console.see(&report);
        let told = console.read().await.told("snapshot").await;
        assert_eq!(told["endings"][0]["concern"], concern, "{report}");
        let (kind, count) = counts(&told)[0];
        assert_eq!((&kind["concern"], count), (&Value::from(concern), 1), "{report}");
    }
}

#[tokio::test]
async fn the_routine_does_not_push_out_what_matters() {
    let console = Console::start(Limits::default());
    console.see(&ours(Outcome::Clean, 1011));
    for _ in 0..5000 {
        console.see(&theirs(1000, "done"));
    }
    let told = console.read().await.told("snapshot").await;
    let endings = told["endings"].as_array().unwrap();
    assert_eq!(endings.len(), 101);
    assert_eq!(endings.last().unwrap()["code"], 1011, "the newest come first");
    assert_eq!(sum(&told), 5001);
    // Each text is told once, in both languages where there are two.
    assert_eq!(told["texts"].as_array().unwrap().len(), 2);
    assert!(told["texts"][0]["en"]["fix"].is_string());
}

#[tokio::test]
async fn codes_are_told_apart_but_clients_cannot_make_them_many() {
    let console = Console::start(Limits::default());
    console.see(&theirs(4001, ""));
    console.see(&theirs(4002, ""));
    let told = console.read().await.told("snapshot").await;
    let mut codes: Vec<_> = counts(&told).iter().map(|(kind, _)| kind["code"].clone()).collect();
    codes.sort_by_key(Value::as_u64);
    assert_eq!(codes, [4001, 4002]);

    for code in 4000..5000 {
        console.see(&theirs(code, ""));
    }
    let told = console.read().await.told("snapshot").await;
    assert_eq!(sum(&told), 1002);
    for span in told["spans"].as_array().unwrap() {
        assert!(span["counts"].as_array().unwrap().len() <= 33, "{span}");
    }
}

#[tokio::test]
async fn an_update_has_what_is_new_and_no_more() {
    let console = Console::start(Limits::default());
    console.see(&theirs(1000, "first"));
    let mut reader = console.read().await;
    assert_eq!(reader.told("snapshot").await["endings"].as_array().unwrap().len(), 1);
    let connections: Vec<_> = (0..10).map(|_| console.open()).collect();
    console.see(&theirs(4001, "second"));
    // It may come in between, in as many updates as it likes.
    let (mut endings, mut last) = (Vec::new(), Value::Null);
    while endings.is_empty() {
        last = reader.told("update").await;
        endings.extend(last["endings"].as_array().unwrap().clone());
    }
    assert_eq!(endings.len(), 1);
    assert_eq!(endings[0]["reason"], "second");
    assert_eq!(last["open_count"], connections.len());
    assert_eq!(last["open"].as_array().unwrap().len(), 8, "the newest are listed");
    assert_eq!(last["open"][0]["path"], "/chat");
    drop(connections);
}

#[tokio::test]
async fn a_reason_is_no_event_of_its_own() {
    let console = Console::start(Limits::default());
    let hostile = "\n\nevent: dropped\ndata: {}\r\n\u{2028}<img src=x onerror=alert(1)>";
    console.see(&theirs(4000, hostile));
    let told = console.read().await.told("snapshot").await;
    assert_eq!(told["endings"][0]["received_reason"], hostile);
}
