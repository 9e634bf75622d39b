//! What a language has to say: each file in `languages/` is one [`Language`], and nothing else.
//!
//! The compiler holds every file to the same fields; a test holds its sentences to the same
//! arguments and its tables to the same rows.

use std::ops::RangeInclusive;

use super::captions::Captions;
use super::sentences::Sentences;
use super::wording::{Categories, Facts, Headings, Ranges, Remedies, Retries, Senders, YesNo};
use crate::CloseCode;

/// All that the catalog says in one language.
pub(super) struct Language {
    /// The language subtag (BCP 47).
    pub(super) tag: &'static str,
    /// What the language calls itself.
    pub(super) name: &'static str,
    pub(super) headings: Headings,
    pub(super) facts: Facts,
    pub(super) senders: Senders,
    pub(super) retries: Retries,
    pub(super) categories: Categories,
    pub(super) remedies: Remedies,
    pub(super) ranges: Ranges,
    pub(super) yes_no: YesNo,
    pub(super) sentences: Sentences,
    pub(super) captions: Captions,
    /// For each row of the standard catalog, when its code is sent or reported: a clause.
    pub(super) cases: &'static [(RangeInclusive<u16>, &'static str)],
    /// What really separates two codes.
    pub(super) contrasts: &'static [Contrast],
    /// Why one code is seen where another was expected.
    pub(super) confusions: &'static [Confusion],
    /// The texts of the rows, by the catalog that they belong to. English has none: they stand
    /// beside the facts.
    pub(super) rows: &'static [(&'static str, &'static [Texts])],
}

/// The texts of a row.
pub(super) struct Texts {
    pub(super) codes: RangeInclusive<u16>,
    pub(super) meaning: &'static str,
    pub(super) when_seen: &'static str,
    pub(super) how_to_fix: &'static str,
}

/// What separates two codes, the smaller one first.
pub(super) struct Contrast {
    pub(super) of: (u16, u16),
    pub(super) difference: &'static str,
    /// The question that decides between them.
    pub(super) decision: &'static str,
}

/// Why `seen` is reported where `expected` was expected.
pub(super) struct Confusion {
    pub(super) seen: u16,
    pub(super) expected: u16,
    pub(super) text: &'static str,
}

impl Language {
    /// The texts of a catalog's row, if the language has them.
    pub(super) fn texts(&self, catalog: &str, codes: &RangeInclusive<u16>) -> Option<&Texts> {
        let (_, rows) = self.rows.iter().find(|(of, _)| *of == catalog)?;
        rows.iter().find(|texts| texts.codes == *codes)
    }

    /// The clause that says when the codes of a row are sent or reported.
    pub(super) fn case(&self, codes: &RangeInclusive<u16>) -> Option<&'static str> {
        self.cases.iter().find(|(of, _)| of == codes).map(|(_, clause)| *clause)
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

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;
    use crate::catalog::{Locale, Subprotocol, pairs, table};

    /// Tells what one of two tables has and the other lacks, and what is in one twice.
    #[track_caller]
    fn assert_same<K: Ord + Debug>(what: &str, left: Vec<K>, right: Vec<K>) {
        let sorted = |mut keys: Vec<K>| {
            keys.sort_unstable();
            keys
        };
        assert_eq!(sorted(left), sorted(right), "{what}");
    }

    fn ends(codes: &RangeInclusive<u16>) -> (u16, u16) {
        (*codes.start(), *codes.end())
    }

    #[test]
    fn every_language_has_the_same_tables() {
        let standard = table::CODES.iter().chain(table::RANGES).map(|row| ends(&row.codes()));
        let standard: Vec<_> = standard.collect();
        for locale in Locale::ALL {
            let language = locale.language();
            let tag = language.tag;
            let cases = language.cases.iter().map(|(of, _)| ends(of)).collect();
            assert_same(&format!("{tag}: cases"), cases, standard.clone());
            let contrasts = language.contrasts.iter().map(|it| it.of).collect();
            let sources = pairs::CONTRASTS.iter().map(|(of, _)| *of).collect();
            assert_same(&format!("{tag}: contrasts"), contrasts, sources);
            let confusions = language.confusions.iter().map(|it| (it.seen, it.expected)).collect();
            let sources = pairs::CONFUSIONS.iter().map(|(of, _)| *of).collect();
            assert_same(&format!("{tag}: confusions"), confusions, sources);
        }
    }

    #[test]
    fn every_language_but_english_has_the_texts_of_every_row() {
        for locale in Locale::ALL.iter().filter(|locale| **locale != Locale::English) {
            let language = locale.language();
            let mut catalogs = vec![("standard", table::CODES, table::RANGES)];
            catalogs.extend(Subprotocol::ALL.iter().map(|it| (it.id(), it.codes(), it.ranges())));
            let ids = catalogs.iter().map(|(id, ..)| *id).collect();
            let translated = language.rows.iter().map(|(id, _)| *id).collect();
            assert_same(&format!("{}: catalogs", language.tag), translated, ids);
            for (id, codes, ranges) in catalogs {
                let rows = codes.iter().chain(ranges).map(|row| ends(&row.codes())).collect();
                let (_, texts) = language.rows.iter().find(|(of, _)| *of == id).unwrap();
                let texts = texts.iter().map(|texts| ends(&texts.codes)).collect();
                assert_same(&format!("{}: {id}", language.tag), texts, rows);
            }
        }
    }

    #[test]
    fn the_guide_counts_the_pairs() {
        let guide = include_str!("../guide/catalog.md");
        let [contrasts, confusions] = [pairs::CONTRASTS, pairs::CONFUSIONS].map(<[_]>::len);
        assert!(guide.contains(&format!("for {contrasts} pairs that people weigh")));
        assert!(guide.contains(&format!("for {confusions} confusions why")));
    }

    #[test]
    fn contrasts_name_the_smaller_code_first() {
        assert!(pairs::CONTRASTS.iter().all(|((a, b), _)| a < b));
    }
}
