//! The log: close events on standard output, and what else there is to say on standard error.
//!
//! Neither is written by who has something to say: a pipe that nobody reads would stop the connections, the
//! metrics and the end of the process. See [`lines`] for what becomes of the lines then.

mod lines;

use std::{
    backtrace::{Backtrace, BacktraceStatus},
    env,
    io::{self, IsTerminal, Write},
    panic::{self, PanicHookInfo},
    thread,
    time::Duration,
};

use anyhow::Context;
use clap::ValueEnum;
use tracing_subscriber::{filter::Targets, fmt, layer::SubscriberExt, util::SubscriberInitExt};

use self::lines::Lines;

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

/// How long the end of the process waits for each output.
const FINISH_LIMIT: Duration = Duration::from_millis(200);

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
        let filter: Targets = filter.parse().context("RUST_LOG is no filter")?;

        let log = Lines::to("log", unbuffered(io::stdout())?)?;
        let said = Lines::to("stderr", unbuffered(io::stderr())?)?;
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
        panic::set_hook(Box::new(move |panic| panics.push(told(panic).into_bytes())));
        Ok(Self { log, said })
    }

    /// Has a line written to standard error.
    pub(crate) fn say(&self, line: &str) {
        self.said.push(format!("{line}\n").into_bytes());
    }
}

impl Drop for Outputs {
    fn drop(&mut self) {
        let lost = self.log.finish(FINISH_LIMIT);
        if lost > 0 {
            self.say(&format!(
                "{lost} lines of the log were lost: standard output did not take them"
            ));
        }
        self.said.finish(FINISH_LIMIT);
    }
}

/// What the standard library would write, and wait for.
fn told(panic: &PanicHookInfo<'_>) -> String {
    let backtrace = Backtrace::capture();
    let thread = thread::current();
    let name = thread.name().unwrap_or("<unnamed>");
    match backtrace.status() {
        BacktraceStatus::Captured => format!("thread '{name}' {panic}\n{backtrace}\n"),
        _ => format!("thread '{name}' {panic}\n"),
    }
}

/// Not through the buffer of `io::stdout()`: that keeps what could not be written, and tries again at exit.
#[cfg(unix)]
fn unbuffered(output: impl std::os::fd::AsFd) -> io::Result<impl Write> {
    Ok(std::fs::File::from(output.as_fd().try_clone_to_owned()?))
}

/// The console of Windows wants what the standard library makes of UTF-8.
#[cfg(not(unix))]
fn unbuffered(output: impl Write + Send + 'static) -> io::Result<impl Write> {
    Ok(output)
}
