//! The catalog's pages: every pair of rows compared, in every language.

use std::collections::BTreeSet;

use closeframe::catalog::{self, Layout};
use closeframe::{CloseCode, Locale};

/// A code for every row of the standard catalog, and a second one for every range.
fn samples() -> Vec<CloseCode> {
    let ends = catalog::iter().flat_map(|row| [*row.codes().start(), *row.codes().end()]);
    let codes: BTreeSet<u16> = ends.chain([3001, 4001]).collect();
    codes.into_iter().map(CloseCode::new).collect()
}

#[test]
fn locales_are_read_from_language_tags() {
    assert_eq!("de-AT".parse(), Ok(Locale::German));
    assert_eq!(
        "fr".parse::<Locale>().unwrap_err().to_string(),
        "the catalog has no such language, only en, de",
    );
}

#[test]
fn every_comparison_is_complete_in_every_language() {
    for &locale in Locale::ALL {
        for a in samples() {
            for b in samples() {
                let page = catalog::compare(a, b, locale);
                let mirrored = catalog::compare(b, a, locale);
                assert_eq!(page.differences().len(), mirrored.differences().len(), "{a}, {b}");
                assert_eq!(page.differences().is_empty(), a == b, "{a}, {b}");
                assert_eq!(page.sections().len(), if a == b { 4 } else { 6 });
                for code in [a, b] {
                    let number = code.as_u16().to_string();
                    assert!(page.introduction().contains(&number), "{a}, {b}");
                    assert!(page.title().contains(&number), "{a}, {b}");
                }
                for section in page.sections() {
                    assert!(!section.heading().is_empty());
                    assert!(!section.items().is_empty());
                    for item in section.items() {
                        assert!(!item.text().as_str().is_empty());
                        assert_eq!(item.label().is_some(), section.layout() == Layout::Labelled);
                    }
                }
            }
        }
    }
}

#[test]
fn differences_follow_from_the_facts() {
    let page =
        catalog::compare(CloseCode::NORMAL_CLOSURE, CloseCode::ABNORMAL_CLOSURE, Locale::English);
    assert_eq!(
        page.introduction(),
        "1000 Normal Closure and 1006 Abnormal Closure are two WebSocket close codes. They share \
         the number range (1000-1015, the protocol's own) and the reference (RFC 6455 section \
         7.4.1).",
    );
    assert_eq!(
        page.differences(),
        [
            "1000 stands for an ordinary end; 1006 stands for a connection that was lost.",
            "Should the client reconnect? After 1000: no; after 1006: yes, with backoff.",
            "May it appear in a close frame? 1000: allowed; 1006: not allowed.",
            "WebSocket.close() in a page's script: 1000 is accepted; 1006 is refused.",
        ],
    );
    assert_eq!(
        page.when_to_use(),
        [
            "Send 1000 to report an ordinary end.",
            "Never send 1006: with it, an endpoint tells its own application of a connection that \
             was lost.",
            "Of the two, only 1000 can be chosen.",
        ],
    );
}

#[test]
fn two_codes_of_one_range_differ_by_agreement_only() {
    let page = catalog::compare(CloseCode::new(4001), CloseCode::new(4002), Locale::German);
    assert_eq!(
        page.differences(),
        ["Kein öffentliches Dokument unterscheidet 4001 von 4002: Für beide gilt dieselbe Regel, \
          \"Private Use\". Ein Unterschied besteht nur, wo Client und Server ihn vereinbart haben."],
    );
}

#[test]
fn a_code_compared_with_itself_says_so() {
    let code = CloseCode::TIMEOUT;
    let page = catalog::compare(code, code, Locale::English);
    assert_eq!(page.title(), "3008 Timeout");
    assert_eq!(
        page.introduction(),
        "Both numbers are the same WebSocket close code, 3008 Timeout: there is nothing to \
         compare.",
    );
}

#[test]
fn pages_mark_what_is_not_in_their_language() {
    let code = CloseCode::GOING_AWAY;
    let german = catalog::explain(code, Locale::German);
    for section in german.sections() {
        for item in section.items() {
            let text = item.text();
            assert_eq!(text.is_fallback(), text.locale() == Locale::English);
        }
    }
    let meaning = german.entry().meaning(Locale::German);
    assert_eq!(meaning.is_fallback(), german.to_string().contains("[en] "));
    assert!(german.to_string().starts_with("1001 Going Away\n\nAuf einen Blick\n  Steht für: "));
    assert!(!catalog::explain(code, Locale::English).to_string().contains("[en]"));
}
