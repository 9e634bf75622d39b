//! What the environment says about the reader: the language, and how wide the terminal is.

use std::env;

use closeframe::catalog::Locale;

/// Beyond this, lines of prose are hard to follow.
const WIDEST: usize = 100;
/// Of a pipe or a file.
const UNKNOWN_WIDTH: usize = 80;
const NARROWEST: usize = 20;

#[derive(Clone, Copy)]
pub(crate) struct Surroundings {
    pub(crate) locale: Locale,
    pub(crate) width: usize,
}

impl Surroundings {
    pub(crate) fn of_process() -> Self {
        let terminal = terminal_width();
        Self::from(|name| env::var(name).ok(), terminal)
    }

    /// Reads environment variables: the first of those for the language that is set decides, as
    /// POSIX has it; a language that the catalog doesn't speak means English.
    pub(crate) fn from(
        variable: impl Fn(&str) -> Option<String>,
        terminal_width: Option<usize>,
    ) -> Self {
        let set = |name: &&str| variable(name).filter(|value| !value.is_empty());
        let language = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
        let tag = language.as_deref().and_then(|value| value.split('@').next());
        let locale = tag.and_then(|tag| tag.parse().ok()).unwrap_or_default();
        let columns = variable("COLUMNS").and_then(|columns| columns.parse().ok());
        let width = columns
            .filter(|columns| *columns > 0)
            .unwrap_or_else(|| terminal_width.map_or(UNKNOWN_WIDTH, |width| width.min(WIDEST)));
        Self { locale, width: width.max(NARROWEST) }
    }
}

/// The width of the terminal that standard output is, if it is one.
fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| width.0.into())
}
