//! The close codes of obs-websocket, version 5.

use crate::catalog::{Category, Retry, Sender};

crate::subprotocol! {
    /// The remote control of OBS Studio, version 5 of the protocol. Only the server sends these
    /// codes. An old header, `WebSocketCloseCode.h`, counts one less from 4005 on.
    pub static OBS_WEBSOCKET = "obs-websocket" {
        title: "obs-websocket 5",
        negotiated: ["obswebsocket.json", "obswebsocket.msgpack"],
        reference: "https://github.com/obsproject/obs-websocket/blob/032c993/docs/generated/protocol.md#websocketclosecode",
    }
    codes {
        /// The server closed for a reason that it cannot name.
        (4000, UNKNOWN_REASON, "Unknown Reason") {
            when_seen: "Never, by the document: the code should not be used.",
            how_to_fix: "Look into OBS's log at that time, and update OBS.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::ServerFault,
        }
        /// The server could not decode a message.
        (4002, MESSAGE_DECODE_ERROR, "Message Decode Error") {
            when_seen: "A message is no valid JSON or MessagePack, or a binary frame came where \
                the JSON subprotocol was agreed on, or text where MessagePack was.",
            how_to_fix: "Compare the subprotocol that was negotiated with what the client writes. \
                The same message will be refused again.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            http: &[400],
        }
        /// A message lacks a field that it must have.
        (4003, MISSING_DATA_FIELD, "Missing Data Field") {
            when_seen: "A client was written for another version, or leaves a field out that it \
                takes for optional.",
            how_to_fix: "The reason may name the field. Compare the message with the protocol \
                document, and add it.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            http: &[400],
        }
        /// A field of a message has a value of the wrong type.
        (4004, INVALID_DATA_FIELD_TYPE, "Invalid Data Field Type") {
            when_seen: "A number went out as a string, for example.",
            how_to_fix: "Compare the types in the message with the protocol document.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            http: &[400],
        }
        /// A field of a message has a value that is not allowed.
        (4005, INVALID_DATA_FIELD_VALUE, "Invalid Data Field Value") {
            when_seen: "A value is out of its range, or is no member of its list.",
            how_to_fix: "Compare the value with the protocol document, and correct the client.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            http: &[400],
        }
        /// The `op` of a message is missing or unknown.
        (4006, UNKNOWN_OP_CODE, "Unknown Op Code") {
            when_seen: "A client that speaks another protocol or version, or a message without its \
                envelope.",
            how_to_fix: "Send messages with one of the op codes of the document.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            http: &[400],
        }
        /// The client sent something before it had identified itself.
        (4007, NOT_IDENTIFIED, "Not Identified") {
            when_seen: "The client does not wait for Hello and Identified, or sends requests in \
                parallel to Identify.",
            how_to_fix: "Send Identify first, and nothing else until Identified has come.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            http: &[401],
        }
        /// The client identified itself twice.
        (4008, ALREADY_IDENTIFIED, "Already Identified") {
            when_seen: "Identify went out again to change the parameters of the session.",
            how_to_fix: "Send Reidentify to change them: Identify is for once.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            http: &[409],
        }
        /// The password was wrong, or missing.
        (4009, AUTHENTICATION_FAILED, "Authentication Failed") {
            when_seen: "Identify carries no authentication although the server asks for it, or one \
                made from another password or challenge.",
            how_to_fix: "Compare the password in the client with the one in OBS, and compute the \
                answer from the salt and challenge of this Hello.",
            sender: Sender::Server,
            retry: Retry::AfterNewCredential,
            category: Category::Access,
            http: &[401],
        }
        /// The server cannot speak the version of the protocol that the client asks for.
        (4010, UNSUPPORTED_RPC_VERSION, "Unsupported RPC Version") {
            when_seen: "A client for version 4 of obs-websocket, or one that asks for a newer RPC \
                version than the server has.",
            how_to_fix: "Update the older of the two.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            http: &[426],
        }
        /// Somebody ended the session in OBS.
        (4011, SESSION_INVALIDATED, "Session Invalidated") {
            when_seen: "The Kick button in the list of sessions.",
            how_to_fix: "Do not reconnect by yourself: the document forbids it. Ask who sits at \
                OBS.",
            sender: Sender::Server,
            retry: Retry::No,
            category: Category::Policy,
            http: &[403],
        }
        /// A requested feature is not there, because of the hardware or the software.
        (4012, UNSUPPORTED_FEATURE, "Unsupported Feature") {
            when_seen: "The client asks for something that this machine or this build of OBS does \
                not have.",
            how_to_fix: "Leave the request out, or use a machine or a build that has the feature.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::DataType,
            http: &[501],
        }
    }
}
