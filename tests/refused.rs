//! What does not compile, and what the compiler says then: the reader of an error is to be told what to
//! do.
//!
//! Each file in `tests/refused` holds one mistake, and, under `cfg(mended)`, what should stand in its
//! place. Its lines that begin with `//~` are what the compiler is to say, in one place of its output
//! each: not all of it, whose wording changes from one compiler to the next.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    time::SystemTime,
};

#[test]
fn what_is_refused_is_refused_with_a_reason() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/refused");
    let files = fs::read_dir(here).unwrap().map(|entry| entry.unwrap().path());
    let files: Vec<_> = files.filter(|path| path.extension() == Some("rs".as_ref())).collect();
    assert!(!files.is_empty());
    let builds = builds();
    // The directory may hold several builds, with other features: it is to be one that has all.
    let build = builds.iter().find(|build| {
        files.iter().all(|file| compile(file, build, &["--cfg", "mended"]).status.success())
    });
    let Some(build) = build else {
        let said = compile(&files[0], &builds[0], &["--cfg", "mended"]);
        panic!("the mended files do not compile: {}", String::from_utf8_lossy(&said.stderr));
    };
    for file in &files {
        let said = compile(file, build, &[]);
        assert!(!said.status.success(), "{} compiles", file.display());
        let said = words(&String::from_utf8_lossy(&said.stderr));
        let source = fs::read_to_string(file).unwrap();
        let expected: Vec<_> =
            source.lines().filter_map(|line| line.strip_prefix("//~ ")).collect();
        assert!(!expected.is_empty(), "{} expects nothing", file.display());
        for expected in expected {
            assert!(said.contains(&words(expected)), "{}: {expected}\n{said}", file.display());
        }
    }
}

/// The builds of the crate that lie beside this test, the newest first.
fn builds() -> Vec<PathBuf> {
    let beside = env::current_exe().unwrap();
    let beside = fs::read_dir(beside.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
    let mut builds: Vec<_> = beside
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("libcloseframe-") && name.ends_with(".rlib")
        })
        .collect();
    let age = |path: &PathBuf| fs::metadata(path).and_then(|it| it.modified()).ok();
    builds.sort_by_key(|path| std::cmp::Reverse(age(path).unwrap_or(SystemTime::UNIX_EPOCH)));
    assert!(!builds.is_empty(), "the crate was built for this test");
    builds
}

fn compile(file: &Path, build: &Path, more: &[&str]) -> Output {
    let libraries = build.parent().unwrap();
    Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "--check-cfg=cfg(mended)"])
        .arg(format!("--extern=closeframe={}", build.display()))
        .arg(format!("-Ldependency={}", libraries.display()))
        .arg(format!("--out-dir={}", env!("CARGO_TARGET_TMPDIR")))
        .args(more)
        .arg(file)
        .output()
        .unwrap()
}

/// However the lines were broken.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
