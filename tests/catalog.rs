//! The catalog: every row, and the rows of an application.

use closeframe::{
    CloseCode,
    catalog::{self, Catalog, Category, Entry, Locale, RegisterError, Retry, Sender},
};

fn every_code() -> impl Iterator<Item = CloseCode> {
    (0..=u16::MAX).map(CloseCode::new)
}

#[test]
fn every_code_explains_itself() {
    for code in every_code() {
        let entry = catalog::entry(code);
        assert!(entry.codes().contains(&code.as_u16()), "{code}");
        assert_eq!(entry.name(), code.name());
        assert_eq!(entry.code().is_some(), code.is_standard(), "{code}");
        assert_eq!(entry.may_be_sent(), code.may_be_sent(), "{code}");
        assert_eq!(code.to_string(), format!("{} {}", code.as_u16(), entry.name()));
        for locale in Locale::ALL {
            assert!(!entry.meaning(*locale).as_str().is_empty(), "{code}");
            assert!(!entry.when_seen(*locale).as_str().is_empty(), "{code}");
            assert!(!entry.how_to_fix(*locale).as_str().is_empty(), "{code}");
        }
    }
}

#[test]
fn every_code_lies_in_the_bounds_of_its_range() {
    for code in every_code() {
        assert!(code.range().bounds().contains(&code.as_u16()), "{code}");
        assert_eq!(catalog::entry(code).range(), code.range());
    }
}

#[test]
fn rows_state_what_the_standards_say() {
    let sender = |code| catalog::entry(code).sender();
    assert_eq!(sender(CloseCode::NORMAL_CLOSURE), Sender::Either);
    assert_eq!(sender(CloseCode::ABNORMAL_CLOSURE), Sender::Nobody);
    assert_eq!(sender(CloseCode::MANDATORY_EXTENSION), Sender::Client);
    assert_eq!(sender(CloseCode::BAD_GATEWAY), Sender::Server);

    let retry = |code| catalog::entry(code).retry().to_string();
    assert_eq!(retry(CloseCode::NORMAL_CLOSURE), "no");
    assert_eq!(retry(CloseCode::ABNORMAL_CLOSURE), "yes, with backoff");
    assert_eq!(retry(CloseCode::SERVICE_RESTART), "yes, with jitter of 5-30 s");
    assert_eq!(retry(CloseCode::TRY_AGAIN_LATER), "elsewhere");
    assert_eq!(retry(CloseCode::PROTOCOL_ERROR), "after fixing the cause");
}

#[test]
fn every_reference_of_the_standard_catalog_has_an_address() {
    for row in catalog::iter() {
        assert!(row.reference_url().is_some_and(|url| url.starts_with("https://")), "{row:?}");
    }
}

#[test]
fn iteration_is_in_order_and_includes_the_application() {
    let mut catalog = Catalog::standard();
    for code in [4999, 3001, 4000] {
        catalog.register(Entry::application(CloseCode::new(code), "Own")).unwrap();
    }
    let registered: Vec<u16> =
        catalog.registered().filter_map(Entry::code).map(CloseCode::as_u16).collect();
    assert_eq!(registered, [3001, 4000, 4999]);
    let codes: Vec<_> = catalog.iter().filter_map(Entry::code).collect();
    assert!(codes.is_sorted());
    assert_eq!(catalog.iter().count(), catalog::iter().count() + 3);
    assert!(catalog.entry(CloseCode::new(3001)).is_application());
    assert!(!catalog.entry(CloseCode::new(3002)).is_application());
}

#[test]
fn a_clone_does_not_see_later_rows() {
    let mut catalog = Catalog::standard();
    let before = catalog.clone();
    let code = CloseCode::new(4000);
    catalog.register(Entry::application(code, "Own")).unwrap();
    assert!(catalog.get(code).is_some());
    assert!(before.get(code).is_none());
}

#[test]
fn refused_rows_name_the_number_and_the_rule() {
    let refusal = |code, name: &'static str| {
        let mut catalog = Catalog::standard();
        catalog.register(Entry::application(CloseCode::new(4000), "Taken")).unwrap();
        catalog.register(Entry::application(CloseCode::new(code), name)).unwrap_err().to_string()
    };
    assert_eq!(
        refusal(2000, "Own"),
        "close code 2000 cannot be registered: an application's codes are 3000-4999 \
         (RFC 6455 section 7.4.2)",
    );
    assert_eq!(
        refusal(1000, "Own"),
        "close code 1000 cannot be registered: the standard catalog defines it as \
         \"Normal Closure\"",
    );
    assert_eq!(
        refusal(4000, "Own"),
        "close code 4000 cannot be registered: the catalog has a row for it already",
    );
    assert_eq!(refusal(4001, " "), "close code 4001 cannot be registered: its name is empty");
}

