//! The ready-made catalogs, one that we make up, and what may not be defined twice.

use std::collections::BTreeSet;

use closeframe::{
    CloseCode, Outcome,
    catalog::{
        self, Annotation, Catalog, Entry, Locale, RegisterError, Retry, Sender, Severity,
        Subprotocol, pages, subprotocols,
    },
    testing::ReportBuilder,
};

closeframe::subprotocol! {
    /// A protocol of a chat.
    static CHAT = "chat.v2" {
        title: "Chat, version 2",
        negotiated: ["chat.v2", "chat"],
        reference: "https://chat.example/protocol",
    }
    codes {
        /// The number that IANA
        /// gave to Unauthorized.
        (3000, KNOCK, "Knock First") {
            when_seen: "Without a knock.",
            how_to_fix: "Knock.",
            sender: Sender::Server,
            retry: Retry::AtOnce,
            http: &[401, 407],
        }
        /// Gone.
        (4403, REMOVED, "Removed") {
            when_seen: "After a decision.",
            how_to_fix: "Nothing.",
            reference: "https://chat.example/moderation",
            retry_source: "https://chat.example/return",
        }
    }
    ranges {
        /// Busy.
        (4500..=4599, "Busy") { when_seen: "Under load.", how_to_fix: "Wait." }
    }
    reasons {
        /// A standard code, and a reason that tells more.
        (1000, "room", "Room Left") { when_seen: "At the door.", how_to_fix: "Nothing." }
        /// The longer start of a reason.
        (1000, "room closed", "Room Closed") { when_seen: "At night.", how_to_fix: "Wait." }
        /// Gone for good.
        (4403, "banned", "Banned") {
            when_seen: "After a worse decision.",
            how_to_fix: "Nothing.",
            retry: Retry::No,
            reference: "https://chat.example/bans",
        }
    }
}

fn with(subprotocol: &'static Subprotocol) -> Catalog {
    Catalog::standard().with_subprotocol(subprotocol).unwrap()
}

fn name(catalog: &Catalog, code: u16) -> &str {
    catalog.entry(CloseCode::new(code)).name()
}

#[test]
fn an_invented_subprotocol_speaks_for_its_codes() {
    let catalog = with(&CHAT);
    assert_eq!((KNOCK, REMOVED), (CloseCode::UNAUTHORIZED, CloseCode::new(4403)));
    assert_eq!(name(&catalog, 3000), "Knock First");
    assert_eq!(name(&catalog, 4512), "Busy");
    assert_eq!(name(&catalog, 4600), "Private Use");
    assert_eq!(name(&catalog, 3003), "Forbidden");

    let entry = catalog.entry(KNOCK);
    assert_eq!(
        entry.meaning(Locale::English).as_str(),
        "The number that IANA gave to Unauthorized."
    );
    assert_eq!(entry.subprotocol(), Some(&CHAT));
    assert_eq!(entry.http_relatives(), [401, 407]);
    assert_eq!(entry.reference(), "https://chat.example/protocol");
    assert_eq!(entry.retry_source(), "https://chat.example/protocol");
    #[cfg(feature = "german")]
    assert!(entry.meaning(Locale::German).is_fallback());
    let entry = catalog.entry(REMOVED);
    assert_eq!(entry.reference(), "https://chat.example/moderation");
    assert_eq!(entry.retry_source(), "https://chat.example/return");
    let page = catalog.explain(REMOVED, Locale::English).to_string();
    assert!(page.contains("  Subprotocol: Chat, version 2\n"), "{page}");
}

#[test]
fn a_reason_tells_what_a_code_alone_does_not() {
    let catalog = with(&CHAT);
    let name = |code, reason| catalog.entry_for(CloseCode::new(code), reason).name().to_owned();
    assert_eq!(name(1000, ""), "Normal Closure");
    assert_eq!(name(1000, "the room closed"), "Normal Closure");
    assert_eq!(name(1000, "room left by ada"), "Room Left");
    assert_eq!(name(1000, "room closed at 22:00"), "Room Closed");
    assert_eq!(name(1001, "room closed"), "Going Away");
    assert_eq!(name(4403, "bann"), "Removed");
    assert_eq!(name(4403, "banned for ever"), "Banned");
    let row = catalog.entry_for(REMOVED, "banned");
    assert_eq!((row.reason(), row.retry()), (Some("banned"), Retry::No));
    assert_eq!((row.code(), row.subprotocol()), (Some(REMOVED), Some(&CHAT)));
    assert_eq!(row.reference(), "https://chat.example/bans");
    assert_eq!(catalog.entry(REMOVED).reason(), None);

    // A code is still one code: in lists, and for metrics.
    assert_eq!(catalog.registered().count(), 2);
    assert!(catalog.iter().all(|row| row.reason().is_none()));
    assert_eq!(catalog.reasons().count(), 3);
    assert_eq!(catalog.entry(CloseCode::NORMAL_CLOSURE), catalog::entry(CloseCode::NORMAL_CLOSURE));
    let page = catalog.explain(REMOVED, Locale::English).to_string();
    assert!(page.contains("What the reason tells\n  banned: Banned: Gone for good."), "{page}");
}

