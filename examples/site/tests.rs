//! The files that the program writes.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::{Path, PathBuf},
    process,
};

use clap::Parser;
use closeframe::catalog::{Catalog, Entry, Locale, Subprotocol, endings};
use serde_json::Value;

use super::{Arguments, made, write};

const KIT_ALERTS: &str = include_str!("../kit/alerts.rules.yml");

type Files = BTreeMap<String, String>;

fn arguments(out: &str, options: &str) -> Arguments {
    Arguments::parse_from(["site", out].into_iter().chain(options.split_whitespace()))
}

/// What is written with these options.
fn files(options: &str) -> Files {
    made(&arguments("out", options)).unwrap()
}

/// The option for the sample catalog: it has texts in German, and is refused by what was built without.
fn sample() -> String {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../catalog.toml");
    if cfg!(feature = "german") { format!(" --catalog {file}") } else { String::new() }
}

/// A folder that is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn named(name: &str) -> Self {
        Self(env::temp_dir().join(format!("closeframe-site-{}-{name}", process::id())))
    }

    fn arguments(&self, options: &str) -> Arguments {
        arguments(self.0.to_str().unwrap(), options)
    }

    fn files(&self) -> Files {
        let mut files = Files::new();
        read(&self.0, "", &mut files);
        files
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn read(folder: &Path, name: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{name}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            read(&path, &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

fn pages(files: &Files) -> impl Iterator<Item = (&String, &String)> {
    files.iter().filter(|(path, _)| path.ends_with(".html"))
}

/// The values of an attribute. Texts have no quotes: the templates escape them.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let begin = format!(" {attribute}=\"");
    page.split(begin.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

fn addresses(page: &str) -> impl Iterator<Item = &str> {
    let all = ["href", "src", "action"].map(|attribute| values(page, attribute));
    all.into_iter().flatten().filter(|address| !address.starts_with("data:"))
}

/// The file that an address leads to.
fn target(from: &str, address: &str) -> String {
    let mut parts: Vec<_> = from.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from} leads out of the folder: {address}"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Asserts that all links but those to sources are relative, and lead to what is there.
fn assert_whole(files: &Files) {
    for (path, page) in pages(files) {
        let ids = values(page, "id");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{path}: {ids:?}");
        for address in addresses(page).filter(|it| !it.starts_with("https://")) {
            let (file, fragment) = address.split_once('#').unwrap_or((address, ""));
            let file = if file.is_empty() { path.clone() } else { target(path, file) };
            let there = files.get(&file).unwrap_or_else(|| panic!("{path}: {address} is nowhere"));
            let has_it = fragment.is_empty() || values(there, "id").contains(&fragment);
            assert!(has_it, "{path}: {address}");
        }
        let json = path.replace(".html", ".json");
        assert!(serde_json::from_str::<Value>(&files[&json]).is_ok(), "{json}");
    }
}

#[test]
fn each_run_writes_the_same_bytes_and_overwrites_nothing() {
    let folder = Folder::named("out");
    fs::create_dir(&folder.0).unwrap();
    let told = write(&folder.arguments("")).unwrap();
    let written = folder.files();
    assert!(written == files(""));
    let index = folder.0.join("index.html");
    assert_eq!(
        told,
        format!("wrote {} pages; begin at {}", pages(&written).count(), index.display())
    );
    fs::write(&index, "mine").unwrap();
    let error = write(&folder.arguments("")).unwrap_err().to_string();
    assert!(error.ends_with("is not empty: name a new folder, or remove it first"), "{error}");
    let file = Folder(index);
    assert!(write(&file.arguments("")).is_err());
    assert_eq!(fs::read_to_string(&file.0).unwrap(), "mine");
}

#[test]
fn every_link_leads_to_what_is_there_and_only_sources_are_elsewhere() {
    for options in ["".to_owned(), format!("--subprotocol pusher{}", sample())] {
        let files = files(&options);
        assert_whole(&files);
        for (path, page) in pages(&files) {
            assert!(!page.contains("rel=\"canonical\"") && !page.contains("<form"), "{path}");
        }
    }
}

#[test]
fn each_code_word_and_row_of_a_service_has_a_page_in_each_language_that_the_index_lists() {
    let files = files("");
    for locale in Locale::ALL {
        let index = &files[&format!("{locale}/index.html")];
        let listed: BTreeSet<_> =
            addresses(index).map(|it| target(&format!("{locale}/index.html"), it)).collect();
        for path in pages(&files).map(|(path, _)| path).filter(|it| it.starts_with(locale.tag())) {
            assert!(listed.contains(path), "{path}");
        }
        let title = |path: &str| {
            let page = &files[&format!("{locale}/{path}.html")];
            assert!(page.contains(&format!("<html lang=\"{locale}\">")), "{path}");
            page.split("<title>").nth(1).unwrap().to_owned()
        };
        for row in Catalog::standard().iter() {
            let code = row.codes().start().to_string();
            assert!(title(&format!("codes/{code}")).starts_with(&code));
        }
        for word in endings().map(|row| row.kind().word()) {
            assert!(title(&format!("endings/{word}")).starts_with(word));
        }
        for name in KIT_ALERTS.lines().filter_map(|line| line.trim().strip_prefix("- alert: ")) {
            assert!(title(&format!("alerts/{name}")).starts_with(name));
        }
        for of in Subprotocol::ALL {
            assert!(title(&format!("services/{}", of.id())).starts_with(of.title()));
            for row in of.codes() {
                let code = row.code().unwrap().as_u16();
                let expected = format!("{code} {}", row.name());
                assert!(title(&format!("services/{}/{code}", of.id())).starts_with(&expected));
            }
        }
        let catalog = Catalog::standard();
        let codes: Vec<_> =
            catalog.iter().filter_map(Entry::code).map(|code| code.as_u16()).collect();
        for (index, a) in codes.iter().enumerate() {
            for b in &codes[index + 1..] {
                assert!(title(&format!("compare/{a}/{b}")).starts_with(&a.to_string()));
            }
        }
    }
}

#[test]
fn beside_a_page_lies_what_it_says_as_json() {
    let files = files("");
    for (path, of) in [("en/codes/1006", "/asked"), ("en/services/pusher/4003", "/code")] {
        let json: Value = serde_json::from_str(&files[&format!("{path}.json")]).unwrap();
        let number = path.rsplit('/').next().unwrap();
        assert_eq!(json.pointer(of).unwrap().to_string(), number);
        let beside = format!("type=\"application/json\" href=\"{number}.json\"");
        assert!(files[&format!("{path}.html")].contains(&beside), "{path}");
    }
    let json: Value = serde_json::from_str(&files["en/endings/dropped.json"]).unwrap();
    assert_eq!(json["word"], "dropped");
    let json: Value = serde_json::from_str(&files["en/compare/1000/1010.json"]).unwrap();
    assert_eq!(json["codes"][1]["asked"], 1010);
}

#[test]
fn with_a_base_each_page_says_where_it_is_to_be_known() {
    let base = "https://codes.example.org/ws";
    let files = files(&format!("--base {base}/"));
    for (path, page) in pages(&files).filter(|(path, _)| path.contains('/')) {
        let canonical = format!("<link rel=\"canonical\" href=\"{base}/{path}\">");
        assert!(page.contains(&canonical), "{path}");
        let (_, name) = path.split_once('/').unwrap();
        for locale in Locale::ALL {
            let other = format!("hreflang=\"{locale}\" href=\"{base}/{locale}/{name}\"");
            assert!(page.contains(&other), "{path}");
        }
    }
    let top = format!("<link rel=\"canonical\" href=\"{base}/en/index.html\">");
    assert!(files["index.html"].contains(&top));
    assert_whole(&unbased(files, base));
}

/// The same pages with every address below the base made relative, for they lead to the same files.
fn unbased(files: Files, base: &str) -> Files {
    let relative = |(path, page): (String, String)| {
        let up = "../".repeat(path.matches('/').count());
        let page = page.replace(&format!("{base}/"), &up);
        (path, page)
    };
    files.into_iter().map(relative).collect()
}

#[test]
fn a_base_is_an_address_of_the_web() {
    for base in
        ["codes.example.org", "https://", "ftp://a", "https://a?b", "https://a/#b", "javascript:1"]
    {
        let arguments = ["site", "out", "--base", base];
        assert!(Arguments::try_parse_from(arguments).is_err(), "{base}");
    }
}

#[cfg(feature = "german")]
#[test]
fn an_applications_codes_have_pages() {
    let files = files(&sample());
    for locale in Locale::ALL {
        let page = &files[&format!("{locale}/codes/4101.html")];
        assert!(page.contains("Session Expired"));
        assert!(files[&format!("{locale}/index.html")].contains("href=\"codes/4101.html\""));
    }
}

/// By the commands that the kit's README has for pages on a server, and for these.
#[cfg(unix)]
#[test]
fn the_alerts_of_the_kit_lead_to_pages_that_are_there() {
    let kit = concat!(env!("CARGO_MANIFEST_DIR"), "/../kit");
    let manual = fs::read_to_string(format!("{kit}/README.md")).unwrap();
    let commands =
        manual.split('`').filter(|it| it.starts_with("sed -i ") && it.contains(".rules"));
    let commands: Vec<_> = commands.collect();
    let [served, written] = commands[..] else { panic!("which commands are they? {commands:?}") };
    let files = files("");
    for (command, begin, end) in [(served, "en/", ".html"), (written, "", "")] {
        // On a copy: to standard output.
        let command = command.replace("sed -i", "sed");
        let changed = process::Command::new("sh").args(["-c", &command]).current_dir(kit).output();
        let rules = String::from_utf8(changed.unwrap().stdout).unwrap();
        assert!(!rules.contains("127.0.0.1"), "{command}");
        // Also where a name stands twice.
        for alert in rules.split("- alert: ").skip(1) {
            let name = alert.lines().next().unwrap();
            let [about, advice] = ["runbook_url", "what_to_do"].map(|annotation| {
                let begins = format!(" {annotation}: https://codes.example.org/");
                let address = alert.split(&begins).nth(1);
                let address = address.unwrap_or_else(|| panic!("{name} has no {annotation}"));
                format!("{begin}{}{end}", address.lines().next().unwrap())
            });
            assert_eq!(advice, format!("en/alerts/{name}.html"));
            assert!(files.contains_key(&advice), "{advice}");
            // From what to do, one comes to what it is about.
            let mut led = addresses(&files[&advice]).map(|it| target(&advice, it));
            assert!(about == advice || led.any(|it| it == about), "{advice}: not to {about}");
        }
    }
}
