//! Finds the languages of the catalog, so that a new one needs its data file and nothing else.
//!
//! Each `NAME.rs` beside this file is a language; its first letter in upper case, `NAME` is its
//! variant of `Locale`. English comes first, since it is the default and stands in for missing
//! texts.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("src/catalog/languages");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut names = Vec::new();
    for file in fs::read_dir(&folder)? {
        let path = file?.path();
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        match path.file_stem().and_then(|stem| stem.to_str()) {
            Some(stem) if is_rust && stem != "build" => names.push(stem.to_owned()),
            _ => {}
        }
    }
    names.sort_by_key(|name| (name != "english", name.clone()));
    let mut list = String::from("languages! {\n");
    for name in names {
        let (initial, rest) = name.split_at(1);
        let path = folder.join(format!("{name}.rs"));
        list += &format!("    {}{rest} {:?}\n", initial.to_uppercase(), path.display().to_string());
    }
    list += "}\n";
    fs::write(Path::new(&env::var("OUT_DIR")?).join("languages.rs"), list)?;
    Ok(())
}
