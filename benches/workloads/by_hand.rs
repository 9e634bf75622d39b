//! What a program would write for itself. To end a connection as RFC 6455 asks: our answer is flushed, the
//! write half shut, and what still comes is discarded, for a second at most. To have the same event and the
//! same metrics: the macros of `tracing` and `metrics`, where it reads the close. No policy, no other endings.

use std::{
    hint::black_box,
    io::{self, Read, Write},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use closeframe::{
    CloseCode,
    catalog::{self, Locale},
    names::metric,
};
use futures_util::SinkExt;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    time::timeout,
};
use tokio_tungstenite::WebSocketStream;
use tracing::Level;
use tungstenite::{Message, WebSocket};

use super::{
    closes::{End, Watched},
    observers::json,
};

/// Sees to it that both events are the same, but for the times.
pub(crate) fn assert_same_event() {
    let event = |watched: Watched| {
        let lines = Lines::default();
        let writer = lines.clone();
        let logging = json(Level::DEBUG, move || writer.clone());
        tracing::subscriber::with_default(logging, || watched.connections(End::Async)(1));
        let lines = lines.0.lock().expect("nobody panics");
        let mut event: serde_json::Value = serde_json::from_slice(&lines).expect("one event");
        let fields = event.as_object_mut().expect("an object");
        for time in ["timestamp", "websocket.connection.duration_s", "websocket.connection.idle_s"]
        {
            assert!(fields.remove(time).is_some(), "{time}");
        }
        event
    };
    assert_eq!(event(Watched::ByHandAndTold), event(Watched::Json));
}

#[derive(Debug, Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("nobody panics").extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Ends a connection whose socket has nothing more to read.
pub(crate) async fn end<S: AsyncRead + AsyncWrite + Unpin>(ws: &mut WebSocketStream<S>) {
    // A socket that has said that it is closed says so again; and its answer may lie in the transport.
    let _ = ws.flush().await;
    let io = ws.get_mut();
    let _ = io.flush().await;
    let _ = io.shutdown().await;
    let drain = async {
        let mut rest = [0; 1024];
        while io.read(&mut rest).await.is_ok_and(|length| length > 0) {}
    };
    let _ = timeout(Duration::from_secs(1), drain).await;
}

/// The same for a blocking one. What can be shut and has a time-out is the transport's own affair, so
/// that here, as in the wrapper, it is dropped.
pub(super) fn end_blocking<S: Read + Write>(ws: &mut WebSocket<S>) {
    let _ = ws.flush();
    let _ = ws.get_mut().flush();
}

/// What is known of a connection until it closes.
pub(super) struct Teller {
    opened: Instant,
}

impl Teller {
    pub(super) fn open() -> Self {
        metrics::counter!(metric::CONNECTIONS_OPENED_TOTAL, "role" => "server").increment(1);
        Self { opened: Instant::now() }
    }

    /// Tells of a close.
    pub(super) fn look(&self, message: &Message) {
        let Message::Close(Some(frame)) = message else { return };
        let begun = Instant::now();
        let code = u16::from(frame.code);
        // Words that depend on how it went, so no literals.
        let [role, initiator, outcome] = black_box(["server", "remote", "clean"]);
        metrics::counter!(
            metric::CLOSES_TOTAL,
            "code" => code.to_string(),
            "initiator" => initiator,
            "outcome" => outcome,
            "role" => role,
        )
        .increment(1);
        let handshake = begun.elapsed();
        metrics::histogram!(metric::CLOSE_HANDSHAKE_DURATION_SECONDS, "initiator" => initiator, "role" => role)
            .record(handshake);
        let duration = self.opened.elapsed();
        metrics::histogram!(metric::CONNECTION_DURATION_SECONDS, "initiator" => initiator, "role" => role)
            .record(duration);
        let entry = catalog::entry(CloseCode::new(code));
        tracing::event!(
            name: "websocket.close",
            target: "closeframe",
            Level::DEBUG,
            {
                event.name = "websocket.close",
                websocket.role = role,
                websocket.close.code = code,
                websocket.close.name = entry.name(),
                websocket.close.initiator = initiator,
                websocket.close.outcome = outcome,
                websocket.close.clean = true,
                websocket.close.blame = "nobody",
                websocket.close.reason = frame.reason.as_str(),
                websocket.close.reason_length = frame.reason.len() as u64,
                websocket.close.received_code = code,
                websocket.close.sent_code = code,
                websocket.close.summary =
                    &*format!("received {code} {0}; then sent {code} {0}", entry.name()),
                websocket.close.source = "wire",
                websocket.close.meaning = entry.meaning(Locale::English).as_str(),
                websocket.close.when = entry.when_seen(Locale::English).as_str(),
                websocket.close.fix = entry.how_to_fix(Locale::English).as_str(),
                websocket.close.retry = &*entry.retry().phrase(Locale::English),
                websocket.connection.duration_s = duration.as_secs_f64(),
                websocket.connection.idle_s = duration.as_secs_f64(),
            },
            "websocket closed"
        );
    }
}
