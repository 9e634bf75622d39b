//! Discord: the gateway, the voice gateway and the local RPC server, each with codes of its own.

/// The tables of all close codes, with the column that says where to reconnect.
const TABLE: &str = "https://github.com/discord/discord-api-docs/blob/1014293\
    /developers/topics/opcodes-and-status-codes.mdx";

/// The gateway, over which apps receive events.
pub mod gateway {
    use super::TABLE;
    use crate::catalog::{Category, Retry, Sender};

    const PAGE: &str = "https://github.com/discord/discord-api-docs/blob/0329c53\
        /developers/events/gateway.mdx";

    crate::subprotocol! {
        /// The Discord gateway. All codes come from Discord; which of them allow a reconnect is
        /// stated in Discord's own table. A client that closes with 1000 or 1001 ends its session;
        /// to resume it later, close with another code.
        pub static GATEWAY = "discord-gateway" {
            title: "Discord Gateway",
            negotiated: [],
            reference: TABLE,
        }
        codes {
            /// Something went wrong, and Discord is not sure what.
            (4000, UNKNOWN_ERROR, "Unknown Error") {
                when_seen: "At any time: disconnects are a regular event at Discord, and apps are \
                    expected to handle them.",
                how_to_fix: "Reconnect to the resume_gateway_url of the Ready event and resume the \
                    session; Discord then replays the events that were missed. If it happens again \
                    and again, look at what the client sent just before.",
                sender: Sender::Server,
                retry: Retry::Backoff,
                category: Category::ServerFault,
            }
            /// The client sent an opcode that does not exist, or a payload that does not fit its
            /// opcode.
            (4001, UNKNOWN_OPCODE, "Unknown Opcode") {
                when_seen: "The code that builds the payloads has a fault, in a library or in the \
                    app itself.",
                how_to_fix: "Find the payload that the client sent last and correct its op and d \
                    fields. Discord allows a reconnect, but the same payload ends the next \
                    connection too.",
                sender: Sender::Server,
                retry: Retry::Backoff,
                category: Category::Protocol,
            }
            /// The client sent a payload that Discord cannot decode.
            (4002, DECODE_ERROR, "Decode Error") {
                when_seen: "A payload is malformed or longer than 4096 bytes, or a client with ETF \
                    encoding uses atoms as keys instead of strings.",
                how_to_fix: "Find the payload that the client sent last; shorten it, or correct \
                    its encoding. Discord allows a reconnect, but the same payload ends the next \
                    connection too.",
                sender: Sender::Server,
                retry: Retry::Backoff,
                category: Category::Payload,
                reference: PAGE,
                retry_source: TABLE,
            }
            /// The client sent a payload before it identified, or its session has been
            /// invalidated.
            (4003, NOT_AUTHENTICATED, "Not Authenticated") {
                when_seen: "A payload goes out before Identify, or a client goes on with a session \
                    that Discord has ended.",
                how_to_fix: "Send Identify first on a new connection. If the session has been \
                    invalidated, reconnect and start a new one with Identify.",
                sender: Sender::Server,
                retry: Retry::Backoff,
                category: Category::Access,
                http: &[401],
            }
            /// The account token in the Identify payload is wrong.
            (4004, AUTHENTICATION_FAILED, "Authentication Failed") {
                when_seen: "The token is mistyped or no longer valid. Discord itself resets a \
                    bot's token and mails the owner after 1000 Identify calls within 24 hours, or \
                    more for large bots.",
                how_to_fix: "Stop reconnecting and give the app its current token. If Discord has \
                    reset it, first find the reconnect loop that used up the Identify calls.",
                sender: Sender::Server,
                retry: Retry::AfterNewCredential,
                category: Category::Access,
                reference: PAGE,
                retry_source: TABLE,
                http: &[401],
            }
            /// The client identified more than once on one connection.
            (4005, ALREADY_AUTHENTICATED, "Already Authenticated") {
                when_seen: "A client sends Identify again on a connection that is identified \
                    already.",
                how_to_fix: "Send Identify once per connection. A new session needs a new \
                    connection.",
                sender: Sender::Server,
                retry: Retry::Backoff,
                category: Category::Protocol,
            }
            /// The sequence number with which the client wanted to resume is invalid.
            (4007, INVALID_SEQ, "Invalid Seq") {
                when_seen: "A client sends Resume with a number that is not the last one it \
                    received in this session.",
                how_to_fix: "Reconnect and start a new session with Identify. Keep the s field of \
                    the last event together with the session it belongs to.",
                sender: Sender::Server,
                retry: Retry::Backoff,
                category: Category::Protocol,
            }
            /// The client sent payloads too fast.
            (4008, RATE_LIMITED, "Rate Limited") {
                when_seen: "More than 120 events went out over one connection within 60 seconds.",
                how_to_fix: "Put outgoing events into a queue that stays below the limit. A \
                    reconnect is allowed, but repeat offenders lose their access to the API.",
                sender: Sender::Server,
                retry: Retry::Backoff,
                category: Category::Policy,
                reference: PAGE,
                retry_source: TABLE,
                http: &[429],
            }
            /// The session has timed out.
            (4009, SESSION_TIMED_OUT, "Session Timed Out") {
                when_seen: "Discord has given the session up. After a lost connection it keeps a \
                    session for a few minutes only.",
                how_to_fix: "Reconnect and start a new session with Identify; there is nothing \
                    left to resume. If it happens often, check that heartbeats go out in time.",
                sender: Sender::Server,
                retry: Retry::Backoff,
                category: Category::Timeout,
                reference: PAGE,
                retry_source: TABLE,
            }
            /// The shard in the Identify payload is invalid.
            (4010, INVALID_SHARD, "Invalid Shard") {
                when_seen: "The shard array is wrong, or a very large bot starts a number of \
                    shards that is no multiple of the one that Discord has told it.",
                how_to_fix: "Correct the shard array: first the shard's number, counted from 0, \
                    then the number of shards, as Get Gateway Bot recommends it. Do not reconnect \
                    before.",
                sender: Sender::Server,
                retry: Retry::AfterFix,
                category: Category::Protocol,
                reference: PAGE,
                retry_source: TABLE,
            }
            /// The session would have covered too many guilds, so the app has to shard.
            (4011, SHARDING_REQUIRED, "Sharding Required") {
                when_seen: "The app has grown: one shard takes at most 2500 guilds, and an app in \
                    2500 or more has to shard.",
                how_to_fix: "Start more shards, each with a shard array of its own; Get Gateway \
                    Bot recommends how many. Do not reconnect before.",
                sender: Sender::Server,
                retry: Retry::AfterFix,
                category: Category::Policy,
                reference: PAGE,
                retry_source: TABLE,
            }
            /// The client asked for a version of the gateway that is not valid.
            (4012, INVALID_API_VERSION, "Invalid API Version") {
                when_seen: "The v parameter of the gateway URL, set by the app or by its library, \
                    is wrong.",
                how_to_fix: "Set v to a current version of the API, or update the library. Do not \
                    reconnect before.",
                sender: Sender::Server,
                retry: Retry::AfterFix,
                category: Category::Protocol,
            }
            /// The intents in the Identify payload are invalid.
            (4013, INVALID_INTENTS, "Invalid Intents") {
                when_seen: "The bits were calculated wrongly, or one is set that stands for no \
                    intent.",
                how_to_fix: "Calculate the intents again: each of them is one bit, and they are \
                    joined with OR. Compare with Discord's list of intents. Do not reconnect \
                    before.",
                sender: Sender::Server,
                retry: Retry::AfterFix,
                category: Category::Protocol,
            }
            /// The app asked for an intent that it may not use.
            (4014, DISALLOWED_INTENTS, "Disallowed Intents") {
                when_seen: "A privileged intent (presences, members or message content) is \
                    requested, but not enabled in the Developer Portal or not approved for the \
                    app.",
                how_to_fix: "Enable the intent on the app's Bot page in the Developer Portal, \
                    apply for it where the app needs approval, or do without. Do not reconnect \
                    before.",
                sender: Sender::Server,
                retry: Retry::AfterFix,
                category: Category::Access,
                reference: PAGE,
                retry_source: TABLE,
                http: &[403],
            }
        }
    }
}

