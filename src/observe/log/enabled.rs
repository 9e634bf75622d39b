//! Whether anybody would take a close event, found out without asking them.
//!
//! `tracing::enabled!` asks. If the event then stays away, `tracing-subscriber` remembers the answers
//! of its per-layer filters and keeps the next event of this thread from the layers that had said no
//! (host behaviour, tried with 0.3.23). So only what `tracing` has cached is looked at here.

use tracing::{
    Level, Metadata,
    callsite::{DefaultCallsite, Identifier},
    field::FieldSet,
    level_filters::{LevelFilter, STATIC_MAX_LEVEL},
    metadata::Kind,
};

use crate::names::{event, field};

/// Whether an event with this name and level may have a reader. The same name and target as the event's, or
/// a filter might judge it differently.
macro_rules! has_reader {
    ($name:expr, $level:expr) => {{
        static CALLSITE: DefaultCallsite = DefaultCallsite::new(&METADATA);
        static METADATA: Metadata<'static> = Metadata::new(
            $name,
            event::TARGET,
            $level,
            None,
            None,
            None,
            FieldSet::new(&[field::EVENT_NAME], Identifier(&CALLSITE)),
            Kind::EVENT,
        );
        !CALLSITE.interest().is_never()
    }};
}

/// Whether an event `websocket.close` of this level may have a reader: no subscriber has ruled it
/// out for good. One with a filter that changes as it goes may still do so.
#[inline]
pub(super) fn is_enabled(level: Level) -> bool {
    is_within_max(level)
        && match level {
            Level::ERROR => has_reader!(event::CLOSE, Level::ERROR),
            Level::WARN => has_reader!(event::CLOSE, Level::WARN),
            Level::INFO => has_reader!(event::CLOSE, Level::INFO),
            Level::DEBUG => has_reader!(event::CLOSE, Level::DEBUG),
            Level::TRACE => has_reader!(event::CLOSE, Level::TRACE),
        }
}

/// The same for an event `websocket.handshake.failed`.
pub(super) fn is_handshake_failure_enabled() -> bool {
    is_within_max(Level::DEBUG) && has_reader!(event::HANDSHAKE_FAILED, Level::DEBUG)
}

fn is_within_max(level: Level) -> bool {
    level <= STATIC_MAX_LEVEL && level <= LevelFilter::current()
}
