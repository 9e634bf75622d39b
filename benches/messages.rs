//! What a wrapper costs per message, in time: bare, wrapped, and wrapped over the tap, side by side.
//!
//! ```text
//! cargo bench -p closeframe-benches --bench messages
//! cargo bench -p closeframe-benches --bench messages -- --quick
//! ```
//!
//! In each round, every kind of socket moves the same number of messages and is compared with the bare
//! socket of that round. The figures are medians over all rounds, with the interval that holds the
//! true median in 95 of 100 runs. The column `bare again` compares bare with bare: what it is away
//! from 1 is noise, and so is as much in the columns right of it.

#[allow(dead_code, reason = "other benches use the rest")]
mod workloads;

use std::{array, time::Instant};

use workloads::{
    messages::{Layers, Traffic},
    pairs::{self, Rounds},
};

/// `bare again` is a second bare socket.
const KINDS: [Layers; 4] = [Layers::Bare, Layers::Bare, Layers::Wrapped, Layers::Tapped];

fn main() {
    let rounds = if workloads::figures_are_wanted() { 301 } else { 3 };
    println!("| message | bare, ns | bare again | wrapped | over the tap |");
    println!("|---|---:|---:|---:|---:|");
    for traffic in Traffic::all() {
        let rounds: Rounds<4> = (0..rounds).map(|round| measure(traffic, round)).collect();
        println!(
            "| {traffic} | {:.1} | {} | {} | {} |",
            rounds.median(0),
            rounds.ratio(1),
            rounds.ratio(2),
            rounds.ratio(3),
        );
    }
}

/// Nanoseconds per message for each kind of socket, in one round.
fn measure(traffic: Traffic, round: usize) -> [f64; 4] {
    // About half a millisecond: long for the clock, short for the machine's moods.
    let count = match traffic.size {
        ..1024 => 8 * 1024,
        1024 => 2 * 1024,
        _ => 32,
    };
    // Opened anew in each round, and each time in another order: much depends on where in memory the
    // buffers of a socket happen to lie.
    let mut sockets: [_; 4] = array::from_fn(|_| None);
    let mut times = [0.0; 4];
    for kind in pairs::order::<4>(round) {
        let socket = sockets[kind].get_or_insert_with(|| {
            let mut socket = traffic.open(KINDS[kind]);
            socket(count / 4);
            socket
        });
        let start = Instant::now();
        socket(count);
        times[kind] += start.elapsed().as_secs_f64() * 1e9 / f64::from(2 * count);
    }
    times
}
