//! What an operator says about a code.
//!
//! It is no part of what the code means, so it can be set for every row, a standard one too. How loud it
//! makes an ending is decided by the log.

use std::borrow::Cow;

use super::severity::Severity;

/// What an operator adds to a row: how loud it is, whose it is, and where to read what to do.
///
/// ```
/// use closeframe::{CloseCode, catalog::{Annotation, Catalog}};
///
/// let mut catalog = Catalog::standard();
/// let page = "https://runbooks.example/websocket-1011";
/// catalog.annotate(
///     CloseCode::INTERNAL_ERROR,
///     Annotation::new().with_runbook(page).with_owner("chat team"),
/// )?;
/// let annotation = catalog.entry(CloseCode::INTERNAL_ERROR).annotation();
/// assert_eq!(annotation.runbook(), Some(page));
/// assert_eq!(annotation.owner(), Some("chat team"));
/// # Ok::<(), closeframe::catalog::RegisterError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    severity: Option<Severity>,
    runbook: Option<Cow<'static, str>>,
    owner: Option<Cow<'static, str>>,
}

impl Annotation {
    /// Makes an annotation that says nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { severity: None, runbook: None, owner: None }
    }

    /// Sets [`severity`](Self::severity).
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// Sets [`runbook`](Self::runbook).
    #[must_use]
    pub fn with_runbook(mut self, address: impl Into<Cow<'static, str>>) -> Self {
        self.runbook = Some(address.into());
        self
    }

    /// Sets [`owner`](Self::owner).
    #[must_use]
    pub fn with_owner(mut self, owner: impl Into<Cow<'static, str>>) -> Self {
        self.owner = Some(owner.into());
        self
    }

    /// Returns the level at which clean endings with the code are logged; see [`Severity`].
    #[must_use]
    pub const fn severity(&self) -> Option<Severity> {
        self.severity
    }

    /// Returns the address of the page that says what to do; it stands in the log as
    /// `websocket.close.runbook`.
    #[must_use]
    pub fn runbook(&self) -> Option<&str> {
        self.runbook.as_deref()
    }

    /// Returns who looks after it.
    #[must_use]
    pub fn owner(&self) -> Option<&str> {
        self.owner.as_deref()
    }
}
