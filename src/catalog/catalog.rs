//! The catalog that a monitor holds: the standard rows, and what a program adds.
//!
//! What a connection means by a code is decided here once, when a row or a subprotocol is added, so that
//! a lookup decides nothing. The rows themselves are data, and how they stand beside each other is told
//! in `additions.rs`.

use std::sync::Arc;

use super::additions::{Additions, in_order};
use super::annotation::Annotation;
use super::entry::{Entry, Owner};
use super::macros::is_application_code;
use super::register_error::RegisterError;
use super::severity::Severity;
use super::standard;
use super::subprotocol::Subprotocol;
use crate::CloseCode;

/// The close codes that a program knows: the standard ones, those of subprotocols, and its own.
///
/// Cloning is cheap: the standard rows are static, the others are shared.
///
/// ```
/// use closeframe::{CloseCode, catalog::{Catalog, Entry}};
///
/// let slow = CloseCode::new(4102);
/// let catalog = Catalog::standard().with_codes(&[Entry::application(slow, "Slow Consumer")])?;
/// assert_eq!(catalog.entry(slow).name(), "Slow Consumer");
/// assert_eq!(catalog.entry(CloseCode::new(4103)).name(), "Private Use");
/// assert_eq!(catalog.registered().count(), 1);
/// # Ok::<(), closeframe::catalog::RegisterError>(())
/// ```
///
/// # Who may define what
///
/// 1000-2999 mean what RFC 6455 and IANA say, whatever is added. An application adds codes of
/// 3000-4999, save the three that IANA has registered. A [`Subprotocol`] may define those three
/// anew, as some do. No code of a connection has two meanings: what would give it a second one is
/// refused with a [`RegisterError`].
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    added: Arc<Additions>,
}

impl Catalog {
    /// The most codes that may be added, since each makes two dozen series of metrics.
    pub const MAX_APPLICATION_CODES: usize = 64;

    /// Returns the catalog of RFC 6455 and the IANA registry.
    #[must_use]
    pub fn standard() -> Self {
        Self::default()
    }

    /// Adds rows, such as a static of [`app_codes!`](crate::app_codes).
    ///
    /// # Errors
    ///
    /// As for [`register`](Self::register), for the first row that is refused.
    pub fn with_codes(mut self, rows: &[Entry]) -> Result<Self, RegisterError> {
        for row in rows {
            self.register(row.clone())?;
        }
        Ok(self)
    }

    /// Adds the codes of a subprotocol, for every connection.
    ///
    /// # Errors
    ///
    /// Returns [`RegisterError::Collision`] if the catalog has another meaning for one of its codes
    /// already, [`RegisterError::TooMany`] if it would have more than
    /// [`MAX_APPLICATION_CODES`](Self::MAX_APPLICATION_CODES).
    ///
    /// ```
    /// use closeframe::catalog::{Catalog, subprotocols};
    ///
    /// let discord = Catalog::standard().with_subprotocol(&subprotocols::DISCORD_GATEWAY)?;
    /// let both = discord.with_subprotocol(&subprotocols::PUSHER);
    /// assert_eq!(
    ///     both.unwrap_err().to_string(),
    ///     "close code 4000 cannot be registered: discord-gateway defines it already, and a \
    ///      connection cannot mean pusher by it too",
    /// );
    /// # Ok::<(), closeframe::catalog::RegisterError>(())
    /// ```
    pub fn with_subprotocol(
        mut self,
        subprotocol: &'static Subprotocol,
    ) -> Result<Self, RegisterError> {
        let mut added = Additions::clone(&self.added);
        added.take(subprotocol)?;
        self.replace(added, first_of(subprotocol))?;
        Ok(self)
    }

    /// Adds the codes of a subprotocol for the connections that negotiate it; the others keep the
    /// meanings that they have.
    ///
    /// The wrappers look at what was negotiated where they can see it: `accept`, `connect`, `upgrade`, and
    /// axum's sockets. For a handshake of your own, see
    /// [`CloseMonitor::for_subprotocol`](crate::CloseMonitor::for_subprotocol).
    ///
    /// # Errors
    ///
    /// As [`with_subprotocol`](Self::with_subprotocol); two that are negotiated by different names
    /// do not collide, for no connection has both. Two that share a name are a
    /// [`RegisterError::NegotiatedTwice`], one without a name a [`RegisterError::NeverNegotiated`].
    ///
    /// ```
    /// use closeframe::{CloseCode, catalog::{Catalog, subprotocols}};
    ///
    /// let code = CloseCode::new(4403);
    /// let catalog = Catalog::standard().with_negotiated(&subprotocols::GRAPHQL_TRANSPORT_WS)?;
    /// assert_eq!(catalog.entry(code).name(), "Private Use");
    /// let of_graphql = catalog.for_subprotocol("graphql-transport-ws");
    /// assert_eq!(of_graphql.entry(code).name(), "Forbidden");
    /// # Ok::<(), closeframe::catalog::RegisterError>(())
    /// ```
    pub fn with_negotiated(
        mut self,
        subprotocol: &'static Subprotocol,
    ) -> Result<Self, RegisterError> {
        let code = first_of(subprotocol);
        let claimant = subprotocol.id();
        if subprotocol.negotiated().is_empty() {
            return Err(RegisterError::NeverNegotiated { code, subprotocol: claimant });
        }
        for holder in self.negotiable() {
            let mut shared = holder.negotiated().iter().copied();
            if let Some(name) = shared.find(|name| subprotocol.negotiated().contains(name)) {
                let holder = holder.id();
                return Err(RegisterError::NegotiatedTwice { code, name, holder, claimant });
            }
        }
        let mut added = Additions::clone(&self.added);
        added.negotiable.push((subprotocol, Self::default()));
        self.replace(added, code)?;
        Ok(self)
    }

