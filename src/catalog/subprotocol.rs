//! A protocol on top of WebSocket that has close codes of its own.
//!
//! It is a static, so that rows can point to it. Those that come with the crate are in
//! `data/subprotocols`; the macro that declares one is in `macros`.

use std::fmt;

use super::data::subprotocols;
use super::entry::Entry;
use crate::CloseCode;

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
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) negotiated: &'static [&'static str],
    pub(super) reference: &'static str,
    pub(super) missing_pong: Option<CloseCode>,
    pub(super) rows: &'static [Entry],
    pub(super) ranges: &'static [Entry],
    pub(super) reasons: &'static [Entry],
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

    /// Returns its own code for a peer that left a ping unanswered, where it has given
    /// [`TIMEOUT`](CloseCode::TIMEOUT) a meaning of its own: what a [`Keepalive`](crate::Keepalive)
    /// closes with.
    #[must_use]
    pub const fn missing_pong(&self) -> Option<CloseCode> {
        self.missing_pong
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

    /// Returns the rows for a code and a [reason](Entry::reason), where it is the reason that tells what
    /// happened: what [`Catalog::entry_for`](super::Catalog::entry_for) looks at first.
    #[must_use]
    pub const fn reasons(&self) -> &'static [Entry] {
        self.reasons
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
