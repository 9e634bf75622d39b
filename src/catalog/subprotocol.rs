use std::fmt;

use super::entry::Entry;
use super::subprotocols;

/// A protocol on top of WebSocket that has close codes of its own: a catalog to choose, for all
/// connections of a monitor or for those that negotiate it.
///
/// [`subprotocols`](super::subprotocols) has those that come with the crate; declare your own with
/// [`subprotocol!`](crate::subprotocol).
///
/// # Example: what 4004 means to whom
///
/// ```
/// use closeframe::{CloseCode, catalog::{Catalog, Retry, subprotocols}};
///
/// let code = CloseCode::new(4004);
/// let discord = Catalog::standard().with_subprotocol(&subprotocols::DISCORD_GATEWAY)?;
/// assert_eq!(discord.entry(code).name(), "Authentication Failed");
/// assert_eq!(Catalog::standard().entry(code).name(), "Private Use");
/// # Ok::<(), closeframe::catalog::RegisterError>(())
/// ```
pub struct Subprotocol {
    id: &'static str,
    title: &'static str,
    negotiated: &'static [&'static str],
    reference: &'static str,
    rows: &'static [Entry],
    ranges: &'static [Entry],
}

impl Subprotocol {
    /// Every subprotocol that comes with the crate, by id.
    pub const ALL: &'static [&'static Self] = subprotocols::ALL;

    /// Finds a subprotocol that comes with the crate by its id, or by a name that is negotiated for
    /// it.
    ///
    /// ```
    /// use closeframe::catalog::Subprotocol;
    ///
    /// let pusher = Subprotocol::from_id("pusher").unwrap();
    /// assert_eq!(pusher.title(), "Pusher Channels");
    /// assert!(Subprotocol::from_id("xmpp").is_none());
    /// ```
    #[must_use]
    pub fn from_id(id: &str) -> Option<&'static Self> {
        let is_it = |it: &&&Self| it.id == id || it.negotiated.contains(&id);
        Self::ALL.iter().find(is_it).copied()
    }

    /// Makes a subprotocol of constant parts.
    #[doc(hidden)]
    #[must_use]
    pub const fn from_parts(
        id: &'static str,
        title: &'static str,
        negotiated: &'static [&'static str],
        reference: &'static str,
        rows: &'static [Entry],
        ranges: &'static [Entry],
    ) -> Self {
        Self { id, title, negotiated, reference, rows, ranges }
    }

    /// Returns a short name for settings and messages, such as "graphql-transport-ws".
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Returns the name for people, such as "GraphQL over WebSocket".
    #[must_use]
    pub const fn title(&self) -> &'static str {
        self.title
    }

    /// Returns the names under which it is negotiated with `Sec-WebSocket-Protocol`; there may be
    /// none.
    #[must_use]
    pub const fn negotiated(&self) -> &'static [&'static str] {
        self.negotiated
    }

    /// Returns the text that defines it.
    #[must_use]
    pub const fn reference(&self) -> &'static str {
        self.reference
    }

    /// Returns its codes, in the order in which they are declared.
    #[must_use]
    pub const fn codes(&self) -> &'static [Entry] {
        self.rows
    }

    /// Returns the ranges that it gives a meaning, in ascending order.
    #[must_use]
    pub const fn ranges(&self) -> &'static [Entry] {
        self.ranges
    }
}

impl fmt::Debug for Subprotocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Subprotocol({})", self.id)
    }
}

impl fmt::Display for Subprotocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.title)
    }
}

