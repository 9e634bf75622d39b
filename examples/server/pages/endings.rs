//! The pages about endings: `/endings` lists the words of the log, `/endings/{word}` explains one.

use std::collections::BTreeSet;

use closeframe::catalog::{
    EndingEntry, EndingKind, endings,
    pages::{EndingPage, Layout},
};
use maud::{Markup, html};

use super::{
    asked::Asked,
    catalogs::Catalogs,
    document::{self, Canonical, Page},
    json,
    links::Mentions,
    refusal::Refusal,
    reply::Reply,
    sections,
};

/// One word; `?code=1001` adds the code that the connection ended with.
pub(super) fn reply(catalogs: &Catalogs, asked: Asked, word: &str) -> Result<Reply, Refusal> {
    let catalog = catalogs.of(asked.subprotocol);
    let code = asked.parameter("code").map(|code| code.trim().parse());
    let code = match code.transpose() {
        Ok(code) => code,
        Err(_) => return Err(Refusal::not_a_code(asked)),
    };
    let Some(explained) = catalog.explain_word(word, code, asked.locale) else {
        return Err(Refusal::not_an_ending(asked));
    };
    let page = || {
        let path = format!("/endings/{}", explained.word());
        let canonical = Canonical { path, subprotocol: None };
        let own: Vec<_> = code.into_iter().collect();
        let links = asked.links();
        let mentions = Mentions { catalog, links, own: &own, phrases: Vec::new() };
        let title = explained.title();
        document::html(&asked, Page::new(&title, Some(canonical)), &body(&explained, &mentions))
    };
    Ok(Reply::new(&asked, page, || json::ending(&explained), || explained.to_string()))
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
pub(super) fn list(catalogs: &Catalogs, asked: &Asked) -> Reply {
    let words = asked.locale.captions();
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
                section { h2 { (heading) } ul.rows { @for row in rows { (item(asked, row)) } } }
            }
        };
        let canonical = Canonical { path: "/endings".to_owned(), subprotocol: None };
        document::html(asked, Page::new(words.endings, Some(canonical)), &body)
    };
    let pages = || {
        let all: BTreeSet<_> = endings().map(|row| row.kind().word()).collect();
        let catalog = catalogs.of(asked.subprotocol);
        all.into_iter().filter_map(move |word| catalog.explain_word(word, None, asked.locale))
    };
    let json = || pages().map(|page| json::ending(&page)).collect::<Vec<_>>();
    Reply::new(asked, page, json, || pages().map(|page| format!("{}\n", page.word())).collect())
}

fn item(asked: &Asked, row: &EndingEntry) -> Markup {
    let word = row.kind().word();
    html! {
        li {
            a href=(asked.links().to(&format!("/endings/{word}"))) { code { (word) } }
            p { (row.meaning(asked.locale)) }
        }
    }
}
