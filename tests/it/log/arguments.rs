//! The arguments of `postmortem log`: which text, which file and which time they mean.

use crate::support::{NOW, Run, Sandbox};

const DRAFT: &str = "title: Checkout fails\ndate: 2024-07-01\ntimezone: UTC\ntimeline:\n  - 10:15 Alert\n";

fn log(sandbox: &Sandbox, args: &[&str]) -> Run {
    sandbox.run_args(&[&["log", "--now", NOW], args].concat())
}

/// What becomes of the draft.
fn added(args: &[&str]) -> String {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", DRAFT);
    let run = log(&sandbox, args);
    assert_eq!(run.code, 0, "{args:?}: {}", run.err);
    let text = sandbox.read("incidents/a.yaml");
    text.strip_prefix("title: Checkout fails\ndate: 2024-07-01\ntimezone: UTC\ntimeline:\n")
        .unwrap()
        .to_owned()
}

/// The name of a file as an event is a wrong fact in the report, and the entry is missing in the file.
#[test]
fn never_takes_a_file_for_the_text() {
    let sandbox = Sandbox::new();
    sandbox
        .write("incidents/2024-07-01-checkout.yaml", format!("id: CHK-17\n{DRAFT}"))
        .write("notes.txt", "");
    let path = "incidents/2024-07-01-checkout.yaml";
    for (args, what) in [
        (&[path][..], "a file"),
        (&[path, "The rollback"], "a file"),
        (&["notes.txt"], "a file"),
        (&["2024-07-01-checkout"], "the name of an incident file"),
        (&["CHK-17"], "the id of an incident"),
    ] {
        let run = log(&sandbox, args);
        assert_eq!(run.code, 2, "{args:?}");
        let name = args[0];
        let expected = format!(
            "error: `{name}` is {what}, not the text of an entry\n  \
             help: put the text before it: postmortem log TEXT {name}\n"
        );
        assert_eq!(run.err, expected);
    }
    // A near match is not an event either, with a milestone or without.
    for args in [&["incidents/nope.yaml"][..], &["nope.yml"], &["incidents/"], &["incidents"], &["CHK-71"]] {
        for more in [&[][..], &["--milestone", "mitigated"]] {
            let run = log(&sandbox, &[more, args].concat());
            assert_eq!(run.code, 2, "{args:?} {more:?}");
            let help = format!(
                "if it is the text of the entry, put `--` before it: postmortem log -- {}\n",
                args[0]
            );
            assert!(run.err.ends_with(&help), "{}", run.err);
        }
    }
    // With a milestone an entry needs no text, and the meaning is clear.
    for name in [path, "CHK-17", "checkout"] {
        let run = log(&sandbox, &["--milestone", "mitigated", name]);
        assert!(run.err.starts_with(&format!("added to {path}:")), "{}", run.err);
    }
    let text = sandbox.read(path);
    assert_eq!(text, format!("id: CHK-17\n{DRAFT}{}", "  - at: 12:00\n    milestone: mitigated\n".repeat(3)));
}

/// A word that names a file may be the text: rejecting it costs one more try, a wrong event is found out later.
#[test]
fn asks_whether_a_word_is_the_text() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/2024-07-01-checkout-down.yaml", DRAFT);
    let run = log(&sandbox, &["Checkout"]);
    insta::assert_snapshot!(run.transcript());
    assert_eq!(log(&sandbox, &["--", "checkout"]).code, 0);
    assert_eq!(log(&sandbox, &["check"]).code, 0, "no word of the name");
    assert_eq!(log(&sandbox, &["checkout", "down"]).code, 0, "the file is named");
    assert_eq!(log(&sandbox, &["https://x.example/a"]).code, 0);
    assert_eq!(log(&sandbox, &["--", "HTTP-500"]).code, 0);
    sandbox.write("incidents/2024-06-01-checkout-slow.yaml", DRAFT);
    let run = log(&sandbox, &["--milestone", "mitigated", "checkout"]);
    assert!(run.err.starts_with("error: `checkout` is part of the names of 2 files\n"), "{}", run.err);
}

/// At 3 am a milestone is enough.
#[test]
fn needs_no_text_with_a_milestone() {
    assert_eq!(
        added(&["--milestone", "mitigated"]),
        "  - 10:15 Alert\n  - at: 12:00\n    milestone: mitigated\n"
    );
    let run = log(&Sandbox::new(), &[]);
    assert!(run.code == 2 && run.err.contains("<TEXT>"), "{}", run.err);
}

/// What people paste begins as it likes; only a misspelt option must not become an event.
#[test]
fn takes_a_text_that_begins_with_a_hyphen() {
    for text in
        ["-5%", "-5% of requests", "-- see chat", "-q is no option here", "-x helps", "--quiet breaks it"]
    {
        assert!(added(&[text]).contains(text), "{text}");
        assert!(added(&[text, "--by", "web"]).contains(text), "{text}");
    }
    assert!(added(&["--", "--wat"]).ends_with("12:00 --wat\n"));
    assert!(added(&["--by", "web", "--", "-v", "a"]).ends_with("event: -v\n    by: web\n"));
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", DRAFT);
    let reported = [&["--milestones", "detected"][..], &["--wat"], &["-v", "a"]]
        .map(|args| log(&sandbox, args).transcript());
    insta::assert_snapshot!(reported.join("\n"));
    assert_eq!(sandbox.read("incidents/a.yaml"), DRAFT);
}

