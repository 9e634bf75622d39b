//! The event of a connection that never opened.

use tracing::Level;

use super::sanitize::shown;
use crate::{
    Endpoint,
    names::{event, field},
    observe::HandshakeFailed,
};

/// All of them: who knocks at an open port is nothing that an operator has to hear of.
pub(super) const LEVEL_OF_HANDSHAKES: Level = Level::DEBUG;

pub(super) fn write_handshake_failure(failed: &HandshakeFailed<'_>) {
    tracing::event!(
        name: event::HANDSHAKE_FAILED,
        target: event::TARGET,
        parent: failed.span.as_ref().and_then(tracing::Span::id),
        LEVEL_OF_HANDSHAKES,
        {
            { field::EVENT_NAME } = event::HANDSHAKE_FAILED,
            { field::ROLE } = failed.role().as_str(),
            { field::HANDSHAKE_REASON } = failed.reason().as_str(),
            { field::ERROR_TYPE } = failed.error_type().map(|it| it.as_str()),
            { field::STATUS_CODE } = failed.status().map(|status| status.as_u16()),
            { field::ENDPOINT } = failed.endpoint().map(Endpoint::as_str),
            { field::CLIENT_ADDRESS } = shown(failed.client_address()).as_deref(),
            { field::URL_PATH } = shown(failed.url_path()).as_deref(),
            { field::USER_AGENT } = shown(failed.user_agent()).as_deref(),
        },
        "websocket handshake failed"
    );
}
