//! The pairs of codes that the languages contrast, and the confusions that they explain.
//!
//! Here is which there are, and where it can be read, so that a page can name its sources. The texts
//! are in the languages' data files.

/// A text to read on: what it is called, and its address. Where the address is empty, it is the
/// client with which the thing was observed.
pub(crate) type Cited = (&'static str, &'static str);

pub(crate) type CitedPair = ((u16, u16), &'static [Cited]);

/// Why one code is seen where another was expected: the kinds of it, the most frequent first. The order is
/// a judgement, from what was reported of 1006, where nearly all of them meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cause {
    Path,
    LetGo,
    NeverOpened,
    Rejected,
    Rewritten,
    OwnUse,
}

/// Tells the kind of a confusion, by the code that is seen and the one that was expected.
pub(crate) const fn cause(seen: u16, expected: u16) -> Cause {
    match (seen, expected) {
        (1006, 3008) | (1011, 1006) => Cause::Path,
        (1006, 1000 | 1001 | 1011) | (1005, 1001) => Cause::LetGo,
        (1006, 1008 | 1015 | 3000) => Cause::NeverOpened,
        (1006, _) | (1002, 1006 | 1012 | 1014) => Cause::Rejected,
        (1001 | 1005, 1006) | (1005, 1012) | (1012, 1000) => Cause::Rewritten,
        _ => Cause::OwnUse,
    }
}

