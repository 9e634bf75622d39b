//! Links to the pages, and texts with the codes that they mention linked.

use closeframe::{
    CloseCode,
    catalog::{Catalog, Subprotocol},
};
use maud::{Markup, html};

use super::reader::Place;

/// What a link leads to.
#[derive(Clone, Copy)]
pub(super) enum Target<'a> {
    /// Where all begins.
    Home,
    Codes,
    Code(CloseCode),
    Endings,
    Ending(&'a str),
    /// Where two codes are chosen to be compared.
    Choose,
    Comparison(CloseCode, CloseCode),
    Alerts,
    Alert(&'a str),
}

/// Writes addresses that hand on what a reader has chosen.
#[derive(Clone, Copy)]
pub(super) struct Links<'a> {
    place: &'a dyn Place,
    subprotocol: Option<&'static Subprotocol>,
}

impl<'a> Links<'a> {
    pub(super) fn new(place: &'a dyn Place, subprotocol: Option<&'static Subprotocol>) -> Self {
        Self { place, subprotocol }
    }

    pub(super) fn by(self, subprotocol: Option<&'static Subprotocol>) -> Self {
        Self { subprotocol, ..self }
    }

    pub(super) fn to(self, target: Target<'_>) -> String {
        self.place.address(target, self.subprotocol)
    }

    pub(super) fn to_code(self, code: CloseCode) -> String {
        self.to(Target::Code(code))
    }

    /// What a form has to send along; nothing where nobody answers it.
    pub(super) fn hidden_fields(self) -> Option<Markup> {
        let fields = self.place.forms(self.subprotocol)?;
        Some(html! {
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
        })
    }
}

/// Finds in a text what can be looked up.
pub(super) struct Mentions<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) links: Links<'a>,
    /// The codes that the page is about.
    pub(super) own: &'a [CloseCode],
    /// Phrases, and where they lead: they go before mere numbers.
    pub(super) phrases: Vec<(String, String)>,
}

impl Mentions<'_> {
    /// Returns a text with links in it.
    pub(super) fn link(&self, text: &str) -> Markup {
        let (mut plain, mut at) = (0, 0);
        let mut parts = Vec::new();
        while let Some(next) = text[at..].chars().next() {
            match self.mention(text, at) {
                Some((length, address)) => {
                    parts.push((&text[plain..at], &text[at..at + length], address));
                    at += length;
                    plain = at;
                }
                None => at += next.len_utf8(),
            }
        }
        html! {
            @for (before, mention, address) in &parts { (before) a href=(address) { (mention) } }
            (text[plain..])
        }
    }

    /// The codes with rows of their own that a text mentions, save those that the page is about.
    pub(super) fn codes(&self, text: &str) -> Vec<CloseCode> {
        let places = text.char_indices().map(|(at, _)| at);
        places.filter_map(|at| self.code_at(text, at)).collect()
    }

    fn mention(&self, text: &str, at: usize) -> Option<(usize, String)> {
        if stands_in_something(text[..at].chars().next_back()) {
            return None;
        }
        let rest = &text[at..];
        let phrase = self.phrases.iter().find(|(phrase, _)| rest.starts_with(phrase.as_str()));
        if let Some((phrase, address)) = phrase {
            return Some((phrase.len(), address.clone()));
        }
        self.code_at(text, at).map(|code| (4, self.links.to_code(code)))
    }

    /// Reads four digits that stand alone, and that a row is there for. "RFC 6455" is none, and
    /// neither is an end of "1000-2999".
    fn code_at(&self, text: &str, at: usize) -> Option<CloseCode> {
        let (before, rest) = text.split_at(at);
        let digits = rest.get(..4).filter(|it| it.bytes().all(|byte| byte.is_ascii_digit()))?;
        let mut after = rest[4..].chars();
        let goes_on = match after.next() {
            Some('.' | ',' | ':') => after.next().is_some_and(|it| it.is_ascii_digit()),
            next => stands_in_something(next),
        };
        let alone = !goes_on && !stands_in_something(before.chars().next_back());
        let code: CloseCode = digits.parse().ok().filter(|_| alone && !before.ends_with("RFC "))?;
        (self.catalog.get(code).is_some() && !self.own.contains(&code)).then_some(code)
    }
}

/// Whether a character beside a number makes it a part of something else.
fn stands_in_something(neighbour: Option<char>) -> bool {
    neighbour.is_some_and(|it| it.is_alphanumeric() || "-–./:#_+".contains(it))
}
