//! The same streams through a splice and through a relay of messages, whose client leg is wrapped: the same
//! report. What happens is random, and what it is printed where both differ.

use closeframe::{CloseMonitor, CloseReport, Initiator, Outcome, Policy, Reply};
use fastrand::Rng;
use futures_util::{SinkExt, StreamExt};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, DuplexStream, ReadHalf, duplex, split},
    time::{Duration, sleep, timeout},
};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Message, protocol};

use super::{Records, clients_close, servers_close};

/// What one side does next. The next thing happens when all of that has gone through.
#[derive(Debug, Clone, PartialEq)]
enum Do {
    ClientSends(Vec<u8>),
    ServerSends(Vec<u8>),
    ClientEnds,
    ServerEnds,
}

type Told = (Option<u16>, Initiator, Outcome, Option<&'static str>, Option<u16>);

/// The relay tells a client that breaks a rule so. Behind a splice that is up to the server, and this one
/// does not; so what was told is not compared then.
fn told(report: &CloseReport) -> Told {
    let broke = matches!(report.outcome(), Outcome::ProtocolError | Outcome::InvalidPayload);
    (
        report.code().map(|code| code.as_u16()).filter(|_| !broke),
        if broke { Initiator::Remote } else { report.initiator() },
        // The relay's socket answers a client as it is dropped.
        match (report.initiator(), report.outcome()) {
            (Initiator::Remote, Outcome::Abandoned) => Outcome::Clean,
            (_, outcome) => outcome,
        },
        report.violation().map(|(_, violation)| violation.as_str()),
        report.received_code().map(|code| code.as_u16()),
    )
}

/// Passes messages on, and closes as the other leg has closed.
async fn relay(closes: CloseMonitor, client: DuplexStream, upstream: DuplexStream) {
    let tap = closes.tap_upgraded(client);
    let near = WebSocketStream::from_raw_socket(tap, protocol::Role::Server, None).await;
    let mut near = closes.wrap_tapped(near);
    let mut far = WebSocketStream::from_raw_socket(upstream, protocol::Role::Client, None).await;
    loop {
        tokio::select! {
            biased;
            message = near.next() => match message {
                Some(Ok(Message::Close(close))) => {
                    if far.send(Message::Close(close)).await.is_err() {
                        return;
                    }
                    // The client is answered when the server has answered.
                    while let Some(Ok(message)) = far.next().await {
                        if message.is_close() {
                            while near.next().await.is_some() {}
                        }
                    }
                    return;
                }
                Some(Ok(message)) => drop(far.feed(message).await),
                _ => return,
            },
            message = far.next() => match message {
                Some(Ok(Message::Close(close))) => {
                    let _ = near.close_with(close).await;
                    return;
                }
                Some(Ok(message)) => {
                    let _ = near.send(message).await;
                }
                // The server is gone, and so are we.
                _ => return,
            },
        }
    }
}

async fn read_on(mut io: ReadHalf<DuplexStream>) {
    while io.read(&mut [0; 1024]).await.is_ok_and(|count| count > 0) {}
}

/// Plays it, and returns the one report.
async fn play(script: &[Do], splices: bool, size: usize) -> CloseReport {
    let (client, mut near) = duplex(size);
    let (mut far, server) = duplex(size);
    let ((client_reads, mut client), (server_reads, mut server)) = (split(client), split(server));
    for io in [client_reads, server_reads] {
        tokio::spawn(read_on(io));
    }
    let records = Records::default();
    let policy = Policy::default().with_reply(Reply::ByApplication).with_close_on_drop(None);
    let closes = records.monitor().with_policy(policy);
    let between = tokio::spawn(async move {
        if splices {
            closes.splice(&mut near, &mut far).without_extensions().await;
        } else {
            relay(closes, near, far).await;
        }
    });
    for next in script {
        let does = async {
            match next {
                Do::ClientSends(bytes) => client.write_all(bytes).await,
                Do::ServerSends(bytes) => server.write_all(bytes).await,
                Do::ClientEnds => client.shutdown().await,
                Do::ServerEnds => server.shutdown().await,
            }
        };
        // Who goes on although the other side is gone meets with errors, or with nobody who reads.
        let _ = timeout(Duration::from_millis(10), does).await;
        sleep(Duration::from_millis(10)).await;
    }
    sleep(Duration::from_secs(30)).await;
    between.abort();
    let _ = between.await;
    let mut reports = records.reports();
    assert_eq!(reports.len(), 1, "{script:?}: {reports:?}");
    reports.remove(0)
}

fn clients_frame(dice: &mut Rng, first: u8, payload: &[u8]) -> Vec<u8> {
    let mask: [u8; 4] = dice.u32(..).to_be_bytes();
    let masked = payload.iter().enumerate().map(|(at, byte)| byte ^ mask[at % 4]);
    let head = [first, 0x80 | payload.len() as u8];
    head.into_iter().chain(mask).chain(masked).collect()
}

/// Some of what a client may send, and of what it may not.
fn clients_bytes(dice: &mut Rng) -> Vec<u8> {
    match dice.u8(..10) {
        0 => clients_close(dice.choice([1000, 1001, 1005, 1006, 2000, 3000, 4999]).unwrap()),
        1 => clients_frame(dice, 0x88, &[]),
        2 => clients_frame(dice, 0x88, &[3]),
        3 => clients_frame(dice, 0x88, b"\x03\xE8\xFF"),
        4 => {
            let first = dice.choice([0x83, 0xA1, 0x09, 0x80, 0xC1, 0x08]).unwrap();
            clients_frame(dice, first, b"x")
        }
        5 => b"\x81\x01x".to_vec(),
        6 => clients_frame(dice, 0x89, b"are you there?"),
        7 => [clients_frame(dice, 0x01, b"he"), clients_frame(dice, 0x80, b"llo")].concat(),
        _ => {
            let payload = vec![0x88; dice.usize(..126)];
            clients_frame(dice, 0x82, &payload)
        }
    }
}

fn script(dice: &mut Rng) -> Vec<Do> {
    let mut script = Vec::new();
    for _ in 0..dice.usize(1..6) {
        let next = match dice.u8(..12) {
            0 => Do::ClientEnds,
            1 => Do::ServerEnds,
            2 => {
                Do::ServerSends(servers_close(dice.choice([1000, 1001, 1011, 1012, 4000]).unwrap()))
            }
            3 | 4 => Do::ServerSends([b"\x82\x05", [0x88; 5].as_slice()].concat()),
            5 => {
                // A legal one: of one that is not, the library wants all before it judges.
                let bytes = match dice.bool() {
                    true => clients_close(1000),
                    false => clients_frame(dice, 0x82, b"hello"),
                };
                // Then it is gone: what followed would be the rest of that frame, of whatever kind.
                script.push(Do::ClientSends(bytes[..dice.usize(..bytes.len())].to_vec()));
                Do::ClientEnds
            }
            _ => Do::ClientSends(clients_bytes(dice)),
        };
        script.push(next);
    }
    script.push(Do::ServerEnds);
    script.push(Do::ClientEnds);
    script
}

#[tokio::test(start_paused = true)]
async fn the_same_report_as_a_relay_of_messages() {
    let seed = std::env::var("SPLICE_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| fastrand::u64(..));
    let mut dice = Rng::with_seed(seed);
    for round in 0..3000 {
        let script = script(&mut dice);
        let size = dice.choice([1, 5, 64, 1 << 16]).unwrap();
        let [spliced, relayed] =
            [play(&script, true, size).await, play(&script, false, size).await];
        assert_eq!(
            told(&spliced),
            told(&relayed),
            "SPLICE_SEED={seed}, round {round}, size {size}: {script:02X?}"
        );
    }
}
