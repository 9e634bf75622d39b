//! A drain, and connections that open and end meanwhile.

use std::{
    pin::pin,
    task::{Context, Waker},
    time::Duration,
};

use loom::{future::block_on, thread};

use super::peer::{connect, monitor, serve};
use crate::{Close, CloseCode};

fn going_away() -> Close {
    Close::new(CloseCode::GOING_AWAY, "").unwrap()
}

#[test]
fn a_drain_tells_who_opens_meanwhile_and_tells_it_once() {
    loom::model(|| {
        let (monitor, reports) = monitor();
        // The drain lasts as long as this one is open, and nobody polls it.
        let (silent, _) = connect(&monitor);
        let opening = thread::spawn({
            let monitor = monitor.clone();
            move || {
                let (ws, peer) = connect(&monitor);
                serve(ws);
                peer.close_codes()
            }
        });
        {
            let mut drain = pin!(monitor.drain(going_away(), Duration::ZERO, Duration::MAX));
            assert!(drain.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
            assert_eq!(opening.join().unwrap(), [1001]);
        }
        drop(silent);
        assert_eq!(reports.lock().unwrap().len(), 2);
        assert!(monitor.registry().open().is_empty());
    });
}

#[test]
fn a_drain_ends_when_all_have_that_it_found() {
    loom::model(|| {
        let (monitor, reports) = monitor();
        let (ws, peer) = connect(&monitor);
        let (leaving, left) = connect(&monitor);
        let serving = thread::spawn(move || serve(ws));
        let leaving = thread::spawn(move || drop(leaving));
        let drained = block_on(monitor.drain(going_away(), Duration::ZERO, Duration::MAX));
        assert_eq!((drained.clean, drained.still_open), (1, 0));
        // The other one had left before the drain looked, or leaves while it waits, asked or not.
        assert!(drained.otherwise + drained.abandoned <= 1, "{drained:?}");
        serving.join().unwrap();
        leaving.join().unwrap();
        assert_eq!((peer.close_codes(), left.close_codes()), (vec![1001], vec![1001]));
        assert_eq!(reports.lock().unwrap().len(), 2);
        assert!(monitor.registry().open().is_empty());
    });
}

#[test]
fn connections_that_come_and_go_do_not_take_each_others_slots() {
    loom::model(|| {
        let (monitor, _) = monitor();
        let (staying, _) = connect(&monitor);
        let coming = [(); 2].map(|()| {
            let monitor = monitor.clone();
            thread::spawn(move || drop(connect(&monitor)))
        });
        coming.into_iter().for_each(|thread| thread.join().unwrap());
        assert_eq!(monitor.registry().open().len(), 1);
        let after = [(); 2].map(|()| connect(&monitor));
        assert_eq!(monitor.registry().open().len(), 3);
        drop((staying, after));
        assert!(monitor.registry().open().is_empty());
    });
}
