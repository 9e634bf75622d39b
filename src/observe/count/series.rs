//! The series that endings move: their names and labels, put together once.
//!
//! A [`Key`] holds its labels and their hash: a close looks its key up, and makes none. Which of them
//! can be reached is told elsewhere, in `reachable`.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use metrics::{Key, Label};

use super::{
    CodeLabel,
    reachable::{is_watched, reachable_closes},
};
use crate::{
    Direction, Endpoint, Initiator, Outcome, Role, Violation,
    catalog::Catalog,
    names::{label, metric},
    observe::HandshakeFailure,
};

/// Which end of the connection we are, and where it was opened: the labels of all counters of connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At {
    pub(super) role: Role,
    pub(super) endpoint: Option<Endpoint>,
}

impl At {
    pub(super) fn close_key(self, labels: CloseLabels, static_labels: &[Label]) -> Key {
        let own = vec![
            labels.code.to_label(),
            initiator_label(labels.initiator),
            Label::from_static_parts(label::OUTCOME, labels.outcome.as_str()),
        ];
        self.key(metric::CLOSES_TOTAL, own, static_labels)
    }

    /// Made when a rule is broken: no ordinary close does that.
    pub(super) fn violation_key(
        self,
        (direction, violation): (Direction, Violation),
        static_labels: &[Label],
    ) -> Key {
        let own = vec![
            Label::from_static_parts(label::DIRECTION, direction.as_str()),
            Label::from_static_parts(label::VIOLATION, violation.as_str()),
        ];
        self.key(metric::CLOSE_VIOLATIONS_TOTAL, own, static_labels)
    }

    fn failure_key(self, reason: HandshakeFailure, static_labels: &[Label]) -> Key {
        let own = vec![Label::from_static_parts(label::REASON, reason.as_str())];
        self.key(metric::HANDSHAKE_FAILURES_TOTAL, own, static_labels)
    }

    fn key(self, name: &'static str, own: Vec<Label>, static_labels: &[Label]) -> Key {
        let mut labels = own;
        labels.push(role_label(self.role));
        if let Some(endpoint) = self.endpoint {
            labels.push(Label::from_static_parts(label::ENDPOINT, endpoint.as_str()));
        }
        labels.extend_from_slice(static_labels);
        Key::from_parts(name, labels)
    }

    /// Of all endpoints together.
    fn duration_key(
        self,
        name: &'static str,
        initiator: Initiator,
        static_labels: &[Label],
    ) -> Key {
        Self { endpoint: None, ..self }.key(name, vec![initiator_label(initiator)], static_labels)
    }
}

/// What tells the series of `websocket_closes_total` apart, but for role and endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CloseLabels {
    pub(super) code: CodeLabel,
    pub(super) initiator: Initiator,
    pub(super) outcome: Outcome,
}

impl CloseLabels {
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

/// The series that connections of one role, endpoint and catalog move.
#[derive(Debug)]
pub(super) struct Series {
    pub(super) opened: Key,
    /// By reason.
    pub(super) handshake_failures: Vec<Key>,
    /// By [`CloseLabels::number`].
    closes: HashMap<u32, Key, BuildHasherDefault<FibonacciHasher>>,
    /// By initiator.
    pub(super) connection_durations: Vec<Key>,
    pub(super) handshake_durations: Vec<Key>,
}

impl Series {
    pub(super) fn new(at: At, catalog: &Catalog, static_labels: &[Label]) -> Self {
        let durations = |name| {
            let initiators = Initiator::ALL.iter();
            initiators.map(|it| at.duration_key(name, *it, static_labels)).collect()
        };
        let mut closes = HashMap::default();
        for labels in reachable_closes(catalog) {
            if at.endpoint.is_none() || is_watched(&labels) {
                closes.insert(labels.number(), at.close_key(labels, static_labels));
            }
        }
        let failures = HandshakeFailure::ALL.iter();
        Self {
            opened: at.key(metric::CONNECTIONS_OPENED_TOTAL, Vec::new(), static_labels),
            handshake_failures: failures.map(|it| at.failure_key(*it, static_labels)).collect(),
            closes,
            connection_durations: durations(metric::CONNECTION_DURATION_SECONDS),
            handshake_durations: durations(metric::CLOSE_HANDSHAKE_DURATION_SECONDS),
        }
    }

    /// The one of `websocket_closes_total`, if it is known: where there is no endpoint, all that can be reached
    /// are.
    pub(super) fn close(&self, labels: CloseLabels) -> Option<&Key> {
        self.closes.get(&labels.number())
    }

    /// All of `websocket_closes_total` that are known.
    pub(super) fn closes(&self) -> impl Iterator<Item = &Key> {
        self.closes.values()
    }
}

/// Hashes a number by multiplying: what is looked up was never chosen by a peer alone, and the keys
/// were there before it came.
#[derive(Debug, Default)]
struct FibonacciHasher(u64);

impl Hasher for FibonacciHasher {
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

fn initiator_label(initiator: Initiator) -> Label {
    Label::from_static_parts(label::INITIATOR, initiator.as_str())
}

fn role_label(role: Role) -> Label {
    Label::from_static_parts(label::ROLE, role.as_str())
}
