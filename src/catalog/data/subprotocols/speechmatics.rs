//! The close codes of Speechmatics.

use crate::catalog::{Category, Retry, Sender};

crate::subprotocol! {
    /// The realtime API of Speechmatics: the two codes that its reference names besides 1011, for
    /// which all three it asks clients to wait 5 to 10 seconds at least. It has others that no
    /// document was read for.
    pub static SPEECHMATICS_REALTIME = "speechmatics-realtime" {
        title: "Speechmatics Realtime",
        negotiated: [],
        reference: "https://docs.speechmatics.com/api-ref/realtime-transcription-websocket",
    }
    codes {
        /// The account has as many sessions as it may have, or has used up its quota.
        (4005, QUOTA_EXCEEDED, "Quota Exceeded") {
            when_seen: "Right after the handshake, when the limit of concurrent sessions is \
                reached.",
            how_to_fix: "Wait 5 to 10 seconds at least before you come back; end sessions that \
                nobody needs, or raise the limit.",
            sender: Sender::Server,
            retry: Retry::Jitter { min_s: 5, max_s: 10 },
            category: Category::Policy,
            http: &[429],
        }
        /// The service could not start the transcription.
        (4013, JOB_ERROR, "Job Error") {
            when_seen: "Right after the handshake, from a fault or from a lack of capacity.",
            how_to_fix: "Wait 5 to 10 seconds at least before you come back; if it goes on, ask \
                the support.",
            sender: Sender::Server,
            retry: Retry::Jitter { min_s: 5, max_s: 10 },
            category: Category::ServerFault,
            http: &[503],
        }
    }
}
