//! The JSON Schema: made from the types that read a file, committed, and in agreement with what the reader says.

use super::faults::SLIPS;
use postmortem::document::Document;
use postmortem::model::{Settings, json_schema};
use postmortem::source::Source;
use serde_json::Value;
use std::path::Path;

fn parse(text: &str) -> Option<Value> {
    serde_yaml::from_str_with_options(text, serde_yaml::options! { strict_booleans: true }).ok()
}

fn validator() -> jsonschema::Validator {
    jsonschema::draft7::new(&json_schema()).expect("the schema is a schema")
}

/// Editors use the committed files: a stale one would mark valid files as wrong.
#[test]
fn the_committed_schemas_are_fresh() {
    for (name, schema) in [("incident", json_schema()), ("config", postmortem::config::json_schema())] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schema/{name}.v1.json"));
        let made = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &made).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(made == committed, "{} is stale: run `UPDATE=1 cargo test`", path.display());
    }
}

/// The settings that the README shows are valid for editors too, and a mistake in them is marked.
#[test]
fn the_schema_of_the_configuration_knows_the_readmes_settings() {
    let readme = include_str!("../../../README.md");
    let settings = readme.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let value = |text: &str| serde_json::to_value(toml::from_str::<toml::Table>(text).unwrap()).unwrap();
    let validator = jsonschema::draft7::new(&postmortem::config::json_schema()).unwrap();
    let faults: Vec<_> = validator.iter_errors(&value(settings)).map(|error| error.to_string()).collect();
    assert_eq!(faults, Vec::<String>::new());
    for slip in [
        "pathes = []",
        "[lint]\nhindsigt = \"off\"",
        "[lint]\nhindsight = \"loud\"",
        "[metrics]\ntime-to-detect = [\"detected\"]",
    ] {
        assert!(!validator.is_valid(&value(slip)), "{slip}");
    }
}

/// An example that its own schema rejects would teach people that one of the two is wrong.
#[test]
fn every_example_is_valid() {
    let validator = validator();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut examples = 0;
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().extension().is_some_and(|extension| extension == "yaml") {
            let value = parse(&std::fs::read_to_string(entry.path()).unwrap()).expect("an example is YAML");
            let faults: Vec<_> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
            assert_eq!(faults, Vec::<String>::new(), "{}", entry.path().display());
            examples += 1;
        }
    }
    assert!(examples >= 6);
}

/// Rules whose faults are not visible in the value that YAML gives, but in the text or the calendar.
const INVISIBLE: &[&str] = &[
    "invalid-yaml",
    "text-cut-by-comment",
    "duplicate-key",
    "several-documents",
    "too-complex",
    "nonexistent-local-time",
    "ambiguous-local-time",
    "unsupported-schema",
    // In `- 10:75 text`; that of `at: 10:75` is visible, see below.
    "invalid-time",
];

/// What the reader rejects, an editor must mark: each format error that a schema can see fails it.
#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let validator = validator();
    let mut refused = 0;
    for text in SLIPS {
        let source = Source::new("x", *text);
        let faults = Document::read(&source, &Settings::default()).faults;
        let visible = faults.iter().any(|fault| !INVISIBLE.contains(&fault.rule.name));
        let Some(value) = parse(text).filter(|_| visible) else { continue };
        refused += 1;
        assert!(!validator.is_valid(&value), "the schema accepts {text:?}");
    }
    assert!(refused > 12, "only {refused} files");
    for time in ["lunch", "10:75", "25:00", "10:15 UTC", "2024-5-30"] {
        let value = parse(&format!("title: t\ntimeline: [{{at: '{time}', event: x}}]\n")).unwrap();
        assert!(!validator.is_valid(&value), "the schema accepts the time {time}");
    }
}

/// What the reader accepts in short or loose form, an editor must not mark.
#[test]
fn the_schema_accepts_the_short_forms() {
    let validator = validator();
    for text in [
        "title: 503\nid: 1.10\nowner: true\n",
        "title: t\nimpact: Everybody\ndetection: By luck\nroot_cause: One\nlessons: [a, {text: b}]\n",
        "title: t\ntimeline: ['10:15 x', {at: '7:35 PM', event: x}, {at: '~2024-05-30T10:15Z-12:00', milestone: detected}]\n",
        "title: t\nactions: [a, {title: b, owner: [x, y], due: null, ticket: 17}]\nsummary:\n",
        "title: t\ntimezone: '+01:00'\ncustom: {a: [1, {b: null}]}\n",
    ] {
        let value = parse(text).expect("YAML");
        let faults: Vec<_> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new(), "{text}");
        let source = Source::new("x", text);
        let faults = Document::read(&source, &Settings::default()).faults;
        assert_eq!(faults, [], "{text}");
    }
}