#[test]
fn a_report_is_explained_by_its_reason() {
    let received = |reason| {
        let builder = ReportBuilder::new(Outcome::Clean).with_catalog(with(&CHAT));
        builder.with_received(REMOVED, reason).build()
    };
    let report = received("banned for ever");
    assert_eq!(report.entry().map(Entry::name), Some("Banned"));
    assert!(report.to_string().starts_with("received 4403 Banned \"banned for ever\""), "{report}");
    assert_eq!(report.code_label().to_string(), "4403");
    let hostile = received("somebody else's words");
    assert_eq!(hostile.entry().map(Entry::name), Some("Removed"));
}

#[test]
fn two_subprotocols_cannot_share_the_start_of_a_reason() {
    closeframe::subprotocol! {
        /// Another that reads the same words.
        static ECHO = "echo" { title: "Echo", negotiated: [], reference: "https://echo.example" }
        codes {}
        reasons {
            /// A word that starts with a word of the chat's.
            (1000, "room empty", "Room Empty") { when_seen: "At noon.", how_to_fix: "Wait." }
        }
    }
    assert_eq!(name(&with(&ECHO), 1000), "Normal Closure");
    assert_eq!(
        with(&CHAT).with_subprotocol(&ECHO).unwrap_err(),
        RegisterError::Collision {
            code: CloseCode::NORMAL_CLOSURE,
            holder: "chat.v2",
            claimant: "echo",
        },
    );
    assert!(Catalog::standard().with_negotiated(&ECHO).is_err(), "it is never negotiated");
}

#[test]
fn what_is_said_of_a_code_is_said_of_its_reasons() {
    let page = Annotation::new().with_runbook("https://runbooks.example/4403");
    let mut before = Catalog::standard();
    before.annotate(CloseCode::NORMAL_CLOSURE, page.clone()).unwrap();
    let before = before.with_subprotocol(&CHAT).unwrap();
    let row = before.entry_for(CloseCode::NORMAL_CLOSURE, "room closed");
    assert_eq!((row.name(), row.annotation()), ("Room Closed", &page));
    let mut after = with(&CHAT);
    after.annotate(REMOVED, page.clone()).unwrap();
    assert_eq!(after.entry_for(REMOVED, "banned").annotation(), &page);
}

#[test]
fn a_subprotocol_may_have_ranges_alone() {
    closeframe::subprotocol! {
        /// A protocol that says no more than which numbers mean what to do.
        static COARSE = "coarse" {
            title: "Coarse",
            negotiated: [],
            reference: "https://coarse.example",
        }
        codes {}
        ranges {
            /// Do not come back.
            (4000..=4099, "Final") { when_seen: "At the end.", how_to_fix: "Nothing." }
            /// Come back.
            (4100..=4199, "Passing") { when_seen: "On restarts.", how_to_fix: "Reconnect." }
        }
    }
    let catalog = with(&COARSE);
    assert_eq!(name(&catalog, 4099), "Final");
    assert_eq!(name(&catalog, 4100), "Passing");
    let refused = Catalog::standard().with_negotiated(&COARSE).unwrap_err();
    assert_eq!(refused.code(), CloseCode::new(4000));
}

#[test]
fn the_same_number_means_what_the_chosen_protocol_says() {
    let of = |subprotocol, code| name(&with(subprotocol), code).to_owned();
    assert_eq!(of(&subprotocols::DISCORD_GATEWAY, 4003), "Not Authenticated");
    assert_eq!(of(&subprotocols::PUSHER, 4003), "Application Disabled");
    assert_eq!(of(&subprotocols::TWITCH_EVENTSUB, 4003), "Connection Unused");
    assert_eq!(of(&subprotocols::COLYSEUS, 4003), "Failed to Reconnect");
    assert_eq!(of(&subprotocols::SALTYRTC, 3008), "Timeout");
    assert_eq!(of(&subprotocols::ASSEMBLYAI_V3, 3008), "Session Expired");
    assert_eq!(of(&subprotocols::CENTRIFUGE, 3008), "Slow");
    assert_eq!(name(&Catalog::standard(), 4003), "Private Use");
}

