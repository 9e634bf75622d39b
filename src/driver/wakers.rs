//! Who is to be woken, when one socket serves two tasks.

use std::{
    sync::Arc,
    task::{Context, Wake, Waker},
};

use crate::monitor::handle::Control;

/// The last wakers of the two halves.
///
/// tokio-tungstenite keeps one waker for reads and one for writes. While we flush a close on behalf
/// of the reader, ours would replace the waker of a writer that waits on a full socket; and when
/// that writer is polled again, its own would replace the reader's. So once messages have ceased to
/// flow, either half registers a waker that wakes both.
#[derive(Debug, Default)]
pub(super) struct Wakers([Option<Waker>; 2]);

/// One of the two halves that `StreamExt::split` makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Half {
    #[default]
    Reader,
    Writer,
}

struct Both(Waker, Waker);

impl Wakers {
    /// Remembers who polls, and returns whether that was unknown. Costs a comparison as long as the same task
    /// polls.
    #[inline(always)]
    pub(super) fn register(&mut self, half: Half, cx: &Context<'_>) -> bool {
        let slot = &mut self.0[half as usize];
        let is_new = slot.as_ref().is_none_or(|waker| !waker.will_wake(cx.waker()));
        if is_new {
            *slot = Some(cx.waker().clone());
        }
        is_new
    }

    /// Tells the handles of the connection whom to wake. What they have asked since the owner looked wakes at once.
    pub(super) fn tell(&self, half: Half, control: &Control) {
        if let Some(waker) = &self.0[half as usize] {
            control.register(half as usize, waker);
        }
    }

    /// Calls with a waker that wakes both halves.
    pub(super) fn with_both<T>(&self, call: impl FnOnce(&mut Context<'_>) -> T) -> T {
        let made;
        let waker = match &self.0 {
            [Some(one), None] | [None, Some(one)] => one,
            [Some(one), Some(other)] if one.will_wake(other) => one,
            [Some(one), Some(other)] => {
                made = Both::waker(one, other);
                &made
            }
            [None, None] => Waker::noop(),
        };
        call(&mut Context::from_waker(waker))
    }

    /// Wakes the half that did not poll: something has changed that it waits for.
    #[inline]
    pub(super) fn wake_other(&self, polled: Half) {
        if let Some(waker) = &self.0[1 - polled as usize] {
            waker.wake_by_ref();
        }
    }

    /// Has that half be polled once more.
    pub(super) fn wake(&self, half: Half) {
        if let Some(waker) = &self.0[half as usize] {
            waker.wake_by_ref();
        }
    }
}

impl Both {
    fn waker(one: &Waker, other: &Waker) -> Waker {
        Arc::new(Self(one.clone(), other.clone())).into()
    }
}

impl Wake for Both {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.0.wake_by_ref();
        self.1.wake_by_ref();
    }
}
