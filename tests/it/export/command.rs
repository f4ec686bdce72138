//! The tables: what is in their columns, in which order, in both formats.

use super::{TABLES, column, rows};
use crate::support::{Run, Sandbox};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// An incident in summer, one that recurred, one of which little is known, and a file that cannot be read.
fn project() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .write(
            "incidents/dns.yaml",
            "title: '=Names, \"all\" of them'\nid: INC-1\nseverity: SEV1\nstatus: final\ndate: 2024-05-30\n\
             timezone: Europe/Berlin\nservices: [web, mail]\nowner: platform\nsummary: The cache was full.\n\
             ticket: [OPS-1, OPS-2]\ndetection: {source: customer, description: d}\ntrigger: A deploy\n\
             root_cause: No limit\ncontributing_factors: [No alert]\ntimeline:\n\
             - {at: 10:15, event: a, milestone: impact-start}\n\
             - {at: ~10:25-10:30, event: b, milestone: detected, by: [web, on-call]}\n\
             - {event: nobody knows when}\n\
             - {at: 2024-05-30T10:45:00Z, event: c, milestone: [mitigated, resolved]}\n\
             actions: [Fix it, {title: Done, id: OPS-3, status: done, done_on: 2024-06-01, owner: [a, b]}]\n",
        )
        .write(
            "incidents/mail.yaml",
            "title: Mail is late, twice\ntimezone: UTC\nservices: [mail]\ntags: [dns]\nimpact:\n  windows:\n\
             \x20 - {start: 2024-06-01 10:00, end: 2024-06-01 10:30, occurrence: first}\n\
             \x20 - {start: 2024-06-02 10:00, end: 2024-06-02 11:00, occurrence: second}\n",
        )
        .write("incidents/old.yaml", "title: Nobody knows when\ndate: ~2024-01-02\n")
        .write("incidents/broken.yaml", "title: [\n");
    sandbox
}

fn pretty(sandbox: &Sandbox, table: &str) -> String {
    serde_json::to_string_pretty(&rows(sandbox, table)).expect("JSON")
}

fn export(sandbox: &Sandbox, args: &str) -> Run {
    let run = sandbox.run(&format!("export -o tables {args}"));
    assert_eq!(run.code, 0, "{}", run.transcript());
    run
}

/// An analyst counts on times being UTC, durations being seconds, and unknown values being null.
#[test]
fn writes_what_is_known() {
    let sandbox = project();
    let run = export(&sandbox, "");
    assert!(run.out.is_empty() && run.err.contains("incidents/broken.yaml"), "{}", run.transcript());
    assert!(run.err.ends_with("Wrote 7 tables with 19 rows to tables\n3 incidents, 1 file cannot be read\n"));
    insta::assert_snapshot!("incidents", pretty(&sandbox, "incidents"));
    insta::assert_snapshot!("occurrences", pretty(&sandbox, "occurrences"));
    insta::assert_snapshot!("entries", pretty(&sandbox, "entries"));
    insta::assert_snapshot!("actions", pretty(&sandbox, "actions"));
    assert_eq!(column(&sandbox, "services", "service"), ["web", "mail", "mail"]);
    assert_eq!(rows(&sandbox, "tags"), [json!({"incident_id": "mail", "tag_number": 1, "tag": "dns"})]);
    assert_eq!(column(&sandbox, "causes", "kind"), ["trigger", "root-cause", "contributing-factor"]);
}

/// A row that joins with nothing is lost without a word.
#[test]
fn keys_join_and_are_unique() {
    let sandbox = project();
    export(&sandbox, "");
    let ids: BTreeSet<String> =
        column(&sandbox, "incidents", "incident_id").iter().map(ToString::to_string).collect();
    assert_eq!(ids.len(), 3);
    for table in &TABLES[1..] {
        let number = format!("{}_number", table.trim_end_matches('s').replace("entrie", "entry"));
        let mut keys = BTreeSet::new();
        for row in rows(&sandbox, table) {
            assert!(ids.contains(&row["incident_id"].to_string()), "{table}: {row}");
            assert!(
                row[&number].is_u64() && keys.insert((row["incident_id"].to_string(), row[&number].as_u64()))
            );
        }
        assert!(!keys.is_empty(), "{table}");
    }
    assert!(column(&sandbox, "entries", "occurrence_number").iter().all(|number| *number == 1));
    sandbox.write("incidents/again/old.yaml", "title: The same name\n");
    let run = export(&sandbox, "");
    assert!(run.err.contains("incidents with the id of another one: 1"), "{}", run.err);
}

