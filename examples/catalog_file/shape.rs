//! The shape of a catalog in TOML, and the rules that a value has to keep by itself.

use std::{collections::HashMap, fmt, str::FromStr};

use closeframe::{
    CloseCode,
    catalog::{Category, Locale, Retry, Sender, Severity},
};
use serde::{
    Deserialize, Deserializer,
    de::{self, Error, value::MapAccessDeserializer},
};
use toml::Spanned;
use tungstenite::http::Uri;

use super::fact_names;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub(super) code: Vec<Code>,
    #[serde(default)]
    pub(super) annotation: Vec<Note>,
}

/// A code of the application's own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Code {
    pub(super) code: Spanned<Number>,
    pub(super) name: Text,
    pub(super) meaning: Text,
    pub(super) when_seen: Option<Text>,
    pub(super) how_to_fix: Option<Text>,
    #[serde(default, deserialize_with = "sender")]
    pub(super) sender: Option<Sender>,
    #[serde(default, deserialize_with = "retry")]
    pub(super) retry: Option<Retry>,
    #[serde(default, deserialize_with = "category")]
    pub(super) category: Option<Category>,
    #[serde(default)]
    pub(super) http: Vec<Status>,
    pub(super) reference: Option<Text>,
    #[serde(default, deserialize_with = "severity")]
    pub(super) severity: Option<Severity>,
    pub(super) runbook: Option<Address>,
    pub(super) owner: Option<Text>,
    #[serde(default)]
    pub(super) translation: HashMap<Language, Translation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Translation {
    pub(super) meaning: Text,
    pub(super) when_seen: Text,
    pub(super) how_to_fix: Text,
}

/// What an operator says about a code.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Note {
    pub(super) code: Spanned<Number>,
    #[serde(default, deserialize_with = "severity")]
    pub(super) severity: Option<Severity>,
    pub(super) runbook: Option<Address>,
    pub(super) owner: Option<Text>,
}

#[derive(Clone, Deserialize)]
#[serde(try_from = "i64")]
pub(super) struct Number(pub(super) CloseCode);

impl TryFrom<i64> for Number {
    type Error = String;

    fn try_from(number: i64) -> Result<Self, String> {
        let code = u16::try_from(number).map(|code| Self(CloseCode::new(code)));
        code.map_err(|_| format!("{number} is no close code: those are 0-65535"))
    }
}

#[derive(Deserialize)]
#[serde(try_from = "i64")]
pub(super) struct Status(pub(super) u16);

impl TryFrom<i64> for Status {
    type Error = String;

    fn try_from(number: i64) -> Result<Self, String> {
        match u16::try_from(number) {
            Ok(status @ 100..=599) => Ok(Self(status)),
            _ => Err(format!("{number} is no HTTP status: those are 100-599")),
        }
    }
}

/// A text for pages, the terminal and the log, each of which takes it as one line.
#[derive(Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Text(pub(super) String);

impl TryFrom<String> for Text {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        // They change how what follows is shown: as control characters do, but for the letters.
        let is_direction =
            |letter| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        match text.chars().find(|letter| letter.is_control() || is_direction(*letter)) {
            Some('\n') => {
                Err("a text has no line breaks: end a line with \\ to go on in the next".to_owned())
            }
            Some(control) => {
                let number = u32::from(control);
                Err(format!("a text has no control characters, such as U+{number:04X} here"))
            }
            None if text.trim().is_empty() => Err("a text is not empty".to_owned()),
            None => Ok(Self(text)),
        }
    }
}

/// An address that a browser opens.
#[derive(Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Address(pub(super) String);

impl TryFrom<String> for Address {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let address = Uri::from_str(&text).ok();
        let is_page = |address: &Uri| matches!(address.scheme_str(), Some("http" | "https"));
        match address.filter(is_page) {
            Some(_) => Ok(Self(text)),
            None => Err(format!("{text:?} is no http:// or https:// address")),
        }
    }
}

/// A language to translate to. English is what is translated.
#[derive(PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Language(pub(super) Locale);

impl TryFrom<String> for Language {
    type Error = String;

    fn try_from(tag: String) -> Result<Self, String> {
        let others = Locale::ALL.iter().copied().filter(|locale| *locale != Locale::English);
        match others.clone().find(|locale| locale.tag() == tag) {
            Some(locale) => Ok(Self(locale)),
            None if Locale::ALL.len() == 1 => Err(format!("{tag:?} was not built in")),
            None => Err(unknown(&tag, others.map(Locale::tag))),
        }
    }
}

fn sender<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Sender>, D::Error> {
    word(&String::deserialize(value)?, fact_names::SENDERS).map(Some)
}

fn category<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Category>, D::Error> {
    word(&String::deserialize(value)?, fact_names::CATEGORIES).map(Some)
}

fn severity<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Severity>, D::Error> {
    word(&String::deserialize(value)?, fact_names::SEVERITIES).map(Some)
}

fn retry<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Retry>, D::Error> {
    value.deserialize_any(RetryVisitor).map(Some)
}

/// Takes a word, or a table with the bounds of a delay.
struct RetryVisitor;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Delay {
    jitter_s: Bounds,
}

#[derive(Deserialize)]
#[serde(try_from = "Vec<i64>")]
struct Bounds {
    min_s: u16,
    max_s: u16,
}

impl TryFrom<Vec<i64>> for Bounds {
    type Error = String;

    fn try_from(bounds: Vec<i64>) -> Result<Self, String> {
        let seconds: Result<Vec<_>, _> = bounds.iter().map(|it| u16::try_from(*it)).collect();
        match seconds.as_deref() {
            Ok([min_s, max_s]) if min_s <= max_s => Ok(Self { min_s: *min_s, max_s: *max_s }),
            _ => Err(format!(
                "{bounds:?} are no bounds of a delay: the shortest comes first, both are 0-65535 s"
            )),
        }
    }
}

impl<'de> de::Visitor<'de> for RetryVisitor {
    type Value = Retry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word, or { jitter_s = [5, 30] }")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Retry, E> {
        word(value, fact_names::RETRIES)
    }

    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Retry, A::Error> {
        let Delay { jitter_s } = Delay::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Retry::Jitter { min_s: jitter_s.min_s, max_s: jitter_s.max_s })
    }
}

fn word<T: Copy, E: Error>(word: &str, words: &[(&str, T)]) -> Result<T, E> {
    let found = words.iter().find(|(it, _)| *it == word);
    let allowed = words.iter().map(|(it, _)| *it);
    found.map(|(_, fact)| *fact).ok_or_else(|| E::custom(unknown(word, allowed)))
}

fn unknown<'a>(word: &str, allowed: impl Iterator<Item = &'a str>) -> String {
    let allowed: Vec<_> = allowed.collect();
    format!("{word:?} is none of {}", allowed.join(", "))
}