#[test]
fn subprotocols_keep_to_the_codes_that_they_may_define() {
    for subprotocol in Subprotocol::ALL {
        for row in subprotocol.codes().iter().chain(subprotocol.ranges()) {
            assert!((3000..=4999).contains(row.codes().start()), "{row:?}");
            assert!((3000..=4999).contains(row.codes().end()), "{row:?}");
            assert_eq!(row.subprotocol(), Some(*subprotocol));
        }
        let catalog = with(subprotocol);
        for code in 1000..3000 {
            let code = CloseCode::new(code);
            assert_eq!(catalog.entry(code), catalog::entry(code));
        }
        assert_eq!(Subprotocol::from_id(subprotocol.id()), Some(*subprotocol));
        for negotiated in subprotocol.negotiated() {
            assert_eq!(Subprotocol::from_id(negotiated), Some(*subprotocol));
        }
    }
    assert!(Subprotocol::ALL.is_sorted_by_key(|it| it.id()));
}

#[test]
fn two_catalogs_cannot_claim_one_code_for_one_connection() {
    let refused = |catalog: Catalog, subprotocol| {
        catalog.with_subprotocol(subprotocol).unwrap_err().to_string()
    };
    assert_eq!(
        refused(with(&subprotocols::GRAPHQL_TRANSPORT_WS), &subprotocols::HOCUSPOCUS),
        "close code 4401 cannot be registered: graphql-transport-ws defines it already, and a \
         connection cannot mean hocuspocus by it too",
    );
    // A code in another's range.
    assert_eq!(
        refused(with(&CHAT), &subprotocols::GRAPHQL_TRANSPORT_WS),
        "close code 4403 cannot be registered: chat.v2 defines it already, and a connection cannot \
         mean graphql-transport-ws by it too",
    );
    let own = Entry::application(REMOVED, "Own");
    let application = Catalog::standard().with_codes(std::slice::from_ref(&own)).unwrap();
    assert_eq!(
        application.clone().with_subprotocol(&CHAT).unwrap_err(),
        RegisterError::Collision { code: REMOVED, holder: "application", claimant: "chat.v2" },
    );
    // The other way round, at once or where it is negotiated.
    let collision =
        RegisterError::Collision { code: REMOVED, holder: "application", claimant: "chat.v2" };
    assert_eq!(application.with_negotiated(&CHAT).unwrap_err(), collision);
    let mut negotiated = Catalog::standard().with_negotiated(&CHAT).unwrap();
    let before = negotiated.clone();
    assert_eq!(negotiated.register(own.clone()).unwrap_err(), collision);
    assert_eq!(negotiated, before);
    assert_eq!(
        with(&CHAT).with_codes(&[own]).unwrap_err(),
        RegisterError::Collision { code: REMOVED, holder: "chat.v2", claimant: "application" },
    );
    // Twice the same is once too often.
    assert!(with(&CHAT).with_subprotocol(&CHAT).is_err());
}

#[test]
fn one_negotiated_name_belongs_to_one_subprotocol() {
    closeframe::subprotocol! {
        /// Another that is negotiated by a name of the chat's.
        static RIVAL = "rival" {
            title: "Rival",
            negotiated: ["rival", "chat"],
            reference: "https://rival.example",
        }
        codes {
            /// Gone.
            (4403, GONE, "Gone") { when_seen: "At the end.", how_to_fix: "Nothing." }
        }
    }
    let chat = Catalog::standard().with_negotiated(&CHAT).unwrap();
    let refused = chat.clone().with_negotiated(&RIVAL).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "close code 4403 cannot be registered: chat.v2 speaks for connections that negotiate chat \
         already, and rival cannot speak for them too"
    );
    assert_eq!(refused.code(), GONE);
    assert!(matches!(
        chat.with_negotiated(&CHAT),
        Err(RegisterError::NegotiatedTwice { name: "chat.v2", .. })
    ));
}

