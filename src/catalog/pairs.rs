//! The pairs of codes that the languages contrast, and the confusions that they explain: which there
//! are, and where it can be read. The texts are in the languages' data files.

use crate::CloseCode;

/// A text to read on: what it is called, and its address, empty where it has none.
pub(super) type Cited = (&'static str, &'static str);

pub(super) type CitedPair = ((u16, u16), &'static [Cited]);

/// What sets two codes apart, by the smaller one and the bigger one.
pub(super) static CONTRASTS: &[CitedPair] = &[];

/// Why one code is seen, by that and by the one that was expected.
pub(super) static CONFUSIONS: &[CitedPair] = &[];

/// Returns where to read on about two codes.
pub(super) fn sources(a: CloseCode, b: CloseCode) -> impl Iterator<Item = Cited> {
    let (a, b) = (a.as_u16(), b.as_u16());
    let contrasts = CONTRASTS.iter().filter(move |(of, _)| *of == (a.min(b), a.max(b)));
    let confusions = CONFUSIONS.iter().filter(move |(of, _)| *of == (a, b) || *of == (b, a));
    contrasts.chain(confusions).flat_map(|(_, sources)| sources.iter().copied())
}
