//! The page `/codes/{code}`, which exists for every number.

use closeframe::{
    CloseCode,
    catalog::{
        Catalog, Entry,
        pages::{self, Layout, Section, http_phrase},
    },
};
use maud::{Markup, html};

use super::{
    asked::Asked,
    catalogs::Catalogs,
    compare,
    document::{self, Canonical, Page},
    json,
    links::Mentions,
    reply::Reply,
    sections,
};

pub(super) fn reply(catalogs: &Catalogs, asked: &Asked, code: CloseCode) -> Reply {
    let catalog = catalogs.of(asked.subprotocol);
    let explanation = catalog.explain(code, asked.locale);
    let page = || {
        let row = explanation.entry();
        // Where a subprotocol changes nothing, it is the same page as without it.
        let differs = catalogs.own().entry(code) != row;
        let canonical = Canonical {
            path: format!("/codes/{}", code.as_u16()),
            subprotocol: asked.subprotocol.filter(|_| differs),
        };
        let body = body(catalog, asked, code, row, &explanation.sections());
        let title = explanation.title();
        let heading = Some(document::number_and_name(&code.as_u16().to_string(), row));
        document::html(asked, Page { heading, ..Page::new(&title, Some(canonical)) }, &body)
    };
    Reply::new(asked, page, || json::explanation(&explanation), || explanation.to_string())
}

fn body(
    catalog: &Catalog,
    asked: &Asked,
    code: CloseCode,
    row: &Entry,
    sections: &[Section<'_>],
) -> Markup {
    let own = [code];
    let mentions =
        Mentions { catalog, links: asked.links(), own: &own, phrases: phrases(asked, code, row) };
    // What one reads goes before what one looks up: on a small screen it is at the top.
    let (texts, lists): (Vec<_>, Vec<_>) =
        sections.iter().partition(|section| section.layout() == Layout::Prose);
    let (glance, others) =
        lists.split_first().map_or((None, [].as_slice()), |(it, rest)| (Some(it), rest));
    html! {
        div.explanation {
            div.texts { @for section in texts { (sections::section(section, &mentions)) } }
            @if let Some(glance) = glance {
                section.glance { h2 { (glance.heading()) } (sections::content(glance, &mentions)) }
            }
            div.others {
                @for section in others {
                    @if section.layout() == Layout::Bulleted {
                        (sections::section(section, &mentions))
                    } @else if is_elsewhere(section, code) {
                        (elsewhere(section, asked, code))
                    } @else {
                        (sections::foldable(section, &mentions, |label| html! {
                            @for other in mentions.codes(label) {
                                p { (comparison(asked, code, other)) }
                            }
                        }))
                    }
                }
            }
        }
        (comparisons(catalog, asked, code, row))
    }
}

/// HTTP's statuses lead to their relatives, and those back.
fn phrases(asked: &Asked, code: CloseCode, row: &Entry) -> Vec<(String, String)> {
    let statuses = row.http_relatives().iter().filter_map(|status| {
        let title = format!("{status} {}", http_phrase(*status)?);
        Some((title, asked.links().to_code(CloseCode::new(*status))))
    });
    let relatives = pages::relatives_of_http(code.as_u16()).filter_map(|row| {
        let (code, whose) = (row.code()?, row.subprotocol());
        let of = whose.map(|it| format!(" ({})", it.title())).unwrap_or_default();
        let title = format!("{} {}{of}", code.as_u16(), row.name());
        Some((title, asked.links().by(whose).to_code(code)))
    });
    statuses.chain(relatives).collect()
}

/// Whether a section tells what the number means to others.
fn is_elsewhere(section: &Section<'_>, code: CloseCode) -> bool {
    let is_theirs = |label: &str| pages::meanings(code).any(|(whose, _)| whose.title() == label);
    section.items().iter().all(|item| is_theirs(sections::label(item)))
}

fn elsewhere(section: &Section<'_>, asked: &Asked, code: CloseCode) -> Markup {
    let href = |title: &str| {
        let whose = pages::meanings(code).map(|(whose, _)| whose).find(|it| it.title() == title);
        asked.links().by(whose).to_code(code)
    };
    html! {
        section {
            h2 { (section.heading()) }
            dl.elsewhere {
                @for item in section.items() {
                    @let title = sections::label(item);
                    div {
                        dt { a href=(href(title)) lang="en" { (title) } }
                        dd { (item.text()) }
                    }
                }
            }
        }
    }
}

fn comparison(asked: &Asked, a: CloseCode, b: CloseCode) -> Markup {
    let words = asked.locale.captions();
    html! {
        a href=(asked.links().to(&compare::path(a, b))) { (words.compare_with) " " (b.as_u16()) }
    }
}

/// Links that compare the code with every other one that has a row: first those that it is often
/// weighed against, or the others of its own protocol or application.
fn comparisons(catalog: &Catalog, asked: &Asked, code: CloseCode, row: &Entry) -> Markup {
    let words = asked.locale.captions();
    let is_standard = |row: &Entry| row.subprotocol().is_none() && !row.is_application();
    let near = |other: &Entry| match other.code() {
        Some(it) if is_standard(row) => {
            is_standard(other) && pages::neighbours(code).any(|neighbour| neighbour == it)
        }
        _ => other.subprotocol() == row.subprotocol() && !is_standard(other),
    };
    let others = catalog.iter().filter(|other| other.code().is_some_and(|it| it != code));
    let (near, far): (Vec<_>, Vec<_>) = others.partition(|other| near(other));
    html! {
        section {
            h2 { (words.compare_with) }
            (compare::form(catalog, asked, Some(code), None))
            @if !near.is_empty() {
                @if is_standard(row) { h3 { (words.neighbours) } }
                (links(asked, code, &near))
            }
            @if !far.is_empty() {
                details {
                    summary { (words.other_codes) " " span.count { (far.len()) } }
                    (links(asked, code, &far))
                }
            }
        }
    }
}

fn links(asked: &Asked, code: CloseCode, others: &[&Entry]) -> Markup {
    html! {
        ul.codes {
            @for (row, other) in others.iter().filter_map(|row| Some((row, row.code()?))) {
                li {
                    a href=(asked.links().to(&compare::path(code, other))) {
                        (document::number_and_name(&other.as_u16().to_string(), row))
                    }
                }
            }
        }
    }
}
