//! A page's place among the files, and the way from it to the others.

use std::iter;

use closeframe::{
    CloseCode, CodeRange,
    catalog::{Catalog, Entry, Locale, Subprotocol, pages::Captions},
};

use super::{catalogs::Catalogs, inventory::is_of, links::Target, reader::Place};

pub(super) struct Written<'a> {
    catalogs: &'a Catalogs,
    base: Option<&'a str>,
    locale: Locale,
    /// Its name below the language.
    name: String,
    /// Its file, without an extension.
    stem: String,
}

impl<'a> Written<'a> {
    pub(super) fn new(
        catalogs: &'a Catalogs,
        base: Option<&'a str>,
        locale: Locale,
        target: Target<'_>,
        by: Option<&'static Subprotocol>,
    ) -> Self {
        let name = name(catalogs, target, by);
        let stem = format!("{locale}/{name}");
        Self { catalogs, base, locale, name, stem }
    }

    /// The page that one comes to without having chosen a language.
    pub(super) fn at_the_top(catalogs: &'a Catalogs, base: Option<&'a str>) -> Self {
        let page = Self::new(catalogs, base, Locale::default(), Target::Home, None);
        Self { stem: page.name.clone(), ..page }
    }

    pub(super) fn locale(&self) -> Locale {
        self.locale
    }

    pub(super) fn file(&self, extension: &str) -> String {
        format!("{}.{extension}", self.stem)
    }

    fn to(&self, name: &str, locale: Locale) -> String {
        relative(&self.stem, &format!("{locale}/{name}.html"))
    }
}

impl Place for Written<'_> {
    fn address(&self, target: Target<'_>, by: Option<&'static Subprotocol>) -> String {
        self.to(&name(self.catalogs, target, by), self.locale)
    }

    fn known_as(
        &self,
        target: Target<'_>,
        by: Option<&'static Subprotocol>,
        locale: Option<Locale>,
    ) -> String {
        let (name, locale) = (name(self.catalogs, target, by), locale.unwrap_or_default());
        match self.base {
            Some(base) => format!("{base}/{locale}/{name}.html"),
            None => self.to(&name, locale),
        }
    }

    fn is_canonical(&self) -> bool {
        self.base.is_some()
    }

    fn in_language(&self, locale: Locale) -> String {
        self.to(&self.name, locale)
    }

    fn json(&self) -> Option<String> {
        Some(relative(&self.stem, &Written::file(self, "json")))
    }

    fn file(&self, name: &str) -> String {
        relative(&self.stem, name)
    }

    fn home(&self, words: &'static Captions) -> &'static str {
        words.pages
    }

    fn compares(&self, a: CloseCode, b: CloseCode) -> bool {
        let standard = Catalog::standard();
        a != b && standard.get(a).is_some() && standard.get(b).is_some()
    }

    fn forms(&self, _: Option<&'static Subprotocol>) -> Option<Vec<(&'static str, &'static str)>> {
        None
    }

    fn parameter(&self, _: &str) -> Option<&str> {
        None
    }
}

/// Names a page: as the path on a server is, but for the codes of services.
fn name(catalogs: &Catalogs, target: Target<'_>, by: Option<&'static Subprotocol>) -> String {
    match (target, by) {
        (Target::Home, _) => "index".to_owned(),
        (Target::Codes, None) => "codes".to_owned(),
        (Target::Codes, Some(by)) => format!("services/{}", by.id()),
        (Target::Code(code), by) => {
            let row = catalogs.of(by).entry(code);
            let by = by.filter(|_| is_of(by, row));
            let folder = by.map_or("codes".to_owned(), |by| format!("services/{}", by.id()));
            format!("{folder}/{}", shown_at(catalogs, by, row, code).as_u16())
        }
        (Target::Endings, _) => "endings".to_owned(),
        (Target::Ending(word), _) => format!("endings/{word}"),
        (Target::Choose, _) => "compare".to_owned(),
        // Both orders say the same.
        (Target::Comparison(a, b), _) => {
            format!("compare/{}/{}", a.min(b).as_u16(), a.max(b).as_u16())
        }
        (Target::Alerts, _) => "alerts".to_owned(),
        (Target::Alert(name), _) => format!("alerts/{name}"),
    }
}

/// Returns the code whose page tells of another: all of a range have one page, but for HTTP's statuses.
fn shown_at(
    catalogs: &Catalogs,
    by: Option<&'static Subprotocol>,
    row: &Entry,
    code: CloseCode,
) -> CloseCode {
    let has_its_own = row.code().is_some() || code.range() == CodeRange::Unused;
    let of_range = || catalogs.of_row(by, row);
    Some(code).filter(|_| has_its_own).or_else(of_range).unwrap_or(code)
}

/// Returns the way from one file to another.
fn relative(from: &str, to: &str) -> String {
    let from: Vec<_> = from.split('/').collect();
    let to: Vec<_> = to.split('/').collect();
    let folders = from.len().min(to.len()) - 1;
    let shared = (0..folders).take_while(|at| from[*at] == to[*at]).count();
    let up = iter::repeat_n("..", from.len() - 1 - shared);
    up.chain(to[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}