    /// Adds a row for a code of the application's own.
    ///
    /// # Errors
    ///
    /// Returns [`RegisterError`], and leaves the catalog as it was, if the code is not within
    /// 3000-4999, is defined already, if a text of the row is empty, or if the catalog has
    /// [`MAX_APPLICATION_CODES`](Self::MAX_APPLICATION_CODES) rows.
    ///
    /// ```
    /// use closeframe::{CloseCode, catalog::{Catalog, Entry}};
    ///
    /// let mut catalog = Catalog::standard();
    /// let refused = catalog.register(Entry::application(CloseCode::FORBIDDEN, "Banned"));
    /// assert_eq!(
    ///     refused.unwrap_err().to_string(),
    ///     "close code 3003 cannot be registered: the standard catalog defines it as \"Forbidden\"",
    /// );
    /// ```
    pub fn register(&mut self, row: Entry) -> Result<(), RegisterError> {
        let code = row.first();
        if code.is_standard() {
            return Err(RegisterError::Standard { code });
        }
        if row.code().is_none() || !is_application_code(code) {
            return Err(RegisterError::OutOfRange { code });
        }
        if let Some(field) = row.empty_text() {
            return Err(RegisterError::EmptyText { code, field });
        }
        let mut added = Additions::clone(&self.added);
        added.insert(row)?;
        self.replace(added, code)
    }

    /// Says how loud a code is, whose it is and where to read what to do, for a code that the
    /// catalog defines: a standard one too. A code that only subprotocols define that are
    /// [negotiated](Self::with_negotiated) is annotated in these.
    ///
    /// It is said of what the code means now: where a subprotocol gives 3000, 3003 or 3008 another
    /// meaning, an annotation of the standard one does not hold.
    ///
    /// # Errors
    ///
    /// Returns [`RegisterError::Unknown`] if the catalog has no row for exactly this code.
    pub fn annotate(
        &mut self,
        code: CloseCode,
        annotation: Annotation,
    ) -> Result<(), RegisterError> {
        let mut added = Additions::clone(&self.added);
        for row in added.reasons.iter_mut().filter(|row| row.first() == code) {
            row.annotation = annotation.clone();
        }
        match (added.position(code), standard::get(code)) {
            (Ok(position), _) => added.rows[position].annotation = annotation,
            (Err(position), Some(row)) => {
                added.rows.insert(position, row.clone().with_annotation(annotation));
            }
            (Err(_), None) if self.in_force().any(|catalog| catalog.get(code).is_some()) => {
                added.annotations.retain(|(of, _)| *of != code);
                added.annotations.push((code, annotation));
            }
            (Err(_), None) => return Err(RegisterError::Unknown { code }),
        }
        self.replace(added, code)
    }

    /// Returns the catalog for connections that negotiated `subprotocol` with
    /// `Sec-WebSocket-Protocol`: this one, where no other was set for it.
    #[must_use]
    pub fn for_subprotocol(&self, subprotocol: &str) -> Self {
        let is_it = |(it, _): &&(&Subprotocol, Self)| it.negotiated().contains(&subprotocol);
        self.added.negotiable.iter().find(is_it).map_or(self, |(_, catalog)| catalog).clone()
    }

