//! SaltyRTC: end-to-end encrypted signalling.

use crate::catalog::{Category, Retry, Sender};

crate::subprotocol! {
    /// SaltyRTC, version 1 of the protocol. 3000, 3003 and 3008 mean something else here than in the
    /// IANA registry. On an initiator's demand the server closes a responder's
    /// connection with 3001, 3002, 3004 or 3005.
    pub static SALTYRTC = "saltyrtc" {
        title: "SaltyRTC",
        negotiated: ["v1.saltyrtc.org"],
        reference: "https://github.com/saltyrtc/saltyrtc-meta/blob/e3e86b6/Protocol.md",
        missing_pong: TIMEOUT,
    }
    codes {
        /// The signalling path is full: no address is left for another responder.
        (3000, PATH_FULL, "Path Full") {
            when_seen: "Authenticated responders hold all 254 addresses of the path, for example \
                because the initiator does not drop the inactive ones.",
            how_to_fix: "Come back later. Have the initiator keep its path clean: drop responders \
                that have sent nothing for 60 seconds, or the oldest of them once the path is \
                congested.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Overload,
        }
        /// One side broke the rules of the signalling protocol.
        (3001, PROTOCOL_ERROR, "Protocol Error") {
            when_seen: "A message came out of turn, could not be decrypted, or had a wrong \
                address, cookie or sequence number; or the path of the URL is not a key of 64 hex \
                digits. An initiator can also have a responder dropped with this code.",
            how_to_fix: "The log of the side that closed says which check failed. Compare the keys \
                and the versions of the libraries on both sides. The same client will fail again \
                unchanged.",
            sender: Sender::Either,
            retry: Retry::AfterFix,
            category: Category::Protocol,
        }
        /// One side met an error of its own.
        (3002, INTERNAL_ERROR, "Internal Error") {
            when_seen: "The server or a client library ran into an exception that no other code \
                covers. An initiator can also have a responder dropped with this code.",
            how_to_fix: "Look into the log of the side that closed, at the time of the close. \
                Clients may come back after growing delays.",
            sender: Sender::Either,
            retry: Retry::Backoff,
            category: Category::ServerFault,
        }
        /// The two clients have moved their signalling to a channel of their own and no longer
        /// need the server.
        (3003, HANDOVER, "Handover") {
            when_seen: "Routine with the WebRTC task: once both clients have handed over to a data \
                channel, each of them closes its connection to the server.",
            how_to_fix: "Nothing: the clients go on talking to each other.",
            sender: Sender::Client,
            retry: Retry::No,
            category: Category::Normal,
            reference: "https://github.com/saltyrtc/saltyrtc-meta/blob/3be75fe/Task-WebRTC.md",
        }
        /// The server dropped the client because an initiator wanted it.
        (3004, DROPPED_BY_INITIATOR, "Dropped by Initiator") {
            when_seen: "A responder is dropped when the initiator has paired with another one, or \
                when it stays inactive. An initiator is dropped when a new one authenticates on \
                the same path.",
            how_to_fix: "Nothing, if another client took over as intended. Two initiators that \
                come back at once drop each other in turn: make sure that only one client uses the \
                key.",
            sender: Sender::Server,
            retry: Retry::No,
            category: Category::Application,
        }
        /// The initiator could not decrypt the first message of the responder.
        (3005, INITIATOR_COULD_NOT_DECRYPT, "Initiator Could Not Decrypt") {
            when_seen: "The token is used up or wrong, or only one of the two clients still has \
                the other's key stored as trusted.",
            how_to_fix: "Remove the trusted keys of this path, have the initiator issue a new \
                token, and connect with that.",
            sender: Sender::Server,
            retry: Retry::AfterNewCredential,
            category: Category::Access,
        }
        /// Initiator and responder have no task in common.
        (3006, NO_SHARED_TASK_FOUND, "No Shared Task Found") {
            when_seen: "The two applications support different tasks, or different versions of \
                one. By the specification the initiator says so in a close message to the \
                responder, and the WebSocket itself ends with 1001.",
            how_to_fix: "Compare the tasks that both applications offer, versions included, and \
                add one that both know.",
            sender: Sender::Client,
            retry: Retry::AfterFix,
            category: Category::Protocol,
        }
        /// The client expects a permanent key that the server does not have.
        (3007, INVALID_KEY, "Invalid Key") {
            when_seen: "The client knows the server by an outdated public key, or the server runs \
                without a permanent key.",
            how_to_fix: "Give the client the server's current public key, or the server the key \
                that its clients expect. A server can hold several keys while they change.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Access,
        }
        /// The client did not answer a ping in time.
        (3008, TIMEOUT, "Timeout") {
            when_seen: "The connection was lost unnoticed, or the client hangs. The Python server \
                waits 30 seconds for the answer and uses this code since version 3.0.0; the \
                specification speaks of a protocol error, 3001.",
            how_to_fix: "Reconnect. If it happens to idle connections, look for a proxy or NAT \
                that cuts them, and have the client ask for a shorter ping interval.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Timeout,
            reference: "https://github.com/saltyrtc/saltyrtc-server-python/blob/dd3aca1\
                /saltyrtc/server/server.py",
        }
    }
}
