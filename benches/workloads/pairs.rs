//! What is compared in time is done again and again by every kind, one right after the other: what
//! slows the machine down for a while then slows down all of them.

use std::{array, fmt};

/// The order of one round, there and back as in ABBA, so that a machine that gets slower all the
/// time favours nobody. Each round begins with another kind: nobody is always the first.
pub(crate) fn order<const KINDS: usize>(round: usize) -> impl Iterator<Item = usize> {
    let there: [usize; KINDS] = array::from_fn(|place| (place + round) % KINDS);
    there.into_iter().chain(there.into_iter().rev())
}

/// One figure for each kind and round.
pub(crate) struct Rounds<const KINDS: usize>(Vec<[f64; KINDS]>);

impl<const KINDS: usize> FromIterator<[f64; KINDS]> for Rounds<KINDS> {
    fn from_iter<I: IntoIterator<Item = [f64; KINDS]>>(rounds: I) -> Self {
        Self(rounds.into_iter().collect())
    }
}

impl<const KINDS: usize> Rounds<KINDS> {
    pub(crate) fn median(&self, kind: usize) -> f64 {
        Spread::of(self.0.iter().map(|round| round[kind])).median
    }

    /// A kind's figure as a share of the first kind's in the same round.
    pub(crate) fn ratio(&self, kind: usize) -> Spread {
        Spread::of(self.0.iter().map(|round| round[kind] / round[0]))
    }
}

/// The median of some figures, and the 95 % confidence interval of that median.
pub(crate) struct Spread {
    low: f64,
    median: f64,
    high: f64,
}

impl Spread {
    fn of(figures: impl Iterator<Item = f64>) -> Self {
        let mut sorted: Vec<_> = figures.collect();
        sorted.sort_by(f64::total_cmp);
        // By order statistics: how many figures lie below the true median is binomial.
        let middle = sorted.len() / 2;
        let reach = (0.98 * (sorted.len() as f64).sqrt()).ceil() as usize;
        Self {
            low: sorted[middle.saturating_sub(reach)],
            median: sorted[middle],
            high: sorted[(middle + reach).min(sorted.len() - 1)],
        }
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} ({:.3}-{:.3})", self.median, self.low, self.high)
    }
}
