//! Colyseus: rooms of multiplayer games.

use crate::catalog::{Category, Retry, Sender};

/// How the server's rooms close, as of 0.17.
const ROOM: &str = "https://github.com/colyseus/colyseus/blob/2f50478\
    /packages/core/src/Room.ts";

crate::subprotocol! {
    /// Colyseus, versions 0.17 and 0.18, whose codes are the same. The framework keeps 4000-4010
    /// for itself; 4011-4999 belong to the application. Before 0.17, 4000, 4002 and 4010 were there
    /// under other names (`WS_CLOSE_CONSENTED`, `WS_CLOSE_WITH_ERROR`,
    /// `WS_CLOSE_DEVMODE_RESTART`), 4001 and 4003 were not. The SDK reconnects by itself after
    /// 1001, 1005, 1006 and 4010 only.
    pub static COLYSEUS = "colyseus" {
        title: "Colyseus",
        negotiated: [],
        reference: "https://github.com/colyseus/colyseus/blob/1876083\
            /packages/shared-types/src/Protocol.ts",
    }
    codes {
        /// The client left the room on purpose, or the server let it go without naming another
        /// code.
        (4000, CONSENTED, "Consented") {
            when_seen: "A client calls room.leave(), and the server closes. It is also the default \
                of client.leave() and room.disconnect() on the server, so a kick or the end of a \
                room looks the same.",
            how_to_fix: "Nothing is broken. If players did not want to leave, look for a leave() \
                or disconnect() on the server without a code, and give it one of 4011-4999.",
            sender: Sender::Server,
            retry: Retry::No,
            category: Category::Normal,
            reference: "https://github.com/colyseus/docs/blob/4717f85\
                /content/docs/%28docs%29/room/index.mdx",
        }
        /// The server is shutting down in an orderly way.
        (4001, SERVER_SHUTDOWN, "Server Shutdown") {
            when_seen: "Deploys and restarts in production: each room disconnects its clients \
                before the process ends.",
            how_to_fix: "Routine. The room is gone and the SDK does not come back by itself: let \
                the client join a room anew after a growing delay. To warn players first, override \
                onBeforeShutdown().",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Shutdown,
            reference: ROOM,
        }
        /// The server closed the connection because of an error.
        (4002, WITH_ERROR, "With Error") {
            when_seen: "Joining failed, for example because onAuth() or onJoin() threw; a message \
                could not be decoded or failed its validation; the client sent more than \
                maxMessagesPerSecond; or a reconnect took the place of this older connection.",
            how_to_fix: "Look into the server's log, and at the error that the client got just \
                before. Then correct the message, the rate or the login. Nothing is wrong if the \
                same player has just come back.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Application,
            reference: ROOM,
        }
        /// The client could not get back into its room.
        (4003, FAILED_TO_RECONNECT, "Failed to Reconnect") {
            when_seen: "The server no longer holds the client's seat: the window of \
                allowReconnection() is over, it was never opened, or the room is gone. The SDK \
                also reports 4003 by itself when all its attempts have failed.",
            how_to_fix: "Join a room anew. If players need more time to come back, call \
                allowReconnection() in onDrop() with a longer window.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Application,
            reference: "https://github.com/colyseus/colyseus/blob/1876083\
                /packages/transport/ws-transport/src/WebSocketTransport.ts",
        }
        /// The server restarts in development mode, and the client may come back to its room.
        (4010, MAY_TRY_RECONNECT, "May Try Reconnect") {
            when_seen: "A server in devMode shuts down, usually to load changed code. In \
                production the code is 4001 instead.",
            how_to_fix: "Nothing: the SDK reconnects with growing delays, up to 15 times by \
                default. In production this code means that devMode is on: switch it off.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Shutdown,
            reference: ROOM,
            retry_source: "https://github.com/colyseus/docs/blob/4717f85\
                /content/docs/%28docs%29/sdk/connection.mdx",
        }
    }
}
