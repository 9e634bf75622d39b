//! Whole connections over a transport in memory: any bytes, cuts and schedules, both roles, blocking
//! and async, tapped and untapped. Exactly one report, and it fits what went over the wire.
#![no_main]

mod application;
mod by_calls;
mod by_polls;
#[path = "../frames.rs"]
mod frames;
mod peer;
mod pipe;
mod story;
mod verdict;
#[path = "../../../connections/wire.rs"]
#[allow(dead_code, reason = "shared with the tests, which need more of it")]
mod wire;

use std::{
    alloc::System,
    time::{Duration, Instant},
};

use libfuzzer_sys::fuzz_target;
use pipe::Pipe;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use story::Story;
use wire::Reports;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// All that a story may allocate, freed again or not: so much, and so much for each step and byte.
const ALLOCATED_AT_MOST: usize = 1 << 20;
const ALLOCATED_PER_STEP: usize = 64 << 10;
const ALLOCATED_PER_BYTE: usize = 256;

/// Less than the time for which a drop reads what has arrived: a busy machine may let it pass.
const QUICK: Duration = Duration::from_millis(50);

fuzz_target!(|story: Story| {
    let begun = Instant::now();
    let region = Region::new(ALLOCATOR);
    let pipe = Pipe::new(story.buffered, usize::from(story.room));
    let (monitor, reports) = Reports::monitor();
    let monitor = monitor.with_policy(story.policy());
    if story.blocking {
        by_calls::run(&story, &monitor, &pipe);
    } else {
        by_polls::run(&story, &monitor, &pipe);
    }
    let ends = pipe.ends();
    verdict::judge(&story, &reports.only(), &ends, begun.elapsed() < QUICK);
    let bytes = ends.input.len() + ends.output.len();
    let most =
        ALLOCATED_AT_MOST + story.steps.len() * ALLOCATED_PER_STEP + bytes * ALLOCATED_PER_BYTE;
    let allocated = region.change().bytes_allocated;
    assert!(allocated <= most, "{allocated} bytes allocated, {most} at most");
});
