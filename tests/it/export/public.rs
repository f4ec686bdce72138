//! Tables for readers outside: nothing internal is in one, nor any figure that rests on it.

use super::{TABLES, column, rows};
use crate::support::Sandbox;
use crate::support::marked::marked;
use serde_json::Value;

/// What is internal must not leave the house.
#[test]
fn nothing_internal_reaches_the_public() {
    let marked = marked();
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", &marked.text);
    for format in ["ndjson", "csv"] {
        let run = sandbox.run(&format!("export --audience public -o tables --format {format}"));
        assert_eq!(run.code, 0, "{}", run.transcript());
        let out: String = TABLES.map(|table| sandbox.read(&format!("tables/{table}.{format}"))).concat();
        let out = out + &run.out + &run.err + &sandbox.read("tables/postmortem-export.json");
        let leaked: Vec<_> = marked.internal.iter().filter(|marker| out.contains(marker.as_str())).collect();
        assert_eq!(leaked, Vec::<&String>::new(), "{format}:\n{out}");
        assert!(marked.public.iter().any(|marker| out.contains(marker.as_str())));
    }
    for marker in &marked.internal {
        let run = sandbox.run_args(&["export", "-o", "tables", "--audience", "public", "--match", marker]);
        assert!(run.err.contains("0 incidents, 1 left out"), "a search finds {marker}: {}", run.err);
    }
    // The test could not fail if internal readers did not get it either.
    assert_eq!(sandbox.run("export -o tables").code, 0);
    let out: String = TABLES.map(|table| sandbox.read(&format!("tables/{table}.ndjson"))).concat();
    assert!(marked.internal.iter().filter(|marker| out.contains(marker.as_str())).count() > 10, "{out}");
}

/// Numbers with a gap say that something is missing; times and an occurrence of internal entries show through in figures.
#[test]
fn no_number_and_no_figure_rests_on_something_internal() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "incidents/a.yaml",
        "title: t\ndate: 2024-05-30\ntimezone: UTC\nimpact: {windows: [{start: 10:15}]}\ntimeline:\n\
         - {at: 10:00, event: secret, internal: true, occurrence: hidden}\n\
         - {at: 10:15, event: a, milestone: impact-start}\n\
         - {at: 12:45, event: b, milestone: resolved, internal: true}\n\
         root_cause: [{text: secret, internal: true}, known]\n\
         actions: [{title: secret, internal: true}, {title: x}, {title: y, id: OPS-1}]\n",
    );
    let incident = |audience: &str| {
        assert_eq!(sandbox.run(&format!("export -o tables --audience {audience}")).code, 0);
        rows(&sandbox, "incidents").remove(0)
    };
    assert_eq!(incident("internal")["impact_seconds"], 9000);
    assert_eq!(column(&sandbox, "actions", "reference"), ["a#1", "a#2", "a#OPS-1"]);
    let public = incident("public");
    for name in ["impact_seconds", "resolved_at", "time_to_resolve_seconds", "source_file"] {
        assert_eq!(public[name], Value::Null, "{name}");
    }
    assert_eq!(public["action_count"], 2);
    assert_eq!(column(&sandbox, "entries", "entry_number"), [1]);
    assert_eq!(column(&sandbox, "actions", "action_number"), [1, 2]);
    assert_eq!(column(&sandbox, "actions", "reference"), [Value::Null, "a#OPS-1".into()]);
    assert_eq!(column(&sandbox, "causes", "cause_number"), [1]);
    assert_eq!(column(&sandbox, "occurrences", "name"), [Value::Null]);
}

/// A misspelt `internal` makes a secret public: such a file is left out.
#[test]
fn a_file_with_format_errors_is_left_out() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", "title: t\nactions: [{title: secret, internl: true}]\n");
    sandbox.write("incidents/b.yaml", "title: t\n");
    let run = sandbox.run("export -o tables --audience public");
    assert!(run.code == 0 && run.err.contains("1 incident, 1 file cannot be read"), "{}", run.transcript());
    assert_eq!(column(&sandbox, "incidents", "incident_id"), ["b"]);
}
