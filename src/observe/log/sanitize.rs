//! Makes text that a peer chose safe to show: one line, no control, bidi or invisible characters.
//!
//! `tracing`'s formatters escape some of these, each differently, and a log is read in terminals and
//! browsers. Ordinary text of every script stays as it is, quotes and HTML too: those are for whoever
//! shows it.

use std::{borrow::Cow, fmt::Write};

use super::marks::{is_spacing, is_stacked};

/// Escapes what a terminal, a log viewer or a reader could be fooled by; the rest stays as it is.
///
/// `tracing`'s formatters escape some of it, and differently; none escapes U+2028 or U+202E in
/// JSON. At most `limit` bytes of `text` are looked at.
pub(super) fn sanitize(text: &str, limit: usize) -> Cow<'_, str> {
    // What most reasons are made of needs no second look.
    if text.len() <= limit && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let shown = match text.char_indices().find(|(at, char)| at + char.len_utf8() > limit) {
        Some((end, _)) => &text[..end],
        None => text,
    };
    if !shown.chars().any(hostility()) {
        return Cow::Borrowed(shown);
    }
    let mut escaped = String::with_capacity(shown.len() + 16);
    let mut is_hostile = hostility();
    for char in shown.chars() {
        if is_hostile(char) {
            // Writing to a String cannot fail.
            let _ = write!(escaped, "{}", char.escape_default());
        } else {
            escaped.push(char);
        }
    }
    Cow::Owned(escaped)
}

/// How much of what a request said is shown, in bytes before escaping.
const SHOWN: usize = 256;

/// What a client chose, as it may be shown.
pub(super) fn shown(text: Option<&str>) -> Option<Cow<'_, str>> {
    text.map(|text| sanitize(text, SHOWN))
}

/// More marks than any language puts on one letter; stacked higher, they cover the lines around.
const MAX_MARKS: u32 = 4;

/// Judges the characters of a text, in their order.
fn hostility() -> impl FnMut(char) -> bool {
    let mut marks = 0;
    move |char| {
        // Only what others stand on begins anew: marks are put on the same letter after a spacing one too.
        let is_mark = is_stacked(char);
        if is_mark {
            marks += 1;
        } else if !is_spacing(char) {
            marks = 0;
        }
        is_mark && marks > MAX_MARKS || is_invisible(char)
    }
}

/// C0, DEL and C1; line and paragraph separator; everything that reorders, joins or hides what is
/// around it (Unicode's format characters but those that show, and what has no glyph:
/// `Default_Ignorable_Code_Point`, and the fillers that show as nothing).
fn is_invisible(char: char) -> bool {
    char.is_control()
        || matches!(char,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{2800}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            // At this one mtail 3.0.0~rc50 stops to read a log.
            | '\u{FFFD}'
            | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::sanitize;

    #[test]
    fn hostile_characters_are_escaped_and_nothing_else() {
        let cases = [
            ("plain \"quoted\" \\ ${jndi:x} <b>é漢🙂", "plain \"quoted\" \\ ${jndi:x} <b>é漢🙂"),
            ("a\nb\r\tc\0", "a\\nb\\r\\tc\\u{0}"),
            ("\u{1b}[31m\u{9b}\u{7f}", "\\u{1b}[31m\\u{9b}\\u{7f}"),
            ("\u{2028}\u{202e}\u{200b}\u{feff}", "\\u{2028}\\u{202e}\\u{200b}\\u{feff}"),
            ("not UTF-8: \u{fffd}", "not UTF-8: \\u{fffd}"),
            ("\u{61c}\u{ad}\u{e0041}\u{fe0f}", "\\u{61c}\\u{ad}\\u{e0041}\\u{fe0f}"),
            ("\u{2800}\u{3164}", "\\u{2800}\\u{3164}"),
            ("Vie\u{323}\u{302}t สวัสดี שָׁלוֹם", "Vie\u{323}\u{302}t สวัสดี שָׁלוֹם"),
            (
                "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{e47}a",
                "e\u{301}\u{301}\u{301}\u{301}\\u{301}\\u{e47}a",
            ),
            ("လျှို့ဝှက်", "လျှို့ဝှက်"),
            (
                "a\u{301}\u{301}\u{301}\u{301}\u{951}\u{903}\u{301}\u{fff0}",
                "a\u{301}\u{301}\u{301}\u{301}\\u{951}\u{903}\\u{301}\\u{fff0}",
            ),
            (
                "\u{2de0}\u{a674}\u{730}\u{8ca}\u{1cd0}\u{a8e0}",
                "\u{2de0}\u{a674}\u{730}\u{8ca}\\u{1cd0}\\u{a8e0}",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(sanitize(text, 1000), expected);
        }
    }

    #[test]
    fn the_limit_counts_bytes_and_respects_characters() {
        assert_eq!(sanitize("ééé", 5), "éé");
        assert_eq!(sanitize("ééé", 6), "ééé");
        assert_eq!(sanitize("a\nb", 2), "a\\n");
    }
}
