//! Peers that send, or take, a byte at a time: what they stretch, and what they do not.

use std::{
    io::{self, Read, Write},
    thread,
    time::Duration,
};

use closeframe::{Close, ErrorType, Outcome, Policy, Role};
use futures_util::{SinkExt, StreamExt};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex},
    time::{Instant, sleep},
};
use tokio_tungstenite::WebSocketStream;
use tungstenite::Error;

use crate::{
    BUFFERS, Held,
    wire::{
        InRole, Reports, blocking, blocking_tapped, close, frame, host, other, ping, tapped,
        untapped,
    },
};

const TIMEOUT: Duration = Duration::from_secs(7);

/// A byte each second, until nobody takes them.
async fn drip(mut peer: DuplexStream, bytes: Vec<u8>) -> DuplexStream {
    for byte in bytes {
        if peer.write_all(&[byte]).await.is_err() {
            break;
        }
        sleep(Duration::from_secs(1)).await;
    }
    peer
}

/// What drips in after our close: (name, bytes of more than TIMEOUT seconds).
fn drips(from: Role) -> [(&'static str, Vec<u8>); 4] {
    [
        ("a close frame", close(from, 1000, &[b'x'; 123])),
        ("a message", frame(from, 0x82, &[b'x'; 1000])),
        ("empty fragments", [frame(from, 0x02, b""), frame(from, 0x00, b"").repeat(100)].concat()),
        ("pings", ping(from).repeat(100)),
    ]
}

#[tokio::test(start_paused = true)]
async fn after_our_close_a_drip_gets_the_time_of_the_policy_and_no_more() {
    for &role in Role::ALL {
        for (name, bytes) in drips(other(role)) {
            for is_tapped in [true, false] {
                let held = Held::begin();
                let (monitor, reports) = Reports::monitor();
                let monitor = monitor.with_policy(Policy::default().with_close_timeout(TIMEOUT));
                macro_rules! play {
                    ($open:expr) => {{
                        let (mut ws, peer) = $open;
                        let peer = tokio::spawn(drip(peer, bytes.clone()));
                        let begun = Instant::now();
                        ws.send(Close::normal().into()).await.unwrap();
                        let error = loop {
                            match ws.next().await.unwrap() {
                                Ok(message) => assert!(message.is_ping()),
                                Err(error) => break error,
                            }
                        };
                        let timed_out = io::ErrorKind::TimedOut;
                        assert!(matches!(error, Error::Io(error) if error.kind() == timed_out));
                        assert_eq!(begun.elapsed().as_secs(), TIMEOUT.as_secs(), "{name}");
                        // Both ends of the wire of 64 KiB are here.
                        assert!(held.now() < BUFFERS + 2 * 64 * 1024, "{name}: {}", held.now());
                        drop(ws);
                        peer.await.unwrap();
                    }};
                }
                match is_tapped {
                    true => play!(tapped(&monitor, role).await),
                    false => play!(untapped(&monitor, role).await),
                }
                assert_eq!(reports.only().outcome(), Outcome::Timeout, "{name}");
                assert_eq!(reports.only().error_type(), Some(ErrorType::TimedOut));
            }
        }
    }
}

/// A close begins when its frame is whole: until then the peer is one that is idle, and how long it
/// may be is the application's to say.
#[tokio::test(start_paused = true)]
async fn before_any_close_a_drip_is_an_open_connection() {
    for &role in Role::ALL {
        let held = Held::begin();
        let (monitor, reports) = Reports::monitor();
        let (mut ws, peer) = tapped(&monitor, role).await;
        let bytes = close(other(role), 1000, &[b'x'; 123]);
        let seconds = bytes.len() as u64 - 1;
        let peer = tokio::spawn(drip(peer, bytes));
        let begun = Instant::now();
        assert!(ws.next().await.unwrap().unwrap().is_close());
        assert_eq!(begun.elapsed().as_secs(), seconds);
        assert!(held.now() < BUFFERS + 2 * 64 * 1024, "{}", held.now());
        drop(ws);
        drop(peer.await.unwrap());
        let report = reports.only();
        assert_eq!(report.outcome(), Outcome::Clean);
        assert!(report.duration().as_secs() >= seconds);
        assert_eq!(report.handshake_duration(), Some(Duration::ZERO));
    }
}

/// RFC 6455 section 5.4: control frames are not fragmented. Two bytes of the first are enough.
#[tokio::test(start_paused = true)]
async fn a_close_in_fragments_fails_with_the_first() {
    let _turn = Held::begin();
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, peer) = tapped(&monitor, role).await;
        let rest = frame(other(role), 0x00, b"x").repeat(100);
        let first = frame(other(role), 0x08, b"\x03");
        let peer = tokio::spawn(drip(peer, [first, rest].concat()));
        let begun = Instant::now();
        assert!(ws.next().await.unwrap().is_err());
        assert_eq!(begun.elapsed().as_secs(), 1, "two bytes are enough");
        assert_eq!(reports.only().outcome(), Outcome::ProtocolError);
        drop(ws);
        peer.await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn our_answer_waits_for_a_peer_that_takes_it_by_drips_no_longer_than_the_policy_says() {
    let _turn = Held::begin();
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let monitor = monitor.with_policy(Policy::default().with_close_timeout(TIMEOUT));
        // A wire that holds as much as the peer sends, and takes a byte of ours a second.
        let (io, peer) = duplex(1);
        let io = monitor.tap_upgraded_in(role, io);
        let ws = WebSocketStream::from_raw_socket(io, host(role), None).await;
        let mut ws = monitor.wrap_tapped(ws);
        let (mut from_us, mut to_us) = tokio::io::split(peer);
        let bytes = close(other(role), 1000, b"a reason as long as it takes");
        let sender = tokio::spawn(async move {
            to_us.write_all(&bytes).await.unwrap();
            to_us
        });
        let reader = tokio::spawn(async move {
            let mut one = [0];
            loop {
                sleep(Duration::from_secs(1)).await;
                if from_us.read(&mut one).await.unwrap_or(0) == 0 {
                    break;
                }
            }
        });
        let begun = Instant::now();
        let answered = ws.next().await.unwrap();
        assert_eq!(begun.elapsed().as_secs(), TIMEOUT.as_secs());
        assert!(answered.is_err());
        assert_eq!(reports.only().outcome(), Outcome::Timeout);
        drop(ws);
        drop(sender.await.unwrap());
        reader.await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn after_both_closes_a_drip_gets_a_second() {
    let _turn = Held::begin();
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, mut peer) = tapped(&monitor, role).await;
        peer.write_all(&close(other(role), 1000, b"")).await.unwrap();
        let peer = tokio::spawn(drip(peer, vec![0; 100]));
        let begun = Instant::now();
        assert!(ws.next().await.unwrap().unwrap().is_close());
        assert_eq!(begun.elapsed(), Duration::ZERO);
        assert!(ws.next().await.is_none());
        assert_eq!(begun.elapsed().as_secs(), 1);
        assert_eq!(reports.only().outcome(), Outcome::Clean);
        drop(ws);
        peer.await.unwrap();
    }
}

