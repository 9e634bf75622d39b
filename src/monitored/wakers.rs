//! Who is to be woken, when one socket serves two tasks.

use std::{
    sync::Arc,
    task::{Context, Wake, Waker},
};

/// The last wakers of the two halves.
///
/// tokio-tungstenite keeps one waker for reads and one for writes. While we flush a close on behalf
/// of the reader, ours would replace the waker of a writer that waits on a full socket; and when
/// that writer is polled again, its own would replace the reader's. So as long as a close is to be
/// written, either half registers a waker that wakes both.
#[derive(Debug, Default)]
pub(super) struct Wakers {
    reader: Option<Waker>,
    writer: Option<Waker>,
}

/// One of the two halves that `StreamExt::split` makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Reader,
    Writer,
}

struct Both(Waker, Waker);

impl Wakers {
    /// Remembers who polls.
    pub(super) fn remember(&mut self, half: Half, cx: &Context<'_>) {
        let slot = match half {
            Half::Reader => &mut self.reader,
            Half::Writer => &mut self.writer,
        };
        match slot {
            Some(waker) => waker.clone_from(cx.waker()),
            None => *slot = Some(cx.waker().clone()),
        }
    }

    /// A waker that wakes both halves.
    pub(super) fn both(&self) -> Waker {
        match (&self.reader, &self.writer) {
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (Some(one), Some(other)) if one.will_wake(other) => one.clone(),
            (Some(one), Some(other)) => Arc::new(Both(one.clone(), other.clone())).into(),
            (None, None) => Waker::noop().clone(),
        }
    }

    /// Wakes the half that did not poll: something has changed that it waits for.
    pub(super) fn wake_other(&self, half: Half) {
        let other = match half {
            Half::Reader => &self.writer,
            Half::Writer => &self.reader,
        };
        if let Some(waker) = other {
            waker.wake_by_ref();
        }
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
