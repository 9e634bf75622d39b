//! The close codes of Liveblocks.

use crate::catalog::{Category, Retry, Sender};

crate::subprotocol! {
    /// Liveblocks, as its own client reads the codes: 40xx ends it for good, 41xx has it authorize
    /// anew, 42xx has it come back as it is. Older versions had 4002-4004 for limits and 4009 for
    /// an expired token; the first three are marked as unused today.
    pub static LIVEBLOCKS = "liveblocks" {
        title: "Liveblocks",
        negotiated: [],
        reference: "https://github.com/liveblocks/liveblocks/blob/771df2a/packages/liveblocks-core/src/types/IWebSocket.ts",
    }
    codes {
        /// The server did not understand a message.
        (4000, INVALID_MESSAGE_FORMAT, "Invalid Message Format") {
            when_seen: "The client and the server are of versions that do not fit, or something \
                else writes to the socket.",
            how_to_fix: "Update the client packages together, all to one version. The client stays \
                away.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            http: &[400],
        }
        /// The server does not let the connection into the room.
        (4001, NOT_ALLOWED, "Not Allowed") {
            when_seen: "The token gives no permission for the room; to authorize again would not \
                help.",
            how_to_fix: "Grant the permission where tokens are issued. The client stays away.",
            sender: Sender::Server,
            retry: Retry::No,
            category: Category::Access,
            http: &[403],
        }
        /// The room has as many connections as it may have.
        (4005, ROOM_FULL, "Room Full") {
            when_seen: "More people or tabs than the plan or the room allows.",
            how_to_fix: "Close connections that nobody needs, or raise the limit. The client stays \
                away.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Policy,
            http: &[429],
        }
        /// The room's ID was changed.
        (4006, ROOM_ID_UPDATED, "Room ID Updated") {
            when_seen: "Somebody renamed the room while clients were in it.",
            how_to_fix: "Enter the room by its new ID. The client stays away from the old one.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Application,
            http: &[404],
        }
        /// The server put the connection out of the room.
        (4100, KICKED, "Kicked") {
            when_seen: "A permission was taken away, or an administrator acted.",
            how_to_fix: "The client authorizes anew by itself; if that fails, the permission is \
                gone.",
            sender: Sender::Server,
            retry: Retry::AfterNewCredential,
            category: Category::Access,
            http: &[403],
        }
        /// The token has run out.
        (4109, TOKEN_EXPIRED, "Token Expired") {
            when_seen: "A session that outlives its token.",
            how_to_fix: "Nothing: the client fetches a new token and comes back. If it does not, \
                look at the endpoint that issues tokens.",
            sender: Sender::Server,
            retry: Retry::AfterNewCredential,
            category: Category::Access,
            http: &[401],
        }
        /// The client has to disconnect at once and stay away.
        (4999, CLOSE_WITHOUT_RETRY, "Close Without Retry") {
            when_seen: "The server wants no more of this client.",
            how_to_fix: "Read the reason. The client does not come back by itself.",
            sender: Sender::Server,
            retry: Retry::No,
            category: Category::Policy,
        }
    }
    ranges {
        /// The client disconnects and stays away.
        (4000..=4099, "Disconnect") {
            when_seen: "A code of this range that has no row of its own.",
            how_to_fix: "Read the reason, and correct what it names.",
            sender: Sender::Server,
            retry: Retry::No,
            category: Category::Application,
        }
        /// The client authorizes anew and comes back.
        (4100..=4199, "Reauthorize") {
            when_seen: "A code of this range that has no row of its own.",
            how_to_fix: "Nothing, unless it repeats: then look at the endpoint that issues tokens.",
            sender: Sender::Server,
            retry: Retry::AfterNewCredential,
            category: Category::Access,
        }
        /// The client comes back without authorizing anew.
        (4200..=4299, "Retry") {
            when_seen: "Not used today, by the source.",
            how_to_fix: "Nothing: the client comes back after a growing delay.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Application,
        }
    }
}
