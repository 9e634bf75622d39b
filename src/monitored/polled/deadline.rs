use std::{pin::Pin, task::Context, time::Duration};

use tokio::{
    runtime::Handle,
    time::{Instant, Sleep, sleep_until},
};

/// A point in time that is watched only once something polls for it: most closes wait for nothing.
pub(super) struct Deadline {
    /// Counts from the first poll if that is `None`.
    begun: Option<Instant>,
    time: Duration,
    is_courtesy: bool,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Deadline {
    pub(super) fn after(begun: std::time::Instant, time: Duration) -> Self {
        Self { begun: Some(Instant::from_std(begun)), time, is_courtesy: false, sleep: None }
    }

    /// Counts from the first poll. Outside a runtime there is no timer to end a wait that is only a
    /// courtesy, so there is none.
    pub(super) fn for_linger(time: Duration) -> Self {
        Self { begun: None, time, is_courtesy: true, sleep: None }
    }

    pub(super) fn poll_expired(&mut self, cx: &mut Context<'_>) -> bool {
        // Outside a runtime a timer would panic; there, only the clock can be looked at.
        let has_timer = self.sleep.is_some() || Handle::try_current().is_ok();
        if !has_timer && self.is_courtesy {
            return true;
        }
        let begun = *self.begun.get_or_insert_with(Instant::now);
        // Beyond what a clock can tell, it never comes.
        let Some(at) = begun.checked_add(self.time) else { return false };
        if !has_timer {
            return Instant::now() >= at;
        }
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(sleep_until(at)));
        sleep.as_mut().poll(cx).is_ready()
    }
}
