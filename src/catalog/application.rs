use std::error::Error;
use std::fmt;

use crate::{Catalog, CloseCode, CodeRange};

/// Declares an application's close codes, checked at compile time.
///
/// Each row becomes a [`CloseCode`] constant and an [`Entry`](crate::Entry) in the declared
/// static, which a [`Catalog`] takes with [`with_codes`](Catalog::with_codes). The doc comment of
/// a row is its meaning, in plain text; `when_seen` and `how_to_fix` are the other texts. `sender`,
/// `retry`, `retry_source`, `category`, `http` and `reference` may be left out.
///
/// ```
/// use closeframe::{Catalog, Locale, Retry, Sender};
///
/// closeframe::app_codes! {
///     /// The codes of the chat.
///     pub static CHAT_CODES;
///
///     /// The session's token has run out.
///     (4401, SESSION_EXPIRED, "Session Expired") {
///         when_seen: "An hour after the login, or when the user logs out elsewhere.",
///         how_to_fix: "Renew the token, then reconnect.",
///         sender: Sender::Server,
///         retry: Retry::AfterFix,
///         http: &[401],
///     }
///
///     /// A moderator removed the user from the room.
///     (4403, REMOVED, "Removed") {
///         when_seen: "After a moderator's decision.",
///         how_to_fix: "Nothing, until a moderator lets the user in again.",
///     }
/// }
///
/// let catalog = Catalog::standard().with_codes(CHAT_CODES)?;
/// let entry = catalog.entry(SESSION_EXPIRED);
/// assert_eq!(entry.name(), "Session Expired");
/// assert_eq!(entry.meaning(Locale::English).as_str(), "The session's token has run out.");
/// assert_eq!(entry.retry(), Retry::AfterFix);
/// assert_eq!(entry.http_relatives(), [401]);
/// # Ok::<(), closeframe::RegisterError>(())
/// ```
///
/// # What does not compile
///
/// A code outside 3000-4999:
///
/// ```compile_fail,E0080
/// closeframe::app_codes! {
///     static CODES;
///     /// Not an application's number.
///     (2000, WRONG, "Wrong") { when_seen: "Never.", how_to_fix: "Use 4000-4999." }
/// }
/// ```
///
/// A code of the standard catalog:
///
/// ```compile_fail,E0080
/// closeframe::app_codes! {
///     static CODES;
///     /// Registered with IANA already.
///     (3000, WRONG, "Wrong") { when_seen: "Never.", how_to_fix: "Use another number." }
/// }
/// ```
///
/// The same code twice:
///
/// ```compile_fail,E0080
/// closeframe::app_codes! {
///     static CODES;
///     /// The first.
///     (4001, FIRST, "First") { when_seen: "Now.", how_to_fix: "Nothing." }
///     /// The second.
///     (4001, SECOND, "Second") { when_seen: "Now.", how_to_fix: "Use another number." }
/// }
/// ```
///
/// Also not: an empty text, and more than [`Catalog::MAX_APPLICATION_CODES`] rows. Two blocks that
/// claim the same code are found when a catalog takes both.
#[macro_export]
macro_rules! app_codes {
    (
        $(#[$attribute:meta])*
        $visibility:vis static $codes:ident;
        $(
            $(#[doc = $meaning:literal])+
            ($code:literal, $constant:ident, $name:literal) {
                $($field:ident: $value:expr),+ $(,)?
            }
        )+
    ) => {
        $(
            $(#[doc = $meaning])+
            $visibility const $constant: $crate::CloseCode = $crate::CloseCode::new($code);
        )+

        $(#[$attribute])*
        $visibility static $codes: &[$crate::Entry] = &[$(
            $crate::Entry::from_row($crate::catalog::Row {
                first: $code,
                last: $code,
                name: $name,
                meaning: concat!($($meaning),+).trim_ascii(),
                $($field: $value,)+
                ..$crate::catalog::Row::of_application()
            })
        ),+];

        const _: () = {
            const CODES: &[u16] = &[$($code),+];
            assert!(
                CODES.len() <= $crate::Catalog::MAX_APPLICATION_CODES,
                "more close codes in one app_codes! block than a catalog takes"
            );
            $(
                assert!(
                    !$crate::CloseCode::new($code).is_standard(),
                    concat!("close code ", $code, " is defined by the standard catalog already")
                );
                assert!(
                    $crate::catalog::is_application_code($crate::CloseCode::new($code)),
                    concat!("close code ", $code, " is not an application's: those are 3000-4999")
                );
                assert!(
                    $crate::catalog::occurs_once(CODES, $code),
                    concat!("close code ", $code, " occurs twice in one app_codes! block")
                );
            )+
        };
    };
}

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
    /// The catalog is full: every row makes a series of metrics, so their number has a ceiling.
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

/// Returns whether a number lies where applications may define codes (RFC 6455 section 7.4.2).
#[doc(hidden)]
#[must_use]
pub const fn is_application_code(code: CloseCode) -> bool {
    matches!(code.range(), CodeRange::Registered | CodeRange::PrivateUse)
}

/// Returns whether `code` occurs exactly once in `codes`.
#[doc(hidden)]
#[must_use]
pub const fn occurs_once(codes: &[u16], code: u16) -> bool {
    let mut count = 0;
    let mut index = 0;
    while index < codes.len() {
        if codes[index] == code {
            count += 1;
        }
        index += 1;
    }
    count == 1
}

/// Returns whether each range begins after the end of the one before.
#[doc(hidden)]
#[must_use]
pub const fn are_apart(ranges: &[(u16, u16)]) -> bool {
    let mut index = 1;
    while index < ranges.len() {
        if ranges[index].0 <= ranges[index - 1].1 {
            return false;
        }
        index += 1;
    }
    true
}
