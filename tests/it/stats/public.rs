//! Public statistics: nothing internal is in them, nor does a figure rest on it.

use crate::support::Sandbox;
use crate::support::marked::marked;
use serde_json::Value;

/// What is internal must not leave the house, in whatever format.
#[test]
fn nothing_internal_reaches_the_public() {
    let marked = marked();
    let sandbox = Sandbox::new();
    // What comes back shows names only of several incidents.
    sandbox.write("incidents/a.yaml", &marked.text).write("incidents/b.yaml", &marked.text);
    for format in ["human", "json", "csv", "markdown", "html"] {
        let run = sandbox.run(&format!("stats --audience public --format {format}"));
        assert!(run.code == 0 && !run.out.is_empty(), "{}", run.transcript());
        let leaked: Vec<_> =
            marked.internal.iter().filter(|marker| run.out.contains(marker.as_str())).collect();
        assert_eq!(leaked, Vec::<&String>::new(), "{format}:\n{}", run.out);
        assert!(!run.out.contains("incidents/a.yaml"), "{format}:\n{}", run.out);
    }
}

/// An internal action or entry shows through in what is counted and measured.
#[test]
fn no_figure_rests_on_what_is_internal() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "incidents/a.yaml",
        "title: t\ndate: 2024-05-30\ntimezone: UTC\ntimeline:\n\
         - {at: 10:15, event: a, milestone: impact-start}\n\
         - {at: 12:45, event: b, milestone: resolved, internal: true}\n\
         actions: [{title: x, internal: true, due: 2024-06-01}, y]\n",
    );
    let seen = |audience: &str| -> (usize, Value, Value) {
        let run = sandbox.run(&format!("stats --format json --audience {audience}"));
        let json: Value = serde_json::from_str(&run.out).expect("JSON");
        let durations = json["durations"].as_array().expect("durations").len();
        (durations, json["actions"]["total"].clone(), json["actions"]["overdue"].clone())
    };
    assert_eq!(seen("internal"), (2, 2.into(), 1.into()));
    assert_eq!(seen("public"), (0, 1.into(), 0.into()));
}
