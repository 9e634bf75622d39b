//! The close codes of `graphql-transport-ws`: GraphQL over WebSocket.

use crate::catalog::{Category, Retry, Sender};

crate::subprotocol! {
    /// `graphql-transport-ws`, the protocol of the library graphql-ws: GraphQL over WebSocket.
    pub static GRAPHQL_TRANSPORT_WS = "graphql-transport-ws" {
        title: "GraphQL over WebSocket",
        negotiated: ["graphql-transport-ws"],
        reference: "https://github.com/enisdenjo/graphql-ws/blob/eeb0265/PROTOCOL.md",
    }
    codes {
        /// The client received a message from the server that it could not make sense of.
        (4004, BAD_RESPONSE, "Bad Response") {
            when_seen: "The server sent something that is not a valid message of the protocol, or \
                another message before ConnectionAck. The reason says what the client objected to.",
            how_to_fix: "Read the reason, and log the message that the server sent last. Then \
                correct the server or the code that writes its messages. The client of graphql-ws \
                does not reconnect by itself after this code.",
            sender: Sender::Client,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            reference: "https://github.com/enisdenjo/graphql-ws/blob/27c9669/src/client.ts",
        }
        /// Something failed inside the client while it set up the connection.
        (4005, INTERNAL_CLIENT_ERROR, "Internal Client Error") {
            when_seen: "The function that supplies connectionParams threw an error, or \
                ConnectionInit could not be sent. The reason usually holds the error's message.",
            how_to_fix: "Correct the client: start from the error in the reason, and look above \
                all at the function that fetches the token for connectionParams. The client of \
                graphql-ws does not reconnect by itself after this code.",
            sender: Sender::Client,
            retry: Retry::AfterFix,
            category: Category::Application,
            reference: "https://github.com/enisdenjo/graphql-ws/blob/27c9669/src/client.ts",
        }
        /// A message arrived whose type or format the protocol does not define.
        (4400, BAD_REQUEST, "Bad Request") {
            when_seen: "A message is not valid JSON, has an unknown type or lacks a field, such as \
                a Subscribe without an id. Old servers of graphql-ws also sent the code when one \
                of their callbacks failed. The client of graphql-ws uses 4004 where the server is \
                at fault.",
            how_to_fix: "Read the reason, capture the message before the close, and correct the \
                side that wrote it. The same message will be refused again.",
            sender: Sender::Either,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            retry_source: "https://github.com/enisdenjo/graphql-ws/blob/27c9669/src/client.ts",
            http: &[400],
        }
        /// The client asked for an operation before the server had acknowledged the connection.
        (4401, UNAUTHORIZED, "Unauthorized") {
            when_seen: "A Subscribe message came before ConnectionAck, because the client did not \
                wait for it. Despite its name the code is not meant for a rejected token: that is \
                4403.",
            how_to_fix: "Have the client send ConnectionInit, wait for ConnectionAck and only then \
                subscribe. The client of graphql-ws does so by itself, so look for messages that \
                are written by hand.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            retry_source: "https://github.com/enisdenjo/graphql-ws/blob/27c9669/src/client.ts",
        }
        /// The server rejected the connection, for example because a token was missing, wrong or
        /// expired.
        (4403, FORBIDDEN, "Forbidden") {
            when_seen: "The server's onConnect callback said no, or the server found later that \
                the token is no longer valid. Some clients close with the code themselves when \
                their own token expires.",
            how_to_fix: "Check the token in the payload of ConnectionInit and renew it before you \
                reconnect. The client of graphql-ws retries by itself, so give it connectionParams \
                as a function that fetches a fresh token: fixed values are refused every time.",
            sender: Sender::Server,
            retry: Retry::AfterNewCredential,
            category: Category::Access,
            reference: "https://unpkg.com/graphql-ws@6.4.2/PROTOCOL.md",
            retry_source: "https://the-guild.dev/graphql/ws/recipes",
            http: &[403],
        }
        /// Client and server did not agree on the subprotocol graphql-transport-ws.
        (4406, SUBPROTOCOL_NOT_ACCEPTABLE, "Subprotocol Not Acceptable") {
            when_seen: "The client offers no subprotocol, or only the older graphql-ws of the \
                library subscriptions-transport-ws. A proxy that drops the Sec-WebSocket-Protocol \
                header has the same effect.",
            how_to_fix: "Move the client to a library that speaks graphql-transport-ws, and check \
                that the header reaches the server. The names mislead: the library graphql-ws \
                speaks graphql-transport-ws, while the subprotocol called graphql-ws belongs to \
                the older library.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            reference: "https://github.com/enisdenjo/graphql-ws/blob/1000bc7/src/common.ts",
            retry_source: "https://github.com/enisdenjo/graphql-ws/blob/27c9669/src/client.ts",
            http: &[406],
        }
        /// The client did not send ConnectionInit in time.
        (4408, CONNECTION_INITIALISATION_TIMEOUT, "Connection Initialisation Timeout") {
            when_seen: "The client was slow to begin, for example because it fetched a token \
                first, or it never sent the message. In servers of graphql-ws the limit is \
                connectionInitWaitTimeout, 3 seconds by default.",
            how_to_fix: "Find out what holds the client up between the handshake and \
                ConnectionInit, such as a slow connectionParams function, or raise the server's \
                limit. The next attempt may well succeed.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Timeout,
            retry_source: "https://github.com/enisdenjo/graphql-ws/blob/27c9669/src/client.ts",
            http: &[408],
        }
        /// The client started an operation under an id that is still in use on the connection.
        (4409, SUBSCRIBER_ALREADY_EXISTS, "Subscriber Already Exists") {
            when_seen: "Two Subscribe messages carry the same id, and the first operation is not \
                complete yet. The usual cause is code of one's own that makes the ids.",
            how_to_fix: "Give every operation an id of its own, such as a UUID, and use an id \
                again only once its operation is complete. The same client will run into it again.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            retry_source: "https://github.com/enisdenjo/graphql-ws/blob/27c9669/src/client.ts",
            http: &[409],
        }
        /// The client sent ConnectionInit more than once on the same connection.
        (4429, TOO_MANY_INITIALISATION_REQUESTS, "Too Many Initialisation Requests") {
            when_seen: "The client, or a monitor between it and the server, begins the protocol \
                twice. The code has nothing to do with the rate of requests or connections.",
            how_to_fix: "Send ConnectionInit once per connection. To come with a new token or \
                other parameters, open a new connection. The same client will be closed again.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            retry_source: "https://github.com/enisdenjo/graphql-ws/blob/27c9669/src/client.ts",
        }
        /// The client gave the connection up at once, without waiting for the server.
        (4499, TERMINATED, "Terminated") {
            when_seen: "The application called terminate() on the graphql-ws client, usually \
                because the socket seemed to be stuck. The client's own application hears of it \
                immediately; whether the frame reaches the server depends on the network.",
            how_to_fix: "The server is not at fault. If it happens often, look for networks that \
                vanish, browsers that freeze their sockets and pings that stay unanswered. The \
                client reconnects by itself.",
            sender: Sender::Client,
            retry: Retry::Backoff,
            category: Category::Transport,
            reference: "https://github.com/enisdenjo/graphql-ws/blob/27c9669/src/client.ts",
        }
        /// The server met an unexpected error on the socket or while it handled a message.
        (4500, INTERNAL_SERVER_ERROR, "Internal Server Error") {
            when_seen: "A callback of the server failed, or the WebSocket server below reported an \
                error. In production the reason says no more than \"Internal server error\".",
            how_to_fix: "Look into the server's log at the time of the close and correct the \
                callback. The client of graphql-ws takes the code as final and does not reconnect \
                by itself.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::ServerFault,
            reference: "https://github.com/enisdenjo/graphql-ws/blob/27c9669/src/use/ws.ts",
            retry_source: "https://github.com/enisdenjo/graphql-ws/blob/27c9669/src/client.ts",
            http: &[500],
        }
        /// The server did not acknowledge the connection in time, and the client gave up.
        (4504, CONNECTION_ACKNOWLEDGEMENT_TIMEOUT, "Connection Acknowledgement Timeout") {
            when_seen: "ConnectionAck did not arrive within the client's connectionAckWaitTimeout, \
                a limit that is off by default. The onConnect callback is slow, or the server \
                hangs.",
            how_to_fix: "Look at what the server does between ConnectionInit and ConnectionAck, \
                above all at how it checks the token, or raise the client's limit. A comment in \
                the client of graphql-ws calls the code 4418; what it sends is 4504.",
            sender: Sender::Client,
            retry: Retry::Backoff,
            category: Category::Timeout,
            reference: "https://github.com/enisdenjo/graphql-ws/blob/27c9669/src/client.ts",
            http: &[504],
        }
    }
}
