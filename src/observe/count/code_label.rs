//! The label `code`: bounded, whatever code comes.
//!
//! A recorder keeps every series that it has seen, and peers choose codes, so only what a catalog names
//! keeps its digits. What a close frame really said is in the report and in the log, never here.

use std::fmt;

use metrics::Label;

use crate::{
    CloseCode, CodeRange,
    catalog::{Catalog, Entry},
    names::label,
};

/// The bounded value of the metric label `code`.
///
/// Exhaustive: the ceiling for the number of series rests on these four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodeLabel {
    /// The digits of a code that has a row of its own in the catalog.
    Named(CloseCode),
    /// Any other code of 3000-3999: `3xxx`.
    Registered,
    /// Any other code of 4000-4999: `4xxx`.
    Private,
    /// A code that may not be sent, or none, or one in a frame that broke a rule: `other`.
    Other,
}

impl CodeLabel {
    /// The label of a code that stands for the ending of a connection: one that was legally sent or
    /// received, or 1005 or 1006 for none.
    #[inline]
    pub(crate) fn of(code: CloseCode, catalog: &Catalog) -> Self {
        let ends_connections = code.may_be_sent()
            || matches!(code, CloseCode::NO_STATUS_RECEIVED | CloseCode::ABNORMAL_CLOSURE);
        match code.as_u16() {
            _ if !ends_connections => Self::Other,
            3000..=3999 if catalog.get(code).is_none() => Self::Registered,
            4000..=4999 if catalog.get(code).is_none() => Self::Private,
            _ => Self::Named(code),
        }
    }

    /// Every value that the label can take.
    pub(crate) fn all(catalog: &Catalog) -> Vec<Self> {
        let codes = catalog.iter().filter_map(Entry::code);
        let mut labels: Vec<_> = codes.map(|code| Self::of(code, catalog)).collect();
        labels.retain(|label| matches!(label, Self::Named(_)));
        labels.extend([Self::Registered, Self::Private, Self::Other]);
        labels
    }

    /// What the code is called.
    pub(crate) fn name(self, catalog: &Catalog) -> &str {
        match self {
            Self::Named(code) => catalog.entry(code).name(),
            Self::Registered => CodeRange::Registered.name(),
            Self::Private => CodeRange::PrivateUse.name(),
            Self::Other => "Not a Legal Code",
        }
    }

    pub(crate) fn to_label(self) -> Label {
        match self {
            Self::Named(code) => Label::new(label::CODE, code.as_u16().to_string()),
            Self::Registered => Label::from_static_parts(label::CODE, "3xxx"),
            Self::Private => Label::from_static_parts(label::CODE, "4xxx"),
            Self::Other => Label::from_static_parts(label::CODE, "other"),
        }
    }
}

impl fmt::Display for CodeLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.to_label().value())
    }
}
