//! The sidecar between a client and a server of literal bytes, over real TCP. What libraries make of it,
//! `.ci/sidecar` asks.

mod endings;
mod front;
mod http;
mod requests;
mod upgrades;
