//! The facts about a code as pages tell them: in the same order for every code.
//!
//! A fact has a name, and a sentence each for two codes that share it or differ in it. How they are
//! worded is told by the languages' data files.

use std::fmt::Display;

use super::http;
use super::sentences;
use crate::catalog::language::{fill, words};
use crate::catalog::standard::JUDGEMENT;
use crate::catalog::{Category, Entry, Locale};
use crate::{CloseCode, CodeRange};

words! {
    /// What a fact is called in a list; the sentence about two codes that share it, with the place
    /// `{is}`; and the one about two that differ in it, with `{a}`, `{is_a}`, `{b}` and `{is_b}`.
    FactWords { label, shared, differs }
}

/// The facts that two codes may share or differ in, and those that only one may have.
pub(crate) struct FactTexts {
    pub(crate) category: FactWords,
    pub(crate) remedy: FactWords,
    pub(crate) retry: FactWords,
    pub(crate) may_be_sent: FactWords,
    pub(crate) sender: FactWords,
    pub(crate) script: FactWords,
    pub(crate) range: FactWords,
    pub(crate) http: FactWords,
    pub(crate) reference: FactWords,
    pub(crate) subprotocol: &'static str,
    pub(crate) severity: &'static str,
    pub(crate) owner: &'static str,
    pub(crate) runbook: &'static str,
    pub(crate) retry_source: &'static str,
}

/// A fact that every code has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    Category,
    Remedy,
    Retry,
    MayBeSent,
    Sender,
    Script,
    Range,
    Http,
    Reference,
}

/// Returns what is known about a code besides its texts, in words.
pub(super) fn facts(code: CloseCode, entry: &Entry, locale: Locale) -> Vec<(Fact, String)> {
    let words = &locale.page_texts().yes_no;
    let may_be_sent = if entry.may_be_sent() { words.allowed } else { words.not_allowed };
    let script = if code.may_be_sent_by_script() { words.accepted } else { words.refused };
    let relatives: Vec<_> = entry.http_relatives().iter().map(|it| http::title(*it)).collect();
    let http = match relatives.as_slice() {
        [] => list(locale, &[]),
        some => sentences::kinship(locale, list(locale, some)),
    };
    vec![
        (Fact::Category, entry.category().phrase(locale).to_owned()),
        (Fact::Remedy, remedy(entry.category(), locale).to_owned()),
        (Fact::Retry, entry.retry().phrase(locale).into_owned()),
        (Fact::MayBeSent, may_be_sent.to_owned()),
        (Fact::Sender, entry.sender().phrase(locale).to_owned()),
        (Fact::Script, script.to_owned()),
        (Fact::Range, range(code.range(), locale)),
        (Fact::Http, http),
        (Fact::Reference, entry.reference().to_owned()),
    ]
}

/// What a fact is for one of two codes.
pub(super) struct Value<'a> {
    pub(super) of: String,
    pub(super) is: &'a str,
}

impl Fact {
    /// The fact's name in a list.
    pub(super) const fn label(self, locale: Locale) -> &'static str {
        self.words(locale).label
    }

    /// The sentence about two codes that share the fact.
    pub(super) fn shared(self, locale: Locale, value: &str) -> String {
        fill(self.words(locale).shared, &[("is", &value)])
    }

    /// The sentence about two codes that differ in the fact.
    pub(super) fn differs(self, locale: Locale, a: &Value<'_>, b: &Value<'_>) -> String {
        let places: [(&str, &dyn Display); 4] =
            [("a", &a.of), ("is_a", &a.is), ("b", &b.of), ("is_b", &b.is)];
        fill(self.words(locale).differs, &places)
    }

    const fn words(self, locale: Locale) -> &'static FactWords {
        let facts = &locale.page_texts().facts;
        match self {
            Self::Category => &facts.category,
            Self::Remedy => &facts.remedy,
            Self::Retry => &facts.retry,
            Self::MayBeSent => &facts.may_be_sent,
            Self::Sender => &facts.sender,
            Self::Script => &facts.script,
            Self::Range => &facts.range,
            Self::Http => &facts.http,
            Self::Reference => &facts.reference,
        }
    }
}

/// Says who has to act: it follows from what kind of ending it was.
pub(super) const fn remedy(category: Category, locale: Locale) -> &'static str {
    let words = &locale.page_texts().remedies;
    match category {
        Category::Normal | Category::Shutdown => words.nobody,
        Category::Protocol | Category::Invalid => words.peers_developers,
        Category::DataType | Category::Payload | Category::Size => words.messages_sender,
        Category::Policy => words.rules_owner,
        Category::Access => words.credentials_owner,
        Category::Extension => words.extensions_operator,
        Category::ServerFault | Category::Overload => words.servers_operator,
        Category::Gateway => words.upstreams_operator,
        Category::Timeout => words.slow_sides_operator,
        Category::Transport => words.paths_operator,
        Category::Tls => words.certificates_owner,
        Category::Unstated => words.closers_developers,
        Category::Application => words.applications_developers,
    }
}

/// What the retry advice of a row rests on.
pub(super) fn retry_source(entry: &Entry, locale: Locale) -> &str {
    retry_source_of(entry.retry_source(), locale)
}

/// What such advice rests on, in words.
pub(super) fn retry_source_of(source: &str, locale: Locale) -> &str {
    match source {
        JUDGEMENT => locale.page_texts().yes_no.judgement,
        document => document,
    }
}

/// Joins what is listed, with "and" before the last.
pub(super) fn list(locale: Locale, items: &[String]) -> String {
    let words = &locale.page_texts().yes_no;
    match items {
        [] => words.none.to_owned(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} {} {last}", most.join(", "), words.and),
    }
}

fn range(range: CodeRange, locale: Locale) -> String {
    let words = &locale.page_texts().ranges;
    let word = match range {
        CodeRange::Unused => words.unused,
        CodeRange::Protocol => words.protocol,
        CodeRange::Unassigned => words.unassigned,
        CodeRange::Registered => words.registered,
        CodeRange::PrivateUse => words.private_use,
        CodeRange::OutOfRange => words.out_of_range,
    };
    let bounds = range.bounds();
    format!("{}-{}, {word}", bounds.start(), bounds.end())
}

#[cfg(test)]
mod tests {
    use super::FactWords;
    use crate::catalog::Locale;
    use crate::catalog::language::assert_places;

    #[test]
    fn every_language_fills_every_place() {
        for &locale in Locale::ALL {
            let facts = &locale.page_texts().facts;
            let words: [&FactWords; 9] = [
                &facts.category,
                &facts.remedy,
                &facts.retry,
                &facts.may_be_sent,
                &facts.sender,
                &facts.script,
                &facts.range,
                &facts.http,
                &facts.reference,
            ];
            for fact in words {
                assert_places(fact.label, locale, fact.shared, &["is"]);
                assert_places(fact.label, locale, fact.differs, &["a", "is_a", "b", "is_b"]);
            }
        }
    }
}
