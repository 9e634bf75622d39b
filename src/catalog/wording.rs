//! Every heading, label and phrase of the catalog's pages, in each language.
//!
//! The rows' own texts are in `table`, whole sentences in `sentences`. A phrase that a German
//! sentence puts after "für" is feminine, neuter or plural, where the accusative shows no ending.

use std::borrow::Cow;

use super::facts::{Category, Retry, Sender};
use super::locale::Locale;
use super::sentences;
use crate::CodeRange;

/// What stands above a section of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    AtAGlance,
    Meaning,
    WhenSeen,
    HowToFix,
    Overview,
    Differences,
    WhenToUse,
    LearnMore,
}

impl Heading {
    pub(super) const fn text(self, locale: Locale) -> &'static str {
        let [english, german] = match self {
            Self::AtAGlance => ["At a glance", "Auf einen Blick"],
            Self::Meaning => ["Meaning", "Bedeutung"],
            Self::WhenSeen => ["When you see it", "Wann er auftritt"],
            Self::HowToFix => ["How to fix it", "Was zu tun ist"],
            Self::Overview => ["Overview", "Überblick"],
            Self::Differences => ["Key differences", "Die wichtigsten Unterschiede"],
            Self::WhenToUse => ["When to use which", "Wann Sie welchen verwenden"],
            Self::LearnMore => ["Learn more", "Weiterlesen"],
        };
        pick(locale, english, german)
    }
}

/// A fact that two codes may share or differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    Category,
    Range,
    Sender,
    Travel,
    Script,
    Retry,
    Reference,
}

impl Fact {
    /// The fact's name in a list.
    pub(super) const fn label(self, locale: Locale) -> &'static str {
        let [english, german] = match self {
            Self::Category => ["Stands for", "Steht für"],
            Self::Range => ["Number range", "Nummernbereich"],
            Self::Sender => ["Sent by", "Wer ihn sendet"],
            Self::Travel => ["In a close frame", "In einem Close-Frame"],
            Self::Script => ["WebSocket.close() in a page", "WebSocket.close() im Browser"],
            Self::Retry => ["Reconnect", "Neu verbinden"],
            Self::Reference => ["Reference", "Quelle"],
        };
        pick(locale, english, german)
    }

    /// The fact and its value inside a sentence about what two codes share.
    pub(super) fn shared(self, locale: Locale, value: &str) -> String {
        let [english, german] = match self {
            Self::Category => ["what they stand for", "das, wofür sie stehen"],
            Self::Range => ["the number range", "den Nummernbereich"],
            Self::Sender => ["the sender", "den Absender"],
            Self::Travel => ["their standing in a close frame", "die Zulässigkeit im Close-Frame"],
            Self::Script => [
                "what WebSocket.close() in a page makes of them",
                "die Behandlung durch WebSocket.close() im Browser",
            ],
            Self::Retry => ["the advice on reconnecting", "den Rat zum Neuverbinden"],
            Self::Reference => ["the reference", "die Quelle"],
        };
        format!("{} ({value})", pick(locale, english, german))
    }

    /// The sentence about two codes that differ in the fact.
    pub(super) fn differs(self, locale: Locale, a: &Value<'_>, b: &Value<'_>) -> String {
        let sentence = match self {
            Self::Category => sentences::category_differs,
            Self::Range => sentences::range_differs,
            Self::Sender => sentences::sender_differs,
            Self::Travel => sentences::travel_differs,
            Self::Script => sentences::script_differs,
            Self::Retry => sentences::retry_differs,
            Self::Reference => sentences::reference_differs,
        };
        sentence(locale, a.of, a.is, b.of, b.is)
    }
}

/// What a fact is for one of two codes.
pub(super) struct Value<'a> {
    pub(super) of: u16,
    pub(super) is: &'a str,
}

pub(super) const fn sender(sender: Sender, locale: Locale) -> &'static str {
    let [english, german] = match sender {
        Sender::Either => ["either side", "jede Seite"],
        Sender::Client => ["the client only", "nur der Client"],
        Sender::Server => ["the server only", "nur der Server"],
        Sender::Nobody => ["nobody", "niemand"],
    };
    pick(locale, english, german)
}

