//! Explains a WebSocket close code, or compares two.
//!
//! ```text
//! cargo run --example explain -- 1006
//! cargo run --example explain -- 1000 1010
//! cargo run --example explain -- 1000 1010 --lang de
//! ```
//!
//! The first prints a page of this shape:
//!
//! ```text
//! 1006 Abnormal Closure
//!
//! At a glance
//!   Stands for: a connection that was lost
//!   Reconnect: yes, with backoff
//!   ...
//!
//! Meaning
//!   The connection ended without a close frame. ...
//!
//! When you see it
//!   ...
//!
//! How to fix it
//!   ...
//! ```
//!
//! Two codes print what they share, each code's texts, the differences between them, when to use
//! which, and where to read on. Texts that do not exist in the language asked for are in English
//! and marked `[en]`.

mod json;

use std::io::{self, Write};

use clap::Parser;
use closeframe::{CloseCode, Locale, catalog};

/// Explains a WebSocket close code, or compares two.
#[derive(Parser)]
#[command(name = "explain")]
struct Arguments {
    /// The code to explain, 0-65535.
    #[arg(allow_negative_numbers = true)]
    code: CloseCode,

    /// A second code to compare it with.
    #[arg(allow_negative_numbers = true)]
    other: Option<CloseCode>,

    /// The language of the page: en or de.
    #[arg(long, default_value_t)]
    lang: Locale,

    #[arg(long)]
    json: bool,
}

fn main() -> io::Result<()> {
    let Arguments { code, other, lang, json } = Arguments::parse();
    let page = match other {
        None if json => json::document(&json::explanation(&catalog::explain(code, lang)))?,
        Some(other) if json => {
            json::document(&json::comparison(&catalog::compare(code, other, lang)))?
        }
        None => catalog::explain(code, lang).to_string(),
        Some(other) => catalog::compare(code, other, lang).to_string(),
    };
    match io::stdout().write_all(page.as_bytes()) {
        // Whoever pipes the page into `head` has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}
