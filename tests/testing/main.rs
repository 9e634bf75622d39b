//! `closeframe::testing`: what its peers do to real handlers, and what it asserts.

mod after_a_pong;
mod endings;
mod handlers;
mod peer;
mod records;
mod reports;
#[cfg(feature = "axum")]
mod router;
