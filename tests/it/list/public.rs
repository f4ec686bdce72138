//! Public views: nothing internal is in one, in whatever form, nor is any figure that rests on it.

use crate::support::Sandbox;
use crate::support::marked::marked;
use serde_json::Value;

const FORMATS: [&str; 4] = ["human", "json", "csv", "markdown"];

/// What is internal must not leave the house, nor may a search say that it is there.
#[test]
fn nothing_internal_reaches_the_public() {
    let marked = marked();
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", &marked.text);
    for format in FORMATS {
        let run = sandbox.run(&format!("list --audience public --format {format}"));
        assert!(run.code == 0 && !run.out.is_empty(), "{}", run.transcript());
        let leaked: Vec<_> =
            marked.internal.iter().filter(|marker| run.out.contains(marker.as_str())).collect();
        assert_eq!(leaked, Vec::<&String>::new(), "{format}:\n{}", run.out);
    }
    for marker in &marked.internal {
        let run = sandbox.run_args(&["list", "--audience", "public", "--format", "csv", "--match", marker]);
        assert_eq!(run.out.lines().count(), 1, "a search finds {marker}: {}", run.out);
    }
}

/// A misspelt `internal` makes a secret public: such a file is left out.
#[test]
fn a_file_with_format_errors_is_left_out() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", "title: t\nactions: [{title: secret, internl: true}]\n");
    let run = sandbox.run("list --audience public");
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.err);
    assert_eq!(sandbox.run("list").code, 0);
}

/// Times of internal entries show through in what is computed from them.
#[test]
fn no_figure_rests_on_an_internal_entry() {
    let sandbox = Sandbox::new();
    let entry = |internal: &str| {
        format!(
            "title: t\ndate: 2024-05-30\ntimezone: UTC\ntimeline:\n\
             - {{at: 10:15, event: a, milestone: impact-start}}\n\
             - {{at: 12:45, event: b, milestone: resolved{internal}}}\n\
             actions: [{{title: x, internal: true}}]\n"
        )
    };
    let seen = |audience: &str| -> Value {
        let run = sandbox.run(&format!("list --format json --audience {audience}"));
        let json: Value = serde_json::from_str(&run.out).expect("JSON");
        json["incidents"][0].clone()
    };
    sandbox.write("incidents/a.yaml", entry(""));
    assert_eq!(seen("public")["impact_seconds"], 9000);
    assert_eq!(seen("public")["open_actions"], 0);
    sandbox.write("incidents/a.yaml", entry(", internal: true"));
    assert_eq!(seen("internal")["impact_seconds"], 9000);
    assert_eq!(seen("internal")["open_actions"], 1);
    let public = seen("public");
    assert_eq!((&public["impact_seconds"], &public["ended_at"]), (&Value::Null, &Value::Null));
    assert_eq!(public.get("file"), None);
}

/// The end of a window, or of a whole incident, may be known only from an internal entry.
#[test]
fn no_end_rests_on_an_internal_entry() {
    let sandbox = Sandbox::new();
    let start = "- {at: 10:15, event: a, milestone: impact-start}\n";
    for (window, start, end) in
        [("impact: {windows: [{start: 10:15}]}\n", "", "resolved"), ("", start, "all-clear")]
    {
        for (internal, expected) in [("", Value::from(9000)), (", internal: true", Value::Null)] {
            sandbox.write(
                "incidents/a.yaml",
                format!(
                    "title: t\ndate: 2024-05-30\ntimezone: UTC\n{window}timeline:\n{start}\
                     - {{at: 12:45, event: b, milestone: {end}{internal}}}\n"
                ),
            );
            let run = sandbox.run("list --format json --audience public");
            let json: Value = serde_json::from_str(&run.out).expect("JSON");
            let incident = &json["incidents"][0];
            assert_eq!(incident["impact_seconds"], expected, "{end}{internal}");
            assert_eq!(incident["ended_at"].is_null(), expected.is_null(), "{end}{internal}");
        }
    }
}
