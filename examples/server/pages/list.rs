//! The page `/codes`: all codes in groups, or those that a search found.

use closeframe::{
    CloseCode,
    catalog::{Catalog, Entry, Subprotocol, Text},
};
use maud::{Markup, html};

use super::{
    asked::Asked,
    catalogs::Catalogs,
    document::{self, Canonical, Page},
    reply::Reply,
    search::{numbers, search},
    sections,
};

/// A row, and the subprotocol by which its page has to be read.
#[derive(Clone, Copy)]
struct Listed<'a> {
    row: &'a Entry,
    by: Option<&'static Subprotocol>,
    /// Where it has the words that were searched for, if the page would not show that anyway.
    excerpt: Option<Text<'a>>,
}

struct Group<'a> {
    heading: &'a str,
    /// The subprotocol whose codes these are, unless they are in force anyway.
    of: Option<&'static Subprotocol>,
    rows: Vec<Listed<'a>>,
}

pub(super) fn reply(catalogs: &Catalogs, asked: &Asked) -> Reply {
    let groups = groups(catalogs, asked);
    let words = asked.parameter("q");
    let listed: Vec<Listed<'_>> = match words {
        None => groups.iter().flat_map(|group| group.rows.iter().copied()).collect(),
        Some(words) => find(catalogs, asked, words),
    };
    let page = || {
        let body = html! {
            (form(catalogs, asked))
            div id="found" {
                @match words {
                    None => (in_groups(catalogs, asked, &groups)),
                    Some(words) => (found(catalogs, asked, words, &listed)),
                }
            }
        };
        let canonical = Canonical { path: "/codes".to_owned(), subprotocol: asked.subprotocol };
        let title = asked.locale.captions().catalog;
        document::html(asked, Page { searches: true, ..Page::new(title, Some(canonical)) }, &body)
    };
    let json = || listed.iter().map(|it| it.row.localized(asked.locale)).collect::<Vec<_>>();
    Reply::new(asked, page, json, || listed.iter().map(|it| line(it.row)).collect())
}

/// Finds what the terminal would: in the catalog asked for, or else in those of all subprotocols.
fn find<'a>(catalogs: &'a Catalogs, asked: &Asked, words: &str) -> Vec<Listed<'a>> {
    let catalog = catalogs.of(asked.subprotocol);
    let hits = search(catalog, asked.subprotocol.is_none(), &[words.to_owned()], asked.locale);
    let listed = hits.into_iter().map(|hit| {
        let row = hit.row;
        let foreign = row.subprotocol().filter(|it| !catalogs.in_force(it));
        let further = [row.when_seen(asked.locale), row.how_to_fix(asked.locale)];
        let excerpt = further.into_iter().find(|text| text.as_str().contains(&hit.excerpt));
        let excerpt =
            excerpt.filter(|_| !row.meaning(asked.locale).as_str().contains(&hit.excerpt));
        Listed { row, by: asked.subprotocol.or(foreign), excerpt }
    });
    listed.collect()
}

fn groups<'a>(catalogs: &'a Catalogs, asked: &Asked) -> Vec<Group<'a>> {
    let words = asked.locale.captions();
    let catalog = catalogs.of(asked.subprotocol);
    let of = |heading, rows: Vec<&'a Entry>| {
        let rows = rows
            .into_iter()
            .map(|row| Listed { row, by: asked.subprotocol, excerpt: None })
            .collect();
        Group { heading, of: None, rows }
    };
    let by_nobody = |row: &&Entry| !row.is_application() && row.subprotocol().is_none();
    let is_range = |row: &&Entry| row.code().is_none();
    let own = catalog.iter().filter(|row| row.is_application()).collect();
    let standard = catalog.iter().filter(by_nobody).filter(|row| !is_range(row)).collect();
    let mut groups = vec![of(words.application_codes, own)];
    for subprotocol in catalogs.subprotocols() {
        let rows = catalog.iter().chain(catalog.reasons());
        let rows = rows.filter(|row| row.subprotocol() == Some(subprotocol)).collect();
        groups.push(of(subprotocol.title(), rows));
    }
    groups.push(of(words.standard_codes, standard));
    let ranges = catalog.iter().filter(by_nobody).filter(is_range).collect();
    groups.push(of(words.ranges, ranges));
    if asked.subprotocol.is_none() {
        for subprotocol in catalogs.subprotocols().filter(|it| !catalogs.in_force(it)) {
            let rows = subprotocol.codes().iter().chain(subprotocol.ranges());
            let rows = rows.chain(subprotocol.reasons());
            let rows =
                rows.map(|row| Listed { row, by: Some(subprotocol), excerpt: None }).collect();
            groups.push(Group { heading: subprotocol.title(), of: Some(subprotocol), rows });
        }
    }
    groups.retain(|group| !group.rows.is_empty());
    groups
}

