//! Ready-made catalogs of protocols on top of WebSocket, to be chosen per layer or by what a
//! connection negotiates.
//!
//! The same number means different things to different protocols, so none of them is in force until
//! it is chosen: [`Catalog::with_subprotocol`](crate::Catalog::with_subprotocol) for every connection
//! of a layer, [`Catalog::with_negotiated`](crate::Catalog::with_negotiated) for those that
//! negotiate it. Each row names the document that it was written from.

pub mod discord;
pub mod graphql;
pub mod pusher;

pub use self::discord::gateway::GATEWAY as DISCORD_GATEWAY;
pub use self::graphql::GRAPHQL_TRANSPORT_WS;
pub use self::pusher::PUSHER;
use super::subprotocol::Subprotocol;

/// By id.
pub(super) const ALL: &[&Subprotocol] = &[&DISCORD_GATEWAY, &GRAPHQL_TRANSPORT_WS, &PUSHER];
