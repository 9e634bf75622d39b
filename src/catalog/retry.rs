//! Whether a client should connect again, as a fact of a row.
//!
//! Documents and clients disagree, so each row names what its advice rests on. Delays are computed in
//! `reconnect.rs`.

use std::borrow::Cow;
use std::fmt;

use super::language;
use super::locale::Locale;

/// Whether a client should connect again after a close, and how.
///
/// `Display` gives the English phrase.
///
/// ```
/// use closeframe::{CloseCode, catalog::{self, Retry}};
///
/// let retry = catalog::entry(CloseCode::SERVICE_RESTART).retry();
/// assert_eq!(retry, Retry::Jitter { min_s: 5, max_s: 30 });
/// assert_eq!(retry.to_string(), "yes, with jitter of 5-30 s");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Retry {
    /// No: the connection ended as intended, or there is nothing to come back for.
    No,
    /// Yes, at once: the connection was only cut, or the next server is ready.
    AtOnce,
    /// Yes, with delays that start random and grow (RFC 6455 section 7.2.3).
    Backoff,
    /// Yes, after one random delay within these bounds.
    Jitter {
        /// The shortest delay, in seconds.
        min_s: u16,
        /// The longest delay, in seconds.
        max_s: u16,
    },
    /// Yes, but to another address; to the same one only when the user asks.
    Elsewhere,
    /// After getting a new credential, such as a token: with the old one the attempt fails again.
    AfterNewCredential,
    /// Not unchanged: the same attempt fails again until its cause is fixed.
    AfterFix,
    /// As client and server, or the library they share, have agreed.
    AsAgreed,
}

impl Retry {
    /// Returns the advice in words, such as "yes, with backoff".
    ///
    /// Borrowed, except for [`Retry::Jitter`], whose phrase holds its numbers.
    #[must_use]
    pub fn phrase(self, locale: Locale) -> Cow<'static, str> {
        let words = &locale.language().retries;
        Cow::Borrowed(match self {
            Self::No => words.no,
            Self::AtOnce => words.at_once,
            Self::Backoff => words.backoff,
            Self::Jitter { min_s, max_s } => {
                return Cow::Owned(language::jitter(locale, min_s, max_s));
            }
            Self::Elsewhere => words.elsewhere,
            Self::AfterNewCredential => words.after_new_credential,
            Self::AfterFix => words.after_fix,
            Self::AsAgreed => words.as_agreed,
        })
    }
}

impl fmt::Display for Retry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.phrase(Locale::English))
    }
}
