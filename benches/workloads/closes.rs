//! Connections that do nothing but close: the peer's close comes in, is answered and reported, and the
//! transport ends.

use std::{
    fmt,
    hint::black_box,
    io::{self, Read, Write},
    sync::Arc,
};

use closeframe::{
    CloseMonitor, CountCloses, LogCloses, MonitoredStream, Untapped, observe::LogRate,
};
use futures_util::{Stream, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::WebSocketStream;
use tracing::Level;
use tungstenite::{Error, Message, WebSocket, protocol::WebSocketConfig};

use super::{
    ROLE,
    by_hand::{self, Teller},
    io::{Memory, client_frame},
    observers::{json, prometheus},
    runtime,
};

/// Over which API a connection closes, and when the peer's end of the stream is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Blocking,
    /// With the close.
    Async,
    /// One poll later than it is asked for, as in life.
    AsyncLater,
}

impl End {
    pub(crate) const ALL: [Self; 3] = [Self::Blocking, Self::Async, Self::AsyncLater];
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Blocking => "blocking",
            Self::Async => "async",
            Self::AsyncLater => "async, EOF later,",
        })
    }
}

/// Who looks at the close. What follows the three that a program writes itself is wrapped, over the tap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Watched {
    /// By nobody: the socket is not wrapped, and dropped once it has nothing more to read.
    Bare,
    /// By nobody, but the connection is ended as it ought to be.
    ByHand,
    /// The same, and by hand-written code, with the Prometheus recorder and the JSON log of
    /// `PrometheusAndJson`: the same event, the same metrics.
    ByHandAndTold,
    /// By a monitor without observers.
    Silent,
    /// By the default monitor, which counts and logs, in a program that has installed neither a
    /// recorder nor a subscriber.
    NothingInstalled,
    /// By the default monitor and a JSON log at INFO. The close is a routine one, which is logged at
    /// DEBUG.
    LogLevelOff,
    /// The same with a Prometheus recorder.
    PrometheusLogLevelOff,
    /// By the default monitor and a Prometheus recorder.
    Prometheus,
    /// By the default monitor and a JSON log at DEBUG, written to nowhere; its rate is never exceeded.
    Json,
    /// The same with a log that has no rate.
    JsonUnlimited,
    /// The same with a log whose rate is exceeded by every close.
    JsonFlooded,
    /// By the default monitor, Prometheus recorder and JSON log.
    PrometheusAndJson,
    /// The same with a log whose rate is exceeded by every close.
    PrometheusAndJsonFlooded,
}

impl Watched {
    pub(crate) const ALL: [Self; 13] = [
        Self::Bare,
        Self::ByHand,
        Self::ByHandAndTold,
        Self::Silent,
        Self::NothingInstalled,
        Self::LogLevelOff,
        Self::Prometheus,
        Self::PrometheusLogLevelOff,
        Self::Json,
        Self::JsonUnlimited,
        Self::JsonFlooded,
        Self::PrometheusAndJson,
        Self::PrometheusAndJsonFlooded,
    ];

    pub(crate) fn has_recorder(self) -> bool {
        matches!(
            self,
            Self::ByHandAndTold
                | Self::Prometheus
                | Self::PrometheusLogLevelOff
                | Self::PrometheusAndJson
                | Self::PrometheusAndJsonFlooded
        )
    }

    /// Calls `measure` with a function that opens and closes so many connections, while what the
    /// variant says is installed for this thread.
    pub(crate) fn run(self, end: End, measure: impl FnOnce(&mut dyn FnMut(u32))) {
        let log = match self {
            Self::LogLevelOff | Self::PrometheusLogLevelOff => Some(Level::INFO),
            Self::ByHandAndTold
            | Self::Json
            | Self::JsonUnlimited
            | Self::JsonFlooded
            | Self::PrometheusAndJson
            | Self::PrometheusAndJsonFlooded => Some(Level::DEBUG),
            _ => None,
        };
        let recorder = self.has_recorder().then(prometheus);
        let _logging = log.map(|level| tracing::subscriber::set_default(json(level, io::sink)));
        let _counting = recorder.as_ref().map(|it| metrics::set_default_local_recorder(it));
        measure(&mut self.connections(end));
    }

    fn log_rate(self) -> LogRate {
        match self {
            Self::JsonUnlimited => LogRate::UNLIMITED,
            Self::JsonFlooded | Self::PrometheusAndJsonFlooded => LogRate::new(1, 0.0),
            _ => LogRate::new(u32::MAX, 1e9),
        }
    }

    pub(super) fn connections(self, end: End) -> Box<dyn FnMut(u32)> {
        let closes = match self {
            Self::Bare | Self::ByHand | Self::ByHandAndTold | Self::Silent => {
                CloseMonitor::silent()
            }
            _ => CloseMonitor::silent()
                .with_observer(CountCloses::new())
                .with_observer(LogCloses::new().with_rate(self.log_rate())),
        };
        match end {
            End::Blocking => self.blocking(closes, Memory::finite(close_with(1000))),
            End::Async => self.in_runtime(closes, Memory::finite(close_with(1000))),
            End::AsyncLater => self.in_runtime(closes, Memory::finite_later(close_with(1000))),
        }
    }

