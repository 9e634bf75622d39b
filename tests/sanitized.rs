//! What the log makes of every character there is, against Unicode's tables in `regex-syntax` (16.0). The tables of
//! the crate are written by hand or from another version, and have to agree on what both know.

#[path = "../src/observe/log/marks.rs"]
mod marks;
#[path = "../src/observe/log/sanitize.rs"]
#[expect(dead_code, reason = "what else shows text of a peer's has part of it")]
mod sanitize;

use regex_syntax::hir::{Class, HirKind};

use self::sanitize::sanitize;

/// More than any text here has bytes.
const ALL: usize = 1000;

/// Of what is no format character: the fillers, and what mtail stops at.
const ESCAPED: &str = r"[\p{Default_Ignorable_Code_Point}\u2800\uFFFD]";

fn class(pattern: &str) -> impl Fn(char) -> bool + use<> {
    let parsed = regex_syntax::parse(pattern).unwrap();
    let HirKind::Class(Class::Unicode(class)) = parsed.into_kind() else {
        panic!("{pattern} is no class");
    };
    move |char| {
        let at = class.ranges().partition_point(|range| range.end() < char);
        class.ranges().get(at).is_some_and(|range| range.start() <= char)
    }
}

fn every_char() -> impl Iterator<Item = char> {
    '\0'..=char::MAX
}

#[test]
fn default_ignorables_and_controls_are_escaped() {
    let is_hidden = class(r"[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]");
    for char in every_char().filter(|char| is_hidden(*char)) {
        let escaped = char.escape_default().to_string();
        assert_eq!(sanitize(&format!("a{char}b"), ALL), format!("a{escaped}b"), "{escaped}");
    }
}

#[test]
fn what_shows_stays() {
    let shows = class(&format!(r"[\p{{L}}\p{{M}}\p{{N}}\p{{P}}\p{{S}}\p{{Zs}}--{ESCAPED}]"));
    for char in every_char().filter(|char| shows(*char)) {
        let text = format!("a{char}b");
        assert_eq!(sanitize(&text, ALL), text, "{}", char.escape_unicode());
    }
}

#[test]
fn whatever_marks_are_mixed_no_more_than_four_stay_on_a_letter() {
    let is_mark = class(r"\p{M}");
    let is_stacked = class(r"[\p{Mn}\p{Me}]");
    for mark in every_char().filter(|char| is_mark(*char)) {
        for marks in ["\u{301}".repeat(4) + &mark.to_string(), format!("{mark}\u{301}")] {
            let text = format!("a{}", marks.repeat(11));
            let shown = sanitize(&text, ALL);
            let most = shown
                .split(|char| !is_mark(char))
                .map(|marks| marks.chars().filter(|mark| is_stacked(*mark)).count());
            let most = most.max().unwrap();
            assert!(most <= 4, "{most} marks of {} and U+0301", mark.escape_unicode());
        }
    }
}

#[test]
fn what_is_no_mark_begins_anew() {
    let is_base = class(&format!(r"[\p{{L}}\p{{N}}\p{{P}}\p{{S}}--{ESCAPED}]"));
    for base in every_char().filter(|char| is_base(*char)) {
        let text = format!("{base}\u{301}\u{301}\u{301}").repeat(2);
        assert_eq!(sanitize(&text, ALL), text, "{}", base.escape_unicode());
    }
}
