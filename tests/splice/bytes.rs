//! Bytes pass as they came: cut anywhere, in both directions at once, faster than they are read, of any size.

use closeframe::{CloseMonitor, Initiator, Outcome};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, duplex, split},
    join,
};

use super::{CLIENTS_TEXT, Ends, SERVERS_TEXT, clients_close, servers_close};

/// A client's frame of so many bytes, masked with zeros.
fn clients_frame(first: u8, length: usize) -> Vec<u8> {
    let mut frame = vec![first];
    match length {
        ..126 => frame.push(0x80 | length as u8),
        126..65536 => {
            frame.push(0xFE);
            frame.extend((length as u16).to_be_bytes());
        }
        _ => {
            frame.push(0xFF);
            frame.extend((length as u64).to_be_bytes());
        }
    }
    frame.extend([0; 4]);
    frame.extend((0..length).map(|at| at as u8));
    frame
}

/// Whole conversations, in which every kind of header is.
fn conversation() -> [Vec<u8>; 2] {
    let client = [
        clients_frame(0x01, 5),
        // Between the fragments of a message.
        clients_frame(0x89, 125),
        clients_frame(0x00, 126),
        clients_frame(0x80, 0),
        clients_frame(0xC2, 300),
        clients_frame(0x82, 70_000),
        clients_close(4000),
    ]
    .concat();
    let server = [SERVERS_TEXT, b"\x8A\x00", b"\x02\x7E\x01\x00", &[8; 256], b"\x80\x01x"].concat();
    [client, [server, servers_close(4000)].concat()]
}

#[tokio::test(start_paused = true)]
async fn frames_cut_anywhere() {
    let [client, server] = conversation();
    // At each place where something could be taken for something else.
    let cuts = (1..400).chain(client.len() - 80..client.len());
    for cut in cuts {
        let mut ends = Ends::of(1 << 17, |monitor| monitor, |splice| splice);
        ends.client_sends(&client[..cut]).await;
        ends.server_reads(&client[..cut]).await;
        let at = cut.min(server.len() - 1);
        ends.server_sends(&server[..at]).await;
        ends.client_reads(&server[..at]).await;
        ends.client_sends(&client[cut..]).await;
        ends.server_reads(&client[cut..]).await;
        ends.server_sends(&server[at..]).await;
        ends.client_reads(&server[at..]).await;
        assert_eq!(
            ends.told().await,
            (4000, Initiator::Remote, Outcome::Clean),
            "cut after {cut} bytes"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn streams_that_take_a_few_bytes_at_a_time_both_ways_at_once() {
    let [client, server] = conversation();
    for size in [1, 2, 3, 7, 64, 1000] {
        let mut ends = Ends::of(size, |monitor| monitor, |splice| splice);
        let (mut client_reads, mut client_writes) = split(ends.client.take().unwrap());
        let (mut server_reads, mut server_writes) = split(ends.server.take().unwrap());
        let (mut at_server, mut at_client) = (vec![0; client.len()], vec![0; server.len()]);
        let (one, two, three, four) = join!(
            client_writes.write_all(&client),
            server_writes.write_all(&server),
            server_reads.read_exact(&mut at_server),
            client_reads.read_exact(&mut at_client),
        );
        one.and(two).unwrap();
        three.and(four).unwrap();
        assert!(at_server == client && at_client == server, "size {size}");
        let spliced = ends.spliced().await;
        assert_eq!(spliced.report.outcome(), Outcome::Clean);
        assert_eq!(spliced.to_upstream, client.len() as u64);
        assert_eq!(spliced.to_client, server.len() as u64);
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_read_beside_the_handshakes_goes_first() {
    let mut ends = Ends::of(
        64,
        |monitor| monitor,
        |splice| {
            splice
                .with_client_leftover(&b"\x81\x82\0\0"[..])
                .with_upstream_leftover(servers_close(1013))
        },
    );
    ends.client_sends(b"\0\0hi").await;
    ends.server_reads(CLIENTS_TEXT).await;
    ends.client_reads(&servers_close(1013)).await;
    ends.client_sends(&clients_close(1013)).await;
    assert_eq!(ends.told().await, (1013, Initiator::Local, Outcome::Clean));
}

#[tokio::test(start_paused = true)]
async fn what_follows_a_close_passes_and_does_not_count() {
    let mut ends = Ends::new();
    let sent = [clients_close(1000).as_slice(), CLIENTS_TEXT, &clients_close(1001)].concat();
    ends.client_sends(&sent).await;
    ends.server_reads(&sent).await;
    ends.server_sends(&servers_close(1000)).await;
    assert_eq!(ends.told().await, (1000, Initiator::Remote, Outcome::Clean));
}

#[tokio::test(start_paused = true)]
async fn a_close_counts_as_sent_when_it_has_left() {
    // The client reads nothing, and its stream holds three bytes.
    let mut ends = Ends::of(3, |monitor| monitor, |splice| splice);
    ends.server_sends(&servers_close(1001)).await;
    ends.client_shuts().await;
    let (code, initiator, outcome) = ends.told().await;
    assert_eq!((code, initiator, outcome), (1006, Initiator::None, Outcome::Eof));
}

/// Where its payload looks like closes. What is held meanwhile, `splice_memory.rs` counts.
#[tokio::test]
async fn a_long_frame() {
    const LENGTH: u64 = 1 << 28;
    let (mut client, mut near) = duplex(1 << 20);
    let (mut far, mut server) = duplex(1 << 20);
    let sends = async {
        client.write_all(&[&b"\x82\xFF"[..], &LENGTH.to_be_bytes(), &[0; 4]].concat()).await?;
        let piece = vec![0x88; 1 << 20];
        for _ in 0..LENGTH >> 20 {
            client.write_all(&piece).await?;
        }
        client.write_all(&clients_close(1000)).await?;
        client.read_to_end(&mut Vec::new()).await
    };
    let reads = async {
        let mut buffer = vec![0; 1 << 20];
        let mut read = 0;
        while read < LENGTH + 14 + 8 {
            read += server.read(&mut buffer).await? as u64;
        }
        server.write_all(&servers_close(1000)).await?;
        server.shutdown().await
    };
    let closes = CloseMonitor::silent();
    let splice = closes.splice(&mut near, &mut far);
    let (sent, received, spliced) = join!(sends, reads, splice);
    sent.unwrap();
    received.unwrap();
    assert_eq!(spliced.report.outcome(), Outcome::Clean);
    assert_eq!(spliced.to_upstream, LENGTH + 14 + 8);
}
