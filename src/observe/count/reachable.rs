//! Which endings and violations can be at all: what starts at 0, and the ceiling for the series.
//!
//! It follows from the protocol, and the tests of whole connections hold it to that. An ending that is
//! missing here is counted all the same, only without a start at 0.

use super::{CodeLabel, series::CloseLabels};
use crate::{CloseCode, Direction, Initiator, Outcome, Role, Violation, catalog::Catalog};

/// Every combination that an ending can have.
///
/// Local means that a close of ours has left, remote that the peer's was first, or that ours never
/// left; without either the code is 1006.
pub(super) fn reachable_closes(catalog: &Catalog) -> Vec<CloseLabels> {
    use Outcome::{
        Abandoned, Clean, Dropped, Eof, InvalidPayload, IoError, NotAwaited, Panicked, PingTimeout,
        ProtocolError, Reset, Stalled, Timeout, TooBig, Unanswered, Unreachable,
    };
    // The peer may misbehave when a close of ours, with whatever code, is out already.
    const LOCAL: (Initiator, &[Outcome]) = (
        Initiator::Local,
        &[Clean, Unanswered, Abandoned, Timeout, ProtocolError, InvalidPayload, TooBig],
    );
    const REMOTE: (Initiator, &[Outcome]) =
        (Initiator::Remote, &[Clean, NotAwaited, Abandoned, Timeout]);
    // A close frame that broke a rule. What is too long for a control frame is not too big.
    const REMOTE_WRONG: (Initiator, &[Outcome]) =
        (Initiator::Remote, &[ProtocolError, InvalidPayload]);
    // What ended before a close, or kept ours from leaving.
    const NO_FRAME: (Initiator, &[Outcome]) = (
        Initiator::None,
        &[
            Abandoned,
            Timeout,
            PingTimeout,
            Stalled,
            Eof,
            Reset,
            Unreachable,
            IoError,
            ProtocolError,
            InvalidPayload,
            TooBig,
            Dropped,
            Panicked,
        ],
    );

    let missing_pong = CodeLabel::of(catalog.missing_pong(), catalog);
    let mut reachable = Vec::new();
    for code in CodeLabel::all(catalog) {
        let combinations: &[(Initiator, &[Outcome])] = match code {
            CodeLabel::Named(CloseCode::ABNORMAL_CLOSURE) => &[NO_FRAME],
            // Ours, under `IllegalClose::Pass`.
            CodeLabel::Other => &[REMOTE_WRONG, LOCAL],
            // What we close with when the application does not.
            CodeLabel::Named(CloseCode::GOING_AWAY) => {
                &[REMOTE, LOCAL, (Initiator::Local, &[Dropped])]
            }
            CodeLabel::Named(CloseCode::INTERNAL_ERROR) => {
                &[REMOTE, LOCAL, (Initiator::Local, &[Panicked])]
            }
            code if code == missing_pong => &[REMOTE, LOCAL, (Initiator::Local, &[PingTimeout])],
            CodeLabel::Named(CloseCode::POLICY_VIOLATION) => {
                &[REMOTE, LOCAL, (Initiator::Local, &[Stalled])]
            }
            _ => &[REMOTE, LOCAL],
        };
        for &(initiator, outcomes) in combinations {
            let with = |outcome: &Outcome| CloseLabels { code, initiator, outcome: *outcome };
            reachable.extend(outcomes.iter().map(with));
        }
    }
    reachable
}

/// The same, whatever subprotocol the connection negotiates.
pub(super) fn reachable_in_all(catalog: &Catalog) -> Vec<CloseLabels> {
    distinct(catalog.in_force().flat_map(reachable_closes))
}

pub(super) fn distinct<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut found = Vec::new();
    for it in all {
        if !found.contains(&it) {
            found.push(it);
        }
    }
    found
}

/// What alerts look at: all that starts at 0 for each endpoint, which multiplies it.
pub(super) fn is_watched(labels: &CloseLabels) -> bool {
    let CloseLabels { code, initiator, outcome } = *labels;
    matches!(outcome, Outcome::Dropped | Outcome::Panicked | Outcome::PingTimeout)
        || code == CodeLabel::Named(CloseCode::ABNORMAL_CLOSURE)
        || (code == CodeLabel::Named(CloseCode::INTERNAL_ERROR) && initiator == Initiator::Local)
}

/// Every rule that a close frame can be seen to break in this role.
pub(super) fn reachable_violations(role: Role) -> Vec<(Direction, Violation)> {
    use Violation::{
        Fragmented, InvalidCode, InvalidUtf8, Masked, ReasonTooLong, Rejected, ReservedBits,
        TooLong, TruncatedCode, Unmasked,
    };
    let mask = match role {
        Role::Server => Unmasked,
        Role::Client => Masked,
    };
    let received =
        [InvalidCode, TruncatedCode, InvalidUtf8, TooLong, Fragmented, ReservedBits, mask];
    let sent = [InvalidCode, ReasonTooLong, TruncatedCode, InvalidUtf8, Rejected];
    // Of the server behind a splice.
    let passed: &[Violation] = match role {
        Role::Server => &[Fragmented, ReservedBits, Masked],
        Role::Client => &[],
    };
    let mut reachable = Vec::new();
    reachable.extend(received.iter().map(|it| (Direction::Received, *it)));
    reachable.extend(sent.iter().chain(passed).map(|it| (Direction::Sent, *it)));
    reachable
}
