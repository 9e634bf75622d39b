//! The close codes of Centrifuge, the library, and Centrifugo, the server built on it.

use crate::catalog::{Category, Retry, Sender};

crate::subprotocol! {
    /// The client protocol of Centrifuge and Centrifugo. The range of a code tells the client
    /// whether to reconnect.
    pub static CENTRIFUGE = "centrifuge" {
        title: "Centrifuge/Centrifugo",
        negotiated: ["centrifuge-json", "centrifuge-protobuf"],
        reference: "https://github.com/centrifugal/centrifugal.dev/blob/e4bf50a/docs/server/\
            codes.md",
        missing_pong: NO_PONG,
    }
    codes {
        /// The connection ended without any advice from the server. The number serves the server's
        /// metrics and handlers and is never sent.
        (3000, CONNECTION_CLOSED, "Connection Closed") {
            when_seen: "Whenever a client leaves: it closed cleanly, or its network was lost. The \
                server cannot tell the two apart. Outside Centrifuge 3000 means Unauthorized.",
            how_to_fix: "Nothing, as long as the numbers follow your users. If many clients drop \
                out at once, look at the network, at the load balancer and at its idle time-out.",
            sender: Sender::Nobody,
            retry: Retry::Backoff,
            category: Category::Unstated,
            retry_source: "https://github.com/centrifugal/centrifuge/blob/01c7b2d/disconnect.go",
        }
        /// The node that serves the client is about to shut down.
        (3001, SHUTDOWN, "Shutdown") {
            when_seen: "During deploys, restarts and scale-downs.",
            how_to_fix: "Routine as long as it follows them. Clients reconnect by themselves, with \
                random delays that grow, and reach another node if there is one.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Shutdown,
            retry_source: "https://github.com/centrifugal/centrifugal.dev/blob/85c503d/docs/\
                transports/client_api.md",
        }
        /// An internal error occurred on the server.
        (3004, INTERNAL_SERVER_ERROR, "Internal Server Error") {
            when_seen: "Something failed inside the server while it worked for this client.",
            how_to_fix: "Look into the server's log at the time of the close, and at what the \
                server depends on, such as its broker or the application's back end. Clients \
                reconnect by themselves.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::ServerFault,
            retry_source: "https://github.com/centrifugal/centrifugal.dev/blob/85c503d/docs/\
                transports/client_api.md",
            http: &[500],
        }
        /// The time for which the client's connection was valid is over.
        (3005, CONNECTION_EXPIRED, "Connection Expired") {
            when_seen: "The connection token ran out and was not refreshed in time, or the \
                connection had been given an end by other means.",
            how_to_fix: "Check that the client can get a new token: the SDKs call getToken for it. \
                They reconnect by themselves and fetch a new token on the way; if connections keep \
                expiring, that callback fails or the clocks differ.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Access,
            retry_source: "https://github.com/centrifugal/centrifugal.dev/blob/85c503d/docs/\
                transports/client_api.md",
        }
        /// One of the client's subscriptions has expired.
        (3006, SUBSCRIPTION_EXPIRED, "Subscription Expired") {
            when_seen: "The token for a channel ran out and was not refreshed in time, or the \
                subscription had been given an end by other means.",
            how_to_fix: "Check that the client can get a new token for the channel. SDKs reconnect \
                and subscribe again by themselves.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Access,
            retry_source: "https://github.com/centrifugal/centrifugal.dev/blob/85c503d/docs/\
                transports/client_api.md",
        }
        /// The client does not read its messages fast enough.
        (3008, SLOW, "Slow") {
            when_seen: "More is published than the client, its device or its network can take. \
                Outside Centrifuge 3008 means Timeout.",
            how_to_fix: "Publish fewer or smaller messages, and look for work that blocks the \
                client while they arrive. SDKs reconnect by themselves, and are closed again if \
                nothing changes.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Overload,
            retry_source: "https://github.com/centrifugal/centrifugal.dev/blob/85c503d/docs/\
                transports/client_api.md",
        }
        /// Writing to the client's connection failed.
        (3009, WRITE_ERROR, "Write Error") {
            when_seen: "The connection broke while the server was sending. The code often stays in \
                the server's metrics, for the client can no longer be told.",
            how_to_fix: "Single cases need nothing: networks fail. If they come in waves, look at \
                the network and the proxies between server and clients.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Transport,
            retry_source: "https://github.com/centrifugal/centrifugal.dev/blob/85c503d/docs/\
                transports/client_api.md",
        }
        /// The server found the client at a wrong position in a channel's stream: it may have
        /// missed publications.
        (3010, INSUFFICIENT_STATE, "Insufficient State") {
            when_seen: "Publications were lost somewhere between the broker and the client.",
            how_to_fix: "The client reconnects by itself and fetches what it missed. If it happens \
                often, look at the broker and at its connection to the nodes.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Application,
            retry_source: "https://github.com/centrifugal/centrifugal.dev/blob/85c503d/docs/\
                transports/client_api.md",
        }
        /// The server ended the connection and wants the client to come back.
        (3011, FORCE_RECONNECT, "Force Reconnect") {
            when_seen: "The server, or the application on it, had a reason of its own, which the \
                code does not tell.",
            how_to_fix: "Nothing: clients reconnect by themselves. If it comes as a surprise, find \
                out in the application what asked for it.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Application,
            retry_source: "https://github.com/centrifugal/centrifugal.dev/blob/85c503d/docs/\
                transports/client_api.md",
        }
        /// The client did not answer the server's ping in time.
        (3012, NO_PONG, "No Pong") {
            when_seen: "The client's device sleeps, its network is gone, or its program is \
                blocked. These pings are messages of Centrifuge's protocol, not ping frames: a \
                client written by hand must answer them itself.",
            how_to_fix: "Single cases are routine, above all with mobile devices. Otherwise look \
                for a client that is blocked, and at the ping interval and pong time-out of the \
                server. Clients reconnect by themselves.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Timeout,
            retry_source: "https://github.com/centrifugal/centrifugal.dev/blob/85c503d/docs/\
                transports/client_api.md",
        }
        /// The client sent too many commands.
        (3013, TOO_MANY_REQUESTS, "Too Many Requests") {
            when_seen: "A client subscribes, publishes or asks in a loop, or faster than the \
                server allows.",
            how_to_fix: "Slow the client down, or raise the server's limit. SDKs reconnect by \
                themselves, and are closed again if they go on like that.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Overload,
            retry_source: "https://github.com/centrifugal/centrifugal.dev/blob/85c503d/docs/\
                transports/client_api.md",
            http: &[429],
        }
        /// The server declared invalid what the client has kept: its token and the state of its
        /// subscriptions.
        (3014, STATE_INVALIDATED, "State Invalidated") {
            when_seen: "From newer versions of Centrifuge, when a client's token or cached state \
                no longer holds and must be fetched anew.",
            how_to_fix: "Give the SDK a getToken callback: it then drops all it has kept, fetches \
                a new token and reconnects by itself. Without the callback it comes back with the \
                old token, which the server may reject.",
            sender: Sender::Server,
            retry: Retry::AfterNewCredential,
            category: Category::Access,
            reference: "https://github.com/centrifugal/centrifuge/blob/1d8f99f/disconnect.go",
        }
        /// The client came with an invalid token.
        (3500, INVALID_TOKEN, "Invalid Token") {
            when_seen: "The token is malformed, was signed with another key, or is not accepted \
                for another reason.",
            how_to_fix: "Compare the key that signs the tokens with the one in the server's \
                configuration, then give the client a new token. SDKs do not reconnect by \
                themselves after this code.",
            sender: Sender::Server,
            retry: Retry::AfterNewCredential,
            category: Category::Access,
            http: &[401],
        }
        /// The client sent malformed frames, or commands in the wrong order.
        (3501, BAD_REQUEST, "Bad Request") {
            when_seen: "Frames that are empty or cannot be decoded: from a client written by hand, \
                or from one whose version does not fit the server.",
            how_to_fix: "The server's log names the error, at the level info. Correct the client, \
                or bring its SDK and the server to versions that fit together. SDKs do not \
                reconnect by themselves after this code.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            http: &[400],
        }
        /// The client did not authenticate in time after it had opened the connection.
        (3502, STALE, "Stale") {
            when_seen: "A socket was opened, but the connect command of the protocol never came or \
                came too late: from a client that is held up, or from one that does not speak the \
                protocol, such as a health check.",
            how_to_fix: "Harmless if it comes from checks and scanners. With real clients, look at \
                what holds up the connect command, such as fetching a token. SDKs do not reconnect \
                by themselves after this code.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Timeout,
            http: &[408],
        }
        /// The server ended the connection and asks the client not to come back.
        (3503, FORCE_DISCONNECT, "Force Disconnect") {
            when_seen: "The server, or the application on it, removed the client, for example to \
                shut a user out.",
            how_to_fix: "Find out in the application who was removed and why. SDKs stay \
                disconnected until the application connects them again.",
            sender: Sender::Server,
            retry: Retry::No,
            category: Category::Application,
        }
        /// The connection exceeds a configured limit on connections, such as the number per user.
        (3504, CONNECTION_LIMIT, "Connection Limit") {
            when_seen: "A user has too many tabs or devices open, or a client opens connections \
                and does not close its old ones.",
            how_to_fix: "Look for connections that nobody needs, or raise the limit. SDKs do not \
                reconnect by themselves after this code.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Policy,
        }
        /// The client exceeds the configured limit on channels.
        (3505, CHANNEL_LIMIT, "Channel Limit") {
            when_seen: "A client subscribes to more channels on one connection than the server \
                allows, for example because it never leaves the old ones.",
            how_to_fix: "Unsubscribe from channels that are no longer needed, or raise the limit. \
                SDKs do not reconnect by themselves after this code.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Policy,
        }
        /// The format of the client's connection cannot carry the data that came for it.
        (3506, INAPPROPRIATE_PROTOCOL, "Inappropriate Protocol") {
            when_seen: "Binary data was published into a channel that a client reads with the JSON \
                format. Usually a mistake in the program.",
            how_to_fix: "Publish JSON into the channel, or have its clients use the Protobuf \
                format. SDKs do not reconnect by themselves after this code.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::DataType,
        }
        /// The client has no permission for what it tried on the server.
        (3507, PERMISSION_DENIED, "Permission Denied") {
            when_seen: "The user or token lacks a right that the attempt needs.",
            how_to_fix: "Grant the right, or keep the client from trying: coming back unchanged \
                changes nothing. SDKs do not reconnect by themselves after this code.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Access,
            http: &[403],
        }
        /// The client used something that the server does not offer.
        (3508, NOT_AVAILABLE, "Not Available") {
            when_seen: "A client sends asynchronous messages, for example, but the server has no \
                handler for them.",
            how_to_fix: "Add the handler or switch the feature on, or have the client do without \
                it. SDKs do not reconnect by themselves after this code.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Application,
        }
        /// The client caused too many errors.
        (3509, TOO_MANY_ERRORS, "Too Many Errors") {
            when_seen: "Its commands fail again and again, and the server puts an end to it.",
            how_to_fix: "See in the server's log which errors came before, and correct the client. \
                SDKs do not reconnect by themselves after this code.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Policy,
        }
    }
    ranges {
        /// A code of Centrifuge's own, after which the client should reconnect.
        (3000..=3499, "Non-Terminal") {
            when_seen: "From a version that knows a code which is missing here. Old versions \
                numbered some codes otherwise: 3002 was an invalid token, 3003 a bad request and \
                3007 a stale connection, all without a reconnect.",
            how_to_fix: "Look the number up in the list of codes for the version in use. SDKs \
                reconnect by themselves, with random delays that grow.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Application,
            reference: "https://github.com/centrifugal/centrifuge/blob/01c7b2d/disconnect.go",
            retry_source: "https://github.com/centrifugal/centrifugal.dev/blob/85c503d/docs/\
                transports/client_api.md",
        }
        /// A code of Centrifuge's own, after which the client must not reconnect by itself.
        (3500..=3999, "Terminal") {
            when_seen: "From a version that knows a code which is missing here.",
            how_to_fix: "Look the number up in the list of codes for the version in use, remove \
                the cause, then let the client connect again.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Application,
            reference: "https://github.com/centrifugal/centrifuge/blob/01c7b2d/disconnect.go",
        }
        /// A code of the application on the server, after which the client should reconnect.
        (4000..=4499, "Custom Non-Terminal") {
            when_seen: "The application, or a back end that Centrifugo asks, closed for a reason \
                of its own.",
            how_to_fix: "Look the number up in the application's own documentation. SDKs reconnect \
                by themselves, with random delays that grow.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Application,
            reference: "https://github.com/centrifugal/centrifuge/blob/01c7b2d/disconnect.go",
            retry_source: "https://github.com/centrifugal/centrifugal.dev/blob/85c503d/docs/\
                transports/client_api.md",
        }
        /// A code of the application on the server, after which the client must not reconnect by
        /// itself.
        (4500..=4999, "Custom Terminal") {
            when_seen: "The application, or a back end that Centrifugo asks, closed for good, for \
                a reason of its own.",
            how_to_fix: "Look the number up in the application's own documentation, and remove the \
                cause before the client connects again.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Application,
            reference: "https://github.com/centrifugal/centrifuge/blob/01c7b2d/disconnect.go",
        }
    }
}
