//! A row of the catalog, and how it is read.
//!
//! Rows of every origin have the same fields, so that logs and pages need not ask where one is from.
//! How rows are made is in `entry/setters.rs`, and in `macros` for those of constant parts.

mod setters;

use std::borrow::Cow;
use std::ops::RangeInclusive;

use super::annotation::Annotation;
use super::category::Category;
use super::language::Texts;
use super::locale::Locale;
use super::retry::Retry;
use super::sender::Sender;
use super::standard;
use super::subprotocol::Subprotocol;
use super::text::Text;
use crate::{CloseCode, CodeRange};

/// A row of the catalog: what one close code, or every code of a range, means in practice.
///
/// The rows of RFC 6455, of the IANA registry and of the ranges come with the crate, and so do those
/// of the [subprotocols](super::subprotocols). An application adds rows for its own codes,
/// 3000-4999, which have the same fields: with [`app_codes!`](crate::app_codes) where they are known
/// at compile time, or with [`Entry::application`] at run time.
///
/// # Example: what a code means
///
/// ```
/// use closeframe::{CloseCode, catalog::{self, Category, Locale, Retry, Sender}};
///
/// let entry = catalog::entry(CloseCode::MANDATORY_EXTENSION);
/// assert_eq!(entry.name(), "Mandatory Extension");
/// assert_eq!(entry.sender(), Sender::Client);
/// assert_eq!(entry.retry(), Retry::AfterFix);
/// assert_eq!(entry.category(), Category::Extension);
/// assert_eq!(entry.reference(), "RFC 6455 section 7.4.1");
/// assert!(entry.may_be_sent());
/// assert!(entry.when_seen(Locale::English).as_str().contains("Sec-WebSocket-Extensions"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub(super) first: CloseCode,
    pub(super) last: CloseCode,
    /// What a close reason starts with that the row speaks for; empty where it speaks for every one.
    pub(super) reason: &'static str,
    pub(super) name: Cow<'static, str>,
    pub(super) owner: Owner,
    pub(super) english: RowTexts,
    /// What was translated at run time; the crate's own rows are translated by the languages.
    pub(super) translations: Vec<(Locale, RowTexts)>,
    pub(super) sender: Sender,
    pub(super) retry: Retry,
    pub(super) retry_source: Cow<'static, str>,
    pub(super) category: Category,
    pub(super) http: Cow<'static, [u16]>,
    pub(super) reference: Cow<'static, str>,
    pub(super) further: &'static [&'static str],
    pub(super) annotation: Annotation,
}

/// Whose row it is.
#[allow(missing_docs, reason = "public only for the macros, as the rest of a `Row`")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    Standard,
    Application,
    Subprotocol(&'static Subprotocol),
}

/// The texts of a row in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RowTexts {
    pub(super) meaning: Cow<'static, str>,
    pub(super) when_seen: Cow<'static, str>,
    pub(super) how_to_fix: Cow<'static, str>,
}

impl Entry {
    /// Returns the code of a row for one code, `None` for the row of a range.
    #[must_use]
    pub fn code(&self) -> Option<CloseCode> {
        (self.first == self.last).then_some(self.first)
    }

    /// Returns the numbers that the row speaks for.
    ///
    /// The row of a range spans codes with rows of their own too, which go first.
    #[must_use]
    pub fn codes(&self) -> RangeInclusive<u16> {
        self.first.as_u16()..=self.last.as_u16()
    }

