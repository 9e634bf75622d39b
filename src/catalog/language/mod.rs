//! What a language has to say: each file in `data/languages` is one [`Language`], and nothing else.
//!
//! The compiler holds every file to the same fields; tests hold its sentences to the same places and
//! its tables to the same rows. What only pages need is a part of its own, `PageTexts`.

mod phrases;
mod sentences;

use std::ops::RangeInclusive;

use super::ending::EndingKind;

pub(super) use self::phrases::{Actors, Categories, Retries, Senders};
pub(crate) use self::sentences::{
    Sentences, clients_code, code_says, drained, fill, idle_limit, jitter, lifetime_limit,
    limit_and, offer_lacks_answer, refused, servers_code, unagreed_compression,
    wait_for_their_application,
};
#[cfg(feature = "pages")]
pub(super) use self::{phrases::words, sentences::sentences};
#[cfg(test)]
pub(super) use self::{sentences::assert_places, tests::assert_same};

/// All that the catalog says in one language.
pub(super) struct Language {
    /// The language subtag (BCP 47).
    pub(super) tag: &'static str,
    /// What the language calls itself.
    pub(super) name: &'static str,
    pub(super) senders: Senders,
    pub(super) retries: Retries,
    pub(super) categories: Categories,
    pub(super) sentences: Sentences,
    pub(super) actors: Actors,
    /// The texts of the rows of endings. English has none: they stand beside the facts.
    pub(super) endings: &'static [(EndingKind, [&'static str; 3])],
    /// The texts of the rows, by the catalog that they belong to. English has none: they stand
    /// beside the facts.
    pub(super) rows: &'static [(&'static str, &'static [Texts])],
    /// The same of rows for a code and a reason, with the reason.
    pub(super) reasons: &'static [(&'static str, &'static [(&'static str, Texts)])],
    #[cfg(feature = "pages")]
    pub(super) pages: super::pages::PageTexts,
}

/// The texts of a row.
#[cfg_attr(not(feature = "german"), allow(dead_code, reason = "English has none here"))]
pub(super) struct Texts {
    pub(super) codes: RangeInclusive<u16>,
    pub(super) meaning: &'static str,
    pub(super) when_seen: &'static str,
    pub(super) how_to_fix: &'static str,
}

impl Language {
    /// The texts of a catalog's row, if the language has them.
    pub(super) fn texts(
        &self,
        catalog: &str,
        codes: &RangeInclusive<u16>,
        reason: &str,
    ) -> Option<&Texts> {
        if !reason.is_empty() {
            let (_, rows) = self.reasons.iter().find(|(of, _)| *of == catalog)?;
            let is_it = |(of, texts): &&(&str, Texts)| *of == reason && texts.codes == *codes;
            return rows.iter().find(is_it).map(|(_, texts)| texts);
        }
        let (_, rows) = self.rows.iter().find(|(of, _)| *of == catalog)?;
        rows.iter().find(|texts| texts.codes == *codes)
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;
    use crate::catalog::{Locale, Subprotocol, standard};

    /// Tells what one of two tables has and the other lacks, and what is in one twice.
    #[track_caller]
    pub(crate) fn assert_same<K: Ord + Debug>(what: &str, left: Vec<K>, right: Vec<K>) {
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
    fn every_language_but_english_has_the_texts_of_every_row() {
        for locale in Locale::ALL.iter().filter(|locale| **locale != Locale::English) {
            let language = locale.language();
            let mut catalogs = vec![("standard", standard::CODES, standard::RANGES)];
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
            let reasons = Subprotocol::ALL.iter().flat_map(|it| {
                it.reasons().iter().map(|row| (it.id(), row.reason().unwrap(), ends(&row.codes())))
            });
            let translated = language.reasons.iter().flat_map(|(id, rows)| {
                rows.iter().map(|(reason, texts)| (*id, *reason, ends(&texts.codes)))
            });
            let what = format!("{}: reasons", language.tag);
            assert_same(&what, translated.collect(), reasons.collect());
        }
    }
}
