//! The page that lists all others: plainly, so that the browser's own search finds each number, name and word.

use closeframe::{
    CloseCode,
    catalog::{Subprotocol, pages::http_phrase},
};
use maud::{Markup, html};
use serde::Serialize;

use super::{
    document::{self, Canonical, Page},
    inventory::{Inventory, pairs},
    links::Target,
    manual,
    reader::{Formats, Reader},
    search::numbers,
};

pub(super) fn page<F: Formats>(
    inventory: &Inventory<'_>,
    reader: &Reader<'_>,
    formats: F,
) -> F::Made {
    let title = reader.locale.captions().pages;
    let html = || {
        let canonical = Canonical { target: Target::Home, subprotocol: None };
        document::html(reader, Page::new(title, Some(canonical)), &body(inventory, reader))
    };
    let listed = || -> Vec<_> {
        let listed = |(target, by)| Listed { page: reader.links().by(by).to(target) };
        inventory.pages().into_iter().map(listed).collect()
    };
    formats.make(html, listed, || listed().iter().map(|it| format!("{}\n", it.page)).collect())
}

/// A page, by its address from here.
#[derive(Serialize)]
struct Listed {
    page: String,
}

fn body(inventory: &Inventory<'_>, reader: &Reader<'_>) -> Markup {
    let (words, links) = (reader.locale.captions(), reader.links());
    let own = inventory.catalogs().own();
    let applies = |code: &&CloseCode| own.entry(**code).is_application();
    let has_a_row = |code: &&CloseCode| own.get(**code).is_some();
    let (applications, others): (Vec<_>, Vec<_>) = inventory.codes().iter().partition(applies);
    let (codes, ranges): (Vec<_>, Vec<_>) = others.into_iter().partition(has_a_row);
    html! {
        section {
            h2 { a href=(links.to(Target::Codes)) { (words.catalog) } }
            @if !applications.is_empty() {
                h3 { (words.application_codes) }
                (codes_of(inventory, reader, None, applications))
            }
            h3 { (words.standard_codes) }
            (codes_of(inventory, reader, None, codes))
            h3 { (words.ranges) }
            (codes_of(inventory, reader, None, ranges))
            h3 { "HTTP" }
            ul.codes {
                @for status in inventory.http_statuses() {
                    li { a href=(links.to_code(*status)) { (http_status(*status)) } }
                }
            }
        }
        section {
            h2 { a href=(links.to(Target::Endings)) { (words.endings) } }
            ul.codes {
                @for word in inventory.words() {
                    li { a href=(links.to(Target::Ending(word))) { code { (word) } } }
                }
            }
        }
        section {
            h2 { a href=(links.to(Target::Alerts)) { (words.alerts) } }
            ul.codes lang="en" {
                @for alert in manual::alerts() {
                    li { a href=(links.to(Target::Alert(alert.name))) { (alert.name) } }
                }
            }
        }
        section {
            h2 { (words.subprotocols) }
            @for (by, codes) in inventory.services() {
                h3 { a href=(links.by(Some(by)).to(Target::Codes)) lang="en" { (by.title()) } }
                (codes_of(inventory, reader, Some(by), codes))
            }
        }
        section {
            h2 { a href=(links.to(Target::Choose)) { (words.compare) } }
            ul.codes {
                @for (a, b) in pairs() {
                    li {
                        a href=(links.to(Target::Comparison(a, b))) {
                            @for (code, between) in [(a, " / "), (b, "")] {
                                (document::number_and_name(
                                    &code.as_u16().to_string(),
                                    own.entry(code),
                                ))
                                (between)
                            }
                        }
                    }
                }
            }
        }
    }
}

fn codes_of<'a>(
    inventory: &Inventory<'_>,
    reader: &Reader<'_>,
    by: Option<&'static Subprotocol>,
    codes: impl IntoIterator<Item = &'a CloseCode>,
) -> Markup {
    let catalog = inventory.catalogs().of(by);
    html! {
        ul.codes {
            @for code in codes {
                li {
                    a href=(reader.links().by(by).to_code(*code)) {
                        (document::number_and_name(
                            &numbers(catalog.entry(*code)),
                            catalog.entry(*code),
                        ))
                    }
                }
            }
        }
    }
}

fn http_status(status: CloseCode) -> Markup {
    let number = status.as_u16();
    html! {
        span.number { (number) } " " span lang="en" { (http_phrase(number).unwrap_or_default()) }
    }
}
