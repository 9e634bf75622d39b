//! What two codes share and what sets them apart: what somebody wrote of the pair, or what follows
//! from their rows.
//!
//! A page about any two codes has to say something true, and most pairs nobody has written about. Which
//! of the two to use is told in `when_to_use`.

use std::iter;

use super::facts::{Fact, Value, facts, remedy};
use super::texts::Contrast;
use super::{ComparedCode, sentences};
use crate::catalog::Locale;

/// A fact and what it is for either code.
#[derive(Clone, Debug)]
pub(super) struct SharedFact {
    pub(super) fact: Fact,
    pub(super) values: [String; 2],
}

/// Returns the facts about two codes, in the same order for every pair.
pub(super) fn side_by_side(
    a: ComparedCode<'_>,
    b: ComparedCode<'_>,
    locale: Locale,
) -> Vec<SharedFact> {
    let [of_a, of_b] = [a, b].map(|side| facts(side.code(), side.entry(), locale));
    let pairs = of_a.into_iter().zip(of_b);
    pairs.map(|((fact, of_a), (_, of_b))| SharedFact { fact, values: [of_a, of_b] }).collect()
}

/// Says what both stand for and what each indicates, and what a client or a server treats alike.
pub(super) fn introduction(
    a: ComparedCode<'_>,
    b: ComparedCode<'_>,
    facts: &[SharedFact],
    locale: Locale,
) -> String {
    let [is_a, is_b] = [a, b].map(|side| side.entry().category().phrase(locale));
    let stand_for = if is_a == is_b {
        sentences::both_stand_for(locale, a.title(), b.title(), is_a)
    } else {
        sentences::stand_for(locale, a.title(), is_a, b.title(), is_b)
    };
    let shared = facts
        .iter()
        .filter(|it| match it.fact {
            Fact::Retry => true,
            // That a code may be sent is nothing special, and who does not send one neither.
            Fact::Sender => both_may_be_sent(a, b),
            Fact::MayBeSent => !both_may_be_sent(a, b),
            _ => false,
        })
        .filter(|it| it.values[0] == it.values[1])
        .map(|it| it.fact.shared(locale, &it.values[0]));
    let [of_a, of_b] = [a, b].map(|side| side.number());
    let indicate = match [a, b].map(|side| locale.page_texts().case(side.entry())) {
        [Some(case_a), Some(case_b)] if case_a != case_b => {
            Some(sentences::cases_differ(locale, of_a, case_a, of_b, case_b))
        }
        _ => None,
    };
    iter::once(stand_for).chain(indicate).chain(shared).collect::<Vec<_>>().join(" ")
}

/// Says what sets two codes apart: what really does, where somebody wrote it down, and the facts
/// that a client or a server acts on.
pub(super) fn differences(
    a: ComparedCode<'_>,
    b: ComparedCode<'_>,
    facts: &[SharedFact],
    locale: Locale,
) -> Vec<String> {
    let mut differences: Vec<_> = essence(a, b, locale).into_iter().collect();
    for SharedFact { fact, values: [is_a, is_b] } in facts {
        let counts = match fact {
            Fact::Retry | Fact::MayBeSent => true,
            // Who sends a code that nobody may send is no fact beside the one that it is never sent.
            Fact::Sender => both_may_be_sent(a, b),
            _ => false,
        };
        if counts && is_a != is_b {
            let (a, b) = (Value { of: a.number(), is: is_a }, Value { of: b.number(), is: is_b });
            differences.push(fact.differs(locale, &a, &b));
        }
    }
    if differences.is_empty() {
        differences.push(last_difference(a, b, locale));
    }
    differences
}

/// What really separates two codes, as somebody wrote it down, or as it follows from who has to act.
fn essence(a: ComparedCode<'_>, b: ComparedCode<'_>, locale: Locale) -> Option<String> {
    if let Some(contrast) = contrast(a, b, locale) {
        return Some(contrast.difference.to_owned());
    }
    if a.entry() == b.entry() {
        return None;
    }
    let [of_a, of_b] = [a, b].map(|side| side.number());
    let [is_a, is_b] = [a, b].map(|side| remedy(side.entry().category(), locale));
    (is_a != is_b).then(|| {
        let (a, b) = (Value { of: of_a, is: is_a }, Value { of: of_b, is: is_b });
        Fact::Remedy.differs(locale, &a, &b)
    })
}

/// What was written about the two numbers, where both have their standard meaning.
pub(super) fn contrast(
    a: ComparedCode<'_>,
    b: ComparedCode<'_>,
    locale: Locale,
) -> Option<&'static Contrast> {
    let standard = a.entry().subprotocol().is_none() && b.entry().subprotocol().is_none();
    standard.then(|| locale.page_texts().contrast(a.code(), b.code())).flatten()
}

pub(super) fn confusions(
    a: ComparedCode<'_>,
    b: ComparedCode<'_>,
    locale: Locale,
) -> Vec<(String, &'static str)> {
    if a.entry().subprotocol().is_some() || b.entry().subprotocol().is_some() {
        return Vec::new();
    }
    let texts = locale.page_texts();
    let both_ways = [(a.code(), b.code()), (b.code(), a.code())];
    let found =
        both_ways.into_iter().filter_map(|(seen, expected)| texts.confusion(seen, expected));
    found.map(|it| (sentences::seen_expected(locale, it.seen, it.expected), it.text)).collect()
}

fn both_may_be_sent(a: ComparedCode<'_>, b: ComparedCode<'_>) -> bool {
    a.entry().may_be_sent() && b.entry().may_be_sent()
}

/// What sets two codes apart whose facts are all the same.
fn last_difference(a: ComparedCode<'_>, b: ComparedCode<'_>, locale: Locale) -> String {
    let [of_a, of_b] = [a, b].map(|side| side.number());
    let [name_a, name_b] = [a, b].map(|side| side.entry().name());
    let [meaning_a, meaning_b] = [a, b].map(|side| side.entry().meaning(locale));
    if a.entry() == b.entry() {
        sentences::same_row(locale, of_a, of_b, name_a)
    } else if meaning_a.is_fallback() || meaning_b.is_fallback() {
        sentences::same_facts(locale, of_a, name_a, of_b, name_b)
    } else {
        sentences::causes_differ(locale, of_a, meaning_a, of_b, meaning_b)
    }
}
