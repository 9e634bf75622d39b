//! Which end of the connection we are.
//!
//! The same bytes break different rules at the two ends, and dashboards keep them apart. The host library
//! knows its role but does not tell it, so this is not read from there.

use std::fmt;

/// Which end of the connection we are.
///
/// Exhaustive: a connection has two ends.
///
/// tungstenite knows it but does not tell, so a client's socket is wrapped by
/// [`CloseMonitor::wrap_client`](crate::CloseMonitor::wrap_client), or has a tap that knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Role {
    /// We accepted the connection.
    #[default]
    Server,
    /// We opened the connection.
    Client,
}

impl Role {
    /// Both roles.
    pub const ALL: &'static [Self] = &[Self::Server, Self::Client];

    /// The label value and log field: `server` or `client`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Client => "client",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
