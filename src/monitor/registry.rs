//! Which connections of a monitor are open.

use std::{
    sync::{Arc, PoisonError, atomic::Ordering::Relaxed},
    time::Instant,
};

use crate::{
    Close,
    monitor::handle::Control,
    sync::{AtomicUsize, Mutex, MutexGuard, RwLock},
};

/// Opening and ending a connection locks one shard; a message locks none.
const SHARDS: usize = if cfg!(closeframe_loom) { 2 } else { 32 };

/// The open connections of a monitor and its clones.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    shards: [Mutex<Shard>; SHARDS],
    /// Deals the connections out to the shards.
    entered: AtomicUsize,
    /// What new connections are asked: by each drain that lasts.
    drains: RwLock<Vec<Arc<Drain>>>,
}

/// What a drain asks of a connection.
#[derive(Debug)]
pub(crate) struct Drain {
    pub(crate) close: Close,
    /// When the connection is to have ended.
    pub(crate) deadline: Option<Instant>,
}

impl Drain {
    pub(crate) fn ask(&self, connection: &Control) {
        connection.request(self.close.clone(), self.deadline);
    }
}

/// A connection has a seat while it is open; who comes next takes the one that was left last. So
/// entering and leaving cost the same however many there are.
#[derive(Debug, Default)]
struct Shard {
    seats: Vec<Option<Arc<Control>>>,
    vacant: Vec<u32>,
}

/// Where a connection is found in the registry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seat {
    shard: u32,
    index: u32,
}

impl Registry {
    pub(crate) fn enter(&self, control: &Arc<Control>) -> Seat {
        let shard = self.entered.fetch_add(1, Relaxed) % SHARDS;
        let index = lock(&self.shards[shard]).take_in(Arc::clone(control));
        let drains = self.drains.read().unwrap_or_else(PoisonError::into_inner);
        // The close is the newest's, the deadline whichever comes first.
        drains.iter().rev().for_each(|drain| drain.ask(control));
        Seat { shard: shard as u32, index }
    }

    pub(crate) fn leave(&self, seat: Seat) {
        let left = lock(&self.shards[seat.shard as usize]).let_out(seat.index);
        // The last owner of a connection's wakers may run anything: not under the lock.
        drop(left);
    }

    /// The connections that are open now.
    #[cfg(feature = "tokio")]
    pub(crate) fn open(&self) -> Vec<Arc<Control>> {
        let mut open = Vec::new();
        for shard in &self.shards {
            open.extend(lock(shard).seats.iter().flatten().cloned());
        }
        open
    }

    #[cfg(feature = "tokio")]
    pub(crate) fn begin_drain(&self, drain: Arc<Drain>) {
        self.drains.write().unwrap_or_else(PoisonError::into_inner).push(drain);
    }

    #[cfg(feature = "tokio")]
    pub(crate) fn end_drain(&self, drain: &Arc<Drain>) {
        let mut drains = self.drains.write().unwrap_or_else(PoisonError::into_inner);
        drains.retain(|it| !Arc::ptr_eq(it, drain));
    }
}

impl Shard {
    fn take_in(&mut self, control: Arc<Control>) -> u32 {
        if let Some(index) = self.vacant.pop() {
            self.seats[index as usize] = Some(control);
            return index;
        }
        self.seats.push(Some(control));
        (self.seats.len() - 1) as u32
    }

    fn let_out(&mut self, index: u32) -> Option<Arc<Control>> {
        self.vacant.push(index);
        self.seats[index as usize].take()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
