//! `CloseMonitor::splice`: what passes, byte for byte, and what is reported of it. Literal frames go in on
//! both sides, and come out on the other; time stands still unless a test lets it go on.

mod bytes;
mod drains;
mod endings;
mod leftovers;
mod limits;
mod relayed;
mod rough;
mod streams;
mod survivors;
mod tcp;

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use closeframe::{
    CloseMonitor, CloseReport, Direction, Initiator, Observer, Outcome, Splice, Spliced, Violation,
    observe::ViolationSeen,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex},
    task::JoinHandle,
    time::timeout,
};

/// A client's text "hi", masked with zeros.
pub(crate) const CLIENTS_TEXT: &[u8] = b"\x81\x82\0\0\0\0hi";
/// A server's.
pub(crate) const SERVERS_TEXT: &[u8] = b"\x81\x02hi";

/// A client's close, masked with zeros.
pub(crate) fn clients_close(code: u16) -> Vec<u8> {
    [b"\x88\x82\0\0\0\0", &code.to_be_bytes()[..]].concat()
}

pub(crate) fn servers_close(code: u16) -> Vec<u8> {
    [b"\x88\x02", &code.to_be_bytes()[..]].concat()
}

/// Keeps what observers are given.
#[derive(Debug, Clone, Default)]
pub(crate) struct Records {
    reports: Arc<Mutex<Vec<CloseReport>>>,
    violations: Arc<Mutex<Vec<(Direction, Violation)>>>,
}

impl Records {
    pub(crate) fn monitor(&self) -> CloseMonitor {
        CloseMonitor::silent().with_observer(self.clone())
    }

    pub(crate) fn reports(&self) -> Vec<CloseReport> {
        self.reports.lock().unwrap().clone()
    }

    pub(crate) fn violations(&self) -> Vec<(Direction, Violation)> {
        self.violations.lock().unwrap().clone()
    }
}

impl Observer for Records {
    fn on_violation(&self, seen: &ViolationSeen) {
        self.violations.lock().unwrap().push((seen.direction(), seen.violation()));
    }

    fn on_close(&self, report: &CloseReport) {
        self.reports.lock().unwrap().push(report.clone());
    }
}

/// A splice in a task, and what it stands between.
pub(crate) struct Ends {
    pub(crate) client: Option<DuplexStream>,
    pub(crate) server: Option<DuplexStream>,
    pub(crate) records: Records,
    pub(crate) monitor: CloseMonitor,
    task: JoinHandle<Spliced>,
}

type Near<'s> = Splice<'s, DuplexStream, DuplexStream>;

impl Ends {
    /// Streams that hold so many bytes.
    pub(crate) fn of(
        size: usize,
        monitor: impl FnOnce(CloseMonitor) -> CloseMonitor,
        how: impl FnOnce(Near<'_>) -> Near<'_> + Send + 'static,
    ) -> Self {
        let records = Records::default();
        let monitor = monitor(records.monitor());
        let (client, mut near) = duplex(size);
        let (mut far, server) = duplex(size);
        let closes = monitor.clone();
        let task = tokio::spawn(async move { how(closes.splice(&mut near, &mut far)).await });
        Self { client: Some(client), server: Some(server), records, monitor, task }
    }

    pub(crate) fn new() -> Self {
        Self::of(1 << 16, |monitor| monitor, |splice| splice)
    }

    /// What passes through, whatever chunks it comes in.
    pub(crate) async fn client_sends(&mut self, bytes: &[u8]) {
        self.client.as_mut().unwrap().write_all(bytes).await.unwrap();
    }

    pub(crate) async fn server_sends(&mut self, bytes: &[u8]) {
        self.server.as_mut().unwrap().write_all(bytes).await.unwrap();
    }

    pub(crate) async fn client_reads(&mut self, bytes: &[u8]) {
        assert_eq!(read(self.client.as_mut().unwrap(), bytes.len()).await, bytes);
    }

    pub(crate) async fn server_reads(&mut self, bytes: &[u8]) {
        assert_eq!(read(self.server.as_mut().unwrap(), bytes.len()).await, bytes);
    }

    pub(crate) async fn client_reads_end(&mut self) {
        assert_eq!(read(self.client.as_mut().unwrap(), 1).await, b"");
    }

    pub(crate) async fn server_reads_end(&mut self) {
        assert_eq!(read(self.server.as_mut().unwrap(), 1).await, b"");
    }

    /// Shuts the client's writing side.
    pub(crate) async fn client_shuts(&mut self) {
        self.client.as_mut().unwrap().shutdown().await.unwrap();
    }

    pub(crate) async fn server_shuts(&mut self) {
        self.server.as_mut().unwrap().shutdown().await.unwrap();
    }

    /// Waits for the end; there is one report.
    pub(crate) async fn spliced(self) -> Spliced {
        // Of paused time: nothing stays open for ever.
        let spliced = timeout(Duration::from_secs(60), self.task).await.expect("it ends").unwrap();
        let reports = self.records.reports();
        assert_eq!(reports.len(), 1, "{reports:?}");
        assert_eq!(reports[0].to_string(), spliced.report.to_string());
        spliced
    }

    /// The same, and what is told.
    pub(crate) async fn told(self) -> (u16, Initiator, Outcome) {
        told(&self.spliced().await.report)
    }

    /// Drops the future.
    pub(crate) async fn abort(self) -> CloseReport {
        self.task.abort();
        assert!(self.task.await.unwrap_err().is_cancelled());
        let mut reports = self.records.reports();
        assert_eq!(reports.len(), 1, "{reports:?}");
        reports.remove(0)
    }
}

pub(crate) fn told(report: &CloseReport) -> (u16, Initiator, Outcome) {
    (report.code().map_or(0, |code| code.as_u16()), report.initiator(), report.outcome())
}

/// At most so many bytes, fewer at the end of the stream.
async fn read(io: &mut DuplexStream, count: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut io = io.take(count as u64);
    timeout(Duration::from_secs(60), io.read_to_end(&mut bytes)).await.expect("it comes").unwrap();
    bytes
}
