//! How much of the catalog's texts reaches the log.

use std::borrow::Cow;

use crate::{
    CloseReport,
    catalog::{EndingTexts, Entry},
};

/// How much of what the catalog says of an ending is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Texts {
    /// `.meaning`, `.when`, `.fix` and `.retry`.
    #[default]
    All,
    /// `.fix`.
    Fix,
    /// None of them.
    None,
}

/// What is logged.
#[derive(Debug, Default)]
pub(super) struct Logged<'r> {
    pub(super) meaning: Option<Cow<'r, str>>,
    pub(super) when: Option<&'r str>,
    pub(super) fix: Option<&'r str>,
    pub(super) retry: Option<Cow<'static, str>>,
}

impl Texts {
    /// `row`: that of the code.
    pub(super) fn of<'r>(self, report: &CloseReport, row: Option<&'r Entry>) -> Logged<'r> {
        if self == Self::None {
            return Logged::default();
        }
        let EndingTexts { meaning, when_seen, how_to_fix, retry, .. } =
            report.explanation_with(row);
        let fix = Logged { fix: Some(how_to_fix), ..Logged::default() };
        if self == Self::Fix {
            return fix;
        }
        let retry = Some(retry.phrase(report.locale()));
        Logged { meaning: Some(meaning), when: Some(when_seen), retry, ..fix }
    }
}
