//! What a wrapper costs in instructions, counted by valgrind: the same figures on a busy machine as
//! on an idle one.
//!
//! ```text
//! cargo bench --bench instructions
//! cargo bench --bench instructions -- "async read"
//! cargo bench --bench instructions -- --check
//! ```
//!
//! Each workload runs twice under `valgrind --tool=callgrind`, in a process of its own and with two
//! counts; the difference of the totals, divided by that of the counts, is the cost of one message
//! or of one connection; start-up and warm-up are in both totals. An argument keeps the rows whose
//! names contain it; `--check` keeps those that `benches/budget.toml` limits, and fails if one is
//! over its budget. Without valgrind there is nothing to see.

mod workloads;

use std::{
    env,
    process::{Command, ExitCode},
};

use workloads::{
    Api,
    budget::{Budget, Excess},
    by_hand,
    closes::Watched,
    messages::{Layers, Traffic},
};

/// Precedes name and count: the process is the one under valgrind.
const WORK: &str = "--work";

/// Where the budget's numbers belong.
const WRAPPED: &str = "wrapped, to bare";
const TAPPED: &str = "over the tap, to bare";
const CLOSE: &str = "close, over bare";
const TELLING: &str = "close, over a silent layer";
const BY_HAND: &str = "close, to code by hand";

struct Work {
    name: String,
    /// How often it is done, the lesser time.
    count: u32,
    run: Box<dyn Fn(u32)>,
}

fn main() -> ExitCode {
    let args: Vec<_> = env::args().collect();
    if let [_, flag, name, count] = &args[..] {
        if flag == WORK {
            let work = all().find(|work| work.name == *name).expect("a known name");
            (work.run)(count.parse().expect("a count"));
            return ExitCode::SUCCESS;
        }
    }
    if !workloads::figures_are_wanted() {
        by_hand::assert_same_event();
        all().for_each(|work| (work.run)(2));
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
    };
    figures.print_messages();
    println!();
    figures.print_closes();
    figures.judge()
}

/// What is measured, and what is found to be too much.
struct Figures {
    budget: Budget,
    checks: bool,
    filter: String,
    excesses: Vec<Excess>,
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
        for (name, row) in messages() {
            if !self.wants(&name) {
                continue;
            }
            let [bare, wrapped, tapped] = row.map(|work| work.instructions());
            let (to_wrapped, to_tapped) = (wrapped / bare, tapped / bare);
            println!(
                "| {name} | {bare:.0} | {wrapped:.0} ({to_wrapped:.3}) | {tapped:.0} ({to_tapped:.3}) |"
            );
            self.note(WRAPPED, &name, to_wrapped);
            self.note(TAPPED, &name, to_tapped);
        }
    }

    fn print_closes(&mut self) {
        println!(
            "| instructions per connection that closes | in all | over bare | over a silent layer \
             | to code by hand |"
        );
        println!("|---|---:|---:|---:|---:|");
        for api in Api::ALL {
            let cost = |watched: Watched| close(api, watched).instructions();
            if !Watched::ALL.iter().any(|it| self.wants(&format!("{api} {it}"))) {
                continue;
            }
            let [bare, silent, by_hand] =
                [Watched::Bare, Watched::Silent, Watched::ByHand].map(cost);
            for watched in Watched::ALL {
                let name = format!("{api} {watched}");
                if !self.wants(&name) {
                    continue;
                }
                let all = match watched {
                    Watched::Bare => bare,
                    Watched::Silent => silent,
                    Watched::ByHand => by_hand,
                    _ => cost(watched),
                };
                let (over_bare, over_silent) = (all - bare, all - silent);
                let to_by_hand = all / by_hand;
                println!(
                    "| {name} | {all:.0} | {over_bare:+.0} | {over_silent:+.0} | {to_by_hand:.3} |"
                );
                self.note(CLOSE, &name, over_bare);
                self.note(TELLING, &name, over_silent);
                self.note(BY_HAND, &name, to_by_hand);
            }
        }
    }

    fn judge(self) -> ExitCode {
        if !self.checks {
            return ExitCode::SUCCESS;
        }
        let known = [WRAPPED, TAPPED, CLOSE, TELLING, BY_HAND];
        let stray = self.budget.sections().find(|section| !known.contains(section));
        assert!(stray.is_none(), "the budget has a section {stray:?}, which nothing measures");
        for excess in &self.excesses {
            println!("{excess}");
        }
        if self.excesses.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

fn all() -> impl Iterator<Item = Work> {
    let closes = Api::ALL.into_iter().flat_map(|api| Watched::ALL.map(|it| close(api, it)));
    messages().flat_map(|(_, row)| row).chain(closes)
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

fn close(api: Api, watched: Watched) -> Work {
    Work {
        name: format!("{api} {watched}"),
        // A recorder calibrates its clock when it is made, for as long as that takes: many
        // connections make up for it.
        count: if watched.has_recorder() { 6_000 } else { 1_000 },
        run: Box::new(move |count| {
            watched.run(api, |connection| (0..count).for_each(|_| connection()));
        }),
    }
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