    /// Returns what a close reason starts with that the row speaks for, `None` where it speaks for
    /// every one: see [`Subprotocol::reasons`].
    #[must_use]
    pub const fn reason(&self) -> Option<&'static str> {
        if self.reason.is_empty() { None } else { Some(self.reason) }
    }

    /// Returns the part of the number space that the row belongs to.
    #[must_use]
    pub const fn range(&self) -> CodeRange {
        self.first.range()
    }

    /// Returns whether an application added the row.
    #[must_use]
    pub fn is_application(&self) -> bool {
        self.owner == Owner::Application
    }

    /// Returns the subprotocol that defines the code.
    #[must_use]
    pub const fn subprotocol(&self) -> Option<&'static Subprotocol> {
        match self.owner {
            Owner::Subprotocol(subprotocol) => Some(subprotocol),
            Owner::Standard | Owner::Application => None,
        }
    }

    /// Returns the name, such as "Going Away". Names are the same in every language.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns what the code says.
    #[must_use]
    pub fn meaning(&self, locale: Locale) -> Text<'_> {
        self.text(locale, |texts| &texts.meaning, |texts| texts.meaning)
    }

    /// Returns the circumstances that usually bring the code about.
    #[must_use]
    pub fn when_seen(&self, locale: Locale) -> Text<'_> {
        self.text(locale, |texts| &texts.when_seen, |texts| texts.when_seen)
    }

    /// Returns what to do about it.
    #[must_use]
    pub fn how_to_fix(&self, locale: Locale) -> Text<'_> {
        self.text(locale, |texts| &texts.how_to_fix, |texts| texts.how_to_fix)
    }

    /// Returns who sends the code.
    #[must_use]
    pub const fn sender(&self) -> Sender {
        self.sender
    }

    /// Returns whether the code is meant to appear in a close frame.
    ///
    /// For the crate's own rows this is [`CloseCode::may_be_sent`]. An application's row says no
    /// where its sender is [`Sender::Nobody`]: a code that its client only reports, locally.
    #[must_use]
    pub const fn may_be_sent(&self) -> bool {
        !matches!(self.sender, Sender::Nobody)
    }

    /// Returns whether a client should connect again, and how.
    #[must_use]
    pub const fn retry(&self) -> Retry {
        self.retry
    }

    /// Returns what the retry advice rests on: a document, or "judgement" where none says it.
    #[must_use]
    pub fn retry_source(&self) -> &str {
        &self.retry_source
    }

    /// Returns the address of [`retry_source`](Self::retry_source), where it has one.
    #[must_use]
    pub fn retry_source_url(&self) -> Option<&str> {
        standard::reference_url(&self.retry_source)
    }

    /// Returns the kind of ending.
    #[must_use]
    pub const fn category(&self) -> Category {
        self.category
    }

    /// Returns the HTTP statuses that are related to the code, as 403 is to 3003.
    ///
    /// Kinship is not equality: a status answers one request, a close code ends a connection.
    #[must_use]
    pub fn http_relatives(&self) -> &[u16] {
        &self.http
    }

    /// Returns the text that defines the code, such as "RFC 6455 section 7.4.1".
    #[must_use]
    pub fn reference(&self) -> &str {
        &self.reference
    }

    /// Returns the address of [`reference`](Self::reference), where it has one.
    #[must_use]
    pub fn reference_url(&self) -> Option<&str> {
        standard::reference_url(&self.reference)
    }

    /// Returns what else was read for the row, each with its address where it has one.
    pub fn further_reading(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.further.iter().map(|document| (*document, standard::reference_url(document)))
    }

    /// Returns what the operator added: severity, runbook and owner.
    #[must_use]
    pub const fn annotation(&self) -> &Annotation {
        &self.annotation
    }

    /// Returns the first field without a text, by name.
    pub(super) fn empty_text(&self) -> Option<&'static str> {
        let fields = [
            ("name", &self.name),
            ("meaning", &self.english.meaning),
            ("when_seen", &self.english.when_seen),
            ("how_to_fix", &self.english.how_to_fix),
            ("reference", &self.reference),
        ];
        let empty = fields.into_iter().find(|(_, text)| text.trim().is_empty());
        empty.map(|(field, _)| field)
    }

    pub(super) const fn first(&self) -> CloseCode {
        self.first
    }

    pub(super) const fn last(&self) -> CloseCode {
        self.last
    }

    /// Finds a text in the language asked for, or else in English.
    fn text<'a>(
        &'a self,
        locale: Locale,
        own: impl Fn(&'a RowTexts) -> &'a str,
        written: impl Fn(&'static Texts) -> &'static str,
    ) -> Text<'a> {
        if locale == Locale::English {
            return Text::new(own(&self.english), locale);
        }
        if let Some((_, texts)) = self.translations.iter().find(|(of, _)| *of == locale) {
            return Text::new(own(texts), locale);
        }
        match locale.language().texts(self.owner.id(), &self.codes(), self.reason) {
            Some(texts) => Text::new(written(texts), locale),
            None => Text::english(own(&self.english), locale),
        }
    }
}

impl Owner {
    /// What the owner is called in messages and in the languages' tables.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Application => "application",
            Self::Subprotocol(subprotocol) => subprotocol.id(),
        }
    }
}
