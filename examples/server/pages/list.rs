//! The page of all codes in groups, or of those that a search found.

use closeframe::{
    CloseCode,
    catalog::{Entry, Subprotocol, Text},
};
use maud::{Markup, html};

use super::{
    catalogs::Catalogs,
    document::{self, Canonical, Page},
    links::Target,
    reader::{Formats, Reader},
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

pub(super) fn page<F: Formats>(catalogs: &Catalogs, reader: &Reader<'_>, formats: F) -> F::Made {
    let groups = groups(catalogs, reader);
    let words = reader.place.parameter("q");
    let listed: Vec<Listed<'_>> = match words {
        None => groups.iter().flat_map(|group| group.rows.iter().copied()).collect(),
        Some(words) => find(catalogs, reader, words),
    };
    let page = || {
        let body = html! {
            @if let Some(form) = form(catalogs, reader) { (form) }
            div id="found" {
                @match words {
                    None => (in_groups(catalogs, reader, &groups)),
                    Some(words) => (found(catalogs, reader, words, &listed)),
                }
            }
        };
        let canonical = Canonical { target: Target::Codes, subprotocol: reader.subprotocol };
        let heading = reader.locale.captions().catalog;
        let title = match reader.subprotocol {
            Some(subprotocol) => format!("{}: {heading}", subprotocol.title()),
            None => heading.to_owned(),
        };
        let page = Page::new(&title, Some(canonical));
        let heading = Some(html! { (heading) });
        document::html(reader, Page { heading, searches: true, ..page }, &body)
    };
    let json = || listed.iter().map(|it| it.row.localized(reader.locale)).collect::<Vec<_>>();
    formats.make(page, json, || listed.iter().map(|it| line(it.row)).collect())
}

/// Finds what the terminal would: in the catalog asked for, or else in those of all subprotocols.
fn find<'a>(catalogs: &'a Catalogs, reader: &Reader<'_>, words: &str) -> Vec<Listed<'a>> {
    let catalog = catalogs.of(reader.subprotocol);
    let hits = search(catalog, reader.subprotocol.is_none(), &[words.to_owned()], reader.locale);
    let listed = hits.into_iter().map(|hit| {
        let row = hit.row;
        let foreign = row.subprotocol().filter(|it| !catalogs.in_force(it));
        let further = [row.when_seen(reader.locale), row.how_to_fix(reader.locale)];
        let excerpt = further.into_iter().find(|text| text.as_str().contains(&hit.excerpt));
        let excerpt =
            excerpt.filter(|_| !row.meaning(reader.locale).as_str().contains(&hit.excerpt));
        Listed { row, by: reader.subprotocol.or(foreign), excerpt }
    });
    listed.collect()
}

fn groups<'a>(catalogs: &'a Catalogs, reader: &Reader<'_>) -> Vec<Group<'a>> {
    let words = reader.locale.captions();
    let catalog = catalogs.of(reader.subprotocol);
    let of = |heading, rows: Vec<&'a Entry>| {
        let rows = rows
            .into_iter()
            .map(|row| Listed { row, by: reader.subprotocol, excerpt: None })
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
    if reader.subprotocol.is_none() {
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

fn form(catalogs: &Catalogs, reader: &Reader<'_>) -> Option<Markup> {
    let hidden = reader.links().by(None).hidden_fields()?;
    let words = reader.locale.captions();
    let q = reader.place.parameter("q").unwrap_or_default();
    Some(html! {
        form.search role="search" action="/codes" {
            (hidden)
            label.wide {
                span { (words.search) }
                input type="search" name="q" value=(q) placeholder=(words.search_hint);
            }
            label {
                span { (words.meanings) }
                select name="subprotocol" {
                    option value="" { (words.own_meanings) }
                    @for it in catalogs.subprotocols() {
                        option value=(it.id()) selected[reader.subprotocol == Some(it)] {
                            (it.title())
                        }
                    }
                }
            }
            button { (words.search) }
        }
    })
}

fn in_groups(catalogs: &Catalogs, reader: &Reader<'_>, groups: &[Group<'_>]) -> Markup {
    let words = reader.locale.captions();
    let (folded, open): (Vec<_>, Vec<_>) = groups.iter().partition(|group| group.of.is_some());
    html! {
        @for group in open {
            section { h2 { (group.heading) } (rows(catalogs, reader, &group.rows)) }
        }
        @if !folded.is_empty() {
            section {
                h2 { (words.subprotocols) }
                @for group in folded {
                    details id=[group.of.map(Subprotocol::id)] {
                        summary { span lang="en" { (group.heading) } " " span.count { (group.rows.len()) } }
                        (rows(catalogs, reader, &group.rows))
                    }
                }
            }
        }
    }
}

fn found(catalogs: &Catalogs, reader: &Reader<'_>, words: &str, listed: &[Listed<'_>]) -> Markup {
    let captions = reader.locale.captions();
    let catalog = catalogs.of(reader.subprotocol);
    // Every number has a page, though not each has a row.
    let bare = words.trim().parse().ok().filter(|code| catalog.get(*code).is_none());
    html! {
        p.count role="status" {
            @if listed.is_empty() { (captions.no_match) } @else { (captions.found) ": " (listed.len()) }
        }
        @if let Some(code) = bare {
            @let bare = Listed { row: catalog.entry(code), by: reader.subprotocol, excerpt: None };
            ul.rows { (row_of(reader, bare, code, &code.as_u16().to_string())) }
        }
        (rows(catalogs, reader, listed))
    }
}

fn rows(catalogs: &Catalogs, reader: &Reader<'_>, rows: &[Listed<'_>]) -> Markup {
    html! {
        ul.rows {
            @for listed in rows.iter().copied() {
                @let Listed { row, by, .. } = listed;
                @if let Some(code) = catalogs.of_row(by, row) {
                    (row_of(reader, listed, code, &numbers(row)))
                }
            }
        }
    }
}

/// A row of the list: a link to its code, or to a code that a range explains.
fn row_of(reader: &Reader<'_>, listed: Listed<'_>, code: CloseCode, number: &str) -> Markup {
    let Listed { row, by, excerpt } = listed;
    let (locale, words) = (reader.locale, reader.locale.captions());
    let meaning = row.meaning(locale);
    html! {
        li {
            div {
                a href=(reader.links().by(by).to_code(code)) {
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

fn line(row: &Entry) -> String {
    let whose = row.subprotocol().map(|it| format!(" ({})", it.title())).unwrap_or_default();
    format!("{:>9}  {}{whose}\n", numbers(row), row.name())
}
