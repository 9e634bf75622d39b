//! The report, and the closed sets of words, for `serde` (the feature `serde`).
//!
//! A flat map with the log's words for keys, so that a report in a queue or a table reads like the event
//! in the log. What is unknown is left out, as there. Nothing is read back: a report is made by
//! connections alone.

use std::time::Duration;

use serde_core::ser::{Serialize, SerializeMap, Serializer};

use super::{Blame, Direction, ErrorType, Initiator, Outcome, Role, Source};
use crate::{
    CloseCode, CloseReport, Endpoint, ReceivedClose, Violation,
    catalog::Entry,
    observe::{CodeLabel, HandshakeFailure},
};

/// With the feature `serde`: the map that [`CloseReport`] describes.
impl Serialize for CloseReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = Known(serializer.serialize_map(None)?);
        map.entry("role", &self.role)?;
        map.entry("code_label", &self.code_label())?;
        map.some("code", self.code())?;
        map.some("name", self.entry().map(Entry::name))?;
        map.entry("initiator", &self.initiator)?;
        map.entry("outcome", &self.outcome)?;
        map.entry("clean", &self.is_clean())?;
        map.entry("blame", &self.blame())?;
        map.entry("summary", &format_args!("{self}"))?;
        map.some("reason", Some(self.reason()).filter(|reason| !reason.is_empty()))?;
        map.some(
            "reason_length",
            Some(self.reason_len()).filter(|_| self.initiator != Initiator::None),
        )?;
        map.some("received_code", self.received_code())?;
        let received = self.received().map(ReceivedClose::reason);
        map.some("received_reason", received.filter(|reason| !reason.is_empty()))?;
        map.some("sent_code", self.sent_code())?;
        map.some("violation", self.violation.map(|(_, violation)| violation))?;
        map.some("violation_direction", self.violation.map(|(direction, _)| direction))?;
        map.entry("source", &self.source)?;
        map.some("endpoint", self.endpoint().map(Endpoint::as_str))?;
        map.some("subprotocol", self.subprotocol())?;
        map.some("client_address", self.client_address())?;
        map.some("url_path", self.url_path())?;
        map.some("user_agent", self.user_agent())?;
        map.some("error_type", self.error_type)?;
        let told = self.explanation();
        map.entry("meaning", &*told.meaning)?;
        map.entry("when", told.when_seen)?;
        map.entry("fix", told.how_to_fix)?;
        map.entry("retry", &*told.retry.phrase(self.locale))?;
        map.some("runbook", self.entry().and_then(|entry| entry.annotation().runbook()))?;
        map.some("hint", self.hint())?;
        map.entry("duration_s", &self.duration().as_secs_f64())?;
        map.some("idle_s", self.idle().as_ref().map(Duration::as_secs_f64))?;
        map.some("round_trip_s", self.round_trip().as_ref().map(Duration::as_secs_f64))?;
        let handshake = self.handshake_duration();
        map.some("handshake_duration_s", handshake.as_ref().map(Duration::as_secs_f64))?;
        map.0.end()
    }
}

/// A map without the keys whose values are unknown.
struct Known<M>(M);

impl<M: SerializeMap> Known<M> {
    fn entry<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), M::Error> {
        self.0.serialize_entry(key, value)
    }

    fn some<T: Serialize>(&mut self, key: &str, value: Option<T>) -> Result<(), M::Error> {
        value.map_or(Ok(()), |value| self.entry(key, &value))
    }
}

macro_rules! serialize_as_str {
    ($($name:ident),*) => {$(
        /// With the feature `serde`: as text, that of `as_str`.
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    )*};
}
serialize_as_str!(
    Role,
    Initiator,
    Outcome,
    Blame,
    Direction,
    Source,
    ErrorType,
    Violation,
    HandshakeFailure,
    Endpoint
);

/// With the feature `serde`: as text, that of the metrics' label.
impl Serialize for CodeLabel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// With the feature `serde`: as a number.
impl Serialize for CloseCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(self.as_u16())
    }
}
