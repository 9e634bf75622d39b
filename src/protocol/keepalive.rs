//! When an idle peer is pinged, and when it is given up.
//!
//! A peer that was cut off says nothing, and TCP may take a quarter of an hour to notice: so a quiet
//! one is asked for a sign of life (RFC 6455 section 5.5.2). What counts is only the time in which
//! somebody polled the socket, since a peer cannot be blamed for what nobody looked at. Clock, timer
//! and socket are the driver's.

use std::time::{Duration, Instant};

/// A deadline that is found passed by more than this was not kept by the timer: before the peer is
/// blamed, the runtime gets a turn to see what has arrived in the meantime.
const ON_TIME: Duration = Duration::from_millis(20);
/// How long that turn is.
const TURN: Duration = Duration::from_millis(50);
/// A deadline that is found passed by more than this, and by more than an eighth of the limit, was slept
/// through, by a laptop or by a handler that was busy elsewhere: the peer is asked again.
const SLEPT_THROUGH: Duration = Duration::from_millis(250);

/// What one connection's keepalive waits for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Liveness {
    interval: Duration,
    limit: Duration,
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
    pub(crate) fn new(interval: Duration, limit: Duration, now: Instant) -> Self {
        Self { interval, limit, wait: Wait::Idle { since: now } }
    }

    /// What is to be done now. `last_input`: when a message came in last, as far as it was looked at up
    /// to this very moment; `has_read`: other bytes have since the last check, whenever that was.
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

    fn ping(&mut self, now: Instant) -> Check {
        let deadline = Deadline::new(now, self.limit);
        self.wait = Wait::Pinged(deadline);
        Check::Ping { then: deadline.until() }
    }
}

/// The time that a peer has for something, of which only what somebody polled counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    since: Instant,
    limit: Duration,
    /// The deadline has passed, and was found so late that something may have arrived which the
    /// runtime has yet to see: it is given a turn, until then.
    last_look: Option<Instant>,
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
    pub(crate) fn new(since: Instant, limit: Duration) -> Self {
        Self { since, limit, last_look: None }
    }

    pub(crate) fn until(&self) -> Instant {
        self.last_look.unwrap_or_else(|| later(self.since, self.limit))
    }

    pub(crate) fn check(&mut self, now: Instant) -> Verdict {
        let until = self.until();
        let Some(late) = now.checked_duration_since(until) else {
            return Verdict::WaitUntil(until);
        };
        if late > SLEPT_THROUGH.max(self.limit / 8) {
            return Verdict::SleptThrough;
        }
        if late > ON_TIME && self.last_look.is_none() {
            let until = later(now, TURN);
            self.last_look = Some(until);
            return Verdict::WaitUntil(until);
        }
        Verdict::Over
    }
}

