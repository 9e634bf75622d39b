//! The pages about endings: one lists the words of the log, the others explain one each.

use std::collections::BTreeSet;

use closeframe::{
    CloseCode,
    catalog::{
        EndingEntry, EndingKind, endings,
        pages::{EndingPage, Layout},
    },
};
use maud::{Markup, html};

use super::{
    catalogs::Catalogs,
    document::{self, Canonical, Page},
    json,
    links::{Mentions, Target},
    reader::{Formats, Reader},
    sections,
};

/// One word, and the code that the connection ended with if there is one; nothing for what is no ending.
pub(super) fn page<F: Formats>(
    catalogs: &Catalogs,
    reader: &Reader<'_>,
    word: &str,
    code: Option<CloseCode>,
    formats: F,
) -> Option<F::Made> {
    let catalog = catalogs.of(reader.subprotocol);
    let explained = catalog.explain_word(word, code, reader.locale)?;
    let page = || {
        let target = Target::Ending(explained.word());
        let canonical = Canonical { target, subprotocol: None };
        let own: Vec<_> = code.into_iter().collect();
        let links = reader.links();
        let mentions = Mentions { catalog, links, own: &own, phrases: Vec::new() };
        let title = explained.title();
        document::html(reader, Page::new(&title, Some(canonical)), &body(&explained, &mentions))
    };
    Some(formats.make(page, || json::ending(&explained), || explained.to_string()))
}

fn body(explained: &EndingPage<'_>, mentions: &Mentions<'_>) -> Markup {
    let sections = explained.sections();
    let (glance, texts) =
        sections.split_first().expect("a page begins with what is known at a glance");
    html! {
        div.explanation {
            div.texts {
                @for section in texts {
                    @match section.layout() {
                        Layout::Labelled => section {
                            h2 { (section.heading()) }
                            (sections::content(section, mentions))
                        },
                        _ => (sections::section(section, mentions)),
                    }
                }
            }
            section.glance { h2 { (glance.heading()) } (sections::content(glance, mentions)) }
        }
    }
}

/// All words.
pub(super) fn list<F: Formats>(catalogs: &Catalogs, reader: &Reader<'_>, formats: F) -> F::Made {
    let words = reader.locale.captions();
    let of = |is: fn(EndingKind) -> bool| {
        let mut seen = BTreeSet::new();
        let of_kind = endings().filter(|row| is(row.kind()));
        of_kind.filter(|row| seen.insert(row.kind().word())).collect::<Vec<_>>()
    };
    let groups = [
        (words.outcomes, of(|kind| matches!(kind, EndingKind::Outcome(..)))),
        (words.violations, of(|kind| matches!(kind, EndingKind::Violation(..)))),
        (words.error_types, of(|kind| matches!(kind, EndingKind::Error(_)))),
    ];
    let page = || {
        let body = html! {
            @for (heading, rows) in &groups {
                section { h2 { (heading) } ul.rows { @for row in rows { (item(reader, row)) } } }
            }
        };
        let canonical = Canonical { target: Target::Endings, subprotocol: None };
        document::html(reader, Page::new(words.endings, Some(canonical)), &body)
    };
    let pages = || {
        let all: BTreeSet<_> = endings().map(|row| row.kind().word()).collect();
        let catalog = catalogs.of(reader.subprotocol);
        all.into_iter().filter_map(move |word| catalog.explain_word(word, None, reader.locale))
    };
    let json = || pages().map(|page| json::ending(&page)).collect::<Vec<_>>();
    formats.make(page, json, || pages().map(|page| format!("{}\n", page.word())).collect())
}

fn item(reader: &Reader<'_>, row: &EndingEntry) -> Markup {
    let word = row.kind().word();
    html! {
        li {
            a href=(reader.links().to(Target::Ending(word))) { code { (word) } }
            p { (row.meaning(reader.locale)) }
        }
    }
}
