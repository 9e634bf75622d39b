//! What a wrapper costs in instructions, counted by valgrind: the same figures on a busy machine as
//! on an idle one.
//!
//! ```text
//! cargo bench --bench instructions
//! cargo bench --bench instructions -- "async read"
//! ```
//!
//! Each workload runs twice under `valgrind --tool=callgrind`, in a process of its own and with two
//! counts; the difference of the totals, divided by that of the counts, is the cost of one message
//! or of one connection; start-up and warm-up are in both totals. An argument keeps the rows whose
//! names contain it. Without valgrind there is nothing to see.

mod workloads;

use std::{env, process::Command};

use workloads::{
    Api,
    closes::Watched,
    messages::{Layers, Traffic},
};

/// Precedes name and count: the process is the one under valgrind.
const WORK: &str = "--work";

struct Work {
    name: String,
    /// How often it is done, the lesser time.
    count: u32,
    run: Box<dyn Fn(u32)>,
}

fn main() {
    let args: Vec<_> = env::args().collect();
    match &args[..] {
        [_, flag, name, count] if flag == WORK => {
            let work = all().find(|work| work.name == *name).expect("a known name");
            (work.run)(count.parse().expect("a count"));
        }
        _ if !workloads::figures_are_wanted() => all().for_each(|work| (work.run)(2)),
        _ if Command::new("valgrind").arg("--version").output().is_err() => {
            println!("valgrind is not installed: no instructions counted");
        }
        [_, filter, ..] if !filter.starts_with("--") => print_tables(filter),
        _ => print_tables(""),
    }
}

fn print_tables(filter: &str) {
    println!("| instructions per message | bare | wrapped | over the tap |");
    println!("|---|---:|---:|---:|");
    for (name, row) in messages().filter(|(name, _)| name.contains(filter)) {
        let [bare, wrapped, tapped] = row.map(|work| work.instructions());
        println!(
            "| {name} | {bare:.0} | {wrapped:.0} ({:.3}) | {tapped:.0} ({:.3}) |",
            wrapped / bare,
            tapped / bare
        );
    }
    println!();
    println!(
        "| instructions per connection that closes | blocking | over bare | async | over bare |"
    );
    println!("|---|---:|---:|---:|---:|");
    let mut closes = closes();
    let (_, bare) = closes.next().expect("the bare connection comes first");
    let [bare_blocking, bare_stream] = bare.map(|work| work.instructions());
    println!("| bare | {bare_blocking:.0} | | {bare_stream:.0} | |");
    for (name, row) in closes.filter(|(name, _)| name.contains(filter)) {
        let [blocking, stream] = row.map(|work| work.instructions());
        println!(
            "| {name} | {blocking:.0} | {:+.0} | {stream:.0} | {:+.0} |",
            blocking - bare_blocking,
            stream - bare_stream
        );
    }
}

fn all() -> impl Iterator<Item = Work> {
    let messages = messages().flat_map(|(_, row)| row);
    messages.chain(closes().flat_map(|(_, row)| row))
}

fn messages() -> impl Iterator<Item = (String, [Work; 3])> {
    Traffic::all().map(|traffic| {
        let row = [Layers::Bare, Layers::Wrapped, Layers::Tapped].map(|layers| Work {
            name: format!("{traffic} {layers:?}"),
            // Each makes the socket fill or empty its buffer many times.
            count: match traffic.size {
                ..1024 => 48_000,
                1024 => 8_000,
                _ => 200,
            },
            run: Box::new(move |count| traffic.open(layers)(count)),
        });
        (traffic.to_string(), row)
    })
}

fn closes() -> impl Iterator<Item = (String, [Work; 2])> {
    Watched::ALL.into_iter().map(|watched| {
        let row = Api::ALL.map(|api| Work {
            name: format!("{api} {watched}"),
            // A recorder calibrates its clock when it is made, for as long as that takes: many
            // connections make up for it.
            count: if watched.has_recorder() { 6_000 } else { 1_000 },
            run: Box::new(move |count| {
                watched.run(api, |connection| (0..count).for_each(|_| connection()));
            }),
        });
        (watched.to_string(), row)
    })
}

impl Work {
    /// Instructions for doing it once.
    fn instructions(&self) -> f64 {
        let [fewer, more] = [self.count, 2 * self.count];
        (self.total(more) - self.total(fewer)) / f64::from(more - fewer)
    }

    fn total(&self, count: u32) -> f64 {
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(env::current_exe().expect("the path of this program"))
            .args([WORK, &self.name, &count.to_string()])
            .output()
            .expect("valgrind runs");
        let report = String::from_utf8_lossy(&output.stderr);
        let total = report.lines().find_map(|line| line.split_once("Collected : "));
        let (_, total) = total.unwrap_or_else(|| panic!("valgrind counted nothing:\n{report}"));
        total.trim().parse().expect("a number of instructions")
    }
}
