//! What the hooks of an observer are told, beside the report.
//!
//! Each hook takes one of these by reference, so that more can be told later without a change to those
//! who listen. They are made by the crate alone.

use crate::{Direction, Role, Violation, catalog::Catalog};

/// A connection was opened: what [`Observer::on_open`](crate::Observer::on_open) is told.
#[derive(Debug, Clone, Copy)]
pub struct Opened<'a> {
    pub(crate) role: Role,
    pub(crate) catalog: &'a Catalog,
}

impl<'a> Opened<'a> {
    /// Which end of the connection we are.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// The catalog that will explain the code: the monitor's, or that of the subprotocol that was
    /// negotiated.
    #[must_use]
    pub fn catalog(&self) -> &'a Catalog {
        self.catalog
    }
}

/// A close frame broke a rule: what [`Observer::on_violation`](crate::Observer::on_violation) is told.
#[derive(Debug, Clone, Copy)]
pub struct ViolationSeen {
    pub(crate) role: Role,
    pub(crate) direction: Direction,
    pub(crate) violation: Violation,
}

impl ViolationSeen {
    /// Which end of the connection we are.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// Which way the close frame went, or was to go.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The rule.
    #[must_use]
    pub fn violation(&self) -> Violation {
        self.violation
    }
}
