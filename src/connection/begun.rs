//! A report before its end: begun with the first event that leads there, in the block of the heap in which it will
//! be shared.

use std::{fmt, sync::Arc};

use super::{Connection, Handshake};
use crate::{CloseReport, Initiator, Outcome};

/// Nobody else has it. How the connection ended, by whose doing and when, stands in it only once it is
/// [complete](Connection::report_ending).
pub(super) struct Begun(Arc<CloseReport>);

impl Begun {
    pub(super) fn of(connection: &Connection) -> Self {
        Self(Arc::new(CloseReport {
            role: connection.config.role,
            source: connection.source,
            spliced: connection.spliced,
            answer_stuck: false,
            offer_lacks_answer: connection.offer_lacks_answer,
            handshake: Handshake::default(),
            opened_at: connection.opened,
            origin: connection.monitor.origin().cloned(),
            catalog: connection.monitor.catalog().clone(),
            locale: connection.monitor.locale(),
            // From here on in the place of what is not known yet.
            outcome: Outcome::Dropped,
            initiator: Initiator::None,
            violation: None,
            error_type: None,
            idle_since: None,
            quiet: false,
            ended_at: connection.opened,
            round_trip: None,
            span: None,
        }))
    }

    #[inline]
    pub(super) fn handshake(&self) -> &Handshake {
        &self.0.handshake
    }

    #[inline]
    pub(super) fn handshake_mut(&mut self) -> &mut Handshake {
        &mut self.report().handshake
    }

    /// All of it, to be completed.
    #[inline]
    pub(super) fn report(&mut self) -> &mut CloseReport {
        Arc::get_mut(&mut self.0).expect("nobody has it before it is complete")
    }

    /// The report, once it is complete.
    #[inline]
    pub(super) fn share(self) -> Arc<CloseReport> {
        self.0
    }
}

/// Of a report, what stands in it already.
impl fmt::Debug for Begun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.handshake().fmt(f)
    }
}
