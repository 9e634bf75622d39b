//! The close code of tldraw sync, and its reasons.

use crate::catalog::{Category, Retry, Sender};

crate::subprotocol! {
    /// tldraw sync: one code for every error that the client cannot recover from; the reason is a
    /// word that tells which.
    pub static TLDRAW_SYNC = "tldraw-sync" {
        title: "tldraw sync",
        negotiated: [],
        reference: "https://github.com/tldraw/tldraw/blob/00701e0/packages/sync-core/src/lib/TLSyncClient.ts",
    }
    codes {
        /// The sync server met an error that this client cannot recover from.
        (4099, SYNC_ERROR, "Sync Error") {
            when_seen: "The reason is one word that tells which, such as NOT_FOUND or \
                CLIENT_TOO_OLD.",
            how_to_fix: "Read the reason; the client hands it to onSyncError and stays away.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Application,
        }
    }
    reasons {
        /// The room does not exist.
        (4099, "NOT_FOUND", "Room Not Found") {
            when_seen: "A wrong or old address, or a room that was deleted.",
            how_to_fix: "Check the ID of the room; create it first if it is new.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Application,
            http: &[404],
        }
        /// The user may not enter the room.
        (4099, "FORBIDDEN", "Forbidden") {
            when_seen: "A permission is missing or was taken away.",
            how_to_fix: "Grant the permission; the same user will be refused again.",
            sender: Sender::Server,
            retry: Retry::No,
            category: Category::Access,
            http: &[403],
        }
        /// The user is not logged in, or no longer.
        (4099, "NOT_AUTHENTICATED", "Not Authenticated") {
            when_seen: "A login or token is missing or has expired.",
            how_to_fix: "Log in again or renew the token, then connect.",
            sender: Sender::Server,
            retry: Retry::AfterNewCredential,
            category: Category::Access,
            http: &[401],
        }
        /// Something unexpected failed in the server.
        (4099, "UNKNOWN_ERROR", "Unknown Error") {
            when_seen: "A fault of the sync server, or of the code that embeds it.",
            how_to_fix: "Look into the server's log at that time.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::ServerFault,
            http: &[500],
        }
        /// The client's version of the protocol is too old.
        (4099, "CLIENT_TOO_OLD", "Client Too Old") {
            when_seen: "A tab that was open over a deploy, or a cached bundle.",
            how_to_fix: "Have the user reload; deploy client and server together.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            http: &[426],
        }
        /// The server's version of the protocol is too old for the client.
        (4099, "SERVER_TOO_OLD", "Server Too Old") {
            when_seen: "The client was deployed before the server.",
            how_to_fix: "Update the server; deploy it before the clients.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            http: &[505],
        }
        /// The client sent a record that the server does not accept.
        (4099, "INVALID_RECORD", "Invalid Record") {
            when_seen: "Client and server have different schemas, or the data is damaged.",
            how_to_fix: "Make the schemas and their migrations the same on both sides.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Payload,
            http: &[422],
        }
        /// The client sends more than the server allows.
        (4099, "RATE_LIMITED", "Rate Limited") {
            when_seen: "Many changes in a short time, or a loop in the client.",
            how_to_fix: "Look for what sends so much; come back later and slower.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Policy,
            http: &[429],
        }
        /// The room has as many users as it may have.
        (4099, "ROOM_FULL", "Room Full") {
            when_seen: "More users or tabs than the server allows for one room.",
            how_to_fix: "Close tabs that nobody needs, or raise the limit.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Policy,
            http: &[429],
        }
    }
}
