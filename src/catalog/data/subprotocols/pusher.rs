//! The close codes of Pusher Channels.

use crate::catalog::{Category, Retry, Sender};

crate::subprotocol! {
    /// The protocol of Pusher Channels. The range of a code tells the client whether to reconnect.
    pub static PUSHER = "pusher" {
        title: "Pusher Channels",
        negotiated: [],
        reference: "https://github.com/pusher/docs/blob/ee0b747/docs/channels/\
            library_auth_reference/pusher-websockets-protocol.md",
    }
    codes {
        /// The application accepts only encrypted connections.
        (
            4000,
            APPLICATION_ONLY_ACCEPTS_SSL_CONNECTIONS,
            "Application Only Accepts SSL Connections"
        ) {
            when_seen: "A client connected with ws:// to an application that demands TLS.",
            how_to_fix: "Connect with wss://. pusher-js switches to TLS by itself and tries again \
                at once.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Policy,
        }
        /// There is no application with the key that the client gave.
        (4001, APPLICATION_DOES_NOT_EXIST, "Application Does Not Exist") {
            when_seen: "The key is mistyped or deleted, or it belongs to another cluster: the \
                reason may then say that the key is not in this cluster.",
            how_to_fix: "Compare the key and the cluster in the client with those in the \
                dashboard. The same address will be refused again.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Application,
        }
        /// The application exists, but is disabled.
        (4003, APPLICATION_DISABLED, "Application Disabled") {
            when_seen: "Somebody, or the service itself, switched the application off.",
            how_to_fix: "Find out in the dashboard or from the service's support why it is off, \
                and enable it. Clients cannot help it.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Policy,
        }
        /// The application has used up its quota of connections.
        (4004, APPLICATION_IS_OVER_CONNECTION_QUOTA, "Application Is Over Connection Quota") {
            when_seen: "More clients are connected at once than the quota allows, be it from real \
                growth or from clients that open connections and do not close them.",
            how_to_fix: "Raise the quota, or close connections that nobody needs. pusher-js does \
                not come back by itself after this code.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Policy,
        }
        /// The server does not know the path of the address.
        (4005, PATH_NOT_FOUND, "Path Not Found") {
            when_seen: "The address is not of the form /app/ followed by the application's key. A \
                proxy that rewrites paths can be the cause.",
            how_to_fix: "Correct the path in the client, or what the proxy makes of it. The same \
                address will be refused again.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            http: &[404],
        }
        /// The version that the client names has the wrong format.
        (4006, INVALID_VERSION_STRING_FORMAT, "Invalid Version String Format") {
            when_seen: "The parameter version in the address does not look like the version of a \
                library, such as 1.9.3.",
            how_to_fix: "Correct the parameter. A client library sets it by itself, so look for \
                addresses that are put together by hand.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
        }
        /// The server does not support the protocol version that the client asks for.
        (4007, UNSUPPORTED_PROTOCOL_VERSION, "Unsupported Protocol Version") {
            when_seen: "A very old client, or a wrong number in the parameter protocol. Pusher no \
                longer supports the versions 1, 2 and 3; the current one is 7.",
            how_to_fix: "Update the client library, or correct the parameter. The same client will \
                be refused again.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
        }
        /// The client did not say which version of the protocol it speaks.
        (4008, NO_PROTOCOL_VERSION_SUPPLIED, "No Protocol Version Supplied") {
            when_seen: "The parameter protocol is missing from the address: it was put together by \
                hand, or something on the way cut its parameters off. Pusher only announces the \
                code for this, and assumes a version until then.",
            how_to_fix: "Add the parameter, for example protocol=7. The same address will be \
                refused again.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
        }
        /// The connection is not authorised.
        (4009, CONNECTION_IS_UNAUTHORIZED, "Connection Is Unauthorized") {
            when_seen: "The manual says no more. It fits the setting Authorized Connections, which \
                closes clients that do not join a private or presence channel in time. Laravel \
                Reverb, which speaks the same protocol, uses the number for an origin that it does \
                not allow.",
            how_to_fix: "Have the client log in or join a private or presence channel soon after \
                it connects. With Reverb, compare the page's origin with the allowed ones.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Access,
            http: &[401],
        }
        /// The server has no capacity left for the connection.
        (4100, OVER_CAPACITY, "Over Capacity") {
            when_seen: "The server is overloaded for the moment.",
            how_to_fix: "Wait at least one second before you reconnect, and longer after every \
                further failure. On a server of your own, add capacity.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Overload,
            http: &[503],
        }
        /// The server wants the client to reconnect at once, and does not say why.
        (4200, GENERIC_RECONNECT_IMMEDIATELY, "Generic Reconnect Immediately") {
            when_seen: "The manual gives no reason. Some other servers of the protocol, such as \
                Sockudo, send it when they shut down.",
            how_to_fix: "Nothing: pusher-js reconnects at once by itself. On a server of your own, \
                expect all clients back at the same moment.",
            sender: Sender::Server,
            retry: Retry::AtOnce,
            category: Category::Application,
        }
        /// The server sent a ping, and the client did not answer it.
        (4201, PONG_REPLY_NOT_RECEIVED, "Pong Reply Not Received") {
            when_seen: "The client's device sleeps, its network is gone, or its program is \
                blocked.",
            how_to_fix: "Single cases are routine, and the client may reconnect at once. Otherwise \
                see whether the client answers the event pusher:ping with pusher:pong, and what \
                blocks it.",
            sender: Sender::Server,
            retry: Retry::AtOnce,
            category: Category::Timeout,
        }
        /// The client was inactive for a long time and does not support pings.
        (4202, CLOSED_AFTER_INACTIVITY, "Closed After Inactivity") {
            when_seen: "After 24 hours, as the manual puts it, and only with very old clients.",
            how_to_fix: "Update the client: it should speak the final WebSocket protocol, or at \
                least version 5 of Pusher's. It may reconnect at once.",
            sender: Sender::Server,
            retry: Retry::AtOnce,
            category: Category::Timeout,
        }
        /// A client event was rejected because the client sends too many of them.
        (4301, CLIENT_EVENT_REJECTED_DUE_TO_RATE_LIMIT, "Client Event Rejected Due To Rate Limit") {
            when_seen: "A client sends more than 10 messages a second on one connection. The \
                manual does not say that the connection is closed for it: look for the code in a \
                pusher:error event too.",
            how_to_fix: "Bundle the events, or send the latest state at intervals, as with the \
                mouse's position. A client that goes on like this will be rejected again.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Policy,
            retry_source: "https://github.com/pusher/pusher-js/blob/3505937/src/core/connection/\
                protocol/protocol.ts",
            http: &[429],
        }
        /// The user's watchlist is too long.
        (4302, WATCHLIST_LIMIT_EXCEEDED, "Watchlist Limit Exceeded") {
            when_seen: "The watchlist names more than 100 users; only the first 100 are accepted. \
                The manual does not say that the connection is closed for it: look for the code in \
                a pusher:error event too.",
            how_to_fix: "Shorten the watchlist that your server supplies when it authenticates the \
                user.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Policy,
            retry_source: "https://github.com/pusher/pusher-js/blob/3505937/src/core/connection/\
                protocol/protocol.ts",
        }
    }
    ranges {
        /// The server refuses the connection, and the same attempt will not succeed.
        (4000..=4099, "Do Not Reconnect Unchanged") {
            when_seen: "Something about the address, the application or the client does not suit \
                the server.",
            how_to_fix: "Read the reason and correct the client's parameters or the application's \
                settings before you reconnect. pusher-js gives up after such a code.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Application,
        }
        /// The server ended the connection, and the client should come back after a pause.
        (4100..=4199, "Reconnect After Backing Off") {
            when_seen: "A difficulty at the server that passes, such as too much load.",
            how_to_fix: "Wait at least one second, and longer after every further failure. \
                pusher-js reconnects by itself after one second.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Application,
        }
        /// The server ended the connection, and the client should come back at once.
        (4200..=4299, "Reconnect Immediately") {
            when_seen: "The connection is of no more use, but a new one is welcome.",
            how_to_fix: "Nothing: pusher-js reconnects at once by itself. If it happens often, \
                look the number up in the server's manual.",
            sender: Sender::Server,
            retry: Retry::AtOnce,
            category: Category::Application,
        }
        /// An error of any other kind.
        (4300..=4399, "Other Errors") {
            when_seen: "The manual does not say that the connection is closed for such an error: \
                look for the code in a pusher:error event too.",
            how_to_fix: "Read the reason and correct the client. pusher-js does not come back by \
                itself after such a code.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Application,
            retry_source: "https://github.com/pusher/pusher-js/blob/3505937/src/core/connection/\
                protocol/protocol.ts",
        }
    }
}
