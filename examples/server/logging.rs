//! The log: close events, and what else the server has to say, on standard output.

use std::{
    env,
    io::{self, IsTerminal},
};

use anyhow::Context;
use clap::ValueEnum;
use tracing_subscriber::{filter::Targets, fmt, layer::SubscriberExt, util::SubscriberInitExt};

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

/// Installs the subscriber.
pub(crate) fn to_stdout(format: LogFormat) -> anyhow::Result<()> {
    let chosen = env::var("RUST_LOG").unwrap_or_default();
    let filter = if chosen.is_empty() { DEFAULT_FILTER } else { &chosen };
    // Not `EnvFilter`, which would build regular expressions for spans and fields that nobody asks of
    // this server.
    let filter: Targets = filter.parse().context("RUST_LOG is no filter")?;

    let log = tracing_subscriber::registry().with(filter);
    let lines = fmt::layer().with_writer(io::stdout);
    match format {
        LogFormat::Text => log.with(lines.with_ansi(io::stdout().is_terminal())).init(),
        LogFormat::Json => log.with(lines.json().flatten_event(true).with_span_list(false)).init(),
        LogFormat::NestedJson => log.with(lines.json()).init(),
    }
    Ok(())
}
