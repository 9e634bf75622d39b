//! The page about one code, which can be made for every number.

use closeframe::{
    CloseCode,
    catalog::{
        Catalog, Entry,
        pages::{self, Layout, Section, http_phrase},
    },
};
use maud::{Markup, html};

use super::{
    catalogs::Catalogs,
    compare,
    document::{self, Canonical, Page},
    json,
    links::{Mentions, Target},
    reader::{Formats, Reader},
    sections,
};

pub(super) fn page<F: Formats>(
    catalogs: &Catalogs,
    reader: &Reader<'_>,
    code: CloseCode,
    formats: F,
) -> F::Made {
    let catalog = catalogs.of(reader.subprotocol);
    let explanation = catalog.explain(code, reader.locale);
    let page = || {
        let row = explanation.entry();
        // Where a subprotocol changes nothing, it is the same page as without it.
        let differs = catalogs.own().entry(code) != row;
        let canonical = Canonical {
            target: Target::Code(code),
            subprotocol: reader.subprotocol.filter(|_| differs),
        };
        let body = body(catalog, reader, code, row, &explanation.sections());
        let title = explanation.title();
        let heading = Some(document::number_and_name(&code.as_u16().to_string(), row));
        document::html(reader, Page { heading, ..Page::new(&title, Some(canonical)) }, &body)
    };
    formats.make(page, || json::explanation(&explanation), || explanation.to_string())
}

fn body(
    catalog: &Catalog,
    reader: &Reader<'_>,
    code: CloseCode,
    row: &Entry,
    sections: &[Section<'_>],
) -> Markup {
    let own = [code];
    let compares = |other: &CloseCode| reader.place.compares(code, *other);
    let mentions =
        Mentions { catalog, links: reader.links(), own: &own, phrases: phrases(reader, code, row) };
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
                        (elsewhere(section, reader, code))
                    } @else {
                        (sections::foldable(section, &mentions, |label| html! {
                            @for other in mentions.codes(label).into_iter().filter(compares) {
                                p { (comparison(reader, code, other)) }
                            }
                        }))
                    }
                }
            }
        }
        (comparisons(catalog, reader, code, row))
    }
}

/// HTTP's statuses lead to their relatives, and those back.
fn phrases(reader: &Reader<'_>, code: CloseCode, row: &Entry) -> Vec<(String, String)> {
    let statuses = row.http_relatives().iter().filter_map(|status| {
        let title = format!("{status} {}", http_phrase(*status)?);
        Some((title, reader.links().to_code(CloseCode::new(*status))))
    });
    let relatives = pages::relatives_of_http(code.as_u16()).filter_map(|row| {
        let (code, whose) = (row.code()?, row.subprotocol());
        let of = whose.map(|it| format!(" ({})", it.title())).unwrap_or_default();
        let title = format!("{} {}{of}", code.as_u16(), row.name());
        Some((title, reader.links().by(whose).to_code(code)))
    });
    statuses.chain(relatives).collect()
}

/// Whether a section tells what the number means to others.
fn is_elsewhere(section: &Section<'_>, code: CloseCode) -> bool {
    let is_theirs = |label: &str| pages::meanings(code).any(|(whose, _)| whose.title() == label);
    section.items().iter().all(|item| is_theirs(sections::label(item)))
}

fn elsewhere(section: &Section<'_>, reader: &Reader<'_>, code: CloseCode) -> Markup {
    let href = |title: &str| {
        let whose = pages::meanings(code).map(|(whose, _)| whose).find(|it| it.title() == title);
        reader.links().by(whose).to_code(code)
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

fn comparison(reader: &Reader<'_>, a: CloseCode, b: CloseCode) -> Markup {
    let words = reader.locale.captions();
    html! {
        a href=(reader.links().to(Target::Comparison(a, b))) {
            (words.compare_with) " " (b.as_u16())
        }
    }
}

/// Links that compare the code with every other one that has a row: first those that it is often
/// weighed against, or the others of its own protocol or application.
fn comparisons(catalog: &Catalog, reader: &Reader<'_>, code: CloseCode, row: &Entry) -> Markup {
    let words = reader.locale.captions();
    let is_standard = |row: &Entry| row.subprotocol().is_none() && !row.is_application();
    let near = |other: &Entry| match other.code() {
        Some(it) if is_standard(row) => {
            is_standard(other) && pages::neighbours(code).any(|neighbour| neighbour == it)
        }
        _ => other.subprotocol() == row.subprotocol() && !is_standard(other),
    };
    let compared = |it: CloseCode| it != code && reader.place.compares(code, it);
    let others = catalog.iter().filter(|other| other.code().is_some_and(compared));
    let (near, far): (Vec<_>, Vec<_>) = others.partition(|other| near(other));
    let form = compare::form(catalog, reader, Some(code), None);
    if form.is_none() && near.is_empty() && far.is_empty() {
        return html! {};
    }
    html! {
        section {
            h2 { (words.compare_with) }
            @if let Some(form) = form { (form) }
            @if !near.is_empty() {
                @if is_standard(row) { h3 { (words.neighbours) } }
                (links(reader, code, &near))
            }
            @if !far.is_empty() {
                details {
                    summary { (words.other_codes) " " span.count { (far.len()) } }
                    (links(reader, code, &far))
                }
            }
        }
    }
}

fn links(reader: &Reader<'_>, code: CloseCode, others: &[&Entry]) -> Markup {
    html! {
        ul.codes {
            @for (row, other) in others.iter().filter_map(|row| Some((row, row.code()?))) {
                li {
                    a href=(reader.links().to(Target::Comparison(code, other))) {
                        (document::number_and_name(&other.as_u16().to_string(), row))
                    }
                }
            }
        }
    }
}
