//! The close codes of Twitch EventSub over WebSocket.

use crate::catalog::{Category, Retry, Sender};

crate::subprotocol! {
    /// Twitch EventSub over WebSocket: the server sends, the client only listens.
    pub static TWITCH_EVENTSUB = "twitch-eventsub" {
        title: "Twitch EventSub",
        negotiated: [],
        reference: "https://dev.twitch.tv/docs/eventsub/websocket-reference/#close-message",
    }
    codes {
        /// The server has a problem of its own.
        (4000, INTERNAL_SERVER_ERROR, "Internal Server Error") {
            when_seen: "A fault on the side of Twitch, comparable to HTTP's 500.",
            how_to_fix: "Reconnect with growing delays, then create the subscriptions again: they \
                end with the connection. If it goes on, only Twitch can help.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::ServerFault,
            http: &[500],
        }
        /// The client sent a message, although it may send nothing but pongs.
        (4001, CLIENT_SENT_INBOUND_TRAFFIC, "Client Sent Inbound Traffic") {
            when_seen: "A client tries to subscribe over the socket, or a library sends keepalive \
                messages of its own.",
            how_to_fix: "Remove whatever sends: subscriptions are created through the HTTP API. \
                Answering a ping with a pong stays allowed and necessary.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Policy,
        }
        /// The client did not answer a ping with a pong.
        (4002, CLIENT_FAILED_PING_PONG, "Client Failed Ping-Pong") {
            when_seen: "The network is gone, the client's event loop is blocked, or its WebSocket \
                library does not answer pings by itself.",
            how_to_fix: "Find out what keeps the client from answering. Then reconnect and create \
                the subscriptions again: they end with the connection.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Timeout,
        }
        /// The client did not create a subscription in time after it had connected.
        (4003, CONNECTION_UNUSED, "Connection Unused") {
            when_seen: "There are as many seconds for it as keepalive_timeout_seconds of the welcome \
                message says: 10 to 600, chosen by the client in the address. The client was slow, \
                or its request to create the subscription failed, for example because of its token.",
            how_to_fix: "Create the first subscription as soon as the welcome message has brought \
                the session's ID, and check what the HTTP API answers to it. Unchanged it will \
                happen again.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Policy,
        }
        /// The server had asked the client to move to a new connection, and the client did not do
        /// so in time.
        (4004, RECONNECT_GRACE_TIME_EXPIRED, "Reconnect Grace Time Expired") {
            when_seen: "After a session_reconnect message there are 30 seconds to connect anew and \
                close the old connection. The client ignored the message, failed, or left the old \
                connection open.",
            how_to_fix: "If the new connection stands, nothing is lost: just close the old one \
                sooner. Otherwise connect to the usual address and create the subscriptions again.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Timeout,
        }
        /// A time-out in the network, which should pass.
        (4005, NETWORK_TIMEOUT, "Network Timeout") {
            when_seen: "The path between Twitch and the client was interrupted for a moment.",
            how_to_fix: "Reconnect with growing delays, then create the subscriptions again: they \
                end with the connection. If it happens often, look at the client's network.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Transport,
        }
        /// An error in the network, which should pass.
        (4006, NETWORK_ERROR, "Network Error") {
            when_seen: "The transport between Twitch and the client failed.",
            how_to_fix: "Reconnect with growing delays, then create the subscriptions again: they \
                end with the connection. If it happens often, look at the client's network.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Transport,
        }
        /// The client came with an invalid reconnect address.
        (4007, INVALID_RECONNECT, "Invalid Reconnect") {
            when_seen: "The reconnect_url was changed or cut off on the way into the client, or \
                perhaps used too late.",
            how_to_fix: "Use the reconnect_url of the session_reconnect message exactly as it \
                came, and at once. If that is over, connect to the usual address and create the \
                subscriptions again.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
        }
    }
}
