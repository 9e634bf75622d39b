//! Closing all connections of a monitor, spread over time, so that their clients do not come back at once.
//! A drain asks each connection as a handle would, and counts how they ended. It polls no socket.

use std::{collections::HashSet, pin::pin, sync::Arc, time::Duration};

use tokio::time::{Instant, sleep_until, timeout_at};

use crate::{
    Close, CloseHandle, CloseMonitor, Outcome,
    monitor::handle::Control,
    monitor::registry::{DrainRequest, Registry},
    random::random,
    sync::Mutex,
};

/// How long past its deadline a drain waits for the next report of those that end at it.
const GRACE: Duration = Duration::from_millis(100);
/// And at most, however many do: whoever drains has to be told before the process is killed.
const MOST_GRACE: Duration = Duration::from_millis(400);

/// What became of the connections that were open when a drain began, or whose opening handshake was let in by
/// then; and of those that opened while such a handshake went on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Drained {
    /// Both close frames went over.
    pub clean: usize,
    /// The peer closed legally and was gone before our answer could leave.
    pub not_awaited: usize,
    /// Our close frame left, and the transport ended without an answer.
    pub unanswered: usize,
    /// The application let go of them before their close handshake was over.
    pub abandoned: usize,
    /// The close handshake outlived [`Policy::close_timeout`](crate::Policy::close_timeout), or the
    /// deadline.
    pub timed_out: usize,
    /// They ended in any other way meanwhile.
    pub otherwise: usize,
    /// They were still open after the deadline: nobody polls them.
    pub still_open: usize,
}

impl CloseMonitor {
    /// Closes all connections of this monitor and its clones, spread over `pacing` so that their
    /// clients do not come back at once, waits for their ends, and tells how many went how.
    ///
    /// The connections are closed in random order, each at a random moment of its own share of
    /// `pacing`, or of half of `deadline` if that is shorter, so that the last one too has time for its
    /// close handshake.
    ///
    /// As long as a drain lasts, who asks [`accept`](Self::accept), or the extractor for axum, for a connection
    /// is answered with 503 instead, and with a `Retry-After` of the seconds that are left, from 1 to 30. A server's
    /// socket that is wrapped meanwhile is closed at once, by the same deadline. A client's stays open, and
    /// [`connect`](Self::connect) goes on as before. For a process that goes on to its end, there is [`drain_and_stop`](Self::drain_and_stop).
    ///
    /// At `deadline`, counted from the call, connections end with
    /// [`Outcome::Timeout`](crate::Outcome::Timeout), as far as their sockets are polled; their reports
    /// are waited for until 100 ms have brought none, for 400 ms at most. Those that nobody polls are
    /// [still open](Drained::still_open) then. Last, the observers are [flushed](Self::flush).
    ///
    /// Keep `deadline` below the time after which the process is killed, or its last reports are lost:
    /// 10 s by `docker stop`, 30 s in Kubernetes, unless they are told otherwise.
    ///
    /// Use 1001 [`CloseCode::GOING_AWAY`](crate::CloseCode::GOING_AWAY). 1012 Service Restart says
    /// more, but WebKit takes 1012-1014 for a protocol error and reports 1006.
    ///
    /// A connection closes when its socket is next read or flushed, which an async one is woken for;
    /// a blocking one looks when it does so. What its owner sends from then on waits for the end and
    /// then fails, as after [`CloseHandle::close`]. Sockets that were dropped with `finish_on_drop` are
    /// waited for too.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime, or in one without `time`.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future ends the drain: connections that were not yet asked to close stay open.
    pub async fn drain(&self, close: Close, pacing: Duration, deadline: Duration) -> Drained {
        let begun = Instant::now();
        let drain = Arc::new(DrainRequest::new(close, begun, deadline, false));
        let _active = ActiveDrain::begin(self.registry(), &drain);
        self.close_all(&drain, begun, pacing.min(deadline / 2)).await
    }

