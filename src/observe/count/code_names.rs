//! What the codes are called by all catalogs of the process, for `websocket_close_code_info`.
//!
//! A recorder keeps every series it has seen, so a code may have only one, however many catalogs
//! name it: a second would break the joins that dashboards make. What a code means is not told here.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, PoisonError},
};

use super::CodeLabel;
use crate::catalog::Catalog;

static NAMES: Mutex<BTreeMap<String, Names>> = Mutex::new(BTreeMap::new());

#[derive(Debug, Default)]
struct Names {
    known: BTreeSet<String>,
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
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    for catalog in catalog.in_force() {
        for code in CodeLabel::all(catalog) {
            let names = names.entry(code.to_string()).or_default();
            if !names.known.contains(code.name(catalog)) {
                names.known.insert(code.name(catalog).to_owned());
            }
        }
    }
}

/// Joins all names of a code, in alphabetical order.
pub(super) fn publish(code: CodeLabel) -> Published {
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    let names = names.entry(code.to_string()).or_default();
    let known: Vec<&str> = names.known.iter().map(String::as_str).collect();
    let name = known.join(" / ");
    let outdated = names.published.replace(name.clone()).filter(|before| *before != name);
    Published { name, outdated }
}
