//! The macros that the rows of the standard catalog are written with.
//!
//! They stand apart from the rows, so that those are read without them. Nobody else declares standard
//! codes: they are not exported.

/// Defines the documents that rows rest on: a constant for each, and where it can be read.
macro_rules! documents {
    ($($(#[$doc:meta])* $constant:ident = $name:literal, $address:literal;)+) => {
        $($(#[$doc])* pub(crate) const $constant: &str = $name;)+

        /// Returns where a reference can be read.
        pub(crate) fn reference_url(reference: &str) -> Option<&str> {
            match reference {
                $($constant => Some($address),)+
                other => other.starts_with("https://").then_some(other),
            }
        }
    };
}
pub(crate) use documents;

/// Defines the standard codes: their constants, their rows, and how they are found.
macro_rules! close_codes {
    (
        codes {$(
            $(#[doc = $meaning:literal])+
            ($code:literal, $constant:ident, $name:literal) {
                when_seen: $when_seen:literal,
                how_to_fix: $how_to_fix:literal,
                sender: $sender:ident,
                retry: $retry:expr,
                retry_source: $retry_source:ident,
                category: $category:ident,
                http: $http:expr,
                reference: $reference:ident,
                $(further: [$($further:ident),+],)?
            }
        )+}
        ranges {$(
            $(#[doc = $range_meaning:literal])+
            ($range:ident $(| $covered:ident)?) {
                when_seen: $range_when_seen:literal,
                how_to_fix: $range_how_to_fix:literal,
                sender: $range_sender:ident,
                retry: $range_retry:expr,
                retry_source: $range_retry_source:ident,
                category: $range_category:ident,
            }
        )+}
    ) => {
        impl $crate::CloseCode {$(
            #[doc = concat!("**", $code, " ", $name, "**:")]
            $(#[doc = $meaning])+
            pub const $constant: Self = Self::new($code);
        )+}

        /// The rows of single codes, in ascending order.
        pub(crate) static CODES: &[$crate::catalog::Entry] = &[$($crate::catalog::macros::Row {
            owner: $crate::catalog::entry::Owner::Standard,
            first: $code,
            last: $code,
            reason: "",
            name: $name,
            meaning: concat!($($meaning),+).trim_ascii(),
            when_seen: $when_seen,
            how_to_fix: $how_to_fix,
            sender: $crate::catalog::Sender::$sender,
            retry: $retry,
            retry_source: $retry_source,
            category: $crate::catalog::Category::$category,
            http: &$http,
            reference: $reference,
            further: &[$($($further),+)?],
        }.into_entry()),+];

        /// The rows of ranges, in ascending order.
        pub(crate) static RANGES: &[$crate::catalog::Entry] = &[$($crate::catalog::macros::Row {
            owner: $crate::catalog::entry::Owner::Standard,
            first: *$crate::CodeRange::$range.bounds().start(),
            last: *$crate::CodeRange::$range.bounds().end(),
            reason: "",
            name: $crate::CodeRange::$range.name(),
            meaning: concat!($($range_meaning),+).trim_ascii(),
            when_seen: $range_when_seen,
            how_to_fix: $range_how_to_fix,
            sender: $crate::catalog::Sender::$range_sender,
            retry: $range_retry,
            retry_source: $range_retry_source,
            category: $crate::catalog::Category::$range_category,
            http: &[],
            reference: RFC_RANGES,
            further: &[],
        }.into_entry()),+];

        /// Returns the row that speaks for the codes of a range that have no row of their own.
        pub(crate) fn range_row(range: $crate::CodeRange) -> &'static $crate::catalog::Entry {
            enum Index {
                $($range),+
            }
            match range {
                $($crate::CodeRange::$range $(| $crate::CodeRange::$covered)? => {
                    &RANGES[Index::$range as usize]
                })+
            }
        }

        /// Returns the standard name of exactly this code.
        pub(crate) const fn name(code: $crate::CloseCode) -> Option<&'static str> {
            match code.as_u16() {
                $($code => Some($name),)+
                _ => None,
            }
        }

        /// Returns the name of this code's constant.
        pub(crate) const fn constant_name(code: $crate::CloseCode) -> Option<&'static str> {
            match code.as_u16() {
                $($code => Some(stringify!($constant)),)+
                _ => None,
            }
        }
    };
}
pub(crate) use close_codes;
