//! The pages that compare two codes, and the one that leads to them.

use closeframe::{
    CloseCode,
    catalog::{
        Catalog, Entry,
        pages::{self, Comparison, Layout, Section},
    },
};
use maud::{Markup, html};
use serde::Serialize;

use super::{
    catalogs::Catalogs,
    document::{self, Canonical, Page},
    json,
    links::{Mentions, Target},
    reader::{Formats, Reader},
    search::numbers,
    sections,
};

pub(super) fn page<F: Formats>(
    catalogs: &Catalogs,
    reader: &Reader<'_>,
    a: CloseCode,
    b: CloseCode,
    formats: F,
) -> F::Made {
    let catalog = catalogs.of(reader.subprotocol);
    let comparison = catalog.compare(a, b, reader.locale);
    let page = || {
        // Both orders say the same.
        let target = Target::Comparison(a.min(b), a.max(b));
        let canonical = Canonical { target, subprotocol: reader.subprotocol };
        let body = body(catalog, reader, [a, b], &comparison);
        document::html(reader, Page::new(&comparison.title(), Some(canonical)), &body)
    };
    formats.make(page, || json::comparison(&comparison), || comparison.to_string())
}

fn body(
    catalog: &Catalog,
    reader: &Reader<'_>,
    codes @ [a, b]: [CloseCode; 2],
    comparison: &Comparison<'_>,
) -> Markup {
    let words = reader.locale.captions();
    let mentions = Mentions { catalog, links: reader.links(), own: &codes, phrases: Vec::new() };
    let [this_way, swapped] =
        [(a, b), (b, a)].map(|(a, b)| reader.links().to(Target::Comparison(a, b)));
    let all = comparison.sections();
    let side_of = |section: &Section<'_>| {
        let mut sides = comparison.codes().iter();
        sides.find(|side| side.title() == section.heading()).map(|side| side.code())
    };
    let first_side = all.iter().position(|section| side_of(section).is_some());
    html! {
        @if this_way != swapped { p.tools { a href=(swapped) { (words.swap) } } }
        @for (index, section) in all.iter().enumerate() {
            @if first_side == Some(index) {
                div.sides {
                    @for (section, code) in all.iter().filter_map(|it| Some((it, side_of(it)?))) {
                        section.side {
                            h2 {
                                a href=(reader.links().to_code(code)) {
                                    (document::number_and_name(
                                        &code.as_u16().to_string(),
                                        catalog.entry(code),
                                    ))
                                }
                            }
                            (sections::content(section, &mentions))
                        }
                    }
                }
            } @else if side_of(section).is_none() {
                @match section.layout() {
                    Layout::Labelled => (sections::foldable(section, &mentions, |_| html! {})),
                    _ => (sections::section(section, &mentions)),
                }
            }
        }
        @if let Some(form) = form(catalog, reader, Some(a), Some(b)) {
            section { h2 { (words.compare) } (form) }
        }
    }
}

/// Asks for two codes, where anybody answers; works without a script.
pub(super) fn form(
    catalog: &Catalog,
    reader: &Reader<'_>,
    a: Option<CloseCode>,
    b: Option<CloseCode>,
) -> Option<Markup> {
    let hidden = reader.links().hidden_fields()?;
    let words = reader.locale.captions();
    let value = |code: Option<CloseCode>, name| match code {
        Some(code) => Some(code.as_u16().to_string()),
        None => reader.place.parameter(name).map(str::to_owned),
    };
    Some(html! {
        form.compare action="/compare" {
            (hidden)
            (number_field("a", words.first_code, value(a, "a")))
            (number_field("b", words.second_code, value(b, "b")))
            button { (words.compare_button) }
            datalist id="known-codes" {
                @for (row, code) in catalog.iter().filter_map(|row| Some((row, row.code()?))) {
                    option value=(code.as_u16()) { (row.name()) }
                }
            }
        }
    })
}

fn number_field(name: &str, label: &str, value: Option<String>) -> Markup {
    html! {
        label {
            span { (label) }
            input name=(name) type="number" min="0" max="65535" required list="known-codes"
                value=[value];
        }
    }
}

/// What the page without two codes offers besides its form.
#[derive(Serialize)]
struct Pair {
    a: u16,
    b: u16,
}

/// The page without two codes: the form, and the pairs that are often asked about. Whoever asked for what are no
/// codes was mistaken.
pub(super) fn choice<F: Formats>(
    catalogs: &Catalogs,
    reader: &Reader<'_>,
    mistaken: bool,
    formats: F,
) -> F::Made {
    let words = reader.locale.captions();
    let catalog = catalogs.of(reader.subprotocol);
    let neighbours = |row: &Entry| -> Vec<(CloseCode, CloseCode)> {
        let Some(a) = row.code().filter(|_| row.subprotocol().is_none()) else {
            return Vec::new();
        };
        pages::neighbours(a)
            .filter(|b| *b > a && reader.place.compares(a, *b))
            .map(|b| (a, b))
            .collect()
    };
    let page = || {
        let body = html! {
            @if mistaken { p.lead role="alert" { (words.not_a_code) } }
            @if let Some(form) = form(catalog, reader, None, None) { (form) }
            section {
                h2 { (words.often_compared) }
                dl.pairs {
                    @for row in catalog.iter().filter(|row| !neighbours(row).is_empty()) {
                        div {
                            dt { (document::number_and_name(&numbers(row), row)) }
                            dd {
                                @for (a, b) in neighbours(row) {
                                    a href=(reader.links().to(Target::Comparison(a, b))) {
                                        (document::number_and_name(
                                            &b.as_u16().to_string(),
                                            catalog.entry(b),
                                        ))
                                    }
                                    " "
                                }
                            }
                        }
                    }
                }
            }
        };
        let canonical = Canonical { target: Target::Choose, subprotocol: reader.subprotocol };
        document::html(reader, Page::new(words.compare, Some(canonical)), &body)
    };
    let pairs = || catalog.iter().flat_map(neighbours).map(|(a, b)| (a.as_u16(), b.as_u16()));
    let json = || pairs().map(|(a, b)| Pair { a, b }).collect::<Vec<_>>();
    let text = || pairs().map(|(a, b)| format!("{a} {b}\n")).collect();
    formats.make(page, json, text)
}
