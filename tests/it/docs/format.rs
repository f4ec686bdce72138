//! The page about the incident file: its tables are made from the types, its examples are read.

use crate::support::pages::{keep, page};
use postmortem::config::{Config, Templates};
use postmortem::diagnostic::Family;
use postmortem::document::Document;
use postmortem::lint::{Options, lint};
use postmortem::model::{Settings, json_schema};
use postmortem::source::Source;
use serde_json::{Map, Value};
use std::fmt::Write as _;

const PAGE: &str = "format.md";

/// The heading above the part that is made from a type.
fn heading(page: &str, name: &str) -> String {
    let before = page.split(&mark(name)).next().unwrap();
    let line = before.lines().rev().find(|line| line.starts_with("##")).expect("a heading");
    line.trim_start_matches(['#', ' ']).to_owned()
}

fn mark(name: &str) -> String {
    format!("<!-- generated: {name} -->\n")
}

/// The fields of a type, if it has any.
fn properties(form: &Value) -> Option<&Map<String, Value>> {
    let forms = form["anyOf"].as_array().into_iter().flatten();
    std::iter::once(form).chain(forms).find_map(|form| form["properties"].as_object())
}

fn required(form: &Value) -> Vec<&str> {
    let forms = form["anyOf"].as_array().into_iter().flatten();
    let all = std::iter::once(form).chain(forms).filter_map(|form| form["required"].as_array());
    all.flatten().filter_map(Value::as_str).collect()
}

/// What a type's values are called.
fn words(name: &str) -> &'static str {
    match name {
        "Date" => "date",
        "Days" => "date or range of dates",
        "Zone" => "time zone",
        "Time" => "time",
        "At" => "time or range of times",
        other => panic!("the page has no word for {other}"),
    }
}

/// More values than these are shown in their own section only.
const MANY_VALUES: usize = 6;

/// The type of a field's value: each form that it may have.
fn shape(schema: &Value, page: &str, form: &Value) -> String {
    if let Some(name) = form["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return named(schema, page, name);
    }
    if let Some(forms) = form["anyOf"].as_array().or(form["allOf"].as_array()) {
        let forms: Vec<_> = forms.iter().filter(|form| form["type"] != "null").collect();
        if let [one, several] = forms[..]
            && several["items"] == *one
        {
            return format!("one or several of: {}", shape(schema, page, one));
        }
        let shapes: Vec<_> = forms.iter().map(|form| shape(schema, page, form)).collect();
        return shapes.join(", or ");
    }
    let kind = form["type"].as_array().map_or(&form["type"], |kinds| &kinds[0]);
    match kind.as_str() {
        Some("string") => "text".into(),
        Some("integer") => "number".into(),
        Some("boolean") => "`true` or `false`".into(),
        Some("array") => format!("sequence of: {}", shape(schema, page, &form["items"])),
        Some("object") if form["additionalProperties"].is_object() => "mapping of names to texts".into(),
        Some("object") => "mapping".into(),
        other => panic!("the page has no word for {other:?}: {form}"),
    }
}

/// A type in words: its values, a link to its section, or its name.
fn named(schema: &Value, page: &str, name: &str) -> String {
    let target = &schema["definitions"][name];
    let link = || {
        let slug = heading(page, name).to_lowercase().replace(' ', "-");
        format!("[{}](#{slug})", name.to_lowercase())
    };
    if let Some(values) = target["oneOf"].as_array() {
        let values: Vec<_> = values.iter().filter_map(|value| value["const"].as_str()).collect();
        let listed = || values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
        return if values.len() > MANY_VALUES { link() } else { listed() };
    }
    if properties(target).is_none() {
        return words(name).to_owned();
    }
    let short = target["anyOf"].as_array().into_iter().flatten().find(|form| properties(form).is_none());
    short.map_or_else(link, |short| format!("{} or {}", link(), shape(schema, page, short)))
}

fn about(form: &Value) -> String {
    form["description"].as_str().expect("a doc comment").replace('\n', " ").replace('|', "\\|")
}

