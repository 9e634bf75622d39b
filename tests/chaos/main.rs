//! Thousands of connections over loopback TCP, each ending in one of all the ways there are, chosen at
//! random. In the end every one has exactly one report, which says what its way allows and what its
//! client saw; the metrics add up; and no memory is left behind.
//!
//! For as long as you like, under each runtime (the default is 5 s):
//!
//! ```sh
//! CHAOS_SECONDS=30 cargo test --release -p closeframe-tests --test chaos -- --nocapture
//! ```
//!
//! `CHAOS_SEED=n` repeats the choices of a run that printed `n` (not what the scheduler made of them),
//! `CHAOS_WAY=Reset` keeps to the ways whose name contains that.

mod broken;
mod connection;
mod dice;
mod handler;
mod peer;
mod plan;
mod tally;
mod way;
#[path = "../connections/wire.rs"]
#[allow(dead_code, reason = "written for the connection tests; only its frames are needed here")]
mod wire;

use std::{
    alloc::System,
    env,
    hash::{BuildHasher, RandomState},
    panic,
    sync::{Arc, Mutex, PoisonError, atomic::Ordering::SeqCst},
    time::{Duration, Instant},
};

use closeframe::{Close, CloseCode, CloseMonitor, CountCloses};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use tokio::{
    runtime::{Builder, Runtime},
    task::{JoinSet, yield_now},
    time::{sleep, timeout},
};

use crate::{
    connection::{Door, connect},
    dice::Dice,
    handler::PANIC,
    plan::plan,
    tally::{Books, Metered, Tally},
    way::Way,
};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// So many connections are open at a time.
const WIDTH: usize = 100;
/// So many there are in a round, after which ports and monitors change.
const ROUND: usize = 400;
/// What may be left behind: what the runtime and the allocator's users keep for the next connection
/// does not grow with the number of connections, which is in the thousands.
// Some 530 of the blocks, and 60 KB, are the names of the series in `base`, made once for each role.
const LEFT_BYTES: isize = 64 * 1024 + 60_000;
const LEFT_BLOCKS: isize = 300 + 530;

#[test]
fn under_many_threads() {
    chaos("many threads", Builder::new_multi_thread().worker_threads(3));
}

#[test]
fn under_one_thread() {
    chaos("one thread", &mut Builder::new_current_thread());
}

fn chaos(name: &str, runtime: &mut Builder) {
    // Memory is counted for the whole process: one test at a time.
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    keep_intended_panics_quiet();
    let number = |name| env::var(name).ok().map(|text| text.parse::<u64>().expect(name));
    let time = Duration::from_secs(number("CHAOS_SECONDS").unwrap_or(5));
    let seed = number("CHAOS_SEED").unwrap_or_else(|| RandomState::new().hash_one(0) >> 32);
    println!("{name}: CHAOS_SEED={seed}");

    let runtime = runtime.enable_all().build().unwrap();
    let metered = Metered::installed();
    // What is allocated once, and kept, is no leak.
    let warm = Arc::<Tally>::default();
    runtime.block_on(run(seed ^ 1, time.min(Duration::from_secs(2)), &warm));
    settle(&runtime, &warm);

    let tally = Arc::<Tally>::default();
    let (before, begun, counted) = (left(), Instant::now(), metered.read());
    let base = runtime.block_on(run(seed, time, &tally));
    let took = begun.elapsed();
    settle(&runtime, &tally);
    let after = runtime.block_on(async {
        // Finished tasks are freed by their worker, maybe a moment after they were joined.
        let freed = async {
            while exceeds(before, left()) {
                sleep(Duration::from_millis(10)).await;
            }
        };
        let _ = timeout(Duration::from_secs(3), freed).await;
        left()
    });
    // Until here, or it would take what it leaks with it.
    drop(base);

    println!("{name}, {:.1} s, seed {seed}:\n{tally}", took.as_secs_f64());
    println!("  left behind: {} bytes in {} blocks", after.0 - before.0, after.1 - before.1);
    let failures = [warm.failures(), tally.failures()].concat();
    let few = failures.iter().take(10).map(|failure| format!("\n{failure}")).collect::<String>();
    assert!(failures.is_empty(), "{} failures, seed {seed}, the first:{few}", failures.len());
    assert_eq!(
        tally.opened.load(SeqCst),
        tally.closed(),
        "opened = closed + open, and none is open"
    );
    assert_eq!(tally.alive.load(SeqCst), 0, "somebody holds on to a connection");
    tally.check_metrics(&counted, &metered.read());
    assert!(!exceeds(before, after), "memory is left behind");
}

