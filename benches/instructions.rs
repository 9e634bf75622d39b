//! What a wrapper costs in instructions, counted by valgrind: the same figures on a busy machine as
//! on an idle one.
//!
//! ```text
//! cargo bench -p closeframe-benches --bench instructions
//! cargo bench -p closeframe-benches --bench instructions -- "async read"
//! cargo bench -p closeframe-benches --bench instructions -- --check
//! ```
//!
//! Each workload runs under `valgrind --tool=callgrind`, in a process of its own; what it cost,
//! start-up and warm-up left out, divided by how often it was done, is the cost of one message or of
//! one connection. An argument keeps the rows whose names contain it; `--check` keeps those that
//! `benches/budget.toml` limits, and fails if one is over its budget, or if a wrapper allocates, locks,
//! asks the clock or does atomic read-modify-writes for a message where a bare socket does not. Without valgrind there is nothing to
//! see.

mod workloads;

use std::{
    env,
    process::{Command, ExitCode},
    thread,
};

use workloads::{
    budget::{Budget, Excess},
    by_hand,
    callgrind::{Counted, WORK, measured},
    closes::{End, Watched},
    growth::Growing,
    messages::{Layers, Traffic},
};

/// Where the budget's numbers belong.
const WRAPPED: &str = "wrapped, to bare";
const TAPPED: &str = "over the tap, to bare";
const CLOSE: &str = "close, to by hand";
const TELLING: &str = "close, over a silent monitor";
const TOLD: &str = "close, to the same told by hand";
const CALLS: &str = "close, calls of the allocator over by hand";
const GROWTH: &str = "close, to one beside the least";

/// How many connections close. The Prometheus recorder keeps values in blocks of 512: so each workload
/// fills as many.
const CLOSES: u32 = 512;

/// How many have closed before: a server's registry, which deals them out to 32 shards, has its memory by then.
const WARM_UP: u32 = 64;

struct Work {
    name: String,
    /// How often it is done.
    count: u32,
    run: Box<dyn Fn(u32)>,
}

fn main() -> ExitCode {
    let args: Vec<_> = env::args().collect();
    if let [_, flag, name, count] = &args[..]
        && flag == WORK
    {
        let work = all().find(|work| work.name == *name).expect("a known name");
        (work.run)(count.parse().expect("a count"));
        return ExitCode::SUCCESS;
    }
    if !workloads::figures_are_wanted() {
        by_hand::assert_same_event();
        // Not those that take a while to set up.
        let short = |work: &Work| {
            !Growing::ALL.iter().any(|growing| {
                growing
                    .amounts()
                    .iter()
                    .any(|&it| it > 100 && work.name == format!("{it} {growing}"))
            })
        };
        all().filter(short).for_each(|work| (work.run)(2));
        return ExitCode::SUCCESS;
    }
    let checks = args.iter().any(|arg| arg == "--check");
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("no instructions counted: install valgrind");
        return if checks { ExitCode::FAILURE } else { ExitCode::SUCCESS };
    }
    let filter = args.iter().skip(1).find(|arg| !arg.starts_with("--"));
    let mut figures = Figures {
        budget: Budget::read(),
        checks,
        filter: filter.cloned().unwrap_or_default(),
        excesses: Vec::new(),
        impurities: Vec::new(),
    };
    figures.print_messages();
    println!();
    figures.print_closes();
    println!();
    figures.print_growth();
    figures.judge()
}

/// What is measured, and what is found to be too much.
struct Figures {
    budget: Budget,
    checks: bool,
    filter: String,
    excesses: Vec<Excess>,
    /// What wrappers do for messages that bare sockets do not.
    impurities: Vec<String>,
}

impl Figures {
    fn wants(&self, row: &str) -> bool {
        row.contains(&self.filter) && (!self.checks || self.budget.has(row))
    }

    fn note(&mut self, section: &str, row: &str, measured: f64) {
        self.excesses.extend(self.budget.excess(section, row, measured));
    }

    fn print_messages(&mut self) {
        println!("| instructions per message | bare | wrapped | over the tap |");
        println!("|---|---:|---:|---:|");
        let mut besides = Vec::new();
        for (name, row) in messages() {
            if !self.wants(&name) {
                continue;
            }
            let messages = row[0].count;
            let all @ [bare, wrapped, tapped] = count_all(row);
            for (place, (what, _)) in bare.done().enumerate() {
                let [bare, wrapped, tapped] = all.map(|it| {
                    let (_, times) = it.done().nth(place).expect("the same for all");
                    times as f64 / f64::from(messages)
                });
                besides
                    .push(format!("| {what} | {name} | {bare:.2} | {wrapped:.2} | {tapped:.2} |"));
            }
            for (layers, of) in [("wrapped", wrapped), ("over the tap", tapped)] {
                let more =
                    of.adds_to(&bare, messages).map(|more| format!("{name}, {layers}: {more}"));
                self.impurities.extend(more);
            }
            let [bare, wrapped, tapped] = [bare, wrapped, tapped].map(|it| it.instructions);
            let (to_wrapped, to_tapped) = (wrapped / bare, tapped / bare);
            println!(
                "| {name} | {bare:.0} | {wrapped:.0} ({to_wrapped:.3}) | {tapped:.0} ({to_tapped:.3}) |"
            );
            self.note(WRAPPED, &name, to_wrapped);
            self.note(TAPPED, &name, to_tapped);
        }
        println!("\n| per message | traffic | bare | wrapped | over the tap |");
        println!("|---|---|---:|---:|---:|");
        besides.iter().for_each(|row| println!("{row}"));
    }

