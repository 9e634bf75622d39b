//! What all pages share: head, navigation, and the search.

use closeframe::catalog::{Entry, Locale, Subprotocol};
use maud::{DOCTYPE, Markup, html};

use super::{asked::Asked, links};

/// The console's icon, so that no browser asks for another.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 \
     16'%3E%3Cpath d='M2 9h3v5H2zM6.500 4h3v10h-3zM11 7h3v7h-3z' fill='%231673b1'/%3E%3C/svg%3E";

pub(super) struct Page<'a> {
    pub(super) title: &'a str,
    /// What stands in place of the title at the top of the page.
    pub(super) heading: Option<Markup>,
    /// The one address that the page should be known by, without its language.
    pub(super) canonical: Option<Canonical>,
    /// Whether the page has a search of its own.
    pub(super) searches: bool,
}

pub(super) struct Canonical {
    pub(super) path: String,
    pub(super) subprotocol: Option<&'static Subprotocol>,
}

impl<'a> Page<'a> {
    pub(super) fn new(title: &'a str, canonical: Option<Canonical>) -> Self {
        Self { title, heading: None, canonical, searches: false }
    }
}

impl Canonical {
    fn address(&self, locale: Option<Locale>) -> String {
        links::Links::new(locale, self.subprotocol).to(&self.path)
    }
}

/// Returns a whole page.
pub(super) fn html(asked: &Asked, page: Page<'_>, body: &Markup) -> Markup {
    let (locale, words) = (asked.locale, asked.locale.captions());
    html! {
        (DOCTYPE)
        html lang=(locale) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (page.title) " – closeframe" }
                link rel="icon" href=(ICON);
                link rel="stylesheet" href="/pages/style.css";
                @if let Some(canonical) = &page.canonical {
                    link rel="canonical" href=(canonical.address(Some(locale)));
                    @for other in Locale::ALL {
                        link rel="alternate" hreflang=(other) href=(canonical.address(Some(*other)));
                    }
                    link rel="alternate" hreflang="x-default" href=(canonical.address(None));
                }
                @if page.searches { script type="module" src="/pages/search.js" {} }
            }
            body {
                a.skip href="#content" { (words.skip_navigation) }
                header { (navigation(asked)) @if !page.searches { (search_form(asked)) } }
                main id="content" tabindex="-1" {
                    h1 { @match &page.heading { Some(it) => (it), None => (page.title) } }
                    (subprotocol_notice(asked))
                    (body)
                }
            }
        }
    }
}

fn navigation(asked: &Asked) -> Markup {
    let (words, links) = (asked.locale.captions(), asked.links());
    html! {
        a.brand href="/" lang="en" { "closeframe" }
        nav.pages aria-label=(words.pages) {
            a href=(links.to("/codes")) { (words.all_codes) }
            a href=(links.to("/endings")) { (words.endings) }
            a href=(links.to("/compare")) { (words.compare_button) }
            a href="/" { (words.console) }
        }
        nav.languages aria-label=(words.language) {
            @for other in Locale::ALL {
                a href=(asked.in_language(*other)) lang=(other) hreflang=(other)
                    aria-current=[(*other == asked.locale).then_some("true")] { (other.name()) }
            }
        }
    }
}

/// Searches from wherever one is.
fn search_form(asked: &Asked) -> Markup {
    let words = asked.locale.captions();
    html! {
        form.search role="search" action="/codes" {
            (asked.links().hidden_fields())
            input type="search" name="q" aria-label=(words.search) placeholder=(words.search_hint);
            button { (words.search) }
        }
    }
}

/// Says by whose meanings the page is written, where they are not the server's own.
fn subprotocol_notice(asked: &Asked) -> Markup {
    let words = asked.locale.captions();
    html! {
        @if let Some(subprotocol) = asked.subprotocol {
            p.notice { (words.meanings) " " strong lang="en" { (subprotocol.title()) } }
        }
    }
}

/// A number and its name, which is English unless an application gave it.
pub(super) fn number_and_name(number: &str, row: &Entry) -> Markup {
    let english = (!row.is_application()).then_some("en");
    html! { span.number { (number) } " " span.name lang=[english] { (row.name()) } }
}
