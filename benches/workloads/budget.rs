//! How many instructions what is measured may cost: `benches/budget.toml`.

use std::{collections::BTreeMap, fmt, fs};

/// A number by the names of its section and its row.
#[derive(Debug)]
pub(crate) struct Budget(BTreeMap<(String, String), f64>);

/// A number that is too big.
#[derive(Debug)]
pub(crate) struct Excess {
    section: String,
    row: String,
    measured: f64,
    allowed: f64,
}

impl Budget {
    /// Reads sections of `"row" = number`, which is all of TOML that the file needs.
    ///
    /// # Panics
    ///
    /// If the file holds anything else.
    pub(crate) fn read() -> Self {
        let mut limits = BTreeMap::new();
        let mut section = String::new();
        // Not compiled in: a change of the budget is no change of what is measured.
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/budget.toml");
        let budget = fs::read_to_string(path).expect("the budget is where the bench is");
        for line in budget.lines() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = name.trim_matches('"').to_owned();
            } else if !line.is_empty() {
                let (row, limit) = line.split_once('=').expect("a row and its number");
                let row = row.trim().trim_matches('"').to_owned();
                let limit = limit.trim().replace('_', "").parse().expect("a number");
                limits.insert((section.clone(), row), limit);
            }
        }
        Self(limits)
    }

    pub(crate) fn sections(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(|(section, _)| &**section)
    }

    /// Whether a row has a limit in any section.
    pub(crate) fn has(&self, row: &str) -> bool {
        self.0.keys().any(|(_, it)| it == row)
    }

    /// Compares, if there is a limit.
    pub(crate) fn excess(&self, section: &str, row: &str, measured: f64) -> Option<Excess> {
        let (section, row) = (section.to_owned(), row.to_owned());
        let allowed = *self.0.get(&(section.clone(), row.clone()))?;
        (measured > allowed).then_some(Excess { section, row, measured, allowed })
    }
}

impl fmt::Display for Excess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { section, row, measured, allowed } = self;
        write!(f, "{row}, {section}: {measured:.3} is over the budget of {allowed}")
    }
}