    /// The same as [`drain`](Self::drain), and nothing opens any more, even when it is over: for the end of a
    /// process.
    ///
    /// Who asks for a connection then is answered with 503 and a `Retry-After` of 1; a server's socket that is
    /// wrapped then is closed at once, with the time that [any close](crate::Policy::close_timeout) has.
    ///
    /// # Panics
    ///
    /// As [`drain`](Self::drain).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future ends the drain as it does there, and the monitor has stopped all the same, from
    /// the first poll on.
    ///
    /// # Example: a shutdown
    ///
    /// ```
    /// use std::time::Duration;
    /// use closeframe::{Close, CloseCode, CloseMonitor, Drained};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
    /// let closes = CloseMonitor::default();
    /// // … serve, until it is time to go; then:
    /// let close = Close::new(CloseCode::GOING_AWAY, "deploying")?;
    /// let (pacing, deadline) = (Duration::from_secs(3), Duration::from_secs(8));
    /// let drained = closes.drain_and_stop(close, pacing, deadline).await;
    /// assert_eq!(drained, Drained::default()); // There were no connections.
    /// # Ok::<(), closeframe::InvalidClose>(())
    /// # })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn drain_and_stop(
        &self,
        close: Close,
        pacing: Duration,
        deadline: Duration,
    ) -> Drained {
        let begun = Instant::now();
        let drain = Arc::new(DrainRequest::new(close, begun, deadline, true));
        self.registry().stop(Arc::clone(&drain));
        self.close_all(&drain, begun, pacing.min(deadline / 2)).await
    }

    async fn close_all(&self, drain: &DrainRequest, begun: Instant, pacing: Duration) -> Drained {
        let counting = Counting(drain);
        // Their clients have been told that they are connected, or are just being told.
        let has_openings = self.registry().has_openings();
        if !has_openings {
            drain.take_late();
        }
        let mut connections = self.registry().open();
        shuffle(&mut connections);

        let share = pacing / u32::try_from(connections.len().max(1)).unwrap_or(u32::MAX);
        for (n, connection) in connections.iter().enumerate() {
            let moment = share.saturating_mul(n as u32).saturating_add(share.mul_f64(random()));
            match begun.checked_add(moment) {
                // A timer is late by up to a millisecond: whoever is due by then is asked without one.
                Some(moment) if moment > Instant::now() => sleep_until(moment).await,
                _ => {}
            }
            drain.request_close(connection);
        }
        // They are asked as they open.
        let mut late = Vec::new();
        let all_ended = async {
            if has_openings {
                self.registry().openings_over().await;
                late = counting.late_beside(&connections);
            }
            for connection in connections.iter().chain(&late) {
                CloseHandle::new(Arc::clone(connection)).closed().await;
            }
        };
        match drain.deadline {
            // What is still open is counted below.
            Some(deadline) => end_by(deadline.into(), &connections, all_ended).await,
            None => all_ended.await,
        }
        // Of those whose openings are not over yet.
        late.extend(counting.late_beside(&connections));
        self.flush();
        Drained::count(connections.iter().chain(&late))
    }
}

/// Has connections that open meanwhile kept, to be counted, until it is dropped.
struct Counting<'d>(&'d DrainRequest);

impl Counting<'_> {
    /// Those that are not among the others: what opens as the drain begins is in both.
    fn late_beside(&self, others: &[Arc<Control>]) -> Vec<Arc<Control>> {
        let mut late = self.0.take_late();
        if !late.is_empty() {
            let known: HashSet<_> = others.iter().map(Arc::as_ptr).collect();
            late.retain(|connection| !known.contains(&Arc::as_ptr(connection)));
        }
        late
    }
}

impl Drop for Counting<'_> {
    fn drop(&mut self) {
        self.0.take_late();
    }
}

/// Waits until all have ended; past the deadline, only while one after the other does, and [`MOST_GRACE`] at most.
/// Many that end by the same deadline need more time than one, and a busy machine gives them less.
async fn end_by(deadline: Instant, connections: &[Arc<Control>], all_ended: impl Future) {
    let last = deadline.checked_add(MOST_GRACE).unwrap_or(deadline);
    let open = || connections.iter().filter(|connection| connection.report().is_none()).count();
    let mut all_ended = pin!(all_ended);
    let (mut end, mut before) = (deadline, None);
    while timeout_at(end, all_ended.as_mut()).await.is_err() {
        let now = Some(open());
        if before == now || end == last {
            return;
        }
        (end, before) = (last.min(Instant::now() + GRACE), now);
    }
}

impl DrainRequest {
    fn new(close: Close, begun: Instant, deadline: Duration, stops: bool) -> Self {
        let deadline = begun.checked_add(deadline).map(Instant::into_std);
        Self { close, deadline, stops, late: Mutex::new(Some(Vec::new())) }
    }
}

impl Drained {
    fn count<'c>(connections: impl Iterator<Item = &'c Arc<Control>>) -> Self {
        let mut drained = Self::default();
        for connection in connections {
            let count = match connection.report().map(|report| report.outcome()) {
                None => &mut drained.still_open,
                Some(Outcome::Clean) => &mut drained.clean,
                Some(Outcome::NotAwaited) => &mut drained.not_awaited,
                Some(Outcome::Unanswered) => &mut drained.unanswered,
                Some(Outcome::Abandoned) => &mut drained.abandoned,
                Some(Outcome::Timeout) => &mut drained.timed_out,
                Some(_) => &mut drained.otherwise,
            };
            *count += 1;
        }
        drained
    }
}

/// Has new connections asked until it is dropped.
struct ActiveDrain<'r> {
    registry: &'r Registry,
    drain: Arc<DrainRequest>,
}

impl<'r> ActiveDrain<'r> {
    fn begin(registry: &'r Registry, drain: &Arc<DrainRequest>) -> Self {
        registry.begin_drain(Arc::clone(drain));
        Self { registry, drain: Arc::clone(drain) }
    }
}

impl Drop for ActiveDrain<'_> {
    fn drop(&mut self) {
        self.registry.end_drain(&self.drain);
    }
}

fn shuffle<T>(items: &mut [T]) {
    for end in (1..items.len()).rev() {
        items.swap(end, (random() * (end + 1) as f64) as usize);
    }
}
