//! What a drain counts.

use std::time::Duration;

use closeframe::{CloseHandle, Role};
use futures_util::{FutureExt, StreamExt};

use crate::{
    drain::{deploying, open},
    each_wrapper::settle,
    gated_io::RESET,
    report_line::told,
    wire::{Reports, close},
};

/// Whoever is asked is closing, whatever the handler does with it.
#[tokio::test(start_paused = true)]
async fn a_drain_counts_who_let_go_and_who_did_not_await_the_answer() {
    let (monitor, _) = Reports::monitor();
    let (mut lets_go, _far) = open(&monitor).await;
    let (mut not_awaited, far) = open(&monitor).await;
    let handles: [CloseHandle; 2] = [lets_go.close_handle(), not_awaited.close_handle()];
    far.gives(close(Role::Client, 1001, b""));
    far.refuses(RESET);
    let drain = monitor.drain(deploying(), Duration::ZERO, Duration::from_secs(5));
    let handlers = async {
        settle().await;
        assert!(lets_go.next().now_or_never().is_none());
        drop(lets_go);
        while not_awaited.next().await.is_some() {}
    };
    let (drained, ()) = tokio::join!(drain, handlers);
    let hint = handles[0].close_report().unwrap().hint().unwrap();
    assert!(hint.starts_with("a drain had asked for this close"), "{hint}");
    let told = handles.map(|handle| told(&handle.close_report().unwrap()));
    assert_eq!(told[0], "abandoned local 1001, sent 1001");
    assert_eq!(told[1], "not_awaited remote 1001, sent none (connection_reset)");
    assert_eq!((drained.abandoned, drained.not_awaited), (1, 1), "{drained:?}");
}
