//! Rows of the catalog for `serde` (the feature `serde`).
//!
//! Every key is always there; what a row does not have is `null`, or an empty list. Facts are fixed words
//! for programs, never translated; all other texts are for people. Nothing is read back: what files say
//! of codes is the application's to read.

use serde_core::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{
    Category, Locale, Retry, Sender, Severity, Subprotocol, entry::Entry, http::http_phrase,
};
use crate::CloseCode;

/// A row with its texts in one language, to be serialized (the feature `serde`).
///
/// Made by [`Entry::localized`].
#[derive(Clone, Copy, Debug)]
pub struct LocalizedEntry<'a> {
    entry: &'a Entry,
    locale: Locale,
}

impl Entry {
    /// Returns the row as `serde` sees it with the texts in a language (the feature `serde`); the row
    /// itself serializes with the English ones.
    ///
    /// Every key is always there; what a row does not have is `null`, or an empty list.
    ///
    /// | key | value |
    /// |---|---|
    /// | `code` | the number; `null` for the row of a range |
    /// | `first`, `last` | the numbers that the row speaks for |
    /// | `reason` | the [start of the reason](Self::reason) that it speaks for |
    /// | `name` | the [name](Self::name), the same in every language |
    /// | `lang` | the language of the next three, as a tag: English where there is no translation |
    /// | `meaning`, `when_seen`, `how_to_fix` | the texts |
    /// | `category` | the [kind of ending](Category), `server_fault` for example |
    /// | `sender` | [who sends it](Sender): `either`, `client`, `server`, `nobody` |
    /// | `may_be_sent` | whether it [may appear in a close frame](Self::may_be_sent) |
    /// | `retry` | a map: `kind` ([advice](Retry), `after_fix` for example), `advice` (in words, in the language), `min_s` and `max_s` (the bounds of the delay in seconds, for `jitter`), `source`, `source_url` |
    /// | `http_relatives` | a list of maps: `status`, `phrase` |
    /// | `reference`, `reference_url` | the text that defines the code |
    /// | `subprotocol` | a map: `id`, `title` |
    /// | `severity`, `runbook`, `owner` | the [annotation](Self::annotation) |
    ///
    /// # Example
    ///
    /// ```
    /// use closeframe::{CloseCode, catalog::{self, Locale}};
    ///
    /// let entry = catalog::entry(CloseCode::SERVICE_RESTART);
    /// let json = serde_json::to_value(entry.localized(Locale::German))?;
    /// assert_eq!(json["code"], 1012);
    /// assert_eq!(json["lang"], "de");
    /// assert_eq!(json["retry"]["kind"], "jitter");
    /// assert_eq!(json["retry"]["max_s"], 30);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub const fn localized(&self, locale: Locale) -> LocalizedEntry<'_> {
        LocalizedEntry { entry: self, locale }
    }
}

/// With the feature `serde`: the map that [`Entry::localized`] describes, with the English texts.
impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.localized(Locale::English).serialize(serializer)
    }
}

/// The map that [`Entry::localized`] describes.
impl Serialize for LocalizedEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { entry, locale } = *self;
        let (codes, annotation) = (entry.codes(), entry.annotation());
        let meaning = entry.meaning(locale);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", &entry.code().map(CloseCode::as_u16))?;
        map.serialize_entry("first", codes.start())?;
        map.serialize_entry("last", codes.end())?;
        map.serialize_entry("reason", &entry.reason())?;
        map.serialize_entry("name", entry.name())?;
        map.serialize_entry("lang", meaning.locale().tag())?;
        map.serialize_entry("meaning", meaning.as_str())?;
        map.serialize_entry("when_seen", entry.when_seen(locale).as_str())?;
        map.serialize_entry("how_to_fix", entry.how_to_fix(locale).as_str())?;
        map.serialize_entry("category", &entry.category())?;
        map.serialize_entry("sender", &entry.sender())?;
        map.serialize_entry("may_be_sent", &entry.may_be_sent())?;
        map.serialize_entry("retry", &Advice(*self))?;
        map.serialize_entry("http_relatives", &Relatives(entry.http_relatives()))?;
        map.serialize_entry("reference", entry.reference())?;
        map.serialize_entry("reference_url", &entry.reference_url())?;
        map.serialize_entry("subprotocol", &entry.subprotocol())?;
        map.serialize_entry("severity", &annotation.severity())?;
        map.serialize_entry("runbook", &annotation.runbook())?;
        map.serialize_entry("owner", &annotation.owner())?;
        map.end()
    }
}

/// Whether to connect again after a code.
struct Advice<'a>(LocalizedEntry<'a>);

impl Serialize for Advice<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let LocalizedEntry { entry, locale } = self.0;
        let retry = entry.retry();
        let bounds = match retry {
            Retry::Jitter { min_s, max_s } => Some((min_s, max_s)),
            _ => None,
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", retry_kind(retry))?;
        map.serialize_entry("advice", &*retry.phrase(locale))?;
        map.serialize_entry("min_s", &bounds.map(|(min_s, _)| min_s))?;
        map.serialize_entry("max_s", &bounds.map(|(_, max_s)| max_s))?;
        map.serialize_entry("source", entry.retry_source())?;
        map.serialize_entry("source_url", &entry.retry_source_url())?;
        map.end()
    }
}

/// HTTP statuses.
struct Relatives<'a>(&'a [u16]);

impl Serialize for Relatives<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for status in self.0 {
            list.serialize_element(&Status(*status))?;
        }
        list.end()
    }
}

struct Status(u16);

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("status", &self.0)?;
        map.serialize_entry("phrase", &http_phrase(self.0))?;
        map.end()
    }
}

/// With the feature `serde`: a map of `id` and `title`.
impl Serialize for Subprotocol {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("id", self.id())?;
        map.serialize_entry("title", self.title())?;
        map.end()
    }
}

macro_rules! serialize_as_word {
    ($($name:ident by $word:ident),* $(,)?) => {$(
        /// With the feature `serde`: the variant's name in `snake_case`.
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($word(*self))
            }
        }
    )*};
}
serialize_as_word!(Category by category, Sender by sender, Severity by severity);

const fn category(category: Category) -> &'static str {
    match category {
        Category::Normal => "normal",
        Category::Shutdown => "shutdown",
        Category::Protocol => "protocol",
        Category::DataType => "data_type",
        Category::Payload => "payload",
        Category::Size => "size",
        Category::Policy => "policy",
        Category::Access => "access",
        Category::Extension => "extension",
        Category::ServerFault => "server_fault",
        Category::Overload => "overload",
        Category::Gateway => "gateway",
        Category::Timeout => "timeout",
        Category::Transport => "transport",
        Category::Tls => "tls",
        Category::Unstated => "unstated",
        Category::Application => "application",
        Category::Invalid => "invalid",
    }
}

const fn sender(sender: Sender) -> &'static str {
    match sender {
        Sender::Either => "either",
        Sender::Client => "client",
        Sender::Server => "server",
        Sender::Nobody => "nobody",
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Debug => "debug",
        Severity::Info => "info",
        Severity::Warn => "warn",
        Severity::Error => "error",
    }
}

const fn retry_kind(retry: Retry) -> &'static str {
    match retry {
        Retry::No => "no",
        Retry::AtOnce => "at_once",
        Retry::Backoff => "backoff",
        Retry::Jitter { .. } => "jitter",
        Retry::Elsewhere => "elsewhere",
        Retry::AfterNewCredential => "after_new_credential",
        Retry::AfterFix => "after_fix",
        Retry::AsAgreed => "as_agreed",
    }
}
