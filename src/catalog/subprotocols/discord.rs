//! stub
/// stub
pub mod gateway {
    use crate::{Category, Retry, Sender};
    crate::subprotocol! {
        /// stub
        pub static GATEWAY = "discord-gateway" {
            title: "Discord Gateway",
            negotiated: [],
            reference: "https://x",
        }
        codes {
            /// stub
            (4000, UNKNOWN_ERROR, "Unknown Error") {
                when_seen: "x",
                how_to_fix: "y",
                sender: Sender::Server,
                retry: Retry::AfterFix,
                category: Category::Access,
            }
            /// stub
            (4003, DIS, "Not Authenticated") {
                when_seen: "x",
                how_to_fix: "y",
            }
            /// stub
            (4004, DIS2, "Authentication Failed") {
                when_seen: "x",
                how_to_fix: "y",
            }
        }
    }
}
