//! The shipped examples: their committed renders are fresh, and their figures are those of the real reports.

use crate::support::rendering::{context, outputs, render};
use postmortem::document::Document;
use postmortem::model::{Milestone, Settings};
use postmortem::render::Options;
use postmortem::source::Source;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Each example with the template that reproduces the report that it was written from.
const STYLES: &[(&str, &str)] = &[
    ("api-config-push", "google-api"),
    ("full", "brief"),
    ("ids-disk-full", "incident-details"),
    ("iota-coordinator", "atlassian"),
    ("load-balancer-misroute", "issue-summary"),
    ("price-site-downtime", "google-api"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

fn read(name: &str) -> String {
    fs::read_to_string(folder().join(format!("{name}.yaml"))).expect("an example")
}

/// Readers of the repository look at the renders first: a stale one shows a program that does not exist.
#[test]
fn the_committed_renders_are_fresh() {
    let mut stale = Vec::new();
    for (name, style) in STYLES {
        for template in [*style, "default"] {
            let path = folder().join(format!("{name}.{template}.md"));
            let made = render(&read(name), template);
            if std::env::var_os("UPDATE").is_some() {
                fs::write(&path, &made).expect("a writable folder");
            }
            if fs::read_to_string(&path).unwrap_or_default() != made {
                stale.push(path);
            }
        }
    }
    assert_eq!(stale, Vec::<PathBuf>::new(), "run `UPDATE=1 cargo test`");
}

/// Every text of an incident, with the name of its field.
fn texts(value: &Value, field: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(name, value)| {
            if field == "glossary" || field == "roles" {
                found.push((field.to_owned(), name.clone()));
            }
            texts(value, name, found);
        }),
        Value::Array(list) => list.iter().for_each(|value| texts(value, field, found)),
        Value::String(text) => found.push((field.to_owned(), text.clone())),
        _ => {}
    }
}

/// What reports write in another way, and what they leave to templates of one's own. Of an open action, and in some
/// styles of a final report, the status is not said.
const REWRITTEN: &[&str] =
    &["id", "timezone", "date", "at", "start", "end", "kind", "milestone", "status", "custom"];

/// Every style reports the same incident: it loses no word of a real report.
#[test]
fn every_style_renders_every_example() {
    let files = fs::read_dir(folder()).expect("the examples").flatten().map(|entry| entry.path());
    let names = files.filter(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    let mut reported = 0;
    for name in names.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()) {
        let file = read(&name);
        let value: Value = serde_yaml::from_str(&file).expect("YAML");
        let mut found = Vec::new();
        texts(&value, "", &mut found);
        found.retain(|(field, _)| !REWRITTEN.contains(&field.as_str()));
        assert!(found.len() > 10, "{name}");
        for (style, report) in outputs(&file, &Options::default()) {
            let report = report.to_lowercase();
            let words = |text: &str| {
                let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2);
                words.map(str::to_lowercase).collect::<Vec<_>>()
            };
            let is_lost = |word: &String| !report.contains(word.as_str());
            let lost: Vec<_> = found.iter().filter(|(_, text)| words(text).iter().any(is_lost)).collect();
            assert!(
                lost.is_empty() || style.starts_with("brief"),
                "{style} of {name} loses {lost:?}:\n{report}"
            );
            reported += 1;
        }
    }
    assert!(reported >= 6 * 9);
}

/// The figures that the original reports state, or that follow from their times.
#[test]
fn the_figures_of_the_real_reports_come_out() {
    let duration = |name: &str| context(&read(name)).duration.text;
    assert_eq!(duration("api-config-push"), "1 h 23 min");
    assert_eq!(duration("price-site-downtime"), "2 h 20 min");
    assert_eq!(duration("load-balancer-misroute"), "2 h 30 min");
    assert_eq!(duration("ids-disk-full"), "~5 h");
    assert_eq!(duration("iota-coordinator"), "11 h 18 min 58 s");
    let iota = context(&read("iota-coordinator")).occurrences;
    let each: Vec<_> = iota.iter().map(|occurrence| occurrence.duration.text.as_str()).collect();
    assert_eq!(each, ["5 h 14 min 24 s", "6 h 4 min 34 s"]);
    let metrics = context(&read("load-balancer-misroute")).metrics;
    let identify = metrics.iter().find(|metric| metric.name == "time-to-identify").expect("measured");
    assert_eq!(identify.text, "1 h 30 min");
}

/// The canonical example shows each field at least once, so that a reader finds every one in it.
#[test]
fn the_full_example_uses_every_field() {
    let source = Source::new("full.yaml", read("full"));
    let document = Document::read(&source, &Settings::default());
    let schema = postmortem::model::json_schema();
    let fields = |map: &serde_json::Value| -> Vec<String> {
        map["properties"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect()
    };
    let form = |name: &str| {
        let definition = &schema["definitions"][name];
        let forms = definition["anyOf"].as_array().cloned().unwrap_or_else(|| vec![definition.clone()]);
        forms.into_iter().find(|form| form.get("properties").is_some()).expect("a map")
    };
    let text = source.text();
    let mentions =
        |field: &String| text.contains(&format!("{field}: ")) || text.contains(&format!("{field}:\n"));
    let mut missing: Vec<String> = fields(&schema).into_iter().filter(|field| !mentions(field)).collect();
    for name in [
        "Person",
        "Impact",
        "Step",
        "Chain",
        "Window",
        "Figure",
        "Detection",
        "Entry",
        "Action",
        "Lessons",
        "Link",
        "Note",
        "Communication",
    ] {
        missing.extend(
            fields(&form(name))
                .into_iter()
                .filter(|field| !mentions(field))
                .map(|field| format!("{name}.{field}")),
        );
    }
    assert_eq!(missing, Vec::<String>::new());
    let resolved = document.resolved.expect("sound");
    assert!(resolved.occurrences[0].milestones.contains_key(&Milestone::Resolved));
}
