//! tokio's timer and budget.

use std::{
    future::poll_fn,
    pin::{Pin, pin},
    task::{Context, Poll},
    time::Instant,
};

use tokio::{
    runtime::Handle,
    task::unconstrained,
    time::{Sleep, sleep_until},
};

use super::Timer;

/// tokio's clock, so that durations follow paused time in tests.
pub(crate) fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}

/// Made only when something waits: most closes wait for nothing.
#[derive(Debug, Default)]
pub(crate) struct Sleeping(Option<Pin<Box<Sleep>>>);

impl Timer for Sleeping {
    fn poll_at(&mut self, moment: Instant, is_courtesy: bool, cx: &mut Context<'_>) -> Poll<()> {
        // The clock decides: a timer says `Pending` to a task that has spent its budget.
        if now() >= moment {
            return Poll::Ready(());
        }
        // Outside a runtime a timer would panic.
        if self.0.is_none() && Handle::try_current().is_err() {
            return if is_courtesy { Poll::Ready(()) } else { Poll::Pending };
        }
        let moment = tokio::time::Instant::from_std(moment);
        let sleep = self.0.get_or_insert_with(|| Box::pin(sleep_until(moment)));
        if sleep.deadline() != moment {
            sleep.as_mut().reset(moment);
        }
        poll_unconstrained(cx, |cx| sleep.as_mut().poll(cx))
    }
}

/// Polls outside of tokio's cooperative budget.
pub(crate) fn poll_unconstrained<T>(
    cx: &mut Context<'_>,
    mut poll: impl FnMut(&mut Context<'_>) -> Poll<T>,
) -> Poll<T> {
    let once = pin!(unconstrained(poll_fn(|cx| poll(cx))));
    once.poll(cx)
}
