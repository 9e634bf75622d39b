//! Finds rows by words: in their names and texts in every language, in what they stand for, in the
//! phrases of related HTTP statuses, and in the names of their subprotocols.

use closeframe::catalog::{Catalog, Entry, Locale, Subprotocol, pages};

/// A row that has every word, and the text that shows it.
pub(crate) struct Hit<'a> {
    pub(crate) row: &'a Entry,
    pub(crate) excerpt: String,
    place: Place,
}

/// Where the words stand, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Title,
    PartlyTitle,
    Texts,
}

/// Searches a catalog, and the subprotocols that are not in force in it if `elsewhere` is to be
/// searched too.
pub(crate) fn search<'a>(
    catalog: &'a Catalog,
    elsewhere: bool,
    words: &[String],
    locale: Locale,
) -> Vec<Hit<'a>> {
    let words: Vec<_> = words.iter().flat_map(|word| word.split_whitespace()).map(folded).collect();
    let in_force: Vec<_> = catalog.iter().chain(catalog.reasons()).collect();
    let others = Subprotocol::ALL.iter().filter(|_| elsewhere);
    let others = others.flat_map(|of| of.codes().iter().chain(of.ranges()).chain(of.reasons()));
    let others = others.filter(|row| !in_force.contains(row));
    let rows = in_force.iter().copied().chain(others);
    let mut hits: Vec<_> = rows.filter_map(|row| hit(row, &words, locale)).collect();
    // Stable: otherwise in the order of the catalog.
    hits.sort_by_key(|hit| (hit.place, *hit.row.codes().start()));
    hits
}

fn hit<'a>(row: &'a Entry, words: &[String], locale: Locale) -> Option<Hit<'a>> {
    let title = folded(&format!("{} {}", numbers(row), row.name()));
    let missing: Vec<_> = words.iter().filter(|word| !title.contains(*word)).collect();
    let texts = texts(row, locale);
    let in_texts = |word: &&String| texts.iter().any(|text| folded(text).contains(*word));
    if !missing.iter().all(in_texts) {
        return None;
    }
    let place = match missing.len() {
        0 => Place::Title,
        some if some < words.len() => Place::PartlyTitle,
        _ => Place::Texts,
    };
    let excerpt = match missing.first() {
        Some(word) => texts.iter().find_map(|text| sentence_with(text, word)).unwrap_or_default(),
        None => sentences(row.meaning(locale).as_str()).next().unwrap_or_default(),
    };
    Some(Hit { row, excerpt: excerpt.to_owned(), place })
}

/// The number of a row, or the first and the last one of its range.
pub(crate) fn numbers(row: &Entry) -> String {
    let codes = row.codes();
    match row.code() {
        Some(_) => codes.start().to_string(),
        None => format!("{}-{}", codes.start(), codes.end()),
    }
}

/// Everything that can be searched, what the reader's language says first.
fn texts(row: &Entry, locale: Locale) -> Vec<String> {
    let others = Locale::ALL.iter().copied().filter(|it| *it != locale);
    let mut texts = Vec::new();
    for locale in std::iter::once(locale).chain(others) {
        let of_row = [row.meaning(locale), row.when_seen(locale), row.how_to_fix(locale)];
        texts.extend(of_row.map(|text| text.as_str().to_owned()));
        texts.push(row.category().phrase(locale).to_owned());
    }
    let phrases = row
        .http_relatives()
        .iter()
        .map(|status| format!("HTTP {status} {}", pages::http_phrase(*status).unwrap_or_default()));
    texts.extend(phrases);
    texts.extend(row.reason().map(str::to_owned));
    texts.extend(row.subprotocol().map(|of| format!("{} ({})", of.title(), of.id())));
    texts.extend(row.annotation().owner().map(str::to_owned));
    texts.push(row.reference().to_owned());
    texts
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(". ").map(str::trim)
}

fn sentence_with<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    sentences(text).find(|sentence| folded(sentence).contains(word))
}

/// Without case, and with umlauts as those write them who have none on their keyboard.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' => folded.push_str("ae"),
            'ö' => folded.push_str("oe"),
            'ü' => folded.push_str("ue"),
            'ß' => folded.push_str("ss"),
            // An umlaut's dots, where they follow their letter.
            '\u{308}' => folded.push('e'),
            letter => folded.push(letter),
        }
    }
    folded
}
