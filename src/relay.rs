//! What one leg of a proxy received, as what the other leg may be sent.

use crate::{Close, CloseCode, CloseReport, Initiator, Outcome};

/// Where the proxy stands towards the leg that is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Towards {
    /// The other leg is a client, and the leg that ended led to a server behind us: we are its
    /// gateway.
    Client,
    /// The other leg is a server.
    Server,
}

/// Turns how one leg of a proxy ended into the close for the other.
///
/// | the leg that ended | towards a client | towards a server |
/// |---|---|---|
/// | closed by the peer with a legal code, whatever became of our answer | the same code and reason | the same code and reason |
/// | closed by the peer without a code (1005) | empty | empty |
/// | closed by the peer with an illegal code, or a malformed frame | 1011 | 1002 |
/// | closed by us | the same code and reason | the same code and reason |
/// | failed by us (1002, 1007, 1009) for what the peer did | 1014 | 1011 |
/// | given up: `ping_timeout`, `stalled` | 1014 | 1011 |
/// | ended without a close frame (1006) | 1014 | 1011 |
/// | failed in its TLS handshake (1015; see [`relay_code`]) | 1014 | 1014 |
///
/// A failure never becomes 1000. The reason is cut to fit. Of what went wrong on the other leg, no
/// detail is passed on.
///
/// # Example: the server behind a gateway is gone
///
/// ```
/// use std::io::Cursor;
/// use closeframe::{CloseMonitor, Towards, relay};
/// use tungstenite::{WebSocket, protocol::Role};
///
/// let nothing = Cursor::new(Vec::new());
/// let closes = CloseMonitor::silent();
/// let mut behind = closes.wrap_client(WebSocket::from_raw_socket(nothing, Role::Client, None));
/// assert!(behind.read().is_err());
///
/// let close = relay(behind.close_report().unwrap(), Towards::Client);
/// assert_eq!(close.to_string(), "1014 Bad Gateway");
/// ```
#[must_use]
pub fn relay(ended: &CloseReport, towards: Towards) -> Close {
    // Closes that speak of this leg, and would tell the other side of something it did not do.
    let speaks_of_the_leg = matches!(
        ended.outcome(),
        Outcome::ProtocolError
            | Outcome::InvalidPayload
            | Outcome::TooBig
            | Outcome::PingTimeout
            | Outcome::Stalled
    );
    match (ended.initiator(), ended.code()) {
        (Initiator::Remote | Initiator::Local, Some(code)) if !speaks_of_the_leg => {
            relay_code(code, ended.reason(), towards)
        }
        (Initiator::Remote, _) => illegal(towards),
        (Initiator::Local | Initiator::None, _) => lost(towards),
    }
}

/// Turns a code and a reason, as some API reports them, into a close that may be sent on: the
/// [table](relay) without what only a report knows.
///
/// ```
/// use closeframe::{Close, CloseCode, Towards, relay_code};
///
/// assert_eq!(relay_code(1005, "", Towards::Server), Close::empty());
/// assert_eq!(relay_code(1006, "", Towards::Server).code(), Some(CloseCode::INTERNAL_ERROR));
/// assert_eq!(relay_code(1006, "", Towards::Client).code(), Some(CloseCode::BAD_GATEWAY));
/// assert_eq!(relay_code(1015, "", Towards::Client).code(), Some(CloseCode::BAD_GATEWAY));
/// assert_eq!(relay_code(999, "", Towards::Server).code(), Some(CloseCode::PROTOCOL_ERROR));
/// assert_eq!(relay_code(4001, "bye", Towards::Client).reason(), "bye");
/// ```
#[must_use]
pub fn relay_code(code: impl Into<CloseCode>, reason: &str, towards: Towards) -> Close {
    match code.into() {
        CloseCode::NO_STATUS_RECEIVED => Close::empty(),
        CloseCode::ABNORMAL_CLOSURE => lost(towards),
        CloseCode::TLS_HANDSHAKE => Close::of_ours(CloseCode::BAD_GATEWAY),
        code => Close::truncating(code, reason).unwrap_or_else(|_| illegal(towards)),
    }
}

/// The leg is gone, and there is no code to tell.
fn lost(towards: Towards) -> Close {
    Close::of_ours(match towards {
        Towards::Client => CloseCode::BAD_GATEWAY,
        Towards::Server => CloseCode::INTERNAL_ERROR,
    })
}

/// The leg's peer broke the protocol with its close.
fn illegal(towards: Towards) -> Close {
    Close::of_ours(match towards {
        Towards::Client => CloseCode::INTERNAL_ERROR,
        Towards::Server => CloseCode::PROTOCOL_ERROR,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::report;

    fn relayed(outcome: Outcome, initiator: Initiator, code: u16) -> [u16; 2] {
        let ended = report(outcome, initiator, code);
        [Towards::Client, Towards::Server]
            .map(|towards| relay(&ended, towards).code().unwrap().as_u16())
    }

    #[test]
    fn a_close_by_the_peer_is_passed_on_whatever_became_of_our_answer() {
        for outcome in [Outcome::Clean, Outcome::NotAwaited, Outcome::Abandoned, Outcome::Timeout] {
            assert_eq!(relayed(outcome, Initiator::Remote, 4001), [4001, 4001], "{outcome}");
        }
    }

    #[test]
    fn a_close_of_ours_is_passed_on_unless_it_gave_the_leg_up() {
        for outcome in [Outcome::Clean, Outcome::Unanswered, Outcome::Abandoned, Outcome::Timeout] {
            assert_eq!(relayed(outcome, Initiator::Local, 1012), [1012, 1012], "{outcome}");
        }
        assert_eq!(relayed(Outcome::PingTimeout, Initiator::Local, 3008), [1014, 1011]);
        assert_eq!(relayed(Outcome::Stalled, Initiator::Local, 1008), [1014, 1011]);
    }

    #[test]
    fn a_leg_that_ended_without_a_close_frame_is_lost() {
        for outcome in [
            Outcome::PingTimeout,
            Outcome::Stalled,
            Outcome::Eof,
            Outcome::Reset,
            Outcome::Unreachable,
            Outcome::IoError,
        ] {
            assert_eq!(relayed(outcome, Initiator::None, 0), [1014, 1011], "{outcome}");
        }
    }
}
