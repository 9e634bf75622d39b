//! The catalog as JSON, the same at the terminal and over HTTP.
//!
//! The structs are the documentation of the shape. Every key is always there; what a row does not
//! have is `null`, or an empty list. Keys are added, not renamed. `sender`, `category`, `kind` and
//! `severity` are fixed words for programs, all other texts are for people.

use closeframe::{
    CloseCode, CodeRange,
    catalog::{
        Entry, Locale, Retry, Subprotocol,
        pages::{self, Comparison, Explanation, Layout},
    },
};
use serde::Serialize;

use super::catalog_file::fact_names;

/// A row of the catalog.
#[derive(Serialize)]
pub(crate) struct Row<'a> {
    /// The number; `null` for the row of a range.
    code: Option<u16>,
    first: u16,
    last: u16,
    name: &'a str,
    /// The language of the three texts: English where they don't exist in the one asked for.
    lang: &'static str,
    meaning: &'a str,
    when_seen: &'a str,
    how_to_fix: &'a str,
    category: Option<&'static str>,
    sender: Option<&'static str>,
    may_be_sent: bool,
    retry: Advice<'a>,
    /// HTTP statuses that are related, though not equal.
    http_relatives: Vec<Status>,
    reference: &'a str,
    reference_url: Option<&'a str>,
    subprotocol: Option<Protocol>,
    severity: Option<&'static str>,
    runbook: Option<&'a str>,
    owner: Option<&'a str>,
}

/// Whether to connect again after a code.
#[derive(Serialize)]
struct Advice<'a> {
    kind: Option<&'static str>,
    /// The advice in words, in the language asked for.
    advice: String,
    /// The bounds of the delay, where the advice gives any.
    min_s: Option<u16>,
    max_s: Option<u16>,
    source: &'a str,
    source_url: Option<&'a str>,
}

#[derive(Serialize)]
struct Status {
    status: u16,
    phrase: Option<&'static str>,
}

#[derive(Serialize)]
struct Protocol {
    id: &'static str,
    title: &'static str,
}

/// What is known about one number.
#[derive(Serialize)]
pub(crate) struct Explained<'a> {
    /// The number that was asked for, which the row may explain as one of a range.
    asked: u16,
    #[serde(flatten)]
    row: Row<'a>,
    /// What the number means to other protocols.
    elsewhere: Vec<Meaning<'a>>,
    /// Close codes that are related to the number, if it is an HTTP status.
    as_http_status: Vec<Meaning<'a>>,
}

#[derive(Serialize)]
struct Meaning<'a> {
    code: Option<u16>,
    name: &'a str,
    meaning: &'a str,
    subprotocol: Option<Protocol>,
}

/// Two codes side by side.
#[derive(Serialize)]
pub(crate) struct Compared<'a> {
    title: String,
    lang: &'static str,
    introduction: &'a str,
    /// The numbers asked for, and the row of each.
    codes: Vec<Side<'a>>,
    /// The table of the page, for people; the rows have the same for programs.
    facts: Vec<Fact>,
    differences: &'a [String],
    confusions: Vec<Confusion>,
    when_to_use: &'a [String],
    sources: Vec<Source<'a>>,
}

#[derive(Serialize)]
struct Side<'a> {
    asked: u16,
    #[serde(flatten)]
    row: Row<'a>,
}

#[derive(Serialize)]
struct Fact {
    label: String,
    /// One for each code, in the same order.
    values: Vec<String>,
}

#[derive(Serialize)]
struct Confusion {
    label: String,
    text: String,
}

#[derive(Serialize)]
struct Source<'a> {
    text: &'a str,
    url: Option<&'a str>,
}