/// The voice gateway, over which calls are set up.
pub mod voice {
    use super::TABLE;
    use crate::catalog::{Category, Retry, Sender};

    const PAGE: &str = "https://github.com/discord/discord-api-docs/blob/0329c53\
        /developers/topics/voice-connections.mdx";

    crate::subprotocol! {
        /// The Discord voice gateway. All codes come from Discord. Its table says which of them
        /// forbid a reconnect (4014, 4021, 4022) and that 4015 may be resumed; for the others the
        /// advice follows from their cause and from the page on voice connections.
        pub static VOICE = "discord-voice" {
            title: "Discord Voice",
            negotiated: [],
            reference: TABLE,
        }
        codes {
            /// The client sent an opcode that the voice gateway does not know.
            (4001, UNKNOWN_OPCODE, "Unknown Opcode") {
                when_seen: "The voice gateway has opcodes of its own; an opcode of the main \
                    gateway, or a mistaken one, does not belong here.",
                how_to_fix: "Correct the payload that the client sent last, and check the version \
                    (v) in the URL: later versions know more opcodes.",
                sender: Sender::Server,
                retry: Retry::AfterFix,
                category: Category::Protocol,
            }
            /// The client sent an invalid payload when it identified.
            (4002, FAILED_TO_DECODE_PAYLOAD, "Failed to Decode Payload") {
                when_seen: "The Identify payload is malformed.",
                how_to_fix: "Correct the payload: Identify takes server_id, user_id, session_id \
                    and token, and max_dave_protocol_version where the client supports DAVE.",
                sender: Sender::Server,
                retry: Retry::AfterFix,
                category: Category::Payload,
            }
            /// The client sent a payload before it identified.
            (4003, NOT_AUTHENTICATED, "Not Authenticated") {
                when_seen: "Another payload goes out before Identify.",
                how_to_fix: "Send Identify first on a new connection, or Resume on one that \
                    continues a session.",
                sender: Sender::Server,
                retry: Retry::AfterFix,
                category: Category::Access,
                http: &[401],
            }
            /// The token in the Identify payload is wrong.
            (4004, AUTHENTICATION_FAILED, "Authentication Failed") {
                when_seen: "The token is out of date or belongs elsewhere. A change of channel \
                    brings a new token, even if the endpoint stays the same.",
                how_to_fix: "Send a Voice State Update on the main gateway, wait for both its \
                    answers, Voice State Update and Voice Server Update, and connect with what \
                    they contain. Do not cache any of it.",
                sender: Sender::Server,
                retry: Retry::AfterNewCredential,
                category: Category::Access,
                reference: PAGE,
                http: &[401],
            }
            /// The client identified more than once on one connection.
            (4005, ALREADY_AUTHENTICATED, "Already Authenticated") {
                when_seen: "A client sends Identify again on a connection that is identified \
                    already.",
                how_to_fix: "Send Identify once per connection. A new session needs a new \
                    connection.",
                sender: Sender::Server,
                retry: Retry::AfterFix,
                category: Category::Protocol,
            }
            /// The voice session is no longer valid.
            (4006, SESSION_NO_LONGER_VALID, "Session No Longer Valid") {
                when_seen: "A client identifies or resumes with a session that is over, for \
                    example with the old one after a change of channel.",
                how_to_fix: "Do not resume. Ask the main gateway anew with a Voice State Update, \
                    and connect with the session_id, token and endpoint that it answers.",
                sender: Sender::Server,
                retry: Retry::AfterNewCredential,
                category: Category::Access,
                reference: PAGE,
            }
            /// The voice session has timed out.
            (4009, SESSION_TIMEOUT, "Session Timeout") {
                when_seen: "Discord has given the session up. A voice connection lives only as \
                    long as the client sends its heartbeats.",
                how_to_fix: "Ask the main gateway for a new session and connect with it. Take the \
                    heartbeat interval from Hello: the one in Ready is wrong.",
                sender: Sender::Server,
                retry: Retry::AfterNewCredential,
                category: Category::Timeout,
                reference: PAGE,
            }
            /// Discord cannot find the server that the client wants to reach.
            (4011, SERVER_NOT_FOUND, "Server Not Found") {
                when_seen: "The server_id is wrong, or what the client knows of the voice server \
                    is out of date, for example because it comes from a cache.",
                how_to_fix: "Fetch the voice server anew with a Voice State Update on the main \
                    gateway: Discord says never to cache it. Compare the server_id too.",
                sender: Sender::Server,
                retry: Retry::AfterFix,
                category: Category::Protocol,
                reference: PAGE,
                http: &[404],
            }
            /// Discord does not know the protocol that the client selected.
            (4012, UNKNOWN_PROTOCOL, "Unknown Protocol") {
                when_seen: "The protocol field of Select Protocol holds a name that Discord does \
                    not know.",
                how_to_fix: "Correct the Select Protocol payload: Discord's own example says udp.",
                sender: Sender::Server,
                retry: Retry::AfterFix,
                category: Category::Protocol,
                reference: PAGE,
            }
            /// Discord disconnected this one client.
            (4014, DISCONNECTED, "Disconnected") {
                when_seen: "The client was kicked, or its session on the main gateway was dropped.",
                how_to_fix: "Do not reconnect. If the main gateway lost its session, get that back \
                    first; to join again is then a new request there.",
                sender: Sender::Server,
                retry: Retry::No,
                category: Category::Application,
            }
            /// The voice server crashed.
            (4015, VOICE_SERVER_CRASHED, "Voice Server Crashed") {
                when_seen: "The fault is Discord's; the client has done nothing wrong.",
                how_to_fix: "Open a new connection and resume the session. If the resume is \
                    refused, connect anew by way of the main gateway.",
                sender: Sender::Server,
                retry: Retry::Backoff,
                category: Category::ServerFault,
            }
            /// Discord does not know the encryption mode that the client selected.
            (4016, UNKNOWN_ENCRYPTION_MODE, "Unknown Encryption Mode") {
                when_seen: "The client selects one of the old xsalsa20 modes, which Discord has \
                    discontinued, or a mode that Ready did not list.",
                how_to_fix: "Select a mode from the list in Ready. It always has \
                    aead_xchacha20_poly1305_rtpsize; prefer aead_aes256_gcm_rtpsize where it is \
                    listed.",
                sender: Sender::Server,
                retry: Retry::AfterFix,
                category: Category::Protocol,
                reference: PAGE,
            }
            /// The channel requires end-to-end encryption with the DAVE protocol, which the client
            /// does not support.
            (4017, E2EE_DAVE_PROTOCOL_REQUIRED, "E2EE/DAVE Protocol Required") {
                when_seen: "The client identified with max_dave_protocol_version 0 or without it. \
                    Discord announced that only encrypted calls are supported from 1 March 2026 \
                    on.",
                how_to_fix: "Update to a library that supports DAVE, and send its highest version \
                    as max_dave_protocol_version.",
                sender: Sender::Server,
                retry: Retry::AfterFix,
                category: Category::Policy,
                reference: PAGE,
            }
            /// The client sent a malformed request.
            (4020, BAD_REQUEST, "Bad Request") {
                when_seen: "A payload does not have the form that its opcode demands.",
                how_to_fix: "Find the payload that the client sent last and compare it with \
                    Discord's documentation.",
                sender: Sender::Server,
                retry: Retry::AfterFix,
                category: Category::Protocol,
                http: &[400],
            }
            /// Discord disconnected the client because it exceeded a rate limit.
            (4021, DISCONNECTED_RATE_LIMITED, "Disconnected: Rate Limited") {
                when_seen: "The client did something too often. Discord's table does not say what \
                    is counted.",
                how_to_fix: "Do not reconnect. Find out what the client does so often, a reconnect \
                    loop for example, and slow it down first.",
                sender: Sender::Server,
                retry: Retry::No,
                category: Category::Policy,
                http: &[429],
            }
            /// Discord disconnected all clients because the call is over.
            (4022, DISCONNECTED_CALL_TERMINATED, "Disconnected: Call Terminated") {
                when_seen: "The channel was deleted, the voice server changed, or the call ended \
                    otherwise.",
                how_to_fix: "Do not reconnect. If only the voice server has changed, the main \
                    gateway announces the new one with a Voice Server Update: connect there.",
                sender: Sender::Server,
                retry: Retry::No,
                category: Category::Normal,
            }
        }
    }
}

