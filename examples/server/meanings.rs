//! Which meanings a connection's codes have.

use closeframe::catalog::{Catalog, Subprotocol};

use crate::catalog_file::Choice;

/// Returns the catalog of what was chosen, and the names by which the subprotocols in it are negotiated. If no subprotocol was, every one that is negotiated has its
/// meanings on the connections that negotiate it, unless a file gives one of its codes another.
pub(crate) fn catalog(choice: &Choice) -> anyhow::Result<(Catalog, Vec<&'static str>)> {
    let mut base = Catalog::standard();
    let mut spoken = choice.subprotocols.clone();
    if choice.subprotocols.is_empty() {
        let all = Subprotocol::ALL.iter().filter(|it| !it.negotiated().is_empty());
        for subprotocol in all.copied() {
            let with = base.clone().with_negotiated(subprotocol)?;
            if choice.added_to(with.clone()).is_ok() {
                base = with;
                spoken.push(subprotocol);
            }
        }
    }
    // What is wrong with a file itself is told here.
    let catalog = choice.added_to(base)?;
    let names = spoken.iter().flat_map(|subprotocol| subprotocol.negotiated()).copied();
    Ok((catalog, names.collect()))
}
