use std::borrow::Cow;
use std::ops::RangeInclusive;

use super::facts::{Category, Retry, Sender};
use super::locale::{Locale, Text};
use super::table;
use crate::{CloseCode, CodeRange};

/// A row of the catalog: what one close code, or every code of a range, means in practice.
///
/// The rows of RFC 6455, of the IANA registry and of the ranges come with the crate. An
/// application adds rows for its own codes, 3000-4999, which have the same fields: with
/// [`app_codes!`](crate::app_codes) where they are known at compile time, or with
/// [`Entry::application`] at run time.
///
/// # Example: what a code means
///
/// ```
/// use closeframe::{Category, CloseCode, Locale, Retry, Sender, catalog};
///
/// let entry = catalog::entry(CloseCode::MANDATORY_EXTENSION);
/// assert_eq!(entry.name(), "Mandatory Extension");
/// assert_eq!(entry.sender(), Sender::Client);
/// assert_eq!(entry.retry(), Retry::AfterFix);
/// assert_eq!(entry.category(), Category::Extension);
/// assert_eq!(entry.reference(), "RFC 6455 section 7.4.1");
/// assert!(entry.may_travel());
/// assert!(entry.how_to_fix(Locale::English).as_str().contains("Sec-WebSocket-Extensions"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    first: CloseCode,
    last: CloseCode,
    name: Cow<'static, str>,
    english: Texts,
    sender: Sender,
    retry: Retry,
    category: Category,
    reference: Cow<'static, str>,
}

/// The texts of a row in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Texts {
    meaning: Cow<'static, str>,
    when_seen: Cow<'static, str>,
    how_to_fix: Cow<'static, str>,
}

impl Entry {
    /// Starts a row for an application's own code, 3000-4999.
    ///
    /// What is not set stays as the code's range has it: either side sends it, retry as agreed.
    /// The code is checked when the row is [registered](crate::Catalog::register).
    ///
    /// ```
    /// use closeframe::{Catalog, CloseCode, Entry, Locale, Retry};
    ///
    /// let expired = CloseCode::new(4401);
    /// let mut catalog = Catalog::standard();
    /// catalog.register(
    ///     Entry::application(expired, "Session Expired")
    ///         .with_meaning("The session's token has run out.")
    ///         .with_retry(Retry::AfterFix),
    /// )?;
    /// let entry = catalog.entry(expired);
    /// assert_eq!(entry.name(), "Session Expired");
    /// assert_eq!(entry.meaning(Locale::English).as_str(), "The session's token has run out.");
    /// # Ok::<(), closeframe::RegisterError>(())
    /// ```
    #[must_use]
    pub fn application(code: CloseCode, name: impl Into<Cow<'static, str>>) -> Self {
        Self {
            first: code,
            last: code,
            name: name.into(),
            ..table::range_row(code.range()).clone()
        }
    }

    /// Makes a row of constant parts.
    #[doc(hidden)]
    #[must_use]
    pub const fn from_row(row: Row) -> Self {
        Self {
            first: CloseCode::new(row.first),
            last: CloseCode::new(row.last),
            name: Cow::Borrowed(row.name),
            english: Texts {
                meaning: Cow::Borrowed(row.meaning),
                when_seen: Cow::Borrowed(row.when_seen),
                how_to_fix: Cow::Borrowed(row.how_to_fix),
            },
            sender: row.sender,
            retry: row.retry,
            category: row.category,
            reference: Cow::Borrowed(row.reference),
        }
    }

    /// Sets [`meaning`](Self::meaning).
    #[must_use]
    pub fn with_meaning(mut self, text: impl Into<Cow<'static, str>>) -> Self {
        self.english.meaning = text.into();
        self
    }

    /// Sets [`when_seen`](Self::when_seen).
    #[must_use]
    pub fn with_when_seen(mut self, text: impl Into<Cow<'static, str>>) -> Self {
        self.english.when_seen = text.into();
        self
    }

    /// Sets [`how_to_fix`](Self::how_to_fix).
    #[must_use]
    pub fn with_how_to_fix(mut self, text: impl Into<Cow<'static, str>>) -> Self {
        self.english.how_to_fix = text.into();
        self
    }

    /// Sets [`sender`](Self::sender).
    #[must_use]
    pub fn with_sender(mut self, sender: Sender) -> Self {
        self.sender = sender;
        self
    }

    /// Sets [`retry`](Self::retry).
    #[must_use]
    pub fn with_retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Sets [`category`](Self::category).
    #[must_use]
    pub fn with_category(mut self, category: Category) -> Self {
        self.category = category;
        self
    }

    /// Sets [`reference`](Self::reference); an `https` address becomes a link.
    #[must_use]
    pub fn with_reference(mut self, reference: impl Into<Cow<'static, str>>) -> Self {
        self.reference = reference.into();
        self
    }

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

    /// Returns the part of the number space that the row belongs to.
    #[must_use]
    pub const fn range(&self) -> CodeRange {
        self.first.range()
    }

    /// Returns whether an application added the row.
    #[must_use]
    pub fn is_application(&self) -> bool {
        self.code().is_some_and(|code| !code.is_standard())
    }

    /// Returns the name, such as "Going Away".
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns what the code says.
    #[must_use]
    pub fn meaning(&self, locale: Locale) -> Text<'_> {
        self.text(locale, |texts| &texts.meaning)
    }

    /// Returns the circumstances that usually bring the code about.
    #[must_use]
    pub fn when_seen(&self, locale: Locale) -> Text<'_> {
        self.text(locale, |texts| &texts.when_seen)
    }

    /// Returns what to do about it.
    #[must_use]
    pub fn how_to_fix(&self, locale: Locale) -> Text<'_> {
        self.text(locale, |texts| &texts.how_to_fix)
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
    pub const fn may_travel(&self) -> bool {
        !matches!(self.sender, Sender::Nobody)
    }

    /// Returns whether a client should connect again, and how.
    #[must_use]
    pub const fn retry(&self) -> Retry {
        self.retry
    }

    /// Returns the kind of ending.
    #[must_use]
    pub const fn category(&self) -> Category {
        self.category
    }

    /// Returns the text that defines the code, such as "RFC 6455 section 7.4.1".
    #[must_use]
    pub fn reference(&self) -> &str {
        &self.reference
    }

    /// Returns the address of [`reference`](Self::reference), where it has one.
    #[must_use]
    pub fn reference_url(&self) -> Option<&str> {
        table::reference_url(&self.reference)
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

    fn text(&self, locale: Locale, pick: impl Fn(&Texts) -> &str) -> Text<'_> {
        match self.texts(locale) {
            Some(texts) => Text::new(pick(texts), locale),
            None => Text::english(pick(&self.english), locale),
        }
    }

    /// The one place that knows which rows are written in which language.
    fn texts(&self, locale: Locale) -> Option<&Texts> {
        match locale {
            Locale::English => Some(&self.english),
            Locale::German => None,
        }
    }
}

/// A row as constant parts, for the tables that macros write.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "only for the macros; each field is the entry's of the same name")]
pub struct Row {
    pub first: u16,
    pub last: u16,
    pub name: &'static str,
    pub meaning: &'static str,
    pub when_seen: &'static str,
    pub how_to_fix: &'static str,
    pub sender: Sender,
    pub retry: Retry,
    pub category: Category,
    pub reference: &'static str,
}

impl Row {
    /// What defines a code whose row names nothing else.
    pub const REFERENCE: &'static str = table::RFC_RANGES;
}