    fn blocking(self, closes: CloseMonitor, io: Memory) -> Box<dyn FnMut(u32)> {
        match self {
            Self::Bare => each(move || {
                let mut ws = blocking(io.clone());
                while let Ok(message) = ws.read() {
                    black_box(message);
                }
            }),
            Self::ByHand => each(move || {
                let mut ws = blocking(io.clone());
                while let Ok(message) = ws.read() {
                    black_box(message);
                }
                by_hand::end_blocking(&mut ws);
            }),
            Self::ByHandAndTold => each(move || {
                let teller = Teller::open();
                let mut ws = blocking(io.clone());
                while let Ok(message) = ws.read() {
                    teller.look(&message);
                    black_box(message);
                }
                by_hand::end_blocking(&mut ws);
            }),
            _ => each(move || {
                let mut ws = closes.wrap_tapped(blocking(closes.tap_upgraded(io.clone())));
                while let Ok(message) = ws.read() {
                    black_box(message);
                }
                assert!(ws.close_report().is_some_and(|report| report.is_clean()));
            }),
        }
    }

    fn in_runtime(self, closes: CloseMonitor, io: Memory) -> Box<dyn FnMut(u32)> {
        match self {
            Self::Bare => each_in_runtime(async move || {
                let mut ws = stream(io.clone()).await;
                read_out(&mut ws, |_| ()).await;
            }),
            Self::ByHand => each_in_runtime(async move || {
                let mut ws = stream(io.clone()).await;
                read_out(&mut ws, |_| ()).await;
                by_hand::end(&mut ws).await;
            }),
            Self::ByHandAndTold => each_in_runtime(async move || {
                let teller = Teller::open();
                let mut ws = stream(io.clone()).await;
                read_out(&mut ws, |message| teller.look(message)).await;
                by_hand::end(&mut ws).await;
            }),
            _ => each_in_runtime(async move || {
                let ws = stream(closes.tap_upgraded(io.clone())).await;
                let mut ws = closes.wrap_tapped(ws);
                read_out(&mut ws, |_| ()).await;
                assert!(ws.close_report().is_some_and(|report| report.is_clean()));
            }),
        }
    }
}

impl fmt::Display for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Bare => "bare",
            Self::ByHand => "by hand",
            Self::ByHandAndTold => "by hand, Prometheus and JSON log",
            Self::Silent => "silent monitor",
            Self::NothingInstalled => "nothing installed",
            Self::LogLevelOff => "log level off",
            Self::PrometheusLogLevelOff => "Prometheus, log level off",
            Self::Prometheus => "Prometheus",
            Self::Json => "JSON log",
            Self::JsonUnlimited => "JSON log without a rate",
            Self::JsonFlooded => "JSON log, flooded",
            Self::PrometheusAndJson => "Prometheus and JSON log",
            Self::PrometheusAndJsonFlooded => "Prometheus and JSON log, flooded",
        })
    }
}

/// Opens a connection whose peer closes it with `code`.
pub(super) async fn connect(closes: &CloseMonitor, code: u16) {
    let io = Memory::finite(close_with(code));
    let mut ws = closes.wrap_tapped(stream(closes.tap_upgraded(io)).await);
    read_out(&mut ws, |_| ()).await;
    assert!(ws.close_report().is_some());
}

/// Opens a connection on which nothing comes.
pub(super) async fn idle(closes: &CloseMonitor) -> MonitoredStream<Memory, Untapped> {
    closes.wrap(stream(Memory::finite([])).await)
}

fn each(connection: impl Fn() + 'static) -> Box<dyn FnMut(u32)> {
    Box::new(move |count| (0..count).for_each(|_| connection()))
}

fn each_in_runtime(connection: impl AsyncFn() + 'static) -> Box<dyn FnMut(u32)> {
    let runtime = runtime();
    Box::new(move |count| {
        runtime.block_on(async {
            for _ in 0..count {
                connection().await;
            }
        });
    })
}

fn close_with(code: u16) -> Arc<[u8]> {
    const CLOSE: u8 = 0x8;
    let payload = [&code.to_be_bytes()[..], b"that is all"].concat();
    client_frame(CLOSE, &payload).into()
}

/// With tungstenite's 128 KiB, clearing the read buffer would be most of the cost.
fn config() -> WebSocketConfig {
    WebSocketConfig::default().read_buffer_size(1024)
}

fn blocking<S: Read + Write>(io: S) -> WebSocket<S> {
    WebSocket::from_raw_socket(io, ROLE, Some(config()))
}

async fn stream<S: AsyncRead + AsyncWrite + Unpin>(io: S) -> WebSocketStream<S> {
    WebSocketStream::from_raw_socket(io, ROLE, Some(config())).await
}

async fn read_out(
    ws: &mut (impl Stream<Item = Result<Message, Error>> + Unpin),
    look: impl Fn(&Message),
) {
    while let Some(Ok(message)) = ws.next().await {
        look(&message);
        black_box(message);
    }
}
