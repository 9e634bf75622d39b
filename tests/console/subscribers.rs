//! Who reads the console's events: only so many, and nobody who does not.

use std::time::Duration;

use closeframe::{Outcome, testing::ReportBuilder};
use tokio::time::timeout;

use crate::{
    reader::{Console, Reader},
    server::console::Limits,
};

const PATIENCE: Duration = Duration::from_secs(30);

/// Asks again until there is a place: that somebody has gone is seen some time later.
async fn read_at_last(console: &Console) -> Reader {
    let admitted = async {
        loop {
            let reader = console.read().await;
            if !reader.is_refused() {
                return reader;
            }
        }
    };
    timeout(PATIENCE, admitted).await.expect("a place")
}

#[tokio::test]
async fn only_so_many_read_at_once() {
    let console = Console::start(Limits { pages: 2, ..Limits::default() });
    let mut first = console.read().await;
    let second = console.read().await;
    assert!(!first.is_refused() && !second.is_refused());
    let third = console.read().await;
    assert!(third.is_refused());
    assert!(third.head.to_lowercase().contains("retry-after: 5"), "{}", third.head);
    let why = third.rest().await;
    assert_eq!(why, "2 pages read the events already: close one, or try again later\n");

    drop(second);
    let mut fourth = read_at_last(&console).await;
    fourth.told("snapshot").await;
    first.told("snapshot").await;
}

#[tokio::test]
async fn who_does_not_read_is_dropped_and_told_so() {
    let (pause, patience) = (Duration::from_millis(1), Duration::from_millis(200));
    let console = Console::start(Limits { pages: 1, pause, patience });
    let mut slow = console.read().await;
    slow.told("snapshot").await;

    let report = ReportBuilder::new(Outcome::Clean).with_received(4000, &"x".repeat(123)).build();
    let mut seen = 0;
    let admitted = async {
        loop {
            for _ in 0..100 {
                console.see(&report);
            }
            seen += 100;
            let next = console.read().await;
            if !next.is_refused() {
                return next;
            }
        }
    };
    // Its place is free though its connection is still there.
    let mut next = timeout(PATIENCE, admitted).await.expect("the slow one is dropped");
    let told = next.told("snapshot").await;
    assert_eq!(told["endings"][0]["number"], seen);

    // What waited for it, and then the end.
    let mut last = String::new();
    let mut events = 0;
    while let Some((name, _)) = slow.event().await {
        last = name;
        events += 1;
    }
    assert_eq!(last, "dropped");
    assert!(events < 100, "{events} events waited");
}

#[tokio::test]
async fn who_reads_is_not_dropped_however_much_happens() {
    let (pause, patience) = (Duration::from_millis(1), Duration::from_secs(30));
    let console = Console::start(Limits { pages: 1, pause, patience });
    let mut reader = console.read().await;
    let report = ReportBuilder::new(Outcome::Eof).build();
    let mut told = reader.told("snapshot").await;
    for number in 1..=5000u64 {
        console.see(&report);
        if number % 100 == 0 {
            told = reader.told("update").await;
        }
    }
    while told["endings"][0]["number"] != 5000 {
        told = reader.told("update").await;
    }
}
