//! One explanation of an ending, put together from its rows and the code's: the ending first.
//!
//! Log, report, pages and terminal all take it from here, so they cannot tell different stories. A code's
//! row speaks of a close as it is meant, and would be untrue of one that nobody sent; so what it says is
//! added only where a side really said it.

use std::borrow::Cow;

use super::{
    Catalog, Ending, EndingEntry, EndingKind, Entry, Locale, Retry, ending, language::code_says,
};
use crate::{CloseCode, Direction, ErrorType, Initiator, Outcome, Violation};

/// What the catalog says of an ending, in one language: the ending first, then the code where it adds
/// something.
///
/// Made by [`CloseReport::explanation`](crate::CloseReport::explanation) and
/// [`Catalog::explain_ending`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EndingTexts<'a> {
    /// What happened.
    pub meaning: Cow<'a, str>,
    /// The circumstances that usually bring it about.
    pub when_seen: &'a str,
    /// What to do about it.
    pub how_to_fix: &'a str,
    /// Whether a client should connect again.
    pub retry: Retry,
}

impl Catalog {
    /// Explains an ending: what the log says of it in `.meaning`, `.when`, `.fix` and `.retry`.
    ///
    /// Where the outcome is `clean` or `not_awaited` and no rule was broken, it is the code's row. Otherwise the
    /// row of the outcome comes first, that of the broken rule or the kind of error makes it more exact, and
    /// the code's serves where these are silent: what was said with a close that really went over, and
    /// whether to connect again.
    ///
    /// ```
    /// use closeframe::{CloseCode, Initiator, Outcome, catalog::{Catalog, Ending, Locale}};
    ///
    /// let dropped = Ending::new(Outcome::Dropped, Initiator::Local);
    /// let catalog = Catalog::standard();
    /// let texts = catalog.explain_ending(&dropped.with_code(CloseCode::GOING_AWAY), Locale::English);
    /// assert!(texts.meaning.starts_with("The application let go of an open socket"));
    /// ```
    #[must_use]
    pub fn explain_ending(&self, ending: &Ending, locale: Locale) -> EndingTexts<'_> {
        ending.texts(ending.code.map(|code| self.entry(code)), locale)
    }
}

impl Ending {
    /// What the code's row says is the whole story. It says of 1005 that a close came in, so it is not where
    /// ours was the empty one.
    #[inline]
    fn went_as_the_code_says(&self) -> bool {
        matches!(self.outcome, Outcome::Clean | Outcome::NotAwaited)
            && self.violation.is_none()
            && !(self.code == Some(CloseCode::NO_STATUS_RECEIVED)
                && self.initiator == Initiator::Local)
    }

    /// What the rows of the ending and that of the code say.
    #[inline]
    pub(crate) fn texts<'a>(&self, entry: Option<&'a Entry>, locale: Locale) -> EndingTexts<'a> {
        match entry {
            Some(entry) if self.went_as_the_code_says() => EndingTexts {
                meaning: Cow::Borrowed(entry.meaning(locale).as_str()),
                when_seen: entry.when_seen(locale).as_str(),
                how_to_fix: entry.how_to_fix(locale).as_str(),
                retry: entry.retry(),
            },
            _ => self.composed(entry, locale),
        }
    }

    fn composed<'a>(&self, entry: Option<&'a Entry>, locale: Locale) -> EndingTexts<'a> {
        let row = self.row();
        let cause = self.cause();
        let told = cause.unwrap_or(row);
        // The row of a range has no more to say than that it knows nothing of the code.
        let meant = entry.filter(|entry| entry.code().is_some() && self.was_meant());

        let said = meant.map(|entry| {
            let code = self.code.unwrap_or(entry.first()).as_u16();
            code_says(locale, code, entry.meaning(locale).as_str())
        });
        // A splice that was dropped is nobody's doing: the outcome's row would name an application.
        let is_whole = self.is_orderly() || self.is_cancelled();
        let meaning = match (is_whole, cause) {
            (true, Some(cause)) => cause.meaning(locale).as_str().into(),
            (_, Some(cause)) => {
                Cow::Owned(format!("{} {}", row.meaning(locale), cause.meaning(locale)))
            }
            (_, None) => row.meaning(locale).as_str().into(),
        };
        // Whoever reads that we failed wants to know where, whatever became of the close that said so.
        let failed = meant.filter(|_| self.tells_of_a_failure());
        let how_to_fix = failed.map_or(told.how_to_fix(locale), |entry| entry.how_to_fix(locale));
        EndingTexts {
            meaning: match said {
                None => meaning,
                Some(said) => Cow::Owned(format!("{meaning} {said}")),
            },
            when_seen: told.when_seen(locale).as_str(),
            how_to_fix: how_to_fix.as_str(),
            retry: told
                .retry()
                .or_else(|| row.retry())
                .or_else(|| entry.map(Entry::retry))
                .unwrap_or(Retry::Backoff),
        }
    }

    /// The row that makes the outcome's more exact: of the rule that was broken, or else of the error, where
    /// the outcome is a class of errors.
    fn cause(&self) -> Option<&'static EndingEntry> {
        use Outcome::{
            Dropped, Eof, InvalidPayload, IoError, Panicked, ProtocolError, Reset, TooBig,
            Unreachable,
        };
        match self.violation {
            // That the application dropped its socket is what it has to know.
            Some(_) if matches!(self.outcome, Dropped | Panicked) => None,
            Some((_, Violation::Rejected)) if !self.is_orderly() => None,
            Some((direction, violation)) => ending(EndingKind::Violation(direction, violation)),
            None => {
                let is_class = matches!(
                    self.outcome,
                    Eof | Reset | Unreachable | IoError | ProtocolError | InvalidPayload | TooBig
                );
                let error_type = self.error_type.filter(|_| is_class || self.is_cancelled())?;
                ending(EndingKind::Error(error_type))
            }
        }
    }

    fn is_cancelled(&self) -> bool {
        self.error_type == Some(ErrorType::Cancelled)
    }

    fn is_orderly(&self) -> bool {
        matches!(self.outcome, Outcome::Clean | Outcome::NotAwaited)
    }

    /// A side chose the code, legally, and nothing that happened since makes untrue what it says. What a policy
    /// sends for a peer that is gone, or for what it broke, says no more than the outcome's row.
    pub(super) fn was_meant(&self) -> bool {
        let legal = self.code.is_some_and(|code| code.may_be_sent());
        let kept = match self.violation {
            None | Some((Direction::Sent, Violation::Rejected | Violation::ReasonTooLong)) => true,
            Some(_) => false,
        };
        let by_a_side = self.is_orderly()
            || matches!(self.outcome, Outcome::Unanswered | Outcome::Abandoned | Outcome::Timeout);
        legal && kept && by_a_side && self.initiator != Initiator::None
    }

    fn tells_of_a_failure(&self) -> bool {
        self.initiator == Initiator::Local
            && matches!(self.code, Some(CloseCode::INTERNAL_ERROR | CloseCode::BAD_GATEWAY))
            && !self.is_orderly()
    }
}
