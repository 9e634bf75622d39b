//! Writes files into a folder that nothing is lost in: a new one, or an empty one.

use std::{collections::BTreeMap, fs, io::ErrorKind, path::Path};

use anyhow::{Context, ensure};

/// Writes each text to its path.
pub(crate) fn write(folder: &Path, files: &BTreeMap<String, String>) -> anyhow::Result<()> {
    let shown = folder.display();
    let is_empty = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == ErrorKind::NotFound => true,
        Err(error) => return Err(error).with_context(|| format!("{shown} cannot be written to")),
    };
    ensure!(is_empty, "{shown} is not empty: name a new folder, or remove it first");
    for (path, text) in files {
        let path = folder.join(path);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&path, text))
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(())
}
