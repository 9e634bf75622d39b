//! The close codes of Hocuspocus.

use crate::catalog::{Category, Retry, Sender};

crate::subprotocol! {
    /// Hocuspocus, a server for documents that are edited together with Yjs.
    pub static HOCUSPOCUS = "hocuspocus" {
        title: "Hocuspocus",
        negotiated: [],
        reference: "https://github.com/ueberdosis/hocuspocus/blob/2652a62/packages/common/src/\
            CloseEvents.ts",
    }
    codes {
        /// The server ended the connection and asks the client to start its document afresh.
        (4205, RESET_CONNECTION, "Reset Connection") {
            when_seen: "A client's first messages could not be decoded, or it sent too much before \
                it had authenticated. Older servers also use it after closeConnections or when a \
                hook fails; newer ones then send a close message and leave the socket open.",
            how_to_fix: "The provider reconnects by itself and syncs again. If it keeps happening, \
                look into the server's log at the time of the close, then correct the client or \
                the hook.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Application,
            retry_source: "https://github.com/ueberdosis/hocuspocus/blob/14829c1/packages/provider/\
                src/HocuspocusProviderWebsocket.ts",
        }
        /// Authentication is required and has failed, or the client has not authenticated yet.
        (4401, UNAUTHORIZED, "Unauthorized") {
            when_seen: "The token is missing or no longer accepted, or the client took too long to \
                authenticate. Servers also send it when they cannot decode a message at all.",
            how_to_fix: "Give the provider a valid token, best as a function that fetches a fresh \
                one. If the token is right, check that the versions of provider and server fit \
                together.",
            sender: Sender::Server,
            retry: Retry::AfterNewCredential,
            category: Category::Access,
            http: &[401],
        }
        /// The server understood the request, but refuses it.
        (4403, FORBIDDEN, "Forbidden") {
            when_seen: "In older servers a hook such as onConnect said no without naming a code of \
                its own. Newer ones answer with a permission-denied message instead and leave the \
                socket open.",
            how_to_fix: "Find the hook on the server that refuses, then grant the permission or \
                keep the client from asking: coming back unchanged changes nothing.",
            sender: Sender::Server,
            retry: Retry::AfterFix,
            category: Category::Access,
            http: &[403],
        }
        /// The server waited in vain for a sign of life from the client.
        (4408, CONNECTION_TIMEOUT, "Connection Timeout") {
            when_seen: "The client left a ping unanswered or, with newer servers, sent nothing for \
                too long or did not authenticate in time. The provider reports the same number, \
                with the reason \"forced\", when it has heard nothing from the server and its \
                socket does not close.",
            how_to_fix: "Look for sleeping devices, lost networks and blocked programs, and \
                compare the server's timeout with the idle time-outs on the way. The provider \
                reconnects by itself.",
            sender: Sender::Server,
            retry: Retry::Backoff,
            category: Category::Timeout,
            retry_source: "https://github.com/ueberdosis/hocuspocus/blob/14829c1/packages/provider/\
                src/HocuspocusProviderWebsocket.ts",
            http: &[408],
        }
    }
}
