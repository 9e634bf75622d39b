//! Counting with valgrind: what a piece of work costs, and what it calls.

use std::{collections::HashSet, env, fs, path::PathBuf, process::Command, sync::OnceLock};

/// Precedes name and count: the process is the one under valgrind.
pub(crate) const WORK: &str = "--work";

/// What counts: the rest of a process is start-up, warm-up, and the making of a recorder, which
/// calibrates its clock for as long as that takes.
#[inline(never)]
pub(crate) fn measured(run: &mut dyn FnMut()) {
    run();
}

/// What is found nowhere on the way of a message, by the names of the functions that do it.
const FORBIDDEN: [(&str, &[&str]); 3] = [
    (
        "calls of the allocator",
        &["malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc", "free"],
    ),
    ("locks", &["pthread_mutex_lock", "pthread_rwlock_rdlock", "syscall", "futex"]),
    ("looks at the clock", &["clock_gettime", "__vdso_clock_gettime", "Instant>::now"]),
];

/// What valgrind counted of one piece of work.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted {
    /// Instructions for doing it once.
    pub(crate) instructions: f64,
    /// Calls of what is [`FORBIDDEN`], in all.
    calls: [u64; FORBIDDEN.len()],
    /// Atomic instructions that read, modify and write, in all.
    atomic: u64,
}

impl Counted {
    /// Has valgrind watch this very program, while it does the work so often.
    pub(crate) fn of(work: &str, count: u32) -> Self {
        let profile = env::temp_dir().join(format!("closeframe-{}-{work}", std::process::id()));
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--toggle-collect=*instructions*callgrind*measured*"])
            .args(["--dump-instr=yes", "--compress-pos=no"])
            .arg(format!("--callgrind-out-file={}", profile.display()))
            .arg(this_program())
            .args([WORK, work, &count.to_string()])
            .output()
            .expect("valgrind runs");
        let report = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{work} fails under valgrind:\n{report}");
        let total = report.lines().find_map(|line| line.split_once("Collected : "));
        let (_, total) = total.unwrap_or_else(|| panic!("valgrind counted nothing:\n{report}"));
        let total: f64 = total.trim().parse().expect("a number of instructions");
        let graph = fs::read_to_string(&profile).expect("valgrind wrote its profile");
        fs::remove_file(&profile).expect("the profile is ours");
        assert!(total > 0.0, "{work}: `measured` was not found");
        let calls = FORBIDDEN.map(|(_, names)| calls_of(names, &graph));
        Self { instructions: total / f64::from(count), calls, atomic: atomic_in(&graph) }
    }

    /// What is found nowhere on the way of a message, and how often it was done, in all.
    pub(crate) fn done(&self) -> impl Iterator<Item = (&'static str, u64)> + use<> {
        let calls = FORBIDDEN.map(|(what, _)| what).into_iter().zip(self.calls);
        calls.chain([("atomic read-modify-writes", self.atomic)])
    }

    /// How often it gets memory or gives some back, for each of so many. `once` is the same work, done once:
    /// callgrind counts calls before `measured` too, of whatever is called there as well.
    pub(crate) fn calls_of_the_allocator(&self, once: &Self, count: u32) -> f64 {
        (self.calls[0] - once.calls[0]) as f64 / f64::from(count - 1)
    }

    /// What it does more often than `bare` does, for as many messages. Not what is done once: entering the
    /// runtime looks at the clock, and callgrind then counts the looks before it too, one of them the
    /// wrapper's when it is made.
    pub(crate) fn adds_to(&self, bare: &Self, messages: u32) -> Option<String> {
        let once = u64::from(messages / 100);
        let more =
            self.done().zip(bare.done()).filter(|((_, ours), (_, bares))| *ours > bares + once);
        let told = more.map(|((what, ours), (_, bares))| format!("{what}: {ours}, bare {bares}"));
        told.reduce(|one, other| format!("{one}; {other}"))
    }
}

