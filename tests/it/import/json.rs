//! Incidents from the JSON of other tools: what goes where, and what is refused.

use crate::support::Sandbox;
use postmortem::import::{Error, Options, Record, Tool, records};
use serde_json::Value;

const STATUSPAGE: &str = include_str!("../../data/import/json/statuspage.json");
const PAGERDUTY: &str = include_str!("../../data/import/json/pagerduty.json");

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("statuspage.json", STATUSPAGE).write("pagerduty.json", PAGERDUTY);
    sandbox
}

/// A file has all incidents of a page: each becomes one file, and `--from auto` must know whose file it is.
#[test]
fn makes_a_file_of_each_incident() {
    let sandbox = sandbox();
    let run = sandbox.run("import statuspage.json pagerduty.json");
    assert_eq!(run.code, 0, "{}", run.transcript());
    let names = [
        "2024-05-02-late-e-mails.yaml",
        "2024-06-11-checkout-5xx-above-2.yaml",
        "2024-06-11-checkout-answers-with-errors.yaml",
    ];
    assert_eq!(sandbox.list("incidents"), names);
    insta::assert_snapshot!("statuspage", sandbox.read(&format!("incidents/{}", names[2])));
    insta::assert_snapshot!("pagerduty", sandbox.read(&format!("incidents/{}", names[1])));
    insta::assert_snapshot!("json_summary", run.err);
    let run = sandbox.run("lint --format concise");
    assert!(run.code <= 1 && run.out.contains("3 files checked"), "{}", run.transcript());
    assert!(!run.out.contains("error["), "{}", run.transcript());
    assert_eq!(sandbox.run("render incidents -o reports/").code, 0);
}

/// Paging is left out unless it is asked for, and a person must learn that it is.
#[test]
fn leaves_out_who_was_paged() {
    let sandbox = sandbox();
    let run = sandbox.run("import pagerduty.json --stdout");
    assert!(!run.out.contains("Notified Kim Lee"), "{}", run.out);
    assert!(run.err.contains("1 notify → left out; --all imports them"), "{}", run.err);
    let run = sandbox.run("import pagerduty.json --stdout --all");
    assert!(run.out.contains("event: Notified Kim Lee by push notification.\n"), "{}", run.out);
    assert!(!run.err.contains("--all"), "{}", run.err);
}

/// Only what is certain is a milestone: paging ends before or after the impact.
#[test]
fn suggests_the_end_and_sets_the_beginning() {
    let run = sandbox().run("import pagerduty.json --stdout");
    let (detected, acknowledged) =
        (run.out.matches("milestone: detected\n"), run.out.matches("milestone: acknowledged\n"));
    assert_eq!((detected.count(), acknowledged.count()), (1, 1), "{}", run.out);
    assert!(run.out.contains("22:30:05  # import: milestone all-clear?\n"), "{}", run.out);
}

/// A saved page has fifty incidents, of which one is wanted.
#[test]
fn chooses_an_incident() {
    let sandbox = sandbox();
    for only in ["late", "d4k1vv0q2m8s"] {
        let run = sandbox.run(&format!("import statuspage.json --stdout --only {only}"));
        assert!(run.out.contains("\ntitle: Late e-mails\n"), "{}", run.transcript());
    }
    let run = sandbox.run("import statuspage.json --stdout");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("--stdout takes one report, and there are 2"), "{}", run.err);
    assert!(run.err.contains("help: or choose an incident of the file with --only"), "{}", run.err);
    let run = sandbox.run("import statuspage.json --only nothing");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("none of its 2 incidents has the id `nothing`"), "{}", run.err);
}

/// The zone of the file changes how times are written, never when they were.
#[test]
fn writes_times_in_the_zone_that_is_asked_for() {
    let sandbox = sandbox();
    let run = sandbox.run("import statuspage.json --only orders,late --dry-run");
    assert_eq!(run.code, 2, "a title has all the words in a row");
    let run = sandbox.run("import statuspage.json --only checkout --timezone America/New_York --stdout");
    assert!(run.out.contains("\ndate: 2024-06-11\ntimezone: America/New_York\n"), "{}", run.out);
    assert!(run.out.contains("\n  - \"16:41 Status page: investigating"), "{}", run.out);
    // 02:30 is there twice.
    let folded = STATUSPAGE.replace("2024-05-02T10:15:20.000+02:00", "2024-10-27T02:30:00.000+01:00");
    sandbox.write("folded.json", folded);
    let run = sandbox.run("import folded.json --only late --stdout");
    assert!(run.out.contains("2024-10-27T02:30+01:00"), "{}", run.out);
}

/// A report with a timeline of its own says more than the status page does.
#[test]
fn prefers_the_timeline_of_the_report() {
    let own = STATUSPAGE
        .replace("## Thanks", "## Timeline\\r\\n\\r\\n- 22:34 The deploy starts\\r\\n\\r\\n## Thanks");
    let sandbox = Sandbox::new();
    let run = sandbox.pipe("import - --only checkout", &own);
    assert_eq!(run.code, 0, "{}", run.transcript());
    assert!(
        run.out.contains("22:34 The deploy starts") && !run.out.contains("Status page: inv"),
        "{}",
        run.out
    );
    assert!(run.out.contains("text: Some orders fail."), "{}", run.out);
    assert!(run.err.contains("3 changes of status → left out: the report has a timeline"), "{}", run.err);
}

/// Two incidents of one day and one title are two.
#[test]
fn numbers_incidents_of_one_name() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "a.json",
        STATUSPAGE
            .replace("Late e-mails", "Slow")
            .replace("Checkout answers with errors", "Slow")
            .replace("2024-06-11T22:35", "2024-05-02T22:35"),
    );
    assert_eq!(sandbox.run("import a.json").code, 0);
    assert_eq!(sandbox.list("incidents"), ["2024-05-02-slow-2.yaml", "2024-05-02-slow.yaml"]);
}

