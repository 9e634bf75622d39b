//! The rows that explain endings: what is known of one, and how a row is found and read.
//!
//! A code tells what a side said when it closed; these rows tell what became of it. They are the crate's
//! own: an application adds codes, not outcomes. How a row and that of the code make one explanation is told in
//! `ending_texts.rs`.

use super::{Locale, Retry, Text, data::endings::ENDINGS, standard};
use crate::{Blame, CloseCode, Direction, ErrorType, Initiator, Outcome, Violation};

/// What is known of an ending, as far as its explanation needs it.
///
/// A report has one ([`CloseReport::ending`](crate::CloseReport::ending)); here one is put together by
/// hand, for [`Catalog::explain_ending`](super::Catalog::explain_ending).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[must_use]
pub struct Ending {
    pub(crate) outcome: Outcome,
    pub(crate) initiator: Initiator,
    pub(crate) code: Option<CloseCode>,
    pub(crate) violation: Option<(Direction, Violation)>,
    pub(crate) error_type: Option<ErrorType>,
    pub(crate) spliced: bool,
}

impl Ending {
    /// An ending of which only these two are known.
    pub const fn new(outcome: Outcome, initiator: Initiator) -> Self {
        Self { outcome, initiator, code: None, violation: None, error_type: None, spliced: false }
    }

    /// Sets the [code of the ending](crate::CloseReport::code).
    pub const fn with_code(mut self, code: CloseCode) -> Self {
        self.code = Some(code);
        self
    }

    /// Sets the rule that a close frame broke, and which way that frame went.
    pub const fn with_violation(mut self, direction: Direction, violation: Violation) -> Self {
        self.violation = Some((direction, violation));
        self
    }

    /// Sets what kind of error ended the connection.
    pub const fn with_error_type(mut self, error_type: ErrorType) -> Self {
        self.error_type = Some(error_type);
        self
    }

    /// Two streams were [spliced](crate::CloseReport::is_spliced): our side is the server behind us.
    pub const fn spliced(mut self) -> Self {
        self.spliced = true;
        self
    }
}

/// What a row of [`endings`] is about.
///
/// Exhaustive: of an ending nothing else is told in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EndingKind {
    /// How it ended, and who sent the first close frame.
    Outcome(Outcome, Initiator),
    /// The same of a [splice](crate::CloseReport::is_spliced), where it is another story.
    Spliced(Outcome, Initiator),
    /// The rule that a close frame broke, and which way that frame went.
    Violation(Direction, Violation),
    /// What kind of error it was.
    Error(ErrorType),
}

impl EndingKind {
    /// The word for it in logs and metrics: `dropped`, `reserved_bits`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Outcome(outcome, _) | Self::Spliced(outcome, _) => outcome.as_str(),
            Self::Violation(_, violation) => violation.as_str(),
            Self::Error(error_type) => error_type.as_str(),
        }
    }
}

/// A row of the catalog that explains an ending, as [`Entry`](super::Entry) explains a code.
///
/// ```
/// use closeframe::{Blame, Initiator, Outcome, catalog::{self, EndingKind, Locale, Retry}};
///
/// let row = catalog::ending(EndingKind::Outcome(Outcome::Dropped, Initiator::Local)).unwrap();
/// assert_eq!(row.acts(), Blame::Ours);
/// assert_eq!(row.retry(), Some(Retry::Backoff));
/// println!("{}", row.how_to_fix(Locale::English));
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct EndingEntry {
    pub(super) kind: EndingKind,
    pub(super) acts: Blame,
    pub(super) advice: Option<(Retry, &'static str)>,
    pub(super) reference: &'static str,
    /// The meaning, when it is seen, and how to fix it.
    pub(super) english: [&'static str; 3],
}

impl EndingEntry {
    /// Returns what the row is about.
    #[must_use]
    pub const fn kind(&self) -> EndingKind {
        self.kind
    }

    /// Returns what it says of the ending.
    #[must_use]
    pub fn meaning(&self, locale: Locale) -> Text<'static> {
        self.text(0, locale)
    }

    /// Returns the circumstances that usually bring it about.
    #[must_use]
    pub fn when_seen(&self, locale: Locale) -> Text<'static> {
        self.text(1, locale)
    }

    /// Returns what to do about it.
    #[must_use]
    pub fn how_to_fix(&self, locale: Locale) -> Text<'static> {
        self.text(2, locale)
    }

    /// Returns who has to act, if anybody has.
    #[must_use]
    pub const fn acts(&self) -> Blame {
        self.acts
    }

    /// Returns whether a client should connect again; `None` where the code decides.
    #[must_use]
    pub fn retry(&self) -> Option<Retry> {
        self.advice.map(|(retry, _)| retry)
    }

    /// Returns what the advice on connecting again rests on, as
    /// [`Entry::retry_source`](super::Entry::retry_source) does.
    #[must_use]
    pub fn retry_source(&self) -> Option<&'static str> {
        self.advice.map(|(_, source)| source)
    }

    /// Returns the address of [`retry_source`](Self::retry_source), where it has one.
    #[must_use]
    pub fn retry_source_url(&self) -> Option<&'static str> {
        self.retry_source().and_then(standard::reference_url)
    }

    /// Returns the text that the row rests on, such as "RFC 6455 section 7.1.4".
    #[must_use]
    pub const fn reference(&self) -> &'static str {
        self.reference
    }

    /// Returns the address of [`reference`](Self::reference).
    #[must_use]
    pub fn reference_url(&self) -> Option<&'static str> {
        standard::reference_url(self.reference)
    }

    fn text(&self, index: usize, locale: Locale) -> Text<'static> {
        let translated = locale.language().endings.iter().find(|(kind, _)| *kind == self.kind);
        Text::new(translated.map_or(self.english[index], |(_, texts)| texts[index]), locale)
    }
}

