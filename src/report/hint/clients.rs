//! What clients are known for: data.
//!
//! Tried against this crate's example server, in the versions of 2026-11 unless another is named, or read in
//! the issue that is named. A client that is not listed may do the same.

use std::ops::RangeInclusive;

use crate::Outcome;

/// Clients that do not take a close of ours that has such a code.
pub(super) struct Refusers {
    pub(super) codes: RangeInclusive<u16>,
    /// How such a connection ends.
    pub(super) outcome: Outcome,
    pub(super) clients: &'static str,
}

pub(super) const REFUSERS: &[Refusers] = &[
    Refusers {
        codes: 1012..=1013,
        outcome: Outcome::Clean,
        clients: "WebKit, Tomcat, libwebsockets, Qt, faye-websocket, Mono, lua-http, libsoup",
    },
    Refusers {
        codes: 1014..=1014,
        outcome: Outcome::Clean,
        clients: "WebKit, Tomcat, libwebsockets, Qt, faye-websocket, Mono, lua-http, libsoup, \
            gorilla/websocket, Boost.Beast, fastwebsockets, soketto, Haskell's websockets, lomond, Deno",
    },
    // Tried with 3.13: it throws, and drops TCP.
    Refusers { codes: 1012..=1014, outcome: Outcome::Unanswered, clients: "OkHttp" },
];

/// They tell their application of our close, and answer when it closes as well.
pub(super) const WAIT_FOR_THEIR_APPLICATION: &str =
    "OkHttp, the JDK's HttpClient, Netty, aiohttp with autoclose=False";

/// They offered compression, were not given it, and compressed: nats-io/nats.ws issue 113,
/// wandenberg/nginx-push-stream-module issue 295.
pub(super) const UNAGREED_COMPRESSION: &str = "iOS 15, Safari 15 (NSURLSession), OkHttp";
