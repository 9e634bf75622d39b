//! The series that endings move: which can be reached, and their names and labels, put together once.
//!
//! A [`Key`] holds its labels and their hash: a close looks its key up, and makes none.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use metrics::{Key, Label};

use super::{
    CLOSES_TOTAL, CONNECTION_DURATION_SECONDS, CONNECTIONS_OPENED_TOTAL, CodeLabel,
    HANDSHAKE_DURATION_SECONDS, VIOLATIONS_TOTAL,
};
use crate::{CloseCode, Direction, Initiator, Outcome, Role, Violation, catalog::Catalog};

/// What tells the series of `websocket_closes_total` apart, but for the role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ending {
    pub(super) code: CodeLabel,
    pub(super) initiator: Initiator,
    pub(super) outcome: Outcome,
}

impl Ending {
    pub(super) fn key(self, role: Role, static_labels: &[Label]) -> Key {
        let own = [
            self.code.to_label(),
            initiator_label(self.initiator),
            Label::from_static_parts("outcome", self.outcome.as_str()),
            role_label(role),
        ];
        key(CLOSES_TOTAL, own, static_labels)
    }

    /// A number that no other ending has.
    fn number(self) -> u32 {
        let code = match self.code {
            CodeLabel::Named(code) => u32::from(code.as_u16()),
            CodeLabel::Registered => 1 << 16,
            CodeLabel::Private => 2 << 16,
            CodeLabel::Other => 3 << 16,
        };
        code << 8 | (self.initiator as u32) << 5 | self.outcome as u32
    }
}

/// The series that connections of one role and one catalog move.
#[derive(Debug)]
pub(super) struct Series {
    pub(super) opened: Key,
    /// By [`Ending::number`].
    closes: HashMap<u32, Key, BuildHasherDefault<Spread>>,
    /// By initiator.
    pub(super) connection_durations: [Key; 3],
    pub(super) handshake_durations: [Key; 3],
}

impl Series {
    pub(super) fn new(role: Role, catalog: &Catalog, static_labels: &[Label]) -> Self {
        let numbered = |ending: Ending| (ending.number(), ending.key(role, static_labels));
        let histogram = |name| {
            [Initiator::Local, Initiator::Remote, Initiator::None]
                .map(|it| key(name, [initiator_label(it), role_label(role)], static_labels))
        };
        Self {
            opened: key(CONNECTIONS_OPENED_TOTAL, [role_label(role)], static_labels),
            closes: reachable_closes(catalog).map(numbered).collect(),
            connection_durations: histogram(CONNECTION_DURATION_SECONDS),
            handshake_durations: histogram(HANDSHAKE_DURATION_SECONDS),
        }
    }

    /// The one of `websocket_closes_total`, if it was known to be reachable.
    pub(super) fn close(&self, ending: Ending) -> Option<&Key> {
        self.closes.get(&ending.number())
    }

    /// All of `websocket_closes_total`.
    pub(super) fn closes(&self) -> impl Iterator<Item = &Key> {
        self.closes.values()
    }
}

/// Hashes a number by multiplying: what is looked up was never chosen by a peer alone, and the keys
/// were there before it came.
#[derive(Debug, Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn write_u32(&mut self, number: u32) {
        // The golden ratio of 2^64; a map looks at both ends of a hash.
        self.0 = u64::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(32);
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(self.0 as u32 ^ u32::from(*byte)));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Made when a rule is broken: no ordinary close does that.
pub(super) fn violation_key(
    role: Role,
    (direction, violation): (Direction, Violation),
    static_labels: &[Label],
) -> Key {
    let own = [
        Label::from_static_parts("direction", direction.as_str()),
        Label::from_static_parts("violation", violation.as_str()),
        role_label(role),
    ];
    key(VIOLATIONS_TOTAL, own, static_labels)
}

fn key<const N: usize>(name: &'static str, own: [Label; N], static_labels: &[Label]) -> Key {
    let labels: Vec<_> = own.into_iter().chain(static_labels.iter().cloned()).collect();
    Key::from_parts(name, labels)
}

fn initiator_label(initiator: Initiator) -> Label {
    Label::from_static_parts("initiator", initiator.as_str())
}

fn role_label(role: Role) -> Label {
    Label::from_static_parts("role", role.as_str())
}

/// Every combination that an ending can have.
///
/// Local means that a close of ours has left, remote that the peer's was first, or that ours never
/// left; without either the code is 1006.
pub(super) fn reachable_closes(catalog: &Catalog) -> impl Iterator<Item = Ending> {
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

    CodeLabel::all(catalog).flat_map(move |code| {
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
            CodeLabel::Named(CloseCode::TIMEOUT) => {
                &[REMOTE, LOCAL, (Initiator::Local, &[PingTimeout])]
            }
            CodeLabel::Named(CloseCode::POLICY_VIOLATION) => {
                &[REMOTE, LOCAL, (Initiator::Local, &[Stalled])]
            }
            _ => &[REMOTE, LOCAL],
        };
        combinations.iter().flat_map(move |&(initiator, outcomes)| {
            outcomes.iter().map(move |&outcome| Ending { code, initiator, outcome })
        })
    })
}

/// Every rule that a close frame can be seen to break in this role.
pub(super) fn reachable_violations(role: Role) -> impl Iterator<Item = (Direction, Violation)> {
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
    received
        .map(|it| (Direction::Received, it))
        .into_iter()
        .chain(sent.map(|it| (Direction::Sent, it)))
}
