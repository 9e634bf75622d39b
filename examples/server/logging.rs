//! The log: close events on standard output, and what else there is to say on standard error.
//!
//! Neither is written by who has something to say: a pipe that nobody reads would stop the connections, the
//! metrics and the end of the process. See [`lines`](crate::lines) for what becomes of the lines then.

use std::{
    backtrace::{Backtrace, BacktraceStatus},
    env,
    fmt::Display,
    io::{self, IsTerminal},
    panic::{self, PanicHookInfo},
    thread,
};

use anyhow::Context;
use clap::ValueEnum;
use tracing::warn;
use tracing_subscriber::{
    filter::{LevelFilter, Targets},
    fmt,
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

use crate::lines::Lines;

/// What a line of the log looks like.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For machines: one JSON object per line, all fields of an event at its top level.
    Json,
    /// JSON as `tracing_subscriber::fmt().json()` writes it unless told otherwise: the fields of an
    /// event in an object `fields` of their own.
    NestedJson,
}

/// Clean closes are DEBUG events; the default shows them.
const DEFAULT_FILTER: &str = "info,closeframe=debug";

/// Both outputs of the process. What waits for them is written when this is dropped, if they take it in time.
pub(crate) struct Outputs {
    log: Lines,
    said: Lines,
}

impl Outputs {
    /// Installs the subscriber, and has panics told like the rest. The lines that are lost are counted by the
    /// recorder, which is to be there before.
    pub(crate) fn install(format: LogFormat) -> anyhow::Result<Self> {
        let chosen = env::var("RUST_LOG").unwrap_or_default();
        let filter = if chosen.is_empty() { DEFAULT_FILTER } else { &chosen };
        // Not `EnvFilter`, which would build regular expressions for spans and fields that nobody asks of
        // this server.
        let mut filter: Targets = filter.parse().context("RUST_LOG is no filter")?;
        if !chosen.contains("tungstenite") {
            // Clients' messages as they came, at TRACE: for who asks for that by name.
            let silent = ["tungstenite", "tokio_tungstenite"].map(|it| (it, LevelFilter::OFF));
            filter = filter.with_targets(silent);
        }

        let (log, said) = (Lines::to(io::stdout(), tell)?, Lines::to(io::stderr(), tell)?);
        let registry = tracing_subscriber::registry().with(filter);
        // Those errors would be written to standard error, and waited for.
        let events = fmt::layer().with_writer(log.clone()).log_internal_errors(false);
        match format {
            LogFormat::Text => registry.with(events.with_ansi(io::stdout().is_terminal())).init(),
            LogFormat::Json => {
                registry.with(events.json().flatten_event(true).with_span_list(false)).init();
            }
            LogFormat::NestedJson => registry.with(events.json()).init(),
        }
        let panics = said.clone();
        panic::set_hook(Box::new(move |panic| panics.say(told(panic))));
        Ok(Self { log, said })
    }

    /// Has a line written to standard error.
    pub(crate) fn say(&self, line: impl Display) {
        self.said.say(line);
    }
}

impl Drop for Outputs {
    fn drop(&mut self) {
        let lost = self.log.finish();
        if lost > 0 {
            self.say(format_args!(
                "{lost} lines of the log were lost: standard output did not take them"
            ));
        }
        self.said.finish();
    }
}

fn tell(_: &Lines, lost: u64) {
    warn!(lines = lost, "lines of the log were lost");
}

/// What the standard library would write, and wait for.
fn told(panic: &PanicHookInfo<'_>) -> String {
    let backtrace = Backtrace::capture();
    let thread = thread::current();
    let name = thread.name().unwrap_or("<unnamed>");
    match backtrace.status() {
        BacktraceStatus::Captured => format!("thread '{name}' {panic}\n{backtrace}"),
        _ => format!("thread '{name}' {panic}"),
    }
}