/// What sets two codes apart, by the smaller one and the bigger one.
pub(crate) static CONTRASTS: &[CitedPair] = &[
    (
        (1000, 1001),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            ("phoenix pull request 6678", "https://github.com/phoenixframework/phoenix/pull/6678"),
        ],
    ),
    (
        (1000, 1005),
        &[
            ("RFC 6455 section 7.1.5", "https://www.rfc-editor.org/rfc/rfc6455#section-7.1.5"),
            (
                "python-websockets issue 1260",
                "https://github.com/python-websockets/websockets/issues/1260",
            ),
        ],
    ),
    (
        (1000, 1006),
        &[
            ("RFC 6455 section 7.1.5", "https://www.rfc-editor.org/rfc/rfc6455#section-7.1.5"),
            ("RFC 6455 section 7.2.3", "https://www.rfc-editor.org/rfc/rfc6455#section-7.2.3"),
        ],
    ),
    (
        (1000, 1010),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            ("RFC 6455 section 9.1", "https://www.rfc-editor.org/rfc/rfc6455#section-9.1"),
            ("WHATWG WebSockets Standard", "https://websockets.spec.whatwg.org/"),
        ],
    ),
    (
        (1000, 1011),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            ("graphql-engine issue 7696", "https://github.com/hasura/graphql-engine/issues/7696"),
        ],
    ),
    (
        (1000, 1012),
        &[
            (
                "IETF hybi, \"Additional WebSocket Close Error Codes\"",
                "https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/",
            ),
            ("graphql-engine issue 9453", "https://github.com/hasura/graphql-engine/issues/9453"),
        ],
    ),
    (
        (1001, 1005),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            ("WHATWG WebSockets Standard", "https://websockets.spec.whatwg.org/"),
        ],
    ),
    (
        (1001, 1006),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            ("uvicorn issue 1344", "https://github.com/Kludex/uvicorn/issues/1344"),
        ],
    ),
    (
        (1001, 1011),
        &[("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1")],
    ),
    (
        (1001, 1012),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            (
                "IETF hybi, \"Additional WebSocket Close Error Codes\"",
                "https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/",
            ),
            ("WebKitGTK 2.50", ""),
        ],
    ),
    (
        (1001, 1013),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            (
                "IETF hybi, \"Additional WebSocket Close Error Codes\"",
                "https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/",
            ),
        ],
    ),
    (
        (1002, 1003),
        &[("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1")],
    ),
    (
        (1002, 1006),
        &[
            ("RFC 6455 section 7.1.7", "https://www.rfc-editor.org/rfc/rfc6455#section-7.1.7"),
            ("tungstenite-rs issue 38", "https://github.com/snapview/tungstenite-rs/issues/38"),
        ],
    ),
    (
        (1002, 1007),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            ("RFC 6455 section 8.1", "https://www.rfc-editor.org/rfc/rfc6455#section-8.1"),
        ],
    ),
    (
        (1002, 1008),
        &[("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1")],
    ),
    (
        (1002, 1009),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            ("RFC 6455 section 5.5", "https://www.rfc-editor.org/rfc/rfc6455#section-5.5"),
        ],
    ),
    (
        (1002, 1010),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            ("RFC 6455 section 5.2", "https://www.rfc-editor.org/rfc/rfc6455#section-5.2"),
        ],
    ),
    (
        (1002, 1011),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            ("RFC 6455 erratum 3227", "https://www.rfc-editor.org/errata_search.php?eid=3227"),
        ],
    ),
    (
        (1002, 1014),
        &[
            (
                "hybi list, registration of 1014",
                "https://mailarchive.ietf.org/arch/msg/hybi/VOLI2xp4tzFnIFYespe6oOtpFXA/",
            ),
            ("tungstenite-rs issue 502", "https://github.com/snapview/tungstenite-rs/issues/502"),
        ],
    ),
    (
        (1003, 1007),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            ("RFC 6455 section 8.1", "https://www.rfc-editor.org/rfc/rfc6455#section-8.1"),
        ],
    ),
    (
        (1003, 1008),
        &[("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1")],
    ),
    (
        (1003, 1009),
        &[("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1")],
    ),
    (
        (1004, 1009),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            (
                "webplatform.org, CloseEvent code (an old table)",
                "https://webplatform.github.io/docs/apis/websocket/CloseEvent/code",
            ),
        ],
    ),
    (
        (1005, 1006),
        &[
            ("RFC 6455 section 7.1.5", "https://www.rfc-editor.org/rfc/rfc6455#section-7.1.5"),
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
        ],
    ),
    (
        (1006, 1008),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            ("WHATWG WebSockets Standard", "https://websockets.spec.whatwg.org/"),
            ("whatwg/html issue 2401", "https://github.com/whatwg/html/issues/2401"),
        ],
    ),
    (
        (1006, 1009),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            ("uWebSockets issue 1321", "https://github.com/uNetworking/uWebSockets/issues/1321"),
        ],
    ),
    (
        (1006, 1011),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            ("axum 0.8", ""),
        ],
    ),
    (
        (1006, 1012),
        &[
            (
                "IETF hybi, \"Additional WebSocket Close Error Codes\"",
                "https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/",
            ),
            ("WebKitGTK 2.50", ""),
            ("uvicorn issue 1344", "https://github.com/Kludex/uvicorn/issues/1344"),
        ],
    ),
    (
        (1006, 1013),
        &[
            (
                "IETF hybi, \"Additional WebSocket Close Error Codes\"",
                "https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/",
            ),
            ("capnproto pull request 2738", "https://github.com/capnproto/capnproto/pull/2738"),
        ],
    ),
    (
        (1006, 1014),
        &[
            (
                "hybi list, registration of 1014",
                "https://mailarchive.ietf.org/arch/msg/hybi/VOLI2xp4tzFnIFYespe6oOtpFXA/",
            ),
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            ("oxy issue 133", "https://github.com/vulcand/oxy/issues/133"),
        ],
    ),
    (
        (1006, 1015),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            ("WHATWG WebSockets Standard", "https://websockets.spec.whatwg.org/"),
        ],
    ),
    (
        (1006, 3008),
        &[
            (
                "IANA WebSocket Close Code Number Registry",
                "https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number",
            ),
            ("RFC 6455 section 7.1.5", "https://www.rfc-editor.org/rfc/rfc6455#section-7.1.5"),
            ("nginx, WebSocket proxying", "https://nginx.org/en/docs/http/websocket.html"),
        ],
    ),
    (
        (1007, 1008),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            ("RFC 6455 section 8.1", "https://www.rfc-editor.org/rfc/rfc6455#section-8.1"),
        ],
    ),
    (
        (1007, 1011),
        &[("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1")],
    ),
    (
        (1008, 1009),
        &[("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1")],
    ),
    (
        (1008, 1011),
        &[("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1")],
    ),
    (
        (1008, 1013),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            (
                "IETF hybi, \"Additional WebSocket Close Error Codes\"",
                "https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/",
            ),
            (
                "Bun reference, ServerWebSocket.close",
                "https://bun.sh/reference/bun/ServerWebSocket/close",
            ),
        ],
    ),
    (
        (1008, 3000),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            (
                "IANA WebSocket Close Code Number Registry",
                "https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number",
            ),
            (
                "AssemblyAI, common session errors and closures",
                "https://www.assemblyai.com/docs/streaming/common-session-errors-and-closures",
            ),
        ],
    ),
    (
        (1008, 3003),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            (
                "IANA WebSocket Close Code Number Registry",
                "https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number",
            ),
        ],
    ),
    (
        (1011, 1012),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            (
                "IETF hybi, \"Additional WebSocket Close Error Codes\"",
                "https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/",
            ),
        ],
    ),
    (
        (1011, 1013),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            (
                "IETF hybi, \"Additional WebSocket Close Error Codes\"",
                "https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/",
            ),
        ],
    ),
    (
        (1011, 1014),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            (
                "hybi list, registration of 1014",
                "https://mailarchive.ietf.org/arch/msg/hybi/VOLI2xp4tzFnIFYespe6oOtpFXA/",
            ),
            ("tungstenite-rs issue 502", "https://github.com/snapview/tungstenite-rs/issues/502"),
        ],
    ),
    (
        (1011, 3008),
        &[
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
            (
                "IANA WebSocket Close Code Number Registry",
                "https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number",
            ),
            (
                "deepgram-python-sdk issue 319",
                "https://github.com/deepgram/deepgram-python-sdk/issues/319",
            ),
            ("adk-python issue 4140", "https://github.com/google/adk-python/issues/4140"),
        ],
    ),
    (
        (1012, 1013),
        &[(
            "IETF hybi, \"Additional WebSocket Close Error Codes\"",
            "https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/",
        )],
    ),
    (
        (1012, 1014),
        &[
            (
                "IETF hybi, \"Additional WebSocket Close Error Codes\"",
                "https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/",
            ),
            (
                "hybi list, registration of 1014",
                "https://mailarchive.ietf.org/arch/msg/hybi/VOLI2xp4tzFnIFYespe6oOtpFXA/",
            ),
        ],
    ),
    (
        (1013, 1014),
        &[
            (
                "IETF hybi, \"Additional WebSocket Close Error Codes\"",
                "https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/",
            ),
            (
                "hybi list, registration of 1014",
                "https://mailarchive.ietf.org/arch/msg/hybi/VOLI2xp4tzFnIFYespe6oOtpFXA/",
            ),
        ],
    ),
    (
        (1013, 3008),
        &[
            (
                "IETF hybi, \"Additional WebSocket Close Error Codes\"",
                "https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/",
            ),
            (
                "IANA WebSocket Close Code Number Registry",
                "https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number",
            ),
        ],
    ),
    (
        (3000, 3003),
        &[(
            "IANA WebSocket Close Code Number Registry",
            "https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number",
        )],
    ),
    (
        (3000, 3008),
        &[
            (
                "IANA WebSocket Close Code Number Registry",
                "https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number",
            ),
            (
                "AssemblyAI, common session errors and closures",
                "https://www.assemblyai.com/docs/streaming/common-session-errors-and-closures",
            ),
        ],
    ),
    (
        (3003, 3008),
        &[(
            "IANA WebSocket Close Code Number Registry",
            "https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number",
        )],
    ),
];

