//! The rows of the standard catalog: data, no logic.
//!
//! One row makes a constant of [`CloseCode`](crate::CloseCode), its documentation and its
//! [`Entry`](crate::catalog::Entry), so that each fact is written once. The doc comment of a row is
//! its meaning.

use crate::catalog::Retry;
use crate::catalog::macros::{close_codes, documents};

documents! {
    RFC_CODES = "RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1";
    RFC_RANGES = "RFC 6455 section 7.4.2", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.2";
    RFC_RECONNECT = "RFC 6455 section 7.2.3",
        "https://www.rfc-editor.org/rfc/rfc6455#section-7.2.3";
    RFC_OPENING = "RFC 6455 section 4.2.1", "https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1";
    RFC_MASKING = "RFC 6455 section 5.1", "https://www.rfc-editor.org/rfc/rfc6455#section-5.1";
    RFC_FRAMES = "RFC 6455 section 5.2", "https://www.rfc-editor.org/rfc/rfc6455#section-5.2";
    RFC_FRAGMENTS = "RFC 6455 section 5.4", "https://www.rfc-editor.org/rfc/rfc6455#section-5.4";
    RFC_CONTROL = "RFC 6455 section 5.5", "https://www.rfc-editor.org/rfc/rfc6455#section-5.5";
    RFC_CLOSE_FRAME = "RFC 6455 section 5.5.1",
        "https://www.rfc-editor.org/rfc/rfc6455#section-5.5.1";
    RFC_PING = "RFC 6455 section 5.5.2", "https://www.rfc-editor.org/rfc/rfc6455#section-5.5.2";
    RFC_CLOSING_TCP = "RFC 6455 section 7.1.1",
        "https://www.rfc-editor.org/rfc/rfc6455#section-7.1.1";
    RFC_CLOSED = "RFC 6455 section 7.1.4", "https://www.rfc-editor.org/rfc/rfc6455#section-7.1.4";
    RFC_FAIL = "RFC 6455 section 7.1.7", "https://www.rfc-editor.org/rfc/rfc6455#section-7.1.7";
    RFC_CODE_LIST = "RFC 6455 section 7.4", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4";
    RFC_UTF8 = "RFC 6455 section 8.1", "https://www.rfc-editor.org/rfc/rfc6455#section-8.1";
    RFC_LIMITS = "RFC 6455 section 10.4", "https://www.rfc-editor.org/rfc/rfc6455#section-10.4";
    RFC_DEFLATE = "RFC 7692 section 6", "https://www.rfc-editor.org/rfc/rfc7692#section-6";
    RFC_TLS = "RFC 8446 section 6", "https://www.rfc-editor.org/rfc/rfc8446#section-6";
    RFC_TLS_CLOSURE = "RFC 8446 section 6.1", "https://www.rfc-editor.org/rfc/rfc8446#section-6.1";
    RFC_HTTP_MESSAGES = "RFC 9112 section 2", "https://www.rfc-editor.org/rfc/rfc9112#section-2";
    RFC_TCP_RESET = "RFC 9293 section 3.5.2",
        "https://www.rfc-editor.org/rfc/rfc9293#section-3.5.2";
    RFC_TCP_FAILURES = "RFC 9293 section 3.8.3",
        "https://www.rfc-editor.org/rfc/rfc9293#section-3.8.3";
    RFC_TCP_ICMP = "RFC 9293 section 3.9.2.2",
        "https://www.rfc-editor.org/rfc/rfc9293#section-3.9.2.2";
    RFC_TIMEOUT = "RFC 9110 section 15.5.9", "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.9";
    REGISTRY = "IANA WebSocket Close Code Number Registry",
        "https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number";
    /// The proposal of 1012 and 1013, which the registry refers to.
    HYBI_RESTART = "IETF hybi, \"Additional WebSocket Close Error Codes\"",
        "https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/";
    /// Its client does not come back after 1000, on purpose.
    PHOENIX_NORMAL = "Phoenix, issue 3161",
        "https://github.com/phoenixframework/phoenix/issues/3161";
    /// It ends a session with 1001 when the longest duration is over.
    OPENAI_REALTIME = "OpenAI Realtime, reachy_mini_conversation_app issue 134",
        "https://github.com/pollen-robotics/reachy_mini_conversation_app/issues/134";
    /// It closes with 1009 for any frame over 32 KB.
    API_GATEWAY = "AWS API Gateway, quotas of WebSocket APIs",
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html";
    /// How extensions are offered and chosen.
    RFC_EXTENSIONS = "RFC 6455 section 9.1", "https://www.rfc-editor.org/rfc/rfc6455#section-9.1";
    /// That it implements no extension.
    TUNGSTENITE = "tungstenite, README",
        "https://github.com/snapview/tungstenite-rs/blob/v0.30.0/README.md";
    /// It waits 5 to 10 seconds at least before it comes back after 1011.
    SPEECHMATICS = "Speechmatics, Realtime API reference",
        "https://docs.speechmatics.com/api-ref/realtime-transcription-websocket";
    /// Its server closes with 1001 to tell clients to come back.
    PHOENIX_AWAY = "Phoenix, pull request 6678",
        "https://github.com/phoenixframework/phoenix/pull/6678";
    /// Which codes its client takes for fatal: 1002, 1003, 1007-1011, but not 1000, 1001, 1012-1014.
    GRAPHQL_WS = "graphql-ws, src/client.ts",
        "https://github.com/enisdenjo/graphql-ws/blob/af4f5c9/src/client.ts";
    /// It counts 1005 as an ordinary end, as 1000 and 1001.
    WEBSOCKETS = "websockets (Python), frames.py",
        "https://github.com/python-websockets/websockets/blob/02653c73bb30236607a0202b4349846407d9d290/src/websockets/frames.py";
    /// It does not come back after 1008, nor after 1011.
    ROBUST_WEBSOCKET = "robust-websocket, README",
        "https://github.com/appuri/robust-websocket/blob/08b12bb081c02f2cd2278b04023ee71918d3ae1b/README.md";
    /// It comes back after 1011, with growing delays; graphql-ws and robust-websocket do not.
    HTMX = "htmx extensions, pull request 167",
        "https://github.com/bigskysoftware/htmx-extensions/pull/167";
}