impl PartialEq for Subprotocol {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Subprotocol {}

/// Declares the close codes of a subprotocol: constants, rows and documentation in one place.
///
/// The doc comment of a row is its meaning. The fields of a row are those of
/// [`app_codes!`](crate::app_codes); unlike there, 3000, 3003 and 3008 may be
/// defined anew, as some protocols do. A range has a name and the same fields.
///
/// ```
/// use closeframe::{CloseCode, catalog::{Catalog, Locale, Retry, Sender}};
///
/// closeframe::subprotocol! {
///     /// The protocol of our chat.
///     pub static CHAT = "chat.v2" {
///         title: "Chat, version 2",
///         negotiated: ["chat.v2"],
///         reference: "https://chat.example/protocol",
///     }
///     codes {
///         /// A moderator removed the user from the room.
///         (4403, REMOVED, "Removed") {
///             when_seen: "After a moderator's decision.",
///             how_to_fix: "Nothing, until a moderator lets the user in again.",
///             sender: Sender::Server,
///             retry: Retry::No,
///         }
///     }
///     ranges {
///         /// The server is busy.
///         (4500..=4599, "Busy") {
///             when_seen: "Under load.",
///             how_to_fix: "Wait.",
///             retry: Retry::Backoff,
///         }
///     }
/// }
///
/// let catalog = Catalog::standard().with_subprotocol(&CHAT)?;
/// assert_eq!(catalog.entry(REMOVED).name(), "Removed");
/// assert_eq!(catalog.entry(CloseCode::new(4512)).name(), "Busy");
/// # Ok::<(), closeframe::catalog::RegisterError>(())
/// ```
///
/// # What does not compile
///
/// A code or a range outside 3000-4999, a code that occurs twice, ranges that overlap or do not
/// ascend, an empty text:
///
/// ```compile_fail,E0080
/// closeframe::subprotocol! {
///     /// Wrong: 1000-2999 belong to the protocol.
///     static WRONG = "wrong" { title: "Wrong", negotiated: [], reference: "none" }
///     codes {
///         /// Not theirs to define.
///         (1008, REFUSED, "Refused") { when_seen: "Never.", how_to_fix: "Use 4000-4999." }
///     }
/// }
/// ```
///
/// ```compile_fail,E0080
/// closeframe::subprotocol! {
///     /// Wrong: 4550 would mean both.
///     static WRONG = "wrong" { title: "Wrong", negotiated: [], reference: "none" }
///     codes {}
///     ranges {
///         /// One.
///         (4500..=4599, "One") { when_seen: "Now.", how_to_fix: "Wait." }
///         /// Two.
///         (4550..=4650, "Two") { when_seen: "Now.", how_to_fix: "Wait." }
///     }
/// }
/// ```
#[macro_export]
macro_rules! subprotocol {
    (
        $(#[$attribute:meta])*
        $visibility:vis static $subprotocol:ident = $id:literal {
            title: $title:literal,
            negotiated: [$($negotiated:literal),* $(,)?],
            reference: $source:expr $(,)?
        }
        codes {$(
            $(#[doc = $meaning:literal])+
            ($code:literal, $constant:ident, $name:literal) {
                $($field:ident: $value:expr),+ $(,)?
            }
        )*}
        $(ranges {$(
            $(#[doc = $range_meaning:literal])+
            ($first:literal..=$last:literal, $range_name:literal) {
                $($range_field:ident: $range_value:expr),+ $(,)?
            }
        )*})?
    ) => {
        $(
            $(#[doc = $meaning])+
            $visibility const $constant: $crate::CloseCode = $crate::CloseCode::new($code);
        )*

        $(#[$attribute])*
        $visibility static $subprotocol: $crate::catalog::Subprotocol = {
            static ROWS: &[$crate::catalog::Entry] = &[$(
                $crate::__close_code_row!(
                    $crate::catalog::Row::of_subprotocol(&$subprotocol, $source);
                    $code, $code, $name, [$($meaning)+] { $($field: $value),+ }
                )
            ),*];
            static RANGES: &[$crate::catalog::Entry] = &[$($(
                $crate::__close_code_row!(
                    $crate::catalog::Row::of_subprotocol(&$subprotocol, $source);
                    $first, $last, $range_name, [$($range_meaning)+] {
                        $($range_field: $range_value),+
                    }
                )
            ),*)?];
            $crate::catalog::Subprotocol::from_parts(
                $id, $title, &[$($negotiated),*], $source, ROWS, RANGES,
            )
        };

        $crate::__assert_close_codes!("subprotocol!", "a subprotocol", [$($code),*]);
        const _: () = {
            const RANGES: &[(u16, u16)] = &[$($(($first, $last)),*)?];
            assert!(
                $crate::catalog::are_apart(RANGES),
                "the ranges in one subprotocol! block overlap, or are not in ascending order"
            );
            $($(
                assert!(
                    $first < $last,
                    concat!("the range ", $first, "..=", $last, " does not end after its first code")
                );
                assert!(
                    $crate::catalog::is_application_code($crate::CloseCode::new($first))
                        && $crate::catalog::is_application_code($crate::CloseCode::new($last)),
                    concat!(
                        "the range ", $first, "..=", $last,
                        " is not a subprotocol's: those lie within 3000-4999"
                    )
                );
            )*)?
        };
    };
}
