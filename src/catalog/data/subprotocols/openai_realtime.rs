//! The reasons of OpenAI Realtime.

use crate::catalog::{Category, Retry, Sender};

crate::subprotocol! {
    /// OpenAI's Realtime API closes with standard codes and tells the rest in the reason. Only what
    /// was seen in a published log is here.
    pub static OPENAI_REALTIME = "openai-realtime" {
        title: "OpenAI Realtime",
        negotiated: [],
        reference: "https://github.com/pollen-robotics/reachy_mini_conversation_app/issues/134",
    }
    codes {}
    reasons {
        /// The session has reached its longest duration.
        (1001, "Your session hit the maximum duration", "Session Expired") {
            when_seen: "After 60 minutes; the limit was shorter in earlier years. The reason names \
                it.",
            how_to_fix: "Open a new session shortly before the limit and hand the conversation \
                over: a session cannot be extended.",
            sender: Sender::Server,
            retry: Retry::AtOnce,
            category: Category::Timeout,
        }
    }
}
