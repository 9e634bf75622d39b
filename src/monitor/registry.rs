//! Which connections of a monitor are open, for drains and tags to find. Opening and ending a connection lock one
//! of several shards; messages never come here. A connection is only kept as long as it is open.

use std::{
    fmt,
    sync::{Arc, PoisonError, atomic::Ordering::Relaxed},
    time::Instant,
};

#[cfg(feature = "tokio")]
use std::sync::atomic::Ordering::{Acquire, Release};

#[cfg(feature = "tokio")]
use crate::sync::Notify;
use crate::{
    Close, Role,
    monitor::{handle::Control, tags::Tags},
    sync::{AtomicUsize, Mutex, MutexGuard, RwLock},
};

const SHARDS: usize = if cfg!(closeframe_loom) { 2 } else { 32 };

/// The open connections of a monitor and its clones.
pub(crate) struct Registry {
    shards: [Mutex<Shard>; SHARDS],
    /// Deals the connections out to the shards.
    inserted: AtomicUsize,
    /// What new connections are asked: by each drain that lasts, or has stopped the monitor.
    drains: RwLock<Vec<Arc<DrainRequest>>>,
    /// How many opening handshakes were let in, and have come to no connection yet.
    #[cfg(feature = "tokio")]
    openings: AtomicUsize,
    #[cfg(feature = "tokio")]
    openings_over: Notify,
}

/// An opening handshake of a server that was let in. A drain that begins before it has come to a connection, or
/// to nothing, waits until this is dropped.
#[cfg(feature = "tokio")]
#[derive(Debug)]
pub(crate) struct Opening(Arc<Registry>);

/// What a drain asks of a connection.
#[derive(Debug)]
pub(crate) struct DrainRequest {
    pub(crate) close: Close,
    /// When the connection is to have ended.
    pub(crate) deadline: Option<Instant>,
    /// It outlives the drain.
    #[cfg_attr(not(feature = "tokio"), allow(dead_code, reason = "nobody drains"))]
    pub(crate) stops: bool,
    /// Connections that have opened since, as long as somebody counts them.
    #[cfg(feature = "tokio")]
    pub(crate) late: Mutex<Option<Vec<Arc<Control>>>>,
}

impl DrainRequest {
    #[cfg(feature = "tokio")]
    pub(crate) fn request_close(&self, connection: &Control) {
        connection.request(self.close.clone(), self.deadline);
    }

    /// Asks a server's connection that opens only now. Once the deadline is over, which a monitor that has stopped
    /// outlives, it has the time of any other close.
    fn request_close_of_late(&self, connection: &Arc<Control>, now: Instant) {
        let deadline = self.deadline.filter(|deadline| now < *deadline);
        connection.request(self.close.clone(), deadline);
        #[cfg(feature = "tokio")]
        if let Some(late) = &mut *lock(&self.late) {
            late.push(Arc::clone(connection));
        }
    }

    /// Those that have opened since. From now on nobody counts them.
    #[cfg(feature = "tokio")]
    pub(crate) fn take_late(&self) -> Vec<Arc<Control>> {
        lock(&self.late).take().unwrap_or_default()
    }
}

/// A slab: an open connection has a slot, and the next one takes the slot that was freed last. So
/// inserting and removing cost the same however many there are.
#[derive(Debug, Default)]
struct Shard {
    slots: Vec<Option<Arc<Control>>>,
    free: Vec<u32>,
    tags: Tags,
}

/// Where a connection is found in the registry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    shard: u32,
    index: u32,
}

impl Default for Registry {
    fn default() -> Self {
        Self {
            // In a loop: `Default` of an array repeats its code 32 times.
            shards: std::array::from_fn(|_| Mutex::default()),
            inserted: AtomicUsize::default(),
            drains: RwLock::default(),
            #[cfg(feature = "tokio")]
            openings: AtomicUsize::default(),
            #[cfg(feature = "tokio")]
            openings_over: Notify::default(),
        }
    }
}

impl Registry {
    /// `now` is a clock.
    pub(crate) fn insert(&self, control: &Arc<Control>, role: Role, now: fn() -> Instant) -> Key {
        let shard = self.inserted.fetch_add(1, Relaxed) % SHARDS;
        let index = lock(&self.shards[shard]).insert(Arc::clone(control));
        let drains = self.drains.read().unwrap_or_else(PoisonError::into_inner);
        // The close is the newest's, the deadline whichever comes first. What a client connects to has
        // nothing to do with who is to leave here.
        for drain in drains.iter().rev().filter(|_| role == Role::Server) {
            drain.request_close_of_late(control, now());
        }
        Key { shard: shard as u32, index }
    }

