//! The layers import one way. A stranger can rely on it, so a test keeps it.

use postmortem::lint::rules;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Module → what it may import of the crate; a row that is missing may import nothing. From the architecture.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("wording", &[]),
    ("markdown", &[]),
    ("source", &[]),
    ("secrets", &[]),
    ("statistics", &[]),
    ("tickets", &["wording"]),
    ("model", &["wording"]),
    ("diagnostic", &["source"]),
    ("document", &["source", "model", "diagnostic", "wording"]),
    ("collection", &["document", "model", "diagnostic", "source"]),
    ("lint", &["collection", "document", "markdown", "model", "diagnostic", "secrets", "source", "wording"]),
    ("output", &["diagnostic", "secrets", "source", "wording"]),
    ("render", &["markdown", "model", "diagnostic", "source", "wording"]),
    ("import", &["document", "diagnostic", "markdown", "model", "source", "wording"]),
    (
        "views",
        &[
            "collection",
            "diagnostic",
            "model",
            "output",
            "render",
            "source",
            "statistics",
            "tickets",
            "wording",
        ],
    ),
    ("config", &["import", "lint", "render", "model", "diagnostic", "source", "wording"]),
    (
        "project",
        &["collection", "config", "diagnostic", "document", "lint", "model", "output", "source", "wording"],
    ),
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

/// The modules below another one that a source names: of `crate::` each `crate::x`, also inside `use crate::{x, y::z}`.
fn imports(text: &str, below: &str) -> Vec<String> {
    let mut names = Vec::new();
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    for (start, _) in code.match_indices(below) {
        let rest = &code[start + below.len()..];
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
        for name in
            imports(&text, "crate::").iter().filter(|name| layers.contains(&name.as_str()) && **name != layer)
        {
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
    let families: BTreeSet<_> = rule_files().into_iter().map(|(family, ..)| family).collect();
    assert!(families.len() >= 6, "{families:?}");
    let names_family = |text: &str| imports(text, "rules::").iter().any(|name| families.contains(name));
    let importing: Vec<_> =
        sources().into_iter().filter(|(_, text)| names_family(text)).map(|(path, _)| path).collect();
    assert_eq!(importing, [PathBuf::from("lint/registry.rs")]);
}

/// The files under `lint/rules` that define rules: the family, the file's name without its ending, the rules.
fn rule_files() -> Vec<(String, String, Vec<String>)> {
    let mut files = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| path.starts_with("lint/rules")) {
        let rules = text.split("\nrule!(").skip(1);
        let names: Vec<_> = rules.filter_map(|rule| Some(rule.split('"').nth(1)?.to_owned())).collect();
        if !names.is_empty() {
            let family = path.iter().nth(2).expect("a family").to_string_lossy().replace(".rs", "");
            files.push((family, path.file_stem().expect("a file").to_string_lossy().into_owned(), names));
        }
    }
    files
}

/// A rule is looked up by its name. Rules of one family may share a file named by the words that their names begin
/// with, or one that is their whole family.
#[test]
fn a_rule_is_in_a_file_that_bears_its_name() {
    let files = rule_files();
    assert!(files.iter().map(|(.., names)| names.len()).sum::<usize>() >= 60, "{files:?}");
    let mut misplaced = Vec::new();
    for (family, stem, names) in &files {
        let prefix = stem.replace('_', "-");
        let bears = |name: &str| {
            name.strip_prefix(&prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        misplaced.extend(names.iter().filter(|name| stem != family && !bears(name)).map(|name| (stem, name)));
    }
    assert_eq!(misplaced, []);
}

/// What is asked in one place is asked alike, and can be put in other words without being looked for.
#[test]
fn one_file_asks_what_was_meant() {
    let asks = |text: &str| code(text).any(|line| line.contains("did you mean"));
    let asking: Vec<_> = sources().into_iter().filter(|(_, text)| asks(text)).map(|(path, _)| path).collect();
    assert_eq!(asking, [PathBuf::from("wording.rs")]);
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
