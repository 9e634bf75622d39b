//! The catalog as HTML pages: all codes, one code, two codes compared.
//!
//! Every page is complete in itself and reads the same as the catalog's text pages, because both
//! walk the same sections.

use std::fmt::Write as _;

use closeframe::catalog::{Item, Layout, Section};
use closeframe::{Catalog, CloseCode, Entry, Locale, Text};
use html_escape::{encode_double_quoted_attribute, encode_text};

/// Returns the page `/codes`, which lists every code and range and links to their pages.
pub(crate) fn codes_page(catalog: &Catalog, locale: Locale) -> String {
    let title = match locale {
        Locale::German => "Close-Codes von WebSocket",
        _ => "WebSocket close codes",
    };
    let mut rows = String::new();
    for entry in catalog.iter() {
        push_row(&mut rows, catalog, entry, locale);
    }
    let body = format!("<table>\n{rows}</table>\n");
    document(title, "/codes", &body, locale)
}

/// Returns the page `/codes/{code}`, which exists for every number.
pub(crate) fn code_page(catalog: &Catalog, code: CloseCode, locale: Locale) -> String {
    let page = catalog.explain(code, locale);
    let mut body = render(&page.sections());
    push_comparisons(&mut body, catalog, code, locale);
    document(&page.title(), &code_path(code), &body, locale)
}

/// Returns the page `/compare/{a}/{b}`.
pub(crate) fn compare_page(
    catalog: &Catalog,
    a: CloseCode,
    b: CloseCode,
    locale: Locale,
) -> String {
    let page = catalog.compare(a, b, locale);
    let body = render(&page.sections());
    document(&page.title(), &compare_path(a, b), &body, locale)
}

fn code_path(code: CloseCode) -> String {
    format!("/codes/{}", code.as_u16())
}

fn compare_path(a: CloseCode, b: CloseCode) -> String {
    format!("/compare/{}/{}", a.as_u16(), b.as_u16())
}

/// Adds a row of the list, with a link to its code or to a code that its range explains.
fn push_row(rows: &mut String, catalog: &Catalog, entry: &Entry, locale: Locale) {
    let (first, last) = (*entry.codes().start(), *entry.codes().end());
    let (label, code) = match entry.code() {
        Some(code) => (first.to_string(), Some(code)),
        None => {
            let mut codes = entry.codes().map(CloseCode::new);
            (format!("{first}-{last}"), codes.find(|code| catalog.get(*code).is_none()))
        }
    };
    let label = match code {
        Some(code) => link(&code_path(code), &label, locale),
        None => label,
    };
    let name = encode_text(entry.name());
    let meaning = entry.meaning(locale);
    let lang = lang_attribute(meaning);
    let meaning = encode_text(meaning.as_str());
    let _ = writeln!(rows, "<tr><td>{label}</td><td>{name}</td><td{lang}>{meaning}</td></tr>");
}

/// Adds links that compare a code with every other code that has a row of its own.
fn push_comparisons(body: &mut String, catalog: &Catalog, code: CloseCode, locale: Locale) {
    let heading = match locale {
        Locale::German => "Vergleichen mit",
        _ => "Compare with",
    };
    let links: Vec<String> = catalog
        .iter()
        .filter_map(Entry::code)
        .filter(|other| *other != code)
        .map(|other| link(&compare_path(code, other), &other.as_u16().to_string(), locale))
        .collect();
    let _ = writeln!(body, "<h2>{heading}</h2>\n<p>{}</p>", links.join(" "));
}

fn render(sections: &[Section<'_>]) -> String {
    let mut html = String::new();
    for section in sections {
        let _ = writeln!(html, "<h2>{}</h2>", encode_text(section.heading()));
        let (open, close) = match section.layout() {
            Layout::Labelled => ("<dl>", "</dl>"),
            Layout::Numbered => ("<ol>", "</ol>"),
            Layout::Bulleted => ("<ul>", "</ul>"),
            _ => ("", ""),
        };
        html.push_str(open);
        for item in section.items() {
            push_item(&mut html, section.layout(), item);
        }
        let _ = writeln!(html, "{close}");
    }
    html
}

fn push_item(html: &mut String, layout: Layout, item: &Item<'_>) {
    if let Some(label) = item.label() {
        let _ = write!(html, "<dt>{}</dt>", encode_text(label));
    }
    let tag = match layout {
        Layout::Labelled => "dd",
        Layout::Numbered | Layout::Bulleted => "li",
        _ => "p",
    };
    let lang = lang_attribute(item.text());
    let text = encode_text(item.text().as_str());
    let text = match item.url() {
        Some(url) => format!("<a href=\"{}\">{text}</a>", encode_double_quoted_attribute(url)),
        None => text.into_owned(),
    };
    let _ = writeln!(html, "<{tag}{lang}>{text}</{tag}>");
}

/// Marks a text that is not in the language of its page.
fn lang_attribute(text: Text<'_>) -> String {
    if text.is_fallback() { format!(" lang=\"{}\"", text.locale()) } else { String::new() }
}

/// Links to another page in the same language.
fn link(path: &str, label: &str, locale: Locale) -> String {
    let href = format!("{path}?lang={locale}");
    format!("<a href=\"{}\">{}</a>", encode_double_quoted_attribute(&href), encode_text(label))
}

fn document(title: &str, path: &str, body: &str, locale: Locale) -> String {
    let all_codes = match locale {
        Locale::German => "Alle Codes",
        _ => "All codes",
    };
    let mut navigation = link("/codes", all_codes, locale);
    for other in Locale::ALL.iter().filter(|other| **other != locale) {
        let _ = write!(navigation, " | {}", link(path, language(*other), *other));
    }
    html_document(title, &navigation, body, locale)
}

/// Returns a whole page with the look that all pages share.
pub(crate) fn html_document(title: &str, navigation: &str, body: &str, locale: Locale) -> String {
    let title = encode_text(title);
    format!(
        "<!doctype html>\n\
         <html lang=\"{locale}\">\n\
         <head>\n\
         <meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n\
         <style>{STYLE}</style>\n\
         </head>\n\
         <body>\n\
         <nav>{navigation}</nav>\n\
         <main>\n\
         <h1>{title}</h1>\n\
         {body}\
         </main>\n\
         </body>\n\
         </html>\n"
    )
}

/// A language's name for itself.
fn language(locale: Locale) -> &'static str {
    match locale {
        Locale::English => "English",
        Locale::German => "Deutsch",
        _ => locale.tag(),
    }
}

const STYLE: &str = "
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse }
td { border-top: 1px solid; padding: .3rem .6rem .3rem 0; vertical-align: top }
dt { font-weight: bold }
";
