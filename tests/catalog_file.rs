//! Catalogs in TOML: what a file adds, and what is said of one that is wrong.

use std::{fs, path::PathBuf};

use closeframe::{
    CloseCode,
    catalog::{Catalog, subprotocols},
};

#[allow(dead_code, unused_imports, reason = "what was chosen on a command line is not used here")]
#[path = "../examples/catalog_file/mod.rs"]
mod catalog_file;

/// A row that is complete, so that what is added to it stands in line 5.
const ROW: &str = "[[code]]\ncode = 4001\nname = \"A\"\nmeaning = \"B.\"\n";

/// What is said about a file, its name replaced.
fn said_of(name: &str, text: impl AsRef<[u8]>) -> Option<String> {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.toml"));
    fs::write(&file, text).unwrap();
    let error = catalog_file::load(&file, Catalog::standard()).err();
    error.map(|error| error.to_string().replace(file.to_str().unwrap(), "codes.toml"))
}

#[cfg(feature = "german")]
#[test]
fn the_sample_has_what_it_describes() {
    use closeframe::catalog::{Annotation, Category, Locale, Retry, Sender, Severity};

    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/catalog.toml");
    let catalog = catalog_file::load(sample.as_ref(), Catalog::standard()).unwrap();
    let expired = catalog.entry(CloseCode::new(4101));
    assert_eq!(expired.name(), "Session Expired");
    assert_eq!(expired.sender(), Sender::Server);
    assert_eq!(expired.retry(), Retry::AfterNewCredential);
    assert_eq!(expired.category(), Category::Access);
    assert_eq!(expired.http_relatives(), [401]);
    assert_eq!(expired.reference_url(), Some("https://chat.example/protocol#4101"));
    assert_eq!(expired.meaning(Locale::German).as_str(), "Das Token der Sitzung ist abgelaufen.");
    let note = expired.annotation();
    assert_eq!(note.severity(), Some(Severity::Info));
    assert_eq!(note.runbook(), Some("https://runbooks.example/session-expired"));
    assert_eq!(note.owner(), Some("accounts"));

    let slow = catalog.entry(CloseCode::new(4102));
    assert_eq!(slow.retry(), Retry::Jitter { min_s: 1, max_s: 10 });
    assert_eq!(
        slow.meaning(Locale::English).as_str(),
        "The client read so slowly that messages piled up on the server, more than it keeps for \
         one connection."
    );
    assert_eq!(slow.annotation(), &Annotation::new().with_owner("delivery"));
    let internal = catalog.entry(CloseCode::INTERNAL_ERROR);
    assert_eq!(internal.annotation().owner(), Some("chat team"));
    assert_eq!(catalog.registered().count(), 2);
}

#[test]
fn a_subprotocols_code_can_be_annotated_but_not_taken() {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("of-a-subprotocol.toml");
    let graphql =
        Catalog::standard().with_subprotocol(&subprotocols::GRAPHQL_TRANSPORT_WS).unwrap();
    fs::write(&file, "[[annotation]]\ncode = 4403\nowner = \"gateway\"\n").unwrap();
    let catalog = catalog_file::load(&file, graphql.clone()).unwrap();
    assert_eq!(catalog.entry(CloseCode::new(4403)).annotation().owner(), Some("gateway"));

    fs::write(&file, ROW.replace("4001", "4403")).unwrap();
    let error = catalog_file::load(&file, graphql).unwrap_err().to_string();
    assert_eq!(
        error.split_once(".toml:").unwrap().1,
        "2: close code 4403 cannot be registered: graphql-transport-ws defines it already, and a \
         connection cannot mean application by it too"
    );
}

#[test]
fn a_file_that_is_not_there_has_no_line() {
    let error = catalog_file::load("nowhere/codes.toml".as_ref(), Catalog::standard()).unwrap_err();
    assert!(error.to_string().starts_with("nowhere/codes.toml: cannot be read: "), "{error}");
}

#[test]
fn a_file_in_another_encoding_is_refused_at_the_line_that_shows_it() {
    assert_eq!(
        said_of("latin-1", b"[[code]]\ncode = 4001\nname = \"\xdcber\"\n").unwrap(),
        "codes.toml:3: a catalog is UTF-8, which this line is not"
    );
}

#[test]
fn what_is_right_is_taken() {
    let right = [
        "",
        "retry = \"at_once\"",
        "retry = { jitter_s = [5, 5] }",
        "runbook = \"http://localhost:8080/page?code=4001#top\"",
        "http = []",
        "owner = \"Übertragung\"",
    ];
    for line in right {
        assert_eq!(said_of("right", format!("{ROW}{line}\n")), None);
    }
    assert_eq!(said_of("right", ""), None);
}

