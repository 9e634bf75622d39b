//! What a client's reconnect loop wants to know: whether to come back, when, and who says so.
//!
//! The advice is a row's; delays are computed here, so that every client computes them alike. It waits
//! for nothing and draws no random number.

use std::time::Duration;

use super::entry::Entry;
use super::retry::Retry;
use crate::{CloseCode, catalog::Catalog};

/// Whether a client should connect again, when, and who says so.
///
/// Made by [`advice`] after a close, and by [`advice_for_error`](super::advice_for_error) where it did not
/// come to a connection.
#[derive(Clone, Copy, Debug)]
pub struct Advice<'a> {
    pub(super) retry: Retry,
    pub(super) source: &'a str,
    pub(super) source_url: Option<&'a str>,
    pub(super) retry_after: Option<Duration>,
}

/// The first delay of a backoff lies within so many seconds (RFC 6455 section 7.2.3).
const FIRST_BACKOFF: Duration = Duration::from_secs(5);
/// No delay grows beyond this.
const LONGEST_BACKOFF: Duration = Duration::from_secs(300);
/// No server is obeyed for longer than this: what it asks for may be a mistake, or malice.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(3600);

/// Advises a reconnect loop about the code that its connection ended with.
///
/// # Example: a reconnect loop
///
/// ```
/// use std::time::Duration;
/// use closeframe::{CloseCode, catalog::{self, Catalog, Retry}};
///
/// let known = Catalog::standard();
/// let advice = catalog::advice(CloseCode::SERVICE_RESTART, &known);
/// assert_eq!(advice.retry(), Retry::Jitter { min_s: 5, max_s: 30 });
/// // The first attempt, with a random number of 0.5 where a program draws one.
/// assert_eq!(advice.delay(0, 0.5), Some(Duration::from_secs_f64(17.5)));
/// println!("says {}", advice.source());
///
/// let advice = catalog::advice(CloseCode::NORMAL_CLOSURE, &known);
/// assert_eq!(advice.delay(0, 0.5), None);
/// ```
#[must_use]
pub fn advice(code: CloseCode, catalog: &Catalog) -> Advice<'_> {
    Advice::of(catalog.entry(code))
}

impl<'a> Advice<'a> {
    pub(super) fn of(entry: &'a Entry) -> Self {
        Self {
            retry: entry.retry(),
            source: entry.retry_source(),
            source_url: entry.retry_source_url(),
            retry_after: None,
        }
    }

    /// Returns the advice.
    #[must_use]
    pub const fn retry(&self) -> Retry {
        self.retry
    }

    /// Returns the document that gives the advice, or "judgement" where none does.
    #[must_use]
    pub const fn source(&self) -> &'a str {
        self.source
    }

    /// Returns the address of the [`source`](Self::source), where it has one.
    #[must_use]
    pub const fn source_url(&self) -> Option<&'a str> {
        self.source_url
    }

    /// Returns for how long the server asked to be left alone, in a `Retry-After` of seconds, whatever
    /// the advice. One with a date in it is not read, since the clocks of two hosts may differ.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Returns how long to wait before the same attempt is repeated, `None` if it should not be.
    ///
    /// `attempt` counts the attempts since the connection ended, from 0; `random` is a number from
    /// 0 to 1, newly drawn for each.
    ///
    /// - [`Retry::No`], [`Retry::AfterFix`]: `None`.
    /// - [`Retry::Elsewhere`], [`Retry::AfterNewCredential`]: `None` too, for the *same* attempt is
    ///   not to be repeated. With another address, or with a new credential, go on as after
    ///   [`Retry::Backoff`].
    /// - [`Retry::AtOnce`]: nothing at first, then as with backoff.
    /// - [`Retry::Jitter`]: within its bounds at first; they double with each attempt.
    /// - [`Retry::Backoff`]: within 5 s at first, the bound doubling with each attempt
    ///   (RFC 6455 section 7.2.3). [`Retry::AsAgreed`] is treated so too: the catalog knows no
    ///   better, and this cannot hurt the server.
    ///
    /// No delay is longer than 300 s, on top of what the server asked for
    /// ([`retry_after`](Self::retry_after)), of which at most an hour counts.
    #[must_use]
    pub fn delay(&self, attempt: u32, random: f64) -> Option<Duration> {
        let random = if random.is_nan() { 1.0 } else { random.clamp(0.0, 1.0) };
        let (min, max) = match self.retry {
            Retry::No | Retry::AfterFix | Retry::Elsewhere | Retry::AfterNewCredential => {
                return None;
            }
            Retry::AtOnce if attempt == 0 => (Duration::ZERO, Duration::ZERO),
            Retry::AtOnce => (Duration::ZERO, doubled(FIRST_BACKOFF, attempt - 1)),
            Retry::Backoff | Retry::AsAgreed => (Duration::ZERO, doubled(FIRST_BACKOFF, attempt)),
            Retry::Jitter { min_s, max_s } => {
                let [min, max] = [min_s, max_s].map(|s| Duration::from_secs(s.into()));
                (doubled(min, attempt), doubled(max, attempt))
            }
        };
        let asked_for = self.retry_after.unwrap_or_default().min(LONGEST_RETRY_AFTER);
        Some(asked_for + min + max.saturating_sub(min).mul_f64(random))
    }
}

/// `delay * 2^attempt`, at most the longest.
fn doubled(delay: Duration, attempt: u32) -> Duration {
    let factor = 1u32.checked_shl(attempt).unwrap_or(u32::MAX);
    delay.saturating_mul(factor).min(LONGEST_BACKOFF)
}
