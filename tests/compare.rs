//! The catalog's pages: every pair of rows compared, in every language.

use std::collections::BTreeSet;

use closeframe::{
    CloseCode,
    catalog::{
        self, Catalog, Entry, Locale, Subprotocol,
        pages::{self, Layout, Section},
    },
};

#[test]
fn locales_are_read_from_language_tags() {
    assert_eq!("EN_GB.UTF-8".parse(), Ok(Locale::English));
    #[cfg(feature = "german")]
    assert_eq!("de-AT".parse(), Ok(Locale::German));
    #[cfg(feature = "german")]
    assert_eq!("de_DE.UTF-8".parse(), Ok(Locale::German));
    #[cfg(not(feature = "german"))]
    assert!("de".parse::<Locale>().is_err());
    let tags: Vec<_> = Locale::ALL.iter().map(|locale| locale.tag()).collect();
    assert_eq!(
        "xx".parse::<Locale>().unwrap_err().to_string(),
        format!("the catalog has no such language, only {}", tags.join(", ")),
    );
}

/// Every catalog that comes with the crate.
fn catalogs() -> Vec<Catalog> {
    let with = |it: &&'static Subprotocol| Catalog::standard().with_subprotocol(it).unwrap();
    std::iter::once(Catalog::standard()).chain(Subprotocol::ALL.iter().map(with)).collect()
}

/// A code for every row of the catalog, and both ends of every range.
fn codes_of(catalog: &Catalog) -> Vec<CloseCode> {
    let ends = catalog.iter().flat_map(|row| [*row.codes().start(), *row.codes().end()]);
    let codes: BTreeSet<u16> = ends.chain([403, 3001, 4001]).collect();
    codes.into_iter().map(CloseCode::new).collect()
}

