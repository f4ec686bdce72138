//! The folder: what an export may replace there, and what it leaves.

use super::TABLES;
use crate::support::Sandbox;

fn project() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", "title: t\n");
    sandbox
}

/// Somebody's own `actions.csv` must not be lost because it has the name of a table.
#[test]
fn files_of_others_are_left() {
    let sandbox = project();
    sandbox.write("tables/actions.ndjson", "mine").write("tables/notes.txt", "mine");
    let run = sandbox.run("export -o tables");
    assert_eq!(run.code, 2);
    assert!(run.err.contains(
        "`tables/actions.ndjson` already exists, and no earlier export wrote it\n  help: use --force"
    ));
    assert_eq!(sandbox.read("tables/actions.ndjson"), "mine");
    assert_eq!(sandbox.list("tables"), ["actions.ndjson", "notes.txt"]);
    assert_eq!(sandbox.run("export -o tables --force").code, 0);
    assert_eq!(sandbox.read("tables/actions.ndjson"), "");
    assert_eq!(sandbox.read("tables/notes.txt"), "mine");
}

/// A job that exports each night replaces its own tables; tables in another format would be those of yesterday.
#[test]
fn own_tables_are_replaced_and_removed() {
    let sandbox = project();
    assert_eq!(sandbox.run("export -o tables").code, 0);
    assert_eq!(sandbox.run("export -o tables").code, 0);
    sandbox.write("tables/notes.csv", "mine");
    assert_eq!(sandbox.run("export -o tables --format csv").code, 0);
    let mut expected: Vec<String> = TABLES.iter().map(|table| format!("{table}.csv")).collect();
    expected.extend(["notes.csv".to_owned(), "postmortem-export.json".to_owned()]);
    expected.sort();
    assert_eq!(sandbox.list("tables"), expected);
}

/// A manifest can be edited or come from elsewhere: it must not lead out of the folder, or to other files.
#[test]
fn a_manifest_names_only_tables() {
    let sandbox = project();
    sandbox.write("keep.txt", "mine").write("tables/keep.txt", "mine");
    let manifest = |generator: &str| {
        format!(
            r#"{{"generator": "{generator}", "tables": [{{"file": "../keep.txt"}}, {{"file": "keep.txt"}}]}}"#
        )
    };
    sandbox.write("tables/postmortem-export.json", manifest("postmortem export"));
    assert_eq!(sandbox.run("export -o tables").code, 0);
    assert_eq!((sandbox.read("keep.txt"), sandbox.read("tables/keep.txt")), ("mine".into(), "mine".into()));
    sandbox.write("other/postmortem-export.json", manifest("something else"));
    let run = sandbox.run("export -o other");
    assert!(run.code == 2 && run.err.contains("no earlier export wrote it"), "{}", run.transcript());
}

/// What is wrong with the name is said before thousands of files are read.
#[test]
fn a_wrong_name_gets_an_answer() {
    let sandbox = project();
    let run = sandbox.run("export");
    assert!(run.code == 2 && run.err.contains("--output <DIR>"), "{}", run.transcript());
    let run = sandbox.run("export -o incidents/a.yaml");
    assert!(run.code == 2 && run.err.contains("`incidents/a.yaml` is not a folder"), "{}", run.transcript());
    assert_eq!(sandbox.read("incidents/a.yaml"), "title: t\n");
    assert_eq!(sandbox.run("export -o new/tables").code, 0);
    assert_eq!(sandbox.list("new/tables").len(), 8);
}
