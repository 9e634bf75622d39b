// English. The texts of the rows stand beside their facts, in `standard_codes.rs` and `subprotocols/`.
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
        idle_limit: "nothing came in for {seconds} s, which fits the default idle time-out of \
            {list}: if one is on the way, send pings more often than that",
        idle_limit_and: "{list} and of {limit}",
    },
    rows: &[],
    #[cfg(feature = "pages")]
    pages: include!("english/pages.rs"),
}
