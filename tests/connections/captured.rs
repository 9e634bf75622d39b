//! A log that is kept.

use std::{
    io::{self, Write},
    sync::{Arc, LazyLock, Mutex},
};

use serde_json::Value;
use tracing::{
    Dispatch, Level, Subscriber,
    subscriber::{DefaultGuard, NoSubscriber},
};
use tracing_subscriber::{fmt::MakeWriter, registry::LookupSpan};

/// What a subscriber wrote.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// Keeps what this thread logs, as flattened JSON, until the guard is dropped.
    pub(crate) fn capture() -> (Self, DefaultGuard) {
        let log = Self::default();
        let guard = tracing::subscriber::set_default(to_json(&log));
        (log, guard)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// The events, where it is JSON.
    pub(crate) fn events(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn named(&self, name: &str) -> Vec<Value> {
        self.events().into_iter().filter(|event| event["event.name"] == name).collect()
    }

    /// How many closes were logged.
    pub(crate) fn closes(&self) -> u64 {
        self.named("websocket.close").len() as u64
    }

    pub(crate) fn summaries(&self) -> Vec<Value> {
        self.named("websocket.close.suppressed")
    }

    /// How many closes the summaries tell of.
    pub(crate) fn summed_up(&self) -> u64 {
        let counts = self.summaries().into_iter();
        counts.map(|event| event["websocket.close.suppressed.count"].as_u64().unwrap()).sum()
    }
}

/// Has `tracing` ask every subscriber whether it wants an event, as `closeframe::testing` does: with only one
/// in the process it asks that of the thread which comes by first, and tests have threads of their own.
pub(crate) fn have_all_subscribers_asked() {
    static ANOTHER: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(NoSubscriber::default()));
    LazyLock::force(&ANOTHER);
}

/// Has the events kept as flattened JSON.
pub(crate) fn to_json(log: &Log) -> impl Subscriber + for<'a> LookupSpan<'a> + Send + Sync + use<> {
    have_all_subscribers_asked();
    let json = tracing_subscriber::fmt().json().flatten_event(true);
    json.with_max_level(Level::TRACE).with_writer(log.clone()).finish()
}

impl Write for Log {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(buf)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}
