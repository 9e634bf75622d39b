//! What the codes are called by all catalogs of the process, for `websocket_close_code_info`.
//!
//! A recorder keeps every series it has seen, so a code may have only one, however many catalogs
//! name it: a second would break the joins that dashboards make. What a code means is not told here.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::CodeLabel;
use crate::catalog::Catalog;

/// Of as many codes as there are labels, which a peer cannot add to.
static NAMES: Mutex<Vec<Names>> = Mutex::new(Vec::new());

#[derive(Debug)]
struct Names {
    code: CodeLabel,
    /// In alphabetical order.
    known: Vec<String>,
    /// The name under which a series was made.
    published: Option<String>,
}

/// The name of a code, as it is to be published.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Published {
    pub(super) name: String,
    /// The name before, when a catalog came late.
    pub(super) outdated: Option<String>,
}

/// Takes note of the names that a catalog has, those for negotiated subprotocols included.
pub(crate) fn learn(catalog: &Catalog) {
    let mut names = lock();
    for catalog in catalog.in_force() {
        for code in CodeLabel::all(catalog) {
            let (known, name) = (&mut of(code, &mut names).known, code.name(catalog));
            if let Err(place) = known.binary_search_by(|it| it.as_str().cmp(name)) {
                known.insert(place, name.to_owned());
            }
        }
    }
}

/// Joins all names of a code, in alphabetical order.
pub(super) fn publish(code: CodeLabel) -> Published {
    let mut names = lock();
    let names = of(code, &mut names);
    let mut name = String::new();
    for (n, known) in names.known.iter().enumerate() {
        name.push_str(if n == 0 { "" } else { " / " });
        name.push_str(known);
    }
    let outdated = names.published.replace(name.clone()).filter(|before| *before != name);
    Published { name, outdated }
}

fn lock() -> MutexGuard<'static, Vec<Names>> {
    NAMES.lock().unwrap_or_else(PoisonError::into_inner)
}

fn of(code: CodeLabel, all: &mut Vec<Names>) -> &mut Names {
    let place = all.iter().position(|names| names.code == code).unwrap_or_else(|| {
        all.push(Names { code, known: Vec::new(), published: None });
        all.len() - 1
    });
    &mut all[place]
}