/// What cannot be read is named with its place, and nothing is written.
#[test]
fn refuses_what_is_not_an_answer() {
    let sandbox = Sandbox::new();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let without = |what: &str| STATUSPAGE.replace(what, "\"other\"");
    for (from, text, said, help) in [
        ("auto", "{\"incidents\": [".to_owned(), "it is not valid JSON: EOF", "save the whole answer"),
        ("auto", deep, "it is not valid JSON: recursion limit", "save the whole answer"),
        ("auto", "{\"a\": 1}".to_owned(), "neither Statuspage nor PagerDuty", "incidents.json"),
        ("auto", "7".to_owned(), "neither Statuspage nor PagerDuty", "incidents.json"),
        ("auto", "{\"incidents\": []}".to_owned(), "its list of incidents is empty", "that has incidents"),
        ("pagerduty", STATUSPAGE.to_owned(), "it has no incidents of PagerDuty", "log_entries"),
        ("statuspage", PAGERDUTY.to_owned(), "it has no incidents of Statuspage", "incident_updates"),
        ("statuspage", "[1]".to_owned(), "`[0]` is not an object", "unchanged"),
        ("auto", without("\"name\": \"Late e-mails\""), "not valid JSON", "save the whole answer"),
        (
            "auto",
            STATUSPAGE.replace("\"Late e-mails\"", "null"),
            "`incidents[1].name` is missing",
            "unchanged",
        ),
        (
            "auto",
            STATUSPAGE.replace("\"Late e-mails\"", "[]"),
            "`incidents[1].name` is not a text",
            "unchanged",
        ),
        (
            "auto",
            PAGERDUTY.replace("2024-06-11T21:09:40Z", "yesterday"),
            "`log_entries[1].created_at` is not a time",
            "unchanged",
        ),
        ("auto", String::new(), "the report is empty", ""),
    ] {
        sandbox.write("x.json", text);
        let run = sandbox.run(&format!("import x.json --from {from}"));
        assert_eq!(run.code, 2, "{said}: {}", run.transcript());
        let is_said = run.err.contains("error: cannot import `x.json`: ") && run.err.contains(said);
        assert!(is_said && run.err.contains(help), "{said}: {}", run.err);
        assert!(!sandbox.path("incidents").exists(), "{said}");
    }
    sandbox.write("x.json", " ".repeat(4 * 1024 * 1024 + 1));
    assert!(sandbox.run("import x.json").err.contains("it is larger than 4 MiB"));
}

/// No value of a file may vanish without being accounted for, wherever it is: each in turn becomes a word that is
/// nowhere else.
#[test]
fn accounts_for_every_value() {
    let statuspage: Value = serde_json::from_str(STATUSPAGE).unwrap();
    let pagerduty: Vec<Value> =
        serde_json::Deserializer::from_str(PAGERDUTY).into_iter().map(Result::unwrap).collect();
    let (mut placed, mut refused) = (0, 0);
    for (tool, values) in [(Tool::Statuspage, vec![statuspage]), (Tool::PagerDuty, pagerduty)] {
        let paths = values.iter().enumerate().flat_map(|(index, value)| texts(value, &format!("/{index}")));
        let values = Value::from_iter(values.clone());
        for path in paths.collect::<Vec<_>>() {
            if path.starts_with("/0/page") {
                continue;
            }
            let mut changed = values.clone();
            *changed.pointer_mut(&path).unwrap() = "Quagga".into();
            let text: String = changed.as_array().unwrap().iter().map(Value::to_string).collect();
            let records = match records(&text, Some(tool)) {
                Ok(records) => records,
                Err(Error::Kind(..)) => {
                    refused += 1;
                    continue;
                }
                Err(error) => panic!("{path}: {error}"),
            };
            let has = |record: &Record| {
                let imported =
                    record.import(&Options::default()).unwrap_or_else(|error| panic!("{path}: {error}"));
                imported.text.contains("Quagga")
                    || imported.warnings.iter().any(|warning| warning.contains("Quagga"))
                    || imported.account.spent.iter().any(|spent| spent.text.contains("Quagga"))
            };
            assert!(records.iter().any(has), "{path}");
            placed += 1;
        }
    }
    assert!(placed > 150 && refused > 20, "{placed} placed, {refused} refused");
}

/// The places of all texts of a value.
fn texts(value: &Value, path: &str) -> Vec<String> {
    match value {
        Value::String(_) => vec![path.to_owned()],
        Value::Array(values) => values
            .iter()
            .enumerate()
            .flat_map(|(index, value)| texts(value, &format!("{path}/{index}")))
            .collect(),
        Value::Object(fields) => {
            fields.iter().flat_map(|(key, value)| texts(value, &format!("{path}/{key}"))).collect()
        }
        _ => Vec::new(),
    }
}

/// Answers that come in pages are saved one after the other; the file says where it is incomplete.
#[test]
fn reads_several_answers_in_one_file() {
    let sandbox = Sandbox::new();
    let (incident, entries) = PAGERDUTY.split_once("\n}\n{").unwrap();
    let page = format!("{{{entries}");
    let run = sandbox.pipe("import -", page.clone() + &page.replace("\"more\": false", "\"more\": true"));
    assert!(run.out.contains("\ntitle: \"Checkout: 5xx above 2 %\"\n"), "{}", run.transcript());
    assert!(run.err.contains("look at it: `more` is true"), "{}", run.err);
    // The answer about the incident alone has no entries.
    let run = sandbox.pipe("import - --from pagerduty", format!("{incident}\n}}"));
    assert!(run.err.contains("it has no incidents of PagerDuty"), "{}", run.err);
}
