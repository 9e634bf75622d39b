//! What the observers of a monitor are told.

use std::sync::{Arc, Mutex};

use closeframe::{
    CloseMonitor, CloseReport, ErrorType, Observer,
    observe::{HandshakeFailed, HandshakeFailure, Opened},
};

/// What an observer was told of a connection that never opened: why, what kind of error, and what HTTP status.
pub(crate) type Told = (HandshakeFailure, Option<ErrorType>, Option<u16>);

/// All that the observers of a monitor were told.
#[derive(Clone, Default)]
pub(crate) struct Heard(Arc<Mutex<All>>);

#[derive(Default)]
struct All {
    failed: Vec<Told>,
    opened: usize,
    reports: Vec<CloseReport>,
}

impl Heard {
    pub(crate) fn monitor(&self) -> CloseMonitor {
        CloseMonitor::default().with_observer(self.clone())
    }

    pub(crate) fn failed(&self) -> Vec<Told> {
        self.0.lock().unwrap().failed.clone()
    }

    pub(crate) fn opened(&self) -> usize {
        self.0.lock().unwrap().opened
    }

    pub(crate) fn closed(&self) -> usize {
        self.0.lock().unwrap().reports.len()
    }

    /// The report of the connection, of which there has to be one, and no other that did not open.
    pub(crate) fn only(&self) -> CloseReport {
        let all = self.0.lock().unwrap();
        assert_eq!((all.opened, all.failed.len(), all.reports.len()), (1, 0, 1));
        all.reports[0].clone()
    }

    /// How it failed, where none has opened.
    pub(crate) fn unopened(&self) -> Vec<Told> {
        assert_eq!((self.opened(), self.closed()), (0, 0));
        self.failed()
    }
}

impl Observer for Heard {
    fn on_open(&self, _: &Opened<'_>) {
        self.0.lock().unwrap().opened += 1;
    }

    fn on_handshake_failed(&self, failed: &HandshakeFailed<'_>) {
        let status = failed.status().map(|status| status.as_u16());
        self.0.lock().unwrap().failed.push((failed.reason(), failed.error_type(), status));
    }

    fn on_close(&self, report: &CloseReport) {
        self.0.lock().unwrap().reports.push(report.clone());
    }
}
