//! What a wrapper costs per message, in time: bare, wrapped, and wrapped over the tap, side by side.
//!
//! ```text
//! cargo bench --bench messages
//! cargo bench --bench messages -- --quick
//! ```
//!
//! In each round, every kind of socket moves the same number of messages, one kind right after the
//! other, and is compared with the bare socket of that round: what slows the machine down for a
//! while then slows down both. The figures are medians over all rounds, with the interval that holds
//! the true median in 95 of 100 runs. The column `bare again` compares bare with bare: what it is
//! away from 1 is noise, and so is as much in the columns right of it.

#[allow(dead_code, reason = "other benches use the rest")]
mod workloads;

use std::{array, time::Instant};

use workloads::messages::{Layers, Traffic};

/// `bare again` is a second bare socket.
const KINDS: [Layers; 4] = [Layers::Bare, Layers::Bare, Layers::Wrapped, Layers::Tapped];

fn main() {
    let rounds = if workloads::figures_are_wanted() { 301 } else { 3 };
    println!("| message | bare, ns | bare again | wrapped | over the tap |");
    println!("|---|---:|---:|---:|---:|");
    for traffic in Traffic::all() {
        let rounds: Vec<_> = (0..rounds).map(|round| measure(traffic, round)).collect();
        let bare = Spread::of(rounds.iter().map(|times| times[0]));
        let [again, wrapped, tapped] =
            [1, 2, 3].map(|kind| Spread::of(rounds.iter().map(|times| times[kind] / times[0])));
        println!(
            "| {traffic} | {:.1} | {} | {} | {} |",
            bare.median,
            again.ratio(),
            wrapped.ratio(),
            tapped.ratio()
        );
    }
}

/// Nanoseconds per message for each kind of socket, in one round.
fn measure(traffic: Traffic, round: usize) -> [f64; 4] {
    // About a millisecond: long for the clock, short for the machine's moods.
    let count = match traffic.size {
        ..1024 => 16 * 1024,
        1024 => 4 * 1024,
        _ => 64,
    };
    // Nobody is always the first, neither to be opened nor to run: much depends on where in memory
    // the buffers of a socket happen to lie.
    let order: [usize; 4] = array::from_fn(|place| (place + round) % 4);
    let mut sockets = order.map(|kind| (kind, traffic.open(KINDS[kind])));
    for (_, socket) in &mut sockets {
        socket(count / 4);
    }
    let mut times = [0.0; 4];
    for (kind, socket) in &mut sockets {
        let start = Instant::now();
        socket(count);
        times[*kind] = start.elapsed().as_secs_f64() * 1e9 / f64::from(count);
    }
    times
}

/// The median of some figures, and the 95 % confidence interval of that median.
struct Spread {
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

    fn ratio(&self) -> String {
        format!("{:.3} ({:.3}-{:.3})", self.median, self.low, self.high)
    }
}
