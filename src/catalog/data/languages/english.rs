// English. The texts of the rows stand beside their facts, in `standard_codes.rs`, `endings.rs` and `subprotocols/`.
Language {
    tag: "en",
    name: "English",
    senders: Senders {
        either: "either side",
        client: "the client",
        server: "the server",
        nobody: "nobody",
    },
    retries: Retries {
        no: "no",
        at_once: "yes, at once",
        backoff: "yes, with backoff",
        elsewhere: "elsewhere",
        after_new_credential: "after getting a new credential",
        after_fix: "after fixing the cause",
        as_agreed: "as client and server have agreed",
    },
    categories: Categories {
        normal: "an ordinary end",
        shutdown: "a shutdown or a restart",
        protocol: "a breach of the protocol",
        data_type: "an unsupported kind of data",
        payload: "content that does not fit its type",
        size: "a message over the size limit",
        policy: "a breach of the endpoint's own rules",
        access: "a missing authorization or permission",
        extension: "a missing extension",
        server_fault: "a fault inside the server",
        overload: "an overload",
        gateway: "a fault behind a gateway",
        timeout: "a time limit that ran out",
        transport: "a connection that was lost",
        tls: "a failed TLS handshake",
        unstated: "a close without a code",
        application: "a library's or an application's own reason",
        invalid: "nothing",
    },
    sentences: Sentences {
        jitter: "yes, with jitter of {min_s}-{max_s} s",
        idle_limit: "nothing went either way for {seconds} s, which fits the default idle time-out of \
            {list}: if one is on the way, send pings more often than that",
        lifetime_limit: "the connection lived for {seconds} s, which fits the default limit of lifetime of \
            {list}: if one is on the way, pings do not help; raise the limit, or let clients come back",
        limit_and: "{list} and of {limit}",
        wait_for_their_application: "some clients answer a close only when their application closes too, and \
            the peer may be one: {list}",
        unagreed_compression: "some clients compress though the server has not agreed to it, and the peer \
            may be one: {list}",
        refused: "some clients do not take {code}, and the peer may be one: {list}",
        servers_code: "by the text that defines it only a server sends {code}; here it was the client",
        clients_code: "by the text that defines it only a client sends {code}; here it was the server",
        drained: "a drain had asked for this close: a handler that leaves as soon as it is told of it often \
            takes the socket along before the answer is in",
        offer_lacks_answer: "the client had offered extensions, and the response to its opening handshake left \
            at least one of them out; tungstenite itself agrees to none",
        code_says: "{code} says: {meaning}",
    },
    actors: Actors {
        ours: "whoever runs or writes this application",
        peer: "whoever runs or writes the peer",
        network: "whoever runs what lies in between",
        nobody: "nobody",
    },
    endings: &[],
    rows: &[],
    reasons: &[],
    #[cfg(feature = "pages")]
    pages: include!("english/pages.rs"),
}
