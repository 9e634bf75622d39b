//! The trait of those who are told.
//!
//! Hooks have bodies where there is nothing to do in most observers, and take one event each, so that
//! more can be told without a change to them. There is no hook for messages: those cost nothing.

use super::{HandshakeFailed, Opened, ViolationSeen};
use crate::CloseReport;

/// Receives what a [`CloseMonitor`](crate::CloseMonitor) sees.
///
/// A closure that takes a `&CloseReport` is an observer too.
///
/// # When the hooks are called
///
/// - [`on_open`](Self::on_open): when a socket is wrapped; the WebSocket handshake is over.
/// - [`on_handshake_failed`](Self::on_handshake_failed): when an opening handshake of `accept`, `connect`,
///   `upgrade` or the extractor for axum fails, or `open_failed` tells of another; such a connection has no
///   other event.
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
///
/// # Example: how many are open
///
/// ```
/// use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
/// use closeframe::{CloseReport, Observer, observe::Opened};
///
/// #[derive(Default)]
/// struct Gauge(AtomicI64);
///
/// impl Observer for Gauge {
///     fn on_open(&self, _: &Opened) {
///         self.0.fetch_add(1, Relaxed);
///     }
///
///     fn on_close(&self, _: &CloseReport) {
///         self.0.fetch_sub(1, Relaxed);
///     }
/// }
/// # let closes = closeframe::CloseMonitor::silent().with_observer(Gauge::default());
/// # drop(closes);
/// ```
pub trait Observer: Send + Sync {
    /// A connection was opened.
    fn on_open(&self, opened: &Opened<'_>) {
        let _ = opened;
    }

    /// A connection never opened.
    fn on_handshake_failed(&self, failed: &HandshakeFailed<'_>) {
        let _ = failed;
    }

    /// A close frame broke a rule.
    fn on_violation(&self, seen: &ViolationSeen) {
        let _ = seen;
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