/// A blocking stream on which a byte always comes in before a read times out.
struct Drip {
    bytes: std::vec::IntoIter<u8>,
}

impl Read for Drip {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        thread::sleep(Duration::from_millis(1));
        let Some(byte) = self.bytes.next() else { return Ok(0) };
        buf[0] = byte;
        Ok(1)
    }
}

impl Write for Drip {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        Ok(buf.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_blocking_socket_over_a_tap_waits_for_a_drip_as_long_as_the_policy_says() {
    let _turn = Held::begin();
    let policy = Policy::default().with_close_timeout(Duration::from_millis(20));
    for &role in Role::ALL {
        for (name, bytes) in drips(other(role)) {
            let (monitor, reports) = Reports::monitor();
            let io = Drip { bytes: bytes.repeat(10).into_iter() };
            let mut ws = blocking_tapped(&monitor.with_policy(policy.clone()), role, io);
            ws.close(Close::normal().into()).unwrap();
            let error = loop {
                match ws.read() {
                    Ok(message) => assert!(message.is_ping(), "{name}: {message:?}"),
                    Err(error) => break error,
                }
            };
            let timed_out = io::ErrorKind::TimedOut;
            assert!(matches!(error, Error::Io(error) if error.kind() == timed_out), "{name}");
            assert_eq!(reports.only().outcome(), Outcome::Timeout, "{name}");
        }
    }
}

/// Without a tap nobody looks at the time between two bytes, but between two messages.
#[test]
fn a_blocking_socket_without_a_tap_looks_at_the_time_for_each_message() {
    let _turn = Held::begin();
    let policy = Policy::default().with_close_timeout(Duration::from_millis(20));
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let io = Drip { bytes: ping(other(role)).repeat(1000).into_iter() };
        let mut ws = blocking(&monitor.with_policy(policy.clone()), role, io);
        ws.close(Close::normal().into()).unwrap();
        while ws.read().is_ok() {}
        assert_eq!(reports.only().outcome(), Outcome::Timeout);
    }
}
