//! `tell_survivor`: what the side that is left is told, and when it is told nothing.

use closeframe::{Initiator, Outcome};

use super::{CLIENTS_TEXT, Ends, SERVERS_TEXT, clients_close, servers_close};

fn ends() -> Ends {
    Ends::of(64, |monitor| monitor, |splice| splice.tell_survivor())
}

#[tokio::test(start_paused = true)]
async fn the_client_of_a_server_that_is_gone_is_told_1014() {
    let mut ends = ends();
    ends.server_sends(SERVERS_TEXT).await;
    ends.server_shuts().await;
    ends.client_reads(SERVERS_TEXT).await;
    ends.client_reads(&servers_close(1014)).await;
    ends.client_reads_end().await;
    // Its answer counts no more.
    ends.client_sends(&clients_close(1014)).await;
    assert_eq!(ends.told().await, (1006, Initiator::None, Outcome::Dropped));
}

#[tokio::test(start_paused = true)]
async fn the_server_of_a_client_that_is_gone_is_told_1011() {
    let mut ends = ends();
    ends.client_sends(CLIENTS_TEXT).await;
    ends.client_shuts().await;
    ends.server_reads(CLIENTS_TEXT).await;
    let close = super::read(ends.server.as_mut().unwrap(), 8).await;
    let [0x88, 0x82, mask @ .., high, low] = close.as_slice() else { panic!("{close:?}") };
    assert_eq!([high ^ mask[0], low ^ mask[1]], 1011_u16.to_be_bytes());
    ends.server_reads_end().await;
    assert_eq!(ends.told().await, (1006, Initiator::None, Outcome::Eof));
}

#[tokio::test(start_paused = true)]
async fn nothing_is_put_into_the_middle_of_a_frame() {
    let mut ends = ends();
    ends.server_sends(&SERVERS_TEXT[..3]).await;
    ends.server_shuts().await;
    ends.client_reads(&SERVERS_TEXT[..3]).await;
    ends.client_reads_end().await;
    assert_eq!(ends.told().await, (1006, Initiator::None, Outcome::Dropped));
}

#[tokio::test(start_paused = true)]
async fn who_was_told_by_a_close_is_told_nothing_more() {
    let mut ends = ends();
    ends.server_sends(&servers_close(1001)).await;
    ends.server_shuts().await;
    ends.client_reads(&servers_close(1001)).await;
    ends.client_reads_end().await;
    ends.client_shuts().await;
    ends.server_reads_end().await;
    assert_eq!(ends.told().await, (1001, Initiator::Local, Outcome::Unanswered));
}
