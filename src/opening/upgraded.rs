//! The connection that comes of hyper's upgrade, once the response has gone out.

use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use tokio_tungstenite::WebSocketStream;
use tungstenite::protocol::{self, WebSocketConfig};

use super::{Failure, within};
use crate::{CloseMonitor, MonitoredStream, Role, monitor::registry::Opening};

/// Why there is no connection after all; the observers have been told.
#[derive(Debug)]
pub(crate) enum NoUpgrade {
    Ended(hyper::Error),
    TimedOut,
}

/// Waits for the io as long as the policy says, and wraps the socket over it. `offer_lacks_answer`: the client has
/// offered an extension that is not agreed on. `_opening` is over when there is a connection, or none.
pub(crate) async fn open_upgraded(
    monitor: CloseMonitor,
    upgrade: OnUpgrade,
    config: Option<WebSocketConfig>,
    offer_lacks_answer: bool,
    _opening: Option<Opening>,
) -> Result<MonitoredStream<TokioIo<Upgraded>>, NoUpgrade> {
    let (failure, why) = match within(monitor.policy().open_timeout(), upgrade).await {
        Some(Ok(upgraded)) => {
            // What hyper has read beyond the request comes out of it first.
            let tap = monitor.tap_upgraded(TokioIo::new(upgraded));
            let ws = WebSocketStream::from_raw_socket(tap, protocol::Role::Server, config).await;
            let mut ws = monitor.wrap_tapped(ws);
            ws.note_offer(offer_lacks_answer);
            return Ok(ws);
        }
        Some(Err(error)) => (Failure::of_upgrade(&error), NoUpgrade::Ended(error)),
        None => (Failure::TIMED_OUT, NoUpgrade::TimedOut),
    };
    monitor.handshake_failed(Role::Server, failure);
    Err(why)
}
