//! Drains and handles: both sides are closed, each at the next boundary of a frame.

use std::time::Duration;

use closeframe::{
    Close, CloseCode, CloseMonitor, Drained,
    Initiator::{Local, None as Nobody, Remote},
    Outcome,
};
use tokio::task::JoinHandle;

use super::{CLIENTS_TEXT, Ends, SERVERS_TEXT, clients_close, servers_close};

fn drain(monitor: &CloseMonitor) -> JoinHandle<Drained> {
    let monitor = monitor.clone();
    tokio::spawn(async move {
        let close = Close::new(CloseCode::GOING_AWAY, "").unwrap();
        monitor.drain(close, Duration::ZERO, Duration::from_secs(5)).await
    })
}

/// What the server reads is masked with who knows what.
async fn server_reads_close(ends: &mut Ends, code: u16) {
    let frame = super::read(ends.server.as_mut().unwrap(), 8).await;
    let [0x88, 0x82, mask @ .., high, low] = frame.as_slice() else { panic!("{frame:?}") };
    assert_eq!([high ^ mask[0], low ^ mask[1]], code.to_be_bytes());
}

#[tokio::test(start_paused = true)]
async fn a_drain_closes_both_sides() {
    let mut ends = Ends::new();
    ends.client_sends(CLIENTS_TEXT).await;
    ends.server_reads(CLIENTS_TEXT).await;
    let drained = drain(&ends.monitor);
    ends.client_reads(&servers_close(1001)).await;
    server_reads_close(&mut ends, 1001).await;
    // What either sends now goes nowhere, but for what counts.
    ends.server_sends(&[SERVERS_TEXT, &servers_close(1001)].concat()).await;
    ends.client_sends(&[CLIENTS_TEXT, &clients_close(1001)].concat()).await;
    let drained = drained.await.unwrap();
    assert_eq!((drained.clean, drained.still_open), (1, 0));
    let spliced = ends.spliced().await;
    assert_eq!(super::told(&spliced.report), (1001, Local, Outcome::Clean));
    assert_eq!((spliced.to_upstream, spliced.to_client), (16, 4));
}

#[tokio::test(start_paused = true)]
async fn a_frame_that_has_begun_ends_first() {
    let mut ends = Ends::new();
    ends.client_sends(&CLIENTS_TEXT[..7]).await;
    ends.server_sends(&SERVERS_TEXT[..3]).await;
    ends.server_reads(&CLIENTS_TEXT[..7]).await;
    ends.client_reads(&SERVERS_TEXT[..3]).await;
    let drained = drain(&ends.monitor);
    // Each with the beginning of the next.
    ends.client_sends(b"i\x81\x80\0\0\0\0").await;
    ends.server_sends(b"i\x81\x00").await;
    ends.server_reads(b"i").await;
    ends.client_reads(b"i").await;
    server_reads_close(&mut ends, 1001).await;
    ends.client_reads(&servers_close(1001)).await;
    ends.client_sends(&clients_close(1001)).await;
    assert_eq!(drained.await.unwrap().clean, 1);
    assert_eq!(ends.told().await, (1001, Local, Outcome::Clean));
}

#[tokio::test(start_paused = true)]
async fn a_close_behind_the_boundary_is_an_answer_in_the_same_read() {
    let mut ends = Ends::new();
    ends.client_sends(&CLIENTS_TEXT[..7]).await;
    ends.server_reads(&CLIENTS_TEXT[..7]).await;
    let drained = drain(&ends.monitor);
    ends.client_reads(&servers_close(1001)).await;
    ends.client_sends(&[b"i", clients_close(1001).as_slice()].concat()).await;
    assert_eq!(drained.await.unwrap().clean, 1);
    assert_eq!(ends.told().await, (1001, Local, Outcome::Clean));
}

#[tokio::test(start_paused = true)]
async fn where_no_boundary_comes_it_is_a_time_out() {
    let mut ends = Ends::new();
    ends.server_sends(&SERVERS_TEXT[..3]).await;
    ends.client_reads(&SERVERS_TEXT[..3]).await;
    let drained = drain(&ends.monitor);
    let before = tokio::time::Instant::now();
    assert_eq!(drained.await.unwrap().timed_out, 1);
    assert_eq!(before.elapsed().as_secs(), 5);
    assert_eq!(ends.told().await, (1006, Nobody, Outcome::Timeout));
}

#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_answer_is_a_time_out() {
    let mut ends = Ends::new();
    ends.client_sends(CLIENTS_TEXT).await;
    ends.server_reads(CLIENTS_TEXT).await;
    let drained = drain(&ends.monitor);
    ends.client_reads(&servers_close(1001)).await;
    assert_eq!(drained.await.unwrap().timed_out, 1);
    assert_eq!(ends.told().await, (1001, Local, Outcome::Timeout));
}

