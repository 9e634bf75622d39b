//! What the example `explain` prints, without its process.

use clap::{ColorChoice, Parser};
use closeframe::{
    CloseCode,
    catalog::{self, Locale, Subprotocol, pages},
};
use serde_json::Value;
use textwrap::core::display_width;

#[allow(dead_code, reason = "its `main` is not called")]
#[path = "../examples/explain/main.rs"]
mod explain;

use explain::{Answer, Arguments, Surroundings, answer, print};

const TERMINAL: Surroundings = Surroundings { locale: Locale::English, width: 80 };

fn ask_at(surroundings: Surroundings, command_line: &str) -> Answer {
    let arguments = ["explain"].into_iter().chain(command_line.split_whitespace());
    let arguments = Arguments::try_parse_from(arguments).expect("a command line that is right");
    answer(&arguments, surroundings).expect("an answer")
}

/// The answer as somebody reads it who sees no colours.
fn read_at(surroundings: Surroundings, command_line: &str) -> String {
    let answer = ask_at(surroundings, command_line);
    anstream::adapter::strip_str(&answer.text).to_string()
}

fn read(command_line: &str) -> String {
    read_at(TERMINAL, command_line)
}

fn json(command_line: &str) -> Value {
    let answer = ask_at(TERMINAL, &format!("{command_line} --json"));
    serde_json::from_str(&answer.text).expect("one JSON document")
}

