//! How loud a code is meant to be.
//!
//! Only an operator knows it, so no row of the crate has one. How it becomes a level is decided by the
//! log.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

/// How loud an ending with a code is meant to be, as an operator sets it.
///
/// [`LogCloses`](crate::LogCloses) logs clean endings with the code at this level; a code that the
/// peer sent never gets above WARN, and our own 1011 and 1014 stay ERROR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
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

impl Severity {
    /// Every severity, the quietest first.
    pub const ALL: &'static [Self] = &[Self::Debug, Self::Info, Self::Warn, Self::Error];

    /// Returns the level as logs spell it, such as "WARN": the same in every language.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Debug => "DEBUG",
            Self::Info => "INFO",
            Self::Warn => "WARN",
            Self::Error => "ERROR",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
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
        let found = Self::ALL.iter().find(|it| it.as_str().eq_ignore_ascii_case(word));
        found.copied().ok_or(UnknownSeverity(()))
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
