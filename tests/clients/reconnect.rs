//! The loop of `examples/client.rs` itself, with what happens to it one after the other. What it would
//! wait is written down, and not waited for.

use std::{
    cell::{Cell, RefCell},
    time::Duration,
};

use closeframe::{CloseCode, Keepalive, Policy, catalog::Retry};
use futures_util::StreamExt;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Notify,
    time,
};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Message, protocol::CloseFrame};

use super::{Reports, read_head};

#[allow(dead_code, reason = "the tests have no command line")]
#[path = "../../examples/client.rs"]
mod client;

const RENEW: Retry = Retry::AfterNewCredential;
const DONE: Retry = Retry::No;

/// What a server makes of one connection.
enum Step {
    /// It dies when it is spoken to.
    Vanish,
    /// It closes with a code when it is spoken to.
    Close(u16),
    /// The same, when the connection is so old.
    CloseAfter(Duration, u16),
    /// It says nothing more until the client has gone.
    FallSilent,
    /// It answers the opening handshake with this.
    Answer(&'static str),
    /// It goes before it has answered.
    Cut,
}

use Step::{Answer, Close, CloseAfter, Cut, FallSilent, Vanish};

async fn play(listener: &TcpListener, steps: &[Step]) {
    for step in steps {
        let (mut tcp, _) = listener.accept().await.unwrap();
        match step {
            Vanish => drop(greeted(tcp).await),
            Close(code) => close(greeted(tcp).await, *code).await,
            CloseAfter(lifetime, code) => {
                let ws = greeted(tcp).await;
                time::pause();
                time::advance(*lifetime).await;
                time::resume();
                close(ws, *code).await;
            }
            FallSilent => {
                let mut tcp = greeted(tcp).await.into_inner();
                let mut ignored = [0; 64];
                while tcp.read(&mut ignored).await.is_ok_and(|length| length > 0) {}
            }
            Answer(answer) => {
                read_head(&mut tcp).await;
                tcp.write_all(answer.as_bytes()).await.unwrap();
            }
            Cut => {
                read_head(&mut tcp).await;
            }
        }
    }
}

async fn greeted(tcp: TcpStream) -> WebSocketStream<TcpStream> {
    let mut ws = tokio_tungstenite::accept_async(tcp).await.unwrap();
    assert_eq!(ws.next().await.unwrap().unwrap(), Message::text("hello"));
    ws
}

async fn close(mut ws: WebSocketStream<TcpStream>, code: u16) {
    ws.close(Some(CloseFrame { code: code.into(), reason: "".into() })).await.unwrap();
    while ws.next().await.is_some() {}
}

/// Lets the loop run against these steps; returns what it would have waited each time, why it ended, and
/// how its connections ended.
async fn run(policy: Policy, steps: &[Step]) -> (Vec<Duration>, Retry, Vec<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}", listener.local_addr().unwrap());
    let (reports, pauses) = (Reports::default(), RefCell::default());
    let closes = reports.monitor(policy);
    let pause = async |delay| Vec::push(&mut pauses.borrow_mut(), delay);
    let (why, ()) =
        tokio::join!(client::stay_connected(&closes, &url, "hello", pause), play(&listener, steps));
    (pauses.into_inner(), why, reports.sentences())
}

/// What `fastrand` draws after this for the thread of the test.
fn drawn(seed: u64, count: usize) -> Vec<f64> {
    fastrand::seed(seed);
    let mut same = fastrand::Rng::with_seed(seed);
    std::iter::repeat_with(|| same.f64()).take(count).collect()
}

const GONE: &str = "no close frame received or sent (eof)";

#[tokio::test]
async fn it_outlives_a_restart_of_the_server() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (reports, pauses) = (Reports::default(), Cell::new(0));
    let closes = reports.monitor(Policy::default());
    let (starts, started) = (Notify::new(), Notify::new());
    // Killed, not there, and not there; then it is.
    let pause = async |_| {
        pauses.set(pauses.get() + 1);
        if pauses.get() == 3 {
            starts.notify_one();
            started.notified().await;
        }
    };
    let server = async {
        play(&listener, &[Vanish]).await;
        drop(listener);
        starts.notified().await;
        let listener = TcpListener::bind(address).await.unwrap();
        started.notify_one();
        play(&listener, &[Close(1000)]).await;
    };
    let url = format!("ws://{address}");
    let (why, ()) = tokio::join!(client::stay_connected(&closes, &url, "hello", pause), server);
    assert_eq!((why, pauses.get()), (DONE, 3));
    let answered = "received 1000 Normal Closure; then sent 1000 Normal Closure";
    assert_eq!(reports.sentences(), [GONE, answered]);
}