/// A table of a type's fields, or of its values.
fn table(schema: &Value, page: &str, form: &Value) -> String {
    if let Some(values) = form["oneOf"].as_array() {
        let rows = values
            .iter()
            .map(|value| format!("| `{}` | {} |\n", value["const"].as_str().unwrap(), about(value)));
        return format!("\n| value | meaning |\n| :-- | :-- |\n{}\n", rows.collect::<String>());
    }
    let mut table = String::from("\n| field | type | description |\n| :-- | :-- | :-- |\n");
    let required = required(form);
    for (name, field) in properties(form).expect("fields") {
        let must = if required.contains(&name.as_str()) { " Required." } else { "" };
        writeln!(table, "| `{name}` | {} | {}{must} |", shape(schema, page, field), about(field)).unwrap();
    }
    table + "\n"
}

/// The types that have fields or values of their own, each with its part of the page.
fn types(schema: &Value) -> Vec<(&str, &Value)> {
    let named = schema["definitions"].as_object().unwrap().iter().map(|(name, form)| (name.as_str(), form));
    let named = named.filter(|(_, form)| properties(form).is_some() || form.get("oneOf").is_some());
    std::iter::once(("Incident", schema)).chain(named).collect()
}

/// Authors learn the format here: a field or a value that is missing is not used, a stale one is a fault in their file.
#[test]
fn the_tables_are_fresh() {
    let schema = json_schema();
    let types = types(&schema);
    assert!(types.len() > 20);
    let text = page(PAGE);
    for (name, form) in types {
        assert_eq!(text.matches(&mark(name)).count(), 1, "the page needs one part {}", mark(name));
        keep(PAGE, &mark(name), "<!-- end -->", &table(&schema, &text, form));
    }
}

/// The blocks of a language in a part of a page.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let start = format!("```{language}\n");
    text.split(&start).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// People copy the examples: each must be valid, and each field must be in the example of its section.
#[test]
fn the_examples_are_valid_and_show_every_field() {
    let text = page(PAGE);
    for example in blocks(&text, "yaml") {
        let title = if example.contains("title: Load") { "" } else { "title: t\ndate: 2024-05-30\n" };
        let source = Source::new("example.yaml", format!("{title}{example}"));
        assert_eq!(Document::read(&source, &Settings::default()).faults, [], "{example}");
    }
    let schema = json_schema();
    for (name, form) in types(&schema) {
        let heading = format!("# {}\n", heading(&text, name));
        let section = text.split(&heading).nth(1).and_then(|rest| rest.split("\n#").next()).unwrap();
        let example = blocks(section, "yaml").concat();
        for field in properties(form).into_iter().flatten().map(|(field, _)| field) {
            assert!(
                example.contains(&format!("{field}: ")) || example.contains(&format!("{field}:\n")),
                "{name}.{field}"
            );
        }
    }
}

/// People copy the timeline first: what `lint` then says of it must be about their own entries.
#[test]
fn the_timelines_are_free_of_findings() {
    let text = page(PAGE);
    let section = text.split("## Timeline\n").nth(1).and_then(|rest| rest.split("\n#").next()).unwrap();
    let examples = blocks(section, "yaml");
    assert!(!examples.is_empty());
    for example in examples {
        let head = "title: Uploads fail in the EU region\ndate: 2024-05-30\ntimezone: UTC\n";
        let source = Source::new("example.yaml", format!("{head}{example}"));
        let options = Options::default();
        let document = Document::read(&source, &options.settings);
        let mut found = lint(&document, &options, "2024-07-01T12:00:00Z".parse().ok());
        found.retain(|finding| finding.rule.family != Family::Completeness);
        let found: Vec<_> = found.iter().map(|finding| (finding.rule.name, &finding.message)).collect();
        assert_eq!(found, [], "{example}");
    }
}

/// The settings that the page shows are valid.
#[test]
fn the_settings_are_valid() {
    let settings = blocks(&page(PAGE), "toml").concat();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("postmortem.toml");
    std::fs::write(&path, settings).unwrap();
    let config = Config::load(&path, Templates::Exist).expect("valid settings");
    assert_eq!(config.lint.settings.actions.states.len(), 2);
}
