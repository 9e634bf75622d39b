//! The manual's Markdown as HTML, with links that lead to pages.
//!
//! What it links to elsewhere in the repository is not served, so only the text of such a link remains.
//! Markup in a text is shown as it is written, as on all pages.

use closeframe::CloseCode;
use maud::{Markup, PreEscaped};
use pulldown_cmark::{Event, Parser, Tag, TagEnd, html::push_html};

use super::{
    links::{Links, Target},
    manual,
};

/// The address of the example server, by which the manual links to its pages.
const SERVER: &str = "http://127.0.0.1:9002/";

/// Returns paragraphs, lists and whatever else a text has.
pub(super) fn html(text: &str, links: Links<'_>) -> Markup {
    render(Parser::new(text).filter_map(linking(links)))
}

/// Returns a text that stands in a line, such as a cell of a table.
pub(super) fn inline(text: &str, links: Links<'_>) -> Markup {
    let is_text = |event: &Event<'_>| {
        !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph))
    };
    render(Parser::new(text).filter_map(linking(links)).filter(is_text))
}

fn render<'a>(events: impl Iterator<Item = Event<'a>>) -> Markup {
    let mut html = String::new();
    push_html(&mut html, events);
    PreEscaped(html)
}

/// Links have no links in them, so it is enough to know whether the last one was kept.
fn linking<'a>(links: Links<'_>) -> impl FnMut(Event<'a>) -> Option<Event<'a>> {
    let mut kept = false;
    move |event| match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let address = address(&dest_url, links);
            kept = address.is_some();
            address.map(|it| Event::Start(Tag::Link { link_type, dest_url: it.into(), title, id }))
        }
        Event::End(TagEnd::Link) => kept.then_some(event),
        // The page may not load it; what it shows remains.
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Html(markup) | Event::InlineHtml(markup) => Some(Event::Text(markup)),
        event => Some(event),
    }
}

/// Returns where a link of the manual leads on a page, if there is anything.
fn address(written: &str, links: Links<'_>) -> Option<String> {
    if written.starts_with("https://") {
        return Some(written.to_owned());
    }
    if let Some(anchor) = written.strip_prefix('#') {
        let alert = manual::find(|name| name.eq_ignore_ascii_case(anchor))?;
        return Some(links.to(Target::Alert(alert.name)));
    }
    let code = |text: &str| text.parse::<CloseCode>().ok();
    let parts: Vec<_> = written.strip_prefix(SERVER)?.split('/').collect();
    let target = match parts[..] {
        ["codes"] => Target::Codes,
        ["codes", of] => Target::Code(code(of)?),
        ["endings"] => Target::Endings,
        ["endings", word] => Target::Ending(word),
        ["compare", a, b] => Target::Comparison(code(a)?, code(b)?),
        ["alerts"] => Target::Alerts,
        ["alerts", name] => Target::Alert(name),
        _ => return None,
    };
    Some(links.to(target))
}
