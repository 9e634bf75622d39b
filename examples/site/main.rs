//! Writes the catalog's pages as files, so that a team hosts its own, and its alerts link there.
//!
//! ```text
//! cargo run --release -p closeframe-site -- OUT
//! cargo run --release -p closeframe-site -- OUT --catalog codes.toml --base https://codes.example.org
//! ```
//!
//! OUT is a new or empty folder. There will be, in each language:
//!
//! ```text
//! OUT/index.html                    all pages, for the search of the browser
//! OUT/en/codes.html                 the codes, those of services and of --catalog among them
//! OUT/en/codes/1006.html            each code, and what stands for its range or is an HTTP status
//! OUT/en/endings/dropped.html       each word for how a connection ended
//! OUT/en/compare/1000/1010.html     each two codes of the standard, the smaller first
//! OUT/en/alerts/WebSocketJobGone.html  what each alert of the kit means and what to do, in English alone
//! OUT/en/services/pusher.html       the codes of a service
//! OUT/en/services/pusher/4003.html  each of them
//! ```
//!
//! Beside each page lies the same as JSON. The pages are those of the example server, at the same addresses but for
//! `/en` and `.html`; they load one style sheet and no script, and link to each other by relative addresses, so that
//! they work from `file://`, in any folder. Only with `--base` does a page say at which address it is to be known.
//! The same catalog makes the same bytes.
//!
//! What a folder has already is not overwritten: pages of codes that are no longer there would stay among the new.

#[path = "../catalog_file/mod.rs"]
mod catalog_file;
mod folder;
#[path = "../server/meanings.rs"]
mod meanings;
mod pages;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, path::PathBuf, process::ExitCode};

use clap::Parser;

use self::catalog_file::Choice;

/// Writes the catalog's pages as files: codes, endings, comparisons and services, as HTML and JSON.
#[derive(Parser)]
#[command(name = "site")]
pub(crate) struct Arguments {
    /// The folder to write to, which is new or empty.
    out: PathBuf,

    #[command(flatten)]
    choice: Choice,

    /// Where the folder will be on the web, for the pages' canonical links.
    #[arg(long, value_name = "URL", value_parser = base)]
    base: Option<String>,
}

fn main() -> ExitCode {
    match write(&Arguments::parse()) {
        Ok(told) => {
            println!("{told}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Writes all files, and says how many pages that are.
pub(crate) fn write(arguments: &Arguments) -> anyhow::Result<String> {
    let (out, files) = (&arguments.out, made(arguments)?);
    folder::write(out, &files)?;
    let pages = files.keys().filter(|path| path.ends_with(".html")).count();
    Ok(format!("wrote {pages} pages; begin at {}", out.join("index.html").display()))
}

/// Makes the text of each file, by its path in the folder.
pub(crate) fn made(arguments: &Arguments) -> anyhow::Result<BTreeMap<String, String>> {
    let (catalog, _) = meanings::catalog(&arguments.choice)?;
    pages::files(&catalog, arguments.base.as_deref())
}

/// Reads an address to which `/en/codes.html` can be added.
fn base(text: &str) -> Result<String, String> {
    let of_web = ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme));
    let is_plain = |it: &str| !it.contains(|c: char| c.is_whitespace() || "?#\"<>".contains(c));
    match of_web {
        Some(rest) if !rest.trim_matches('/').is_empty() && is_plain(rest) => {
            Ok(text.trim_end_matches('/').to_owned())
        }
        _ => Err("an address such as https://codes.example.org is needed".to_owned()),
    }
}
