//! Peers that live, peers that are dead, and pauses in which nobody looks.

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
        let mut pause = Some((now + limit.mul_f64(dice.f64()), limit.mul_f64(dice.f64() * 2.0)));
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
        if let Some(pause) = pause.take_if(|_| dice.bool()) {
            now += pause;
            // What was asked before the pause does not count.
            polled = polled.saturating_sub(limit);
        }
    }
    assert!(polled <= most + TURN, "seed {seed}: {polled:?} of at most {most:?}");
}
