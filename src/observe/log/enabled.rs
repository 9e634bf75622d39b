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

/// Whether an event `websocket.close` of this level may have a reader: no subscriber has ruled it
/// out for good. One with a filter that changes as it goes may still do so.
pub(super) fn is_enabled(level: Level) -> bool {
    // The same name and target as the event, or a filter might judge it differently.
    macro_rules! has_reader {
        ($level:expr) => {{
            static CALLSITE: DefaultCallsite = DefaultCallsite::new(&METADATA);
            static METADATA: Metadata<'static> = Metadata::new(
                event::CLOSE,
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
    if level > STATIC_MAX_LEVEL || level > LevelFilter::current() {
        return false;
    }
    match level {
        Level::ERROR => has_reader!(Level::ERROR),
        Level::WARN => has_reader!(Level::WARN),
        Level::INFO => has_reader!(Level::INFO),
        Level::DEBUG => has_reader!(Level::DEBUG),
        Level::TRACE => has_reader!(Level::TRACE),
    }
}
