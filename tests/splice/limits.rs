//! How long what is left goes on, once one side has ended or closed.

use std::time::Duration;

use closeframe::{
    Blame,
    Initiator::{Local, None as Nobody, Remote},
    Outcome, Policy,
};
use tokio::time::sleep;

use super::{CLIENTS_TEXT, Ends, SERVERS_TEXT, clients_close, servers_close, told};

#[tokio::test(start_paused = true)]
async fn nothing_stays_open_for_ever() {
    // The server is gone, the client stays; the client is gone, the server stays; and both again behind a
    // close.
    let mut ends = Ends::new();
    ends.server_shuts().await;
    assert_eq!(ends.told().await, (1006, Nobody, Outcome::Dropped));
    let mut ends = Ends::new();
    ends.client_shuts().await;
    assert_eq!(ends.told().await, (1006, Nobody, Outcome::Eof));
    let mut ends = Ends::new();
    ends.server_sends(&servers_close(1000)).await;
    ends.server_shuts().await;
    assert_eq!(ends.told().await, (1000, Local, Outcome::Timeout));
    let mut ends = Ends::new();
    ends.client_sends(&clients_close(1000)).await;
    ends.client_shuts().await;
    assert_eq!(ends.told().await, (1000, Remote, Outcome::Timeout));
}

#[tokio::test(start_paused = true)]
async fn an_answer_has_its_time_though_the_server_takes_nothing_more() {
    let mut ends = Ends::new();
    ends.server_sends(&servers_close(1011)).await;
    drop(ends.server.take());
    ends.client_reads(&servers_close(1011)).await;
    // It was on its way, and the server's end does not take it.
    ends.client_sends(CLIENTS_TEXT).await;
    sleep(Duration::from_secs(5)).await;
    ends.client_sends(&clients_close(1011)).await;
    assert_eq!(ends.told().await, (1011, Local, Outcome::Clean));
}

#[tokio::test(start_paused = true)]
async fn an_answer_has_all_the_time_that_the_policy_gives() {
    let policy = Policy::default().with_close_timeout(Duration::MAX);
    let mut ends = Ends::of(64, |monitor| monitor.with_policy(policy), |splice| splice);
    ends.server_sends(&servers_close(1011)).await;
    ends.server_shuts().await;
    ends.client_reads(&servers_close(1011)).await;
    sleep(Duration::from_secs(3600)).await;
    ends.client_sends(&clients_close(1011)).await;
    assert_eq!(ends.told().await, (1011, Local, Outcome::Clean));
}

#[tokio::test(start_paused = true)]
async fn a_close_that_the_client_has_no_room_for_has_its_time_too() {
    for (is_read, expected) in
        [(true, (1011, Local, Outcome::Clean)), (false, (1006, Nobody, Outcome::Timeout))]
    {
        for takes_nothing in [false, true] {
            let mut ends = Ends::of(3, |monitor| monitor, |splice| splice);
            ends.server_sends(&servers_close(1011)).await;
            drop(ends.server.take());
            if takes_nothing {
                ends.client_sends(&CLIENTS_TEXT[..1]).await;
                ends.client_sends(&CLIENTS_TEXT[1..]).await;
            }
            if is_read {
                sleep(Duration::from_secs(5)).await;
                ends.client_reads(&servers_close(1011)).await;
                ends.client_sends(&clients_close(1011)).await;
            }
            assert_eq!(ends.told().await, expected, "{takes_nothing}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_time_out_says_was_not_sent_is_not_sent_later() {
    // The client takes 16 bytes, and no more until the deadline is over.
    let mut ends = Ends::of(16, |monitor| monitor, |splice| splice);
    let frames = [&b"\x82\x0E"[..], &[7; 14], b"\x82\x08", &[8; 8]].concat();
    ends.server_sends(&frames).await;
    sleep(Duration::from_millis(1)).await;
    let close = closeframe::Close::normal();
    let drained = ends.monitor.drain(close, Duration::ZERO, Duration::from_secs(2)).await;
    assert_eq!(drained.timed_out, 1);
    ends.client_reads(&frames).await;
    ends.client_reads_end().await;
    assert_eq!(ends.told().await, (1006, Nobody, Outcome::Timeout));
}

/// The client closed: that it has no answer is the server's doing or its own.
#[tokio::test(start_paused = true)]
async fn a_missing_answer_is_the_servers_fault_and_one_that_is_not_taken_the_clients() {
    let mut ends = Ends::new();
    ends.client_sends(&clients_close(1000)).await;
    ends.client_shuts().await;
    let report = ends.spliced().await.report;
    assert_eq!(told(&report), (1000, Remote, Outcome::Timeout));
    assert_eq!(report.blame(), Blame::Ours);
    let meaning = report.explanation().meaning;
    assert!(meaning.contains("the server behind us did not answer"), "{meaning}");

    // The first message takes the room that its answer needs; behind a second nobody knows of the answer.
    for messages in [1, 2] {
        let mut ends = Ends::of(4, |monitor| monitor, |splice| splice);
        for _ in 0..messages {
            ends.server_sends(SERVERS_TEXT).await;
        }
        ends.client_sends(&clients_close(1000)).await;
        ends.server_reads(&clients_close(1000)).await;
        ends.server_sends(&servers_close(1000)).await;
        ends.client_shuts().await;
        let report = ends.spliced().await.report;
        assert_eq!(told(&report), (1000, Remote, Outcome::Timeout), "{messages}");
        assert_eq!(report.blame(), Blame::Peer, "{messages}");
        let meaning = report.explanation().meaning;
        assert!(meaning.contains("our answer could not leave"), "{meaning}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_close_of_the_servers_that_the_client_does_not_take_is_told_in_a_splices_words() {
    let mut ends = Ends::of(4, |monitor| monitor, |splice| splice);
    ends.server_sends(SERVERS_TEXT).await;
    ends.server_sends(&servers_close(1000)).await;
    ends.server_shuts().await;
    let report = ends.spliced().await.report;
    assert_eq!(told(&report), (1006, Nobody, Outcome::Timeout));
    let meaning = report.explanation().meaning;
    assert!(meaning.contains("put in, or leave"), "{meaning}");
}