pub(super) fn retry(retry: Retry, locale: Locale) -> Cow<'static, str> {
    let [english, german] = match retry {
        Retry::No => ["no", "nein"],
        Retry::Backoff => ["yes, with backoff", "ja, mit wachsenden Abständen"],
        Retry::Jitter { min_s, max_s } => {
            return Cow::Owned(sentences::jitter(locale, min_s, max_s));
        }
        Retry::Elsewhere => ["elsewhere", "anderswo"],
        Retry::AfterFix => ["after fixing the cause", "nach Behebung der Ursache"],
        Retry::AsAgreed => ["as client and server have agreed", "wie zwischen beiden vereinbart"],
    };
    Cow::Borrowed(pick(locale, english, german))
}

pub(super) const fn category(category: Category, locale: Locale) -> &'static str {
    let [english, german] = match category {
        Category::Normal => ["an ordinary end", "ein gewöhnliches Ende"],
        Category::Shutdown => ["a shutdown or a restart", "Abschaltung oder Neustart"],
        Category::Protocol => ["a breach of the protocol", "eine Verletzung des Protokolls"],
        Category::DataType => ["an unsupported kind of data", "eine nicht unterstützte Datenart"],
        Category::Payload => {
            ["content that does not fit its type", "Inhalte, die nicht zum Typ passen"]
        }
        Category::Size => ["a message over the size limit", "eine zu große Nachricht"],
        Category::Policy => [
            "a breach of the endpoint's own rules",
            "eine Verletzung eigener Regeln der Gegenstelle",
        ],
        Category::Access => ["a missing authorization or permission", "eine fehlende Berechtigung"],
        Category::Extension => ["a missing extension", "eine fehlende Erweiterung"],
        Category::ServerFault => ["a fault inside the server", "eine Störung im Server"],
        Category::Overload => ["an overload", "eine Überlastung"],
        Category::Gateway => ["a fault behind a gateway", "eine Störung hinter einem Gateway"],
        Category::Timeout => {
            ["a request that took too long", "eine Zeitüberschreitung der Anwendung"]
        }
        Category::Transport => ["a connection that was lost", "eine abgerissene Verbindung"],
        Category::Tls => ["a failed TLS handshake", "eine gescheiterte TLS-Aushandlung"],
        Category::Unstated => ["a close without a code", "ein Schließen ohne Code"],
        Category::Application => {
            ["a case of a library or an application", "eine Sache von Bibliothek oder Anwendung"]
        }
        Category::Invalid => {
            ["nothing: the number has no meaning", "nichts: Die Zahl hat keine Bedeutung"]
        }
    };
    pick(locale, english, german)
}

pub(super) fn range(range: CodeRange, locale: Locale) -> String {
    let [english, german] = match range {
        CodeRange::Unused => ["never used", "nicht verwendet"],
        CodeRange::Protocol => ["the protocol's own", "Codes des Protokolls"],
        CodeRange::Unassigned => ["kept for the protocol", "dem Protokoll vorbehalten"],
        CodeRange::Registered => ["libraries and frameworks", "Bibliotheken und Frameworks"],
        CodeRange::PrivateUse => ["private use", "private Nutzung"],
        CodeRange::OutOfRange => ["beyond every range", "außerhalb aller Bereiche"],
    };
    let bounds = range.bounds();
    let (first, last) = (bounds.start(), bounds.end());
    format!("{first}-{last}, {}", pick(locale, english, german))
}

pub(super) const fn travel(may_travel: bool, locale: Locale) -> &'static str {
    if may_travel {
        pick(locale, "allowed", "erlaubt")
    } else {
        pick(locale, "not allowed", "nicht erlaubt")
    }
}

pub(super) const fn script(accepted: bool, locale: Locale) -> &'static str {
    if accepted {
        pick(locale, "accepted", "angenommen")
    } else {
        pick(locale, "refused", "abgelehnt")
    }
}

pub(super) const fn and(locale: Locale) -> &'static str {
    pick(locale, "and", "und")
}

/// Where codes in browsers are explained.
pub(super) const BROWSER_DOCS: (&str, &str) =
    ("MDN, CloseEvent.code", "https://developer.mozilla.org/en-US/docs/Web/API/CloseEvent/code");

const fn pick(locale: Locale, english: &'static str, german: &'static str) -> &'static str {
    match locale {
        Locale::English => english,
        Locale::German => german,
    }
}
