//! Which pages there are: each is linked from another, and no link leads to one that is not here.

use std::collections::BTreeSet;

use closeframe::{
    CloseCode,
    catalog::{Catalog, Entry, Subprotocol, endings},
};

use super::{catalogs::Catalogs, links::Target, manual};

pub(super) struct Inventory<'a> {
    catalogs: &'a Catalogs,
    /// Of the catalog itself, by the codes whose pages show its rows.
    codes: BTreeSet<CloseCode>,
    http_statuses: BTreeSet<CloseCode>,
    services: Vec<(&'static Subprotocol, BTreeSet<CloseCode>)>,
    words: BTreeSet<&'static str>,
}

impl<'a> Inventory<'a> {
    pub(super) fn of(catalogs: &'a Catalogs) -> Self {
        let of = |by: Option<&'static Subprotocol>| {
            let rows = catalogs.of(by).iter().filter(move |row| by.is_none() || is_of(by, row));
            rows.filter_map(move |row| catalogs.of_row(by, row)).collect::<BTreeSet<_>>()
        };
        let services: Vec<_> = catalogs.subprotocols().map(|by| (by, of(Some(by)))).collect();
        let in_services = services.iter().flat_map(|(by, _)| catalogs.of(Some(by)).iter());
        let statuses = catalogs.own().iter().chain(in_services).flat_map(Entry::http_relatives);
        let http_statuses = statuses.copied().map(CloseCode::new).collect();
        let codes = of(None);
        let words = endings().map(|row| row.kind().word()).collect();
        Self { catalogs, codes, http_statuses, services, words }
    }

    pub(super) fn catalogs(&self) -> &'a Catalogs {
        self.catalogs
    }

    /// Returns what each page is about, and by whose meanings it is written.
    pub(super) fn pages(&self) -> Vec<(Target<'static>, Option<&'static Subprotocol>)> {
        let lists = [Target::Home, Target::Codes, Target::Endings, Target::Choose, Target::Alerts];
        let codes = self.codes.union(&self.http_statuses).map(|code| Target::Code(*code));
        let words = self.words.iter().map(|word| Target::Ending(word));
        let pairs = pairs().into_iter().map(|(a, b)| Target::Comparison(a, b));
        let alerts = manual::alerts().map(|it| Target::Alert(it.name));
        let plain = lists.into_iter().chain(codes).chain(words).chain(pairs).chain(alerts);
        let services = self.services.iter().flat_map(|(by, codes)| {
            let codes = codes.iter().map(|code| Target::Code(*code));
            std::iter::once(Target::Codes).chain(codes).map(|target| (target, Some(*by)))
        });
        plain.map(|target| (target, None)).chain(services).collect()
    }

    pub(super) fn codes(&self) -> &BTreeSet<CloseCode> {
        &self.codes
    }

    pub(super) fn http_statuses(&self) -> &BTreeSet<CloseCode> {
        &self.http_statuses
    }

    pub(super) fn services(&self) -> &[(&'static Subprotocol, BTreeSet<CloseCode>)] {
        &self.services
    }

    pub(super) fn words(&self) -> &BTreeSet<&'static str> {
        &self.words
    }
}

/// Whether a row is a subprotocol's own.
pub(super) fn is_of(by: Option<&'static Subprotocol>, row: &Entry) -> bool {
    by.is_some() && row.subprotocol() == by
}

/// The pairs of standard codes, the smaller first: with others there would be thousands.
pub(super) fn pairs() -> Vec<(CloseCode, CloseCode)> {
    let standard = Catalog::standard();
    let codes: Vec<_> = standard.iter().filter_map(Entry::code).collect();
    let with_later = |(index, a): (usize, &CloseCode)| {
        let a = *a;
        codes[index + 1..].iter().map(move |b| (a, *b)).collect::<Vec<_>>()
    };
    codes.iter().enumerate().flat_map(with_later).collect()
}
