//! What `app_codes!` and `subprotocol!` have in common: how they write a row, and what they refuse to
//! compile.

use crate::{CloseCode, CodeRange};

/// Writes one row over what the rows of its kind have in common.
#[doc(hidden)]
#[macro_export]
macro_rules! __close_code_row {
    (
        $kind:expr;
        $first:literal, $last:literal, $name:literal, [$($meaning:literal)+] {
            $($field:ident: $value:expr),+
        }
    ) => {
        $crate::catalog::Entry::from_row($crate::catalog::Row {
            first: $first,
            last: $last,
            name: $name,
            meaning: concat!($($meaning),+).trim_ascii(),
            $($field: $value,)+
            ..$kind
        })
    };
}

/// Refuses codes that are not within 3000-4999, that occur twice, or that are too many.
#[doc(hidden)]
#[macro_export]
macro_rules! __assert_close_codes {
    ($block:literal, $whose:literal, [$($code:literal),*]) => {
        const _: () = {
            const CODES: &[u16] = &[$($code),*];
            assert!(
                CODES.len() <= $crate::catalog::Catalog::MAX_APPLICATION_CODES,
                concat!("more close codes in one ", $block, " block than a catalog takes")
            );
            $(
                assert!(
                    $crate::catalog::is_application_code($crate::CloseCode::new($code)),
                    concat!("close code ", $code, " is not ", $whose, "'s: those are 3000-4999")
                );
                assert!(
                    $crate::catalog::occurs_once(CODES, $code),
                    concat!("close code ", $code, " occurs twice in one ", $block, " block")
                );
            )*
        };
    };
}

/// Returns whether a number lies where applications may define codes (RFC 6455 section 7.4.2).
#[doc(hidden)]
#[must_use]
pub const fn is_application_code(code: CloseCode) -> bool {
    matches!(code.range(), CodeRange::Registered | CodeRange::PrivateUse)
}

/// Returns whether `code` occurs exactly once in `codes`.
#[doc(hidden)]
#[must_use]
pub const fn occurs_once(codes: &[u16], code: u16) -> bool {
    let mut count = 0;
    let mut index = 0;
    while index < codes.len() {
        if codes[index] == code {
            count += 1;
        }
        index += 1;
    }
    count == 1
}

/// Returns whether each range begins after the end of the one before.
#[doc(hidden)]
#[must_use]
pub const fn are_apart(ranges: &[(u16, u16)]) -> bool {
    let mut index = 1;
    while index < ranges.len() {
        if ranges[index].0 <= ranges[index - 1].1 {
            return false;
        }
        index += 1;
    }
    true
}
