//! The words for headings and facts: which there are. How they are spelled is told by the
//! languages' data files.

use std::borrow::Cow;

use super::sentences::{self, fill};
use crate::CodeRange;
use crate::catalog::{Category, Entry, Locale, Retry, Sender, Severity, table};

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($key:ident),+ $(,)? })+) => {$(
        $(#[$doc])*
        pub(crate) struct $name {
            $(pub(crate) $key: &'static str),+
        }
    )+};
}

words! {
    /// What stands above the sections of a page.
    Headings {
        at_a_glance, meaning, when_seen, how_to_fix, http_status, mistaken, elsewhere, overview,
        side_by_side, differences, when_to_use, learn_more,
    }
    /// What a fact is called in a list; the sentence about two codes that share it, with the place
    /// `{is}`; and the one about two that differ in it, with `{a}`, `{is_a}`, `{b}` and `{is_b}`.
    FactWords { label, shared, differs }
    Senders { either, client, server, nobody }
    /// `jitter` is a sentence, since it holds numbers.
    Retries { no, at_once, backoff, elsewhere, after_new_credential, after_fix, as_agreed }
    Categories {
        normal, shutdown, protocol, data_type, payload, size, policy, access, extension,
        server_fault, overload, gateway, timeout, transport, tls, unstated, application, invalid,
    }
    /// Who has to act after an ending of each category.
    Remedies {
        nobody, peers_developers, messages_sender, rules_owner, credentials_owner,
        extensions_operator, servers_operator, upstreams_operator, slow_sides_operator,
        paths_operator, certificates_owner, closers_developers, applications_developers,
    }
    Ranges { unused, protocol, unassigned, registered, private_use, out_of_range }
    YesNo { allowed, not_allowed, accepted, refused, none, and, judgement }
}

/// The facts that two codes may share or differ in, and those that only one may have.
pub(crate) struct Facts {
    pub(crate) category: FactWords,
    pub(crate) remedy: FactWords,
    pub(crate) retry: FactWords,
    pub(crate) travel: FactWords,
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
pub(crate) enum Fact {
    Category,
    Remedy,
    Retry,
    Travel,
    Sender,
    Script,
    Range,
    Http,
    Reference,
}

impl Fact {
    /// The fact's name in a list.
    pub(crate) const fn label(self, locale: Locale) -> &'static str {
        self.words(locale).label
    }

    /// The sentence about two codes that share the fact.
    pub(crate) fn shared(self, locale: Locale, value: &str) -> String {
        fill(self.words(locale).shared, &[("is", &value)])
    }

    /// The sentence about two codes that differ in the fact.
    pub(crate) fn differs(self, locale: Locale, a: &Value<'_>, b: &Value<'_>) -> String {
        let places: [(&str, &dyn std::fmt::Display); 4] =
            [("a", &a.of), ("is_a", &a.is), ("b", &b.of), ("is_b", &b.is)];
        fill(self.words(locale).differs, &places)
    }

    const fn words(self, locale: Locale) -> &'static FactWords {
        let facts = &locale.language().facts;
        match self {
            Self::Category => &facts.category,
            Self::Remedy => &facts.remedy,
            Self::Retry => &facts.retry,
            Self::Travel => &facts.travel,
            Self::Sender => &facts.sender,
            Self::Script => &facts.script,
            Self::Range => &facts.range,
            Self::Http => &facts.http,
            Self::Reference => &facts.reference,
        }
    }
}

/// What a fact is for one of two codes.
pub(crate) struct Value<'a> {
    pub(crate) of: String,
    pub(crate) is: &'a str,
}

pub(crate) const fn sender(sender: Sender, locale: Locale) -> &'static str {
    let words = &locale.language().senders;
    match sender {
        Sender::Either => words.either,
        Sender::Client => words.client,
        Sender::Server => words.server,
        Sender::Nobody => words.nobody,
    }
}

pub(crate) fn retry(retry: Retry, locale: Locale) -> Cow<'static, str> {
    let words = &locale.language().retries;
    Cow::Borrowed(match retry {
        Retry::No => words.no,
        Retry::AtOnce => words.at_once,
        Retry::Backoff => words.backoff,
        Retry::Jitter { min_s, max_s } => {
            return Cow::Owned(sentences::jitter(locale, min_s, max_s));
        }
        Retry::Elsewhere => words.elsewhere,
        Retry::AfterNewCredential => words.after_new_credential,
        Retry::AfterFix => words.after_fix,
        Retry::AsAgreed => words.as_agreed,
    })
}

pub(crate) const fn category(category: Category, locale: Locale) -> &'static str {
    let words = &locale.language().categories;
    match category {
        Category::Normal => words.normal,
        Category::Shutdown => words.shutdown,
        Category::Protocol => words.protocol,
        Category::DataType => words.data_type,
        Category::Payload => words.payload,
        Category::Size => words.size,
        Category::Policy => words.policy,
        Category::Access => words.access,
        Category::Extension => words.extension,
        Category::ServerFault => words.server_fault,
        Category::Overload => words.overload,
        Category::Gateway => words.gateway,
        Category::Timeout => words.timeout,
        Category::Transport => words.transport,
        Category::Tls => words.tls,
        Category::Unstated => words.unstated,
        Category::Application => words.application,
        Category::Invalid => words.invalid,
    }
}

/// Says who has to act: it follows from what kind of ending it was.
pub(crate) const fn remedy(category: Category, locale: Locale) -> &'static str {
    let words = &locale.language().remedies;
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

pub(crate) fn range(range: CodeRange, locale: Locale) -> String {
    let words = &locale.language().ranges;
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

pub(crate) const fn travel(may_travel: bool, locale: Locale) -> &'static str {
    let words = &locale.language().yes_no;
    if may_travel { words.allowed } else { words.not_allowed }
}

pub(crate) const fn script(accepted: bool, locale: Locale) -> &'static str {
    let words = &locale.language().yes_no;
    if accepted { words.accepted } else { words.refused }
}

/// Levels are called alike in every language, as logs spell them.
pub(crate) const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Debug => "DEBUG",
        Severity::Info => "INFO",
        Severity::Warn => "WARN",
        Severity::Error => "ERROR",
    }
}

/// What the retry advice of a row rests on.
pub(crate) fn retry_source(entry: &Entry, locale: Locale) -> &str {
    match entry.retry_source() {
        table::JUDGEMENT => locale.language().yes_no.judgement,
        document => document,
    }
}

/// Joins what is listed, with "and" before the last.
pub(crate) fn list(locale: Locale, items: &[String]) -> String {
    match items {
        [] => locale.language().yes_no.none.to_owned(),
        [only] => only.clone(),
        [most @ .., last] => {
            format!("{} {} {last}", most.join(", "), locale.language().yes_no.and)
        }
    }
}

/// Where codes in browsers are explained.
pub(crate) const BROWSER_DOCS: (&str, &str) =
    ("MDN, CloseEvent.code", "https://developer.mozilla.org/en-US/docs/Web/API/CloseEvent/code");
