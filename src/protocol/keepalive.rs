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
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn liveness(now: Instant) -> Liveness {
        Liveness::new((20 * SECOND, 20 * SECOND), Looks::ByTimer, now)
    }

    /// Follows what it says, with a timer that is exact, as long as it only waits; when it did something
    /// else, and what.
    fn follow(liveness: &mut Liveness, mut now: Instant, last_input: Instant) -> (Instant, Check) {
        loop {
            match liveness.check(now, last_input, false) {
                Check::WaitUntil(until) => now = until,
                other => return (now, other),
            }
        }
    }

    #[test]
    fn a_silent_peer_is_pinged_after_the_interval_and_dead_after_the_limit() {
        let start = Instant::now();
        let mut liveness = liveness(start);
        assert_eq!(liveness.check(start, start, false), Check::WaitUntil(start + 20 * SECOND));
        let due = start + 20 * SECOND;
        let slice = 20 * SECOND / SLICES;
        assert_eq!(liveness.check(due, start, false), Check::Ping { then: due + slice });
        for n in 1..SLICES {
            let then = due + (n + 1) * slice;
            assert_eq!(liveness.check(due + n * slice, start, false), Check::WaitUntil(then));
        }
        let almost = due + 20 * SECOND - Duration::from_nanos(1);
        assert_eq!(liveness.check(almost, start, false), Check::WaitUntil(due + 20 * SECOND));
        assert_eq!(liveness.check(due + 20 * SECOND, start, false), Check::Dead);
    }

    /// Whatever can be divided by eight or not, and below the timer's grain.
    #[test]
    fn the_limit_is_exact_in_slices_too() {
        for limit in [1, 7, 19, 20, 21, 163, 20_001, 3_600_000].map(Duration::from_millis) {
            let start = Instant::now();
            let mut liveness = Liveness::new((SECOND, limit), Looks::ByTimer, start);
            let due = start + SECOND;
            assert!(matches!(liveness.check(due, start, false), Check::Ping { .. }));
            assert_eq!(follow(&mut liveness, due, start), (due + limit, Check::Dead), "{limit:?}");
        }
    }

    #[test]
    fn any_input_since_the_ping_is_a_sign_of_life() {
        let start = Instant::now();
        let mut liveness = liveness(start);
        let due = start + 20 * SECOND;
        assert!(matches!(liveness.check(due, start, false), Check::Ping { .. }));
        // The pong is in at the very moment of the ping, on a paused clock for example.
        let (again, check) = follow(&mut liveness, due + SECOND, due);
        assert_eq!((again, matches!(check, Check::Ping { .. })), (due + 20 * SECOND, true));
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
        assert!(matches!(liveness.check(awake, start, false), Check::Ping { .. }));
        // Now it is looked at all the time, and nothing comes.
        assert_eq!(follow(&mut liveness, awake, start), (awake + 20 * SECOND, Check::Dead));
    }

    /// Asked, and looked at in time but for the last time.
    fn almost_dead(start: Instant) -> (Liveness, Instant) {
        let mut liveness = liveness(start);
        let due = start + 20 * SECOND;
        assert!(matches!(liveness.check(due, start, false), Check::Ping { .. }));
        let end = due + 20 * SECOND;
        let mut until = due;
        while until < end {
            match liveness.check(until, start, false) {
                Check::WaitUntil(then) => until = then,
                other => panic!("{other:?}"),
            }
        }
        (liveness, end)
    }

    #[test]
    fn a_deadline_that_is_found_a_little_late_gives_the_runtime_a_turn() {
        let start = Instant::now();
        let (mut liveness, end) = almost_dead(start);
        let late = end + 2 * ON_TIME;
        assert_eq!(liveness.check(late, start, false), Check::WaitUntil(late + TURN));
        assert_eq!(liveness.check(late + TURN, start, false), Check::Dead);
    }

    /// After two seconds in which nobody polled, a runtime may need that long to hand on what has
    /// arrived for 100,000 sockets; its timers come first.
    #[test]
    fn a_runtime_that_catches_up_has_as_long_as_it_was_away() {
        let start = Instant::now();
        let (mut liveness, end) = almost_dead(start);
        let late = end + 2 * SECOND;
        assert_eq!(liveness.check(late, start, false), Check::WaitUntil(late + 2 * SECOND));
        // It is still busy.
        let late = late + 2 * SECOND + SECOND / 10;
        assert_eq!(liveness.check(late, start, false), Check::WaitUntil(late + SECOND / 10));
        let mut peer_lives = liveness;
        let seen = late + SECOND / 20;
        assert_eq!(peer_lives.check(seen, seen, false), Check::WaitUntil(seen + 20 * SECOND));
        assert_eq!(liveness.check(late + SECOND / 10, start, false), Check::Dead);
    }

    #[test]
    fn a_dead_peer_is_found_by_timers_that_are_always_late() {
        for late in [ON_TIME, SECOND / 40, SECOND / 5] {
            for limit in [SECOND / 5, 2 * SECOND, 20 * SECOND] {
                let start = Instant::now();
                let mut liveness = Liveness::new((SECOND, limit), Looks::ByTimer, start);
                let mut now = start;
                while let Check::WaitUntil(until) | Check::Ping { then: until } =
                    liveness.check(now, start, false)
                {
                    now = until + late;
                }
                let took = now - start;
                let most = SECOND + limit + late * (SLICES + 3) + (TURN.max(late) + late) * 3;
                assert!(took >= SECOND + limit && took <= most, "{late:?}, {limit:?}: {took:?}");
            }
        }
    }

    /// A read that waits for three quarters of the limit has looked all that time.
    #[test]
    fn blocking_reads_find_a_dead_peer_with_any_time_out_below_the_limit() {
        for time_out in [50, 3_000, 15_000, 19_999].map(Duration::from_millis) {
            let start = Instant::now();
            let times = (20 * SECOND, 20 * SECOND);
            let mut liveness = Liveness::new(times, Looks::ByBlockingCalls, start);
            let mut now = start;
            while liveness.check(now, start, false) != Check::Dead {
                now += time_out;
                assert!(now - start <= 40 * SECOND + 2 * time_out, "{time_out:?}: not found");
            }
            assert!(now - start >= 40 * SECOND, "{time_out:?}");
        }
    }

    /// A pause in which the peer's network was away as well does not count, wherever in the wait it lies;
    /// but for the slice in which it began.
    #[test]
    fn a_pause_costs_the_peer_a_slice_at_most() {
        for seed in 0..10_000 {
            let mut dice = fastrand::Rng::with_seed(seed);
            let limit = Duration::from_millis(dice.u64(400..40_000));
            let start = Instant::now();
            let mut liveness = Liveness::new((SECOND, limit), Looks::ByTimer, start);
            let mut now = start + SECOND;
            let Check::Ping { then: mut until } = liveness.check(now, start, false) else {
                panic!("seed {seed}: the ping is due");
            };
            // In time that was polled.
            let slice = limit / SLICES;
            let mut answer = now + (limit - slice).mul_f64(dice.f64());
            let mut pause =
                Some((now + limit.mul_f64(dice.f64()), limit.mul_f64(dice.f64() * 2.0)));
            while until < answer {
                now = until;
                if let Some((begins, length)) = pause
                    && begins <= now
                {
                    pause = None;
                    let resumes = begins + length;
                    if begins < answer {
                        answer += length;
                    }
                    now = now.max(resumes);
                    if answer <= now {
                        break;
                    }
                }
                until = match liveness.check(now, start, false) {
                    Check::WaitUntil(until) => until,
                    Check::Ping { then } => then,
                    Check::Dead => panic!("seed {seed}: blamed {:?} early", answer - now),
                };
            }
        }
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
        let mut liveness = Liveness::new((interval, limit), Looks::ByTimer, start);
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
        let mut liveness = Liveness::new((interval, limit), Looks::ByTimer, start);
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
