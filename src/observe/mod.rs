//! Who is told of openings, violations and endings, and what the log and the metrics are tuned by.
//!
//! [`Observer`](crate::Observer), [`LogCloses`](crate::LogCloses) and
//! [`CountCloses`](crate::CountCloses) stand at the root of the crate; here is what their
//! methods take and return. An observer only listens: what is done about a close is the
//! [`Policy`](crate::Policy)'s.

pub(crate) mod count;
mod event;
pub(crate) mod log;
pub(crate) mod observer;
mod observers;

pub(crate) use self::observers::{Observers, contain};
pub use self::{
    count::{BadLabel, CodeLabel},
    event::{HandshakeFailed, Opened, ViolationSeen},
    log::{LogRate, ReasonText, Texts},
};
pub use crate::opening::HandshakeFailure;