/// How often functions are called in a profile, written as callgrind writes it: a line `cfn=(ID) NAME`,
/// or `cfn=(ID)` once the name is known, and then `calls=COUNT`.
fn calls_of(names: &[&str], graph: &str) -> u64 {
    let is_named = |name: &str| {
        names.iter().any(|it| name == *it || name.split('@').next() == Some(it))
            || names.iter().any(|it| it.contains('>') && name.ends_with(it))
    };
    let id_and_name = |line: &'_ str| {
        let (id, name) = line.split_once(')')?;
        Some((id.to_owned(), name.trim().to_owned()))
    };
    let wanted: Vec<String> = graph
        .lines()
        .filter_map(|line| line.strip_prefix("cfn=").or_else(|| line.strip_prefix("fn=")))
        .filter_map(id_and_name)
        .filter(|(_, name)| is_named(name))
        .map(|(id, _)| id)
        .collect();
    let mut calls = 0;
    let mut is_wanted = false;
    for line in graph.lines() {
        if let Some(callee) = line.strip_prefix("cfn=") {
            let id = callee.split(')').next().unwrap_or_default();
            is_wanted = wanted.iter().any(|it| it == id);
        } else if let Some(count) = line.strip_prefix("calls=").filter(|_| is_wanted) {
            let count = count.split(' ').next().and_then(|count| count.parse::<u64>().ok());
            calls += count.expect("a number of calls");
        }
    }
    calls
}

/// How many atomic instructions that read, modify and write were executed in this program, by a
/// profile that counts each address: below `ob=PROGRAM`, lines `0xADDRESS LINE COUNT`. The line after
/// `calls=` says what the callee cost.
fn atomic_in(graph: &str) -> u64 {
    let program = this_program();
    let program = program.to_str().expect("a path in UTF-8");
    let mut id = None;
    let (mut is_here, mut is_cost_of_call) = (false, false);
    let mut executed = 0;
    for line in graph.lines() {
        if let Some((kind @ ("ob" | "cob"), object)) = line.split_once('=') {
            if object.ends_with(program) {
                id = object.split(' ').next();
            }
            if kind == "ob" {
                is_here = object.split(' ').next() == id;
            }
        } else if line.starts_with("calls=") {
            is_cost_of_call = true;
        } else if let Some(position) = line.strip_prefix("0x") {
            let mut words = position.split(' ');
            let address = words.next().and_then(|address| u64::from_str_radix(address, 16).ok());
            let count = words.next_back().and_then(|count| count.parse::<u64>().ok());
            if is_here && !is_cost_of_call && atomic_addresses().contains(&address.expect("hex")) {
                executed += count.expect("a count");
            }
            is_cost_of_call = false;
        }
    }
    executed
}

/// Where in this program the instructions lie that lock the bus, by the disassembler of binutils.
fn atomic_addresses() -> &'static HashSet<u64> {
    static ADDRESSES: OnceLock<HashSet<u64>> = OnceLock::new();
    ADDRESSES.get_or_init(|| {
        let disassembled = Command::new("objdump")
            .args(["--disassemble", "--no-show-raw-insn"])
            .arg(this_program())
            .output()
            .expect("objdump runs: it is part of binutils");
        let code = String::from_utf8_lossy(&disassembled.stdout);
        let instructions = code.lines().filter_map(|line| line.trim_start().split_once(":\t"));
        // An exchange with memory locks without saying so.
        let atomic = instructions.filter(|(_, it)| {
            it.starts_with("lock ") || it.starts_with("xchg") && it.contains('(')
        });
        let addresses = atomic.filter_map(|(address, _)| u64::from_str_radix(address, 16).ok());
        let addresses: HashSet<u64> = addresses.collect();
        assert!(
            !addresses.is_empty(),
            "no atomic instructions found: they are known for x86-64 only"
        );
        addresses
    })
}

fn this_program() -> PathBuf {
    env::current_exe().expect("the path of this program")
}
