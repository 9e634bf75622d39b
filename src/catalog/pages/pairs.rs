//! Which codes people weigh against one or mistake for it, and where to read on about two.
//!
//! Looked up in the data; what is said of a pair is in the languages' texts.

use crate::CloseCode;
use crate::catalog::data::pairs::{CONFUSIONS, CONTRASTS, Cited};

/// Returns the codes that are weighed against a code or mistaken for it, by their standard meanings,
/// in ascending order: those that a [`Comparison`](super::Comparison) says more about than the rows
/// state.
///
/// ```
/// use closeframe::{CloseCode, catalog::pages};
///
/// let neighbours: Vec<_> = pages::neighbours(CloseCode::BAD_GATEWAY).collect();
/// assert!(neighbours.contains(&CloseCode::INTERNAL_ERROR));
/// assert!(!neighbours.contains(&CloseCode::NORMAL_CLOSURE));
/// ```
pub fn neighbours(code: CloseCode) -> impl Iterator<Item = CloseCode> {
    let pairs = CONTRASTS.iter().chain(CONFUSIONS).map(|(of, _)| *of);
    let others = pairs.filter_map(|(a, b)| match code.as_u16() {
        of if of == a => Some(CloseCode::new(b)),
        of if of == b => Some(CloseCode::new(a)),
        _ => None,
    });
    let mut others: Vec<_> = others.collect();
    others.sort_unstable();
    others.dedup();
    others.into_iter()
}

/// Returns where to read on about two codes.
pub(super) fn sources(a: CloseCode, b: CloseCode) -> impl Iterator<Item = Cited> {
    let (a, b) = (a.as_u16(), b.as_u16());
    let contrasts = CONTRASTS.iter().filter(move |(of, _)| *of == (a.min(b), a.max(b)));
    let confusions = CONFUSIONS.iter().filter(move |(of, _)| *of == (a, b) || *of == (b, a));
    contrasts.chain(confusions).flat_map(|(_, sources)| sources.iter().copied())
}
