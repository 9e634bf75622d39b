//! When an idle peer is pinged, and when it is given up.
//!
//! A peer that was cut off says nothing, and TCP may take a quarter of an hour to notice: so a quiet
//! one is asked for a sign of life (RFC 6455 section 5.5.2). What counts is only the time in which
//! somebody polled the socket, since a peer cannot be blamed for what nobody looked at. Clock, timer
//! and socket are the driver's.

use std::time::{Duration, Instant};

/// A look that comes later than this was kept back by more than the timer's grain: before the peer is
/// blamed, the runtime gets a turn to see what has arrived in the meantime.
const ON_TIME: Duration = Duration::from_millis(20);
/// How long that turn is at least; it is as long as the look was late, since as much has piled up.
const TURN: Duration = Duration::from_millis(50);
/// How many such turns there are. Where even the last is late, the machine is overloaded for good.
const MAX_TURNS: u8 = 3;
/// A look that comes later than this, and later than a slice, was slept through, by a laptop or by a
/// handler that was busy elsewhere: the peer is asked again.
const SLEPT_THROUGH: Duration = Duration::from_millis(250);
/// A timer looks at the end of each slice of a limit, since a pause shows in nothing but a late look. One
/// that ends within a slice is not seen, and so can cost the peer no more than that.
const SLICES: u32 = 8;

/// What one connection's keepalive waits for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Liveness {
    interval: Duration,
    limit: Duration,
    looks: Looks,
    wait: Wait,
}

#[derive(Debug, Clone, Copy)]
enum Wait {
    /// Nothing has come in since; the next ping is due an interval later.
    Idle { since: Instant },
    /// Any frame that comes in from the ping on is a sign of life.
    Pinged(Deadline),
}

/// What is to be done about a peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Check {
    /// Nothing before that moment.
    WaitUntil(Instant),
    /// Send a ping; then nothing before that moment.
    Ping { then: Instant },
    /// It showed no sign of life: give it up.
    Dead,
}

impl Liveness {
    pub(crate) fn new((interval, limit): (Duration, Duration), looks: Looks, now: Instant) -> Self {
        Self { interval, limit, looks, wait: Wait::Idle { since: now } }
    }

    /// What is to be done now. `last_input`: when a message came in last, as far as it was looked at up
    /// to this very moment; `has_read`: other bytes have since the last check. When they did nobody knows:
    /// they are an answer to a ping, and postpone none.
    pub(crate) fn check(&mut self, now: Instant, last_input: Instant, has_read: bool) -> Check {
        let since = match &mut self.wait {
            Wait::Idle { since } => (*since).max(last_input),
            Wait::Pinged(deadline) if last_input >= deadline.since => last_input,
            Wait::Pinged(deadline) if has_read => deadline.since,
            Wait::Pinged(deadline) => {
                return match deadline.check(now) {
                    Verdict::WaitUntil(until) => Check::WaitUntil(until),
                    Verdict::SleptThrough => self.ping(now),
                    Verdict::Over => Check::Dead,
                };
            }
        };
        self.wait = Wait::Idle { since };
        let due = later(since, self.interval);
        match now < due {
            true => Check::WaitUntil(due),
            false => self.ping(now),
        }
    }

    /// The ping is answered. Returns when the next is due, if nothing comes in until then.
    pub(crate) fn answered(&mut self, now: Instant) -> Instant {
        self.wait = Wait::Idle { since: now };
        later(now, self.interval)
    }

    fn ping(&mut self, now: Instant) -> Check {
        let deadline = Deadline::new(now, self.limit, self.looks);
        self.wait = Wait::Pinged(deadline);
        Check::Ping { then: deadline.until() }
    }
}

/// What makes the driver look at the peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Looks {
    /// A timer, which is late only where the runtime is.
    ByTimer,
    /// The end of a read or write that blocked: late by up to its time-out, and it has looked all that time.
    ByBlockingCalls,
}

/// The time that a peer has for something, of which only what somebody polled counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    since: Instant,
    limit: Duration,
    looks: Looks,
    /// The next look.
    until: Instant,
    /// What of the limit comes after that.
    left: Duration,
    turns: u8,
}

/// What has become of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    WaitUntil(Instant),
    /// Nobody looked when it ran out: the peer cannot be blamed.
    SleptThrough,
    Over,
}

impl Deadline {
    pub(crate) fn new(since: Instant, limit: Duration, looks: Looks) -> Self {
        let mut it = Self { since, limit, looks, until: since, left: limit, turns: 0 };
        it.begin_slice(since);
        it
    }

    pub(crate) fn until(&self) -> Instant {
        self.until
    }

    pub(crate) fn check(&mut self, now: Instant) -> Verdict {
        loop {
            let Some(late) = now.checked_duration_since(self.until) else {
                return Verdict::WaitUntil(self.until);
            };
            let (on_time, slept_through) = match self.looks {
                Looks::ByTimer => (ON_TIME, SLEPT_THROUGH.max(self.limit / SLICES)),
                Looks::ByBlockingCalls => (self.limit, self.limit),
            };
            if late > slept_through {
                return Verdict::SleptThrough;
            }
            let is_late = late > on_time;
            if !self.left.is_zero() {
                self.begin_slice(if is_late { now } else { self.until });
            } else if is_late && self.turns < MAX_TURNS {
                self.turns += 1;
                self.until = later(now, late.max(TURN));
            } else {
                return Verdict::Over;
            }
        }
    }

    fn begin_slice(&mut self, since: Instant) {
        let slice = match self.looks {
            Looks::ByTimer => (self.limit / SLICES).max(TURN).min(self.left),
            Looks::ByBlockingCalls => self.left,
        };
        self.left -= slice;
        self.until = later(since, slice);
    }
}

/// So much later, or in thirty years: what no clock can hold is never due.
fn later(moment: Instant, by: Duration) -> Instant {
    const NEVER: Duration = Duration::from_secs(30 * 365 * 24 * 3600);
    moment + by.min(NEVER)
}

#[cfg(test)]
mod tests;
