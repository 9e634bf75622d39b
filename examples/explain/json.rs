//! The catalog as JSON, the same at the terminal and over HTTP.
//!
//! The structs are the documentation of the shape, and for a row `Entry::localized` is. Every key is always
//! there; what a row does not have is `null`, or an empty list. Keys are added, not renamed. `sender`,
//! `category`, `kind` and `severity` are fixed words for programs, all other texts are for people.

use closeframe::{
    CloseCode, CodeRange,
    catalog::{
        EndingEntry, EndingKind, Entry, Locale, LocalizedEntry, Subprotocol,
        pages::{self, Comparison, EndingPage, Explanation, Layout, Reference},
    },
};
use serde::Serialize;

/// What is known about one number.
#[derive(Serialize)]
pub(crate) struct Explained<'a> {
    /// The number that was asked for, which the row may explain as one of a range.
    asked: u16,
    #[serde(flatten)]
    row: LocalizedEntry<'a>,
    /// What the number means to other protocols.
    elsewhere: Vec<Meaning<'a>>,
    /// Close codes that are related to the number, if it is an HTTP status.
    as_http_status: Vec<Meaning<'a>>,
    sources: Vec<Source<'a>>,
}

#[derive(Serialize)]
struct Meaning<'a> {
    code: Option<u16>,
    name: &'a str,
    meaning: &'a str,
    subprotocol: Option<&'static Subprotocol>,
}

/// What is known about one word for an ending.
#[derive(Serialize)]
pub(crate) struct ExplainedEnding<'a> {
    title: String,
    lang: &'static str,
    word: &'static str,
    /// One for each side that can close first, or each way that a frame can go.
    rows: Vec<EndingRow>,
    /// The code that was asked for besides.
    code: Option<LocalizedEntry<'a>>,
}

/// Of `outcome`, `violation` and `error_type`, one is there.
#[derive(Serialize)]
struct EndingRow {
    outcome: Option<&'static str>,
    initiator: Option<&'static str>,
    /// Whether it is about a splice.
    spliced: bool,
    violation: Option<&'static str>,
    direction: Option<&'static str>,
    error_type: Option<&'static str>,
    meaning: &'static str,
    when_seen: &'static str,
    how_to_fix: &'static str,
    /// Who has to act: `ours`, `peer`, `network` or `nobody`.
    acts: &'static str,
    /// For people; `null` where the code decides.
    retry: Option<String>,
    retry_source: Option<&'static str>,
    retry_source_url: Option<&'static str>,
    reference: &'static str,
    reference_url: Option<&'static str>,
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
    row: LocalizedEntry<'a>,
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

pub(crate) fn explanation<'a>(page: &'a Explanation<'a>) -> Explained<'a> {
    let (code, entry, locale) = (page.code(), page.entry(), page.locale());
    let others = pages::meanings(code).filter(|(of, _)| Some(*of) != entry.subprotocol());
    let relatives = (code.range() == CodeRange::Unused)
        .then(|| pages::relatives_of_http(code.as_u16()).map(|row| meaning(row, locale)));
    Explained {
        asked: code.as_u16(),
        row: entry.localized(locale),
        elsewhere: others.map(|(_, row)| meaning(row, locale)).collect(),
        as_http_status: relatives.into_iter().flatten().collect(),
        sources: sources(page.learn_more()),
    }
}

pub(crate) fn ending<'a>(page: &EndingPage<'a>) -> ExplainedEnding<'a> {
    let locale = page.locale();
    ExplainedEnding {
        title: page.title(),
        lang: locale.tag(),
        word: page.word(),
        rows: page.rows().iter().map(|row| ending_row(row, locale)).collect(),
        code: page.code().map(|(_, entry)| entry.localized(locale)),
    }
}

fn ending_row(row: &EndingEntry, locale: Locale) -> EndingRow {
    let (mut outcome, mut initiator) = (None, None);
    let (mut violation, mut direction, mut error_type) = (None, None, None);
    match row.kind() {
        EndingKind::Outcome(it, by) | EndingKind::Spliced(it, by) => {
            (outcome, initiator) = (Some(it.as_str()), Some(by.as_str()));
        }
        EndingKind::Violation(way, it) => {
            (violation, direction) = (Some(it.as_str()), Some(way.as_str()));
        }
        EndingKind::Error(it) => error_type = Some(it.as_str()),
    }
    EndingRow {
        outcome,
        initiator,
        spliced: matches!(row.kind(), EndingKind::Spliced(..)),
        violation,
        direction,
        error_type,
        meaning: row.meaning(locale).as_str(),
        when_seen: row.when_seen(locale).as_str(),
        how_to_fix: row.how_to_fix(locale).as_str(),
        acts: row.acts().as_str(),
        retry: row.retry().map(|retry| retry.phrase(locale).into_owned()),
        retry_source: row.retry_source(),
        retry_source_url: row.retry_source_url(),
        reference: row.reference(),
        reference_url: row.reference_url(),
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
            .map(|side| Side { asked: side.code().as_u16(), row: side.entry().localized(locale) })
            .collect(),
        facts: facts.collect(),
        differences: page.differences(),
        confusions: confusions.collect(),
        when_to_use: page.when_to_use(),
        sources: sources(page.learn_more()),
    }
}

fn sources<'a>(references: &'a [Reference<'a>]) -> Vec<Source<'a>> {
    references.iter().map(|it| Source { text: it.text(), url: it.url() }).collect()
}

/// Writes what the functions above return as one document.
pub(crate) fn document(value: &impl Serialize) -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

fn meaning(row: &Entry, locale: Locale) -> Meaning<'_> {
    Meaning {
        code: row.code().map(CloseCode::as_u16),
        name: row.name(),
        meaning: row.meaning(locale).as_str(),
        subprotocol: row.subprotocol(),
    }
}