    pub(crate) fn remove(&self, key: Key) {
        let removed = lock(&self.shards[key.shard as usize]).remove(key.index);
        // The last owner of a connection's wakers may run anything: not under the lock.
        drop(removed);
    }

    /// Has the connection found by this tag, as long as it is open.
    pub(crate) fn tag(&self, key: Key, tag: &str) {
        lock(&self.shards[key.shard as usize]).tags.add(key.index, tag);
    }

    pub(crate) fn tagged(&self, tag: &str) -> Vec<Arc<Control>> {
        let mut tagged = Vec::new();
        for shard in &self.shards {
            let Shard { slots, tags, .. } = &*lock(shard);
            let of_slot = |slot: &u32| slots[*slot as usize].clone();
            tagged.extend(tags.slots(tag).iter().filter_map(of_slot));
        }
        tagged
    }

    /// Looks at the connections that are open now, under the lock of their shard.
    pub(crate) fn each(&self, look: impl FnMut(&Arc<Control>)) {
        let mut look = look;
        for shard in &self.shards {
            lock(shard).slots.iter().flatten().for_each(&mut look);
        }
    }

    /// The connections that are open now.
    #[cfg(feature = "tokio")]
    pub(crate) fn open(&self) -> Vec<Arc<Control>> {
        let mut open = Vec::new();
        self.each(|connection| open.push(Arc::clone(connection)));
        open
    }

    /// The newest drain that lasts, or has stopped the monitor.
    #[cfg(feature = "tokio")]
    pub(crate) fn current_drain(&self) -> Option<Arc<DrainRequest>> {
        self.drains.read().unwrap_or_else(PoisonError::into_inner).last().cloned()
    }

    /// An opening handshake begins, unless there is a drain, which is returned. It is counted before the drains are
    /// looked at, under their lock: so a drain that it does not see sees it.
    #[cfg(feature = "tokio")]
    pub(crate) fn begin_opening(self: &Arc<Self>) -> Result<Opening, Arc<DrainRequest>> {
        self.openings.fetch_add(1, Relaxed);
        let opening = Opening(Arc::clone(self));
        self.current_drain().map_or(Ok(opening), Err)
    }

    #[cfg(feature = "tokio")]
    pub(crate) fn has_openings(&self) -> bool {
        self.openings.load(Acquire) > 0
    }

    /// Returns when all that were let in have come to a connection, or to nothing.
    #[cfg(feature = "tokio")]
    pub(crate) async fn openings_over(&self) {
        loop {
            // Before the look, so that an end in between is not missed.
            let over = self.openings_over.notified();
            if !self.has_openings() {
                return;
            }
            over.await;
        }
    }

    #[cfg(feature = "tokio")]
    pub(crate) fn begin_drain(&self, drain: Arc<DrainRequest>) {
        self.drains.write().unwrap_or_else(PoisonError::into_inner).push(drain);
    }

    /// The same for ever; in the place of another one that was to last so long.
    #[cfg(feature = "tokio")]
    pub(crate) fn stop(&self, drain: Arc<DrainRequest>) {
        let mut drains = self.drains.write().unwrap_or_else(PoisonError::into_inner);
        drains.retain(|it| !it.stops);
        drains.push(drain);
    }

    #[cfg(feature = "tokio")]
    pub(crate) fn end_drain(&self, drain: &Arc<DrainRequest>) {
        let mut drains = self.drains.write().unwrap_or_else(PoisonError::into_inner);
        drains.retain(|it| !Arc::ptr_eq(it, drain));
    }
}

#[cfg(feature = "tokio")]
impl Drop for Opening {
    fn drop(&mut self) {
        let Self(registry) = self;
        if registry.openings.fetch_sub(1, Release) == 1 {
            registry.openings_over.notify_waiters();
        }
    }
}

/// Neither the connections nor their tags: those are many, and the tags may be names.
impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registry").finish_non_exhaustive()
    }
}

impl Shard {
    fn insert(&mut self, control: Arc<Control>) -> u32 {
        if let Some(index) = self.free.pop() {
            self.slots[index as usize] = Some(control);
            return index;
        }
        self.slots.push(Some(control));
        (self.slots.len() - 1) as u32
    }

    fn remove(&mut self, index: u32) -> Option<Arc<Control>> {
        self.free.push(index);
        self.tags.remove(index);
        self.slots[index as usize].take()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
