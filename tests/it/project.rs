//! Checking a project from a program: what the command line, an editor and others rely on.

use crate::support::Sandbox;
use postmortem::config::Templates;
use postmortem::project::{BaselineChoice, CheckOptions, Choice, Outcome, Project, Stream};
use postmortem::source::Source;
use std::path::Path;

fn check(sandbox: &Sandbox, change: impl FnOnce(&mut CheckOptions)) -> Outcome {
    let mut project = Project::new(Choice::Nearest, Templates::Exist, &sandbox.path("")).unwrap();
    let mut options = CheckOptions::default();
    change(&mut options);
    project.check(&[sandbox.path("incidents")], options).unwrap()
}

fn rules(outcome: &Outcome) -> Vec<&str> {
    outcome.results.findings().map(|(_, found)| found.rule.name).collect()
}

/// An editor's text must be seen in place of the saved one, by the rules across files too; and a check that writes
/// would take the file from under the editor.
#[test]
fn a_stream_takes_the_place_of_its_file() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", "title: a\nid: one\n").write("incidents/b.yaml", "title: b\nid: two\n");
    let only = |options: &mut CheckOptions| {
        let names = ["duplicate-id", "unknown-field"];
        options.only = names.iter().filter_map(|name| postmortem::lint::find(name)).collect();
    };
    assert_eq!(rules(&check(&sandbox, only)), [""; 0]);
    let file = sandbox.path("incidents/b.yaml");
    let outcome = check(&sandbox, |options| {
        only(options);
        let text = Source::new("<editor>", "title: b\nid: one\nseverty: SEV2\n");
        options.stream = Some(Stream::new(Ok(text), Some(file.clone())));
        options.fix = true;
    });
    assert_eq!(rules(&outcome), ["duplicate-id", "duplicate-id"]);
    assert_eq!(outcome.results.files, 2);
    let change = outcome.fixes.iter().find_map(|fixes| fixes.change.as_ref());
    assert_eq!(change.map(|change| change.text.as_str()), Some("title: b\nid: one\nseverity: SEV2\n"));
    assert_eq!(outcome.stream.map(|text| text.name().to_owned()), Some(file.display().to_string()));
    assert_eq!(sandbox.read("incidents/b.yaml"), "title: b\nid: two\n");
}

/// A program that shows findings needs the known ones apart, and decides itself whether a baseline is written.
#[test]
fn a_new_baseline_is_given_and_not_written() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", "title: a\nseverty: SEV2\n");
    let file = sandbox.path("known.toml");
    let outcome = check(&sandbox, |options| {
        (options.baseline, options.write_baseline) = (BaselineChoice::File(file.clone()), true);
    });
    let update = outcome.baselines[0].update.as_ref().unwrap();
    assert_eq!(outcome.results.counts().total(), 0);
    assert_eq!(update.known, outcome.results.known().count() as u64);
    assert!(!Path::new(&file).exists());
    sandbox.write("known.toml", &update.text);
    let again = check(&sandbox, |options| options.baseline = BaselineChoice::File(file));
    assert_eq!((again.results.counts().total(), again.results.known().count() as u64), (0, update.known));
}

/// A language server runs in no project's folder: configuration, paths and baseline must be found all the same.
#[test]
fn a_project_need_not_be_where_the_program_runs() {
    let sandbox = Sandbox::new();
    sandbox
        .write("postmortem.toml", "paths = ['reports']\n[lint]\nbaseline = 'known.toml'\n")
        .write("known.toml", "version = 1\nfindings = []\n")
        .write("reports/a.yaml", "title: a\nseverty: SEV2\n");
    let mut project = Project::new(Choice::Nearest, Templates::Exist, &sandbox.path("")).unwrap();
    let outcome = project.check(&[], CheckOptions::default()).unwrap();
    assert_eq!((outcome.results.files, outcome.baselines.len()), (1, 1));
    assert!(rules(&outcome).contains(&"unknown-field"));
}
