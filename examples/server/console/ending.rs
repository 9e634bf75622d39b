//! An ending as the page is told of it.

use std::net::SocketAddr;

use closeframe::{
    CloseReport,
    catalog::{EndingTexts, Locale},
};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::concern::Concern;

/// What the report has in the language of the log, and the page in its own.
const TEXTS: [&str; 4] = ["meaning", "when", "fix", "retry"];

#[derive(Debug)]
pub(super) struct Ending {
    /// The how manieth it was.
    pub(super) number: u64,
    /// Its report, and whose it is. The reasons are as the peer chose them; the page makes text of them.
    pub(super) facts: Map<String, Value>,
    /// What the catalog says, by language. Many endings have the same.
    pub(super) texts: Value,
}

/// Which connection it was.
#[derive(Serialize)]
pub(super) struct Which<'a> {
    pub(super) id: u64,
    pub(super) peer: SocketAddr,
    pub(super) path: Option<&'a str>,
    pub(super) at: u64,
}

#[derive(Serialize)]
struct Facts<'a> {
    #[serde(flatten)]
    which: Which<'a>,
    concern: Concern,
    #[serde(flatten)]
    report: &'a CloseReport,
}

impl Ending {
    /// The number is given by the book.
    pub(super) fn new(which: Which<'_>, concern: Concern, report: &CloseReport) -> Self {
        let mut facts = match json!(Facts { which, concern, report }) {
            Value::Object(facts) => facts,
            _ => Map::new(),
        };
        for key in TEXTS {
            facts.remove(key);
        }
        Self { number: 0, facts, texts: texts(report) }
    }
}

fn texts(report: &CloseReport) -> Value {
    let in_language = |locale: &Locale| {
        let EndingTexts { meaning, when_seen, how_to_fix, retry, .. } =
            report.explanation_in(*locale);
        let retry = retry.phrase(*locale);
        let texts =
            json!({ "meaning": meaning, "when": when_seen, "fix": how_to_fix, "retry": retry });
        (locale.tag().to_owned(), texts)
    };
    Locale::ALL.iter().map(in_language).collect()
}