/// The loads of a warehouse are compared from day to day; both formats have the same columns in the same order.
#[test]
fn both_formats_are_stable_and_alike() {
    let sandbox = Sandbox::new();
    for number in 0..200 {
        sandbox.write(&format!("incidents/{number:03}.yaml"), format!("title: t{number}\nservices: [web]\n"));
    }
    export(&sandbox, "");
    let first = TABLES.map(|table| sandbox.read(&format!("tables/{table}.ndjson")));
    export(&sandbox, "");
    assert_eq!(first, TABLES.map(|table| sandbox.read(&format!("tables/{table}.ndjson"))));
    let titles = column(&sandbox, "incidents", "title");
    assert!(titles.into_iter().eq((0..200).map(|number| Value::from(format!("t{number}")))));
    let sandbox = project();
    export(&sandbox, "");
    let objects = TABLES.map(|table| rows(&sandbox, table));
    export(&sandbox, "--format csv");
    let manifest: Value = serde_json::from_str(&sandbox.read("tables/postmortem-export.json")).expect("JSON");
    for (index, table) in TABLES.iter().enumerate() {
        let names: Vec<&str> =
            objects[index][0].as_object().expect("a row").keys().map(String::as_str).collect();
        let csv = sandbox.read(&format!("tables/{table}.csv"));
        assert_eq!(csv.split("\r\n").next(), Some(names.join(",").as_str()), "{table}");
        let listed = &manifest["tables"][index];
        assert_eq!((listed["name"].as_str(), &listed["rows"]), (Some(*table), &json!(objects[index].len())));
        let columns = listed["columns"].as_array().expect("columns");
        assert!(columns.iter().map(|column| column["name"].as_str().expect("a name")).eq(names), "{table}");
        for row in &objects[index] {
            for column in columns {
                fits(column, &row[column["name"].as_str().expect("a name")]);
            }
        }
    }
}

/// A value is of the type that its column says.
fn fits(column: &Value, value: &Value) {
    let shape = |pattern: &str| {
        let text = value.as_str().unwrap_or_default();
        text.len() == pattern.len()
            && text
                .chars()
                .zip(pattern.chars())
                .all(|(c, p)| if p == '0' { c.is_ascii_digit() } else { c == p })
    };
    let is_right = match column["type"].as_str() {
        _ if value.is_null() => column["nullable"] == true,
        Some("text") => value.is_string(),
        Some("integer") => value.is_u64(),
        Some("boolean") => value.is_boolean(),
        Some("timestamp") => shape("0000-00-00T00:00:00Z"),
        Some("local-timestamp") => shape("0000-00-00T00:00:00"),
        Some("date") => shape("0000-00-00"),
        _ => false,
    };
    assert!(is_right && column["description"] != "", "{column}: {value}");
}

/// A title can be anything: it must not end its cell or its line, or run in a spreadsheet.
#[test]
fn a_cell_stays_a_cell() {
    let sandbox = project();
    export(&sandbox, "--format csv");
    let csv = sandbox.read("tables/incidents.csv");
    assert!(csv.contains("\"'=Names, \"\"all\"\" of them\""), "{csv}");
    assert_eq!(csv.matches("\r\n").count(), 4);
}

/// A filter with a slip in it must not empty a warehouse; nor must a file that cannot be read, if that counts.
#[test]
fn failures_leave_the_earlier_tables() {
    let sandbox = project();
    export(&sandbox, "--severity sev1");
    assert_eq!(column(&sandbox, "incidents", "incident_id"), ["INC-1"]);
    let before = sandbox.list("tables");
    let slip = sandbox.run("export -o tables --service weeb");
    assert!(slip.code == 2 && slip.err.contains("did you mean `web`?"), "{}", slip.transcript());
    let strict = sandbox.run("export -o tables --strict");
    assert!(strict.code == 2 && strict.err.contains("No table is written"), "{}", strict.transcript());
    assert_eq!(sandbox.run("export -o tables incidents/broken.yaml").code, 2);
    assert_eq!(column(&sandbox, "incidents", "incident_id"), ["INC-1"]);
    assert_eq!(sandbox.list("tables"), before, "no temporary file is left");
}

/// What is masked in messages must not be readable in a warehouse.
#[test]
fn secrets_are_masked() {
    let sandbox = Sandbox::new();
    let secret = ["AKIA", "Z7QX3M5N8RWB2LTD"].concat();
    sandbox.write("incidents/a.yaml", format!("title: t\ntimeline: [10:15 The key {secret} leaked]\n"));
    export(&sandbox, "");
    assert!(!sandbox.read("tables/entries.ndjson").contains(&secret));
}
