//! Connections that do nothing but close: the peer's close comes in, is answered and reported.

use std::{
    fmt,
    hint::black_box,
    io::{self, Read, Write},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, Waker},
};

use closeframe::{CloseLayer, CountCloses, LogCloses, LogRate, MonitoredStream};
use futures_util::{FutureExt, Stream};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusRecorder};
use tokio_tungstenite::WebSocketStream;
use tracing::Level;
use tracing_subscriber::fmt::MakeWriter;
use tungstenite::{Error, Message, WebSocket, protocol::WebSocketConfig};

use super::{
    Api, ROLE,
    by_hand::ByHand,
    io::{Memory, client_frame},
};

/// Who looks at the close. All but `Bare` are wrapped, over the tap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Watched {
    /// By nobody: the socket is not wrapped.
    Bare,
    /// By hand-written code over the bare socket, with the Prometheus recorder and the JSON log of
    /// `PrometheusAndJson`: the same event, the same metrics.
    ByHand,
    /// By a layer without observers.
    Silent,
    /// By the default layer, which counts and logs, in a program that has installed neither a
    /// recorder nor a subscriber.
    NothingInstalled,
    /// By the default layer and a JSON log at INFO. The close is a routine one, which is logged at
    /// DEBUG.
    LogLevelOff,
    /// The same with a Prometheus recorder.
    PrometheusLogLevelOff,
    /// By the default layer and a Prometheus recorder.
    Prometheus,
    /// By the default layer and a JSON log at DEBUG, written to nowhere; its rate is never exceeded.
    Json,
    /// The same with a log that has no rate.
    JsonUnlimited,
    /// The same with a log whose rate is exceeded by every close.
    JsonFlooded,
    /// By the default layer, Prometheus recorder and JSON log.
    PrometheusAndJson,
    /// The same with a log whose rate is exceeded by every close.
    PrometheusAndJsonFlooded,
}

impl Watched {
    pub(crate) const ALL: [Self; 12] = [
        Self::Bare,
        Self::ByHand,
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
            Self::ByHand
                | Self::Prometheus
                | Self::PrometheusLogLevelOff
                | Self::PrometheusAndJson
                | Self::PrometheusAndJsonFlooded
        )
    }

    /// Calls `measure` with a function that opens and closes one connection, while what the
    /// variant says is installed for this thread.
    pub(crate) fn run(self, api: Api, measure: impl FnOnce(&mut dyn FnMut())) {
        let log = match self {
            Self::LogLevelOff | Self::PrometheusLogLevelOff => Some(Level::INFO),
            Self::ByHand
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
        measure(&mut self.connection(api));
    }

    fn log_rate(self) -> LogRate {
        match self {
            Self::JsonUnlimited => LogRate::UNLIMITED,
            Self::JsonFlooded | Self::PrometheusAndJsonFlooded => LogRate::new(1, 0.0),
            _ => LogRate::new(u32::MAX, 1e9),
        }
    }

    pub(super) fn connection(self, api: Api) -> Box<dyn FnMut()> {
        let closes = match self {
            Self::Bare | Self::ByHand | Self::Silent => CloseLayer::silent(),
            _ => CloseLayer::silent()
                .observe(CountCloses::new())
                .observe(LogCloses::new().rate(self.log_rate())),
        };
        let io = Memory::finite(close_with(1000));
        match (api, self) {
            (Api::Blocking, Self::Bare) => Box::new(move || {
                let mut ws = blocking(io.clone());
                while let Ok(message) = ws.read() {
                    black_box(message);
                }
            }),
            (Api::Blocking, Self::ByHand) => Box::new(move || {
                let by_hand = ByHand::open();
                let mut ws = blocking(io.clone());
                while let Ok(message) = ws.read() {
                    by_hand.look(&message);
                    black_box(message);
                }
            }),
            (Api::Blocking, _) => Box::new(move || {
                let mut ws = closes.wrap_tapped(blocking(closes.tap_upgraded(io.clone())));
                while let Ok(message) = ws.read() {
                    black_box(message);
                }
                assert!(ws.close_report().is_some_and(|report| report.is_clean()));
            }),
            (Api::Async, Self::Bare) => Box::new(move || read_out(stream(io.clone()), |_| ())),
            (Api::Async, Self::ByHand) => Box::new(move || {
                let by_hand = ByHand::open();
                read_out(stream(io.clone()), |message| by_hand.look(message));
            }),
            (Api::Async, _) => Box::new(move || {
                let mut ws = closes.wrap_tapped(stream(closes.tap_upgraded(io.clone())));
                read_out(&mut ws, |_| ());
                assert!(ws.close_report().is_some_and(|report| report.is_clean()));
            }),
        }
    }
}

impl fmt::Display for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Bare => "bare",
            Self::Silent => "silent layer",
            Self::NothingInstalled => "nothing installed",
            Self::ByHand => "by hand, Prometheus and JSON log",
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
pub(super) fn connect(closes: &CloseLayer, code: u16) {
    let io = Memory::finite(close_with(code));
    let mut ws = closes.wrap_tapped(stream(closes.tap_upgraded(io)));
    read_out(&mut ws, |_| ());
    assert!(ws.close_report().is_some());
}

/// Opens a connection on which nothing comes.
pub(super) fn idle(closes: &CloseLayer) -> MonitoredStream<Memory> {
    closes.wrap(stream(Memory::finite([])))
}

fn close_with(code: u16) -> Arc<[u8]> {
    const CLOSE: u8 = 0x8;
    let payload = [&code.to_be_bytes()[..], b"that is all"].concat();
    client_frame(CLOSE, &payload).into()
}

/// With buckets, as a program that serves `/metrics` has it.
pub(super) fn prometheus() -> PrometheusRecorder {
    let buckets = closeframe::CONNECTION_DURATION_BUCKETS;
    PrometheusBuilder::new().set_buckets(buckets).expect("there are buckets").build_recorder()
}

pub(super) fn json<W>(level: Level, writer: W) -> impl tracing::Subscriber + Send + Sync
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_max_level(level)
        .with_writer(writer)
        .finish()
}

/// With tungstenite's 128 KiB, clearing the read buffer would be most of the cost.
fn config() -> WebSocketConfig {
    WebSocketConfig::default().read_buffer_size(1024)
}

fn blocking<S: Read + Write>(io: S) -> WebSocket<S> {
    WebSocket::from_raw_socket(io, ROLE, Some(config()))
}

fn stream<S>(io: S) -> WebSocketStream<S>
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    let opened = WebSocketStream::from_raw_socket(io, ROLE, Some(config())).now_or_never();
    opened.expect("there is no handshake to wait for")
}

fn read_out(
    mut stream: impl Stream<Item = Result<Message, Error>> + Unpin,
    look: impl Fn(&Message),
) {
    let cx = &mut Context::from_waker(Waker::noop());
    while let Poll::Ready(Some(item)) = Pin::new(&mut stream).poll_next(cx) {
        if let Ok(message) = black_box(item) {
            look(&message);
        }
    }
}
