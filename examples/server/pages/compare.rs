//! The page `/compare/{a}/{b}`, and the form at `/compare` that leads to it.

use axum::http::StatusCode;
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
    asked::Asked,
    catalogs::Catalogs,
    document::{self, Canonical, Page},
    json,
    links::Mentions,
    reply::Reply,
    search::numbers,
    sections,
};

pub(super) fn path(a: CloseCode, b: CloseCode) -> String {
    format!("/compare/{}/{}", a.as_u16(), b.as_u16())
}

pub(super) fn reply(catalogs: &Catalogs, asked: &Asked, a: CloseCode, b: CloseCode) -> Reply {
    let catalog = catalogs.of(asked.subprotocol);
    let comparison = catalog.compare(a, b, asked.locale);
    let page = || {
        // Both orders say the same.
        let canonical =
            Canonical { path: path(a.min(b), a.max(b)), subprotocol: asked.subprotocol };
        let body = body(catalog, asked, [a, b], &comparison);
        document::html(asked, Page::new(&comparison.title(), Some(canonical)), &body)
    };
    Reply::new(asked, page, || json::comparison(&comparison), || comparison.to_string())
}

fn body(
    catalog: &Catalog,
    asked: &Asked,
    codes @ [a, b]: [CloseCode; 2],
    comparison: &Comparison<'_>,
) -> Markup {
    let words = asked.locale.captions();
    let mentions = Mentions { catalog, links: asked.links(), own: &codes, phrases: Vec::new() };
    let all = comparison.sections();
    let side_of = |section: &Section<'_>| {
        let mut sides = comparison.codes().iter();
        sides.find(|side| side.title() == section.heading()).map(|side| side.code())
    };
    let first_side = all.iter().position(|section| side_of(section).is_some());
    html! {
        @if a != b {
            p.tools { a href=(asked.links().to(&path(b, a))) { (words.swap) } }
        }
        @for (index, section) in all.iter().enumerate() {
            @if first_side == Some(index) {
                div.sides {
                    @for (section, code) in all.iter().filter_map(|it| Some((it, side_of(it)?))) {
                        section.side {
                            h2 {
                                a href=(asked.links().to_code(code)) {
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
        section { h2 { (words.compare) } (form(catalog, asked, Some(a), Some(b))) }
    }
}

/// Asks for two codes; works without a script.
pub(super) fn form(
    catalog: &Catalog,
    asked: &Asked,
    a: Option<CloseCode>,
    b: Option<CloseCode>,
) -> Markup {
    let words = asked.locale.captions();
    let value = |code: Option<CloseCode>, name| match code {
        Some(code) => Some(code.as_u16().to_string()),
        None => asked.parameter(name).map(str::to_owned),
    };
    html! {
        form.compare action="/compare" {
            (asked.links().hidden_fields())
            (number_field("a", words.first_code, value(a, "a")))
            (number_field("b", words.second_code, value(b, "b")))
            button { (words.compare_button) }
            datalist id="known-codes" {
                @for (row, code) in catalog.iter().filter_map(|row| Some((row, row.code()?))) {
                    option value=(code.as_u16()) { (row.name()) }
                }
            }
        }
    }
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

/// What the page `/compare` offers besides its form.
#[derive(Serialize)]
struct Pair {
    a: u16,
    b: u16,
}

/// The page `/compare`: the form, and the pairs that are often asked about.
pub(super) fn form_reply(catalogs: &Catalogs, asked: &Asked, status: StatusCode) -> Reply {
    let words = asked.locale.captions();
    let catalog = catalogs.of(asked.subprotocol);
    let neighbours = |row: &Entry| -> Vec<(CloseCode, CloseCode)> {
        let Some(a) = row.code().filter(|_| row.subprotocol().is_none()) else {
            return Vec::new();
        };
        pages::neighbours(a).filter(|b| *b > a).map(|b| (a, b)).collect()
    };
    let page = || {
        let body = html! {
            @if status != StatusCode::OK { p.lead role="alert" { (words.not_a_code) } }
            (form(catalog, asked, None, None))
            section {
                h2 { (words.often_compared) }
                dl.pairs {
                    @for row in catalog.iter().filter(|row| !neighbours(row).is_empty()) {
                        div {
                            dt { (document::number_and_name(&numbers(row), row)) }
                            dd {
                                @for (a, b) in neighbours(row) {
                                    a href=(asked.links().to(&path(a, b))) {
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
        let canonical = Canonical { path: "/compare".to_owned(), subprotocol: asked.subprotocol };
        document::html(asked, Page::new(words.compare, Some(canonical)), &body)
    };
    let pairs = || catalog.iter().flat_map(neighbours).map(|(a, b)| (a.as_u16(), b.as_u16()));
    let json = || pairs().map(|(a, b)| Pair { a, b }).collect::<Vec<_>>();
    let text = || pairs().map(|(a, b)| format!("{a} {b}\n")).collect();
    Reply::new(asked, page, json, text).with_status(status)
}
