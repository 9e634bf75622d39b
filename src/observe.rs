//! Observers: whoever receives the report; the log and the metrics are two of them.

use std::{
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use crate::{CloseReport, Direction, Role, Violation, catalog::Catalog};

/// Receives what a [`CloseMonitor`](crate::CloseMonitor) sees.
///
/// A closure that takes a `&CloseReport` is an observer too.
///
/// # When the hooks are called
///
/// - [`on_open`](Self::on_open): when a socket is wrapped; the WebSocket handshake is over.
/// - [`on_violation`](Self::on_violation): when a close frame breaks a rule, at that moment.
/// - [`on_close`](Self::on_close): **exactly once** per connection, as soon as its ending is known:
///   in a read or write, or when the socket is dropped, also by a panic or an abort.
/// - [`flush`](Self::flush): when [`CloseMonitor::flush`](crate::CloseMonitor::flush) is called, and at
///   the end of a [drain](crate::CloseMonitor::drain).
///
/// They are called in the order in which the observers were added, in the thread that uses the
/// socket.
///
/// # Panics
///
/// An observer should not panic: it may run in a `Drop` while the thread is panicking. If one does,
/// its panic is caught, the others are called all the same, and the connection goes on.
///
/// # Example: keep the connections that the peer cut
///
/// ```
/// use std::sync::{Arc, Mutex};
/// use closeframe::{CloseMonitor, CloseReport, Outcome};
///
/// let cut = Arc::new(Mutex::new(Vec::new()));
/// let seen = Arc::clone(&cut);
/// let closes = CloseMonitor::silent().with_observer(move |report: &CloseReport| {
///     if report.outcome() == Outcome::Eof {
///         seen.lock().unwrap().push(report.duration());
///     }
/// });
/// # drop(closes);
/// ```
pub trait Observer: Send + Sync {
    /// A connection was opened; `catalog` is the monitor's.
    fn on_open(&self, role: Role, catalog: &Catalog) {
        let _ = (role, catalog);
    }

    /// A close frame broke a rule.
    fn on_violation(&self, role: Role, direction: Direction, violation: Violation) {
        let _ = (role, direction, violation);
    }

    /// A connection ended.
    fn on_close(&self, report: &CloseReport);

    /// The process may be about to end: what is held back is to be written now.
    fn flush(&self) {}
}

impl<F: Fn(&CloseReport) + Send + Sync> Observer for F {
    fn on_close(&self, report: &CloseReport) {
        self(report);
    }
}

/// The observers of a monitor.
#[derive(Clone, Default)]
pub(crate) struct Observers(Vec<Arc<dyn Observer>>);

impl Observers {
    pub(crate) fn push(&mut self, observer: impl Observer + 'static) {
        self.0.push(Arc::new(observer));
    }

    /// Calls `hook` on each. A panic must not end the process (the caller may be a `Drop`), nor
    /// keep the report from the others.
    pub(crate) fn each(&self, hook: impl Fn(&dyn Observer)) {
        let mut observers = self.0.iter();
        let mut call_on = || {
            for observer in observers.by_ref() {
                hook(&**observer);
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

impl std::fmt::Debug for Observers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "[{} observers]", self.0.len())
    }
}
