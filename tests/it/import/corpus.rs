//! Reports that teams have published, each compared with what a careful reader found in it.

use super::score::{Score, actions, imported, plain, timeline};
use crate::support::Sandbox;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import")
}

/// Each report: its file's name and its text.
pub(super) fn reports() -> Vec<(String, String)> {
    let entries = fs::read_dir(data().join("reports")).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries.collect();
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// What a careful reader found in a report.
pub(super) fn labels(name: &str) -> Value {
    let text = fs::read_to_string(data().join("labels").join(format!("{}.json", &name[..3]))).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Whoever imports sixty reports cannot type their timelines and actions again.
#[test]
fn finds_what_a_careful_reader_finds() {
    let (mut entries, mut done) = (Score::default(), Score::default());
    let mut missed = Vec::new();
    for (name, report) in reports() {
        let labels = labels(&name);
        let (_, incident) = imported(&name, &report);
        let (score, without) = timeline(&incident, &labels);
        entries.add(score);
        missed.extend(without);
        done.add(actions(&incident, &labels));
        assert_eq!(plain(&incident.title), plain(labels["title"].as_str().unwrap()), "{name}");
        let severity = incident.severity.as_deref().unwrap_or_default();
        let labelled = labels["severity"].as_str().unwrap_or_default();
        assert_eq!(plain(severity).replace(' ', ""), plain(labelled).replace(' ', ""), "{name}");
        check_date(&name, &labels, incident.date.map(|days| days.first.to_string()).as_ref());
    }
    assert!(entries.f1() >= 990 && entries.labelled > 180, "{entries:?} {missed:#?}");
    assert!(done.f1() >= 980 && done.labelled > 55, "{done:?}");
}

/// The day it began, or of the first entry that has one.
fn check_date(name: &str, labels: &Value, date: Option<&String>) {
    let day = |value: &Value| value.as_str().and_then(|text| text.get(..10)).map(str::to_owned);
    let keys = ["incident_start", "incident_start_local"];
    let mut days: Vec<String> = keys.iter().filter_map(|key| day(&labels[key])).collect();
    days.extend(labels["timeline"].as_array().unwrap().iter().find_map(|entry| day(&entry["local"])));
    assert!(days.is_empty() || date.is_some_and(|date| days.contains(date)), "{name}: {date:?} {days:?}");
}

/// What a folder of reports becomes: files without an error, of which reports can be made.
#[test]
fn what_is_imported_passes_lint_and_renders() {
    let sandbox = Sandbox::new();
    for (name, report) in reports() {
        sandbox.write(&format!("old/{name}"), report);
    }
    let run = sandbox.run("import old");
    assert_eq!(run.code, 0, "{}", run.transcript());
    assert!(run.err.contains("15 files: ") && run.err.contains("0 words lost"), "{}", run.err);
    let run = sandbox.run("lint --format concise");
    assert_eq!((run.code, run.out.contains(": error")), (0, false), "{}", run.transcript());
    let run = sandbox.run("render incidents -o rendered");
    assert_eq!(run.code, 0, "{}", run.transcript());
    assert_eq!(sandbox.list("rendered").len(), 15);
}

/// Guesses are what a person looks at: what is said of them must not change unseen.
#[test]
fn summaries_read_well() {
    for number in ["018", "165", "233"] {
        let (_, report) = reports().into_iter().find(|(name, _)| name.starts_with(number)).unwrap();
        let sandbox = Sandbox::new();
        sandbox.write(&format!("{number}.md"), report.as_bytes());
        let run = sandbox.run(&format!("import {number}.md"));
        insta::assert_snapshot!(format!("summary-{number}"), run.transcript());
        insta::assert_snapshot!(format!("file-{number}"), sandbox.read(&format!("incidents/{number}.yaml")));
    }
}

/// A second run that gives another file makes every difference in a repository look like a change.
#[test]
fn the_same_report_gives_the_same_file() {
    for (name, report) in reports() {
        assert_eq!(imported(&name, &report).0.text, imported(&name, &report).0.text, "{name}");
    }
}