    fn print_closes(&mut self) {
        println!(
            "| instructions per connection that closes | in all | over bare | to by hand \
             | over a silent monitor | to the same told by hand | calls of the allocator \
             | calls over by hand |"
        );
        println!("|---|---:|---:|---:|---:|---:|---:|---:|");
        for end in End::ALL {
            let rows = Watched::ALL.map(|it| (it, format!("{end} {it}")));
            let wanted = rows.iter().filter(|(_, name)| self.wants(name));
            let wanted: Vec<_> = wanted.cloned().collect();
            if wanted.is_empty() {
                continue;
            }
            let compared =
                [Watched::Bare, Watched::ByHand, Watched::ByHandAndTold, Watched::Silent];
            let counted = count_all(compared.map(|it| close(end, it)));
            let calls_of = |watched, counted: Counted| {
                let once = Work { count: 1, ..close(end, watched) }.counted();
                counted.calls_of_the_allocator(&once, CLOSES)
            };
            let calls_by_hand = calls_of(Watched::ByHand, counted[1]);
            let [bare, by_hand, told, silent] = counted.map(|it| it.instructions);
            for (watched, name) in wanted {
                let known = compared.iter().position(|it| *it == watched);
                let this = known.map_or_else(|| close(end, watched).counted(), |it| counted[it]);
                let all = this.instructions;
                let calls = calls_of(watched, this);
                let (over_bare, over_silent) = (all - bare, all - silent);
                let (to_by_hand, to_told) = (all / by_hand, all / told);
                let calls_over_by_hand = calls - calls_by_hand;
                println!(
                    "| {name} | {all:.0} | {over_bare:+.0} | {to_by_hand:.3} | {over_silent:+.0} \
                     | {to_told:.3} | {calls:.2} | {calls_over_by_hand:+.2} |"
                );
                self.note(CLOSE, &name, to_by_hand);
                self.note(TELLING, &name, over_silent);
                self.note(TOLD, &name, to_told);
                self.note(CALLS, &name, calls_over_by_hand);
            }
        }
    }

    fn print_growth(&mut self) {
        println!("| a close beside | how many | instructions | to the least |");
        println!("|---|---:|---:|---:|");
        for growing in Growing::ALL {
            let wanted = |&&amount: &&u32| self.wants(&format!("{amount} {growing}"));
            let wanted: Vec<u32> = growing.amounts().iter().filter(wanted).copied().collect();
            if wanted.is_empty() {
                continue;
            }
            let least = beside(growing, growing.amounts()[0]).counted().instructions;
            for amount in wanted {
                let cost = beside(growing, amount).counted().instructions;
                let to_least = cost / least;
                println!("| {growing} | {amount} | {cost:.0} | {to_least:.3} |");
                self.note(GROWTH, &format!("{amount} {growing}"), to_least);
            }
        }
    }

    fn judge(self) -> ExitCode {
        if !self.checks {
            return ExitCode::SUCCESS;
        }
        let known = [WRAPPED, TAPPED, CLOSE, TELLING, TOLD, CALLS, GROWTH];
        let stray = self.budget.sections().find(|section| !known.contains(section));
        assert!(stray.is_none(), "the budget has a section {stray:?}, which nothing measures");
        for excess in &self.excesses {
            println!("{excess}");
        }
        for impurity in &self.impurities {
            println!("{impurity}");
        }
        let holds = self.excesses.is_empty() && self.impurities.is_empty();
        if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

fn all() -> impl Iterator<Item = Work> {
    let closes = End::ALL.into_iter().flat_map(|end| Watched::ALL.map(|it| close(end, it)));
    let growth = Growing::ALL
        .into_iter()
        .flat_map(|growing| growing.amounts().iter().map(move |&amount| beside(growing, amount)));
    messages().flat_map(|(_, row)| row).chain(closes).chain(growth)
}

fn messages() -> impl Iterator<Item = (String, [Work; 3])> {
    Traffic::all().chain(Traffic::kept_alive()).map(|traffic| {
        let row = [Layers::Bare, Layers::Wrapped, Layers::Tapped].map(|layers| Work {
            name: format!("{traffic} {layers:?}"),
            // Each makes the socket fill or empty its buffer many times.
            count: match traffic.size {
                ..1024 => 24_000,
                1024 => 4_000,
                _ => 1_000,
            },
            run: Box::new(move |count| {
                let mut move_messages = traffic.open(layers);
                move_messages(count);
                measured(&mut || move_messages(count));
            }),
        });
        (traffic.to_string(), row)
    })
}

fn close(end: End, watched: Watched) -> Work {
    Work {
        name: format!("{end} {watched}"),
        count: CLOSES,
        run: Box::new(move |count| {
            watched.run(end, |close| {
                close(WARM_UP);
                measured(&mut || close(count));
            });
        }),
    }
}

fn beside(growing: Growing, amount: u32) -> Work {
    let run = Box::new(move |count| growing.run(amount, count));
    Work { name: format!("{amount} {growing}"), count: CLOSES, run }
}

impl Work {
    fn counted(&self) -> Counted {
        Counted::of(&self.name, self.count)
    }
}

/// Counts side by side: the figures do not depend on what else runs.
fn count_all<const N: usize>(works: [Work; N]) -> [Counted; N] {
    let counted =
        works.map(|Work { name, count, .. }| thread::spawn(move || Counted::of(&name, count)));
    counted.map(|counted| counted.join().expect("valgrind counts"))
}
