//! The macro that declares a subprotocol.
//!
//! It makes constants, rows and documentation of one text. Which subprotocols there are is told by
//! those who call it.

use crate::{
    CloseCode,
    catalog::{Entry, Subprotocol},
};

/// Declares the close codes of a subprotocol: constants, rows and documentation in one place.
///
/// The doc comment of a row is its meaning. The fields of a row are those of
/// [`app_codes!`](crate::app_codes); unlike there, 3000, 3003 and 3008 may be
/// defined anew, as some protocols do. A range has a name and the same fields. If 3008 is defined anew,
/// `missing_pong` may name the code for a peer that left a ping unanswered.
///
/// Where a protocol tells with the close reason what happened, `reasons` has rows for a code and what
/// the reason starts with: of any code that may be sent, 1000-2999 too. The longest start wins.
///
/// ```
/// use closeframe::{CloseCode, catalog::{Catalog, Locale, Retry, Sender}};
///
/// closeframe::subprotocol! {
///     /// The protocol of our chat.
///     pub static CHAT = "chat.v2" {
///         title: "Chat, version 2",
///         negotiated: ["chat.v2"],
///         reference: "https://chat.example/protocol",
///     }
///     codes {
///         /// A moderator removed the user from the room.
///         (4403, REMOVED, "Removed") {
///             when_seen: "After a moderator's decision.",
///             how_to_fix: "Nothing, until a moderator lets the user in again.",
///             sender: Sender::Server,
///             retry: Retry::No,
///         }
///     }
///     ranges {
///         /// The server is busy.
///         (4500..=4599, "Busy") {
///             when_seen: "Under load.",
///             how_to_fix: "Wait.",
///             retry: Retry::Backoff,
///         }
///     }
///     reasons {
///         /// The room was closed for good.
///         (1000, "room closed", "Room Closed") {
///             when_seen: "When its owner deletes it.",
///             how_to_fix: "Nothing: choose another room.",
///         }
///     }
/// }
///
/// let catalog = Catalog::standard().with_subprotocol(&CHAT)?;
/// assert_eq!(catalog.entry(REMOVED).name(), "Removed");
/// assert_eq!(catalog.entry(CloseCode::new(4512)).name(), "Busy");
/// let entry = catalog.entry_for(CloseCode::NORMAL_CLOSURE, "room closed by ada");
/// assert_eq!(entry.name(), "Room Closed");
/// # Ok::<(), closeframe::catalog::RegisterError>(())
/// ```
///
/// # What does not compile
///
/// A code or a range outside 3000-4999, a code that occurs twice, ranges that overlap or do not
/// ascend, a reason that occurs twice, an empty text:
///
/// ```compile_fail,E0080
/// closeframe::subprotocol! {
///     /// Wrong: 1000-2999 belong to the protocol.
///     static WRONG = "wrong" { title: "Wrong", negotiated: [], reference: "none" }
///     codes {
///         /// Not theirs to define.
///         (1008, REFUSED, "Refused") { when_seen: "Never.", how_to_fix: "Use 4000-4999." }
///     }
/// }
/// ```
///
/// ```compile_fail,E0080
/// closeframe::subprotocol! {
///     /// Wrong: 4550 would mean both.
///     static WRONG = "wrong" { title: "Wrong", negotiated: [], reference: "none" }
///     codes {}
///     ranges {
///         /// One.
///         (4500..=4599, "One") { when_seen: "Now.", how_to_fix: "Wait." }
///         /// Two.
///         (4550..=4650, "Two") { when_seen: "Now.", how_to_fix: "Wait." }
///     }
/// }
/// ```
#[macro_export]
macro_rules! subprotocol {
    (
        $(#[$attribute:meta])*
        $visibility:vis static $subprotocol:ident = $id:literal {
            title: $title:literal,
            negotiated: [$($negotiated:literal),* $(,)?],
            reference: $source:expr
            $(, missing_pong: $missing_pong:ident)?
            $(,)?
        }
        codes {$(
            $(#[doc = $meaning:literal])+
            ($code:literal, $constant:ident, $name:literal) {
                $($field:ident: $value:expr),+ $(,)?
            }
        )*}
        $(ranges {$(
            $(#[doc = $range_meaning:literal])+
            ($first:literal..=$last:literal, $range_name:literal) {
                $($range_field:ident: $range_value:expr),+ $(,)?
            }
        )*})?
        $(reasons {$(
            $(#[doc = $reason_meaning:literal])+
            ($reason_code:literal, $reason:literal, $reason_name:literal) {
                $($reason_field:ident: $reason_value:expr),+ $(,)?
            }
        )*})?
    ) => {
        $(
            $(#[doc = $meaning])+
            $visibility const $constant: $crate::CloseCode = $crate::CloseCode::new($code);
        )*

        $(#[$attribute])*
        $visibility static $subprotocol: $crate::catalog::Subprotocol = {
            static ROWS: &[$crate::catalog::Entry] = &[$(
                $crate::__private::Row {
                    first: $code,
                    last: $code,
                    name: $name,
                    meaning: concat!($($meaning),+).trim_ascii(),
                    $($field: $value,)+
                    ..$crate::__private::Row::of_subprotocol(&$subprotocol, $source)
                }
                .into_entry()
            ),*];
            static RANGES: &[$crate::catalog::Entry] = &[$($(
                $crate::__private::Row {
                    first: $first,
                    last: $last,
                    name: $range_name,
                    meaning: concat!($($range_meaning),+).trim_ascii(),
                    $($range_field: $range_value,)+
                    ..$crate::__private::Row::of_subprotocol(&$subprotocol, $source)
                }
                .into_entry()
            ),*)?];
            static REASONS: &[$crate::catalog::Entry] = &[$($(
                $crate::__private::Row {
                    first: $reason_code,
                    last: $reason_code,
                    reason: $reason,
                    name: $reason_name,
                    meaning: concat!($($reason_meaning),+).trim_ascii(),
                    $($reason_field: $reason_value,)+
                    ..$crate::__private::Row::of_subprotocol(&$subprotocol, $source)
                }
                .into_entry()
            ),*)?];
            $crate::__private::subprotocol(
                ($id, $title),
                &[$($negotiated),*],
                $source,
                &[$($missing_pong)?],
                [ROWS, RANGES, REASONS],
            )
        };

        const _: () = $crate::__private::assert_codes(
            "more close codes in one subprotocol! block than a catalog takes",
            &[$((
                $code,
                concat!("close code ", $code, " is not a subprotocol's: those are 3000-4999"),
                concat!("close code ", $code, " occurs twice in one subprotocol! block"),
            )),*],
        );
        const _: () = $crate::__private::assert_ranges(
            "the ranges in one subprotocol! block overlap, or are not in ascending order",
            &[$($((
                $first,
                $last,
                concat!("the range ", $first, "..=", $last, " does not end after its first code"),
                concat!(
                    "the range ", $first, "..=", $last,
                    " is not a subprotocol's: those lie within 3000-4999"
                ),
            )),*)?],
        );
        const _: () = $crate::__private::assert_reasons(&[$($((
            $reason_code,
            $reason,
            concat!("close code ", $reason_code, " is never sent, so no reason can come with it"),
            concat!("the reason ", $reason, " is empty or too long, or occurs twice with one code"),
        )),*)?]);
    };
}

/// Makes a subprotocol of constant parts; `missing_pong` has one code, or none.
#[must_use]
pub const fn subprotocol(
    (id, title): (&'static str, &'static str),
    negotiated: &'static [&'static str],
    reference: &'static str,
    missing_pong: &'static [CloseCode],
    [rows, ranges, reasons]: [&'static [Entry]; 3],
) -> Subprotocol {
    let missing_pong = match *missing_pong {
        [code, ..] => Some(code),
        [] => None,
    };
    if let Some(code) = missing_pong {
        assert!(has_row(rows, code), "the code for a missing pong is none of the subprotocol's");
    }
    Subprotocol { id, title, negotiated, reference, missing_pong, rows, ranges, reasons }
}

const fn has_row(mut rows: &[Entry], code: CloseCode) -> bool {
    while let [row, rest @ ..] = rows {
        if row.first().as_u16() == code.as_u16() {
            return true;
        }
        rows = rest;
    }
    false
}
