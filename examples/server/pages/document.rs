//! What all pages share: head, navigation, and the search.

use closeframe::catalog::{Entry, Locale, Subprotocol};
use maud::{DOCTYPE, Markup, html};

use super::{links::Target, reader::Reader};

/// The console's icon, so that no browser asks for another.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 \
     16'%3E%3Cpath d='M2 9h3v5H2zM6.500 4h3v10h-3zM11 7h3v7h-3z' fill='%231673b1'/%3E%3C/svg%3E";

pub(super) struct Page<'a> {
    pub(super) title: &'a str,
    /// What stands in place of the title at the top of the page.
    pub(super) heading: Option<Markup>,
    /// What the page should be known as.
    pub(super) canonical: Option<Canonical<'a>>,
    /// Whether the page has a search of its own.
    pub(super) searches: bool,
}

pub(super) struct Canonical<'a> {
    pub(super) target: Target<'a>,
    pub(super) subprotocol: Option<&'static Subprotocol>,
}

impl<'a> Page<'a> {
    pub(super) fn new(title: &'a str, canonical: Option<Canonical<'a>>) -> Self {
        Self { title, heading: None, canonical, searches: false }
    }
}

impl Canonical<'_> {
    fn address(&self, reader: &Reader<'_>, locale: Option<Locale>) -> String {
        reader.place.known_as(self.target, self.subprotocol, locale)
    }
}

/// Returns a whole page.
pub(super) fn html(reader: &Reader<'_>, page: Page<'_>, body: &Markup) -> Markup {
    let (locale, words) = (reader.locale, reader.locale.captions());
    html! {
        (DOCTYPE)
        html lang=(locale) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (page.title) " – closeframe" }
                link rel="icon" href=(ICON);
                link rel="stylesheet" href=(reader.place.file("style.css"));
                @if let Some(canonical) = &page.canonical {
                    @if reader.place.is_canonical() {
                        link rel="canonical" href=(canonical.address(reader, Some(locale)));
                    }
                    @for other in Locale::ALL {
                        link rel="alternate" hreflang=(other) href=(canonical.address(reader, Some(*other)));
                    }
                    link rel="alternate" hreflang="x-default" href=(canonical.address(reader, None));
                }
                @if let Some(address) = reader.place.json() {
                    link rel="alternate" type="application/json" href=(address);
                }
                @if page.searches && searches(reader) {
                    script type="module" src=(reader.place.file("search.js")) {}
                }
            }
            body {
                a.skip href="#content" { (words.skip_navigation) }
                header { (navigation(reader)) @if !page.searches { (search_form(reader)) } }
                main id="content" tabindex="-1" {
                    h1 { @match &page.heading { Some(it) => (it), None => (page.title) } }
                    (subprotocol_notice(reader))
                    (body)
                }
            }
        }
    }
}

fn navigation(reader: &Reader<'_>) -> Markup {
    let (words, links) = (reader.locale.captions(), reader.links());
    html! {
        a.brand href=(links.to(Target::Home)) lang="en" { "closeframe" }
        nav.pages aria-label=(words.pages) {
            a href=(links.to(Target::Codes)) { (words.all_codes) }
            a href=(links.to(Target::Endings)) { (words.endings) }
            a href=(links.to(Target::Choose)) { (words.compare_button) }
            a href=(links.to(Target::Alerts)) { (words.alerts) }
            a href=(links.to(Target::Home)) { (reader.place.home(words)) }
        }
        nav.languages aria-label=(words.language) {
            @for other in Locale::ALL {
                a href=(reader.place.in_language(*other)) lang=(other) hreflang=(other)
                    aria-current=[(*other == reader.locale).then_some("true")] { (other.name()) }
            }
        }
    }
}

/// Whether anything answers a search.
fn searches(reader: &Reader<'_>) -> bool {
    reader.links().hidden_fields().is_some()
}

/// Searches from wherever one is.
fn search_form(reader: &Reader<'_>) -> Markup {
    let words = reader.locale.captions();
    html! {
        @if let Some(hidden) = reader.links().hidden_fields() {
            form.search role="search" action="/codes" {
                (hidden)
                input type="search" name="q" aria-label=(words.search)
                    placeholder=(words.search_hint);
                button { (words.search) }
            }
        }
    }
}

/// Says by whose meanings the page is written, where they are not the server's own.
fn subprotocol_notice(reader: &Reader<'_>) -> Markup {
    let words = reader.locale.captions();
    html! {
        @if let Some(subprotocol) = reader.subprotocol {
            p.notice { (words.meanings) " " strong lang="en" { (subprotocol.title()) } }
        }
    }
}

/// A number and its name, which is English unless an application gave it.
pub(super) fn number_and_name(number: &str, row: &Entry) -> Markup {
    let english = (!row.is_application()).then_some("en");
    html! { span.number { (number) } " " span.name lang=[english] { (row.name()) } }
}
