use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    task::Wake,
    time::{Duration, Instant},
};

use super::Control;
use crate::Close;

#[derive(Default)]
struct Woken(AtomicUsize);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Relaxed);
    }
}

fn close(code: u16) -> Close {
    Close::new(code, "").unwrap()
}

#[test]
fn of_requests_the_first_counts_and_of_deadlines_the_earliest() {
    let control = Control::default();
    let now = Instant::now();
    let after = |seconds| Some(now + Duration::from_secs(seconds));
    assert!(!control.is_closing());
    control.request(close(4000), None);
    assert_eq!(control.deadline(), None);
    for (asked, expected) in [(after(5), 5), (after(9), 5), (None, 5), (after(3), 3)] {
        control.request(close(4001), asked);
        assert_eq!(control.deadline(), after(expected));
    }
    assert!(control.is_closing());
    assert_eq!(control.take_request(), Some(close(4000)));
    assert_eq!(control.take_request(), None);
    assert_eq!(control.deadline(), after(3));
}

#[test]
fn a_connection_that_is_closing_takes_a_deadline_and_nothing_else() {
    let control = Control::default();
    control.note_closing();
    assert!(control.is_closing() && !control.has_pending());
    control.request(close(4000), None);
    assert!(!control.has_pending());
    let deadline = Some(Instant::now());
    control.request(close(4000), deadline);
    assert!(control.has_pending());
    assert_eq!((control.take_request(), control.deadline()), (None, deadline));
    assert!(!control.has_pending());
}

#[test]
fn who_can_be_woken_only_after_the_request_is_woken_for_news_and_once() {
    let control = Control::default();
    control.note_closing();
    control.request(close(4000), Some(Instant::now()));
    let woken = Arc::<Woken>::default();
    control.register(0, &Arc::clone(&woken).into());
    assert_eq!(woken.0.load(Relaxed), 1);
    assert_eq!(control.take_request(), None);
    control.register(0, &Arc::clone(&woken).into());
    assert_eq!(woken.0.load(Relaxed), 1);
}
