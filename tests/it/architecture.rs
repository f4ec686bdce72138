//! The layers import one way. A stranger can rely on it, so a test keeps it.

use postmortem::lint::rules;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Module → what it may import of the crate; a row that is missing may import nothing. From the architecture.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("secrets", &[]),
    ("model", &[]),
    ("diagnostic", &["source"]),
    ("document", &["source", "model", "diagnostic"]),
    ("collection", &["document", "model", "diagnostic", "source"]),
    ("lint", &["collection", "document", "model", "diagnostic", "secrets", "source"]),
    ("output", &["diagnostic", "secrets", "source"]),
    ("import", &["document", "model", "diagnostic", "source"]),
    ("render", &["model", "diagnostic", "source"]),
    ("config", &["import", "lint", "render", "model", "diagnostic", "source"]),
    ("project", &["collection", "config", "source"]),
];

/// The most lines of a file, and of code in the median file.
const MOST_LINES: usize = 400;
const MOST_LINES_OF_MEDIAN: usize = 120;

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("the sources are there");
    for path in entries.map(|entry| entry.expect("a readable folder").path()) {
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    rust_files(&root, &mut found);
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a readable source");
        (path.strip_prefix(&root).expect("below src").to_path_buf(), text)
    };
    found.into_iter().map(read).collect()
}

/// The modules of the crate that a source names: `crate::x`, also inside `use crate::{x, y::z}`.
fn imports(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    for (start, _) in code.match_indices("crate::") {
        let rest = &code[start + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let parts = group.split(|c: char| {
                depth += i32::from(c == '{') - i32::from(c == '}');
                c == ',' && depth == 0
            });
            names.extend(parts.map(|part| word(part.trim_start())));
        } else {
            names.push(word(rest));
        }
    }
    names
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// An upward import makes layers that cannot be understood, tested or replaced one at a time.
#[test]
fn layers_import_only_what_the_table_allows() {
    let allowed: BTreeMap<_, _> = MAY_IMPORT.iter().copied().collect();
    let layers: Vec<_> = allowed.keys().copied().collect();
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let layer = path.iter().next().expect("a file").to_string_lossy().replace(".rs", "");
        let Some(allowed) = allowed.get(layer.as_str()) else { continue };
        for name in imports(&text).iter().filter(|name| layers.contains(&name.as_str()) && **name != layer) {
            if !allowed.contains(&name.as_str()) {
                wrong.push(format!("{} imports {name}", path.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Only the command line prints, ends the process, or knows what time it is.
#[test]
fn the_library_computes_and_the_binary_talks() {
    let forbidden = [
        "println!",
        "eprintln!",
        "process::exit",
        "Utc::now",
        "Local::now",
        "env::var",
        "env::args",
        "SystemTime",
    ];
    let is_library = |path: &Path| !path.starts_with("cli") && path != Path::new("main.rs");
    for (path, text) in sources().iter().filter(|(path, _)| is_library(path)) {
        for word in forbidden {
            assert!(!text.contains(word), "{} says {word}", path.display());
        }
    }
}

/// The files that define rules outside `lint/rules`, the one of the names of secrets, and the one that knows after which
/// findings a file is not checked further.
const NAME_RULES: &[&str] = &["document/rules.rs", "lint/ignores.rs", "output/baseline.rs", "secrets/mod.rs"];

/// The code of a source: no comments, no tests.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

/// A fact about a rule that is kept elsewhere is forgotten when the rule is changed, or when one like it is added.
#[test]
fn only_its_own_file_names_a_rule() {
    let mut naming = BTreeSet::new();
    for (path, text) in sources().iter().filter(|(path, _)| !path.starts_with("lint/rules")) {
        let names = || rules().map(|rule| format!("\"{}\"", rule.name));
        if code(text).any(|line| names().any(|name| line.contains(&name))) {
            naming.insert(path.to_string_lossy().into_owned());
        }
    }
    assert_eq!(naming, NAME_RULES.iter().map(|path| (*path).to_owned()).collect());
}

/// The registry lists the rules; whatever else imports a rule's file knows too much of that rule.
#[test]
fn only_the_registry_imports_the_files_of_rules() {
    let is_rule = |text: &str| text.contains("\nrule!(");
    let families: BTreeSet<_> = sources()
        .iter()
        .filter(|(path, text)| path.starts_with("lint/rules") && is_rule(text))
        .map(|(path, _)| format!("rules::{}", path.iter().nth(2).expect("a folder").to_string_lossy()))
        .collect();
    assert!(families.len() >= 6, "{families:?}");
    let imports = |text: &str| code(text).any(|line| families.iter().any(|family| line.contains(family)));
    let importing: Vec<_> =
        sources().into_iter().filter(|(_, text)| imports(text)).map(|(path, _)| path).collect();
    assert_eq!(importing, [PathBuf::from("lint/registry.rs")]);
}

/// Files that say what they are for, and stay small enough to be read at once.
#[test]
fn every_file_has_a_purpose_and_is_small() {
    let mut lengths = Vec::new();
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "{} does not start with //!", path.display());
        let lines = text.lines().count();
        assert!(lines <= MOST_LINES, "{} has {lines} lines", path.display());
        lengths.push(lines);
    }
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= MOST_LINES_OF_MEDIAN, "the median file has {median} lines");
}
