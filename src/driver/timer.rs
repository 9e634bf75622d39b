//! tokio's timer and budget.

use std::{
    future::poll_fn,
    pin::{Pin, pin},
    task::{Context, Poll},
    time::Instant,
};

use pin_project_lite::pin_project;
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

pin_project! {
    /// A timer of tokio's, made only when something waits: most closes wait for nothing.
    #[derive(Debug, Default)]
    pub(crate) struct Sleeping {
        #[pin]
        sleep: Option<Sleep>,
    }
}

impl Timer for Sleeping {
    fn poll_at(
        self: Pin<&mut Self>,
        moment: Instant,
        is_courtesy: bool,
        cx: &mut Context<'_>,
    ) -> Poll<()> {
        // The clock decides: a timer says `Pending` to a task that has spent its budget.
        if now() >= moment {
            return Poll::Ready(());
        }
        let mut place = self.project().sleep;
        // Outside a runtime a timer would panic.
        if place.is_none() && Handle::try_current().is_err() {
            return if is_courtesy { Poll::Ready(()) } else { Poll::Pending };
        }
        let moment = tokio::time::Instant::from_std(moment);
        if place.is_none() {
            place.set(Some(sleep_until(moment)));
        }
        let Some(mut sleep) = place.as_pin_mut() else { return Poll::Pending };
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
