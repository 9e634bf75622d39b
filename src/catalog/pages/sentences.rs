//! Every fixed sentence of the catalog: which there are, and what goes into their places. How they
//! are worded is told by the languages' data files.

use std::fmt::Display;

use crate::catalog::Locale;

macro_rules! sentences {
    ($($name:ident($($argument:ident),*);)+) => {
        /// The sentences as templates, with places such as `{a}`.
        pub(crate) struct Sentences {
            $(pub(crate) $name: &'static str),+
        }

        $(
            pub(crate) fn $name(locale: Locale, $($argument: impl Display),*) -> String {
                fill(
                    locale.language().sentences.$name,
                    &[$((stringify!($argument), &$argument)),*],
                )
            }
        )+

        /// Each sentence in a language: its name, its template, and the places that it must have.
        #[cfg(test)]
        fn templates(locale: Locale) -> Vec<(&'static str, &'static str, &'static [&'static str])> {
            let sentences = &locale.language().sentences;
            vec![$((stringify!($name), sentences.$name, &[$(stringify!($argument)),*])),+]
        }
    };
}

sentences! {
    jitter(min_s, max_s);
    versus(a, b);
    stand_for(a, is_a, b, is_b);
    both_stand_for(a, b, is);
    one_code(a);
    cases_differ(a, case_a, b, case_b);
    same_row(a, b, name);
    same_facts(a, name_a, b, name_b);
    causes_differ(a, meaning_a, b, meaning_b);
    never_send_invalid(a, case);
    never_send_reported(a, case);
    send_when(a, case);
    send_application(a, name);
    send_subprotocol(a, name, subprotocol);
    only_from(sender);
    neither_travels();
    one_travels(a);
    choose_by_retry(a, is_a, b, is_b);
    choose_by_cause(retry);
    choose_by_http(a, status_a, b, status_b);
    seen_expected(seen, expected);
    kinship(list);
    http_status(status, list);
    source(of, reference);
    retry_source(of, reference);
    observed(client);
    all_codes(reference);
    in_browsers(reference);
    idle_limit(seconds, list);
    idle_limit_and(list, limit);
}

/// Puts values into the places of a template.
pub(super) fn fill(template: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut sentence = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, place)) = rest.split_once('{') {
        sentence.push_str(before);
        let (name, after) = place.split_once('}').unwrap_or((place, ""));
        if let Some((_, value)) = values.iter().find(|(it, _)| *it == name) {
            sentence.push_str(&value.to_string());
        }
        rest = after;
    }
    sentence.push_str(rest);
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::pages::words::FactWords;

    /// Holds a template to its places, so that a translation can neither lose nor invent one.
    fn assert_places(what: &str, locale: Locale, template: &str, places: &[&str]) {
        let mut found: Vec<&str> = template
            .split('{')
            .skip(1)
            .map(|part| part.split_once('}').expect("a place is closed").0)
            .collect();
        found.sort_unstable();
        found.dedup();
        let mut places = places.to_vec();
        places.sort_unstable();
        assert_eq!(found, places, "{locale}: {what}: {template}");
        assert!(!template.trim().is_empty(), "{locale}: {what} is empty");
    }

    #[test]
    fn every_language_fills_every_place() {
        for &locale in Locale::ALL {
            for (name, template, places) in templates(locale) {
                assert_places(name, locale, template, places);
            }
            let facts = &locale.language().facts;
            let words: [&FactWords; 9] = [
                &facts.category,
                &facts.remedy,
                &facts.retry,
                &facts.travel,
                &facts.sender,
                &facts.script,
                &facts.range,
                &facts.http,
                &facts.reference,
            ];
            for fact in words {
                assert_places(fact.label, locale, fact.shared, &["is"]);
                assert_places(fact.label, locale, fact.differs, &["a", "is_a", "b", "is_b"]);
            }
        }
    }

    #[test]
    fn values_go_into_their_places() {
        assert_eq!(fill("{b}, {a} and {b}", &[("a", &1), ("b", &"{a}")]), "{a}, 1 and {a}");
        assert_eq!(fill("nothing", &[]), "nothing");
    }
}