/// Why one code is seen, by that and by the one that was expected.
pub(crate) static CONFUSIONS: &[CitedPair] = &[
    (
        (1000, 1001),
        &[
            (
                "Bandit, connection.ex",
                "https://github.com/mtrudel/bandit/blob/8605809/lib/bandit/websocket/connection.ex",
            ),
            ("graphql-engine issue 9453", "https://github.com/hasura/graphql-engine/issues/9453"),
        ],
    ),
    (
        (1000, 1011),
        &[
            ("graphql-engine issue 7696", "https://github.com/hasura/graphql-engine/issues/7696"),
            ("wsproto issue 182", "https://github.com/python-hyper/wsproto/issues/182"),
        ],
    ),
    (
        (1000, 3008),
        &[(
            "Cowboy, cowboy_websocket.erl",
            "https://github.com/ninenines/cowboy/blob/0193538/src/cowboy_websocket.erl",
        )],
    ),
    ((1001, 1000), &[("WHATWG WebSockets Standard", "https://websockets.spec.whatwg.org/")]),
    (
        (1001, 1006),
        &[
            (
                "SocketRocket issue 605",
                "https://github.com/facebookincubator/SocketRocket/issues/605",
            ),
            (
                "SocketRocket issue 92",
                "https://github.com/facebookincubator/SocketRocket/issues/92",
            ),
        ],
    ),
    (
        (1001, 3008),
        &[
            ("jakartaee/websocket issue 480", "https://github.com/jakartaee/websocket/issues/480"),
            ("jetty.project issue 2637", "https://github.com/jetty/jetty.project/issues/2637"),
            ("jetty.project issue 11088", "https://github.com/jetty/jetty.project/issues/11088"),
        ],
    ),
    (
        (1002, 1006),
        &[
            ("oxy issue 133", "https://github.com/vulcand/oxy/issues/133"),
            ("RFC 6455 section 7.4.1", "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1"),
        ],
    ),
    (
        (1002, 1012),
        &[
            (
                "cowlib, cow_ws.erl",
                "https://github.com/ninenines/cowlib/blob/0609c00/src/cow_ws.erl",
            ),
            ("WebKitGTK 2.50", ""),
        ],
    ),
    (
        (1002, 1014),
        &[("tungstenite-rs issue 502", "https://github.com/snapview/tungstenite-rs/issues/502")],
    ),
    (
        (1002, 3008),
        &[(
            "Bandit, connection.ex",
            "https://github.com/mtrudel/bandit/blob/8605809/lib/bandit/websocket/connection.ex",
        )],
    ),
    (
        (1005, 1000),
        &[
            ("WHATWG WebSockets Standard", "https://websockets.spec.whatwg.org/"),
            ("deno issue 27566", "https://github.com/denoland/deno/issues/27566"),
        ],
    ),
    (
        (1005, 1001),
        &[
            ("jetty.project issue 1293", "https://github.com/jetty/jetty.project/issues/1293"),
            (
                "ws_stream_tungstenite issue 6",
                "https://github.com/najamelan/ws_stream_tungstenite/issues/6",
            ),
        ],
    ),
    ((1005, 1006), &[("uvicorn pull request 1753", "https://github.com/Kludex/uvicorn/pull/1753")]),
    (
        (1005, 1012),
        &[("authentik pull request 26090", "https://github.com/goauthentik/authentik/pull/26090")],
    ),
    (
        (1006, 1000),
        &[
            ("tungstenite-rs issue 405", "https://github.com/snapview/tungstenite-rs/issues/405"),
            ("tungstenite-rs issue 506", "https://github.com/snapview/tungstenite-rs/issues/506"),
        ],
    ),
    (
        (1006, 1001),
        &[
            ("axum pull request 3831", "https://github.com/tokio-rs/axum/pull/3831"),
            ("uvicorn issue 1344", "https://github.com/Kludex/uvicorn/issues/1344"),
        ],
    ),
    (
        (1006, 1002),
        &[
            ("tungstenite-rs issue 38", "https://github.com/snapview/tungstenite-rs/issues/38"),
            ("bun pull request 35872", "https://github.com/oven-sh/bun/pull/35872"),
        ],
    ),
    (
        (1006, 1005),
        &[
            ("nats-server issue 6259", "https://github.com/nats-io/nats-server/issues/6259"),
            ("deno pull request 31845", "https://github.com/denoland/deno/pull/31845"),
            ("Chromium 156", ""),
        ],
    ),
    (
        (1006, 1007),
        &[
            ("tungstenite-rs issue 38", "https://github.com/snapview/tungstenite-rs/issues/38"),
            ("tungstenite 0.30", ""),
        ],
    ),
    (
        (1006, 1008),
        &[
            (
                "uvicorn, wsproto_impl.py",
                "https://github.com/encode/uvicorn/blob/01fa2c4/uvicorn/protocols/websockets/wsproto_impl.py",
            ),
            (
                "hermes-agent issue 88607",
                "https://github.com/NousResearch/hermes-agent/issues/88607",
            ),
            ("WHATWG WebSockets Standard", "https://websockets.spec.whatwg.org/"),
        ],
    ),
    (
        (1006, 1009),
        &[
            ("uWebSockets issue 1321", "https://github.com/uNetworking/uWebSockets/issues/1321"),
            ("tungstenite 0.30", ""),
        ],
    ),
    (
        (1006, 1011),
        &[
            ("sockjs-node issue 107", "https://github.com/sockjs/sockjs-node/issues/107"),
            ("axum 0.8", ""),
        ],
    ),
    ((1006, 1012), &[("WebKitGTK 2.50", "")]),
    ((1006, 1013), &[("WebKitGTK 2.50", "")]),
    ((1006, 1014), &[("WebKitGTK 2.50", "")]),
    ((1006, 1015), &[("WHATWG WebSockets Standard", "https://websockets.spec.whatwg.org/")]),
    (
        (1006, 3000),
        &[
            ("whatwg/html issue 2401", "https://github.com/whatwg/html/issues/2401"),
            ("WHATWG WebSockets Standard", "https://websockets.spec.whatwg.org/"),
        ],
    ),
    (
        (1006, 3008),
        &[("nginx, WebSocket proxying", "https://nginx.org/en/docs/http/websocket.html")],
    ),
    (
        (1007, 3000),
        &[("voiceclaw pull request 155", "https://github.com/yagudaev/voiceclaw/pull/155")],
    ),
    (
        (1008, 3000),
        &[(
            "AssemblyAI, common session errors and closures",
            "https://www.assemblyai.com/docs/streaming/common-session-errors-and-closures",
        )],
    ),
    ((1011, 1000), &[("bandit pull request 576", "https://github.com/mtrudel/bandit/pull/576")]),
    (
        (1011, 1006),
        &[("websockets FAQ", "https://websockets.readthedocs.io/en/stable/faq/common.html")],
    ),
    (
        (1011, 3008),
        &[
            (
                "deepgram-python-sdk issue 319",
                "https://github.com/deepgram/deepgram-python-sdk/issues/319",
            ),
            ("adk-python issue 4140", "https://github.com/google/adk-python/issues/4140"),
        ],
    ),
    ((1012, 1000), &[("uvicorn pull request 2865", "https://github.com/Kludex/uvicorn/pull/2865")]),
    (
        (1013, 1008),
        &[(
            "Bun reference, ServerWebSocket.close",
            "https://bun.sh/reference/bun/ServerWebSocket/close",
        )],
    ),
    (
        (3008, 3000),
        &[(
            "AssemblyAI, common session errors and closures",
            "https://www.assemblyai.com/docs/streaming/common-session-errors-and-closures",
        )],
    ),
];

const _: () = {
    let mut index = 0;
    while index < CONTRASTS.len() {
        let (a, b) = CONTRASTS[index].0;
        assert!(a < b, "a contrast names the smaller code first: it is looked up so");
        index += 1;
    }
};
