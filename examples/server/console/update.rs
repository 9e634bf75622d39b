//! What a page is told: everything at first, and then what has changed since it was last told.
//!
//! Counts are told as they are and not by how much they grew, so an update may be missed or told twice. However
//! much happens in between, an update is no larger than the first.

use std::{collections::HashMap, sync::Arc};

use serde::Serialize;
use serde_json::{Map, Value};

use super::{book::Open, ending::Ending, hour::Span, kind::Kind};

/// How far a page has been told; the default is not at all.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told {
    /// The span that may have grown since.
    pub(super) span: u64,
    /// The number of the latest ending.
    pub(super) ending: u64,
}

/// What was taken out of the book, to be written down without holding it.
#[derive(Debug)]
pub(super) struct Changes {
    pub(super) now: u64,
    pub(super) open_count: usize,
    /// The newest.
    pub(super) open: Vec<Open>,
    pub(super) spans: Vec<Arc<Span>>,
    /// In any order.
    pub(super) endings: Vec<Arc<Ending>>,
}

/// Kinds and texts stand in it once, and go by their place.
#[derive(Serialize)]
struct Written<'a> {
    now: u64,
    open_count: usize,
    open: &'a [Open],
    kinds: Vec<&'a Kind>,
    spans: Vec<WrittenSpan>,
    texts: Vec<&'a Value>,
    endings: Vec<WrittenEnding<'a>>,
}

#[derive(Serialize)]
struct WrittenSpan {
    start: u64,
    opened: u64,
    /// By the place of the kind.
    counts: Vec<(usize, u64)>,
}

#[derive(Serialize)]
struct WrittenEnding<'a> {
    number: u64,
    text: usize,
    #[serde(flatten)]
    facts: &'a Map<String, Value>,
}

impl Changes {
    pub(super) fn to_json(&self) -> String {
        let (mut kinds, mut places) = (Vec::new(), HashMap::new());
        let mut place_of = |kind| {
            *places.entry(kind).or_insert_with(|| {
                kinds.push(kind);
                kinds.len() - 1
            })
        };
        let spans = self.spans.iter().map(|span| {
            let counts = span.counts.iter().map(|(kind, count)| (place_of(kind), *count));
            WrittenSpan { start: span.start, opened: span.opened, counts: counts.collect() }
        });
        let spans = spans.collect();

        let mut texts: Vec<&Value> = Vec::new();
        let mut endings: Vec<_> = self.endings.iter().collect();
        endings.sort_unstable_by_key(|ending| std::cmp::Reverse(ending.number));
        let endings = endings.into_iter().map(|ending| {
            let known = texts.iter().position(|it| **it == ending.texts);
            let text = known.unwrap_or_else(|| {
                texts.push(&ending.texts);
                texts.len() - 1
            });
            WrittenEnding { number: ending.number, text, facts: &ending.facts }
        });
        let endings = endings.collect();

        let (now, open_count, open) = (self.now, self.open_count, &*self.open);
        let written = Written { now, open_count, open, kinds, spans, texts, endings };
        serde_json::to_string(&written).expect("only maps with text for keys")
    }
}
