//! What `app_codes!` and `subprotocol!` refuse to compile.
//!
//! The functions are called in constants, so that whoever declares codes learns of a mistake from the
//! compiler; the messages come from the macros, since a constant cannot put numbers into a text. Two
//! blocks that claim one code are found when a catalog takes both.

use crate::catalog::Catalog;
use crate::{Close, CloseCode, CodeRange};

/// Refuses codes that are too many, that are not within 3000-4999, or that occur twice, each with the
/// message beside it.
pub const fn assert_codes(too_many: &str, codes: &[(u16, &str, &str)]) {
    assert!(codes.len() <= Catalog::MAX_APPLICATION_CODES, "{}", too_many);
    let mut index = 0;
    while index < codes.len() {
        let (code, not_theirs, twice) = codes[index];
        assert!(is_application_code(CloseCode::new(code)), "{}", not_theirs);
        let mut before = 0;
        while before < index {
            assert!(codes[before].0 != code, "{}", twice);
            before += 1;
        }
        index += 1;
    }
}

/// Refuses ranges that overlap or do not ascend, that hold fewer than two codes, or that do not lie
/// within 3000-4999, each with the message beside it.
pub const fn assert_ranges(not_apart: &str, ranges: &[(u16, u16, &str, &str)]) {
    let mut index = 0;
    while index < ranges.len() {
        let (first, last, too_short, not_theirs) = ranges[index];
        assert!(index == 0 || ranges[index - 1].1 < first, "{}", not_apart);
        assert!(first < last, "{}", too_short);
        assert!(
            is_application_code(CloseCode::new(first)) && is_application_code(CloseCode::new(last)),
            "{}",
            not_theirs
        );
        index += 1;
    }
}

/// Refuses reasons of codes that are never sent, that are empty or longer than a close frame holds
/// (RFC 6455 section 5.5), or that occur twice with one code, each with the message beside it.
pub const fn assert_reasons(reasons: &[(u16, &str, &str, &str)]) {
    let mut index = 0;
    while index < reasons.len() {
        let (code, reason, never_sent, not_distinct) = reasons[index];
        assert!(CloseCode::new(code).may_be_sent(), "{}", never_sent);
        assert!(!reason.is_empty() && reason.len() <= Close::MAX_REASON_LEN, "{}", not_distinct);
        let mut before = 0;
        while before < index {
            let (other, text, ..) = reasons[before];
            assert!(
                other != code || !is_same(text.as_bytes(), reason.as_bytes()),
                "{}",
                not_distinct
            );
            before += 1;
        }
        index += 1;
    }
}

const fn is_same(mut a: &[u8], mut b: &[u8]) -> bool {
    while let ([first_a, rest_a @ ..], [first_b, rest_b @ ..]) = (a, b) {
        if *first_a != *first_b {
            return false;
        }
        (a, b) = (rest_a, rest_b);
    }
    a.is_empty() && b.is_empty()
}

/// Returns whether a number lies where applications may define codes (RFC 6455 section 7.4.2).
pub(crate) const fn is_application_code(code: CloseCode) -> bool {
    matches!(code.range(), CodeRange::Registered | CodeRange::PrivateUse)
}
