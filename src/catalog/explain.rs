use std::fmt;

use super::entry::Entry;
use super::locale::Locale;
use super::page::{self, Item, Layout, Section};
use super::wording::{self, Fact, Heading};
use crate::CloseCode;

/// Everything that the catalog knows about one code, as a page.
///
/// Made by [`Catalog::explain`](crate::Catalog::explain). `Display` prints the page as text, with
/// `[en]` before a text that is not in the page's language; [`sections`](Self::sections) is for
/// other renderings.
#[derive(Clone, Debug)]
pub struct Explanation<'a> {
    code: CloseCode,
    entry: &'a Entry,
    locale: Locale,
    facts: Vec<(Fact, String)>,
}

impl<'a> Explanation<'a> {
    pub(super) fn new(code: CloseCode, entry: &'a Entry, locale: Locale) -> Self {
        Self { code, entry, locale, facts: facts(code, entry, locale) }
    }

    /// Returns the number and its name, such as "1006 Abnormal Closure".
    #[must_use]
    pub fn title(&self) -> String {
        title(self.code, self.entry)
    }

    /// Returns the code that is explained.
    #[must_use]
    pub fn code(&self) -> CloseCode {
        self.code
    }

    /// Returns the row that explains it, which may be the row of its range.
    #[must_use]
    pub fn entry(&self) -> &'a Entry {
        self.entry
    }

    /// Returns the language of the headings, and of the texts where they exist in it.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// Returns the parts of the page in reading order.
    #[must_use]
    pub fn sections(&self) -> Vec<Section<'_>> {
        let locale = self.locale;
        let facts = self.facts.iter().map(|(fact, value)| {
            let item = Item::written(value, locale).labelled(fact.label(locale));
            match fact {
                Fact::Reference => item.linked(self.entry.reference_url()),
                _ => item,
            }
        });
        let prose = |heading: Heading, text| {
            Section::new(heading.text(locale), Layout::Prose, vec![Item::text_of(text)])
        };
        vec![
            Section::new(Heading::AtAGlance.text(locale), Layout::Labelled, facts.collect()),
            prose(Heading::Meaning, self.entry.meaning(locale)),
            prose(Heading::WhenSeen, self.entry.when_seen(locale)),
            prose(Heading::HowToFix, self.entry.how_to_fix(locale)),
        ]
    }
}

impl fmt::Display for Explanation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        page::write(f, &self.title(), &self.sections())
    }
}

/// Names a code as its row does: an application's name is known to the row alone.
pub(super) fn title(code: CloseCode, entry: &Entry) -> String {
    format!("{} {}", code.as_u16(), entry.name())
}

/// Returns what is known about a code besides its texts, in words.
///
/// The facts and their order are the same for every code.
pub(super) fn facts(code: CloseCode, entry: &Entry, locale: Locale) -> Vec<(Fact, String)> {
    let script = code.may_be_sent_by_script();
    vec![
        (Fact::Category, entry.category().phrase(locale).to_owned()),
        (Fact::Retry, entry.retry().phrase(locale).into_owned()),
        (Fact::Travel, wording::travel(entry.may_travel(), locale).to_owned()),
        (Fact::Sender, entry.sender().phrase(locale).to_owned()),
        (Fact::Script, wording::script(script, locale).to_owned()),
        (Fact::Range, wording::range(code.range(), locale)),
        (Fact::Reference, entry.reference().to_owned()),
    ]
}
