//! Every order in which tasks can get at what they share, one after the other, by loom: a handle, a
//! drain and the connections themselves. Run by `.ci/loom`.
//!
//! What is shared is in `monitor::handle` and `monitor::registry`; whole sockets and the real drain use it here. A
//! wake that is lost shows as a deadlock.

mod handles;
mod peer;
mod registered;
pub(crate) mod sync;
