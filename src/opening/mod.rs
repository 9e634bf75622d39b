//! Opening handshakes: how long one may take, and what is told of one that fails (RFC 6455 section 4).
//!
//! A connection that never opens has no report, and is 1006 to its client. So each failure is told to the
//! observers by itself, with a reason of a closed set. The handshake is the library's own; nothing of HTTP
//! is read or written here but the answer of a server that drains.

mod failure;
#[cfg(feature = "tokio")]
mod refusal;
#[cfg(any(feature = "axum", feature = "hyper"))]
mod upgraded;
#[cfg(feature = "tokio")]
mod within;

#[cfg(feature = "tokio")]
use tungstenite::{Error, http::StatusCode};

pub use self::failure::HandshakeFailure;
#[cfg(any(feature = "axum", feature = "hyper"))]
pub(crate) use self::upgraded::{NoUpgrade, open_upgraded};
#[cfg(feature = "tokio")]
pub(crate) use self::{
    failure::Failure,
    refusal::service_unavailable,
    within::{took_too_long, within},
};
#[cfg(feature = "tokio")]
use crate::{CloseMonitor, Role, driver::now, observe::HandshakeFailed};

#[cfg(feature = "tokio")]
impl CloseMonitor {
    /// Runs a client's opening handshake, and what comes before it, for as long as the policy lets it
    /// take; a failure is told.
    pub(crate) async fn open_as_client<T>(
        &self,
        opening: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let (failure, error) = match within(self.policy().open_timeout(), opening).await {
            Some(Ok(opened)) => return Ok(opened),
            Some(Err(error)) => (Failure::of(&error), error),
            None => (Failure::TIMED_OUT, took_too_long()),
        };
        self.handshake_failed(Role::Client, failure);
        Err(error)
    }

    /// Tells the observers of a connection that never opened, where its opening handshake was not done here:
    /// beside [`open`](Self::open), [`splice`](Self::splice), and a `wrap` after a handshake of your own.
    ///
    /// `status` is what was answered, if anything was. `accept`, `connect`, `upgrade` and the extractor for axum
    /// tell of theirs.
    ///
    /// # Example: a proxy whose server answers 401
    ///
    /// ```
    /// use closeframe::{CloseMonitor, Role, observe::HandshakeFailure, tungstenite::http::StatusCode};
    ///
    /// let closes = CloseMonitor::default();
    /// closes.open_failed(Role::Server, HandshakeFailure::Refused, StatusCode::UNAUTHORIZED);
    /// ```
    pub fn open_failed(
        &self,
        role: Role,
        reason: HandshakeFailure,
        status: impl Into<Option<StatusCode>>,
    ) {
        self.handshake_failed(
            role,
            Failure { status: status.into(), ..Failure::new(reason, None) },
        );
    }

    /// Tells the observers of a connection that never opened.
    #[cold]
    pub(crate) fn handshake_failed(&self, role: Role, failure: Failure) {
        let Failure { reason, error_type, status } = failure;
        let (at, span) = (now(), self.span_of_event());
        let failed = HandshakeFailed { role, reason, error_type, status, monitor: self, at, span };
        self.observers().each(|observer| observer.on_handshake_failed(&failed));
    }
}
