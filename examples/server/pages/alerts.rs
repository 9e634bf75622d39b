//! The pages about the alerts of the operators' kit: one lists them, the others say of one each what it means
//! and what to do.
//!
//! An alert links to its page, so that whoever is woken need not look for the manual. What the manual says is in
//! English; a page in another language says so.

use maud::{Markup, html};
use serde::Serialize;

use super::{
    document::{self, Canonical, Page},
    links::Target,
    manual::{self, Alert},
    markdown,
    reader::{Formats, Reader},
};

/// One alert; nothing for what is none.
pub(super) fn page<F: Formats>(reader: &Reader<'_>, name: &str, formats: F) -> Option<F::Made> {
    let alert = manual::find(|it| it == name)?;
    let page = || {
        let canonical = Canonical { target: Target::Alert(alert.name), subprotocol: None };
        document::html(reader, Page::new(alert.name, Some(canonical)), &body(reader, &alert))
    };
    let text = || format!("{}\n\n{}\n", alert.name, alert.advice);
    Some(formats.make(page, || told(&alert), text))
}

fn body(reader: &Reader<'_>, alert: &Alert) -> Markup {
    let inline = |text| markdown::inline(text, reader.links());
    html! {
        (notice(reader))
        div.explanation lang="en" {
            div.texts {
                section {
                    h2 { "What it means and what to do" }
                    (markdown::html(alert.advice, reader.links()))
                }
            }
            section.glance {
                h2 { "By default" }
                dl {
                    div { dt { "Severity" } dd { (inline(alert.severity)) } }
                    div { dt { "Fires when" } dd { (inline(alert.fires)) } }
                    div { dt { "After" } dd { (inline(alert.after)) } }
                }
            }
        }
    }
}

/// All alerts.
pub(super) fn list<F: Formats>(reader: &Reader<'_>, formats: F) -> F::Made {
    let page = || {
        let body = html! {
            (notice(reader))
            section lang="en" {
                h2 { "What sets them off by default" }
                ul.rows { @for alert in manual::alerts() { (item(reader, &alert)) } }
            }
        };
        let canonical = Canonical { target: Target::Alerts, subprotocol: None };
        let title = reader.locale.captions().alerts;
        document::html(reader, Page::new(title, Some(canonical)), &body)
    };
    let json = || manual::alerts().map(|it| told(&it)).collect::<Vec<_>>();
    formats.make(page, json, || manual::alerts().map(|it| format!("{}\n", it.name)).collect())
}

fn item(reader: &Reader<'_>, alert: &Alert) -> Markup {
    html! {
        li {
            a href=(reader.links().to(Target::Alert(alert.name))) { (alert.name) }
            p { (markdown::inline(alert.fires, reader.links())) }
            p.retry { (markdown::inline(alert.severity, reader.links())) }
        }
    }
}

/// Says that the rest is not in the language of the page.
fn notice(reader: &Reader<'_>) -> Markup {
    let foreign = reader.locale.tag() != "en";
    html! { @if foreign { p.notice { (reader.locale.captions().alerts_in_english) } } }
}

/// What the manual says, as it is written there.
#[derive(Serialize)]
struct Told {
    name: &'static str,
    severity: &'static str,
    fires: &'static str,
    after: &'static str,
    advice: &'static str,
}

fn told(alert: &Alert) -> Told {
    let &Alert { name, severity, fires, after, advice } = alert;
    Told { name, severity, fires, after, advice }
}
