// English, for pages.
PageTexts {
    headings: Headings {
        at_a_glance: "At a glance",
        meaning: "Description",
        when_seen: "When you see it",
        how_to_fix: "How to fix it",
        http_status: "As an HTTP status",
        mistaken: "Easily confused",
        elsewhere: "What the number means to others",
        overview: "Overview",
        side_by_side: "Side by side",
        differences: "Key differences",
        when_to_use: "When to use which",
        learn_more: "Learn more",
        reasons: "What the reason tells",
    },
    facts: FactTexts {
        category: FactWords {
            label: "Stands for",
            shared: "Both stand for {is}.",
            differs: "{a} stands for {is_a}; {b} stands for {is_b}.",
        },
        remedy: FactWords {
            label: "Who has to act",
            shared: "After both the same have to act: {is}.",
            differs: "Who has to act? On {a}: {is_a}; on {b}: {is_b}.",
        },
        retry: FactWords {
            label: "Reconnect",
            shared: "On reconnecting, the advice is the same for both: {is}.",
            differs: "Should the client reconnect? On {a}: {is_a}; on {b}: {is_b}.",
        },
        may_be_sent: FactWords {
            label: "In a close frame",
            shared: "In a close frame, both count as {is}.",
            differs: "In a close frame, {a} is {is_a}; {b} is {is_b}.",
        },
        sender: FactWords {
            label: "Sent by",
            shared: "Both can come from {is}.",
            differs: "{a} can come from {is_a}; {b}, from {is_b}.",
        },
        script: FactWords {
            label: "WebSocket.close() in a page",
            shared: "WebSocket.close() in a page's script: both are {is}.",
            differs: "WebSocket.close() in a page's script: {a} is {is_a}; {b} is {is_b}.",
        },
        range: FactWords {
            label: "Number range",
            shared: "Both lie in the range {is}.",
            differs: "{a} lies in the range {is_a}; {b} lies in the range {is_b}.",
        },
        http: FactWords {
            label: "HTTP relative",
            shared: "Related HTTP status of both: {is}.",
            differs: "Related HTTP status of {a}: {is_a}; of {b}: {is_b}.",
        },
        reference: FactWords {
            label: "Reference",
            shared: "Where to look both up: {is}.",
            differs: "Where to look {a} up: {is_a}; where to look {b} up: {is_b}.",
        },
        subprotocol: "Subprotocol",
        severity: "Severity",
        owner: "Owner",
        runbook: "Runbook",
        retry_source: "Reconnect according to",
    },
    remedies: Remedies {
        nobody: "nobody",
        peers_developers: "whoever develops the peer, or the library that it uses",
        messages_sender: "whoever sent the message",
        rules_owner: "whoever broke the rule, or set it",
        credentials_owner: "whoever has the credential, or grants the permission",
        extensions_operator: "whoever configures the extensions, on the server or in the client",
        servers_operator: "whoever runs the server",
        upstreams_operator: "whoever runs the service behind the gateway",
        slow_sides_operator: "whoever runs the side that kept the other waiting",
        paths_operator: "whoever runs what lies between the two, or the process that died",
        certificates_owner: "whoever looks after the certificates",
        closers_developers: "whoever wrote the call that closes",
        applications_developers: "the application's developers",
    },
    ranges: Ranges {
        unused: "never used",
        protocol: "the protocol's own",
        unassigned: "kept for the protocol",
        registered: "libraries and frameworks",
        private_use: "private use",
        out_of_range: "beyond every range",
    },
    yes_no: YesNo {
        allowed: "allowed",
        not_allowed: "not allowed",
        accepted: "accepted",
        refused: "refused",
        none: "none",
        and: "and",
        judgement: "judgement: it follows from the meaning",
    },
    ending_labels: EndingLabels {
        local: "our close was first",
        remote: "the peer's close was first",
        none: "no close frame",
        spliced: "in a splice",
        sent: "in a close of ours",
        received: "in a close of the peer's",
        error: "in any frame, or without one",
    },
    by_code: "as the code says",
    sentences: PageSentences {
        versus: "{a} and {b} compared",
        stand_for: "{a} stands for {is_a}, {b} for {is_b}.",
        both_stand_for: "{a} and {b} both stand for {is}.",
        one_code: "Both numbers are the same WebSocket close code, {a}: there is nothing to compare.",
        cases_differ: "{a} comes into play when {case_a}; {b}, when {case_b}.",
        same_row: "No public document tells {a} from {b}: both are covered by one rule, \
            \"{name}\", and a difference exists only where client and server have agreed on one.",
        same_facts: "{a} is called \"{name_a}\", {b} \"{name_b}\". In everything else that is \
            listed here they are treated alike, so only the number tells the peer which case it \
            is.",
        causes_differ: "Only the cause sets them apart. {a}: {meaning_a} {b}: {meaning_b}",
        never_send_invalid: "Never send {a}: it has no meaning, and some peers answer it with \
            1002. Such a number appears when {case}.",
        never_send_reported: "Never send {a}: an endpoint reports it to its own application when \
            {case}.",
        send_when: "Send {a} when {case}.",
        send_application: "Send {a} where the application itself means \"{name}\".",
        send_subprotocol: "In {subprotocol}, {a} is kept for \"{name}\".",
        only_from: "It is sent by {sender}.",
        neither_may_be_sent: "Neither can be sent. A side that closes sends 1000 for an ordinary end, \
            1011 for a fault of the server, or an application code of 4000-4999.",
        one_may_be_sent: "Of the two, only {a} can be sent.",
        choose_by_retry: "If both seem to fit, choose by what the client should do next. \
            Reconnect? {a} says: {is_a}; {b} says: {is_b}.",
        choose_by_cause: "If both seem to fit, choose by the cause: on reconnecting, both tell the \
            client the same ({retry}).",
        choose_by_http: "In terms of HTTP: {a} where the answer would be {status_a}, {b} where it \
            would be {status_b}.",
        mostly_because: "Easily confused, mostly because {clause}",
        also_because: "Easily confused, also because {clause}",
        seen_expected: "You see {seen} but expected {expected}",
        kinship: "{list} (related, not equal)",
        http_status: "{status} is an HTTP status, not a close code. Related to it, though not \
            equal, since a status answers one request and a close code ends a connection: {list}.",
        source: "{of}: {reference}",
        retry_source: "On reconnecting after {of}: {reference}",
        observed: "observed with {client}",
        all_codes: "All assigned codes: {reference}",
        in_browsers: "Codes in browsers: {reference}",
    },
    captions: Captions {
        catalog: "WebSocket close codes",
        all_codes: "All codes",
        compare_with: "Compare with",
        search: "Search",
        search_hint: "A number, a name or a word",
        no_match: "No code matches.",
        found: "Found",
        standard_codes: "Codes of RFC 6455 and the IANA registry",
        application_codes: "This application's codes",
        ranges: "Number ranges",
        meanings: "Meanings of",
        own_meanings: "this server",
        reconnect: "Reconnect",
        compare: "Compare two codes",
        compare_button: "Compare",
        first_code: "Code",
        second_code: "with",
        swap: "Swap the two",
        neighbours: "Often weighed against it, or mistaken for it",
        often_compared: "Pairs that are often compared",
        other_codes: "All other codes",
        console: "Console",
        endings: "Endings",
        outcomes: "Outcomes",
        violations: "Rules that a close frame broke",
        error_types: "Kinds of errors",
        not_an_ending: "No ending has this name.",
        alerts: "Alerts",
        alerts_in_english: "What follows is there in English alone.",
        not_an_alert: "No alert has this name.",
        pages: "Pages",
        no_such_page: "There is no such page",
        not_a_code: "Close codes are the numbers from 0 to 65535.",
        bad_request: "That does not work",
        unknown_language: "These pages do not exist in that language, only in those above.",
        unknown_subprotocol: "No subprotocol with that name is known here; the list of all codes \
            names those that are.",
        read_only: "This page can only be read.",
        subprotocols: "Subprotocols",
        skip_navigation: "Skip to the content",
        language: "Language",
    },
    cases: &[
        (1000..=1000, "the connection has done what it was opened for and you end it on purpose"),
        (
            1001..=1001,
            "your server shuts down or your client leaves, although there may be more to do",
        ),
        (1002..=1002, "the peer broke the framing or another rule of the protocol itself"),
        (
            1003..=1003,
            "the peer sent text where you take only binary, or binary where you take only text",
        ),
        (1004..=1004, "a peer written after an old draft calls a message too big with it"),
        (1005..=1005, "a close frame came in that holds no code"),
        (
            1006..=1006,
            "the connection ended without a close frame, or a browser could not open it at all",
        ),
        (
            1007..=1007,
            "a text or a close reason is not valid UTF-8, or the content breaks the type of its \
                message in another way",
        ),
        (
            1008..=1008,
            "a message breaks a rule of your own for which no code is more exact, or the details \
                are to stay hidden",
        ),
        (1009..=1009, "a message is over your size limit"),
        (
            1010..=1010,
            "you are the client and the server left out an extension that you cannot do without",
        ),
        (1011..=1011, "something unexpected in your server keeps it from serving the connection"),
        (1012..=1012, "your service restarts and will be back shortly"),
        (1013..=1013, "your server has too much to do and must get rid of connections"),
        (1014..=1014, "your gateway gets no valid response from the server behind it"),
        (1015..=1015, "the TLS handshake failed, so that no WebSocket came about"),
        (
            3000..=3000,
            "the request needs a login that the peer has not shown, or its token is no longer \
                valid",
        ),
        (3003..=3003, "the peer is known, but lacks the permission for what it asks"),
        (3008..=3008, "a request of the application went too long without an answer"),
        (0..=999, "a peer never set the field, or put an HTTP status or an exit code into it"),
        (1016..=2999, "a peer made up a code, or knows a later revision of the registry"),
        (3000..=3999, "the case has come for which your library or framework laid the code down"),
        (4000..=4999, "the case has come for which your client and server agreed on the code"),
        (
            5000..=65535,
            "a peer wrote a number that is too big, or put its two bytes in the wrong order",
        ),
    ],
    details: &[(
        1010,
        &[
            Detail {
                heading: "How an extension is agreed on",
                parts: &[
                    Part::Text("The client lists extensions in Sec-WebSocket-Extensions; the \
                        server repeats in its 101 response those that it takes. To leave one out \
                        is legal, and the connection is open without it. 1010 is what a client \
                        sends that cannot live with that; the RFC has it list in the reason what \
                        is missing. A server that itself needs an extension has no code for it: it \
                        refuses the handshake, with 400 for example."),
                ],
            },
            Detail {
                heading: "Who can send it",
                parts: &[
                    Part::Text("Only a client, and none that is a script in a page: \
                        WebSocket.close() throws InvalidAccessError for 1010, and browsers do \
                        without compression when the server does. So look for a native app, a \
                        device or a service in the user agents of these connections."),
                ],
            },
            Detail {
                heading: "How to check, with one command",
                parts: &[
                    Part::Text("Ask for the handshake as that client does, once at the server \
                        itself and once through each proxy before it, and compare the responses. \
                        curl then waits for frames; -m ends it."),
                    Part::Code("curl -i -N --http1.1 -m 5 -H \"Connection: Upgrade\" \\\n\
                            \x20 -H \"Upgrade: websocket\" -H \"Sec-WebSocket-Version: 13\" \\\n\
                            \x20 -H \"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\" \\\n\
                            \x20 -H \"Sec-WebSocket-Extensions: permessage-deflate\" \\\n\
                            \x20 https://example.com/chat"),
                    Part::Text("The line Sec-WebSocket-Extensions: permessage-deflate in the 101 \
                        response means that it was agreed on. Where the server sends it and the \
                        proxy does not, the proxy drops it. Where the server does not, nobody \
                        before it can make up for that, unless a proxy ends the WebSocket and \
                        speaks a compressed one of its own."),
                ],
            },
            Detail {
                heading: "Where the list stands",
                parts: &[
                    Part::Text("In the log of this crate the peer's reason is \
                        websocket.close.reason, unless the log was told to leave reasons out; \
                        user_agent.original beside it names the client where request fields are \
                        logged. An empty reason is common: then ask the client's developers what \
                        they offer."),
                ],
            },
            Detail {
                heading: "With a server on tungstenite",
                parts: &[
                    Part::Text("tungstenite implements no extension, up to 0.30 at least, and so \
                        neither do tokio-tungstenite and axum: its response never names one, and \
                        there is no setting that changes it. A handshake callback that adds the \
                        header would only break the connection, for tungstenite cannot read \
                        compressed frames. What is left: have a proxy before it end the compressed \
                        WebSocket, serve such clients with a library that implements \
                        permessage-deflate, or have the client do without."),
                ],
            },
            Detail {
                heading: "How to raise an alarm",
                parts: &[
                    Part::Text("A single 1010 is one client's decision; the server is well. But a \
                        client that ignores the advice comes back and fails each time, so count \
                        them over some minutes, open a ticket rather than wake somebody, and look \
                        first at what was rolled out last: the client, the proxy or the server."),
                    Part::Code("increase(websocket_closes_total{\n\
                            \x20 code=\"1010\", initiator=\"remote\"\n\
                            }[15m]) > 0"),
                ],
            },
            Detail {
                heading: "How a client sends it",
                parts: &[
                    Part::Text("tungstenite as a client offers no extension, so it never has a \
                        reason to. With ws for Node.js:"),
                    Part::Code("// npm install ws\n\
                            const ws = new WebSocket(\"wss://example.com/chat\");\n\
                            ws.on(\"open\", () => {\n\
                            \x20 const missing = !ws.extensions.includes(\"permessage-deflate\");\n\
                            \x20 if (missing) ws.close(1010, \"permessage-deflate\");\n\
                            });"),
                ],
            },
        ],
    )],
    causes: Causes {
        path: "something on the way cut the connection",
        let_go: "a side let go before a close was written",
        never_opened: "the connection never opened",
        rejected: "the receiver rejected what was sent",
        rewritten: "a library or proxy reports another code",
        own_use: "a library or service uses the code in its own way",
    },
    contrasts: &[
        Contrast {
            of: (1000, 1001),
            difference: "With 1000 the work is done and nobody has to come back. With 1001 one \
                side leaves although there may be more to do. Reconnecting often depends on it: \
                Phoenix's JavaScript client, for one, stays away after 1000.",
            decision: "Is there anything left for the client to come back to? If not, send 1000. \
                If a server shuts down or a client leaves in the middle, send 1001: some clients \
                take 1000 for a final end and never return.",
        },
        Contrast {
            of: (1000, 1005),
            difference: "Both come with a close frame, so the connection ended in order. 1000 says \
                so in two bytes; behind 1005 stands a frame with nothing in it, and whether all \
                was well is left to guess.",
            decision: "Is it you who closes? Then give the call a code, 1000 if all is well; 1005 \
                can't be sent. Do you only see it? Then treat 1005 like 1000, unless a proxy on \
                the way drops the codes.",
        },
        Contrast {
            of: (1000, 1006),
            difference: "1000 is a statement by the peer, 1006 the observation that none came. \
                After 1000 the peer has sent all that it wanted to send; after 1006 nobody knows \
                which of the last messages arrived.",
            decision: "Did a close frame with 1000 arrive? Then there is nothing to repair, and no \
                reason to reconnect. If none arrived, 1006 is reported: reconnect with growing \
                delays and look for the cause. Only 1000 can be sent.",
        },
        Contrast {
            of: (1000, 1010),
            difference: "1000 says that the work is done, 1010 that it can't be done like this: \
                the server's handshake response lacks an extension that the client needs. Either \
                side may send 1000, but only a client sends 1010, and no script in a page can. \
                After 1000 there is nothing to fix; 1010 comes back with every attempt until \
                server, proxy or client was changed.",
            decision: "Do you write the client? If it can do without the extension that the server \
                left out, use the connection and end it with 1000; if it can't, send 1010 and list \
                in the reason what is missing. Do you run the server and see 1010? Read the \
                reason, compare the handshake response of the server with the one behind the \
                proxy, and change the one that leaves the extension out. Never send 1010 from a \
                server: it refuses the handshake instead.",
        },
        Contrast {
            of: (1000, 1011),
            difference: "1000 closes a finished job, 1011 a broken one. A server that hides an \
                exception behind 1000 tells its clients to stay away and its monitoring that all \
                is well.",
            decision: "Did the handler end the way it was meant to? Then send 1000. Did an \
                exception, a panic or a failed dependency end it? Then send 1011, with nothing \
                internal in the reason.",
        },
        Contrast {
            of: (1000, 1012),
            difference: "Both are ends that somebody wanted, but 1012 asks the client to return, \
                after a random delay of 5 to 30 seconds. 1000 asks for nothing.",
            decision: "Should the client come back by itself? If the server is only restarting, \
                send 1012; if the session is over for good, 1000. A deploy that closes with 1000 \
                leaves behind clients that take it for the end.",
        },
        Contrast {
            of: (1001, 1005),
            difference: "1001 names a cause, 1005 reports an orderly close that names none. A \
                browser sends 1001 by itself when its page goes away, but an empty close frame, \
                reported as 1005, when a script calls close() without a code.",
            decision: "Do you shut a server down? Then give the closing call 1001; 1005 can't be \
                sent. Do you see 1005 whenever something is deployed? Then the shutdown closes \
                without a code, or a proxy drops it.",
        },
        Contrast {
            of: (1001, 1006),
            difference: "A peer that leaves with 1001 says goodbye; with 1006 it is simply gone. \
                The same deploy yields the one or the other, depending on whether the server sends \
                close frames before its process ends.",
            decision: "Do the 1006 coincide with deploys? Then have the server send 1001 to every \
                connection and wait for the replies before it exits. If they come at other times, \
                look at idle time-outs, crashes and the network. 1006 is never sent.",
        },
        Contrast {
            of: (1001, 1011),
            difference: "With 1001 somebody decided that the server goes; with 1011 an error \
                decided it. The first belongs in the deploy log, the second in an alarm.",
            decision: "Was the end planned? Then send 1001. Did a failure force it? Then send \
                1011: a crash loop that closes with 1001 looks like an ordinary deploy.",
        },
        Contrast {
            of: (1001, 1012),
            difference: "Both announce that the server goes, but only 1012 promises that it will \
                be back, and its registration names the wait: a random 5 to 30 seconds. 1001 \
                leaves open whether anyone returns, and a client that leaves may send it too.",
            decision: "Is it the server, and will it be back in a moment? Then 1012 tells clients \
                most. Is it gone for good, is it a client that leaves, or do WebKit clients count, \
                which report 1012 as 1006? Then send 1001, which every client tested takes well.",
        },
        Contrast {
            of: (1001, 1013),
            difference: "1001 is about the server's own end, 1013 about its load: with 1013 it \
                keeps running and gets rid of connections. After 1001 clients come back with \
                growing delays, after 1013 they should go to another address.",
            decision: "Does the server stop? Then send 1001. Does it go on, with too much to do? \
                Then send 1013, so that clients do not return at once and add to the load.",
        },
        Contrast {
            of: (1002, 1003),
            difference: "With 1002 the frames themselves are wrong; with 1003 they are right, but \
                bring text or binary to an endpoint that takes only the other. The library finds \
                the first by itself, the second is the application's decision.",
            decision: "Would any WebSocket library that keeps to RFC 6455 have accepted the frame? \
                If not, send 1002. If so, and only your endpoint does not take this kind of data, \
                send 1003.",
        },
        Contrast {
            of: (1002, 1006),
            difference: "With 1002 the peer found a fault and said so; with 1006 nobody said \
                anything. A library that drops the connection on a bad frame, as tungstenite does, \
                turns the first into the second.",
            decision: "Have you found a broken frame? Then send 1002 before you drop the \
                connection; 1006 can't be sent. Do you see 1006? Then read the log of the other \
                side: it may have noted the fault that it did not announce.",
        },
        Contrast {
            of: (1002, 1007),
            difference: "With 1002 the frame breaks a rule of the protocol; with 1007 it is well \
                formed and its content does not fit the type of the message. That is above all \
                text that is not UTF-8.",
            decision: "Are masking, opcode, reserved bits and order of the frames correct? If not, \
                send 1002. If they are, and only the bytes of a text or of a close reason are not \
                valid UTF-8, send 1007.",
        },
        Contrast {
            of: (1002, 1008),
            difference: "1002 is a breach of RFC 6455, which every endpoint has to refuse. 1008 is \
                a breach of your own rules, by a message that is perfectly good WebSocket.",
            decision: "Is the rule that was broken in RFC 6455? Then send 1002. Is it in your \
                terms, limits or message formats? Then send 1008, with a short word in the reason \
                that says which.",
        },
        Contrast {
            of: (1002, 1009),
            difference: "With 1009 nothing is wrong with the form: the message is only longer than \
                this endpoint takes. Control frames are the exception, for RFC 6455 itself limits \
                them to 125 bytes, so a longer one is a matter for 1002.",
            decision: "Would the same message pass under a higher limit? Then send 1009. Would it \
                be wrong under any limit, as a ping or a close frame of more than 125 bytes is? \
                Then send 1002.",
        },
        Contrast {
            of: (1002, 1010),
            difference: "Both can be about extensions. With 1010 one is missing that the client \
                must have; with 1002 one is used that was never agreed, such as compressed frames \
                whose reserved bit nobody negotiated.",
            decision: "Is something missing that your client needs? Then it sends 1010 and names \
                the extension. Does the peer use something that the handshake did not settle? Then \
                send 1002. A server that misses an extension refuses the handshake instead.",
        },
        Contrast {
            of: (1002, 1011),
            difference: "1002 blames the peer's frames, 1011 the sender itself: a server by RFC \
                6455, either side by erratum 3227. An exception that a handler throws over a \
                correct frame is no protocol error.",
            decision: "Does a capture show a frame that breaks RFC 6455? Then send 1002: its \
                sender needs the fix. Is the frame correct, and does your server fail on it? Then \
                send 1011: it is your server that needs it.",
        },
        Contrast {
            of: (1002, 1014),
            difference: "The causes have nothing in common: a broken frame here, a failed server \
                behind a gateway there. They get mixed up because some receivers do not know 1014: \
                they answer it with 1002, and tungstenite shows its application 1002 as well.",
            decision: "Has the server behind your gateway failed? Then send 1014. Is the frame in \
                front of you broken? Then send 1002. Do you read 1002 behind a gateway? Then \
                capture the close frame before you blame the client: it may be a rewritten 1014.",
        },
        Contrast {
            of: (1003, 1007),
            difference: "1003 turns away a whole kind of message, text or binary, whatever is in \
                it. 1007 takes the kind and rejects the content, because it does not fit: text \
                that is not UTF-8.",
            decision: "Would every message of this kind have been refused? Then send 1003. Would \
                one with clean content have been taken? Then send 1007. Broken JSON in clean UTF-8 \
                is better told with 1008 or with a code of your own.",
        },
        Contrast {
            of: (1003, 1008),
            difference: "RFC 6455 puts them in order: 1008 is the general refusal for what neither \
                1003 nor 1009 covers. 1003 says exactly that text, or binary, is not taken here, \
                and the sender can act on it.",
            decision: "Is the kind of data what you refuse? Then send 1003. Is it anything else \
                about the message, or must the details stay hidden? Then send 1008.",
        },
        Contrast {
            of: (1003, 1009),
            difference: "1003 refuses the kind of data, 1009 the amount. Sent in smaller messages, \
                the same data passes after 1009, but never after 1003.",
            decision: "Would a short message of the same kind have been taken? Then send 1009. If \
                not even a short one would, send 1003.",
        },
        Contrast {
            of: (1004, 1009),
            difference: "1009 is the code for a message over the limit. 1004 had that meaning in \
                old drafts and manuals only; RFC 6455 sets it aside without one, and some \
                receivers answer it with 1002.",
            decision: "Is a message too big? Then send 1009. 1004 is never sent: replace it in \
                code that still does, and read a received 1004 as the mark of a peer written after \
                an old draft.",
        },
        Contrast {
            of: (1005, 1006),
            difference: "A frame without a code, or no frame at all: with 1005 the peer closed in \
                order and only left the code out, with 1006 the connection ended and no close \
                frame had come. The first counts as clean, the second does not.",
            decision: "Neither is ever sent. Did a close frame arrive? Then 1005 is reported: have \
                the peer's closing call name a code. Did none? Then 1006 is reported: look at the \
                transport's error, at idle time-outs and at crashes.",
        },
        Contrast {
            of: (1006, 1008),
            difference: "1008 is a refusal that arrived. 1006 can be the same refusal, given too \
                early: a server that refuses during the handshake answers with an HTTP status, and \
                a browser reports every failed handshake as 1006.",
            decision: "Must a browser learn why it was refused? Then accept the handshake and \
                close with 1008 and a reason. Is an HTTP status enough? Then refuse the handshake, \
                and the browser reports 1006. 1006 itself is never sent.",
        },
        Contrast {
            of: (1006, 1009),
            difference: "A message over the limit can end in either. With 1009 the receiver says \
                that its limit was passed; a library that drops the connection instead leaves the \
                sender with 1006, which looks like a fault of the network.",
            decision: "Do you enforce the limit? Then send 1009 before you drop the connection. Do \
                you see 1006? Then check whether it follows large messages: if so, suspect a size \
                limit on the way. 1006 is never sent.",
        },
        Contrast {
            of: (1006, 1011),
            difference: "Two traces of a failing server: with 1011 it noticed and could still say \
                so, with 1006 it was gone before it could. A panic that drops its socket shows as \
                1006, one that is caught as 1011.",
            decision: "Can your server catch the failure? Then send 1011; 1006 can't be sent. Is \
                1006 what you see? Then look for killed processes, handlers that drop their \
                socket, and the network, for a failure that was handled would have shown as 1011.",
        },
        Contrast {
            of: (1006, 1012),
            difference: "After a restart done well clients see 1012 and know that the service \
                returns. 1006 is what they see when the process ends without a close frame, and, \
                in WebKit, even when 1012 was sent.",
            decision: "Do you restart the service? Then send 1012 and wait for the replies; 1006 \
                is never sent. Do only WebKit clients report 1006? Then the cause is 1012 itself: \
                announce the restart to them with 1001.",
        },
        Contrast {
            of: (1006, 1013),
            difference: "1013 is the server's own word that it has too much to do. 1006 under load \
                says nothing of the kind: a process or a proxy that drops connections leaves the \
                same trace as a cut cable.",
            decision: "Can the server still answer? Then shed connections with 1013, so that \
                clients know to stay away for now. Do you see 1006 in large numbers? Then compare \
                the times with the load: nobody sent it, and no peer can tell you more.",
        },
        Contrast {
            of: (1006, 1014),
            difference: "1014 is the gateway's report about the server behind it. 1006 is what \
                arrives when the gateway does not report, but lets the client's connection break \
                as the other one did.",
            decision: "Do you write the gateway? Then send 1014 when the server behind it fails; \
                1006 must not be passed on, for it is never sent. Do you see 1006 through a \
                gateway? Then look into its log for the end of the connection behind it.",
        },
        Contrast {
            of: (1006, 1015),
            difference: "With 1015 the TLS handshake failed and there never was a WebSocket; with \
                1006 a connection ended without a close frame. Browsers show scripts 1006 for \
                both, so that a page can't probe the network.",
            decision: "Neither is ever sent. Did the connection ever open? Then it is 1006: look \
                at the transport and at idle time-outs. If it never opened and the address is wss, \
                test the certificate with any TLS client, even if 1006 is shown in place of 1015.",
        },
        Contrast {
            of: (1006, 3008),
            difference: "3008 is the application's verdict on a request that took too long, told \
                in a close frame. 1006 is what a time-out on the way leaves behind: a proxy or \
                load balancer that cuts an idle connection says nothing.",
            decision: "Who lost patience? If your application did, it sends 3008. If the \
                connection always ends after the same idle time, with 1006, something on the way \
                did: send pings more often than that. 1006 is never sent.",
        },
        Contrast {
            of: (1007, 1008),
            difference: "1007 is a defect that every receiver would find, for the bytes are not \
                what the type of the message promises. 1008 is a rule of this endpoint alone; \
                elsewhere the same message may be welcome.",
            decision: "Is the text not valid UTF-8? Then send 1007. Is it clean text that your \
                rules refuse, such as a bad token, a forbidden command or a wrong format? Then \
                send 1008.",
        },
        Contrast {
            of: (1007, 1011),
            difference: "1007 sends the fault back to the peer, whose content is not valid. 1011 \
                keeps it with the server, which could not cope with valid content.",
            decision: "Does the content decode as its type demands? If not, send 1007. If it does, \
                and the handler still fails on it, for example on a field that it did not expect, \
                send 1011.",
        },
        Contrast {
            of: (1008, 1009),
            difference: "1009 is the special case, 1008 the general one. Both refuse a message, \
                but only 1009 says that a shorter one would pass.",
            decision: "Is the size of one message what you refuse? Then send 1009. Is it rate, \
                content or credential? Then send 1008, also for a quota on many messages together.",
        },
        Contrast {
            of: (1008, 1011),
            difference: "1008 blames the client, 1011 the server. After 1008 the same attempt \
                fails again; after 1011 it may succeed, and clients therefore retry.",
            decision: "Could the client have avoided the close? Then send 1008. Could it do \
                nothing about it, because your code or something behind it failed? Then send 1011. \
                Do not send 1011 for limits and quotas: clients would run against them again and \
                again.",
        },
        Contrast {
            of: (1008, 1013),
            difference: "With 1008 this client did something wrong, for instance by asking too \
                fast. With 1013 nobody did anything wrong; the server just has too much to do. The \
                one is about behaviour, the other about load.",
            decision: "Would a well-behaved client have been closed as well? Then it is overload: \
                send 1013. Did this one exceed a limit that each client has? Then send 1008. Bun's \
                documentation has 1013 for rate limits too, so as a client read the reason.",
        },
        Contrast {
            of: (1008, 3000),
            difference: "3000 says exactly what is missing: an authorization. 1008 stands for any \
                rule, and the client has to guess or to read the reason.",
            decision: "Should a client log in again by itself? Then send 3000, which asks for just \
                that. Is it no matter of login, or must the cause stay hidden? Then send 1008. \
                Some services, such as AssemblyAI, use 1008 for bad tokens too, so as a client \
                read the reason.",
        },
        Contrast {
            of: (1008, 3003),
            difference: "Both refuse, and only 3003 says why: the peer is known and lacks the \
                permission, as with HTTP's 403. With 1008 it may be rate, format or right, and the \
                client learns that from the reason or not at all.",
            decision: "Is the missing right the whole cause, and may the client know? Then send \
                3003. Is it another rule, or are the details to stay hidden? Then send 1008.",
        },
        Contrast {
            of: (1011, 1012),
            difference: "With 1012 the end was planned and the service returns shortly; with 1011 \
                something happened that nobody planned. The first clears itself up, the second has \
                a cause to be found.",
            decision: "Was the restart on purpose? Then send 1012, and clients return after a \
                random 5 to 30 seconds. Does an error force it? Then send 1011, which is the \
                truth, even if a supervisor starts the server again.",
        },
        Contrast {
            of: (1011, 1013),
            difference: "With 1011 something is broken; with 1013 everything works, there is only \
                too much to do. The advice differs too: after 1011 retry with growing delays, \
                after 1013 go to another address and leave this one alone until the user asks.",
            decision: "Would the same connection have been served at a quiet hour? Then send 1013. \
                Would it have failed even then? Then send 1011.",
        },
        Contrast {
            of: (1011, 1014),
            difference: "It depends on where the fault is: 1011 puts it in the server that sends \
                it, 1014 in the one behind it. A gateway with 1014 says that it is well itself, \
                and that one should look further back.",
            decision: "Do you pass traffic on to another server, and did that one fail? Then send \
                1014. Did your own code fail, be it gateway or server? Then send 1011. It is also \
                the safer choice where clients do not know 1014, as those on tungstenite.",
        },
        Contrast {
            of: (1011, 3008),
            difference: "1011 is a failure, 3008 a missed deadline: nothing has to be broken for \
                an answer to come late. Services mix the two up, and close with 1011 when one of \
                their time limits is over.",
            decision: "Did the work fail? Then send 1011. Was it only not done in time? Then send \
                3008. If you see 1011, read the reason: from Deepgram and Gemini it can mean a \
                time limit.",
        },
        Contrast {
            of: (1012, 1013),
            difference: "Both send clients away for a time. After 1012 they come back to the same \
                address after a random 5 to 30 seconds; after 1013 they should go elsewhere, for \
                coming back is what keeps the overload going.",
            decision: "Will there be room for the client as soon as the restart is over? Then send \
                1012. Is there no room, restart or not? Then send 1013.",
        },
        Contrast {
            of: (1012, 1014),
            difference: "1012 speaks of the sender itself, which restarts and returns. 1014 speaks \
                of the server behind the sender, and a gateway that misses it can't say when it \
                will be back.",
            decision: "Do you know that the service restarts and comes back? Then send 1012. Do \
                you only know that the server behind you does not answer as it should? Then send \
                1014.",
        },
        Contrast {
            of: (1013, 1014),
            difference: "With 1013 a server defends itself, with 1014 a gateway reports the \
                failure of another. An overloaded server behind a gateway can show as either, \
                depending on which of the two gives up first.",
            decision: "Has the sender itself too much to do? Then send 1013, and clients should \
                try another address. Is the server behind it down, or does it answer wrongly? Then \
                send 1014, after which a retry with growing delays makes sense.",
        },
        Contrast {
            of: (1013, 3008),
            difference: "3008 is about a single request that took too long, 1013 about a whole \
                server that has too much to do. Slow answers can be the first sign of the \
                overload.",
            decision: "Is one request late while others are served? Then send 3008. Do you turn \
                clients away to protect the rest? Then send 1013.",
        },
        Contrast {
            of: (3000, 3003),
            difference: "After 3000 a new login helps, after 3003 only a new permission: the first \
                says that the peer has not shown who it is, the second that it has, and still may \
                not. HTTP's 401 and 403 differ in the same way.",
            decision: "Would any valid login have been let in? Then send 3000. Was this login \
                valid, only without the right? Then send 3003.",
        },
        Contrast {
            of: (3000, 3008),
            difference: "After 3000 the client has to log in before it asks again; after 3008 it \
                may ask again as it is. Services blur this: AssemblyAI closes with 3008 when a \
                session has reached its maximum duration.",
            decision: "Does the client need a new token to go on? Then send 3000. Would the same \
                request with the same token be in order? Then send 3008.",
        },
        Contrast {
            of: (3003, 3008),
            difference: "3003 is a decision, 3008 the lack of an answer in time. To try again is \
                pointless after the first and reasonable after the second.",
            decision: "Was the request refused? Then send 3003. Did no answer come in time, even \
                if only the check of the permission hung? Then send 3008.",
        },
    ],
    confusions: &[
        Confusion {
            seen: 1000,
            expected: 1001,
            text: "The server's shutdown sends 1000. Bandit does so, and Hasura was reported to do \
                so when its pod restarted; graphql-ws then stayed away. Check whether the 1000 \
                coincide with deploys, and if so close with 1001 or 1012.",
        },
        Confusion {
            seen: 1000,
            expected: 1011,
            text: "An error was dressed up as success. Hasura was reported to close failed \
                connections with 1000 and the error in the reason, and wsproto turns a forbidden \
                code such as 1006 into 1000, which hid internal errors in hypercorn. Read the \
                reason, and look into the server's log at the time of the close.",
        },
        Confusion {
            seen: 1000,
            expected: 3008,
            text: "The server closes idle connections with 1000. Cowboy does: its idle time-out is \
                counted among the normal ends. Compare the idle time before the close with the \
                server's setting; a client that stays away after 1000 needs pings or its own rule \
                to reconnect.",
        },
        Confusion {
            seen: 1001,
            expected: 1000,
            text: "The user left the page before a script could close the connection. When a page \
                goes away, the browser itself sends 1001, and scripts are not asked. Nothing is \
                wrong; count such a 1001 from a browser as a normal end, and close with 1000 \
                earlier only where the server must tell the two apart.",
        },
        Confusion {
            seen: 1001,
            expected: 1006,
            text: "The client's library made the 1001 up. SocketRocket reports a lost connection \
                as 1001 with the reason \"Stream end encountered\", although no close frame came. \
                If the server's log has no close for that time, read this 1001 as 1006 and look \
                for the cause in the network.",
        },
        Confusion {
            seen: 1001,
            expected: 3008,
            text: "Jetty closes a connection that was idle for too long with 1001, so the server \
                is not going anywhere. The reason reads \"Idle Timeout\" or \"Connection Idle \
                Timeout\". Compare the idle time with Jetty's setting, and send pings more often \
                or raise it.",
        },
        Confusion {
            seen: 1002,
            expected: 1006,
            text: "Somebody sent 1006 for real, and the receiver answered 1002, as RFC 6455 lets \
                it. Most often it is a proxy: it saw a connection break, got 1006 from its library \
                and passed the number on, as oxy did. Check the proxy for a close call with the \
                code just received; 1011 or 1014 is right there.",
        },
        Confusion {
            seen: 1002,
            expected: 1012,
            text: "Erlang's cowlib, the library behind Cowboy, rejects every code between 1012 and \
                2999 as a bad frame, and WebKit rejects 1012; Cowboy and WebKit answer 1002. The \
                side that sent 1012 sees 1002 as the reply. Check which close came first: a 1002 \
                that follows your own is no broken frame.",
        },
        Confusion {
            seen: 1002,
            expected: 1014,
            text: "tungstenite, up to 0.30 at least, does not know 1014: it answers 1002 and hands \
                its application 1002 \"Protocol violation\" in place of the true code. If the \
                reason reads exactly so, look at the close frame in a capture or in the gateway's \
                log before you search for a broken frame.",
        },
        Confusion {
            seen: 1002,
            expected: 3008,
            text: "Bandit closes with 1002 when its read time-out is over, although no frame was \
                wrong. Compare the time since the last message with Bandit's time-out. If they \
                match, have the client send something more often, such as Phoenix's heartbeat, or \
                raise the time-out.",
        },
        Confusion {
            seen: 1005,
            expected: 1000,
            text: "A browser's close() without arguments sends an empty close frame, and the peer \
                reports 1005. Deno 2.1.4 reported 1005 even after close(1000), unless a reason was \
                given too. Look at the closing call and at the peer's runtime; as long as nothing \
                is missing, treat 1005 like 1000 in alerts.",
        },
        Confusion {
            seen: 1005,
            expected: 1001,
            text: "The shutdown closes its connections without a code. Jetty 9.3 was reported to \
                do so, and in Rust close() on the Sink of tokio-tungstenite always does, whatever \
                the cause. Look for such a call in the shutdown path and send a close message with \
                1001 instead.",
        },
        Confusion {
            seen: 1005,
            expected: 1006,
            text: "uvicorn, with its wsproto implementation, tells the application 1005 when the \
                connection is lost after the handshake and no close frame came. Do not take this \
                1005 for an orderly end: treat it as 1006, and see in the proxy's log or in a \
                capture how the connection ended.",
        },
        Confusion {
            seen: 1005,
            expected: 1012,
            text: "A proxy on the way dropped the code. authentik's proxy did: uvicorn closed with \
                1012, the proxy relayed an empty close frame, and every worker recycle raised a \
                warning behind it. Compare the close frames on both sides of the proxy, and have \
                it pass code and reason on.",
        },
        Confusion {
            seen: 1006,
            expected: 1000,
            text: "The side that read the close frame dropped its socket before the reply was \
                written. In tungstenite, and so in axum, the reply goes out only with the next \
                read, write or flush, and a handler that returns on Close loses it. Check that the \
                server reads until the stream ends, or flushes once before it returns.",
        },
        Confusion {
            seen: 1006,
            expected: 1001,
            text: "The process ended, or its sockets were dropped, before a close frame went out. \
                axum's graceful shutdown does not wait for WebSocket tasks, and uvicorn before its \
                change to 1012 just dropped the connections. Check whether the 1006 coincide with \
                deploys; if so, close every connection and wait for the replies before exiting.",
        },
        Confusion {
            seen: 1006,
            expected: 1002,
            text: "The peer found a broken frame and dropped the connection in silence. \
                tungstenite returns an error to its application and writes nothing, and Bun's \
                client was found to do the same. Look for a protocol error in the log of the side \
                that vanished; a server can send 1002 itself before it lets go.",
        },
        Confusion {
            seen: 1006,
            expected: 1005,
            text: "A peer put the number 1005 into a close frame instead of leaving it empty, as \
                NATS did in reply to a close without a code, and Deno too. Chromium fails such a \
                connection and reports 1006. Look for a close frame with the payload 03 ED in a \
                capture, and update the peer that sends it.",
        },
        Confusion {
            seen: 1006,
            expected: 1007,
            text: "The receiver found text that is not UTF-8 and dropped the connection without a \
                word. tungstenite returns an error to its application and writes nothing. Look for \
                a UTF-8 error in the receiver's log, and check whether raw bytes or a text cut \
                inside a character went out as text.",
        },
        Confusion {
            seen: 1006,
            expected: 1008,
            text: "The server refused before there was a WebSocket. uvicorn answers a close before \
                accept() with HTTP 403, whatever code the call names, and a browser reports every \
                failed handshake as 1006. Look at the status in the browser's network panel; to \
                deliver 1008, accept first and close then.",
        },
        Confusion {
            seen: 1006,
            expected: 1009,
            text: "The receiver dropped the connection over a message that was too big and sent no \
                close frame. uWebSockets reports it so, and tungstenite writes nothing on a \
                message over its limit. Check whether the 1006 follow large messages, and compare \
                their size with the limits of both sides and of every proxy.",
        },
        Confusion {
            seen: 1006,
            expected: 1011,
            text: "A handler that panics or returns early drops its socket, and no close frame \
                goes out, as in axum. Or the error text went into the reason: over 123 bytes the \
                frame is illegal, and receivers reject it. Check the server's log for a panic at \
                that time, and cut the reason to 123 bytes.",
        },
        Confusion {
            seen: 1006,
            expected: 1012,
            text: "WebKit, tried as WebKitGTK 2.50, takes 1012 for a protocol error: it answers \
                1002 and reports 1006, unclean. Check whether only such clients report it and \
                whether the server did send 1012; if so, announce restarts to them with 1001. If \
                every client reports 1006, the process ended before its close frames went out.",
        },
        Confusion {
            seen: 1006,
            expected: 1013,
            text: "WebKit, tried as WebKitGTK 2.50, takes 1013 for a protocol error: it answers \
                1002 and reports 1006, so that shed load looks like a crash. Check in the server's \
                log whether 1013 was sent, and among the clients whether only WebKit reports 1006. \
                A code of your own from 4000-4999 reaches all of them.",
        },
        Confusion {
            seen: 1006,
            expected: 1014,
            text: "WebKit, tried as WebKitGTK 2.50, takes 1014 for a protocol error: it answers \
                1002 and reports 1006. Check in the gateway's log whether it sent 1014. If it did \
                not, it let the client's connection break together with the one behind it, and \
                every client sees 1006.",
        },
        Confusion {
            seen: 1006,
            expected: 1015,
            text: "Browsers never show 1015: the WebSockets standard gives scripts 1006 for a \
                failed TLS handshake as for every other failure to connect, so that a page can't \
                probe the network. Look into the browser's console for the certificate error, or \
                test the host with a TLS client.",
        },
        Confusion {
            seen: 1006,
            expected: 3000,
            text: "The login failed in the handshake: the server answered HTTP 401, no WebSocket \
                came about, and a browser tells its script nothing but 1006. Look at the status in \
                the browser's network panel or in the server's log. If scripts must tell it from a \
                fault of the network, accept the handshake and close with 3000.",
        },
        Confusion {
            seen: 1006,
            expected: 3008,
            text: "No application timed out, something on the way did. nginx, for one, cuts a \
                connection after 60 seconds without data from the server and sends no close frame. \
                Compare the idle times before the 1006: if they are all alike, raise the limit \
                there or send pings more often.",
        },
        Confusion {
            seen: 1007,
            expected: 3000,
            text: "Gemini Live was reported to close with 1007 when the API key has expired, and \
                to say so in the reason: \"API key expired\". The text that you sent is fine. Log \
                the reason together with the code, renew the key and connect again.",
        },
        Confusion {
            seen: 1008,
            expected: 3000,
            text: "Many services have no code for a failed login and send the general 1008. \
                AssemblyAI does for a missing or invalid token and for an exhausted balance. Read \
                the reason to see which it is; a client that logs in again at every 1008 would \
                also do so at a rate limit.",
        },
        Confusion {
            seen: 1011,
            expected: 1000,
            text: "An ordinary end was taken for a failure by the server's framework. Bandit \
                before 1.10.4 closed with 1011 when a Phoenix application disconnected a user's \
                sockets on purpose. Check whether the 1011 follow a logout or a disconnect \
                broadcast, and update the server.",
        },
        Confusion {
            seen: 1011,
            expected: 1006,
            text: "The peer vanished, and the keepalive noticed. Python's websockets closes with \
                1011 \"keepalive ping timeout\" when a ping stays unanswered, so nothing failed \
                inside. Read the reason; if it speaks of a ping, look for a lost network or a \
                blocked event loop on either side.",
        },
        Confusion {
            seen: 1011,
            expected: 3008,
            text: "Some services close with 1011 when one of their time limits is over. Deepgram \
                does when no audio comes for a while (its reason points to net0001), and Gemini \
                Live was reported to, with \"Deadline expired\". Read the reason before you report \
                a server fault, and send keepalives or reconnect before the limit.",
        },
        Confusion {
            seen: 1012,
            expected: 1000,
            text: "uvicorn, with its websockets implementation, tells the application 1012 for \
                every connection that ends while the server shuts down, even if the client closed \
                with 1000 at that moment. Compare the time with the shutdown before you count such \
                ends as restarts.",
        },
        Confusion {
            seen: 1013,
            expected: 1008,
            text: "The server counts rate limits to overload, as Bun's documentation does: there \
                1013 means too busy or rate-limited. Check whether only one client is closed, and \
                how fast it sends. If so, going to another address won't help; it has to slow \
                down.",
        },
        Confusion {
            seen: 3008,
            expected: 3000,
            text: "AssemblyAI sends 3008 \"Session Expired\" when a session has reached its \
                maximum duration, not for a slow request. The token may be in order. Read the \
                reason, and open a new session; to avoid the break, do so before the limit.",
        },
    ],
}
