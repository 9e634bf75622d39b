//! Sentences with places for values: which a language has, and what goes into their places.
//!
//! How they are worded is told by the languages' data files. Those that only pages need are listed in
//! `pages/sentences.rs`.

use std::fmt::Display;

use crate::catalog::Locale;

/// Makes a struct of templates with places such as `{a}`, and a function for each that fills it in. The
/// struct has a function `of`, which finds it for a language.
macro_rules! sentences {
    (
        $(#[$doc:meta])* $struct:ident;
        $($name:ident($($argument:ident),*);)+
    ) => {
        $(#[$doc])*
        pub(crate) struct $struct {
            $(pub(crate) $name: &'static str),+
        }

        $(
            pub(crate) fn $name(
                locale: $crate::catalog::Locale,
                $($argument: impl Display),*
            ) -> String {
                $crate::catalog::language::fill(
                    $struct::of(locale).$name,
                    &[$((stringify!($argument), &$argument)),*],
                )
            }
        )+

        #[cfg(test)]
        #[test]
        fn every_language_fills_every_place() {
            for &locale in $crate::catalog::Locale::ALL {
                let templates = $struct::of(locale);
                $($crate::catalog::language::assert_places(
                    stringify!($name),
                    locale,
                    templates.$name,
                    &[$(stringify!($argument)),*],
                );)+
            }
        }
    };
}
#[cfg(feature = "pages")]
pub(crate) use sentences;

sentences! {
    /// The sentences that go into phrases and into the log.
    Sentences;
    jitter(min_s, max_s);
    idle_limit(seconds, list);
    lifetime_limit(seconds, list);
    limit_and(list, limit);
    wait_for_their_application(list);
    unagreed_compression(list);
    refused(code, list);
    servers_code(code);
    clients_code(code);
    drained();
    offer_lacks_answer();
    code_says(code, meaning);
}

impl Sentences {
    const fn of(locale: Locale) -> &'static Self {
        &locale.language().sentences
    }
}

/// Puts values into the places of a template.
pub(crate) fn fill(template: &str, values: &[(&str, &dyn Display)]) -> String {
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

/// Holds a template to its places, so that a translation can neither lose nor invent one.
#[cfg(test)]
pub(crate) fn assert_places(what: &str, locale: Locale, template: &str, places: &[&str]) {
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

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn values_go_into_their_places() {
        assert_eq!(fill("{b}, {a} and {b}", &[("a", &1), ("b", &"{a}")]), "{a}, 1 and {a}");
        assert_eq!(fill("nothing", &[]), "nothing");
    }
}
