use super::{Bucket, CodeLabel, Duration, Instant, Level, LogRate, Subject, Throttle};
use crate::CloseCode;

const SUBJECT: Subject = Subject::Close(CodeLabel::Other);

/// How many of `tries` at `now` are admitted.
fn admitted(throttle: &Throttle, rate: LogRate, tries: u32, now: Instant) -> u32 {
    (0..tries).map(|_| u32::from(throttle.try_acquire(SUBJECT, rate, Level::INFO, now))).sum()
}

#[test]
fn a_burst_then_so_many_a_second() {
    let (throttle, rate, start) = (Throttle::default(), LogRate::new(100, 10.0), Instant::now());
    assert_eq!(admitted(&throttle, rate, 1000, start), 100);
    for second in 1..=5 {
        assert_eq!(admitted(&throttle, rate, 1000, start + Duration::from_secs(second)), 10);
    }
    // It fills up to the burst and no further.
    assert_eq!(admitted(&throttle, rate, 1000, start + Duration::from_secs(3600)), 100);
    // A thread that comes late takes nothing away from the others.
    assert_eq!(admitted(&throttle, rate, 1000, start), 0);
    assert_eq!(admitted(&throttle, rate, 1000, start + Duration::from_secs(3601)), 10);
}

#[test]
fn strange_rates_are_what_the_documentation_says() {
    let start = Instant::now();
    let later = start + Duration::from_secs(100_000_000);
    for (rate, at_once, after_long) in [
        (LogRate::UNLIMITED, 1000, 1000),
        (LogRate::new(0, 1.0), 1, 1),
        (LogRate::new(5, 0.0), 5, 0),
        (LogRate::new(5, -1.0), 5, 0),
        (LogRate::new(5, f64::NAN), 5, 0),
        (LogRate::new(5, f64::MAX), 5, 5),
        (LogRate::new(u32::MAX, 1.0), 1000, 1000),
        (LogRate::new(2, 1e-7), 2, 2),
    ] {
        let throttle = Throttle::default();
        assert_eq!(admitted(&throttle, rate, 1000, start), at_once, "{rate:?}");
        assert_eq!(admitted(&throttle, rate, 1000, later), after_long, "{rate:?}");
    }
}

#[test]
fn what_was_kept_back_is_told_once_when_the_label_may_be_logged_again() {
    let (throttle, rate, start) = (Throttle::default(), LogRate::new(1, 0.5), Instant::now());
    let at = |seconds| start + Duration::from_secs_f64(seconds);
    assert!(throttle.try_acquire(SUBJECT, rate, Level::INFO, at(0.0)));
    for seconds in [0.1, 0.2, 0.4] {
        assert!(!throttle.try_acquire(SUBJECT, rate, Level::INFO, at(seconds)));
    }
    assert_eq!(throttle.due(at(1.9)), []);
    let [summary] = &throttle.due(at(2.1))[..] else { panic!("no summary") };
    assert_eq!(
        (summary.subject, summary.level, summary.suppressed.count),
        (SUBJECT, Level::INFO, 3)
    );
    assert_eq!((summary.suppressed.first, summary.suppressed.last), (at(0.1), at(0.4)));
    assert_eq!((throttle.due(at(9.0)), throttle.drain()), (vec![], vec![]));
}

/// In one second 160 that went away, and 5 that the application dropped.
#[test]
fn what_is_routine_takes_nothing_from_what_is_not() {
    let (throttle, now) = (Throttle::default(), Instant::now());
    let count = |label, level, tries| {
        (0..tries).filter(|_| throttle.try_acquire(label, LogRate::default(), level, now)).count()
    };
    let gone = Subject::Close(CodeLabel::Named(CloseCode::GOING_AWAY));
    assert_eq!(count(gone, Level::DEBUG, 160), 100);
    assert_eq!(count(gone, Level::ERROR, 5), 5);
    assert_eq!(count(SUBJECT, Level::DEBUG, 1), 1);
    let [summary] = &throttle.drain()[..] else { panic!("one bucket was emptied") };
    assert_eq!(
        (summary.subject, summary.level, summary.suppressed.count),
        (gone, Level::DEBUG, 60)
    );
}

#[test]
fn a_long_flood_is_summed_up_once_a_second() {
    let (throttle, rate, start) = (Throttle::default(), LogRate::default(), Instant::now());
    let (mut logged, mut summaries, mut told) = (0, 0, 0);
    for n in 0..100_000 {
        let now = start + Duration::from_micros(100) * n;
        for summary in throttle.due(now) {
            summaries += 1;
            told += summary.suppressed.count;
        }
        logged += u64::from(throttle.try_acquire(SUBJECT, rate, Level::INFO, now));
    }
    assert_eq!(logged, 100 + 99);
    assert_eq!(summaries, 9);
    assert_eq!(told + throttle.drain()[0].suppressed.count + logged, 100_000);
}

#[test]
fn a_bucket_takes_over_a_new_rate() {
    let now = Instant::now();
    let mut bucket = Bucket::full(LogRate::new(100, 10.0), now);
    bucket.rate = LogRate::new(3, 10.0);
    assert!(bucket.has_token(now));
    assert_eq!(bucket.tokens, 3.0);
}
