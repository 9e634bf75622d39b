//! Connections of libraries that are not wrapped: what the application tells, and what is reported. The
//! outcomes are those that a socket would have had.

mod endings;
#[cfg(feature = "tokio")]
mod outside;
mod random;

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use closeframe::{
    Close, CloseMonitor, CloseReport, Direction, MonitoredConnection, Observer, Role, Violation,
    observe::{Opened, ViolationSeen},
};

/// Keeps what observers are given.
#[derive(Clone, Default)]
pub(crate) struct Records(Arc<Kept>);

#[derive(Default)]
struct Kept {
    opened: AtomicUsize,
    reports: Mutex<Vec<CloseReport>>,
    violations: Mutex<Vec<(Direction, Violation)>>,
}

impl Records {
    pub(crate) fn monitor(&self) -> CloseMonitor {
        CloseMonitor::silent().with_observer(self.clone())
    }

    pub(crate) fn opened(&self) -> usize {
        self.0.opened.load(Relaxed)
    }

    pub(crate) fn reports(&self) -> Vec<CloseReport> {
        self.0.reports.lock().unwrap().clone()
    }

    pub(crate) fn violations(&self) -> Vec<(Direction, Violation)> {
        self.0.violations.lock().unwrap().clone()
    }
}

impl Observer for Records {
    fn on_open(&self, _: &Opened<'_>) {
        self.0.opened.fetch_add(1, Relaxed);
    }

    fn on_violation(&self, seen: &ViolationSeen) {
        self.0.violations.lock().unwrap().push((seen.direction(), seen.violation()));
    }

    fn on_close(&self, report: &CloseReport) {
        self.0.reports.lock().unwrap().push(report.clone());
    }
}

/// What an application may tell, or what happens to its connection.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Tell {
    /// The payload of the peer's close.
    Received(&'static [u8]),
    /// That of ours.
    Sent(&'static [u8]),
    Failed(u16),
    Fin,
    Io(io::ErrorKind),
    /// What the system says.
    Os(i32),
    /// An error that is not one of io.
    OtherError,
    Message,
    /// A handle asks for a close.
    Ask,
    Take,
    /// So many seconds go by.
    Wait(u64),
    Drop,
    Panic,
}

/// 1000, without a reason.
pub(crate) const NORMAL: &[u8] = b"\x03\xE8";

/// Tells all of it, and drops what is left.
pub(crate) async fn tell(monitor: &CloseMonitor, role: Role, tells: &[Tell]) {
    let mut told = Some(monitor.open(role));
    for tell in tells {
        match tell {
            Tell::Wait(seconds) => tokio::time::advance(Duration::from_secs(*seconds)).await,
            Tell::Drop => drop(told.take()),
            Tell::Panic => {
                let told = told.take();
                let handler = AssertUnwindSafe(move || {
                    let _told = told;
                    // No message on standard error.
                    std::panic::resume_unwind(Box::new(()));
                });
                assert!(catch_unwind(handler).is_err());
            }
            tell => {
                if let Some(told) = &mut told {
                    tell_one(told, *tell);
                }
            }
        }
    }
}

fn tell_one(told: &mut MonitoredConnection, tell: Tell) {
    match tell {
        Tell::Received(payload) => drop(told.received(payload)),
        Tell::Sent(payload) => told.sent(payload),
        Tell::Failed(code) => drop(told.failed(code)),
        Tell::Fin => told.ended(None),
        Tell::Io(kind) => told.ended(Some(&io::Error::from(kind))),
        Tell::Os(number) => told.ended(Some(&io::Error::from_raw_os_error(number))),
        Tell::OtherError => told.ended(Some(&std::fmt::Error)),
        Tell::Message => told.received_message(),
        Tell::Ask => told.close_handle().close(Close::normal()),
        Tell::Take => drop(told.take_close_request()),
        Tell::Wait(_) | Tell::Drop | Tell::Panic => unreachable!("done before"),
    }
}
