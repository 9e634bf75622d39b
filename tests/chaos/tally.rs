//! The books: what was opened, what was reported, what went wrong.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
};

use closeframe::{
    CLOSES_TOTAL, CONNECTIONS_OPENED_TOTAL, CloseReport, Observer, Outcome, Role, catalog::Catalog,
};
use metrics::{Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit};

use crate::way::Way;

/// The books of one run.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) connections: AtomicU64,
    pub(crate) opened: AtomicU64,
    closed: [AtomicU64; Outcome::ALL.len()],
    /// Connections whose monitor, and so whose socket, is still held by somebody.
    pub(crate) alive: AtomicU64,
    pub(crate) drains: AtomicU64,
    /// Connections that a drain met.
    pub(crate) drained: AtomicU64,
    endings: Mutex<BTreeMap<String, BTreeMap<&'static str, u64>>>,
    failures: Mutex<Vec<String>>,
}

impl Tally {
    pub(crate) fn closed(&self) -> u64 {
        self.closed.iter().map(|count| count.load(SeqCst)).sum()
    }

    pub(crate) fn count(&self, way: Way, report: Option<&CloseReport>) {
        let outcome = report.map_or("(not opened)", |report| report.outcome().as_str());
        let mut endings = self.endings.lock().unwrap();
        *endings.entry(format!("{way:?}")).or_default().entry(outcome).or_default() += 1;
    }

    pub(crate) fn fail(&self, failure: String) {
        self.failures.lock().unwrap().push(failure);
    }

    /// Only a few are worth reading.
    pub(crate) fn has_failed_enough(&self) -> bool {
        self.failures.lock().unwrap().len() >= 20
    }

    pub(crate) fn failures(&self) -> Vec<String> {
        self.failures.lock().unwrap().clone()
    }

    /// The outcomes as this observer and as the metrics counted them must be the same.
    pub(crate) fn check_metrics(&self, before: &[u64], after: &[u64]) {
        let counts = [&self.opened].into_iter().chain(&self.closed).map(|count| count.load(SeqCst));
        let metered: Vec<u64> =
            after.iter().zip(before).map(|(after, before)| after - before).collect();
        assert_eq!(counts.collect::<Vec<_>>(), metered, "observer and metrics disagree");
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (way, outcomes) in &*self.endings.lock().unwrap() {
            write!(f, "  {way:<36}")?;
            for (outcome, count) in outcomes {
                write!(f, " {outcome} {count}")?;
            }
            writeln!(f)?;
        }
        write!(f, "  by outcome:")?;
        for (outcome, count) in Outcome::ALL.iter().zip(&self.closed) {
            write!(f, " {outcome} {}", count.load(SeqCst))?;
        }
        let [drains, drained] = [&self.drains, &self.drained].map(|count| count.load(SeqCst));
        writeln!(f, "\n  {drains} drains met {drained} connections")?;
        let [connections, opened] = [&self.connections, &self.opened].map(|it| it.load(SeqCst));
        write!(f, "  {connections} connections, {opened} opened, {} reports", self.closed())
    }
}

/// The observer of all connections of a run.
pub(crate) struct Books(pub(crate) Arc<Tally>);

impl Observer for Books {
    fn on_open(&self, _: Role, _: &Catalog) {
        self.0.opened.fetch_add(1, SeqCst);
    }

    fn on_close(&self, report: &CloseReport) {
        self.0.closed[place(report.outcome().as_str())].fetch_add(1, SeqCst);
    }
}

/// The observer of one connection.
pub(crate) struct Seen {
    pub(crate) name: String,
    pub(crate) opened: AtomicU64,
    pub(crate) reported: AtomicU64,
    /// How far the client got in its script.
    pub(crate) step: AtomicU64,
    tally: Arc<Tally>,
}

impl Seen {
    pub(crate) fn new(name: String, tally: &Arc<Tally>) -> Arc<Self> {
        tally.alive.fetch_add(1, SeqCst);
        let [opened, reported, step] = Default::default();
        Arc::new(Self { name, opened, reported, step, tally: Arc::clone(tally) })
    }
}

impl Drop for Seen {
    fn drop(&mut self) {
        self.tally.alive.fetch_sub(1, SeqCst);
    }
}

pub(crate) struct Watch(pub(crate) Arc<Seen>);

impl Observer for Watch {
    fn on_open(&self, _: Role, _: &Catalog) {
        self.0.opened.fetch_add(1, SeqCst);
    }

    fn on_close(&self, report: &CloseReport) {
        // Whenever it comes, even long after the connection was looked at.
        if self.0.reported.fetch_add(1, SeqCst) > 0 {
            self.0.tally.fail(format!("{}: one more report: {report}", self.0.name));
        }
    }
}

fn place(outcome: &str) -> usize {
    Outcome::ALL.iter().position(|it| it.as_str() == outcome).expect("a known outcome")
}

/// A recorder that keeps what the invariant is about, and allocates nothing later.
#[derive(Clone)]
pub(crate) struct Metered(Arc<[Arc<AtomicU64>]>);

impl Metered {
    /// The one of this process.
    pub(crate) fn installed() -> &'static Self {
        static INSTALLED: OnceLock<Metered> = OnceLock::new();
        INSTALLED.get_or_init(|| {
            let metered = Self((0..=Outcome::ALL.len()).map(|_| Arc::default()).collect());
            assert!(metrics::set_global_recorder(metered.clone()).is_ok(), "no other recorder");
            metered
        })
    }

    /// Opened, and then closed by outcome.
    pub(crate) fn read(&self) -> Vec<u64> {
        self.0.iter().map(|count| count.load(SeqCst)).collect()
    }
}

impl Recorder for Metered {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        let count = match key.name() {
            CONNECTIONS_OPENED_TOTAL => &self.0[0],
            CLOSES_TOTAL => {
                let outcome = key.labels().find(|label| label.key() == "outcome");
                &self.0[1 + place(outcome.expect("a close has an outcome").value())]
            }
            _ => return Counter::noop(),
        };
        Counter::from_arc(Arc::clone(count))
    }

    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }

    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::noop()
    }
}
