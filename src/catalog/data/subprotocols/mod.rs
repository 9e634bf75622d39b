//! Ready-made catalogs of protocols on top of WebSocket, to be chosen per monitor or by what a
//! connection negotiates.
//!
//! The same number means different things to different protocols, so none of them is in force until
//! it is chosen: [`Catalog::with_subprotocol`](crate::catalog::Catalog::with_subprotocol) for every connection
//! of a monitor, [`Catalog::with_negotiated`](crate::catalog::Catalog::with_negotiated) for those that
//! negotiate it. Each row names the document that it was written from.
//!
//! | subprotocol | id | negotiated as |
//! |---|---|---|
//! | [`ASSEMBLYAI_V3`] | `assemblyai-v3` | |
//! | [`CENTRIFUGE`] | `centrifuge` | `centrifuge-json`, `centrifuge-protobuf` |
//! | [`COLYSEUS`] | `colyseus` | |
//! | [`DISCORD_GATEWAY`] | `discord-gateway` | |
//! | [`DISCORD_RPC`] | `discord-rpc` | |
//! | [`DISCORD_VOICE`] | `discord-voice` | |
//! | [`GRAPHQL_TRANSPORT_WS`] | `graphql-transport-ws` | `graphql-transport-ws` |
//! | [`HOCUSPOCUS`] | `hocuspocus` | |
//! | [`PUSHER`] | `pusher` | |
//! | [`SALTYRTC`] | `saltyrtc` | `v1.saltyrtc.org` |
//! | [`TWITCH_EVENTSUB`] | `twitch-eventsub` | |

pub mod assemblyai;
pub mod centrifuge;
pub mod colyseus;
pub mod discord;
pub mod graphql;
pub mod hocuspocus;
pub mod pusher;
pub mod saltyrtc;
pub mod twitch;

pub use self::assemblyai::ASSEMBLYAI_V3;
pub use self::centrifuge::CENTRIFUGE;
pub use self::colyseus::COLYSEUS;
pub use self::discord::gateway::GATEWAY as DISCORD_GATEWAY;
pub use self::discord::rpc::RPC as DISCORD_RPC;
pub use self::discord::voice::VOICE as DISCORD_VOICE;
pub use self::graphql::GRAPHQL_TRANSPORT_WS;
pub use self::hocuspocus::HOCUSPOCUS;
pub use self::pusher::PUSHER;
pub use self::saltyrtc::SALTYRTC;
pub use self::twitch::TWITCH_EVENTSUB;
use crate::catalog::Subprotocol;

/// By id.
pub(crate) const ALL: &[&Subprotocol] = &[
    &ASSEMBLYAI_V3,
    &CENTRIFUGE,
    &COLYSEUS,
    &DISCORD_GATEWAY,
    &DISCORD_RPC,
    &DISCORD_VOICE,
    &GRAPHQL_TRANSPORT_WS,
    &HOCUSPOCUS,
    &PUSHER,
    &SALTYRTC,
    &TWITCH_EVENTSUB,
];
