//! Formats: whatever a file says, it stays text.

use crate::support::Sandbox;
use serde_json::Value;

/// Two incidents whose every name is hostile.
fn hostile() -> Sandbox {
    let sandbox = Sandbox::new();
    for name in ["a", "b"] {
        sandbox.write(
            &format!("incidents/{name}.yaml"),
            "title: '<script>alert(1)</script> \"x\" | y'\ndate: 2024-05-30\nseverity: '=SEV|1 <b>'\n\
             services: ['=cmd|1 <img src=x onerror=alert(1)>']\ntags: [\"a\\e[2J\"]\n",
        );
    }
    sandbox
}

#[test]
fn every_format_escapes() {
    let sandbox = hostile();
    let run = |format: &str| sandbox.run(&format!("stats --no-config --format {format}")).out;
    let human = run("human");
    assert!(!human.contains('\u{1b}') && human.contains("=cmd|1"), "{human}");
    let csv = run("csv");
    assert!(
        csv.contains("\"'=SEV|1 <b>\"") && csv.contains("\"'=cmd|1 <img src=x onerror=alert(1)>\""),
        "{csv}"
    );
    assert!(csv.lines().all(|line| !line.contains(",=") && !line.starts_with('=')), "{csv}");
    let markdown = run("markdown");
    assert!(markdown.contains("| =cmd\\|1 <img"), "{markdown}");
    let html = run("html");
    assert!(!html.contains("<script") && !html.contains("<img") && !html.contains('\u{1b}'), "{html}");
    let json: Value = serde_json::from_str(&run("json")).expect("JSON");
    assert_eq!(json["recurring"]["tags"][0]["name"], "a\u{1b}[2J");
}

/// Programs rely on these names while the version is 1.
#[test]
fn programs_find_every_section() {
    let run = super::history(&["--format", "json", "--compare", "2025-01..2025-06,2025-07..2025-12"]);
    let json: Value = serde_json::from_str(&run.out).expect("JSON");
    let keys: Vec<&str> = json.as_object().expect("an object").keys().map(String::as_str).collect();
    let expected = [
        "version",
        "today",
        "incidents",
        "counts",
        "durations",
        "comparison",
        "detection",
        "recurring",
        "actions",
        "left_out",
        "unreadable",
    ];
    assert_eq!((&json["version"], keys), (&1.into(), expected.to_vec()));
    let csv = super::history(&["--format", "csv"]).out;
    assert!(csv.starts_with("section,measure,group,figure,value\r\n"), "{csv}");
    for row in [
        "count,incidents,all,count,18\r\n",
        "duration,impact,all,n,17\r\n",
        "duration,impact,SEV1,value_seconds,3540\r\n",
        "detection,incidents,monitoring,count,7\r\n",
        "recurring,service,orders,incidents,8\r\n",
        "actions,priority,all,half_done_after_days,56\r\n",
    ] {
        assert!(csv.contains(row), "{row} is not in {csv}");
    }
}
