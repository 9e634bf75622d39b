//! Catalogs in TOML: an application's close codes, and an operator's notes on codes that are
//! defined already. `examples/catalog.toml` shows all that can be said.

mod choice;
mod fact_names;
mod shape;

use std::{
    collections::HashSet,
    error::Error,
    fmt, fs,
    ops::Range,
    path::{Path, PathBuf},
};

use closeframe::catalog::{Annotation, Catalog, Entry, Severity};
use toml::Spanned;

pub(crate) use self::choice::Choice;
use self::shape::{Address, Code, File, Language, Note, Number, Text, Translation};

/// Adds to a catalog what a file says.
///
/// # Errors
///
/// Names the file, the line and the rule that it breaks, and leaves it at the first.
pub(crate) fn load(file: &Path, catalog: Catalog) -> Result<Catalog, CatalogFileError> {
    let broken = |line, rule| CatalogFileError { file: file.to_owned(), line, rule };
    let bytes = fs::read(file).map_err(|error| broken(None, format!("cannot be read: {error}")))?;
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let line = line_at(&bytes, error.valid_up_to());
        broken(Some(line), "a catalog is UTF-8, which this line is not".to_owned())
    })?;
    extend(text, catalog)
        .map_err(|Broken { rule, at }| broken(at.map(|span| line_at(&bytes, span.start)), rule))
}

/// The line in which a byte stands, counted from 1.
fn line_at(bytes: &[u8], place: usize) -> usize {
    1 + bytes[..place].iter().filter(|byte| **byte == b'\n').count()
}

/// A file that is no catalog.
#[derive(Debug)]
pub(crate) struct CatalogFileError {
    file: PathBuf,
    line: Option<usize>,
    rule: String,
}

impl fmt::Display for CatalogFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, "{line}:")?;
        }
        write!(f, " {}", self.rule)
    }
}

impl Error for CatalogFileError {}

/// The rule that was broken, and where.
struct Broken {
    rule: String,
    at: Option<Range<usize>>,
}

impl Broken {
    fn at(code: &Spanned<Number>, rule: impl fmt::Display) -> Self {
        Self { rule: rule.to_string(), at: Some(code.span()) }
    }
}

impl From<toml::de::Error> for Broken {
    fn from(error: toml::de::Error) -> Self {
        Self { rule: error.message().trim().replace('\n', ", "), at: error.span() }
    }
}

fn extend(text: &str, mut catalog: Catalog) -> Result<Catalog, Broken> {
    let File { code: codes, annotation: annotations } = toml::from_str(text)?;
    let mut annotated = HashSet::new();
    for code in codes {
        let place = code.code.clone();
        let row = row(code);
        if *row.annotation() != Annotation::new() {
            annotated.insert(place.get_ref().0);
        }
        catalog.register(row).map_err(|refused| Broken::at(&place, refused))?;
    }
    for Note { code: place, severity, runbook, owner } in annotations {
        let code = place.get_ref().0;
        let note = note(severity, runbook, owner);
        if note == Annotation::new() {
            let rule = "an annotation has at least one of severity, runbook, owner";
            return Err(Broken::at(&place, rule));
        }
        if !annotated.insert(code) {
            let rule = format!("close code {} is annotated already", code.as_u16());
            return Err(Broken::at(&place, rule));
        }
        catalog.annotate(code, note).map_err(|refused| Broken::at(&place, refused))?;
    }
    Ok(catalog)
}

fn row(code: Code) -> Entry {
    let Code { code: number, name, meaning, when_seen, how_to_fix, .. } = code;
    let mut row = Entry::application(number.into_inner().0, name.0).with_meaning(meaning.0);
    if let Some(text) = when_seen {
        row = row.with_when_seen(text.0);
    }
    if let Some(text) = how_to_fix {
        row = row.with_how_to_fix(text.0);
    }
    if let Some(sender) = code.sender {
        row = row.with_sender(sender);
    }
    if let Some(retry) = code.retry {
        row = row.with_retry(retry);
    }
    if let Some(category) = code.category {
        row = row.with_category(category);
    }
    if let Some(reference) = code.reference {
        row = row.with_reference(reference.0);
    }
    let statuses: Vec<_> = code.http.into_iter().map(|status| status.0).collect();
    row = row.with_http_relatives(statuses);
    for (Language(locale), texts) in code.translation {
        let Translation { meaning, when_seen, how_to_fix } = texts;
        row = row.with_translation(locale, meaning.0, when_seen.0, how_to_fix.0);
    }
    row.with_annotation(note(code.severity, code.runbook, code.owner))
}

fn note(severity: Option<Severity>, runbook: Option<Address>, owner: Option<Text>) -> Annotation {
    let mut note = Annotation::new();
    if let Some(severity) = severity {
        note = note.with_severity(severity);
    }
    if let Some(address) = runbook {
        note = note.with_runbook(address.0);
    }
    if let Some(owner) = owner {
        note = note.with_owner(owner.0);
    }
    note
}
