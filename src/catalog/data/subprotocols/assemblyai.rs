//! AssemblyAI: streaming speech-to-text, version 3 of the API.

use crate::catalog::{Category, Retry, Sender};

/// What AssemblyAI says about its rate limits.
const RATE_LIMITS: &str = "https://www.assemblyai.com/docs/streaming/rate-limits";

crate::subprotocol! {
    /// AssemblyAI's streaming API, version 3 (`wss://streaming.assemblyai.com/v3/ws`). All codes
    /// come from the server, which sends an `Error` message with the same code and a text just
    /// before it closes. A missing or wrong key and troubles with the account are closed with 1008.
    /// The codes 4000-4103 belong to version 2, which is retired. Streaming text-to-speech is another
    /// service with a [table of its own](https://www.assemblyai.com/docs/tts/error-handling), which
    /// also has a 3006.
    pub static ASSEMBLYAI_V3 = "assemblyai-v3" {
        title: "AssemblyAI streaming speech-to-text, v3",
        negotiated: [],
        reference: "https://www.assemblyai.com/docs/streaming/common-session-errors-and-closures",
    }
    codes {
        /// The server ended the session because of an error that has no code of its own.
        (3005, SESSION_CANCELLED, "Session Cancelled") {
            when_seen: "An unknown error in the server. The code is the catch-all for faults of \
                the server that the more specific codes do not cover.",
            how_to_fix: "Open a new session after a growing delay. If it keeps happening, give \
                AssemblyAI's support the session's id, which stands in the Begin message.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::ServerFault,
            http: &[500],
        }
        /// The client sent a message that the server cannot use: of an unknown type, with broken
        /// JSON, or invalid otherwise.
        (3006, INVALID_MESSAGE, "Invalid Message") {
            when_seen: "A text message is not what the API expects. The text of the Error message \
                tells the cases apart: Invalid Message Type, Invalid JSON or Invalid Message.",
            how_to_fix: "Correct the message that the text quotes. Text messages are JSON with a \
                type that the API knows; audio goes in binary messages.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Protocol,
            http: &[400],
        }
        /// The audio comes in chunks of the wrong length, or faster than it plays.
        (3007, INPUT_DURATION_VIOLATION, "Input Duration Violation") {
            when_seen: "A chunk holds less than 50 ms or more than 1000 ms of audio, or a \
                recording is sent faster than in real time. The text of the Error message names \
                the figures.",
            how_to_fix: "Send chunks of 50 to 1000 ms, and pace recordings: one second of audio \
                per second. Check the sample rate too if the length of the chunks comes as a \
                surprise.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Policy,
        }
        /// The session has reached its longest duration.
        (3008, SESSION_EXPIRED, "Session Expired") {
            when_seen: "After 3 hours, or earlier if the temporary token set a shorter maximum.",
            how_to_fix: "Open a new session; a temporary token serves only one, so get a new one \
                first. Terminate sessions that nobody needs any more: all the time that they are \
                open is billed.",
            sender: Sender::Server,
            retry: Retry::AtOnce,
            category: Category::Application,
        }
        /// The account has opened too many sessions.
        (3009, TOO_MANY_CONCURRENT_SESSIONS, "Too Many Concurrent Sessions") {
            when_seen: "More new sessions within a minute than the account's rate limit allows; on \
                paid accounts the number of open ones is not limited. Some of AssemblyAI's pages \
                still name 1008 for it. The code could not be verified a second time.",
            how_to_fix: "Spread new sessions over time and come back after growing delays: the \
                limit rises by 10% a minute while at least 70% of it is in use. AssemblyAI raises \
                it on request.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Policy,
            retry_source: RATE_LIMITS,
            http: &[429],
        }
    }
}
