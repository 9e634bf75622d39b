//! What kind of ending a code stands for.
//!
//! From the kind follows who has to act. It says nothing about whether to connect again: that is the
//! row's `Retry`.

use std::fmt;

use super::locale::Locale;

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
        let words = &locale.language().categories;
        match self {
            Self::Normal => words.normal,
            Self::Shutdown => words.shutdown,
            Self::Protocol => words.protocol,
            Self::DataType => words.data_type,
            Self::Payload => words.payload,
            Self::Size => words.size,
            Self::Policy => words.policy,
            Self::Access => words.access,
            Self::Extension => words.extension,
            Self::ServerFault => words.server_fault,
            Self::Overload => words.overload,
            Self::Gateway => words.gateway,
            Self::Timeout => words.timeout,
            Self::Transport => words.transport,
            Self::Tls => words.tls,
            Self::Unstated => words.unstated,
            Self::Application => words.application,
            Self::Invalid => words.invalid,
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.phrase(Locale::English))
    }
}
