//! Which connections of a layer are open.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

use crate::{Close, control::Control};

/// Opening and ending a connection locks one shard; a message locks none.
const SHARDS: usize = 32;

/// The open connections of a layer and its clones.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    shards: [Mutex<HashMap<usize, Arc<Control>>>; SHARDS],
    /// What new connections are closed with: one for each drain that lasts.
    drains: RwLock<Vec<Arc<Close>>>,
}

impl Registry {
    pub(crate) fn enter(&self, control: &Arc<Control>) {
        let id = id(control);
        self.shard(id).insert(id, Arc::clone(control));
        let drains = self.drains.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(close) = drains.last() {
            control.request(Close::clone(close));
        }
    }

    pub(crate) fn leave(&self, control: &Arc<Control>) {
        let id = id(control);
        self.shard(id).remove(&id);
    }

    /// The connections that are open now.
    #[cfg(feature = "tokio")]
    pub(crate) fn open(&self) -> Vec<Arc<Control>> {
        let mut open = Vec::new();
        for shard in &self.shards {
            open.extend(lock(shard).values().cloned());
        }
        open
    }

    #[cfg(feature = "tokio")]
    pub(crate) fn begin_drain(&self, close: Arc<Close>) {
        self.drains.write().unwrap_or_else(PoisonError::into_inner).push(close);
    }

    #[cfg(feature = "tokio")]
    pub(crate) fn end_drain(&self, close: &Arc<Close>) {
        let mut drains = self.drains.write().unwrap_or_else(PoisonError::into_inner);
        drains.retain(|it| !Arc::ptr_eq(it, close));
    }

    fn shard(&self, id: usize) -> MutexGuard<'_, HashMap<usize, Arc<Control>>> {
        // Addresses are multiples of the allocator's alignment.
        lock(&self.shards[(id >> 6) % SHARDS])
    }
}

/// A connection's allocation is its name while it is open.
fn id(control: &Arc<Control>) -> usize {
    Arc::as_ptr(control) as usize
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
