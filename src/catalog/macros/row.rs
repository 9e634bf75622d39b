//! A row as constant parts, which the macros fill in.
//!
//! Constant parts are what a `static` can hold; at run time a row is made with
//! [`Entry::application`].

use std::borrow::Cow;

use crate::CloseCode;
use crate::catalog::entry::{Owner, RowTexts};
use crate::catalog::standard::RFC_RANGES;
use crate::catalog::{Annotation, Category, Entry, Retry, Sender, Subprotocol};

/// A row as constant parts, for the tables that macros write.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "only for the macros; each field is the entry's of the same name")]
pub struct Row {
    pub owner: Owner,
    pub first: u16,
    pub last: u16,
    /// Empty where the row speaks for every reason.
    pub reason: &'static str,
    pub name: &'static str,
    pub meaning: &'static str,
    pub when_seen: &'static str,
    pub how_to_fix: &'static str,
    pub sender: Sender,
    pub retry: Retry,
    /// Empty where it is the reference.
    pub retry_source: &'static str,
    pub category: Category,
    pub http: &'static [u16],
    pub reference: &'static str,
    pub further: &'static [&'static str],
}

impl Row {
    /// What a row of [`app_codes!`](crate::app_codes) is, but for what it says itself.
    #[must_use]
    pub const fn of_application() -> Self {
        Self::of(Owner::Application, RFC_RANGES)
    }

    /// What a row of [`subprotocol!`](crate::subprotocol) is, but for what it says itself.
    #[must_use]
    pub const fn of_subprotocol(
        subprotocol: &'static Subprotocol,
        reference: &'static str,
    ) -> Self {
        Self::of(Owner::Subprotocol(subprotocol), reference)
    }

    /// Makes the row.
    #[must_use]
    pub const fn into_entry(self) -> Entry {
        assert!(self.is_complete(), "the row of a close code leaves a text empty");
        Entry {
            first: CloseCode::new(self.first),
            last: CloseCode::new(self.last),
            reason: self.reason,
            name: Cow::Borrowed(self.name),
            owner: self.owner,
            english: RowTexts {
                meaning: Cow::Borrowed(self.meaning),
                when_seen: Cow::Borrowed(self.when_seen),
                how_to_fix: Cow::Borrowed(self.how_to_fix),
            },
            translations: Vec::new(),
            sender: self.sender,
            retry: self.retry,
            retry_source: Cow::Borrowed(match self.retry_source.is_empty() {
                true => self.reference,
                false => self.retry_source,
            }),
            category: self.category,
            http: Cow::Borrowed(self.http),
            reference: Cow::Borrowed(self.reference),
            further: self.further,
            annotation: Annotation::new(),
        }
    }

    const fn of(owner: Owner, reference: &'static str) -> Self {
        Self {
            owner,
            first: 0,
            last: 0,
            reason: "",
            name: "",
            meaning: "",
            when_seen: "",
            how_to_fix: "",
            sender: Sender::Either,
            retry: Retry::AsAgreed,
            retry_source: "",
            category: Category::Application,
            http: &[],
            reference,
            further: &[],
        }
    }

    const fn is_complete(&self) -> bool {
        !(self.name.is_empty()
            || self.meaning.is_empty()
            || self.when_seen.is_empty()
            || self.how_to_fix.is_empty())
    }
}