/// Holds a page to what all pages promise: nothing empty, nothing in another language.
fn assert_complete(sections: &[Section<'_>], of: &str) {
    for section in sections {
        assert!(!section.heading().is_empty(), "{of}");
        assert!(!section.items().is_empty(), "{of}: {}", section.heading());
        for item in section.items() {
            let what = format!("{of}: {}: {:?}", section.heading(), item.label());
            assert!(!item.text().is_fallback(), "{what} is not translated");
            assert_eq!(
                item.text().as_str().is_empty(),
                section.layout() == Layout::Table,
                "{what}"
            );
            assert_eq!(item.cells().len(), section.columns().len(), "{what}");
            assert!(item.cells().iter().all(|cell| !cell.is_empty()), "{what}");
            let labelled = matches!(section.layout(), Layout::Labelled | Layout::Table);
            assert_eq!(item.label().is_some(), labelled, "{what}");
        }
    }
}

#[test]
fn every_page_about_one_code_is_complete_in_every_language() {
    for catalog in catalogs() {
        for code in codes_of(&catalog) {
            for &locale in Locale::ALL {
                assert_complete(&catalog.explain(code, locale).sections(), &code.to_string());
            }
        }
    }
}

#[test]
fn every_comparison_is_complete_and_symmetric_in_every_language() {
    let standard = Catalog::standard();
    for catalog in catalogs() {
        let codes = codes_of(&catalog);
        let is_its_own = |code| catalog.entry(code).subprotocol().is_some();
        for &locale in Locale::ALL {
            for &a in &codes {
                // Pairs that a subprotocol has no part in are the standard catalog's.
                let is_new =
                    |b: &&CloseCode| catalog == standard || [a, **b].into_iter().any(is_its_own);
                for &b in codes.iter().filter(|b| a <= **b).filter(is_new) {
                    let page = catalog.compare(a, b, locale);
                    let mirrored = catalog.compare(b, a, locale);
                    let of = format!("{a}, {b}, {locale}");
                    assert_complete(&page.sections(), &of);
                    assert_eq!(page.differences().is_empty(), a == b, "{of}");
                    assert_eq!(page.differences().len(), mirrored.differences().len(), "{of}");
                    assert_eq!(page.when_to_use().len(), mirrored.when_to_use().len(), "{of}");
                    let headings = |page: &[Section<'_>]| {
                        page.iter().map(|it| it.heading().to_owned()).collect()
                    };
                    let [before, after]: [BTreeSet<String>; 2] =
                        [headings(&page.sections()), headings(&mirrored.sections())];
                    assert_eq!(before, after, "{of}");
                    assert_eq!(
                        facts(&page.sections()),
                        swapped(facts(&mirrored.sections())),
                        "{of}"
                    );
                    for code in [a, b] {
                        let number = code.as_u16().to_string();
                        assert!(page.introduction().contains(&number), "{of}");
                        assert!(page.title().contains(&number), "{of}");
                    }
                }
            }
        }
    }
}

type Facts = Vec<(String, [String; 2])>;

/// The rows of the table that sets both codes side by side.
fn facts(sections: &[Section<'_>]) -> Facts {
    let tables = sections.iter().filter(|section| section.layout() == Layout::Table);
    let rows = tables.flat_map(Section::items).map(|item| {
        let cells = item.cells().iter().map(|cell| (*cell).to_owned());
        let cells: Vec<String> = cells.collect();
        (item.label().unwrap().to_owned(), cells.try_into().unwrap())
    });
    rows.collect()
}

fn swapped(facts: Facts) -> Facts {
    facts.into_iter().map(|(label, [a, b])| (label, [b, a])).collect()
}

#[cfg(feature = "german")]
#[test]
fn two_codes_of_one_range_differ_by_agreement_only() {
    let page = pages::compare(CloseCode::new(4001), CloseCode::new(4002), Locale::German);
    assert_eq!(
        page.differences(),
        ["Kein öffentliches Dokument unterscheidet 4001 von 4002: Für beide gilt dieselbe Regel, \
          „Private Use“. Ein Unterschied besteht nur, wo Client und Server ihn vereinbart haben."],
    );
}

#[test]
fn a_code_compared_with_itself_says_so() {
    let code = CloseCode::TIMEOUT;
    let page = pages::compare(code, code, Locale::English);
    assert_eq!(page.title(), "3008 Timeout");
    assert_eq!(
        page.introduction(),
        "Both numbers are the same WebSocket close code, 3008 Timeout: there is nothing to \
         compare.",
    );
}

#[cfg(feature = "german")]
#[test]
fn pages_mark_what_is_not_in_their_language() {
    let code = CloseCode::GOING_AWAY;
    let german = pages::explain(code, Locale::German);
    for section in german.sections() {
        for item in section.items() {
            let text = item.text();
            assert_eq!(text.is_fallback(), text.locale() == Locale::English);
        }
    }
    let meaning = german.entry().meaning(Locale::German);
    assert_eq!(meaning.is_fallback(), german.to_string().contains("[en] "));
    assert!(german.to_string().starts_with("1001 Going Away\n\nAuf einen Blick\n  Steht für: "));
    assert!(!pages::explain(code, Locale::English).to_string().contains("[en]"));
}

const GUIDE: &str = include_str!("../src/guide/catalog.md");

#[test]
fn the_readme_counts_the_pairs() {
    let standard: Vec<_> = catalog::iter().filter_map(Entry::code).collect();
    let (mut contrasts, mut confusions) = (0, 0);
    for &a in &standard {
        for &b in standard.iter().filter(|b| a < **b) {
            let page = pages::compare(a, b, Locale::English);
            // What somebody wrote decides in one piece; what is derived takes each code by itself.
            contrasts += usize::from(page.when_to_use().len() == 1);
            // The other lists of labels and texts are headed by the codes.
            let is_code = |heading: &str| page.codes().iter().any(|it| it.title() == heading);
            let sections = page.sections();
            let mistaken = sections.iter().filter(|section| {
                section.layout() == Layout::Labelled && !is_code(section.heading())
            });
            confusions += mistaken.map(|section| section.items().len()).sum::<usize>();
        }
    }
    assert!(GUIDE.contains(&format!("for {contrasts} pairs that people weigh")), "{contrasts}");
    assert!(GUIDE.contains(&format!("for {confusions} confusions why")), "{confusions}");
}
