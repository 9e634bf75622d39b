//! The primitives by which tasks share a connection. Under `.ci/loom` they are loom's, which plays every
//! order of them; see `interleavings`. A connection, its handles and its monitor's drains share nothing past these.

#[cfg(not(all(test, closeframe_loom)))]
pub(crate) use std::sync::{
    Mutex, MutexGuard, RwLock,
    atomic::{AtomicBool, AtomicUsize},
};

#[cfg(all(feature = "tokio", not(all(test, closeframe_loom))))]
pub(crate) use tokio::sync::Notify;

#[cfg(all(test, closeframe_loom))]
pub(crate) use crate::interleavings::sync::{
    AtomicBool, AtomicUsize, Mutex, MutexGuard, Notify, RwLock,
};
