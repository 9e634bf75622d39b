//! What was logged and counted in a test.
//!
//! Recorder and subscriber are lent to the thread of the test alone, so that tests which run side by side do
//! not see each other's. Only what this crate says is kept.

mod log;
mod metrics;

use std::fmt;

pub use self::log::LogEvent;
use self::{log::Log, metrics::Counters};
use crate::names::event;

/// The log events and counters of the thread to which it is [lent](Self::lend).
///
/// # Example: what a handler's end is to operators
///
/// ```
/// use closeframe::{Outcome, testing::{Captured, Recorder, ReportBuilder}, tracing::Level};
/// use closeframe::{CountCloses, LogCloses, Observer};
///
/// let captured = Captured::default();
/// let lent = captured.lend();
/// let report = ReportBuilder::new(Outcome::Clean).with_received(1001, "bye").build();
/// LogCloses::new().on_close(&report);
/// CountCloses::new().on_close(&report);
/// drop(lent);
///
/// assert_eq!(captured.close_event().level(), Level::DEBUG);
/// assert_eq!(captured.close_event().field("websocket.close.reason"), Some("bye"));
/// assert_eq!(captured.counter("websocket_closes_total", &[("code", "1001")]), 1);
/// ```
#[derive(Debug, Default)]
pub struct Captured {
    log: Log,
    counters: Counters,
}

impl Captured {
    /// Captures what this thread logs and counts from now on, until the guard is dropped.
    ///
    /// A `#[tokio::test]` runs in one thread unless told otherwise, with all tasks that it spawns.
    #[must_use = "nothing is captured once the guard is dropped"]
    pub fn lend(&self) -> Lent<'_> {
        log::have_all_subscribers_asked();
        Lent {
            _recorder: ::metrics::set_default_local_recorder(&self.counters),
            _subscriber: tracing::subscriber::set_default(self.log.clone()),
        }
    }

    /// The events of this crate, at whatever level, in their order.
    #[must_use]
    pub fn events(&self) -> Vec<LogEvent> {
        self.log.events()
    }

    /// The event of a connection's end, of which there has to be exactly one by now.
    ///
    /// # Panics
    ///
    /// With the events there are, if that is not so.
    #[must_use]
    #[track_caller]
    pub fn close_event(&self) -> LogEvent {
        let events = self.events();
        let mut closes = events.iter().filter(|event| event.name() == event::CLOSE);
        match (closes.next(), closes.next()) {
            (Some(event), None) => event.clone(),
            _ => panic!("not one event of a connection's end: {events:#?}"),
        }
    }

    /// The sum of the counters that have this name and all of these labels: 0 if there is none.
    #[must_use]
    pub fn counter(&self, name: &str, labels: &[(&str, &str)]) -> u64 {
        self.counters.sum(name, labels)
    }
}

/// Log and metrics of this thread go to a [`Captured`] until it is dropped.
pub struct Lent<'a> {
    _recorder: ::metrics::LocalRecorderGuard<'a>,
    _subscriber: tracing::subscriber::DefaultGuard,
}

impl fmt::Debug for Lent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lent").finish_non_exhaustive()
    }
}
