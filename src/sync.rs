//! What tasks share a connection with. `.ci/loom` swaps it for what loom can schedule.

#[cfg(not(closeframe_loom))]
pub(crate) use std::sync::{
    Mutex, MutexGuard, RwLock,
    atomic::{AtomicBool, AtomicUsize},
};

#[cfg(all(feature = "tokio", not(closeframe_loom)))]
pub(crate) use tokio::sync::Notify;

#[cfg(closeframe_loom)]
pub(crate) use crate::interleavings::sync::{
    AtomicBool, AtomicUsize, Mutex, MutexGuard, Notify, RwLock,
};
