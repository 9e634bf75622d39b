use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::str::FromStr;

use super::locale::Locale;
use super::pages::words as wording;

/// Who sends a close code, by the text that defines it.
///
/// A peer that strays from it is worth a note, not a failure: RFC 6455 asks nobody to enforce it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Sender {
    /// Client and server alike.
    Either,
    /// A client, never a server.
    Client,
    /// A server or a gateway before it, never a client.
    Server,
    /// Nobody: the code does not travel. It is invalid, or only reported by the side that saw it.
    Nobody,
}

impl Sender {
    /// Returns the sender in words, such as "either side".
    #[must_use]
    pub const fn phrase(self, locale: Locale) -> &'static str {
        wording::sender(self, locale)
    }
}

impl fmt::Display for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.phrase(Locale::English))
    }
}

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
        wording::retry(self, locale)
    }
}

impl fmt::Display for Retry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.phrase(Locale::English))
    }
}

/// How loud an ending with a code is meant to be, as an operator sets it.
///
/// [`LogCloses`](crate::LogCloses) logs clean endings with the code at this level; a code that the
/// peer sent never gets above WARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Routine.
    Debug,
    /// Worth knowing.
    Info,
    /// Worth a look.
    Warn,
    /// Ours to mend.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(wording::severity(*self))
    }
}

impl FromStr for Severity {
    type Err = UnknownSeverity;

    /// Reads "debug", "info", "warn" or "error", in any case.
    ///
    /// # Errors
    ///
    /// Returns [`UnknownSeverity`] for any other word.
    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let all = [Self::Debug, Self::Info, Self::Warn, Self::Error];
        let found = all.into_iter().find(|it| wording::severity(*it).eq_ignore_ascii_case(word));
        found.ok_or(UnknownSeverity(()))
    }
}

/// The word names no [`Severity`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownSeverity(());

impl fmt::Display for UnknownSeverity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a severity is one of debug, info, warn, error")
    }
}

impl Error for UnknownSeverity {}

/// What kind of ending a close code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Category {
    /// The connection was no longer needed.
    Normal,
    /// A side goes away or restarts.
    Shutdown,
    /// A frame broke the protocol's rules.
    Protocol,
    /// A kind of data that the endpoint does not take.
    DataType,
    /// Content that does not fit its message type.
    Payload,
    /// A message beyond the size limit.
    Size,
    /// A rule of the endpoint's own.
    Policy,
    /// Missing authorization or permission.
    Access,
    /// A missing extension.
    Extension,
    /// A fault inside the server.
    ServerFault,
    /// Too much load.
    Overload,
    /// A fault behind a gateway.
    Gateway,
    /// A time limit that ran out.
    Timeout,
    /// A connection that vanished.
    Transport,
    /// A failed TLS handshake.
    Tls,
    /// A close that gave no code.
    Unstated,
    /// Whatever a library or an application defined.
    Application,
    /// A number without a meaning.
    Invalid,
}

impl Category {
    /// Returns the kind in words, such as "an overload".
    #[must_use]
    pub const fn phrase(self, locale: Locale) -> &'static str {
        wording::category(self, locale)
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.phrase(Locale::English))
    }
}
