//! What the protocol is told once, when a socket is wrapped, and its two limits. Whatever changes
//! while a connection lives is a fact, not a setting.

use std::time::Duration;

use crate::Role;

/// How long input is discarded after the ending, until the peer has ended TCP too.
pub(crate) const LINGER: Duration = Duration::from_secs(1);

/// How many pongs may wait for a peer that does not read, before nothing more is read from it. Each
/// takes at most 131 bytes: six of header, as many of payload as a control frame may have.
pub(crate) const MAX_PENDING_PONGS: u16 = 1000;

/// What of the policy and of the socket the protocol depends on; never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Config {
    pub(crate) role: Role,
    /// Tell a peer that it broke a rule.
    pub(crate) fail_connection: bool,
    /// Leave the answer to the peer's close to the application's next call.
    pub(crate) reply_by_application: bool,
    /// Leave a close behind when an open socket is dropped.
    pub(crate) close_on_drop: bool,
    /// A message that is sent while others close waits for the end, and is not refused at once.
    pub(crate) sends_wait: bool,
}