/// So much later, or in thirty years: what no clock can hold is never due.
fn later(moment: Instant, by: Duration) -> Instant {
    const NEVER: Duration = Duration::from_secs(30 * 365 * 24 * 3600);
    moment + by.min(NEVER)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn liveness(now: Instant) -> Liveness {
        Liveness::new(20 * SECOND, 20 * SECOND, now)
    }

    #[test]
    fn a_silent_peer_is_pinged_after_the_interval_and_dead_after_the_limit() {
        let start = Instant::now();
        let mut liveness = liveness(start);
        assert_eq!(liveness.check(start, start, false), Check::WaitUntil(start + 20 * SECOND));
        let due = start + 20 * SECOND;
        assert_eq!(liveness.check(due, start, false), Check::Ping { then: due + 20 * SECOND });
        let almost = due + 20 * SECOND - Duration::from_nanos(1);
        assert_eq!(liveness.check(almost, start, false), Check::WaitUntil(due + 20 * SECOND));
        assert_eq!(liveness.check(due + 20 * SECOND, start, false), Check::Dead);
    }

    #[test]
    fn any_input_since_the_ping_is_a_sign_of_life() {
        let start = Instant::now();
        let mut liveness = liveness(start);
        let due = start + 20 * SECOND;
        assert!(matches!(liveness.check(due, start, false), Check::Ping { .. }));
        // The pong is in at the very moment of the ping, on a paused clock for example.
        assert_eq!(
            liveness.check(due + 20 * SECOND, due, false),
            Check::Ping { then: due + 40 * SECOND }
        );
        let input = due + 30 * SECOND;
        assert_eq!(liveness.check(input, input, false), Check::WaitUntil(input + 20 * SECOND));
    }

    #[test]
    fn a_deadline_that_was_slept_through_blames_nobody() {
        let start = Instant::now();
        let mut liveness = liveness(start);
        assert!(matches!(liveness.check(start + 20 * SECOND, start, false), Check::Ping { .. }));
        // A laptop was shut for an hour.
        let awake = start + 3600 * SECOND;
        assert_eq!(liveness.check(awake, start, false), Check::Ping { then: awake + 20 * SECOND });
        // Now it is looked at all the time, and nothing comes.
        assert_eq!(liveness.check(awake + 20 * SECOND, start, false), Check::Dead);
    }

    #[test]
    fn a_deadline_that_is_found_a_little_late_gives_the_runtime_a_turn() {
        let start = Instant::now();
        let mut liveness = liveness(start);
        let due = start + 20 * SECOND;
        assert!(matches!(liveness.check(due, start, false), Check::Ping { .. }));
        let late = due + 22 * SECOND;
        assert_eq!(liveness.check(late, start, false), Check::WaitUntil(late + TURN));
        assert_eq!(liveness.check(late + TURN, start, false), Check::Dead);
    }

    /// A peer that says something at least once within each limit of polled time, and an owner that
    /// polls when it likes: whatever the two do, it is not blamed. A peer that falls silent is found
    /// within interval and limit of polled time, and a turn of the runtime.
    #[test]
    fn who_lives_is_never_blamed_and_who_is_dead_is_found_in_ten_thousand_schedules() {
        for seed in 0..10_000 {
            let mut dice = fastrand::Rng::with_seed(seed);
            let interval = Duration::from_millis(dice.u64(1..40_000));
            let limit = Duration::from_millis(dice.u64(200..40_000));
            lives((interval, limit), &mut dice, seed);
            is_found_dead((interval, limit), &mut dice, seed);
        }
    }

    fn lives((interval, limit): (Duration, Duration), dice: &mut fastrand::Rng, seed: u64) {
        let start = Instant::now();
        let mut liveness = Liveness::new(interval, limit, start);
        let (mut now, mut last_input) = (start, start);
        // When the next frame arrives, and whether the kernel has shown it to the runtime.
        let mut arrives = start + limit.mul_f64(dice.f64());
        for _ in 0..200 {
            if arrives <= now {
                last_input = now;
                arrives = now + limit.mul_f64(dice.f64() * 0.999);
            }
            let until = match liveness.check(now, last_input, false) {
                Check::WaitUntil(until) => until,
                Check::Ping { then } => then,
                Check::Dead => panic!("seed {seed}: blamed a peer that lives"),
            };
            // The timer or the peer's frame; or nobody for a while; or a laptop is shut, and its network
            // comes back when it likes, within the limit.
            now = until.min(arrives).max(now);
            match dice.u8(0..8) {
                0 => now += limit.mul_f64(dice.f64() * 3.0),
                1 => {
                    now += limit.mul_f64(1.125 + dice.f64() * 3.0) + SLEPT_THROUGH;
                    arrives = now + limit.mul_f64(dice.f64() * 0.999);
                }
                _ => {}
            }
        }
    }

    fn is_found_dead((interval, limit): (Duration, Duration), dice: &mut fastrand::Rng, seed: u64) {
        let start = Instant::now();
        let mut liveness = Liveness::new(interval, limit, start);
        let (mut now, mut polled) = (start, Duration::ZERO);
        let most = interval + limit;
        // A process that is stopped again and again may never find out; here it is, once.
        let mut pause = dice.bool().then(|| limit.mul_f64(dice.f64() * 3.0));
        loop {
            let until = match liveness.check(now, start, false) {
                Check::WaitUntil(until) => until,
                Check::Ping { then } => then,
                Check::Dead => break,
            };
            polled += until - now;
            now = until;
            if dice.bool()
                && let Some(pause) = pause.take()
            {
                now += pause;
                // What was asked before the pause does not count.
                polled = polled.saturating_sub(limit);
            }
        }
        assert!(polled <= most + TURN, "seed {seed}: {polled:?} of at most {most:?}");
    }
}
