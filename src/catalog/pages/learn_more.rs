//! Where to read on about one code, or about two.
//!
//! Every text rests on something, and whoever doubts one should find it. Which documents there are is told
//! by the rows and by the data on pairs.

use super::section::{Item, Layout, Section};
use super::{ComparedCode, facts, pairs, sentences};
use crate::catalog::Locale;
use crate::catalog::standard::{REGISTRY, reference_url};

/// A place to read on: what it is, and its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    text: String,
    url: Option<&'a str>,
}

impl Reference<'_> {
    /// Returns what can be read there.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the address.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.url
    }
}

/// Lists the places under their heading.
pub(super) fn section<'a>(sources: &'a [Reference<'a>], locale: Locale) -> Section<'a> {
    let items = sources.iter().map(|it| Item::written(&it.text, locale).linked(it.url));
    Section::new(locale.page_texts().headings.learn_more, Layout::Bulleted, items.collect())
}

/// Where codes in browsers are explained.
const BROWSER_DOCS: (&str, &str) =
    ("MDN, CloseEvent.code", "https://developer.mozilla.org/en-US/docs/Web/API/CloseEvent/code");

/// Lists what defines the codes, what was read about the pair, then what explains all codes.
pub(super) fn learn_more<'a>(codes: &[ComparedCode<'a>], locale: Locale) -> Vec<Reference<'a>> {
    let reference = |of: &str, code: ComparedCode<'a>| Reference {
        text: sentences::source(locale, of, code.entry().reference()),
        url: code.entry().reference_url(),
    };
    let mut sources = match *codes {
        [a, b] if a.entry().reference() == b.entry().reference() => {
            let both = facts::list(locale, &[a.number(), b.number()]);
            vec![reference(&both, a)]
        }
        _ => codes.iter().map(|code| reference(&code.number(), *code)).collect(),
    };
    for code in codes.iter().filter(|code| code.entry().retry_source_url().is_some()) {
        let text = sentences::retry_source(locale, code.number(), code.entry().retry_source());
        sources.push(Reference { text, url: code.entry().retry_source_url() });
    }
    for code in codes {
        for (document, url) in code.entry().further_reading() {
            sources.push(Reference { text: document.to_owned(), url });
        }
    }
    if let [a, b] = *codes {
        for (text, url) in pairs::sources(a.code(), b.code()) {
            sources.push(match url {
                "" => Reference { text: sentences::observed(locale, text), url: None },
                _ => Reference { text: text.to_owned(), url: Some(url) },
            });
        }
    }
    if codes.iter().all(|code| code.entry().reference() != REGISTRY) {
        sources.push(Reference {
            text: sentences::all_codes(locale, REGISTRY),
            url: reference_url(REGISTRY),
        });
    }
    let (browser_docs, url) = BROWSER_DOCS;
    sources.push(Reference { text: sentences::in_browsers(locale, browser_docs), url: Some(url) });
    let mut seen = Vec::new();
    sources.retain(|source| {
        source.url.is_none_or(|url| {
            !seen.contains(&url) && {
                seen.push(url);
                true
            }
        })
    });
    sources
}
