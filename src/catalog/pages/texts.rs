//! What a language has to say on pages: each `pages.rs` in `data/languages` is one [`PageTexts`].
//!
//! The compiler holds every file to the same fields; a test holds its tables to the same rows. It has
//! no texts of the rows: those are the [`Language`](crate::catalog::language::Language)'s.

use std::ops::RangeInclusive;

use super::captions::Captions;
use super::ending_page::EndingLabels;
use super::facts::FactTexts;
use super::sentences::PageSentences;
use crate::CloseCode;
use crate::catalog::data::pairs::Cause;
use crate::catalog::entry::Owner;
use crate::catalog::language::words;
use crate::catalog::{Entry, Locale};

/// All that pages say in one language, besides the texts of the rows.
pub(crate) struct PageTexts {
    pub(crate) headings: Headings,
    pub(crate) facts: FactTexts,
    pub(crate) remedies: Remedies,
    pub(crate) ranges: Ranges,
    pub(crate) yes_no: YesNo,
    pub(crate) ending_labels: EndingLabels,
    /// What an ending says on reconnecting that leaves it to the code.
    pub(crate) by_code: &'static str,
    pub(crate) sentences: PageSentences,
    pub(crate) captions: Captions,
    /// For each row of the standard catalog, when its code is sent or reported: a clause.
    pub(crate) cases: &'static [(RangeInclusive<u16>, &'static str)],
    /// What there is to tell of a code that no row has room for, by the code.
    pub(crate) details: &'static [(u16, &'static [Detail])],
    pub(crate) causes: Causes,
    /// What really separates two codes.
    pub(crate) contrasts: &'static [Contrast],
    /// Why one code is seen where another was expected.
    pub(crate) confusions: &'static [Confusion],
}

words! {
    /// What stands above the sections of a page.
    Headings {
        at_a_glance, meaning, when_seen, how_to_fix, http_status, mistaken, elsewhere, overview,
        side_by_side, differences, when_to_use, learn_more, reasons,
    }
    /// Why one code is seen where another was expected: a clause for each kind of [`Cause`].
    Causes { path, let_go, never_opened, rejected, rewritten, own_use }
    /// Who has to act after an ending of each category.
    Remedies {
        nobody, peers_developers, messages_sender, rules_owner, credentials_owner,
        extensions_operator, servers_operator, upstreams_operator, slow_sides_operator,
        paths_operator, certificates_owner, closers_developers, applications_developers,
    }
    Ranges { unused, protocol, unassigned, registered, private_use, out_of_range }
    YesNo { allowed, not_allowed, accepted, refused, none, and, judgement }
}

/// A section about a code, of paragraphs and of lines to copy.
pub(crate) struct Detail {
    pub(crate) heading: &'static str,
    pub(crate) parts: &'static [Part],
}

/// A paragraph, or what is to be copied as it stands.
pub(crate) enum Part {
    Text(&'static str),
    Code(&'static str),
}

/// What separates two codes, the smaller one first.
pub(crate) struct Contrast {
    pub(crate) of: (u16, u16),
    pub(crate) difference: &'static str,
    /// The question that decides between them.
    pub(crate) decision: &'static str,
}

/// Why `seen` is reported where `expected` was expected.
pub(crate) struct Confusion {
    pub(crate) seen: u16,
    pub(crate) expected: u16,
    pub(crate) text: &'static str,
}

impl Causes {
    pub(super) const fn clause(&self, cause: Cause) -> &'static str {
        match cause {
            Cause::Path => self.path,
            Cause::LetGo => self.let_go,
            Cause::NeverOpened => self.never_opened,
            Cause::Rejected => self.rejected,
            Cause::Rewritten => self.rewritten,
            Cause::OwnUse => self.own_use,
        }
    }
}

impl PageTexts {
    /// The clause that says when the codes of a row are sent or reported, where there is one.
    pub(super) fn case(&self, row: &Entry) -> Option<&'static str> {
        match row.owner {
            Owner::Standard => {
                let codes = row.codes();
                self.cases.iter().find(|(of, _)| *of == codes).map(|(_, clause)| *clause)
            }
            Owner::Application | Owner::Subprotocol(_) => None,
        }
    }

    /// What there is to tell of a code besides its row.
    pub(super) fn details(&self, row: &Entry) -> &'static [Detail] {
        let code = (row.owner == Owner::Standard).then(|| row.code()).flatten();
        let is_it = |(of, _): &&(u16, &[Detail])| Some(CloseCode::new(*of)) == code;
        self.details.iter().find(is_it).map_or(&[], |(_, details)| details)
    }

    pub(super) fn contrast(&self, a: CloseCode, b: CloseCode) -> Option<&'static Contrast> {
        let of = (a.min(b).as_u16(), a.max(b).as_u16());
        self.contrasts.iter().find(|contrast| contrast.of == of)
    }

    pub(super) fn confusion(
        &self,
        seen: CloseCode,
        expected: CloseCode,
    ) -> Option<&'static Confusion> {
        self.confusions.iter().find(|it| seen == it.seen && expected == it.expected)
    }
}

impl Locale {
    /// Returns the words that pages and programs around the catalog need.
    #[must_use]
    pub const fn captions(self) -> &'static Captions {
        &self.page_texts().captions
    }

    pub(super) const fn page_texts(self) -> &'static PageTexts {
        &self.language().pages
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::data::pairs;
    use crate::catalog::language::assert_same;
    use crate::catalog::{Locale, standard};

    #[test]
    fn every_language_has_the_same_tables() {
        let rows = standard::CODES.iter().chain(standard::RANGES);
        let rows: Vec<_> = rows.map(|row| row.codes().into_inner()).collect();
        for locale in Locale::ALL {
            let texts = locale.page_texts();
            let cases = texts.cases.iter().map(|(of, _)| of.clone().into_inner()).collect();
            assert_same(&format!("{locale}: cases"), cases, rows.clone());
            let details = texts.details.iter().map(|(of, it)| (*of, it.len())).collect();
            let english = Locale::English.page_texts().details.iter();
            let english = english.map(|(of, it)| (*of, it.len())).collect();
            assert_same(&format!("{locale}: details"), details, english);
            let contrasts = texts.contrasts.iter().map(|it| it.of).collect();
            let sources = pairs::CONTRASTS.iter().map(|(of, _)| *of).collect();
            assert_same(&format!("{locale}: contrasts"), contrasts, sources);
            let confusions = texts.confusions.iter().map(|it| (it.seen, it.expected)).collect();
            let sources = pairs::CONFUSIONS.iter().map(|(of, _)| *of).collect();
            assert_same(&format!("{locale}: confusions"), confusions, sources);
        }
    }
}
