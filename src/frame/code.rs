use std::cmp::Ordering;
use std::error::Error;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use crate::catalog::standard;

/// A WebSocket close code: any `u16`, legal or not.
///
/// A monitor has to hold whatever a peer sends, so no number is refused here. What a number is
/// worth is answered by methods: [`range`](Self::range) says which part of the number space it
/// falls into, [`may_be_sent`](Self::may_be_sent) whether it is legal in a close frame. The
/// constants are the codes of RFC 6455 and of the IANA registry. What each code means, when it
/// is seen and what to do about it is told by [`catalog`](crate::catalog).
///
/// # Example
///
/// ```
/// use closeframe::{CloseCode, CodeRange};
///
/// let code = CloseCode::new(1006);
/// assert_eq!(code, CloseCode::ABNORMAL_CLOSURE);
/// assert_eq!(code, 1006);
/// assert_eq!(code.to_string(), "1006 Abnormal Closure");
/// assert_eq!(format!("{code:?}"), "ABNORMAL_CLOSURE(1006)");
/// assert!(!code.may_be_sent());
///
/// let private = CloseCode::from(4001);
/// assert_eq!(private.range(), CodeRange::PrivateUse);
/// assert_eq!(private.to_string(), "4001 Private Use");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CloseCode(u16);

impl CloseCode {
    /// Makes a close code of any number.
    #[must_use]
    pub const fn new(code: u16) -> Self {
        Self(code)
    }

    /// Returns the number.
    #[must_use]
    pub const fn as_u16(self) -> u16 {
        self.0
    }

    /// Returns the range that the number falls into (RFC 6455 section 7.4.2).
    ///
    /// ```
    /// use closeframe::{CloseCode, CodeRange};
    ///
    /// assert_eq!(CloseCode::new(1015).range(), CodeRange::Protocol);
    /// assert_eq!(CloseCode::new(1016).range(), CodeRange::Unassigned);
    /// ```
    #[must_use]
    pub const fn range(self) -> CodeRange {
        match self.0 {
            0..=999 => CodeRange::Unused,
            1000..=1015 => CodeRange::Protocol,
            1016..=2999 => CodeRange::Unassigned,
            3000..=3999 => CodeRange::Registered,
            4000..=4999 => CodeRange::PrivateUse,
            5000..=u16::MAX => CodeRange::OutOfRange,
        }
    }

    /// Returns whether the code is legal in a close frame, in either direction.
    ///
    /// These are 1000-1003, 1007-1014 and 3000-4999. RFC 6455 section 7.4.1 keeps 1005, 1006 and
    /// 1015 off the wire and 1004 without a meaning; unassigned numbers have to be assigned
    /// before they may be used.
    ///
    /// Who may send it is another question: see [`Entry::sender`](crate::catalog::Entry::sender).
    #[must_use]
    pub const fn may_be_sent(self) -> bool {
        matches!(self.0, 1000..=1003 | 1007..=1014 | 3000..=4999)
    }

    /// Returns whether a web page's script may pass the code to `WebSocket.close()`.
    ///
    /// Browsers take only 1000 and 3000-4999 there and throw `InvalidAccessError` for the rest
    /// (WHATWG WebSockets Standard, `close()`). So any other code that comes from a browser was
    /// the browser's own choice, not the page's.
    #[must_use]
    pub const fn may_be_sent_by_script(self) -> bool {
        matches!(self.0, 1000 | 3000..=4999)
    }

    /// Returns whether RFC 6455 or the IANA registry gives this very number a row.
    ///
    /// True for 1000-1015, where 1004 is a row that says "reserved", and for 3000, 3003 and 3008.
    #[must_use]
    pub const fn is_standard(self) -> bool {
        standard::constant_name(self).is_some()
    }