    /// Returns the subprotocols whose codes are known where they are
    /// [negotiated](Self::with_negotiated).
    pub fn negotiable(&self) -> impl Iterator<Item = &'static Subprotocol> {
        self.added.negotiable.iter().map(|(subprotocol, _)| *subprotocol)
    }

    /// Returns the row that explains a code: its own, or that of its range.
    #[must_use]
    pub fn entry(&self, code: CloseCode) -> &Entry {
        let number = code.as_u16();
        let of_range = || self.added.ranges.iter().find(|row| row.codes().contains(&number));
        self.get(code).or_else(of_range).unwrap_or_else(|| standard::range_row(code.range()))
    }

    /// Returns the row that explains a code that came with a reason: that of the reason, where a
    /// subprotocol tells with it what happened, else that of the code alone.
    ///
    /// Only [declared](Subprotocol::reasons) rows are found, so a peer cannot make up names. Without any
    /// it costs no more than [`entry`](Self::entry).
    ///
    /// ```
    /// use closeframe::{CloseCode, catalog::{Catalog, subprotocols}};
    ///
    /// let catalog = Catalog::standard().with_subprotocol(&subprotocols::TLDRAW_SYNC)?;
    /// let code = CloseCode::new(4099);
    /// assert_eq!(catalog.entry_for(code, "ROOM_FULL").name(), "Room Full");
    /// assert_eq!(catalog.entry_for(code, "").name(), catalog.entry(code).name());
    /// # Ok::<(), closeframe::catalog::RegisterError>(())
    /// ```
    #[must_use]
    pub fn entry_for(&self, code: CloseCode, reason: &str) -> &Entry {
        let rows = self.added.reasons.iter();
        let by_reason = rows.filter(|row| row.first() == code && reason.starts_with(row.reason));
        by_reason.max_by_key(|row| row.reason.len()).unwrap_or_else(|| self.entry(code))
    }

    /// Returns the rows for a code and a reason, in the order in which they are declared; they are not
    /// among those of [`iter`](Self::iter).
    pub fn reasons(&self) -> impl Iterator<Item = &Entry> {
        self.added.reasons.iter()
    }

    /// What an operator said about the row that explains a code: rows of the standard catalog alone
    /// say nothing.
    pub(crate) fn severity(&self, code: CloseCode) -> Option<Severity> {
        if self.added.rows.is_empty() && self.added.ranges.is_empty() {
            return None;
        }
        self.entry(code).annotation().severity()
    }

    /// What a peer is sent that left a ping unanswered: 3008, unless that means something else here.
    pub(crate) fn missing_pong(&self) -> CloseCode {
        /// In the range where nobody else gives codes a meaning.
        const PRIVATE_TIMEOUT: CloseCode = CloseCode::new(4008);

        match self.get(CloseCode::TIMEOUT).map(|row| row.owner) {
            Some(Owner::Subprotocol(it)) => it.missing_pong().unwrap_or(PRIVATE_TIMEOUT),
            _ => CloseCode::TIMEOUT,
        }
    }

    /// Returns the row of exactly this code.
    #[must_use]
    pub fn get(&self, code: CloseCode) -> Option<&Entry> {
        match self.added.position(code) {
            Ok(position) => Some(&self.added.rows[position]),
            Err(_) => standard::get(code),
        }
    }

    /// Returns all rows in ascending order, the row of a range after the rows that start with it.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        let mut rows: Vec<&Entry> = standard::CODES.iter().collect();
        rows.retain(|row| self.added.position(row.first()).is_err());
        rows.extend(&self.added.rows);
        rows.extend(&self.added.ranges);
        in_order(rows).into_iter()
    }

    /// Returns the rows that applications and subprotocols added for single codes, in ascending
    /// order.
    pub fn registered(&self) -> impl Iterator<Item = &Entry> {
        self.added.rows.iter().filter(|row| row.owner != Owner::Standard)
    }

    /// This catalog, and those for connections that negotiated a subprotocol.
    pub(crate) fn in_force(&self) -> impl Iterator<Item = &Self> {
        let negotiable = self.added.negotiable.iter().map(|(_, catalog)| catalog);
        std::iter::once(self).chain(negotiable)
    }

    /// Returns whether both explain all codes alike. Clones of one catalog are told at once.
    #[inline]
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.added, &other.added) || self.is_equal(other)
    }

    #[cold]
    fn is_equal(&self, other: &Self) -> bool {
        self.added == other.added
    }

    /// Takes what was added, once it is known that no connection can get more codes than series
    /// allow, nor two meanings for one.
    fn replace(&mut self, mut added: Additions, claimed: CloseCode) -> Result<(), RegisterError> {
        let mut codes = Vec::new();
        let mut count = |rows: &[Entry]| {
            for code in rows.iter().map(Entry::first).filter(|code| !code.is_standard()) {
                if let Err(place) = codes.binary_search(&code) {
                    codes.insert(place, code);
                }
            }
        };
        count(&added.rows);
        let base = Additions { negotiable: Vec::new(), ..added.clone() };
        for (subprotocol, catalog) in &mut added.negotiable {
            let mut in_force = base.clone();
            in_force.take(subprotocol)?;
            count(&in_force.rows);
            *catalog = Self { added: Arc::new(in_force) };
        }
        if codes.len() > Self::MAX_APPLICATION_CODES {
            return Err(RegisterError::TooMany { code: claimed });
        }
        self.added = Arc::new(added);
        Ok(())
    }
}

impl PartialEq for Catalog {
    fn eq(&self, other: &Self) -> bool {
        self.is_same(other)
    }
}

impl Eq for Catalog {}

/// The first code of a subprotocol, which stands for all in an error.
fn first_of(subprotocol: &Subprotocol) -> CloseCode {
    let rows = subprotocol.codes().iter().chain(subprotocol.ranges()).chain(subprotocol.reasons());
    rows.map(Entry::first).next().unwrap_or(CloseCode::new(0))
}
