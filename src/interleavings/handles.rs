//! Handles and the connection that they close.

use std::{
    collections::BTreeSet,
    future::poll_fn,
    mem,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
};

use futures_util::StreamExt;
use loom::{future::block_on, thread};

use super::peer::{connect, monitor, serve};
use crate::{Close, monitor::handle::Control};

fn close(code: u16) -> Close {
    Close::new(code, "").unwrap()
}

#[test]
fn a_handle_closes_a_socket_whenever_it_is_polled() {
    loom::model(|| {
        let (monitor, reports) = monitor();
        let (ws, peer) = connect(&monitor);
        let handle = ws.close_handle();
        let closing = thread::spawn(move || {
            handle.close(close(4000));
            handle
        });
        serve(ws);
        let handle = closing.join().unwrap();
        assert_eq!(peer.close_codes(), [4000]);
        let sentence = "sent 4000 Private Use; then received 1005 No Status Received";
        assert_eq!(*reports.lock().unwrap(), [sentence]);
        assert_eq!(handle.close_report().unwrap().to_string(), sentence);
    });
}

#[test]
fn of_two_handles_at_once_one_wins() {
    let winners = Arc::<Mutex<BTreeSet<u16>>>::default();
    let seen = winners.clone();
    loom::model(move || {
        let (monitor, reports) = monitor();
        let (ws, peer) = connect(&monitor);
        let closing = [4000, 4001].map(|code| {
            let handle = ws.close_handle();
            thread::spawn(move || handle.close(close(code)))
        });
        serve(ws);
        closing.into_iter().for_each(|thread| thread.join().unwrap());
        let told = peer.close_codes();
        assert_eq!(told.len(), 1, "{told:?}");
        let sentence = format!("sent {} Private Use; then", told[0]);
        let reports = reports.lock().unwrap();
        assert_eq!(reports.len(), 1);
        assert!(reports[0].starts_with(&sentence), "{}", reports[0]);
        seen.lock().unwrap().extend(told);
    });
    assert_eq!(*winners.lock().unwrap(), BTreeSet::from([4000, 4001]));
}

#[test]
fn a_handle_closes_while_the_connection_ends() {
    let endings = Arc::<Mutex<BTreeSet<(u16, String)>>>::default();
    let seen = endings.clone();
    loom::model(move || {
        let (monitor, reports) = monitor();
        let (ws, peer) = connect(&monitor);
        let handle = ws.close_handle();
        let closing = thread::spawn(move || handle.close(close(4000)));
        drop(ws);
        closing.join().unwrap();
        let [told] = peer.close_codes()[..] else {
            panic!("one close frame: {:?}", peer.close_codes())
        };
        let [report] = &reports.lock().unwrap()[..] else { panic!("one report") };
        seen.lock().unwrap().insert((told, report.clone()));
    });
    let expected = [
        (1001, "sent 1001 Going Away; no close frame received (dropped)"),
        // The handle was first.
        (4000, "sent 4000 Private Use; no close frame received (abandoned)"),
    ];
    let expected = expected.map(|(told, report)| (told, report.to_owned()));
    assert_eq!(*endings.lock().unwrap(), BTreeSet::from(expected));
}

#[test]
fn all_who_wait_for_the_end_learn_of_it() {
    loom::model(|| {
        let (monitor, _) = monitor();
        let (ws, _) = connect(&monitor);
        let waiting = [(); 2].map(|()| {
            let handle = ws.close_handle();
            thread::spawn(move || block_on(handle.closed()).to_string())
        });
        drop(ws);
        for thread in waiting {
            assert!(thread.join().unwrap().contains("(dropped)"));
        }
    });
}

/// A socket that was split, or passed on, is polled by another task than before.
#[test]
fn a_handle_wakes_the_task_that_polled_last() {
    loom::model(|| {
        let (monitor, _) = monitor();
        let (mut ws, peer) = connect(&monitor);
        let handle = ws.close_handle();
        let closing = thread::spawn(move || handle.close(close(4000)));
        let elsewhere = &mut Context::from_waker(Waker::noop());
        if ws.poll_next_unpin(elsewhere).is_pending() {
            serve(ws);
        }
        closing.join().unwrap();
        assert_eq!(peer.close_codes(), [4000]);
    });
}

/// The owner of the socket has set the mark itself, for a pong that it owes.
#[test]
fn a_request_is_not_lost_while_the_socket_looks_after_something_else() {
    loom::model(|| {
        let control = Arc::<Control>::default();
        control.set_pending();
        let asking = thread::spawn({
            let control = Arc::clone(&control);
            move || control.request(close(4000), None)
        });
        let mut is_first = true;
        let asked = block_on(poll_fn(|cx| {
            if mem::take(&mut is_first) {
                control.register(0, cx.waker());
            }
            match control.has_pending().then(|| control.take_request()).flatten() {
                Some(close) => Poll::Ready(close),
                None => Poll::Pending,
            }
        }));
        assert_eq!(asked, close(4000));
        asking.join().unwrap();
    });
}

/// A timer of the keepalive's runs out, or a peek finds something, while its owner is polled by another task than
/// before.
#[test]
fn what_wakes_the_owner_is_not_lost_before_its_waker_is_known() {
    loom::model(|| {
        let control = Arc::<Control>::default();
        let waking = thread::spawn({
            let waker = control.waker();
            move || waker.wake()
        });
        block_on(poll_fn(|cx| {
            if control.has_pending() {
                control.take_request();
                return Poll::Ready(());
            }
            control.register(0, cx.waker());
            Poll::Pending
        }));
        waking.join().unwrap();
    });
}
