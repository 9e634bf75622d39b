//! The observers of a monitor, and the wall between them and the connections.
//!
//! What observers do is not ours, and it is done in the thread that uses the socket, in a `Drop` at
//! times. So a panic of theirs ends there, and neither the connection nor the other observers notice.

use std::{
    fmt, mem,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use crate::Observer;

/// The observers of a monitor. Boxed besides: where in an `Arc` of anything its content lies has to be worked
/// out for each call.
#[derive(Clone, Default)]
pub(crate) struct Observers(Vec<Arc<Box<dyn Observer>>>);

impl Observers {
    pub(crate) fn push(&mut self, observer: impl Observer + 'static) {
        self.0.push(Arc::new(Box::new(observer)));
    }

    /// Calls `hook` on each. A panic must not end the process (the caller may be a `Drop`), nor
    /// keep the report from the others.
    pub(crate) fn each(&self, hook: impl Fn(&dyn Observer)) {
        let mut observers = self.0.iter();
        let mut call_on = || {
            for observer in observers.by_ref() {
                hook(&***observer);
            }
        };
        // After a panic, of which the panic hook has told by now, the next one is up.
        while contain(&mut call_on).is_none() {}
    }
}

/// Calls what is not ours; `None` if it panicked.
pub(crate) fn contain<T>(call: impl FnOnce() -> T) -> Option<T> {
    let payload = match catch_unwind(AssertUnwindSafe(call)) {
        Ok(value) => return Some(value),
        Err(payload) => payload,
    };
    // What a panic throws may be anything, and panic in its turn when it is dropped.
    if let Err(another) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        // So may that. There is no end to it but this.
        mem::forget(another);
    }
    None
}

impl fmt::Debug for Observers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} observers]", self.0.len())
    }
}
