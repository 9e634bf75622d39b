//! Why a catalog does not take a row.
//!
//! Each reason names the code and the rule, since it is read by whoever wrote the row. What is wrong by
//! itself with a row of a macro is refused by the compiler instead.

use std::error::Error;
use std::fmt;

use super::catalog::Catalog;
use crate::CloseCode;

/// A row that a [`Catalog`] does not take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RegisterError {
    /// The number is not one that an application may define.
    OutOfRange {
        /// The number of the row.
        code: CloseCode,
    },
    /// RFC 6455 or the IANA registry defines the number already.
    Standard {
        /// The number of the row.
        code: CloseCode,
    },
    /// Another row of the catalog has the same number.
    Duplicate {
        /// The number of the row.
        code: CloseCode,
    },
    /// The catalog is full: every code makes two dozen series of metrics, so their number has a ceiling.
    TooMany {
        /// The number of the row that was one too many.
        code: CloseCode,
    },
    /// Two catalogs define the code, and both would speak for the same connection.
    Collision {
        /// The number that both define, or the first of a range.
        code: CloseCode,
        /// Whose it is already: `application`, or a subprotocol's id.
        holder: &'static str,
        /// Who claims it too.
        claimant: &'static str,
    },
    /// Two subprotocols are negotiated by one name, and both would speak for whoever negotiates it.
    NegotiatedTwice {
        /// The first code of the subprotocol that was refused.
        code: CloseCode,
        /// The name that both are negotiated by.
        name: &'static str,
        /// The id of the subprotocol that has it already.
        holder: &'static str,
        /// The id of the one that claims it too.
        claimant: &'static str,
    },
    /// The subprotocol is not negotiated by any name, so no connection would ever have its codes.
    NeverNegotiated {
        /// The first code of the subprotocol.
        code: CloseCode,
        /// The id of the subprotocol.
        subprotocol: &'static str,
    },
    /// A code that no row defines cannot be annotated.
    Unknown {
        /// The number.
        code: CloseCode,
    },
    /// The row leaves a text empty.
    EmptyText {
        /// The number of the row.
        code: CloseCode,
        /// The text that is empty: `name`, `meaning`, `when_seen` and so on.
        field: &'static str,
    },
}

impl RegisterError {
    /// Returns the code of the row that was refused.
    #[must_use]
    pub const fn code(&self) -> CloseCode {
        match self {
            Self::OutOfRange { code }
            | Self::Standard { code }
            | Self::Duplicate { code }
            | Self::TooMany { code }
            | Self::Collision { code, .. }
            | Self::NegotiatedTwice { code, .. }
            | Self::NeverNegotiated { code, .. }
            | Self::Unknown { code }
            | Self::EmptyText { code, .. } => *code,
        }
    }
}

impl fmt::Display for RegisterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let doing = if matches!(self, Self::Unknown { .. }) { "annotated" } else { "registered" };
        write!(f, "close code {} cannot be {doing}: ", self.code().as_u16())?;
        match self {
            Self::OutOfRange { .. } => {
                f.write_str("an application's codes are 3000-4999 (RFC 6455 section 7.4.2)")
            }
            Self::Standard { code } => {
                write!(f, "the standard catalog defines it as \"{}\"", code.name())
            }
            Self::Duplicate { .. } => f.write_str("the catalog has a row for it already"),
            Self::TooMany { .. } => write!(
                f,
                "a catalog takes at most {} application codes",
                Catalog::MAX_APPLICATION_CODES
            ),
            Self::Collision { holder, claimant, .. } => write!(
                f,
                "{holder} defines it already, and a connection cannot mean {claimant} by it too"
            ),
            Self::NegotiatedTwice { name, holder, claimant, .. } => write!(
                f,
                "{holder} speaks for connections that negotiate {name} already, and {claimant} \
                 cannot speak for them too"
            ),
            Self::NeverNegotiated { subprotocol, .. } => write!(
                f,
                "{subprotocol} is not negotiated by any name, so choose it for all connections"
            ),
            Self::Unknown { .. } => f.write_str("the catalog has no row for exactly this code"),
            Self::EmptyText { field, .. } => write!(f, "its {field} is empty"),
        }
    }
}

impl Error for RegisterError {}
