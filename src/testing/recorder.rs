//! An observer that keeps the reports.
//!
//! A test asks for the one report of its one connection, or for the next. What it asserts of them is said in
//! `assertions.rs`.

use std::{
    collections::VecDeque,
    future::Future,
    panic::Location,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;

use super::patience;
use crate::{CloseMonitor, CloseReport, Observer};

/// Keeps the reports of a monitor, for a test to look at. Clones keep them together.
///
/// # Example: in a monitor of your own
///
/// ```
/// use closeframe::{CloseMonitor, testing::Recorder};
///
/// let recorder = Recorder::default();
/// let closes = CloseMonitor::silent().with_observer(recorder.clone());
/// # drop(closes);
/// assert!(recorder.reports().is_empty());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Recorder(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    kept: Mutex<Kept>,
    news: Notify,
}

#[derive(Debug, Default)]
struct Kept {
    all: Vec<CloseReport>,
    /// Those that [`Recorder::next`] has not returned.
    new: VecDeque<CloseReport>,
}

impl Recorder {
    /// The default monitor, which counts and logs, with this observer behind: what is recorded has been
    /// counted and logged.
    #[must_use]
    pub fn monitor(&self) -> CloseMonitor {
        CloseMonitor::default().with_observer(self.clone())
    }

    /// All reports, in the order in which the connections ended.
    #[must_use]
    pub fn reports(&self) -> Vec<CloseReport> {
        self.kept().all.clone()
    }

    /// The report, of which there has to be exactly one by now.
    ///
    /// # Panics
    ///
    /// With the sentence of each, if there is none or more than one.
    #[must_use]
    #[track_caller]
    pub fn only(&self) -> CloseReport {
        let reports = self.reports();
        match &reports[..] {
            [report] => report.clone(),
            [] => panic!("no connection has ended"),
            many => {
                let sentences: String = many.iter().map(|report| format!("\n  {report}")).collect();
                panic!("{} connections have ended, not one:{sentences}", many.len())
            }
        }
    }

    /// Waits for the next report: each is returned once.
    ///
    /// # Panics
    ///
    /// If no connection ends within five minutes of tokio's clock, which are over at once in a test whose
    /// time is paused.
    ///
    /// # Cancel safety
    ///
    /// A report is taken only when it is returned.
    #[track_caller]
    pub fn next(&self) -> impl Future<Output = CloseReport> {
        let next = async {
            loop {
                let news = self.0.news.notified();
                let taken = self.kept().new.pop_front();
                match taken {
                    Some(report) => return report,
                    None => news.await,
                }
            }
        };
        patience::expect("no connection ended", Location::caller(), next)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Observer for Recorder {
    fn on_close(&self, report: &CloseReport) {
        let mut kept = self.kept();
        kept.all.push(report.clone());
        kept.new.push_back(report.clone());
        drop(kept);
        self.0.news.notify_waiters();
    }
}
