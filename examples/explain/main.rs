//! Explains WebSocket close codes, and the words for how connections end, at the terminal.
//!
//! Installed with `cargo install --path examples/explain`, it answers:
//!
//! ```text
//! explain 1006                                     one code
//! explain 1001 1012                                two codes, compared
//! explain dropped                                  a word for how a connection ended
//! explain unanswered 1001                          the same, and the code it ended with
//! explain 403                                      an HTTP status: which codes are related to it
//! explain 4403 --subprotocol graphql-transport-ws  what a subprotocol means by a number
//! explain 4101 --catalog examples/catalog.toml     what an application means by it
//! explain list                                     all standard codes, and the subprotocols
//! explain list --subprotocol pusher                the codes of a subprotocol
//! explain search too big                           the codes whose texts have these words
//! explain search zertifikat --lang de --json
//! ```
//!
//! A page begins so:
//!
//! ```text
//! 1014 Bad Gateway
//!
//! At a glance
//!   Stands for                   a fault behind a gateway
//!   Who has to act               whoever runs the service behind the gateway
//!   Reconnect                    yes, with backoff
//!   In a close frame             allowed
//!   Sent by                      the server
//! ```
//!
//! Without `--lang`, the language is that of `LC_ALL`, `LC_MESSAGES` or `LANG`, else English. Texts
//! that don't exist in it are in English and marked `[en]`. What `--json` prints is told in
//! [`json`]. The exit status is 1 where a search finds nothing, and 2 after an error.

mod arguments;
#[path = "../catalog_file/mod.rs"]
mod catalog_file;
mod json;
mod search;
mod surroundings;
mod terminal;

use std::io::{self, Write};
use std::process::ExitCode;

use anstream::{
    AutoStream,
    stream::{AsLockedWrite, RawStream},
};
use anyhow::Context;
use clap::{ColorChoice, Parser};
use closeframe::{
    CloseCode,
    catalog::{Annotation, Catalog, Entry, Locale, Subprotocol},
};