/// The RPC server of the Discord client, on localhost.
pub mod rpc {
    use super::TABLE;
    use crate::catalog::{Category, Retry, Sender};

    const PAGE: &str = "https://github.com/discord/discord-api-docs/blob/0329c53\
        /developers/topics/rpc.mdx";

    crate::subprotocol! {
        /// The local RPC server of the Discord client. Its WebSocket transport is deprecated.
        /// These are the codes of its close; the error codes inside its messages use some of the
        /// same numbers for other things.
        pub static RPC = "discord-rpc" {
            title: "Discord RPC",
            negotiated: [],
            reference: TABLE,
        }
        codes {
            /// The client connected with an invalid client ID.
            (4000, INVALID_CLIENT_ID, "Invalid Client ID") {
                when_seen: "The client_id in the URL is mistyped, or no application has it. In an \
                    error message 4000 means something else: an invalid payload.",
                how_to_fix: "Use the client ID of your application, as Discord's developer site \
                    shows it.",
                sender: Sender::Server,
                retry: Retry::AfterFix,
                category: Category::Access,
            }
            /// The client connected with an invalid origin.
            (4001, INVALID_ORIGIN, "Invalid Origin") {
                when_seen: "The Origin header matches none of the RPC origins entered for the \
                    application. A client outside a browser often sends none at all.",
                how_to_fix: "Enter the origin for the application on Discord's developer site, or \
                    send one with the handshake that is entered there.",
                sender: Sender::Server,
                retry: Retry::AfterFix,
                category: Category::Access,
                reference: PAGE,
                http: &[403],
            }
            /// The client is being rate limited.
            (4002, RATE_LIMITED, "Rate Limited") {
                when_seen: "The client did something too often. Discord's table names no limit.",
                how_to_fix: "Come back after growing delays, connect less often and send fewer \
                    commands.",
                sender: Sender::Server,
                retry: Retry::Backoff,
                category: Category::Policy,
                http: &[429],
            }
            /// The OAuth2 token of the connection was revoked.
            (4003, TOKEN_REVOKED, "Token Revoked") {
                when_seen: "The token lost its validity while the connection was open, for example \
                    because the user withdrew the authorization.",
                how_to_fix: "Get a new token: send AUTHORIZE, exchange the code, then send \
                    AUTHENTICATE with the new token.",
                sender: Sender::Server,
                retry: Retry::AfterNewCredential,
                category: Category::Access,
                http: &[401],
            }
            /// The connection string names an RPC version that is not valid.
            (4004, INVALID_VERSION, "Invalid Version") {
                when_seen: "The v parameter of the URL is missing or wrong.",
                how_to_fix: "Set v to 1, the only version that Discord lists.",
                sender: Sender::Server,
                retry: Retry::AfterFix,
                category: Category::Protocol,
                reference: PAGE,
            }
            /// The connection string names an encoding that is not valid.
            (4005, INVALID_ENCODING, "Invalid Encoding") {
                when_seen: "The encoding parameter of the URL is missing or wrong.",
                how_to_fix: "Set encoding to json or etf.",
                sender: Sender::Server,
                retry: Retry::AfterFix,
                category: Category::Protocol,
                reference: PAGE,
            }
        }
    }
}
