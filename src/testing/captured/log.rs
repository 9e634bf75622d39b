//! A subscriber that keeps the events of this crate.
//!
//! Not one of `tracing-subscriber`'s, which users of the crate need not have. It takes every level and knows
//! no spans.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError},
};

use tracing::{
    Dispatch, Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span,
    subscriber::NoSubscriber,
};

use crate::names::event;

/// A log event, as a subscriber gets it.
#[derive(Debug, Clone)]
pub struct LogEvent {
    name: &'static str,
    level: Level,
    fields: BTreeMap<&'static str, String>,
}

impl LogEvent {
    /// The name of the event, `websocket.close` for example.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name
    }

    /// Its level.
    #[must_use]
    pub fn level(&self) -> Level {
        self.level
    }

    /// A field by one of the [names](crate::names::field), numbers and bools as text; `None` if the event
    /// does not carry it.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }

    /// All fields, in the order of their names.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (*name, value.as_str()))
    }
}

impl Visit for LogEvent {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.fields.insert(field.name(), value.into());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.fields.insert(field.name(), format!("{value:?}"));
    }
}

/// Has `tracing` ask every subscriber whether it wants an event, from now on.
///
/// With only one in the process it asks that of the thread which comes by the event first, be it none, and
/// keeps the answer for all threads (tracing-core 0.1.36, `callsite.rs`: `has_just_one`). So another one is
/// held, which wants nothing.
pub(super) fn have_all_subscribers_asked() {
    static ANOTHER: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(NoSubscriber::default()));
    LazyLock::force(&ANOTHER);
}

#[derive(Debug, Clone, Default)]
pub(super) struct Log(Arc<Mutex<Vec<LogEvent>>>);

impl Log {
    pub(super) fn events(&self) -> Vec<LogEvent> {
        self.kept().clone()
    }

    fn kept(&self) -> MutexGuard<'_, Vec<LogEvent>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == event::TARGET && metadata.is_event()
    }

    fn event(&self, event: &Event<'_>) {
        let metadata = event.metadata();
        let mut kept =
            LogEvent { name: metadata.name(), level: *metadata.level(), fields: BTreeMap::new() };
        event.record(&mut kept);
        self.kept().push(kept);
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}
