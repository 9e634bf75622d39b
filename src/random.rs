//! Random numbers that spread reconnects and mask a close frame. Nothing is kept secret by them.

use std::hash::{BuildHasher, RandomState};

/// A number from 0 to just below 1.
pub(crate) fn random() -> f64 {
    (random_bits() >> 11) as f64 / (1_u64 << 53) as f64
}

/// The standard library's hash keys are random enough, and cost no dependency.
pub(crate) fn random_bits() -> u64 {
    // loom plays a run again, up to where it takes another way.
    if cfg!(closeframe_loom) {
        return 0;
    }
    RandomState::new().hash_one(0_u8)
}