#[test]
fn each_error_names_line_and_rule() {
    let of_a_row = [
        (
            "x = 1",
            "5: unknown field `x`, expected one of `code`, `name`, `meaning`, `when_seen`, \
            `how_to_fix`, `sender`, `retry`, `category`, `http`, `reference`, `severity`, \
            `runbook`, `owner`, `translation`",
        ),
        ("name = \"B\"", "5: duplicate key"),
        ("owner = \"unclosed", "5: invalid basic string, expected `\"`"),
        ("owner = 5", "5: invalid type: integer `5`, expected a string"),
        ("owner = \" \"", "5: a text is not empty"),
        ("\nowner = \"a\\u001Bb\"", "6: a text has no control characters, such as U+001B here"),
        ("owner = \"a\\u202Eb\"", "5: a text has no control characters, such as U+202E here"),
        (
            "when_seen = \"\"\"\na\nb\"\"\"",
            "5: a text has no line breaks: end a line with \\ to go \
            on in the next",
        ),
        ("sender = \"anybody\"", "5: \"anybody\" is none of either, client, server, nobody"),
        ("severity = \"loud\"", "5: \"loud\" is none of debug, info, warn, error"),
        (
            "category = \"odd\"",
            "5: \"odd\" is none of normal, shutdown, protocol, data_type, \
            payload, size, policy, access, extension, server_fault, overload, gateway, timeout, \
            transport, tls, unstated, application, invalid",
        ),
        (
            "retry = \"later\"",
            "5: \"later\" is none of no, at_once, backoff, elsewhere, \
            after_new_credential, after_fix, as_agreed",
        ),
        ("retry = 5", "5: invalid type: integer `5`, expected a word, or { jitter_s = [5, 30] }"),
        ("retry = { jitter = [1, 2] }", "5: unknown field `jitter`, expected `jitter_s`"),
        (
            "retry = { jitter_s = [9, 2] }",
            "5: [9, 2] are no bounds of a delay: the shortest comes \
            first, both are 0-65535 s",
        ),
        (
            "retry = { jitter_s = [1, 2, 3] }",
            "5: [1, 2, 3] are no bounds of a delay: the shortest \
            comes first, both are 0-65535 s",
        ),
        (
            "retry = { jitter_s = [-1, 2] }",
            "5: [-1, 2] are no bounds of a delay: the shortest \
            comes first, both are 0-65535 s",
        ),
        ("http = 401", "5: invalid type: integer `401`, expected a sequence"),
        ("http = [401, 99]", "5: 99 is no HTTP status: those are 100-599"),
        (
            "runbook = \"ftp://x.example/\"",
            "5: \"ftp://x.example/\" is no http:// or https:// \
            address",
        ),
        ("runbook = \"wiki/4001\"", "5: \"wiki/4001\" is no http:// or https:// address"),
        ("runbook = \"https://\"", "5: \"https://\" is no http:// or https:// address"),
        #[cfg(not(feature = "german"))]
        ("[code.translation.de]", "5: \"de\" was not built in"),
        #[cfg(feature = "german")]
        ("[code.translation.fr]", "5: \"fr\" is none of de"),
        #[cfg(feature = "german")]
        ("[code.translation.en]", "5: \"en\" is none of de"),
        #[cfg(feature = "german")]
        ("[code.translation.de]\nmeaning = \"B\"", "5: missing field `when_seen`"),
        (
            "[[code]]\ncode = 4001\nname = \"C\"\nmeaning = \"D.\"",
            "6: close code 4001 cannot be \
            registered: the catalog has a row for it already",
        ),
        (
            "[[annotation]]\ncode = 4001",
            "6: an annotation has at least one of severity, runbook, \
            owner",
        ),
        (
            "[[annotation]]\ncode = 4002\nowner = \"x\"",
            "6: close code 4002 cannot be annotated: \
            the catalog has no row for exactly this code",
        ),
        (
            "owner = \"x\"\n[[annotation]]\ncode = 4001\nowner = \"y\"",
            "7: close code 4001 is \
            annotated already",
        ),
    ];
    for (lines, said) in of_a_row {
        let text = format!("{ROW}{lines}\n");
        let said = Some(format!("codes.toml:{said}"));
        assert_eq!(said_of("wrong", &text), said, "{lines}");
    }
    let of_a_file = [
        ("[[code]\n", "1: unclosed array table, expected `]`"),
        ("# Codes.\n\ncodes = 5\n", "3: unknown field `codes`, expected `code` or `annotation`"),
        ("code = 5\n", "1: invalid type: integer `5`, expected a sequence"),
        ("\n[[code]]\ncode = 4001\nmeaning = \"B.\"\n", "2: missing field `name`"),
    ];
    for (text, said) in of_a_file {
        assert_eq!(said_of("wrong", text), Some(format!("codes.toml:{said}")), "{text}");
    }
}

#[test]
fn a_code_has_to_be_an_applications() {
    let of_a_code = [
        (
            "1006",
            "close code 1006 cannot be registered: the standard catalog defines it as \
            \"Abnormal Closure\"",
        ),
        (
            "3003",
            "close code 3003 cannot be registered: the standard catalog defines it as \
            \"Forbidden\"",
        ),
        (
            "5000",
            "close code 5000 cannot be registered: an application's codes are 3000-4999 (RFC \
            6455 section 7.4.2)",
        ),
        ("70000", "70000 is no close code: those are 0-65535"),
        ("-1", "-1 is no close code: those are 0-65535"),
        ("\"4001\"", "invalid type: string \"4001\", expected i64"),
    ];
    for (code, said) in of_a_code {
        let text = ROW.replace("4001", code);
        assert_eq!(said_of("code", &text), Some(format!("codes.toml:2: {said}")), "{code}");
    }
}

#[test]
fn a_file_has_as_many_codes_as_series_allow() {
    let rows = |count: usize| -> String {
        (0..count).map(|number| ROW.replace("4001", &(4100 + number).to_string())).collect()
    };
    assert_eq!(said_of("many", rows(Catalog::MAX_APPLICATION_CODES)), None);
    assert_eq!(
        said_of("many", rows(Catalog::MAX_APPLICATION_CODES + 1)).as_deref(),
        Some(
            "codes.toml:258: close code 4164 cannot be registered: a catalog takes at most 64 \
             application codes"
        )
    );
}
