//! What a catalog has besides the standard rows, and which rows may stand beside each other.
//!
//! No code of a connection has two meanings, so whatever would give it a second one is refused here. How
//! many rows a catalog takes is counted by the catalog itself.

use super::annotation::Annotation;
use super::catalog::Catalog;
use super::entry::{Entry, Owner};
use super::register_error::RegisterError;
use super::standard;
use super::subprotocol::Subprotocol;
use crate::CloseCode;

/// What a catalog has besides the standard rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Additions {
    /// Rows of single codes, ascending; a standard one is here if it was annotated.
    pub(super) rows: Vec<Entry>,
    /// Rows of ranges that a subprotocol defines, ascending.
    pub(super) ranges: Vec<Entry>,
    /// Rows for a code and a reason that a subprotocol defines.
    pub(super) reasons: Vec<Entry>,
    /// What was said of codes that only negotiated subprotocols define.
    pub(super) annotations: Vec<(CloseCode, Annotation)>,
    /// Subprotocols that speak for the connections that negotiate them, each with the catalog that
    /// is in force then.
    pub(super) negotiable: Vec<(&'static Subprotocol, Catalog)>,
}

impl Additions {
    /// Takes all that a subprotocol defines.
    pub(super) fn take(&mut self, subprotocol: &'static Subprotocol) -> Result<(), RegisterError> {
        for row in subprotocol.codes() {
            self.insert(row.clone())?;
        }
        for row in subprotocol.ranges() {
            self.insert_range(row.clone())?;
        }
        for (code, annotation) in self.annotations.clone() {
            if let Ok(position) = self.position(code) {
                self.rows[position].annotation = annotation;
            }
        }
        for row in subprotocol.reasons() {
            self.insert_reason(row.clone())?;
        }
        Ok(())
    }

    /// Adds a row for a code and a reason. What an operator said of the code holds for it too.
    fn insert_reason(&mut self, mut row: Entry) -> Result<(), RegisterError> {
        let meets = |it: &&Entry| {
            let (a, b) = (it.reason, row.reason);
            it.first() == row.first() && (a.starts_with(b) || b.starts_with(a))
        };
        let mut others = self.reasons.iter().filter(|it| it.owner != row.owner);
        if let Some(holder) = others.find(meets) {
            return Err(collision(row.first(), holder, &row));
        }
        if let Ok(position) = self.position(row.first()) {
            row.annotation = self.rows[position].annotation.clone();
        }
        self.reasons.push(row);
        Ok(())
    }

    /// Adds the row of a single code. An annotation of a standard code gives way: it was for another
    /// meaning.
    pub(super) fn insert(&mut self, row: Entry) -> Result<(), RegisterError> {
        let code = row.first();
        let covers = |range: &&Entry| range.codes().contains(&code.as_u16());
        match self.ranges.iter().find(covers).filter(|range| range.owner != row.owner) {
            Some(range) if row.owner != Owner::Application => {
                return Err(collision(code, range, &row));
            }
            _ => {}
        }
        match self.position(code) {
            Err(position) => self.rows.insert(position, row),
            Ok(position) if self.rows[position].owner == Owner::Standard => {
                self.rows[position] = row;
            }
            Ok(position) => return Err(collision(code, &self.rows[position], &row)),
        }
        Ok(())
    }

    /// Adds the row of a range. Codes of an application's own may lie in it: Centrifuge, for one,
    /// gives applications the range of its own 4000-4999.
    fn insert_range(&mut self, row: Entry) -> Result<(), RegisterError> {
        let others = self.rows.iter().filter(|it| it.owner != Owner::Application);
        let others = others.chain(&self.ranges).filter(|it| it.owner != row.owner);
        for other in others.filter(|it| it.owner != Owner::Standard) {
            let code = other.first().max(row.first());
            if code <= other.last().min(row.last()) {
                return Err(collision(code, other, &row));
            }
        }
        let position = self.ranges.partition_point(|it| it.first() < row.first());
        self.ranges.insert(position, row);
        Ok(())
    }

    /// Finds the row of a code, or the place where it would have to be.
    pub(super) fn position(&self, code: CloseCode) -> Result<usize, usize> {
        self.rows.binary_search_by_key(&code, Entry::first)
    }
}

fn collision(code: CloseCode, holder: &Entry, claimant: &Entry) -> RegisterError {
    match (holder.owner, claimant.owner) {
        (Owner::Application, Owner::Application) => RegisterError::Duplicate { code },
        (holder, claimant) => {
            RegisterError::Collision { code, holder: holder.id(), claimant: claimant.id() }
        }
    }
}

/// Sorts rows and those of the standard ranges among them; of two for the same codes, these come last.
pub(super) fn in_order<'a>(rows: impl IntoIterator<Item = &'a Entry>) -> Vec<&'a Entry> {
    let mut sorted = Vec::new();
    rows.into_iter().for_each(|row| insert(row, &mut sorted));
    standard::RANGES.iter().for_each(|row| insert(row, &mut sorted));
    sorted
}

/// Most come in their order, and few do not: no more code than that is put into a program for it.
fn insert<'a>(row: &'a Entry, sorted: &mut Vec<&'a Entry>) {
    let ends = |row: &Entry| (row.first(), row.last());
    let place = sorted.partition_point(|it| ends(it) <= ends(row));
    sorted.insert(place, row);
}
