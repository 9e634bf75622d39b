//! stub
use crate::{Category, Retry, Sender};
crate::subprotocol! {
    /// stub
    pub static GRAPHQL_TRANSPORT_WS = "graphql-transport-ws" {
        title: "GraphQL over WebSocket",
        negotiated: ["graphql-transport-ws"],
        reference: "https://github.com/enisdenjo/graphql-ws/blob/af4f5c9/PROTOCOL.md",
    }
    codes {
        /// The server rejected the connection.
        (4403, FORBIDDEN, "Forbidden") {
            when_seen: "x",
            how_to_fix: "y",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Access,
            http: [403],
        }
    }
}