    /// Returns the standard name, or the name of the range for a number without one.
    ///
    /// Names that an application gave its own codes are known to its
    /// [`Catalog`](crate::catalog::Catalog), not to the number.
    ///
    /// ```
    /// use closeframe::CloseCode;
    ///
    /// assert_eq!(CloseCode::new(1012).name(), "Service Restart");
    /// assert_eq!(CloseCode::new(2000).name(), "Unassigned");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match standard::name(self) {
            Some(name) => name,
            None => self.range().name(),
        }
    }
}

impl fmt::Display for CloseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} {}", self.0, self.name()))
    }
}

impl fmt::Debug for CloseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let constant = standard::constant_name(*self).unwrap_or("CloseCode");
        write!(f, "{constant}({})", self.0)
    }
}

impl From<u16> for CloseCode {
    fn from(code: u16) -> Self {
        Self(code)
    }
}

impl From<CloseCode> for u16 {
    fn from(code: CloseCode) -> Self {
        code.0
    }
}

impl PartialEq<u16> for CloseCode {
    fn eq(&self, other: &u16) -> bool {
        self.0 == *other
    }
}

impl PartialEq<CloseCode> for u16 {
    fn eq(&self, other: &CloseCode) -> bool {
        *self == other.0
    }
}

impl PartialOrd<u16> for CloseCode {
    fn partial_cmp(&self, other: &u16) -> Option<Ordering> {
        self.0.partial_cmp(other)
    }
}

impl PartialOrd<CloseCode> for u16 {
    fn partial_cmp(&self, other: &CloseCode) -> Option<Ordering> {
        self.partial_cmp(&other.0)
    }
}

impl FromStr for CloseCode {
    type Err = ParseCloseCodeError;

    /// Reads a decimal number without a sign.
    ///
    /// # Errors
    ///
    /// Returns [`ParseCloseCodeError`] if the text is anything but digits, or above 65535.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ParseCloseCodeError(()));
        }
        match text.parse() {
            Ok(code) => Ok(Self(code)),
            Err(_) => Err(ParseCloseCodeError(())),
        }
    }
}

/// A part of the number space of close codes (RFC 6455 section 7.4.2).
///
/// RFC 6455 draws one range from 1000 to 2999. It is split here where the assigned numbers end,
/// because the two halves are treated differently: an unassigned number must not be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CodeRange {
    /// 0-999: not used.
    Unused,
    /// 1000-1015: defined by RFC 6455 and its extensions, 1004 as reserved.
    Protocol,
    /// 1016-2999: kept for the protocol, without a meaning so far.
    Unassigned,
    /// 3000-3999: for libraries, frameworks and applications, registered with IANA by whoever
    /// comes first.
    Registered,
    /// 4000-4999: for private use by agreement between client and server.
    PrivateUse,
    /// 5000-65535: beyond every range.
    OutOfRange,
}

impl CodeRange {
    /// Returns the first and the last number of the range.
    ///
    /// ```
    /// use closeframe::CodeRange;
    ///
    /// assert_eq!(CodeRange::PrivateUse.bounds(), 4000..=4999);
    /// ```
    #[must_use]
    pub const fn bounds(self) -> RangeInclusive<u16> {
        match self {
            Self::Unused => 0..=999,
            Self::Protocol => 1000..=1015,
            Self::Unassigned => 1016..=2999,
            Self::Registered => 3000..=3999,
            Self::PrivateUse => 4000..=4999,
            Self::OutOfRange => 5000..=u16::MAX,
        }
    }

    /// Returns the name that stands in for a code without a name of its own.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unused => "Unused",
            Self::Protocol => "Protocol",
            Self::Unassigned => "Unassigned",
            Self::Registered => "Library or Framework Use",
            Self::PrivateUse => "Private Use",
            Self::OutOfRange => "Out of Range",
        }
    }
}

impl fmt::Display for CodeRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The text is not a number from 0 to 65535.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseCloseCodeError(());

impl fmt::Display for ParseCloseCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a close code is a whole number from 0 to 65535")
    }
}

impl Error for ParseCloseCodeError {}
