use std::path::PathBuf;

use closeframe::catalog::{Catalog, Subprotocol};

/// Which codes a program knows besides the standard ones, as its user chose.
#[derive(clap::Args)]
pub(crate) struct Choice {
    /// Read codes as this subprotocol means them: its id, or the name it is negotiated by.
    #[arg(long = "subprotocol", value_name = "ID", global = true, value_parser = subprotocol)]
    pub(crate) subprotocols: Vec<&'static Subprotocol>,

    /// Add an application's codes from a TOML file.
    #[arg(long = "catalog", value_name = "FILE", global = true)]
    pub(crate) files: Vec<PathBuf>,
}

impl Choice {
    /// Adds all that was chosen. What a file says of a code may be about a subprotocol's.
    pub(crate) fn added_to(&self, mut catalog: Catalog) -> anyhow::Result<Catalog> {
        for subprotocol in &self.subprotocols {
            catalog = catalog.with_subprotocol(subprotocol)?;
        }
        for file in &self.files {
            catalog = super::load(file, catalog)?;
        }
        Ok(catalog)
    }
}

fn subprotocol(id: &str) -> Result<&'static Subprotocol, String> {
    Subprotocol::from_id(id).ok_or_else(|| {
        let ids: Vec<_> = Subprotocol::ALL.iter().map(|it| it.id()).collect();
        format!("no such subprotocol, only {}", ids.join(", "))
    })
}
