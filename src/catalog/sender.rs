//! Who sends a code, as a fact of a row.
//!
//! It is what the standards say of it. Nothing is enforced by it.

use std::fmt;

use super::locale::Locale;

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
    /// Nobody: the code may not be sent. It is invalid, or only reported by the side that saw it.
    Nobody,
}

impl Sender {
    /// Returns the sender in words, such as "either side".
    #[must_use]
    pub const fn phrase(self, locale: Locale) -> &'static str {
        let words = &locale.language().senders;
        match self {
            Self::Either => words.either,
            Self::Client => words.client,
            Self::Server => words.server,
            Self::Nobody => words.nobody,
        }
    }
}

impl fmt::Display for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.phrase(Locale::English))
    }
}