fn refusal(command_line: &str) -> String {
    let arguments = ["explain"].into_iter().chain(command_line.split_whitespace());
    match Arguments::try_parse_from(arguments) {
        Ok(arguments) => answer(&arguments, TERMINAL).err().expect("an error").to_string(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let standard = catalog::iter().map(|row| row.codes().start().to_string());
    let mut questions: Vec<_> = standard.collect();
    questions.push("403".to_owned());
    for subprotocol in Subprotocol::ALL {
        let id = subprotocol.id();
        questions.push(format!("list --subprotocol {id}"));
        let mut rows = subprotocol.codes().iter().chain(subprotocol.reasons());
        let code = rows.find_map(|row| row.code()).unwrap().as_u16();
        questions.push(format!("{code} --subprotocol {id}"));
        questions.push(format!("1006 {code} --subprotocol {id}"));
    }
    questions.extend(catalog::endings().map(|row| row.kind().word().to_owned()));
    questions.extend(
        ["unanswered 1001", "1005 1006", "1001 1012", "1008 3003", "list", "search proxy"]
            .map(Into::into),
    );
    // What is to be copied stays in one piece.
    let page = pages::explain(CloseCode::MANDATORY_EXTENSION, Locale::English);
    let sections = page.sections();
    let items = sections.iter().flat_map(|section| section.items()).filter(|item| item.is_code());
    let code: Vec<_> = items.flat_map(|item| item.text().as_str().lines()).collect();
    assert!(code.iter().any(|line| line.starts_with("curl ")));
    for width in [40, 80, 120] {
        for locale in Locale::ALL.iter().copied() {
            for question in &questions {
                for line in read_at(Surroundings { locale, width }, question).lines() {
                    let is_address = line.trim_start().starts_with("https://");
                    let fits = display_width(line) <= width;
                    let is_whole = is_address || code.iter().any(|it| it.trim() == line.trim());
                    assert!(fits || is_whole, "explain {question} at {width}: {line:?}");
                }
            }
        }
    }
}

#[test]
fn wide_terminals_set_facts_beside_each_other_and_narrow_ones_below() {
    let at = |width| read_at(Surroundings { width, ..TERMINAL }, "1005 1006");
    assert!(at(80).contains(
        "\n  Stands for                   a close without a code   a connection that was\n \
         \x20                                                      lost\n"
    ));
    assert!(at(40).contains(
        "\n  Stands for\n  a close without a   a connection that\n  code                was lost\n"
    ));
    let wide = read_at(Surroundings { width: 120, ..TERMINAL }, "1005 1006");
    assert!(wide.lines().any(|line| display_width(line) > 100), "room is made use of");
}

#[test]
fn colours_are_for_terminals() {
    let text = ask_at(TERMINAL, "1006").text;
    let printed = |color| {
        let mut out = Vec::new();
        print(&text, color, &mut out).unwrap();
        out
    };
    assert!(!printed(ColorChoice::Auto).contains(&0x1b));
    assert!(!printed(ColorChoice::Never).contains(&0x1b));
    assert!(printed(ColorChoice::Always).contains(&0x1b));
}

#[test]
fn the_environment_chooses_the_language_and_the_width() {
    let of = |set: &[(&str, &str)], terminal| {
        let variable = |name: &str| {
            set.iter().find(|(of, _)| *of == name).map(|(_, value)| (*value).to_owned())
        };
        Surroundings::from(variable, terminal)
    };
    let locale = |set: &[(&str, &str)]| of(set, None).locale;
    assert_eq!(locale(&[]), Locale::English);
    assert_eq!(locale(&[("LANG", "qaa_FR.UTF-8")]), Locale::English);
    assert_eq!(locale(&[("LANG", "de_DE"), ("LC_ALL", "C")]), Locale::English);
    #[cfg(feature = "german")]
    {
        assert_eq!(locale(&[("LANG", "de_DE.UTF-8")]), Locale::German);
        assert_eq!(locale(&[("LANG", "de@euro")]), Locale::German);
        assert_eq!(locale(&[("LANG", "en_US"), ("LC_MESSAGES", "de_AT")]), Locale::German);
        assert_eq!(locale(&[("LANG", "de_DE"), ("LC_ALL", "")]), Locale::German);
    }

    assert_eq!(of(&[], None).width, 80);
    assert_eq!(of(&[], Some(60)).width, 60);
    assert_eq!(of(&[], Some(250)).width, 100);
    assert_eq!(of(&[("COLUMNS", "44")], Some(60)).width, 44);
    assert_eq!(of(&[("COLUMNS", "wide")], None).width, 80);
    assert_eq!(of(&[("COLUMNS", "1")], None).width, 20);
}

#[cfg(feature = "german")]
#[test]
fn the_option_goes_before_the_environment() {
    let german = Surroundings { locale: Locale::German, ..TERMINAL };
    assert!(read_at(german, "1006").contains("\nAuf einen Blick\n"));
    assert!(read_at(german, "1006 --lang en").contains("\nAt a glance\n"));
    assert!(read_at(german, "--lang en list").starts_with("WebSocket close codes\n"));
    assert!(refusal("1006 --lang qaa").contains("the catalog has no such language"));
}

/// The first cells of what a search prints, its heading aside.
fn found(words: &str) -> Vec<String> {
    let text = read(&format!("search {words}"));
    let hits = text.lines().skip(1).filter(|line| !line.starts_with("   "));
    hits.map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
}

#[test]
fn search_finds_names_first_and_texts_in_every_language() {
    assert_eq!(found("too big")[0], "1009");
    assert!(found("proxy").contains(&"1014".to_owned()));
    assert_eq!(found("abnormal"), found("ABNORMAL"));
    assert_eq!(found("1006")[0], "1006");
    assert_eq!(found("gateway bad")[0], "1014");
    assert_eq!(found("pusher quota"), ["4004"]);
    // What HTTP calls its relative.
    assert!(found("content large").contains(&"1009".to_owned()));
    #[cfg(feature = "german")]
    {
        assert_eq!(found("zertifikat"), ["1015"]);
        let overload = found("überlast");
        assert!(overload.contains(&"1013".to_owned()));
        assert_eq!(found("UEBERLAST"), overload);
        assert_eq!(found("u\u{308}berlast"), overload);
    }
}

#[test]
fn search_says_if_nothing_is_found() {
    let answer = ask_at(TERMINAL, "search xyzzy");
    assert!(!answer.found);
    assert_eq!(answer.text, "No code matches.\n");
    #[cfg(feature = "german")]
    assert_eq!(ask_at(TERMINAL, "search xyzzy --lang de").text, "Kein Code passt dazu.\n");
    let answer = ask_at(TERMINAL, "search xyzzy --json");
    assert_eq!((answer.text.as_str(), answer.found), ("[]\n", false));
}

#[test]
fn a_list_is_of_what_was_chosen() {
    let standard = read("list");
    assert!(standard.contains("\n  1006        Abnormal Closure            yes, with backoff\n"));
    assert!(standard.contains("\n  discord-gateway        Discord Gateway\n"));
    let pusher = read("list --subprotocol pusher");
    assert!(pusher.starts_with("Pusher Channels\n"));
    assert!(pusher.contains("\n  4000-4099  Do Not Reconnect Unchanged"));
    assert!(!pusher.contains("1006"));
    // The file has translations to German, which a build without it refuses.
    #[cfg(feature = "german")]
    {
        let file = read("list --catalog ../examples/catalog.toml");
        let numbers: Vec<_> =
            file.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
        assert_eq!(numbers, ["1011", "4101", "4102"]);
    }
}

#[test]
fn a_number_is_read_as_the_subprotocol_means_it() {
    let page = read("4403 --subprotocol graphql-transport-ws");
    assert!(page.starts_with("4403 Forbidden\n"));
    assert!(read("3500 --subprotocol centrifuge-json").contains("Centrifuge"));
    assert!(read("4001").contains("\nWhat the number means to others\n  Colyseus "));
    assert!(read("403").contains("403 Forbidden is an HTTP status, not a close code."));

    let unknown = refusal("4403 --subprotocol xmpp");
    for subprotocol in Subprotocol::ALL {
        assert!(unknown.contains(subprotocol.id()), "{unknown}");
    }
    assert_eq!(
        refusal("4000 --subprotocol pusher --subprotocol discord-gateway"),
        "close code 4000 cannot be registered: pusher defines it already, and a connection cannot \
         mean discord-gateway by it too",
    );
}

#[test]
fn a_word_of_the_log_is_explained_and_its_code_after_it() {
    let dropped = read("dropped");
    assert!(dropped.starts_with("dropped\n\nAt a glance\n"), "{dropped}");
    assert!(dropped.contains("whoever runs or writes this application"));
    let once = "A handler returns early";
    assert_eq!(dropped.matches(once).count(), 1, "{dropped}");
    assert!(!read("dropped 1001").contains("shuts down"));

    let unanswered = read("unanswered 1001");
    assert!(unanswered.starts_with("unanswered, 1001 Going Away\n"), "{unanswered}");
    let ending = unanswered.find("Our close frame left").unwrap();
    let code = unanswered.find("The sender is leaving").unwrap();
    assert!(ending < code);

    assert!(read("rejected").contains("The peer took our close for an error"));
    // A close frame, or any frame: two rows.
    let reserved = read("reserved_bits");
    assert!(reserved.contains("in a close of the peer's"), "{reserved}");
    assert!(reserved.contains("compression"), "{reserved}");
    #[cfg(feature = "german")]
    assert!(read("dropped --lang de").contains("Die Anwendung gab einen offenen Socket auf"));
    assert!(refusal("eof 1001").contains("no connection ends so"));
    assert!(refusal("1001 dropped").contains("name one or two codes"));
}

#[test]
fn json_has_the_rows_of_a_word() {
    let word = json("abandoned 1001");
    let rows = word["rows"].as_array().unwrap();
    let initiators: Vec<_> = rows.iter().map(|row| row["initiator"].as_str().unwrap()).collect();
    assert_eq!(initiators, ["local", "remote", "remote"]);
    assert_eq!((&rows[1]["spliced"], &rows[2]["spliced"]), (&false.into(), &true.into()));
    assert_eq!(rows[1]["acts"], "ours");
    assert_eq!(word["code"]["name"], "Going Away");
}

#[test]
fn what_is_no_code_is_refused() {
    assert!(refusal("proxy").contains("for words, there is: explain search proxy"));
    assert!(refusal("-5").contains("a whole number from 0 to 65535"));
    assert!(refusal("--json").contains("name one or two codes"));
}

#[test]
fn json_has_every_key_of_a_row() {
    let row = json("1012");
    assert_eq!(row["asked"], 1012);
    assert_eq!(row["code"], 1012);
    assert_eq!(row["retry"]["kind"], "jitter");
    assert_eq!((&row["retry"]["min_s"], &row["retry"]["max_s"]), (&5.into(), &30.into()));
    let keys: Vec<_> = row.as_object().unwrap().keys().cloned().collect();
    let expected = [
        "as_http_status",
        "asked",
        "category",
        "code",
        "elsewhere",
        "first",
        "how_to_fix",
        "http_relatives",
        "lang",
        "last",
        "may_be_sent",
        "meaning",
        "name",
        "owner",
        "reason",
        "reference",
        "reference_url",
        "retry",
        "runbook",
        "sender",
        "severity",
        "sources",
        "subprotocol",
        "when_seen",
    ];
    assert_eq!(keys, expected);

    #[cfg(feature = "german")]
    {
        let row = json("4101 --catalog ../examples/catalog.toml --lang de");
        assert_eq!(row["lang"], "de");
        assert_eq!(row["how_to_fix"], "Das Token erneuern, dann neu verbinden.");
        assert_eq!(row["http_relatives"][0]["phrase"], "Unauthorized");
        assert_eq!(row["severity"], "info");
        let row = json("4102 --catalog ../examples/catalog.toml --lang de");
        assert_eq!(row["lang"], "en", "there is no translation");
    }
    assert_eq!(json("4403")["code"], Value::Null);
    assert_eq!(json("403")["as_http_status"][0]["code"], 3003);
}

#[test]
fn json_compares_as_the_page_does() {
    let compared = json("1005 1006");
    assert_eq!(compared["codes"][1]["asked"], 1006);
    assert_eq!(compared["codes"][1]["name"], "Abnormal Closure");
    let facts = compared["facts"].as_array().unwrap();
    let retry = facts.iter().find(|fact| fact["label"] == "Reconnect").unwrap();
    assert_eq!(retry["values"][1], "yes, with backoff");
    assert_eq!(compared["confusions"][0]["label"], "You see 1005 but expected 1006");
    let page = pages::compare(CloseCode::new(1005), CloseCode::new(1006), Locale::English);
    assert_eq!(compared["differences"].as_array().unwrap().len(), page.differences().len());
    assert_eq!(compared["sources"].as_array().unwrap().len(), page.learn_more().len());
}

#[test]
fn json_lists_rows_whose_facts_all_have_a_word() {
    let mut lists = vec![json("list"), json("search proxy")];
    let ids = Subprotocol::ALL.iter().map(|it| it.id());
    lists.extend(ids.map(|id| json(&format!("list --subprotocol {id}"))));
    for list in lists {
        let rows = list.as_array().unwrap();
        assert!(!rows.is_empty());
        for row in rows {
            for word in [&row["category"], &row["sender"], &row["retry"]["kind"]] {
                assert!(word.is_string(), "{row}");
            }
        }
    }
}
