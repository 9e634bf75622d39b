//! A drain, and connections that open and end meanwhile.

use std::{
    pin::pin,
    task::{Context, Waker},
    time::Duration,
};

use loom::{future::block_on, thread};

use super::peer::{connect, layer, serve};
use crate::{Close, CloseCode};

fn going_away() -> Close {
    Close::new(CloseCode::GOING_AWAY, "").unwrap()
}

#[test]
fn a_drain_tells_who_opens_meanwhile_and_tells_it_once() {
    loom::model(|| {
        let (layer, reports) = layer();
        // The drain lasts as long as this one is open, and nobody polls it.
        let (silent, _) = connect(&layer);
        let opening = thread::spawn({
            let layer = layer.clone();
            move || {
                let (ws, peer) = connect(&layer);
                serve(ws);
                peer.told()
            }
        });
        {
            let mut drain = pin!(layer.drain(going_away(), Duration::ZERO, Duration::MAX));
            assert!(drain.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
            assert_eq!(opening.join().unwrap(), [1001]);
        }
        drop(silent);
        assert_eq!(reports.lock().unwrap().len(), 2);
        assert!(layer.registry().open().is_empty());
    });
}

#[test]
fn a_drain_ends_when_all_have_that_it_found() {
    loom::model(|| {
        let (layer, reports) = layer();
        let (ws, peer) = connect(&layer);
        let (leaving, left) = connect(&layer);
        let serving = thread::spawn(move || serve(ws));
        let leaving = thread::spawn(move || drop(leaving));
        let drained = block_on(layer.drain(going_away(), Duration::ZERO, Duration::MAX));
        assert_eq!((drained.clean, drained.still_open), (1, 0));
        // The other one had left before the drain looked, or leaves while it waits, asked or not.
        assert!(drained.otherwise + drained.abandoned <= 1, "{drained:?}");
        serving.join().unwrap();
        leaving.join().unwrap();
        assert_eq!((peer.told(), left.told()), (vec![1001], vec![1001]));
        assert_eq!(reports.lock().unwrap().len(), 2);
        assert!(layer.registry().open().is_empty());
    });
}

#[test]
fn connections_that_come_and_go_do_not_take_each_others_seats() {
    loom::model(|| {
        let (layer, _) = layer();
        let (staying, _) = connect(&layer);
        let coming = [(); 2].map(|()| {
            let layer = layer.clone();
            thread::spawn(move || drop(connect(&layer)))
        });
        coming.into_iter().for_each(|thread| thread.join().unwrap());
        assert_eq!(layer.registry().open().len(), 1);
        let after = [(); 2].map(|()| connect(&layer));
        assert_eq!(layer.registry().open().len(), 3);
        drop((staying, after));
        assert!(layer.registry().open().is_empty());
    });
}
