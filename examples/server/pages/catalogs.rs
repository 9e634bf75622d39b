//! The catalogs that pages can be read by: the server's own, and one for each subprotocol.

use std::sync::Arc;

use closeframe::{
    CloseCode,
    catalog::{Annotation, Catalog, Entry, Subprotocol},
};

#[derive(Clone)]
pub(super) struct Catalogs(Arc<All>);

struct All {
    own: Catalog,
    of_subprotocols: Vec<(&'static Subprotocol, Catalog)>,
}

impl Catalogs {
    pub(super) fn new(own: &Catalog) -> Self {
        let mut known = Subprotocol::ALL.to_vec();
        let loaded = own.iter().filter_map(Entry::subprotocol).chain(own.negotiable());
        for subprotocol in loaded {
            if !known.contains(&subprotocol) {
                known.push(subprotocol);
            }
        }
        let of_subprotocols = known.into_iter().map(|it| (it, with(own, it))).collect();
        Self(Arc::new(All { own: own.clone(), of_subprotocols }))
    }

    /// Returns the catalog in which a subprotocol's codes have its meanings; without one, the
    /// server's own.
    pub(super) fn of(&self, subprotocol: Option<&'static Subprotocol>) -> &Catalog {
        let found = self.0.of_subprotocols.iter().find(|(it, _)| Some(*it) == subprotocol);
        found.map_or(&self.0.own, |(_, catalog)| catalog)
    }

    /// Returns the code whose page shows a row: for that of a range, the first that it explains, if there is any.
    pub(super) fn of_row(
        &self,
        by: Option<&'static Subprotocol>,
        row: &Entry,
    ) -> Option<CloseCode> {
        let catalog = self.of(by);
        let explained = || row.codes().map(CloseCode::new).find(|it| catalog.entry(*it) == row);
        row.code().or_else(explained)
    }

    pub(super) fn own(&self) -> &Catalog {
        &self.0.own
    }

    pub(super) fn subprotocols(&self) -> impl Iterator<Item = &'static Subprotocol> {
        self.0.of_subprotocols.iter().map(|(subprotocol, _)| *subprotocol)
    }

    /// The subprotocols whose codes have a meaning without being asked for.
    pub(super) fn in_force(&self, subprotocol: &'static Subprotocol) -> bool {
        self.own().iter().any(|row| row.subprotocol() == Some(subprotocol))
    }
}

/// Puts a subprotocol into force, and what the application and its operator added beside it. Where
/// both define a code, it is the subprotocol's that was asked for.
fn with(own: &Catalog, subprotocol: &'static Subprotocol) -> Catalog {
    let Ok(mut catalog) = Catalog::standard().with_subprotocol(subprotocol) else {
        return own.clone();
    };
    for row in own.registered().filter(|row| row.is_application()) {
        let _ = catalog.register(row.clone());
    }
    for row in own.iter().filter(|row| *row.annotation() != Annotation::new()) {
        let of_same_owner = |it: &&Entry| it.subprotocol() == row.subprotocol();
        if let Some(code) =
            row.code().filter(|code| catalog.get(*code).filter(of_same_owner).is_some())
        {
            let _ = catalog.annotate(code, row.annotation().clone());
        }
    }
    catalog
}