#[tokio::test]
async fn it_comes_back_after_a_drain_when_the_server_says_so() {
    let busy = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n";
    let random = drawn(1, 3);
    let steps = [Close(1001), Answer(busy), Answer(busy), Close(1000)];
    let (pauses, why, reports) = run(Policy::default(), &steps).await;
    let s = Duration::from_secs_f64;
    let expected = [s(5.0 * random[0]), s(30.0 + 10.0 * random[1]), s(30.0 + 20.0 * random[2])];
    assert_close(&pauses, &expected);
    assert_eq!(why, DONE);
    assert_eq!(reports[0], "received 1001 Going Away; then sent 1001 Going Away");
}

#[tokio::test]
async fn it_stops_where_its_credential_is_refused() {
    let refusal = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n";
    let (pauses, why, reports) = run(Policy::default(), &[Answer(refusal)]).await;
    assert_eq!((pauses.len(), why, reports.len()), (0, RENEW, 0));
    // In the middle, too, by code or by status.
    let (pauses, why, _) = run(Policy::default(), &[Vanish, Answer(refusal)]).await;
    assert_eq!((pauses.len(), why), (1, RENEW));
    let (pauses, why, _) = run(Policy::default(), &[Vanish, Close(3000)]).await;
    assert_eq!((pauses.len(), why), (1, RENEW));
}

/// The clock is real here: a peer is only given up by time that was spent waiting for it.
#[tokio::test]
async fn it_notices_a_dead_network_and_outlives_it() {
    let limit = Duration::from_millis(100);
    let keepalive = Keepalive::default().with_interval(limit).with_limit(limit);
    let policy = Policy::default().with_keepalive(keepalive);
    let (pauses, why, reports) =
        run(policy, &[FallSilent, Cut, Cut, FallSilent, Close(1000)]).await;
    assert_eq!((pauses.len(), why), (4, DONE));
    for silent in &reports[..2] {
        assert!(silent.ends_with("(ping_timeout)"), "{silent}");
    }
    assert_eq!(reports.len(), 3);
}

#[tokio::test]
async fn a_connection_that_lived_makes_the_next_attempt_a_first_one() {
    let random = drawn(2, 5);
    let steps = [
        Vanish,
        Cut,
        CloseAfter(Duration::from_millis(4500), 1001),
        CloseAfter(Duration::from_secs(5), 1001),
        Cut,
        Close(1000),
    ];
    let (pauses, why, _) = run(Policy::default(), &steps).await;
    let bounds = [5.0, 10.0, 20.0, 5.0, 10.0];
    let expected = bounds.iter().zip(random).map(|(bound, random)| bound * random);
    assert_close(&pauses, &expected.map(Duration::from_secs_f64).collect::<Vec<_>>());
    assert_eq!(why, DONE);
}

#[tokio::test]
async fn it_says_why_it_stays_away() {
    let moved = "HTTP/1.1 307 Temporary Redirect\r\nLocation: /\r\nContent-Length: 0\r\n\r\n";
    let missing = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    for (step, expected) in [
        (Close(CloseCode::TRY_AGAIN_LATER.as_u16()), Retry::Elsewhere),
        (Answer(moved), Retry::Elsewhere),
        (Answer(missing), Retry::AfterFix),
        (Close(1009), Retry::AfterFix),
        (Close(1000), DONE),
    ] {
        let (pauses, why, _) = run(Policy::default(), &[step]).await;
        assert_eq!((pauses.len(), why), (0, expected));
    }
}

/// Equal, but for what is rounded.
#[track_caller]
fn assert_close(pauses: &[Duration], expected: &[Duration]) {
    assert_eq!(pauses.len(), expected.len(), "{pauses:?}");
    for (pause, expected) in pauses.iter().zip(expected) {
        assert!(pause.abs_diff(*expected) < Duration::from_micros(1), "{pauses:?}: {expected:?}");
    }
}