pub(crate) use self::arguments::Arguments;
use self::arguments::{Query, Subject};
use self::catalog_file::Choice;
use self::search::numbers;
pub(crate) use self::surroundings::Surroundings;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let answered = answer(&arguments, Surroundings::of_process()).and_then(|answer| {
        print(&answer.text, arguments.options.color, io::stdout().lock())?;
        Ok(answer.found)
    });
    match answered {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Prints a text, with its colours where they are seen.
pub(crate) fn print<W: RawStream + AsLockedWrite>(
    text: &str,
    color: ColorChoice,
    out: W,
) -> io::Result<()> {
    let color = match color {
        ColorChoice::Auto => AutoStream::choice(&out),
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    };
    let mut out = AutoStream::new(out, color);
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Whoever pipes the page into `head` has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// What to print, and whether there was anything to find.
pub(crate) struct Answer {
    pub(crate) text: String,
    pub(crate) found: bool,
}

pub(crate) fn answer(arguments: &Arguments, surroundings: Surroundings) -> anyhow::Result<Answer> {
    let Arguments { subjects, query, options } = arguments;
    let Surroundings { locale, width } = surroundings;
    let locale = options.lang.unwrap_or(locale);
    let catalog = options.choice.added_to(Catalog::standard())?;
    let Choice { subprotocols, files } = &options.choice;
    let chosen = !(subprotocols.is_empty() && files.is_empty());
    let mut found = true;
    let text = match (query, subjects.as_slice()) {
        (Some(Query::List), []) => {
            let rows = catalog.iter().chain(catalog.reasons());
            let rows: Vec<_> = rows.filter(|row| !chosen || is_chosen(row)).collect();
            if options.json {
                of_rows(rows, locale)?
            } else {
                list(&rows, chosen.then(|| title(&options.choice)), locale, width)
            }
        }
        (Some(Query::Search { words }), []) => {
            let hits = search::search(&catalog, !chosen, words, locale);
            found = !hits.is_empty();
            if options.json {
                of_rows(hits.iter().map(|hit| hit.row), locale)?
            } else if found {
                let rows: Vec<_> =
                    hits.iter().map(|hit| vec![numbers(hit.row), shown(hit)]).collect();
                terminal::list(&words.join(" "), &rows, width)
            } else {
                locale.captions().no_match.to_owned() + "\n"
            }
        }
        (None, [Subject::Code(code)]) => {
            let page = catalog.explain(*code, locale);
            if options.json {
                json::document(&json::explanation(&page))?
            } else {
                terminal::page(&page.title(), &page.sections(), width)
            }
        }
        (None, [Subject::Code(a), Subject::Code(b)]) => {
            let page = catalog.compare(*a, *b, locale);
            if options.json {
                json::document(&json::comparison(&page))?
            } else {
                terminal::page(&page.title(), &page.sections(), width)
            }
        }
        (None, [Subject::Word(word)]) => ending(&catalog, word, None, arguments, locale, width)?,
        (None, [Subject::Word(word), Subject::Code(code)]) => {
            ending(&catalog, word, Some(*code), arguments, locale, width)?
        }
        _ => anyhow::bail!(
            "name one or two codes, or a word for an ending and its code, or list, or search; see --help"
        ),
    };
    Ok(Answer { text, found })
}

fn ending(
    catalog: &Catalog,
    word: &str,
    code: Option<CloseCode>,
    arguments: &Arguments,
    locale: Locale,
    width: usize,
) -> anyhow::Result<String> {
    let page = catalog.explain_word(word, code, locale);
    let page = page.context("no connection ends so with that code")?;
    Ok(if arguments.options.json {
        json::document(&json::ending(&page))?
    } else {
        terminal::page(&page.title(), &page.sections(), width)
    })
}

/// Whether a row is there because a subprotocol or a file was chosen.
fn is_chosen(row: &Entry) -> bool {
    let is_annotated = *row.annotation() != Annotation::new();
    row.is_application() || row.subprotocol().is_some() || is_annotated
}

fn of_rows<'a>(
    rows: impl IntoIterator<Item = &'a Entry>,
    locale: Locale,
) -> serde_json::Result<String> {
    let rows: Vec<_> = rows.into_iter().map(|row| row.localized(locale)).collect();
    json::document(&rows)
}

/// Names what was chosen.
fn title(choice: &Choice) -> String {
    let subprotocols = choice.subprotocols.iter().map(|it| it.title().to_owned());
    let files = choice.files.iter().map(|file| file.display().to_string());
    subprotocols.chain(files).collect::<Vec<_>>().join(", ")
}

/// Lists rows under the title of what was chosen, or else those of the standard, and names what can
/// be chosen.
fn list(rows: &[&Entry], chosen: Option<String>, locale: Locale, width: usize) -> String {
    let captions = locale.captions();
    let codes: Vec<_> = rows
        .iter()
        .map(|row| {
            let reason = row.reason().map(|reason| format!(" ({reason})")).unwrap_or_default();
            let name = format!("{}{reason}", row.name());
            vec![numbers(row), name, row.retry().phrase(locale).into()]
        })
        .collect();
    let title = chosen.as_deref().unwrap_or(captions.catalog);
    let mut text = terminal::list(title, &codes, width);
    if chosen.is_none() {
        let ids: Vec<_> = Subprotocol::ALL
            .iter()
            .map(|it| vec![it.id().to_owned(), it.title().to_owned()])
            .collect();
        let heading = format!("{} (--subprotocol)", captions.subprotocols);
        text = text + "\n" + &terminal::list(&heading, &ids, width);
    }
    text
}

/// The name of a row that was found, whose it is, and why.
fn shown(hit: &search::Hit<'_>) -> String {
    let whose = hit.row.subprotocol().map(|of| format!(" [{}]", of.id())).unwrap_or_default();
    format!("{}{whose}: {}", hit.row.name(), hit.excerpt)
}
