//! What happened in the last hour, counted in spans of a few seconds.
//!
//! The page sums the spans up to the window that its reader has chosen. The counts since the start are those of
//! `/metrics`, and not kept here.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use super::kind::Kind;

/// The longest window of the page.
const REMEMBERED_SECONDS: u64 = 3600;
/// A divisor of the width of a bar in every window of the page.
const SPAN_SECONDS: u64 = 5;
/// Codes of `3xxx`, `4xxx` and `other` that a span tells apart. Clients choose them, so they are not to be many.
const MOST_CODES: usize = 32;

#[derive(Debug, Default)]
pub(super) struct Hour(VecDeque<Arc<Span>>);

#[derive(Clone, Debug)]
pub(super) struct Span {
    /// In seconds since the epoch.
    pub(super) start: u64,
    pub(super) opened: u64,
    pub(super) counts: HashMap<Kind, u64>,
    codes: usize,
}

impl Hour {
    pub(super) fn count_opened(&mut self, second: u64) {
        self.latest(second).opened += 1;
    }

    pub(super) fn count(&mut self, kind: Kind, second: u64) {
        let span = self.latest(second);
        let is_new_code = kind.code.is_some() && !span.counts.contains_key(&kind);
        let kind = if is_new_code && span.codes == MOST_CODES { kind.folded() } else { kind };
        if is_new_code && kind.code.is_some() {
            span.codes += 1;
        }
        *span.counts.entry(kind).or_default() += 1;
    }

    /// The spans that begin at `start` or later, oldest first.
    pub(super) fn since(&self, start: u64) -> Vec<Arc<Span>> {
        self.0.iter().skip_while(|span| span.start < start).cloned().collect()
    }

    pub(super) fn forget_before(&mut self, second: u64) {
        let oldest = second.saturating_sub(REMEMBERED_SECONDS + SPAN_SECONDS);
        while self.0.front().is_some_and(|span| span.start < oldest) {
            self.0.pop_front();
        }
    }

    fn latest(&mut self, second: u64) -> &mut Span {
        let start = second - second % SPAN_SECONDS;
        // A clock that was put back counts on in the latest span.
        if self.0.back().is_none_or(|latest| latest.start < start) {
            let span = Span { start, opened: 0, counts: HashMap::new(), codes: 0 };
            self.0.push_back(Arc::new(span));
            self.forget_before(second);
        }
        // Copied if a page is just being told of it.
        Arc::make_mut(self.0.back_mut().expect("one was just put there, or is still"))
    }
}
