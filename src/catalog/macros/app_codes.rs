//! The macro that declares an application's codes.
//!
//! It makes constants and rows of one text, and has the compiler check them. Into a catalog they are put
//! by the program.

/// Declares an application's close codes, checked at compile time.
///
/// Each row becomes a [`CloseCode`](crate::CloseCode) constant and an [`Entry`](crate::catalog::Entry) in the
/// declared static, which a [`Catalog`](crate::catalog::Catalog) takes with
/// [`with_codes`](crate::catalog::Catalog::with_codes). The doc comment of
/// a row is its meaning, in plain text; `when_seen` and `how_to_fix` are the other texts. `sender`,
/// `retry`, `retry_source`, `category`, `http` and `reference` may be left out.
///
/// ```
/// use closeframe::catalog::{Catalog, Locale, Retry, Sender};
///
/// closeframe::app_codes! {
///     /// The codes of the chat.
///     pub static CHAT_CODES;
///
///     /// The session's token has run out.
///     (4401, SESSION_EXPIRED, "Session Expired") {
///         when_seen: "An hour after the login, or when the user logs out elsewhere.",
///         how_to_fix: "Renew the token, then reconnect.",
///         sender: Sender::Server,
///         retry: Retry::AfterFix,
///         http: &[401],
///     }
///
///     /// A moderator removed the user from the room.
///     (4403, REMOVED, "Removed") {
///         when_seen: "After a moderator's decision.",
///         how_to_fix: "Nothing, until a moderator lets the user in again.",
///     }
/// }
///
/// let catalog = Catalog::standard().with_codes(CHAT_CODES)?;
/// let entry = catalog.entry(SESSION_EXPIRED);
/// assert_eq!(entry.name(), "Session Expired");
/// assert_eq!(entry.meaning(Locale::English).as_str(), "The session's token has run out.");
/// assert_eq!(entry.retry(), Retry::AfterFix);
/// assert_eq!(entry.http_relatives(), [401]);
/// # Ok::<(), closeframe::catalog::RegisterError>(())
/// ```
///
/// # What does not compile
///
/// A code outside 3000-4999:
///
/// ```compile_fail,E0080
/// closeframe::app_codes! {
///     static CODES;
///     /// Not an application's number.
///     (2000, WRONG, "Wrong") { when_seen: "Never.", how_to_fix: "Use 4000-4999." }
/// }
/// ```
///
/// A code of the standard catalog:
///
/// ```compile_fail,E0080
/// closeframe::app_codes! {
///     static CODES;
///     /// Registered with IANA already.
///     (3000, WRONG, "Wrong") { when_seen: "Never.", how_to_fix: "Use another number." }
/// }
/// ```
///
/// The same code twice:
///
/// ```compile_fail,E0080
/// closeframe::app_codes! {
///     static CODES;
///     /// The first.
///     (4001, FIRST, "First") { when_seen: "Now.", how_to_fix: "Nothing." }
///     /// The second.
///     (4001, SECOND, "Second") { when_seen: "Now.", how_to_fix: "Use another number." }
/// }
/// ```
///
/// Also not: an empty text, and more rows than
/// [`Catalog::MAX_APPLICATION_CODES`](crate::catalog::Catalog::MAX_APPLICATION_CODES). Two blocks that
/// claim the same code are found when a catalog takes both.
#[macro_export]
macro_rules! app_codes {
    (
        $(#[$attribute:meta])*
        $visibility:vis static $codes:ident;
        $(
            $(#[doc = $meaning:literal])+
            ($code:literal, $constant:ident, $name:literal) {
                $($field:ident: $value:expr),+ $(,)?
            }
        )+
    ) => {
        $(
            $(#[doc = $meaning])+
            $visibility const $constant: $crate::CloseCode = $crate::CloseCode::new($code);
        )+

        $(#[$attribute])*
        $visibility static $codes: &[$crate::catalog::Entry] = &[$(
            $crate::__private::Row {
                first: $code,
                last: $code,
                name: $name,
                meaning: concat!($($meaning),+).trim_ascii(),
                $($field: $value,)+
                ..$crate::__private::Row::of_application()
            }
            .into_entry()
        ),+];

        const _: () = $crate::__private::assert_codes(
            "more close codes in one app_codes! block than a catalog takes",
            &[$((
                $code,
                concat!("close code ", $code, " is not an application's: those are 3000-4999"),
                concat!("close code ", $code, " occurs twice in one app_codes! block"),
            )),+],
        );
        $(const _: () = assert!(
            !$crate::CloseCode::new($code).is_standard(),
            concat!("close code ", $code, " is defined by the standard catalog already")
        );)+
    };
}
