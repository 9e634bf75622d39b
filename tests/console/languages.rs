//! The console's texts in both languages.

/// The console's page in both languages, and what its scripts say.
const CONSOLE: [&str; 2] = [
    include_str!("../../examples/server/console/page.html"),
    include_str!("../../examples/server/console/page.de.html"),
];
const WORDS: &str = include_str!("../../examples/server/console/language.js");
const SCRIPTS: [&str; 10] = [
    include_str!("../../examples/server/console/main.js"),
    include_str!("../../examples/server/console/chart.js"),
    include_str!("../../examples/server/console/concerns.js"),
    include_str!("../../examples/server/console/endings.js"),
    include_str!("../../examples/server/console/filters.js"),
    include_str!("../../examples/server/console/open.js"),
    include_str!("../../examples/server/console/text.js"),
    include_str!("../../examples/server/console/totals.js"),
    include_str!("../../examples/server/console/buttons.js"),
    include_str!("../../examples/server/console/lab.js"),
];

#[test]
fn the_console_has_the_same_parts_in_both_languages() {
    // What a tag is, and what scripts and styles find it by.
    let parts = |page: &str| -> Vec<String> {
        let tags = page.split('<').skip(1).filter_map(|tag| tag.split('>').next());
        let found_by = ["id=", "class=", "name=", "value=", "data-"];
        let short = |tag: &str| {
            let words = tag.split_whitespace();
            let kept =
                words.clone().skip(1).filter(|it| found_by.iter().any(|by| it.starts_with(by)));
            let name = words.take(1);
            name.chain(kept).collect::<Vec<_>>().join(" ")
        };
        tags.map(short).collect()
    };
    let [english, german] = CONSOLE.map(parts);
    assert!(english.len() > 200, "{}", english.len());
    assert_eq!(english, german);
    assert!(CONSOLE[1].contains("<html lang=\"de\">"));
    let texts = |page: &'static str| page.split('>').filter_map(|part| part.split('<').next());
    let is_sentence = |text: &&str| text.trim().split(' ').count() > 3;
    let english: Vec<_> = texts(CONSOLE[0]).filter(is_sentence).collect();
    assert!(english.len() > 10, "{english:?}");
    for sentence in texts(CONSOLE[1]).filter(is_sentence) {
        let is_code = sentence.contains("ws.onmessage");
        assert!(is_code || !english.contains(&sentence), "not translated: {sentence}");
    }
}

#[test]
fn the_consoles_scripts_have_their_words_in_german() {
    let mut words = 0;
    for script in SCRIPTS {
        for (at, _) in script.match_indices("t(\"") {
            // Not a call of another name, such as `element("`.
            if script[..at].ends_with(|before: char| before.is_alphanumeric()) {
                continue;
            }
            let word = script[at + 3..].split('"').next().unwrap_or_default();
            let key = [format!("\n  \"{word}\": \""), format!("\n  {word}: \"")];
            assert!(key.iter().any(|key| WORDS.contains(key)), "no German for {word:?}");
            words += 1;
        }
    }
    assert!(words > 30, "{words}");
}