#[test]
fn a_subprotocol_without_a_name_cannot_be_negotiated() {
    let refused = Catalog::standard().with_negotiated(&subprotocols::DISCORD_GATEWAY).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "close code 4000 cannot be registered: discord-gateway is not negotiated by any name, so \
         choose it for all connections"
    );
}

#[test]
fn an_application_may_have_codes_in_a_subprotocols_range() {
    let own = Entry::application(CloseCode::new(4512), "Very Busy");
    let catalog = with(&CHAT).with_codes(std::slice::from_ref(&own)).unwrap();
    assert_eq!((name(&catalog, 4512), name(&catalog, 4513)), ("Very Busy", "Busy"));
    let catalog = Catalog::standard().with_codes(&[own]).unwrap().with_subprotocol(&CHAT).unwrap();
    assert_eq!((name(&catalog, 4512), name(&catalog, 4513)), ("Very Busy", "Busy"));
}

#[test]
fn what_is_negotiated_decides() {
    let catalog = Catalog::standard()
        .with_negotiated(&subprotocols::GRAPHQL_TRANSPORT_WS)
        .and_then(|it| it.with_negotiated(&subprotocols::CENTRIFUGE))
        .and_then(|it| it.with_codes(&[Entry::application(CloseCode::new(4900), "Own")]))
        .unwrap();
    assert_eq!(name(&catalog, 4403), "Private Use");
    assert_eq!(name(&catalog.for_subprotocol("graphql-transport-ws"), 4403), "Forbidden");
    let centrifuge = catalog.for_subprotocol("centrifuge-protobuf");
    assert_eq!(name(&centrifuge, 3001), "Shutdown");
    // The application's codes are everywhere, whichever was added first.
    assert_eq!(name(&centrifuge, 4900), "Own");
    assert_eq!(catalog.for_subprotocol("mqtt"), catalog);
    assert_eq!(catalog.negotiable().count(), 2);
}

#[test]
fn the_ceiling_of_64_codes_holds_for_all_that_can_be_negotiated() {
    let mut catalog = Catalog::standard();
    for code in 4100..4160 {
        catalog.register(Entry::application(CloseCode::new(code), "Own")).unwrap();
    }
    let graphql = &subprotocols::GRAPHQL_TRANSPORT_WS;
    let first = graphql.codes()[0].code().unwrap();
    let too_many = RegisterError::TooMany { code: first };
    assert_eq!(catalog.clone().with_negotiated(graphql).unwrap_err(), too_many);
    assert_eq!(catalog.with_subprotocol(graphql).unwrap_err(), too_many);
}

#[test]
fn operators_annotate_what_is_defined() {
    let mut catalog = with(&CHAT);
    let annotation = || {
        Annotation::new()
            .with_severity(Severity::Warn)
            .with_runbook("https://runbooks.example/1006")
            .with_owner("edge team")
    };
    for code in [CloseCode::ABNORMAL_CLOSURE, REMOVED] {
        catalog.annotate(code, annotation()).unwrap();
        assert_eq!(catalog.entry(code).annotation(), &annotation());
        let page = catalog.explain(code, Locale::English).to_string();
        assert!(page.contains("  Owner: edge team\n"), "{page}");
        assert!(page.contains("  Severity: WARN\n"), "{page}");
        #[cfg(feature = "german")]
        {
            let page = catalog.explain(code, Locale::German).to_string();
            assert!(page.contains("  Zuständig: edge team\n"), "{page}");
            assert!(page.contains("  Schweregrad: WARN\n"), "{page}");
        }
    }
    assert_eq!(name(&catalog, 1006), "Abnormal Closure");
    // An annotated row is no code of the application's: it makes no series.
    assert_eq!(catalog.registered().count(), 2);
    assert_eq!(catalog.iter().count(), catalog::iter().count() + 2);
    assert_eq!(
        catalog.annotate(CloseCode::new(4001), annotation()).unwrap_err().to_string(),
        "close code 4001 cannot be annotated: the catalog has no row for exactly this code",
    );
    assert_eq!(catalog::entry(CloseCode::ABNORMAL_CLOSURE).annotation(), &Annotation::new());
}

