//! stub
use crate::{Category, Retry, Sender};
crate::subprotocol! {
    /// stub
    pub static PUSHER = "pusher" {
        title: "Pusher Channels",
        negotiated: [],
        reference: "https://x",
    }
    codes {
        /// stub
        (4000, SSL_ONLY, "SSL Only") {
            when_seen: "x",
            how_to_fix: "y",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Access,
        }
        /// stub
        (4003, DIS, "Application Disabled") {
            when_seen: "x",
            how_to_fix: "y",
        }
    }
    ranges {
        /// stub
        (4000..=4099, "Do Not Reconnect") {
            when_seen: "x",
            how_to_fix: "y",
        }
    }
}
