use std::{pin::Pin, task::Context, time::Duration};

use tokio::{
    runtime::Handle,
    time::{Instant, Sleep, sleep_until},
};

/// A point in time that is watched only once something polls for it.
pub(super) struct Deadline {
    /// `None` if it lies beyond what a clock can tell.
    at: Option<Instant>,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Deadline {
    pub(super) fn after(time: Duration) -> Self {
        Self { at: Instant::now().checked_add(time), sleep: None }
    }

    /// Outside a runtime there is no timer to end a wait that is only a courtesy.
    pub(super) fn for_linger(time: Duration) -> Self {
        Self::after(if Handle::try_current().is_ok() { time } else { Duration::ZERO })
    }

    pub(super) fn poll_expired(&mut self, cx: &mut Context<'_>) -> bool {
        let Some(at) = self.at else { return false };
        // Outside a runtime a timer would panic; there, only the clock can be looked at.
        if self.sleep.is_none() && Handle::try_current().is_err() {
            return Instant::now() >= at;
        }
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(sleep_until(at)));
        sleep.as_mut().poll(cx).is_ready()
    }
}
