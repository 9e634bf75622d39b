//! The sections of the catalog's pages as HTML: the same that the terminal prints.

use closeframe::catalog::{
    Text,
    pages::{Item, Layout, Section},
};
use maud::{Markup, html};

use super::links::Mentions;

/// How many long texts of a list stay unfolded.
const UNFOLDED: usize = 3;

/// Returns a section with its heading.
pub(super) fn section(section: &Section<'_>, mentions: &Mentions<'_>) -> Markup {
    html! {
        section { h2 { (mentions.link(section.heading())) } (content(section, mentions)) }
    }
}

pub(super) fn content(section: &Section<'_>, mentions: &Mentions<'_>) -> Markup {
    let items = section.items();
    html! {
        @match section.layout() {
            Layout::Labelled => dl {
                @for item in items {
                    div { dt { (label(item)) } dd { (text(item, mentions)) } }
                }
            },
            Layout::Table => (table(section)),
            Layout::Numbered => ol { @for item in items { li { (text(item, mentions)) } } },
            Layout::Bulleted => ul { @for item in items { li { (text(item, mentions)) } } },
            _ => @for item in items {
                // Long lines wrap, so nothing has to be scrolled.
                @if item.is_code() { pre { code { (item.text().as_str()) } } }
                @else { p { (text(item, mentions)) } }
            },
        }
    }
}

/// Returns a list of labels and long texts, folded where there are many of them. `more` follows a
/// text.
pub(super) fn foldable(
    section: &Section<'_>,
    mentions: &Mentions<'_>,
    more: impl Fn(&str) -> Markup,
) -> Markup {
    let open = section.items().len() <= UNFOLDED;
    html! {
        section {
            h2 { (section.heading()) }
            @for item in section.items() {
                details open[open] {
                    summary { (label(item)) }
                    p { (text(item, mentions)) }
                    (more(label(item)))
                }
            }
        }
    }
}

fn table(section: &Section<'_>) -> Markup {
    html! {
        // On narrow screens it is laid out as no table; the roles tell what it is all the same.
        table role="table" {
            thead role="rowgroup" {
                tr role="row" {
                    td {}
                    @for column in section.columns() {
                        th scope="col" role="columnheader" { (column) }
                    }
                }
            }
            tbody role="rowgroup" {
                @for item in section.items() {
                    @let alike = item.cells().windows(2).all(|pair| pair[0] == pair[1]);
                    tr.alike[alike] role="row" {
                        th scope="row" role="rowheader" { (label(item)) }
                        @for cell in item.cells() { td role="cell" { (cell) } }
                    }
                }
            }
        }
    }
}

pub(super) fn label<'a>(item: &'a Item<'_>) -> &'a str {
    item.label().unwrap_or_default()
}

/// Returns the text of an item: a link, if it has an address that a browser should follow.
fn text(item: &Item<'_>, mentions: &Mentions<'_>) -> Markup {
    let text = item.text();
    let is_web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    match item.url().filter(is_web) {
        Some(url) => html! { a href=(url) lang=[foreign(text)] { (text.as_str()) } },
        None => in_its_language(text, &mentions.link(text.as_str())),
    }
}

/// Marks a text that is not in the language of its page.
pub(super) fn in_its_language(text: Text<'_>, markup: &Markup) -> Markup {
    match foreign(text) {
        Some(lang) => html! { span lang=(lang) { (markup) } },
        None => markup.clone(),
    }
}

fn foreign(text: Text<'_>) -> Option<&'static str> {
    text.is_fallback().then(|| text.locale().tag())
}