#[tokio::test(start_paused = true)]
async fn who_closes_already_is_waited_for() {
    let mut ends = Ends::new();
    ends.client_sends(&clients_close(1000)).await;
    ends.server_reads(&clients_close(1000)).await;
    let drained = drain(&ends.monitor);
    tokio::time::sleep(Duration::from_secs(1)).await;
    ends.server_sends(&servers_close(1000)).await;
    ends.client_reads(&servers_close(1000)).await;
    assert_eq!(drained.await.unwrap().clean, 1);
    assert_eq!(ends.told().await, (1000, Remote, Outcome::Clean));

    let mut ends = Ends::new();
    ends.client_sends(&clients_close(1000)).await;
    ends.server_reads(&clients_close(1000)).await;
    assert_eq!(drain(&ends.monitor).await.unwrap().timed_out, 1);
    assert_eq!(ends.told().await, (1000, Remote, Outcome::Timeout));
}

#[tokio::test(start_paused = true)]
async fn a_handle_and_a_tag_reach_a_splice() {
    let (mut client, mut near) = tokio::io::duplex(64);
    let (mut far, _server) = tokio::io::duplex(64);
    let closes = CloseMonitor::silent();
    let splice = closes.splice(&mut near, &mut far);
    splice.tag("user 1");
    let handle = splice.close_handle();
    assert_eq!(closes.close_tagged("user 1", Close::normal()), 1);
    assert!(handle.is_closing());
    let client = async {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let mut close = [0; 4];
        client.read_exact(&mut close).await?;
        assert_eq!(close[..], servers_close(1000));
        client.write_all(&clients_close(1000)).await
    };
    let (client, spliced) = tokio::join!(client, splice);
    client.unwrap();
    assert_eq!(super::told(&spliced.report), (1000, Local, Outcome::Clean));
}

/// The server's close has begun, so nothing may be put in before its end, and nothing behind.
#[tokio::test(start_paused = true)]
async fn a_close_that_has_begun_takes_the_place_of_the_drains() {
    let close = servers_close(1011);
    let mut ends = Ends::new();
    ends.server_sends(&close[..2]).await;
    ends.client_reads(&close[..2]).await;
    let drained = drain(&ends.monitor);
    server_reads_close(&mut ends, 1001).await;
    ends.server_sends(&close[2..]).await;
    ends.client_reads(&close[2..]).await;
    ends.client_sends(&clients_close(1011)).await;
    assert_eq!(drained.await.unwrap().clean, 1);
    assert_eq!(ends.told().await, (1011, Local, Outcome::Clean));
}

/// It waits behind what the client has not read. Its answer is the client's to give.
#[tokio::test(start_paused = true)]
async fn a_server_whose_close_is_on_its_way_is_not_closed_by_a_drain() {
    let mut ends = Ends::of(3, |monitor| monitor, |splice| splice);
    ends.server_sends(&servers_close(1011)).await;
    tokio::time::sleep(Duration::from_millis(10)).await;
    let drained = drain(&ends.monitor);
    tokio::time::sleep(Duration::from_millis(10)).await;
    ends.client_reads(&servers_close(1011)).await;
    let (mut client, server) = (ends.client.take().unwrap(), ends.server.as_mut().unwrap());
    let close = clients_close(1011);
    let (sent, read) = tokio::join!(
        tokio::io::AsyncWriteExt::write_all(&mut client, &close),
        super::read(server, close.len()),
    );
    sent.unwrap();
    assert_eq!(read, close);
    assert_eq!(drained.await.unwrap().clean, 1);
    ends.client = Some(client);
    assert_eq!(ends.told().await, (1011, Local, Outcome::Clean));
}

#[tokio::test(start_paused = true)]
async fn a_client_that_is_asked_as_its_server_ends_has_time_to_answer() {
    let mut ends = Ends::new();
    ends.server_shuts().await;
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    let drained = drain(&ends.monitor);
    ends.client_reads(&servers_close(1001)).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    ends.client_sends(&clients_close(1001)).await;
    assert_eq!(drained.await.unwrap().clean, 1);
    assert_eq!(ends.told().await, (1001, Local, Outcome::Clean));
}

/// The server may take what the rules forbid, and the client is told all the same.
#[tokio::test(start_paused = true)]
async fn a_client_that_broke_a_rule_long_ago_is_closed_by_a_drain() {
    const RESERVED: &[u8] = b"\x83\x80\0\0\0\0";
    let mut ends = Ends::new();
    ends.client_sends(RESERVED).await;
    ends.server_reads(RESERVED).await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    ends.server_sends(&SERVERS_TEXT[..3]).await;
    ends.client_reads(&SERVERS_TEXT[..3]).await;
    let drained = drain(&ends.monitor);
    tokio::time::sleep(Duration::from_secs(3)).await;
    ends.server_sends(&SERVERS_TEXT[3..]).await;
    ends.client_reads(&SERVERS_TEXT[3..]).await;
    ends.client_reads(&servers_close(1001)).await;
    assert_eq!(drained.await.unwrap().otherwise, 1);
    assert_eq!(ends.told().await, (1001, Local, Outcome::ProtocolError));
}