#[test]
fn a_catalog_takes_64_application_codes() {
    let mut catalog = Catalog::standard();
    for code in 4000..4064 {
        catalog.register(Entry::application(CloseCode::new(code), "Own")).unwrap();
    }
    let code = CloseCode::new(4064);
    let error = catalog.register(Entry::application(code, "Own")).unwrap_err();
    assert_eq!(error, RegisterError::TooMany { code });
    assert_eq!(
        error.to_string(),
        "close code 4064 cannot be registered: a catalog takes at most 64 application codes",
    );
    assert_eq!(catalog.registered().count(), Catalog::MAX_APPLICATION_CODES);
}

closeframe::app_codes! {
    static CODES;

    /// The token has
    /// run out.
    (4401, SESSION_EXPIRED, "Session Expired") {
        when_seen: "Later.",
        how_to_fix: "Log in.",
        sender: Sender::Server,
        retry: Retry::AfterFix,
        category: Category::Access,
        reference: "https://example.com/codes",
    }

    /// Never sent.
    (4499, TERMINATED, "Terminated") {
        when_seen: "Locally.",
        how_to_fix: "Nothing.",
        sender: Sender::Nobody
    }
}

#[test]
fn declared_codes_become_constants_and_rows() {
    let catalog = Catalog::standard().with_codes(CODES).unwrap();
    assert_eq!(SESSION_EXPIRED, 4401);
    let entry = catalog.entry(SESSION_EXPIRED);
    assert_eq!(entry.meaning(Locale::English).as_str(), "The token has run out.");
    assert_eq!(entry.reference_url(), Some("https://example.com/codes"));
    assert_eq!(entry.category(), Category::Access);

    let entry = catalog.entry(TERMINATED);
    assert!(!entry.may_be_sent());
    assert_eq!(entry.retry(), Retry::AsAgreed);
    assert_eq!(entry.reference(), "RFC 6455 section 7.4.2");
    assert_eq!(
        catalog.with_codes(CODES).unwrap_err(),
        RegisterError::Duplicate { code: SESSION_EXPIRED },
    );
}

/// The fact table that was written from RFC 6455 and from the registry, not from the catalog.
const FACTS: &str = include_str!("facts/close-codes.tsv");

/// What the registry abbreviates, or says in a sentence, and what the catalog calls it.
const WRITTEN_OUT: [(&str, &str); 3] = [
    ("No Status Rcvd", "No Status Received"),
    ("Mandatory Ext.", "Mandatory Extension"),
    (
        "The server was acting as a gateway or proxy and received an invalid response from the \
         upstream server. This is similar to 502 HTTP Status Code.",
        "Bad Gateway",
    ),
];

#[test]
fn every_standard_row_agrees_with_the_fact_table() {
    let lines = FACTS.lines().filter(|line| !line.starts_with('#'));
    let mut rows = 0;
    for line in lines.skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [codes, name, reference, section, may_be_sent, who_sends, basis] = columns[..] else {
            panic!("seven columns: {line}");
        };
        assert!(!basis.is_empty(), "{line}");
        let (first, last) = codes.split_once('-').unwrap_or((codes, codes));
        let [first, last]: [u16; 2] = [first, last].map(|it| it.parse().unwrap());
        let entry = catalog::iter()
            .find(|entry| entry.codes() == (first..=last))
            .unwrap_or_else(|| panic!("no row speaks for {codes}"));

        let written_out = WRITTEN_OUT.iter().find(|(registered, _)| *registered == name);
        let expected = written_out.map_or(name, |(_, written_out)| written_out);
        if entry.code().is_some() {
            assert!(entry.name().eq_ignore_ascii_case(expected), "{line}");
            let reference = match reference {
                "[RFC6455]" => format!("RFC 6455 section {section}"),
                _ => "IANA WebSocket Close Code Number Registry".to_owned(),
            };
            assert_eq!(entry.reference(), reference, "{line}");
        }
        assert_eq!(entry.may_be_sent(), may_be_sent == "yes", "{line}");
        let sender = match who_sends {
            "either" => Sender::Either,
            "client" => Sender::Client,
            "server" => Sender::Server,
            "nobody" => Sender::Nobody,
            other => panic!("unknown sender {other}"),
        };
        assert_eq!(entry.sender(), sender, "{line}");
        rows += 1;
    }
    assert_eq!(rows, catalog::iter().count());
}
