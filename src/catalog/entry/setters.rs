//! How rows are made: of constant parts, by the macros, or at run time.

use std::borrow::Cow;

use super::{Entry, Owner, RowTexts};
use crate::CloseCode;
use crate::catalog::{Annotation, Category, Locale, Retry, Sender, Subprotocol, table};

/// A row as constant parts, for the tables that macros write.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "only for the macros; each field is the entry's of the same name")]
pub struct Row {
    pub owner: Owner,
    pub first: u16,
    pub last: u16,
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
}

impl Row {
    /// What a row of [`app_codes!`](crate::app_codes) is, but for what it says itself.
    #[must_use]
    pub const fn of_application() -> Self {
        Self::of(Owner::Application, table::RFC_RANGES)
    }

    /// What a row of [`subprotocol!`](crate::subprotocol) is, but for what it says itself.
    #[must_use]
    pub const fn of_subprotocol(
        subprotocol: &'static Subprotocol,
        reference: &'static str,
    ) -> Self {
        Self::of(Owner::Subprotocol(subprotocol), reference)
    }

    const fn of(owner: Owner, reference: &'static str) -> Self {
        Self {
            owner,
            first: 0,
            last: 0,
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
        }
    }

    const fn is_complete(&self) -> bool {
        !(self.name.is_empty()
            || self.meaning.is_empty()
            || self.when_seen.is_empty()
            || self.how_to_fix.is_empty())
    }
}

impl Entry {
    /// Starts a row for an application's own code, 3000-4999.
    ///
    /// What is not set stays as the code's range has it: either side sends it, retry as agreed.
    /// The code is checked when the row is [registered](crate::catalog::Catalog::register).
    ///
    /// ```
    /// use closeframe::{CloseCode, catalog::{Catalog, Entry, Locale, Retry}};
    ///
    /// let expired = CloseCode::new(4401);
    /// let mut catalog = Catalog::standard();
    /// catalog.register(
    ///     Entry::application(expired, "Session Expired")
    ///         .with_meaning("The session's token has run out.")
    ///         .with_retry(Retry::AfterNewCredential),
    /// )?;
    /// let entry = catalog.entry(expired);
    /// assert_eq!(entry.name(), "Session Expired");
    /// assert_eq!(entry.meaning(Locale::English).as_str(), "The session's token has run out.");
    /// # Ok::<(), closeframe::catalog::RegisterError>(())
    /// ```
    #[must_use]
    pub fn application(code: CloseCode, name: impl Into<Cow<'static, str>>) -> Self {
        Self {
            first: code,
            last: code,
            name: name.into(),
            owner: Owner::Application,
            ..table::range_row(code.range()).clone()
        }
    }

    /// Makes a row of constant parts.
    #[doc(hidden)]
    #[must_use]
    pub const fn from_row(row: Row) -> Self {
        assert!(row.is_complete(), "the row of a close code leaves a text empty");
        Self {
            first: CloseCode::new(row.first),
            last: CloseCode::new(row.last),
            name: Cow::Borrowed(row.name),
            owner: row.owner,
            english: RowTexts {
                meaning: Cow::Borrowed(row.meaning),
                when_seen: Cow::Borrowed(row.when_seen),
                how_to_fix: Cow::Borrowed(row.how_to_fix),
            },
            translations: Vec::new(),
            sender: row.sender,
            retry: row.retry,
            retry_source: Cow::Borrowed(match row.retry_source.is_empty() {
                true => row.reference,
                false => row.retry_source,
            }),
            category: row.category,
            http: Cow::Borrowed(row.http),
            reference: Cow::Borrowed(row.reference),
            annotation: Annotation::new(),
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

    /// Sets the three texts in another language; without, they are answered in English.
    ///
    /// ```
    /// use closeframe::{CloseCode, catalog::{Entry, Locale}};
    ///
    /// let row = Entry::application(CloseCode::new(4401), "Session Expired").with_translation(
    ///     Locale::German,
    ///     "Das Token der Sitzung ist abgelaufen.",
    ///     "Eine Stunde nach der Anmeldung.",
    ///     "Neu anmelden.",
    /// );
    /// assert_eq!(row.how_to_fix(Locale::German).as_str(), "Neu anmelden.");
    /// ```
    #[must_use]
    pub fn with_translation(
        mut self,
        locale: Locale,
        meaning: impl Into<Cow<'static, str>>,
        when_seen: impl Into<Cow<'static, str>>,
        how_to_fix: impl Into<Cow<'static, str>>,
    ) -> Self {
        let texts = RowTexts {
            meaning: meaning.into(),
            when_seen: when_seen.into(),
            how_to_fix: how_to_fix.into(),
        };
        if locale == Locale::English {
            self.english = texts;
        } else {
            self.translations.retain(|(of, _)| *of != locale);
            self.translations.push((locale, texts));
        }
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

    /// Sets [`http_relatives`](Self::http_relatives).
    #[must_use]
    pub fn with_http_relatives(mut self, statuses: impl Into<Cow<'static, [u16]>>) -> Self {
        self.http = statuses.into();
        self
    }

    /// Sets [`reference`](Self::reference), and what the retry advice rests on; an `https` address
    /// becomes a link.
    #[must_use]
    pub fn with_reference(mut self, reference: impl Into<Cow<'static, str>>) -> Self {
        self.reference = reference.into();
        self.retry_source = self.reference.clone();
        self
    }

    /// Sets [`annotation`](Self::annotation).
    #[must_use]
    pub fn with_annotation(mut self, annotation: Annotation) -> Self {
        self.annotation = annotation;
        self
    }
}
