//! All pages of a catalog as texts, rendered by the modules of the example server.

#[path = "../server/pages/alerts.rs"]
mod alerts;
#[path = "../server/pages/catalogs.rs"]
mod catalogs;
#[path = "../server/pages/code.rs"]
mod code;
#[path = "../server/pages/compare.rs"]
mod compare;
#[path = "../server/pages/document.rs"]
mod document;
#[path = "../server/pages/endings.rs"]
mod endings;
mod index;
mod inventory;
#[path = "../explain/json.rs"]
mod json;
#[path = "../server/pages/links.rs"]
mod links;
#[path = "../server/pages/list.rs"]
mod list;
#[path = "../server/pages/manual.rs"]
mod manual;
#[path = "../server/pages/markdown.rs"]
mod markdown;
#[path = "../server/pages/reader.rs"]
mod reader;
#[path = "../explain/search.rs"]
mod search;
#[path = "../server/pages/sections.rs"]
mod sections;
mod written;

use std::collections::BTreeMap;

use anyhow::Context;
use closeframe::catalog::{Catalog, Locale, Subprotocol};
use maud::Markup;
use serde::Serialize;

use self::{
    catalogs::Catalogs,
    inventory::Inventory,
    links::Target,
    reader::{Formats, Reader},
    written::Written,
};

/// What all pages load.
const STYLE: (&str, &str) = ("style.css", include_str!("../server/pages/style.css"));

/// Returns the text of every file by its path.
pub(crate) fn files(
    catalog: &Catalog,
    base: Option<&str>,
) -> anyhow::Result<BTreeMap<String, String>> {
    let catalogs = Catalogs::new(catalog);
    let inventory = Inventory::of(&catalogs);
    let mut files = BTreeMap::from([(STYLE.0.to_owned(), STYLE.1.to_owned())]);
    let mut add = |place: &Written<'_>, target, by| -> anyhow::Result<()> {
        let Made { html, json } = made(&inventory, place, target, by)?;
        files.insert(place.file("html"), html);
        files.insert(place.file("json"), json?);
        Ok(())
    };
    for (target, by) in inventory.pages() {
        for locale in Locale::ALL {
            add(&Written::new(&catalogs, base, *locale, target, by), target, by)?;
        }
    }
    add(&Written::at_the_top(&catalogs, base), Target::Home, None)?;
    Ok(files)
}

/// A page as HTML and as JSON.
struct Made {
    html: String,
    json: serde_json::Result<String>,
}

fn made(
    inventory: &Inventory<'_>,
    place: &Written<'_>,
    target: Target<'_>,
    by: Option<&'static Subprotocol>,
) -> anyhow::Result<Made> {
    let reader = Reader { locale: place.locale(), subprotocol: by, place };
    let catalogs = inventory.catalogs();
    Ok(match target {
        Target::Home => index::page(inventory, &reader, Both),
        Target::Codes => list::page(catalogs, &reader, Both),
        Target::Code(code) => code::page(catalogs, &reader, code, Both),
        Target::Endings => endings::list(catalogs, &reader, Both),
        Target::Ending(word) => endings::page(catalogs, &reader, word, None, Both)
            .with_context(|| format!("{word} is no ending"))?,
        Target::Choose => compare::choice(catalogs, &reader, false, Both),
        Target::Comparison(a, b) => compare::page(catalogs, &reader, a, b, Both),
        Target::Alerts => alerts::list(&reader, Both),
        Target::Alert(name) => {
            alerts::page(&reader, name, Both).with_context(|| format!("{name} is no alert"))?
        }
    })
}

/// HTML and JSON.
struct Both;

impl Formats for Both {
    type Made = Made;

    fn make<J: Serialize>(
        self,
        html: impl FnOnce() -> Markup,
        json: impl FnOnce() -> J,
        _: impl FnOnce() -> String,
    ) -> Made {
        Made { html: html().into_string() + "\n", json: json::document(&json()) }
    }
}
