//! The close codes of SocketCluster.

use crate::catalog::{Category, Retry, Sender};

/// Where the server sends its codes.
const SERVER: &str =
    "https://github.com/SocketCluster/socketcluster-server/blob/1e8c43f/serversocket.js";

crate::subprotocol! {
    /// SocketCluster, versions 14 and later, as `sc-errors` names the codes. 4001, 4002, 4005, 4008
    /// and 4009 stand in the server's source; the others come from clients or from older servers.
    pub static SOCKETCLUSTER = "socketcluster" {
        title: "SocketCluster",
        negotiated: [],
        reference: "https://github.com/SocketCluster/sc-errors/blob/6977ad6/index.js",
    }
    codes {
        /// The client heard no ping from the server in time.
        (4000, SERVER_PING_TIMED_OUT, "Server Ping Timed Out") {
            when_seen: "The network is gone, the server hangs, or a proxy holds frames back. The \
                client closes.",
            how_to_fix: "Look at the path and at the load of the server. The client comes back by \
                itself.",
            sender: Sender::Client,
            retry: Retry::Backoff,
            category: Category::Timeout,
            http: &[408],
        }
        /// The server heard no pong from the client in time.
        (4001, CLIENT_PONG_TIMED_OUT, "Client Pong Timed Out") {
            when_seen: "The network is gone, or the tab or device sleeps.",
            how_to_fix: "Single cases are nothing. Otherwise compare pingTimeout with the limits \
                on the way.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Timeout,
            http: &[408],
            reference: SERVER,
        }
        /// The server could not sign an authentication token.
        (4002, FAILED_TO_SIGN_TOKEN, "Failed to Sign Token") {
            when_seen: "setAuthToken() failed: a wrong key, algorithm or payload.",
            how_to_fix: "Look into the server's log for the error, and correct the key or the \
                token's options.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::ServerFault,
            http: &[500],
            reference: SERVER,
        }
        /// The handshake of the protocol failed.
        (4003, FAILED_TO_COMPLETE_HANDSHAKE, "Failed to Complete Handshake") {
            when_seen: "The answer to #handshake was an error that has no code of its own.",
            how_to_fix: "Read the error that the client got with it.",
            sender: Sender::Either,
            retry: Retry::AfterFix,
            category: Category::Protocol,
        }
        /// The client could not save its authentication token.
        (4004, FAILED_TO_SAVE_TOKEN, "Failed to Save Token") {
            when_seen: "The storage of the client failed or refused.",
            how_to_fix: "Look at the auth engine and the storage of the client.",
            sender: Sender::Client,
            retry: Retry::AfterFix,
            category: Category::Application,
        }
        /// The client did not send #handshake in time.
        (4005, HANDSHAKE_TIMED_OUT, "Handshake Timed Out") {
            when_seen: "A client that speaks another protocol, a slow one, or a port scan.",
            how_to_fix: "Check that the client is one of SocketCluster and of a fitting version; \
                else raise handshakeTimeout.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Timeout,
            http: &[408],
            reference: SERVER,
        }
        /// The server could not bind the socket to its message broker.
        (4006, FAILED_TO_BIND_TO_BROKER, "Failed to Bind to Broker") {
            when_seen: "The broker is down, overloaded or not reachable.",
            how_to_fix: "Look at the broker and its log.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::ServerFault,
            http: &[503],
        }
        /// The connection did not come about in time, for the client.
        (4007, CONNECT_TIMED_OUT, "Connect Timed Out") {
            when_seen: "A slow network, or a server that does not answer the handshake.",
            how_to_fix: "Look at the path and the load of the server; raise connectTimeout for \
                slow networks.",
            sender: Sender::Client,
            retry: Retry::Backoff,
            category: Category::Timeout,
            http: &[408],
        }
        /// The server's middleware rejected the handshake.
        (4008, HANDSHAKE_REJECTED, "Handshake Rejected") {
            when_seen: "An application that does not let this client in.",
            how_to_fix: "Read the error that the client got; it is what the middleware says.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Access,
            http: &[403],
            reference: SERVER,
        }
        /// A message came before the handshake was done.
        (4009, MESSAGE_BEFORE_HANDSHAKE, "Message Before Handshake") {
            when_seen: "A client that does not wait, where the server has strictHandshake.",
            how_to_fix: "Have the client wait for the answer to #handshake.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            http: &[400],
            reference: SERVER,
        }
    }
}
