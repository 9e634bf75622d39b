//! How rows are made at run time: started, and given what they do not have from their range.
//!
//! One that is known at compile time is written with a macro instead. Whether a row may stand in a
//! catalog is decided when it is registered.

use std::borrow::Cow;

use super::{Entry, Owner, RowTexts};
use crate::CloseCode;
use crate::catalog::{Annotation, Category, Locale, Retry, Sender, standard};

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
            ..standard::range_row(code.range()).clone()
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