impl Blame {
    /// Returns who has to act, in words.
    #[must_use]
    pub const fn phrase(self, locale: Locale) -> &'static str {
        let words = &locale.language().actors;
        match self {
            Self::Ours => words.ours,
            Self::Peer => words.peer,
            Self::Network => words.network,
            Self::Nobody => words.nobody,
        }
    }
}

/// Returns the row for exactly this; `None` for what cannot be, such as a clean ending without a close.
#[must_use]
pub fn ending(kind: EndingKind) -> Option<&'static EndingEntry> {
    ENDINGS.iter().find(|row| row.kind == kind)
}

/// Returns all rows of endings: outcomes, those of splices, violations, kinds of errors.
pub fn endings() -> impl Iterator<Item = &'static EndingEntry> {
    ENDINGS.iter()
}

impl Ending {
    /// The row of the outcome, or where the protocol comes to no such pair, the outcome's first.
    pub(super) fn row(&self) -> &'static EndingEntry {
        let spliced = match self.spliced {
            true => ending(EndingKind::Spliced(self.outcome, self.initiator)),
            false => None,
        };
        let exact = || ending(EndingKind::Outcome(self.outcome, self.initiator));
        let any = || {
            let mut rows = ENDINGS.iter();
            rows.find(|row| matches!(row.kind, EndingKind::Outcome(it, _) if it == self.outcome))
        };
        spliced.or_else(exact).or_else(any).unwrap_or(&ENDINGS[0])
    }
}

#[cfg(test)]
mod tests {
    use super::{ENDINGS, EndingKind, ending};
    use crate::{
        Direction, ErrorType, Outcome, Violation,
        catalog::{Locale, language::assert_same},
    };

    #[test]
    fn every_word_has_a_row() {
        for outcome in Outcome::ALL {
            assert!(ENDINGS.iter().any(|row| row.kind.word() == outcome.as_str()), "{outcome}");
        }
        for violation in Violation::ALL {
            let rows = Direction::ALL.iter();
            let mut rows = rows.filter_map(|it| ending(EndingKind::Violation(*it, *violation)));
            assert!(rows.next().is_some(), "{violation}");
        }
        for error_type in ErrorType::ALL {
            assert!(ending(EndingKind::Error(*error_type)).is_some(), "{error_type}");
        }
    }

    #[test]
    fn every_language_has_the_same_rows() {
        let kinds = || ENDINGS.iter().map(|row| format!("{:?}", row.kind)).collect();
        assert_same("English", kinds(), {
            let mut unique: Vec<String> = kinds();
            unique.sort();
            unique.dedup();
            unique
        });
        for locale in Locale::ALL.iter().filter(|locale| **locale != Locale::English) {
            let texts = locale.language().endings.iter();
            let translated = texts.map(|(kind, _)| format!("{kind:?}")).collect();
            assert_same(locale.tag(), translated, kinds());
        }
    }

    #[test]
    fn every_row_can_be_looked_up_further() {
        for row in ENDINGS {
            assert!(row.reference_url().is_some(), "{:?}", row.kind);
            assert!(row.english.iter().all(|text| text.ends_with('.')), "{:?}", row.kind);
        }
    }
}
