//! The primitives that connections share, for loom: its own, and what it lacks in terms of those.

use std::sync::atomic::Ordering::AcqRel;

use loom::sync::atomic::AtomicU8;
pub(crate) use loom::sync::{
    Mutex, MutexGuard, RwLock,
    atomic::{AtomicBool, AtomicUsize},
};

/// tokio's, which loom cannot see into: other threads may run before and after each of its steps.
#[derive(Debug, Default)]
pub(crate) struct Notify {
    notify: tokio::sync::Notify,
    step: AtomicU8,
}

impl Notify {
    /// Counts from the call on, as tokio's does.
    pub(crate) fn notified(&self) -> impl Future<Output = ()> {
        self.step();
        let notified = self.notify.notified();
        async move {
            self.step();
            notified.await;
            self.step();
        }
    }

    pub(crate) fn notify_waiters(&self) {
        self.step();
        self.notify.notify_waiters();
        self.step();
    }

    fn step(&self) {
        self.step.fetch_add(1, AcqRel);
    }
}