/// Nobody types a whole path while customers wait; a name that fits two files must not pick one.
#[test]
fn finds_an_incident_by_its_id_or_a_part_of_its_name() {
    let sandbox = Sandbox::new();
    for (name, id) in
        [("2024-07-01-checkout-down", "CHK-17"), ("2024-06-01-checkout-slow", "CHK-1"), ("x", "x")]
    {
        sandbox.write(&format!("incidents/{name}.yaml"), format!("id: {id}\n{DRAFT}"));
    }
    for name in
        ["CHK-17", "down", "DOWN", "07-01", "2024-07-01-checkout-down", "2024-07-01-checkout-down.yaml"]
    {
        let run = log(&sandbox, &["y", name]);
        assert_eq!(
            run.err.split(':').next(),
            Some("added to incidents/2024-07-01-checkout-down.yaml"),
            "{name}"
        );
    }
    let reported = ["checkout", "search", "incidents/gone.yaml", "incidents"]
        .map(|name| log(&sandbox, &["y", name]).transcript());
    insta::assert_snapshot!(reported.join("\n"));
}

/// Nobody does sums at 3 am.
#[test]
fn takes_a_time_seen_from_now() {
    for (at, expected) in [
        ("now", "  - 10:15 Alert\n  - 12:00 x\n"),
        ("-5m", "  - 10:15 Alert\n  - 11:55 x\n"),
        ("-1h 20m", "  - 10:15 Alert\n  - 10:40 x\n"),
        ("20 minutes ago", "  - 10:15 Alert\n  - 11:40 x\n"),
        ("an hour ago", "  - 10:15 Alert\n  - 11:00 x\n"),
        ("2H ago", "  - 10:00 x\n  - 10:15 Alert\n"),
        ("half an hour ago", "  - 10:15 Alert\n  - 11:30 x\n"),
        ("1 hour, 5 minutes ago", "  - 10:15 Alert\n  - 10:55 x\n"),
        ("an hour and 5 minutes ago", "  - 10:15 Alert\n  - 10:55 x\n"),
        ("yesterday, 23:50", "  - 2024-06-30 23:50 x\n  - 2024-07-01 10:15 Alert\n"),
        ("today 11:20", "  - 10:15 Alert\n  - 11:20 x\n"),
        ("yesterday 23:50", "  - 2024-06-30 23:50 x\n  - 2024-07-01 10:15 Alert\n"),
        ("Yesterday at ~11:50 PM", "  - ~2024-06-30 23:50 x\n  - 2024-07-01 10:15 Alert\n"),
        ("yesterday 23:50-23:55", "  - 2024-06-30 23:50-23:55 x\n  - 2024-07-01 10:15 Alert\n"),
        ("yesterday", "  - 2024-06-30 x\n  - 2024-07-01 10:15 Alert\n"),
        ("1 day ago", "  - 2024-06-30 12:00 x\n  - 2024-07-01 10:15 Alert\n"),
    ] {
        assert_eq!(added(&["x", "--at", at]), expected, "{at}");
    }
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", "title: x\n");
    let refused = [
        "1 month ago",
        "-2y",
        "half a year ago",
        "3pm",
        "yesterday, 3pm",
        "yesterdayx",
        "-5",
        "5m",
        "-5 parsecs",
        "ago",
        "-99999 years",
        "yesterday 2024-06-30",
        "yesterday 25:00",
    ];
    let reported = refused.map(|at| log(&sandbox, &["x", &format!("--at={at}")]).transcript());
    insta::assert_snapshot!(reported.join("\n"));
    let no_zone = log(&sandbox, &["x", "--at", "yesterday 23:50"]);
    insta::assert_snapshot!(no_zone.transcript());
    assert_eq!(sandbox.read("incidents/a.yaml"), "title: x\n");
}

/// Yesterday is that of the place: at noon UTC it is already tomorrow in Kiritimati.
#[test]
fn takes_yesterday_in_the_zone_of_the_file() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", "title: x\ntimezone: Pacific/Kiritimati\n");
    assert_eq!(log(&sandbox, &["x", "--at", "yesterday 23:50"]).code, 0);
    assert!(sandbox.read("incidents/a.yaml").ends_with("  - 2024-07-01 23:50 x\n"));
}

/// What is published must not change unnoticed.
#[test]
fn notes_that_a_report_is_final() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", format!("status: final\n{DRAFT}"));
    let run = log(&sandbox, &["x", "a"]);
    assert_eq!(
        run.transcript(),
        "exit code 0\n--- stderr\nadded to incidents/a.yaml:7: 12:00 x\n\
         warning: the report is final\n  help: set its status to `review` if it must be reviewed again\n"
    );
}