/// Rounds of connections until the time is over. Returns the monitor of those that no drain meets.
async fn run(seed: u64, time: Duration, tally: &Arc<Tally>) -> CloseMonitor {
    let new_monitor = || {
        CloseMonitor::silent()
            .with_observer(CountCloses::new())
            .with_observer(Books(Arc::clone(tally)))
    };
    let base = new_monitor();
    let begun = Instant::now();
    for round_number in 0.. {
        if begun.elapsed() >= time || tally.has_failed_enough() {
            break;
        }
        let first = round_number * ROUND as u64;
        match round_number % 3 {
            1 => round(seed, first, &new_monitor(), true, tally).await,
            _ => round(seed, first, &base, false, tally).await,
        }
    }
    base
}

async fn round(seed: u64, first: u64, monitor: &CloseMonitor, drains: bool, tally: &Arc<Tally>) {
    let ways = ways(drains);
    let door = Arc::new(Door::open().expect("a port to listen on"));
    let mut draining = JoinSet::new();
    if drains {
        draining.spawn(drain(monitor.clone(), Dice::new(seed, !first), Arc::clone(tally)));
    }
    let mut connections = JoinSet::new();
    for number in first..first + ROUND as u64 {
        while connections.len() >= WIDTH {
            connections.join_next().await.unwrap().unwrap();
        }
        let mut dice = Dice::new(seed, number);
        let way = dice.pick(&ways);
        let (door, monitor, tally) = (Arc::clone(&door), monitor.clone(), Arc::clone(tally));
        connections.spawn(async move {
            let mut plan = plan(way, &mut dice);
            if drains {
                plan = plan.while_draining();
            }
            let name = format!("connection {number} of seed {seed}, {way:?}");
            connect(&door, &monitor, plan, dice, name, &tally).await;
        });
    }
    while let Some(joined) = connections.join_next().await {
        joined.unwrap();
    }
}

/// Drains again and again, since connections that open between two drains are let be.
async fn drain(monitor: CloseMonitor, mut dice: Dice, tally: Arc<Tally>) {
    loop {
        sleep(Duration::from_millis(20 + dice.below(300) as u64)).await;
        let close = Close::new(CloseCode::GOING_AWAY, "draining").expect("a legal close");
        let pacing = Duration::from_millis(dice.pick(&[0, 10, 200]));
        let drained = monitor.drain(close, pacing, Duration::from_secs(60)).await;
        if drained.still_open > 0 {
            tally.fail(format!("a drain left connections open: {drained:?}"));
        }
        let ended = drained.clean + drained.unanswered + drained.timed_out + drained.otherwise;
        tally.drains.fetch_add(1, SeqCst);
        tally.drained.fetch_add(ended as u64, SeqCst);
    }
}

fn ways(drains: bool) -> Vec<Way> {
    let mut ways = Way::UNDRAINED.to_vec();
    if drains {
        // As many as all the others.
        ways.extend(Way::DRAINED.iter().cycle().take(Way::UNDRAINED.len()));
    }
    if let Ok(only) = env::var("CHAOS_WAY") {
        ways.retain(|way| format!("{way:?}").contains(&only));
        if ways.is_empty() {
            ways.push(Way::ClientCloses);
        }
    }
    ways
}

/// Waits until the last task has let go of its connection.
fn settle(runtime: &Runtime, tally: &Tally) {
    runtime.block_on(async {
        let gone = async {
            while tally.alive.load(SeqCst) > 0 {
                yield_now().await;
            }
        };
        let _ = timeout(Duration::from_secs(10), gone).await;
    });
}

/// Live bytes and blocks.
fn left() -> (isize, isize) {
    let stats = ALLOCATOR.stats();
    let bytes = stats.bytes_allocated as isize - stats.bytes_deallocated as isize;
    (bytes, stats.allocations as isize - stats.deallocations as isize)
}

fn exceeds(before: (isize, isize), after: (isize, isize)) -> bool {
    after.0 - before.0 > LEFT_BYTES || after.1 - before.1 > LEFT_BLOCKS
}

fn keep_intended_panics_quiet() {
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let text = info.payload().downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| info.payload().downcast_ref::<&str>().copied());
        if text != Some(PANIC) {
            tell(info);
        }
    }));
}