#[test]
fn codes_of_negotiated_subprotocols_can_be_annotated() {
    let mut catalog = Catalog::standard().with_negotiated(&CHAT).unwrap();
    let runbook = |page: &'static str| Annotation::new().with_runbook(page);
    catalog.annotate(REMOVED, runbook("https://runbooks.example/old")).unwrap();
    catalog.annotate(REMOVED, runbook("https://runbooks.example/4403")).unwrap();
    // Of what IANA means by it, not of what the chat does.
    catalog.annotate(CloseCode::UNAUTHORIZED, runbook("https://runbooks.example/3000")).unwrap();
    let chat = catalog.for_subprotocol("chat");
    let page =
        |catalog: &Catalog, code| catalog.entry(code).annotation().runbook().map(str::to_owned);
    assert_eq!(page(&chat, REMOVED).as_deref(), Some("https://runbooks.example/4403"));
    assert_eq!(page(&chat, KNOCK), None);
    let standard = page(&catalog, CloseCode::UNAUTHORIZED);
    assert_eq!(standard.as_deref(), Some("https://runbooks.example/3000"));
    assert_eq!(page(&catalog, REMOVED), None);
}

#[test]
fn severities_are_words() {
    assert_eq!("Warn".parse(), Ok(Severity::Warn));
    assert_eq!(Severity::Error.to_string(), "ERROR");
    assert_eq!(
        "loud".parse::<Severity>().unwrap_err().to_string(),
        "a severity is one of debug, info, warn, error",
    );
}

#[test]
fn http_and_close_codes_know_their_relatives() {
    let relatives = |code| catalog::entry(CloseCode::new(code)).http_relatives().to_vec();
    assert_eq!(relatives(3000), [401]);
    assert_eq!(relatives(1013), [503]);
    assert_eq!(relatives(1014), [502]);
    assert!(relatives(1006).is_empty());
    let of_http = |status| -> Vec<u16> {
        pages::relatives_of_http(status).map(|row| *row.codes().start()).collect()
    };
    assert_eq!(of_http(503)[..2], [1012, 1013]);
    assert!(of_http(403).contains(&3003) && of_http(403).contains(&4403));
    assert!(of_http(200).is_empty());
    let page = pages::explain(CloseCode::new(502), Locale::English).to_string();
    assert!(page.contains("502 Bad Gateway is an HTTP status"), "{page}");
    assert!(page.contains("1014 Bad Gateway"), "{page}");
}

/// What was written from the sources of services, not from the catalog.
const FACTS: &str = include_str!("facts/services.tsv");

#[test]
fn services_have_the_rows_that_their_sources_have() {
    let lines = FACTS.lines().filter(|line| !line.starts_with('#')).skip(1);
    let facts: Vec<(&str, u16, &str)> = lines
        .map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            let [id, code, reason, called] = columns[..] else { panic!("four columns: {line}") };
            assert!(!called.is_empty(), "{line}");
            (id, code.parse().unwrap(), reason)
        })
        .collect();
    let ids: BTreeSet<&str> = facts.iter().map(|(id, ..)| *id).collect();
    for id in ids {
        let subprotocol = Subprotocol::from_id(id).unwrap();
        let rows = subprotocol.codes().iter().chain(subprotocol.reasons());
        let rows: BTreeSet<_> = rows
            .map(|row| (row.code().unwrap().as_u16(), row.reason().unwrap_or_default()))
            .collect();
        let of_it = facts.iter().filter(|(of, ..)| *of == id);
        let of_it: BTreeSet<_> = of_it.map(|(_, code, reason)| (*code, *reason)).collect();
        // Of Centrifuge one code was looked at anew.
        if id == "centrifuge" {
            assert!(of_it.is_subset(&rows), "{id}");
        } else {
            assert_eq!(of_it, rows, "{id}");
        }
    }
}

const GUIDE: &str = include_str!("../src/guide/catalog.md");

#[test]
fn the_guide_lists_every_subprotocol() {
    for subprotocol in Subprotocol::ALL {
        let negotiated: Vec<_> =
            subprotocol.negotiated().iter().map(|name| format!("`{name}`")).collect();
        let ranges = match subprotocol.ranges().len() {
            0 => String::new(),
            count => format!(", and {count} ranges"),
        };
        let reasons = match subprotocol.reasons().len() {
            0 => String::new(),
            1 => ", and 1 reason".to_owned(),
            count => format!(", and {count} reasons"),
        };
        let line = format!(
            "| `{}` | {} | {}{ranges}{reasons} |",
            subprotocol.id(),
            negotiated.join(", "),
            subprotocol.codes().len(),
        );
        assert!(GUIDE.contains(&line.replace("|  |", "| |")), "{line}");
    }
    assert!(GUIDE.contains("4003 has eight\nmeanings"));
    assert_eq!(pages::meanings(CloseCode::new(4003)).count(), 8);
}
