//! Guides: what users do with the crate, one page for each thing.
//!
//! The reference says what one item does; a guide puts together what lies in several. They are text
//! alone, and there only in the documentation: nothing of them is in a build. Their code is compiled
//! and run by the tests. The table of outcomes and the first steps stand in the README, the figures
//! of what it costs in `benches/README.md` of the repository.

#[doc = include_str!("catalog.md")]
pub mod catalog {}

#[doc = include_str!("closing.md")]
pub mod closing {}

#[doc = include_str!("hostile_peers.md")]
#[doc = include_str!("../../SECURITY.md")]
pub mod hostile_peers {}

#[doc = include_str!("keepalive.md")]
pub mod keepalive {}

#[doc = include_str!("limits.md")]
pub mod limits {}

#[doc = include_str!("logs.md")]
pub mod logs {}

#[doc = include_str!("metrics.md")]
pub mod metrics {}

#[doc = include_str!("migrating.md")]
pub mod migrating {}

#[doc = include_str!("observers.md")]
pub mod observers {}

// Its code needs tokio.
#[cfg(feature = "tokio")]
#[doc = include_str!("proxies.md")]
pub mod proxies {}

#[doc = include_str!("recorders.md")]
pub mod recorders {}

// Its code needs both.
#[cfg(all(feature = "axum", feature = "testing"))]
#[doc = include_str!("testing.md")]
pub mod testing {}

// Its code needs axum.
#[cfg(feature = "axum")]
#[doc = include_str!("upgrades.md")]
pub mod upgrades {}

#[doc = include_str!("wire.md")]
pub mod wire {}
