//! How many events reach the log: a token bucket for each `code` label and level, and one for the opening
//! handshakes that fail.
//!
//! A bucket that is empty keeps events back, counts them, and gives them away as one summary when it
//! holds a token again. There is no timer: time is what the events carry, and a summary waits for the
//! next of them, or for a flush.

use std::{
    collections::HashMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use tracing::Level;

use super::LogRate;
use crate::{
    names::{event, field},
    observe::{CodeLabel, contain},
};

/// A summary comes at most this often for a bucket, however long a flood lasts.
const BETWEEN_SUMMARIES: Duration = Duration::from_secs(1);

/// The buckets of a log; as many as there are labels and levels, at most.
#[derive(Debug, Default)]
pub(super) struct Throttle {
    buckets: Mutex<Buckets>,
    /// Whether one of them has something to sum up.
    has_suppressed: AtomicBool,
}

type Buckets = HashMap<(Subject, Level), Bucket>;

/// What an event is about, as far as buckets tell it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Subject {
    Close(CodeLabel),
    HandshakeFailure,
}

#[derive(Debug)]
struct Bucket {
    rate: LogRate,
    tokens: f64,
    filled_at: Instant,
    suppressed: Option<Suppressed>,
}

/// What was kept back since the last summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Suppressed {
    count: u64,
    first: Instant,
    last: Instant,
}

impl Throttle {
    /// Whether an event may be written at `now`. If not, it will be part of a [`Summary`].
    pub(super) fn try_acquire(
        &self,
        subject: Subject,
        rate: LogRate,
        level: Level,
        now: Instant,
    ) -> bool {
        if rate == LogRate::UNLIMITED {
            return true;
        }
        let mut buckets = self.lock();
        let bucket = buckets.entry((subject, level)).or_insert_with(|| Bucket::full(rate, now));
        bucket.rate = rate;
        let admitted = bucket.has_token(now);
        if admitted {
            bucket.tokens -= 1.0;
        } else {
            bucket.suppress(now);
            self.has_suppressed.store(true, Relaxed);
        }
        admitted
    }

    /// Whether there is anything to sum up: one look, which saves most closes the lock.
    pub(super) fn has_suppressed(&self) -> bool {
        self.has_suppressed.load(Relaxed)
    }

    /// Writes what is to be summed up at `now`: that of which may be logged again.
    #[cold]
    pub(super) fn write_due(&self, now: Instant) {
        self.due(now).iter().for_each(Summary::write);
    }

    fn due(&self, now: Instant) -> Vec<Summary> {
        self.take(|bucket, suppressed| {
            now.saturating_duration_since(suppressed.first) >= BETWEEN_SUMMARIES
                && bucket.has_token(now)
        })
    }

    /// All that has not been summed up.
    pub(super) fn drain(&self) -> Vec<Summary> {
        self.take(|_, _| true)
    }

    fn take(&self, is_due: impl Fn(&mut Bucket, Suppressed) -> bool) -> Vec<Summary> {
        let mut summaries = Vec::new();
        let mut buckets = self.lock();
        let mut has_suppressed = false;
        for (&(subject, level), bucket) in &mut *buckets {
            let Some(suppressed) = bucket.suppressed else { continue };
            if is_due(bucket, suppressed) {
                bucket.suppressed = None;
                summaries.push(Summary { subject, level, suppressed });
            } else {
                has_suppressed = true;
            }
        }
        self.has_suppressed.store(has_suppressed, Relaxed);
        summaries
    }

    fn lock(&self) -> MutexGuard<'_, Buckets> {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Throttle {
    /// The last chance. A panic of the subscriber would end the process, if one is under way.
    fn drop(&mut self) {
        let rest = self.drain();
        let _ = contain(|| rest.iter().for_each(Summary::write));
    }
}

impl Bucket {
    fn full(rate: LogRate, now: Instant) -> Self {
        Self { rate, tokens: rate.burst(), filled_at: now, suppressed: None }
    }

    fn has_token(&mut self, now: Instant) -> bool {
        // Threads come in any order.
        let elapsed = now.saturating_duration_since(self.filled_at).as_secs_f64();
        self.filled_at = self.filled_at.max(now);
        self.tokens = (self.tokens + elapsed * self.rate.per_second()).min(self.rate.burst());
        self.tokens >= 1.0
    }

    fn suppress(&mut self, now: Instant) {
        let fresh = Suppressed { count: 0, first: now, last: now };
        let suppressed = self.suppressed.get_or_insert(fresh);
        suppressed.count += 1;
        suppressed.last = suppressed.last.max(now);
    }
}

/// Stands for the events of one subject and level that were kept back.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Summary {
    subject: Subject,
    level: Level,
    suppressed: Suppressed,
}

impl Summary {
    /// Writes the event, as loud as those that it stands for: whoever would have seen them sees this
    /// one, and no peer can make it louder.
    pub(super) fn write(&self) {
        match self.subject {
            Subject::Close(label) => self.write_of_closes(label),
            Subject::HandshakeFailure => self.write_of_handshakes(),
        }
    }

    fn write_of_closes(&self, label: CodeLabel) {
        let Suppressed { count, .. } = self.suppressed;
        let (label, duration_s) = (label.to_string(), self.suppressed.duration_s());
        // `tracing` wants the level of an event to be a constant: one call site for each.
        macro_rules! event_at {
            ($level:expr) => {
                tracing::event!(
                    name: event::CLOSE_SUPPRESSED,
                    target: event::TARGET,
                    // That of the close which happens to come now has nothing to do with it.
                    parent: None,
                    $level,
                    {
                        { field::EVENT_NAME } = event::CLOSE_SUPPRESSED,
                        { field::CODE_LABEL } = label.as_str(),
                        { field::SUPPRESSED_COUNT } = count,
                        { field::SUPPRESSED_DURATION_S } = duration_s,
                    },
                    "websocket close events suppressed"
                )
            };
        }
        match self.level {
            Level::ERROR => event_at!(Level::ERROR),
            Level::WARN => event_at!(Level::WARN),
            Level::INFO => event_at!(Level::INFO),
            Level::DEBUG => event_at!(Level::DEBUG),
            Level::TRACE => event_at!(Level::TRACE),
        }
    }

    /// They have one level.
    fn write_of_handshakes(&self) {
        let Suppressed { count, .. } = self.suppressed;
        tracing::event!(
            name: event::HANDSHAKE_SUPPRESSED,
            target: event::TARGET,
            parent: None,
            Level::DEBUG,
            {
                { field::EVENT_NAME } = event::HANDSHAKE_SUPPRESSED,
                { field::HANDSHAKE_SUPPRESSED_COUNT } = count,
                { field::HANDSHAKE_SUPPRESSED_DURATION_S } = self.suppressed.duration_s(),
            },
            "websocket handshake events suppressed"
        );
    }
}

impl Suppressed {
    /// From the first to the last.
    fn duration_s(&self) -> f64 {
        self.last.saturating_duration_since(self.first).as_secs_f64()
    }
}

#[cfg(test)]
mod tests;
