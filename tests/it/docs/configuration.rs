//! The page about the configuration: its tables are made from the schema and the rules, its examples are read.

use crate::support::{Sandbox, VALID};
use postmortem::config::json_schema;
use postmortem::diagnostic::Family;
use postmortem::lint::rules;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md")
}

/// A value as written in the file.
fn written(value: &Value) -> String {
    match value {
        Value::Null => "none".into(),
        Value::Array(values) => format!("`{}`", Value::Array(values.clone()).to_string().replace(',', ", ")),
        value => format!("`{value}`"),
    }
    .replace('|', "\\|")
}

/// The type of a key, in words.
fn holds(schema: &Value) -> &'static str {
    match schema["type"].as_str() {
        Some("string") => "text",
        Some("integer") => "number from 1",
        Some("boolean") => "true or false",
        Some("array") if schema["items"]["type"] == "object" => "list of tables",
        Some("array") => "list of texts",
        Some("object") => "table",
        _ => "level",
    }
}

/// A row for each key of a table of the configuration.
fn keys(schema: &Value) -> String {
    let mut rows = String::from("\n\n| key | type | default | description |\n| :-- | :-- | :-- | :-- |\n");
    for (key, schema) in schema["properties"].as_object().expect("keys") {
        let about = schema["description"].as_str().unwrap_or_default().replace('|', "\\|");
        let default = schema.get("default").map_or_else(String::new, written);
        writeln!(rows, "| `{key}` | {} | {default} | {about} |", holds(schema)).unwrap();
    }
    rows
}

/// The keys of `[lint]` except those that are rules.
fn keys_of_lint(schema: &Value) -> String {
    let mut lint = schema.clone();
    let properties = lint["properties"].as_object_mut().expect("keys");
    properties.retain(|key, _| postmortem::lint::find(key).is_none());
    keys(&lint)
}

fn options(lint: &Value) -> String {
    let mut rows = String::from(
        "\n\n| rule | option | type | default | description |\n| :-- | :-- | :-- | :-- | :-- |\n",
    );
    for rule in rules() {
        let options = &lint["properties"][rule.name]["anyOf"][1]["properties"];
        for (option, schema) in
            options.as_object().expect("options").iter().filter(|(key, _)| *key != "level")
        {
            let about = schema["description"].as_str().expect("a description").replace('|', "\\|");
            let default = schema.get("default").map_or_else(String::new, written);
            let name = rule.name;
            let holds = holds(schema);
            writeln!(rows, "| [`{name}`](rules/{name}.md) | `{option}` | {holds} | {default} | {about} |")
                .unwrap();
        }
    }
    rows
}

fn families() -> String {
    let mut rows = String::from("\n\n| family | rules |\n| :-- | :-- |\n");
    for family in Family::ALL {
        let of_family = rules().filter(|rule| rule.family == family);
        let names: Vec<String> = of_family.map(|rule| format!("[`{0}`](rules/{0}.md)", rule.name)).collect();
        assert!(!names.is_empty(), "{}", family.name());
        writeln!(rows, "| `{}` | {} |", family.name(), names.join(", ")).unwrap();
    }
    rows
}

/// What is missing here is found by nobody; what is wrong here is copied.
#[test]
fn the_tables_are_those_of_the_program() {
    let schema = json_schema();
    let of = |table: &str| schema["properties"][table].clone();
    let deadlines = of("deadlines")["additionalProperties"].clone();
    let lint = of("lint");
    let mut page = fs::read_to_string(path()).unwrap();
    let before = page.clone();
    for (part, made) in [
        ("keys", keys(&schema)),
        ("lint", keys_of_lint(&lint)),
        ("options", options(&lint)),
        ("families", families()),
        ("render", keys(&of("render"))),
        ("metrics", keys(&of("metrics"))),
        ("actions", keys(&of("actions"))),
        ("deadlines", keys(&deadlines)),
        ("public", keys(&of("public"))),
        ("import", keys(&of("import"))),
    ] {
        let (start, end) = (format!("<!-- generated: {part} -->"), "\n<!-- end -->");
        let (head, rest) = page.split_once(&start).unwrap_or_else(|| panic!("no part `{part}`"));
        let (_, tail) = rest.split_once(end).expect("the part's end");
        page = [head, &start, &made, end, tail].concat();
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path(), page).unwrap();
    } else {
        assert_eq!(before, page, "run `UPDATE=1 cargo test`");
    }
}

/// A table that the page does not speak of is unknown to its readers.
#[test]
fn every_table_has_a_section() {
    let page = fs::read_to_string(path()).unwrap();
    for (key, schema) in json_schema()["properties"].as_object().unwrap() {
        if schema["type"] == "object" {
            assert!(page.contains(&format!("\n## `[{key}]`")), "there is no section about `[{key}]`");
        }
    }
}

/// A copied example must be accepted.
#[test]
fn every_example_is_read() {
    let page = fs::read_to_string(path()).unwrap();
    let examples: Vec<&str> =
        page.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(examples.len() >= 5, "{}", examples.len());
    for example in examples {
        let sandbox = Sandbox::new();
        sandbox.write("a.yaml", VALID).write("templates/ours.md", "").write("postmortem.toml", example);
        let run = sandbox.run("lint a.yaml");
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{example}");
    }
}
