//! How long an answer took, in four bytes: a `Duration` would be four times as big in every connection.

use std::{num::NonZeroU32, time::Duration};

#[derive(Debug, Clone, Copy)]
pub(crate) struct RoundTrip {
    /// At least 1.
    microseconds: NonZeroU32,
}

impl RoundTrip {
    /// Up to 71 minutes are told apart.
    pub(crate) fn new(time: Duration) -> Self {
        let us = u32::try_from(time.as_micros()).unwrap_or(u32::MAX);
        Self { microseconds: NonZeroU32::new(us).unwrap_or(NonZeroU32::MIN) }
    }

    pub(crate) fn time(self) -> Duration {
        Duration::from_micros(self.microseconds.get().into())
    }
}
