//! What a hostile peer can make us hold, and for how long: each row of the table in `SECURITY.md`.
//!
//! Memory is what the allocator has given out and not got back, in the whole process, so the tests
//! take turns.

#[allow(dead_code, reason = "shared with the other tests of connections")]
#[path = "../connections/wire.rs"]
mod wire;

mod cuts;
mod half_open;
mod hose;
mod pings;
mod slow_drip;
mod socket;
mod tiny_frames;
mod tls;

use std::{
    alloc::System,
    sync::{Mutex, MutexGuard, PoisonError},
};

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// tungstenite's read buffer and write buffer of 128 KiB each, and what an ending costs.
const BUFFERS: usize = 300 * 1024;

/// Held by the test whose turn it is.
static TURN: Mutex<()> = Mutex::new(());

/// What the process holds more than when this began.
struct Held {
    before: usize,
    _turn: MutexGuard<'static, ()>,
}

impl Held {
    fn begin() -> Self {
        // A test that failed has let go of its memory too.
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        Self { before: in_use(), _turn: turn }
    }

    fn now(&self) -> usize {
        in_use().saturating_sub(self.before)
    }
}

fn in_use() -> usize {
    let stats = ALLOCATOR.stats();
    stats.bytes_allocated - stats.bytes_deallocated
}
