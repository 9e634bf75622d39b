//! What the console shows: the open connections, and how the others ended.
//!
//! All of it is bounded, whatever clients do, but for the open connections, of which there are only so many. Who
//! writes into it never waits for who reads.

use std::{
    collections::{BTreeMap, VecDeque},
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{SystemTime, UNIX_EPOCH},
};

use closeframe::{CloseReport, LogCloses};
use serde::Serialize;
use tokio::sync::watch;

use super::{
    concern::Concern,
    ending::{Ending, Which},
    hour::Hour,
    kind::Kind,
    update::{Changes, Told},
    visit::Visit,
};

/// Of each concern, so that the routine does not push out what matters.
const REMEMBERED_ENDINGS: usize = 100;
/// Of the open connections, a page lists the newest.
const LISTED_OPEN: usize = 8;

/// Keeps what the console shows, and wakes the pages at every change.
#[derive(Clone, Debug)]
pub(crate) struct Book {
    state: Arc<Mutex<State>>,
    changed: watch::Sender<()>,
    /// Judges as the log does.
    log: Arc<LogCloses>,
}

#[derive(Debug, Default)]
struct State {
    opened: u64,
    open: BTreeMap<u64, Open>,
    hour: Hour,
    ended: u64,
    /// By concern, newest first.
    endings: [VecDeque<Arc<Ending>>; Concern::COUNT],
}

/// An open connection.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Open {
    id: u64,
    peer: SocketAddr,
    path: Option<String>,
    at: u64,
}

impl Book {
    pub(crate) fn new() -> Self {
        Self { state: Arc::default(), changed: watch::Sender::new(()), log: Arc::default() }
    }

    /// An observer for one connection, to be added to its monitor and given to its handshake.
    pub(crate) fn visit(&self, peer: SocketAddr) -> Visit {
        Visit::new(self.clone(), peer)
    }

    /// Returns the connection's number.
    pub(super) fn enter(&self, peer: SocketAddr, path: Option<String>) -> u64 {
        let at = now_ms();
        let mut state = self.state();
        state.opened += 1;
        let id = state.opened;
        state.open.insert(id, Open { id, peer, path, at });
        state.hour.count_opened(at / 1000);
        drop(state);
        self.changed.send_replace(());
        id
    }

    pub(super) fn leave(
        &self,
        id: u64,
        peer: SocketAddr,
        path: Option<&str>,
        report: &CloseReport,
    ) {
        let at = now_ms();
        let concern = Concern::of(report, self.log.level(report));
        let kind = Kind::of(report, concern);
        let mut ending = Ending::new(Which { id, peer, path, at }, concern, report);

        let mut state = self.state();
        state.open.remove(&id);
        state.hour.count(kind, at / 1000);
        state.ended += 1;
        ending.number = state.ended;
        let endings = &mut state.endings[concern as usize];
        endings.push_front(Arc::new(ending));
        endings.truncate(REMEMBERED_ENDINGS);
        drop(state);
        self.changed.send_replace(());
    }

    /// Wakes at every change.
    pub(super) fn changes(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }

    /// What has changed for a page that was told so far, and how far it is told with that.
    pub(super) fn since(&self, told: Told) -> (Changes, Told) {
        let now = now_ms();
        let mut state = self.state();
        state.hour.forget_before(now / 1000);
        let spans = state.hour.since(told.span);
        let untold = |ending: &&Arc<Ending>| ending.number > told.ending;
        let endings = state.endings.iter().flat_map(|of_it| of_it.iter().take_while(untold));
        let changes = Changes {
            now,
            open_count: state.open.len(),
            open: state.open.values().rev().take(LISTED_OPEN).cloned().collect(),
            endings: endings.cloned().collect(),
            spans,
        };
        let span = changes.spans.last().map_or(told.span, |latest| latest.start);
        (changes, Told { span, ending: state.ended })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn now_ms() -> u64 {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since_epoch.as_millis()).unwrap_or(u64::MAX)
}