/// What stands in place of a document where none gives the advice: it follows from the meaning.
pub(crate) const JUDGEMENT: &str = "judgement";

close_codes! {
    codes {
        /// The connection has done what it was opened for, and one side ended it on purpose.
        (1000, NORMAL_CLOSURE, "Normal Closure") {
            when_seen: "The application was done. Several stacks also send 1000 by default, for \
                idle time-outs and shutdowns too, so it does not always mean success.",
            how_to_fix: "Nothing is broken. If the close came as a surprise, look for a default \
                1000 where 1001, 1012 or an application code (4000-4999) would have told the \
                peer more. Clients disagree on what follows: Phoenix stays away, graphql-ws may \
                come back.",
            sender: Either,
            retry: Retry::No,
            retry_source: PHOENIX_NORMAL,
            category: Normal,
            http: [],
            reference: RFC_CODES,
            further: [GRAPHQL_WS],
        }
        /// The sender is leaving: a server shuts down, or a browser leaves the page.
        (1001, GOING_AWAY, "Going Away") {
            when_seen: "During deploys and scale-downs, and whenever a user closes the tab or \
                follows a link. Some servers also send it after an idle time-out, and OpenAI \
                Realtime when a session has lasted 60 minutes.",
            how_to_fix: "Routine as long as it follows deploys and page changes; let clients \
                come back after growing, random delays, so that a deploy does not bring them all \
                at once. At other times look at the server's idle time-out and its restarts.",
            sender: Either,
            retry: Retry::Backoff,
            retry_source: PHOENIX_AWAY,
            category: Shutdown,
            http: [],
            reference: RFC_CODES,
            further: [OPENAI_REALTIME],
        }
        /// One side broke the rules of the WebSocket protocol, and the other ended the connection.
        (1002, PROTOCOL_ERROR, "Protocol Error") {
            when_seen: "A frame was wrongly masked, used a reserved bit or opcode, continued \
                nothing, or carried a close code that the receiver does not accept. Some clients \
                and libraries answer 1002 to legal newer codes too: 1012, 1013 and 1014.",
            how_to_fix: "Capture the frames on both sides to see which rule was broken, then \
                check the versions of both libraries and any proxy that rewrites the traffic. \
                The same client will fail again unchanged.",
            sender: Either,
            retry: Retry::AfterFix,
            retry_source: GRAPHQL_WS,
            category: Protocol,
            http: [400],
            reference: RFC_CODES,
        }
        /// An endpoint received a kind of data that it does not take, such as binary where it
        /// expects text.
        (1003, UNSUPPORTED_DATA, "Unsupported Data") {
            when_seen: "A client sends binary messages to an endpoint that takes only text, such \
                as JSON, or text to one that takes only binary.",
            how_to_fix: "Make both sides agree on text or binary: check the call that sends, and \
                whether the client reached the endpoint and the version that it was written for. \
                The same message will be refused again.",
            sender: Either,
            retry: Retry::AfterFix,
            retry_source: GRAPHQL_WS,
            category: DataType,
            http: [415],
            reference: RFC_CODES,
        }
        /// Set aside by RFC 6455 without a meaning.
        (1004, RESERVED, "Reserved") {
            when_seen: "Never from a peer that keeps to the protocol. Old drafts and manuals \
                call it \"too large\", so a peer written after them may still send it.",
            how_to_fix: "Read no meaning into it, and correct the peer that sends it: for a \
                message that is too big the code is 1009.",
            sender: Nobody,
            retry: Retry::AfterFix,
            retry_source: JUDGEMENT,
            category: Invalid,
            http: [],
            reference: RFC_CODES,
        }
        /// A close frame came in that names no code. The number is reported in its place and
        /// never sent.
        (1005, NO_STATUS_RECEIVED, "No Status Received") {
            when_seen: "The peer closed without giving a code: close() without arguments in a \
                browser, or a library call such as Sink::close that sends an empty close frame. \
                A proxy that drops the code on the way looks the same.",
            how_to_fix: "Give the closing call a code, 1000 if all is well. If the peer did send \
                one, compare the close frames on both sides of the proxy.",
            sender: Nobody,
            retry: Retry::No,
            retry_source: WEBSOCKETS,
            category: Unstated,
            http: [],
            reference: RFC_CODES,
        }
        /// The connection ended without a close frame. The number is reported in place of a code
        /// and never sent.
        (1006, ABNORMAL_CLOSURE, "Abnormal Closure") {
            when_seen: "A process crashed or was killed, a handler dropped its socket without \
                closing it, the network was lost, or a proxy, load balancer or NAT cut an idle \
                connection. A client that rejects the close frame reports 1006 as well, for \
                example when its code is illegal or its reason longer than 123 bytes.",
            how_to_fix: "Look at the transport's error and at how long the connection had been \
                idle. The same idle time again and again is a time-out on the way: send pings \
                more often than that. Otherwise look for crashes, and for handlers that return \
                without a close.",
            sender: Nobody,
            retry: Retry::Backoff,
            retry_source: RFC_RECONNECT,
            category: Transport,
            http: [],
            reference: RFC_CODES,
        }
        /// A message does not fit its type: above all, text that is not valid UTF-8.
        (1007, INVALID_FRAME_PAYLOAD_DATA, "Invalid Frame Payload Data") {
            when_seen: "Raw bytes went out as a text message, or text was cut in the middle of a \
                character; a close reason that is not UTF-8 counts too. Some servers also send \
                it for compressed data that they cannot inflate.",
            how_to_fix: "Send bytes as binary messages, encode text as UTF-8, and cut long texts \
                and close reasons only between characters. The same payload will be refused \
                again.",
            sender: Either,
            retry: Retry::AfterFix,
            retry_source: GRAPHQL_WS,
            category: Payload,
            http: [400],
            reference: RFC_CODES,
        }
        /// A message broke a rule of the endpoint's own. The general code where neither 1003 nor
        /// 1009 fits, or where the details are to stay hidden.
        (1008, POLICY_VIOLATION, "Policy Violation") {
            when_seen: "Services send it for missing or bad credentials, for requests that come \
                too fast and for input that they do not accept. Only the reason text, if there \
                is one, tells these apart.",
            how_to_fix: "Read the reason and the service's documentation, then correct the \
                credential, the rate or the message. In a server of your own, put a short, fixed \
                word into the reason, so that nobody has to guess.",
            sender: Either,
            retry: Retry::AfterFix,
            retry_source: ROBUST_WEBSOCKET,
            category: Policy,
            http: [],
            reference: RFC_CODES,
        }
        /// A message is too big for the endpoint to process.
        (1009, MESSAGE_TOO_BIG, "Message Too Big") {
            when_seen: "A message or a frame is over the size limit of the endpoint or of a proxy \
                on the way; AWS API Gateway, for one, refuses any frame over 32 KB, even in a \
                message that it would take. Some libraries drop the connection instead, which \
                the peer reports as 1006.",
            how_to_fix: "Raise the limit on the side that refused, or split the data into \
                smaller messages, or into smaller frames where the frame is limited. Check every \
                hop, for the lowest limit wins. The same message will be refused again.",
            sender: Either,
            retry: Retry::AfterFix,
            retry_source: GRAPHQL_WS,
            category: Size,
            http: [413],
            reference: RFC_CODES,
            further: [API_GATEWAY],
        }
        /// The client needs an extension that the server did not negotiate. The reason should
        /// list what is missing.
        (1010, MANDATORY_EXTENSION, "Mandatory Extension") {
            when_seen: "The client offers extensions, the server picks; to leave one out is legal, \
                so 1010 is the client's choice. The server never took it, or a proxy strips the \
                Sec-WebSocket-Extensions header. A page's script cannot send the code: look for a \
                native or embedded client.",
            how_to_fix: "Read in the reason what is missing. Ask for the handshake with curl and \
                the header, before and behind each proxy, and compare the 101 responses. Then let \
                the hop that drops it pass it on, or the client do without. tungstenite 0.30 has \
                no extension: end compression in a proxy before it.",
            sender: Client,
            retry: Retry::AfterFix,
            retry_source: JUDGEMENT,
            category: Extension,
            http: [],
            reference: RFC_CODES,
            further: [RFC_EXTENSIONS, TUNGSTENITE],
        }
        /// The server met an unexpected condition that kept it from serving the connection.
        (1011, INTERNAL_ERROR, "Internal Error") {
            when_seen: "A handler failed or panicked. Some libraries also close with 1011 when a \
                keepalive ping stays unanswered, and some services when a time limit is over. RFC \
                6455 has only servers send it; erratum 3227 words it for either side.",
            how_to_fix: "Look into the server's log at the time of the close. If the reason \
                speaks of a ping or a time-out, look for a blocked event loop or a slow link \
                instead of a crash. Clients disagree on what follows: htmx comes back, graphql-ws \
                and robust-websocket do not.",
            sender: Server,
            retry: Retry::Backoff,
            retry_source: HTMX,
            category: ServerFault,
            http: [500],
            reference: RFC_CODES,
            further: [GRAPHQL_WS, ROBUST_WEBSOCKET, SPEECHMATICS],
        }
        /// The service is restarting and will be back.
        (1012, SERVICE_RESTART, "Service Restart") {
            when_seen: "Planned restarts: a deploy, or a server that recycles its workers. WebKit \
                (tried: WebKitGTK 2.50) takes the code for a protocol error and reports 1006.",
            how_to_fix: "Nothing is broken, as long as clients wait a random time before they \
                reconnect and do not return all at once. Where WebKit clients matter, announce \
                the restart with 1001.",
            sender: Server,
            retry: Retry::Jitter { min_s: 5, max_s: 30 },
            retry_source: HYBI_RESTART,
            category: Shutdown,
            http: [503],
            reference: REGISTRY,
        }
        /// The service cannot take the connection now, usually because it is overloaded.
        (1013, TRY_AGAIN_LATER, "Try Again Later") {
            when_seen: "A server sheds load: too many connections, or too much work for those it \
                has. WebKit (tried: WebKitGTK 2.50) takes the code for a protocol error and \
                reports 1006.",
            how_to_fix: "Add capacity or lower the load. Clients should go to another address, \
                and return to the same one only when the user asks, for automatic retries keep \
                the overload going.",
            sender: Server,
            retry: Retry::Elsewhere,
            retry_source: HYBI_RESTART,
            category: Overload,
            http: [503],
            reference: REGISTRY,
        }
        /// A gateway or proxy got an invalid response from the server behind it, as with HTTP's
        /// 502.
        (1014, BAD_GATEWAY, "Bad Gateway") {
            when_seen: "The server behind the gateway is down, or does not answer as the gateway \
                expects. Some receivers do not know the code and answer 1002; WebKit (tried: \
                WebKitGTK 2.50) then reports 1006 itself.",
            how_to_fix: "Look behind the gateway: whether the server runs, whether the gateway \
                has its right address, and what it answers to a handshake of its own.",
            sender: Server,
            retry: Retry::Backoff,
            retry_source: GRAPHQL_WS,
            category: Gateway,
            http: [502],
            reference: REGISTRY,
        }
        /// The TLS handshake failed, so that no WebSocket came about. The number is only reported
        /// and never sent.
        (1015, TLS_HANDSHAKE, "TLS Handshake") {
            when_seen: "The certificate has expired, is not trusted or belongs to another host \
                name, or the clock of one side is wrong.",
            how_to_fix: "Test the host with any TLS client, then correct the certificate and its \
                chain, the host name that the client asks for, or the clock.",
            sender: Nobody,
            retry: Retry::AfterFix,
            retry_source: JUDGEMENT,
            category: Tls,
            http: [],
            reference: RFC_CODES,
        }
        /// The request needs an authorization that the peer has not shown, as with HTTP's 401.
        (3000, UNAUTHORIZED, "Unauthorized") {
            when_seen: "A login or token is missing, or no longer accepted. Some libraries use \
                the number for something else, Centrifuge and SaltyRTC among them.",
            how_to_fix: "Log in again or renew the token, then reconnect with it. If that does \
                not help, look up what the peer's library means by 3000.",
            sender: Either,
            retry: Retry::AfterNewCredential,
            retry_source: JUDGEMENT,
            category: Access,
            http: [401],
            reference: REGISTRY,
        }
        /// The peer is known, but has no permission for the request, as with HTTP's 403.
        (3003, FORBIDDEN, "Forbidden") {
            when_seen: "The account lacks a role or a right to the resource. SaltyRTC uses the \
                number for something else: a routine handover.",
            how_to_fix: "Grant the permission, or keep the client from asking: coming back with \
                the same account changes nothing.",
            sender: Either,
            retry: Retry::No,
            retry_source: JUDGEMENT,
            category: Access,
            http: [403],
            reference: REGISTRY,
        }
        /// A request of the application took too long to answer, as with HTTP's 408.
        (3008, TIMEOUT, "Timeout") {
            when_seen: "An answer did not come within the time that the application allows. Some \
                libraries and services use the number for something else: Centrifuge for a slow \
                consumer, AssemblyAI for an expired session, SaltyRTC for an unanswered ping.",
            how_to_fix: "Make sure first that the standard meaning is meant. Then compare the time \
                limit with the latency of the request, and look for a back end that hangs or a \
                queue that grows.",
            sender: Either,
            retry: Retry::Backoff,
            retry_source: RFC_TIMEOUT,
            category: Timeout,
            http: [408],
            reference: REGISTRY,
        }
    }
    ranges {
        /// Numbers below 1000 are not used as close codes.
        (Unused) {
            when_seen: "Only from a faulty peer: a field that was never set (0), or an HTTP \
                status or exit code in the wrong place. Some clients show such a number as if it \
                were legal, others answer 1002.",
            how_to_fix: "Correct the peer that sends it: 1000-1003 and 1007-1014 have fixed \
                meanings, 4000-4999 are free for the application's own.",
            sender: Nobody,
            retry: Retry::AfterFix,
            retry_source: JUDGEMENT,
            category: Invalid,
        }
        /// The protocol keeps this number for itself and has not given it a meaning.
        (Unassigned | Protocol) {
            when_seen: "From a peer that made up a code, or that knows a later revision of the \
                registry. Some clients show such a number as if it were legal, others answer \
                1002.",
            how_to_fix: "Look the number up in the current registry. If it is not there, have \
                the peer use a code of 4000-4999 instead.",
            sender: Nobody,
            retry: Retry::AfterFix,
            retry_source: JUDGEMENT,
            category: Invalid,
        }
        /// A code of a library, a framework or an application, which this catalog does not know.
        (Registered) {
            when_seen: "The peer, or a library that it uses, closed for a reason of its own. Such \
                codes can be registered with IANA, but many are used without.",
            how_to_fix: "Look the number up in the registry and in the documentation of the \
                peer's library: the same number can mean different things in different ones. \
                Then add a row for it to the catalog.",
            sender: Either,
            retry: Retry::AsAgreed,
            retry_source: RFC_RANGES,
            category: Application,
        }
        /// A code for private use: it means what client and server have agreed on.
        (PrivateUse) {
            when_seen: "The application, or the service that it talks to, closed for a reason of \
                its own.",
            how_to_fix: "Look the number up in the documentation of the service: the same number \
                means different things in different ones. Then add a row for it to the catalog.",
            sender: Either,
            retry: Retry::AsAgreed,
            retry_source: RFC_RANGES,
            category: Application,
        }
        /// No range of close codes reaches this far: 4999 is the last.
        (OutOfRange) {
            when_seen: "Only from a faulty peer: a number too big, or one in the wrong byte \
                order, which turns 1000 into 59395. Some clients show such a number as if it \
                were legal, others answer 1002.",
            how_to_fix: "Correct the peer that sends it: the code is the first two bytes of the \
                payload, the high byte first, and ends at 4999.",
            sender: Nobody,
            retry: Retry::AfterFix,
            retry_source: JUDGEMENT,
            category: Invalid,
        }
    }
}