fn form(catalogs: &Catalogs, asked: &Asked) -> Markup {
    let words = asked.locale.captions();
    let q = asked.parameter("q").unwrap_or_default();
    html! {
        form.search role="search" action="/codes" {
            (asked.links().by(None).hidden_fields())
            label.wide {
                span { (words.search) }
                input type="search" name="q" value=(q) placeholder=(words.search_hint);
            }
            label {
                span { (words.meanings) }
                select name="subprotocol" {
                    option value="" { (words.own_meanings) }
                    @for it in catalogs.subprotocols() {
                        option value=(it.id()) selected[asked.subprotocol == Some(it)] {
                            (it.title())
                        }
                    }
                }
            }
            button { (words.search) }
        }
    }
}

fn in_groups(catalogs: &Catalogs, asked: &Asked, groups: &[Group<'_>]) -> Markup {
    let words = asked.locale.captions();
    let (folded, open): (Vec<_>, Vec<_>) = groups.iter().partition(|group| group.of.is_some());
    html! {
        @for group in open {
            section { h2 { (group.heading) } (rows(catalogs, asked, &group.rows)) }
        }
        @if !folded.is_empty() {
            section {
                h2 { (words.subprotocols) }
                @for group in folded {
                    details id=[group.of.map(Subprotocol::id)] {
                        summary { span lang="en" { (group.heading) } " " span.count { (group.rows.len()) } }
                        (rows(catalogs, asked, &group.rows))
                    }
                }
            }
        }
    }
}

fn found(catalogs: &Catalogs, asked: &Asked, words: &str, listed: &[Listed<'_>]) -> Markup {
    let captions = asked.locale.captions();
    let catalog = catalogs.of(asked.subprotocol);
    // Every number has a page, though not each has a row.
    let bare = words.trim().parse().ok().filter(|code| catalog.get(*code).is_none());
    html! {
        p.count role="status" {
            @if listed.is_empty() { (captions.no_match) } @else { (captions.found) ": " (listed.len()) }
        }
        @if let Some(code) = bare {
            @let bare = Listed { row: catalog.entry(code), by: asked.subprotocol, excerpt: None };
            ul.rows { (row_of(asked, bare, code, &code.as_u16().to_string())) }
        }
        (rows(catalogs, asked, listed))
    }
}

fn rows(catalogs: &Catalogs, asked: &Asked, rows: &[Listed<'_>]) -> Markup {
    html! {
        ul.rows {
            @for listed in rows.iter().copied() {
                @let Listed { row, by, .. } = listed;
                @if let Some(code) = row.code().or_else(|| first_of_range(catalogs.of(by), row)) {
                    (row_of(asked, listed, code, &numbers(row)))
                }
            }
        }
    }
}

/// A row of the list: a link to its code, or to a code that a range explains.
fn row_of(asked: &Asked, listed: Listed<'_>, code: CloseCode, number: &str) -> Markup {
    let Listed { row, by, excerpt } = listed;
    let (locale, words) = (asked.locale, asked.locale.captions());
    let meaning = row.meaning(locale);
    html! {
        li {
            div {
                a href=(asked.links().by(by).to_code(code)) {
                    (document::number_and_name(number, row))
                }
                @if let Some(subprotocol) = row.subprotocol() {
                    span.badge lang="en" { (subprotocol.title()) }
                }
            }
            div {
                p { (sections::in_its_language(meaning, &html! { (meaning) })) }
                @if let Some(reason) = row.reason() { p.excerpt { code lang="en" { (reason) } } }
                @if let Some(text) = excerpt {
                    p.excerpt { (sections::in_its_language(text, &html! { (text) })) }
                }
            }
            p.retry { span { (words.reconnect) ": " } (row.retry().phrase(locale)) }
        }
    }
}

/// The first code that the row of a range explains; all of them may have rows of their own.
fn first_of_range(catalog: &Catalog, row: &Entry) -> Option<CloseCode> {
    row.codes().map(CloseCode::new).find(|code| catalog.entry(*code) == row)
}

fn line(row: &Entry) -> String {
    let whose = row.subprotocol().map(|it| format!(" ({})", it.title())).unwrap_or_default();
    format!("{:>9}  {}{whose}\n", numbers(row), row.name())
}
