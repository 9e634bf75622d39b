//! The reasons of Deepgram.

use crate::catalog::{Category, Retry, Sender};

/// The sentence, as an issue quotes it from a log.
const SEEN: &str = "https://github.com/deepgram/deepgram-python-sdk/issues/319";

crate::subprotocol! {
    /// Deepgram's streaming API closes with standard codes and tells the rest in the reason: a mark
    /// such as NET-0001 in the document, a sentence with an address in practice.
    pub static DEEPGRAM = "deepgram" {
        title: "Deepgram streaming",
        negotiated: [],
        reference: "https://enterprise-docs.deepgram.com/guides/streaming/error-handling",
    }
    codes {}
    reasons {
        /// The service cannot decode the audio.
        (1002, "DATA-0000", "Audio Not Decodable") {
            when_seen: "It is no audio, or in a codec or container that the service does not know, \
                or other than the parameters say.",
            how_to_fix: "Compare encoding, sample_rate and channels in the address with what is \
                sent.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Payload,
            http: &[415],
        }
        /// The service sent nothing to the client for too long.
        (1011, "NET-0000", "No Transcript in Time") {
            when_seen: "A fault of the service, or too little audio to make a transcript of.",
            how_to_fix: "Come back after a growing delay, and check that enough audio is sent.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Timeout,
            http: &[504],
        }
        /// The service got no audio from the client for too long.
        (1011, "NET-0001", "No Audio in Time") {
            when_seen: "Silence that is not sent, a microphone that is off, or a stalled network.",
            how_to_fix: "Send KeepAlive messages while there is no audio, and look at what feeds \
                the socket.",
            sender: Sender::Server,
            retry: Retry::AtOnce,
            category: Category::Timeout,
            http: &[408],
        }
        /// The service got no audio and no text message from the client for too long.
        (1011, "Deepgram did not receive audio data or a text message", "No Audio in Time") {
            when_seen: "Silence that is not sent, a microphone that is off, or a stalled network. \
                The reason points to net0001.",
            how_to_fix: "Send KeepAlive messages while there is no audio, and look at what feeds \
                the socket.",
            sender: Sender::Server,
            retry: Retry::AtOnce,
            category: Category::Timeout,
            http: &[408],
            reference: SEEN,
        }
    }
}
