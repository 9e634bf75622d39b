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
//! | [`DEEPGRAM`] | `deepgram` | |
//! | [`DISCORD_GATEWAY`] | `discord-gateway` | |
//! | [`DISCORD_RPC`] | `discord-rpc` | |
//! | [`DISCORD_VOICE`] | `discord-voice` | |
//! | [`GRAPHQL_TRANSPORT_WS`] | `graphql-transport-ws` | `graphql-transport-ws` |
//! | [`HOCUSPOCUS`] | `hocuspocus` | |
//! | [`LIVEBLOCKS`] | `liveblocks` | |
//! | [`OBS_WEBSOCKET`] | `obs-websocket` | `obswebsocket.json`, `obswebsocket.msgpack` |
//! | [`OPENAI_REALTIME`] | `openai-realtime` | |
//! | [`PUSHER`] | `pusher` | |
//! | [`SALTYRTC`] | `saltyrtc` | `v1.saltyrtc.org` |
//! | [`SOCKETCLUSTER`] | `socketcluster` | |
//! | [`SPEECHMATICS_REALTIME`] | `speechmatics-realtime` | |
//! | [`TLDRAW_SYNC`] | `tldraw-sync` | |
//! | [`TWITCH_EVENTSUB`] | `twitch-eventsub` | |

pub mod assemblyai;
pub mod centrifuge;
pub mod colyseus;
pub mod deepgram;
pub mod discord;
pub mod graphql;
pub mod hocuspocus;
pub mod liveblocks;
pub mod obs_websocket;
pub mod openai_realtime;
pub mod pusher;
pub mod saltyrtc;
pub mod socketcluster;
pub mod speechmatics;
pub mod tldraw;
pub mod twitch;

pub use self::assemblyai::ASSEMBLYAI_V3;
pub use self::centrifuge::CENTRIFUGE;
pub use self::colyseus::COLYSEUS;
pub use self::deepgram::DEEPGRAM;
pub use self::discord::gateway::GATEWAY as DISCORD_GATEWAY;
pub use self::discord::rpc::RPC as DISCORD_RPC;
pub use self::discord::voice::VOICE as DISCORD_VOICE;
pub use self::graphql::GRAPHQL_TRANSPORT_WS;
pub use self::hocuspocus::HOCUSPOCUS;
pub use self::liveblocks::LIVEBLOCKS;
pub use self::obs_websocket::OBS_WEBSOCKET;
pub use self::openai_realtime::OPENAI_REALTIME;
pub use self::pusher::PUSHER;
pub use self::saltyrtc::SALTYRTC;
pub use self::socketcluster::SOCKETCLUSTER;
pub use self::speechmatics::SPEECHMATICS_REALTIME;
pub use self::tldraw::TLDRAW_SYNC;
pub use self::twitch::TWITCH_EVENTSUB;
use crate::catalog::Subprotocol;

/// By id.
pub(crate) const ALL: &[&Subprotocol] = &[
    &ASSEMBLYAI_V3,
    &CENTRIFUGE,
    &COLYSEUS,
    &DEEPGRAM,
    &DISCORD_GATEWAY,
    &DISCORD_RPC,
    &DISCORD_VOICE,
    &GRAPHQL_TRANSPORT_WS,
    &HOCUSPOCUS,
    &LIVEBLOCKS,
    &OBS_WEBSOCKET,
    &OPENAI_REALTIME,
    &PUSHER,
    &SALTYRTC,
    &SOCKETCLUSTER,
    &SPEECHMATICS_REALTIME,
    &TLDRAW_SYNC,
    &TWITCH_EVENTSUB,
];