pub(crate) fn row(entry: &Entry, locale: Locale) -> Row<'_> {
    let codes = entry.codes();
    let annotation = entry.annotation();
    Row {
        code: entry.code().map(CloseCode::as_u16),
        first: *codes.start(),
        last: *codes.end(),
        name: entry.name(),
        lang: entry.meaning(locale).locale().tag(),
        meaning: entry.meaning(locale).as_str(),
        when_seen: entry.when_seen(locale).as_str(),
        how_to_fix: entry.how_to_fix(locale).as_str(),
        category: word(fact_names::CATEGORIES, entry.category()),
        sender: word(fact_names::SENDERS, entry.sender()),
        may_be_sent: entry.may_be_sent(),
        retry: advice(entry, locale),
        http_relatives: entry.http_relatives().iter().copied().map(status).collect(),
        reference: entry.reference(),
        reference_url: entry.reference_url(),
        subprotocol: entry.subprotocol().map(protocol),
        severity: annotation.severity().and_then(|severity| word(fact_names::SEVERITIES, severity)),
        runbook: annotation.runbook(),
        owner: annotation.owner(),
    }
}

pub(crate) fn explanation<'a>(page: &Explanation<'a>) -> Explained<'a> {
    let (code, entry, locale) = (page.code(), page.entry(), page.locale());
    let others = pages::meanings(code).filter(|(of, _)| Some(*of) != entry.subprotocol());
    let relatives = (code.range() == CodeRange::Unused)
        .then(|| pages::relatives_of_http(code.as_u16()).map(|row| meaning(row, locale)));
    Explained {
        asked: code.as_u16(),
        row: row(entry, locale),
        elsewhere: others.map(|(_, row)| meaning(row, locale)).collect(),
        as_http_status: relatives.into_iter().flatten().collect(),
    }
}

pub(crate) fn comparison<'a>(page: &'a Comparison<'a>) -> Compared<'a> {
    let locale = page.locale();
    let sections = page.sections();
    let table = sections.iter().filter(|section| section.layout() == Layout::Table);
    let facts = table.flat_map(|section| section.items()).map(|item| Fact {
        label: item.label().unwrap_or_default().to_owned(),
        values: item.cells().iter().map(ToString::to_string).collect(),
    });
    // The other lists of labels and texts are headed by the codes whose texts they hold.
    let is_side = |heading: &str| page.codes().iter().any(|side| side.title() == heading);
    let confusions = sections
        .iter()
        .filter(|section| section.layout() == Layout::Labelled && !is_side(section.heading()))
        .flat_map(|section| section.items())
        .map(|item| Confusion {
            label: item.label().unwrap_or_default().to_owned(),
            text: item.text().as_str().to_owned(),
        });
    Compared {
        title: page.title(),
        lang: locale.tag(),
        introduction: page.introduction(),
        codes: page
            .codes()
            .iter()
            .map(|side| Side { asked: side.code().as_u16(), row: row(side.entry(), locale) })
            .collect(),
        facts: facts.collect(),
        differences: page.differences(),
        confusions: confusions.collect(),
        when_to_use: page.when_to_use(),
        sources: page
            .learn_more()
            .iter()
            .map(|source| Source { text: source.text(), url: source.url() })
            .collect(),
    }
}

/// Writes what the functions above return as one document.
pub(crate) fn document(value: &impl Serialize) -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

fn advice(entry: &Entry, locale: Locale) -> Advice<'_> {
    let (kind, min_s, max_s) = match entry.retry() {
        Retry::Jitter { min_s, max_s } => (Some("jitter"), Some(min_s), Some(max_s)),
        retry => (word(fact_names::RETRIES, retry), None, None),
    };
    Advice {
        kind,
        advice: entry.retry().phrase(locale).into_owned(),
        min_s,
        max_s,
        source: entry.retry_source(),
        source_url: entry.retry_source_url(),
    }
}

fn status(status: u16) -> Status {
    Status { status, phrase: pages::http_phrase(status) }
}

fn protocol(subprotocol: &'static Subprotocol) -> Protocol {
    Protocol { id: subprotocol.id(), title: subprotocol.title() }
}

fn meaning(row: &Entry, locale: Locale) -> Meaning<'_> {
    Meaning {
        code: row.code().map(CloseCode::as_u16),
        name: row.name(),
        meaning: row.meaning(locale).as_str(),
        subprotocol: row.subprotocol().map(protocol),
    }
}

fn word<T: Copy + PartialEq>(words: &[(&'static str, T)], fact: T) -> Option<&'static str> {
    words.iter().find(|(_, it)| *it == fact).map(|(word, _)| *word)
}
