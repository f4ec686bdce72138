//! `import --into`: what other tools recorded, in a file that people have written.

use crate::support::{Run, Sandbox};
use postmortem::document::Document;
use postmortem::import::{Options, merge, records};
use postmortem::model::Settings;
use postmortem::source::Source;
use std::fs;
use std::path::Path;
use std::process::Stdio;

const STATUSPAGE: &str = include_str!("../../data/import/json/statuspage.json");
const PAGERDUTY: &str = include_str!("../../data/import/json/pagerduty.json");
const FILE: &str = "# Mine\ntitle: 'Checkout'   # quoted\ndate: 2024-06-11\ntimezone: Europe/Berlin\n\
                    timeline:\n  - 22:34 Deploy starts   # kept\n  - at: 22:38\n    event: I see the alert\n    \
                    milestone: detected\n\n  - 22:50 Rolled back\n\nsummary: >\n  Something.\n";

fn sandbox(file: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("statuspage.json", STATUSPAGE).write("pagerduty.json", PAGERDUTY).write("a.yaml", file);
    sandbox
}

fn into(sandbox: &Sandbox, arguments: &str) -> Run {
    sandbox.run(&format!("import {arguments} --into a.yaml"))
}

/// The lines of a text that another one does not have, if it has all others in their order.
fn added(before: &str, after: &str) -> Vec<String> {
    let mut old = before.lines().peekable();
    let new = after.lines().filter(|line| old.next_if_eq(line).is_none()).map(str::to_owned).collect();
    assert_eq!(old.next(), None, "a line was changed:\n{after}");
    new
}

/// Whoever merges must find the own lines as they were, and the new ones where they belong.
#[test]
fn adds_in_order_and_changes_nothing_else() {
    let sandbox = sandbox(FILE);
    let run = into(&sandbox, "pagerduty.json");
    assert_eq!(run.code, 0, "{}", run.transcript());
    let text = sandbox.read("a.yaml");
    let expected = [
        "  - at: 22:41",
        "    event: Acknowledged by Kim Lee.",
        "    milestone: acknowledged",
        "    by: Kim Lee",
        "  - at: 23:09:40",
        "    event: The weight of payment-3 is 0 since the deploy at 22:34.",
        "    by: Kim Lee",
        "  - at: 2024-06-12 00:30:05",
        "    event: Resolved by Kim Lee.",
        "    by: Kim Lee",
    ];
    assert_eq!(added(FILE, &text), expected, "{text}");
    assert!(
        text.find("22:41") < text.find("22:50 Rolled") && text.find("22:38") < text.find("22:41"),
        "{text}"
    );
    assert!(run.err.contains("3 entries and 0 messages added, 1 there already"), "{}", run.err);
    assert!(
        run.err.contains("+ 2024-06-12 00:30:05 Resolved by Kim Lee.   milestone all-clear?"),
        "{}",
        run.err
    );
    assert!(run.err.contains("not merged: title, severity, services, links, custom\n"), "{}", run.err);
}

/// A second run adds nothing, and a run with more adds only that.
#[test]
fn recognises_what_is_there() {
    let sandbox = sandbox(FILE);
    for arguments in ["pagerduty.json", "statuspage.json --only checkout"] {
        assert_eq!(into(&sandbox, arguments).code, 0);
        let before = sandbox.read("a.yaml");
        let run = into(&sandbox, arguments);
        assert_eq!(run.code, 0);
        assert!(run.err.contains("0 entries and 0 messages added"), "{}", run.err);
        assert_eq!(sandbox.read("a.yaml"), before);
    }
    let run = into(&sandbox, "pagerduty.json --all");
    assert!(run.err.contains("1 entry and 0 messages added, 4 there already"), "{}", run.err);
    // Spaces and line breaks do not make another text of it.
    let wrapped = sandbox
        .read("a.yaml")
        .replace("event: Acknowledged by Kim Lee.", "event: >\n      Acknowledged by\n      Kim Lee.");
    sandbox.write("a.yaml", &wrapped);
    assert!(into(&sandbox, "pagerduty.json --all").err.contains("0 entries"), "{wrapped}");
}

/// Messages go to their own list, in order, whichever way it is written.
#[test]
fn adds_messages_to_lists_of_any_form() {
    for (list, place) in [
        ("", "\ncommunications:\n  - at: 2024-06-11 22:41\n"),
        ("communications: []\n", "communications:\n  - at: 2024-06-11 22:41\n"),
        (
            "communications: [{at: 22:42, text: Mine}]\n",
            "communications: [{at: 2024-06-11 22:41, channel: status page, text: Some",
        ),
        (
            "communications:\n- at: 22:42\n  text: Mine\n",
            "22:41\n  channel: status page\n  text: Some orders fail. We are looking into it.\n- at: 22:42\n",
        ),
    ] {
        let before = format!("{FILE}{list}");
        let sandbox = sandbox(&before);
        let run = into(&sandbox, "statuspage.json --only checkout");
        assert_eq!(run.code, 0, "{list}: {}", run.transcript());
        assert!(run.err.contains("3 entries and 3 messages added"), "{}", run.err);
        let text = sandbox.read("a.yaml");
        assert!(text.contains(place), "{list}: {text}");
        assert!(into(&sandbox, "statuspage.json --only checkout").err.contains("6 there already"), "{text}");
    }
    // Line breaks of Windows, and none at the end.
    let before = FILE.replace('\n', "\r\n");
    let sandbox = sandbox(before.trim_end());
    assert_eq!(into(&sandbox, "statuspage.json --only checkout").code, 0);
    let text = sandbox.read("a.yaml");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{text}");
}

/// A milestone that people have set stays where it is; a second one would contradict it.
#[test]
fn leaves_milestones_to_people() {
    let sandbox = sandbox(&FILE.replace("22:38", "22:36"));
    let run = into(&sandbox, "pagerduty.json");
    let text = sandbox.read("a.yaml");
    assert!(text.contains("Triggered through the API") && text.matches("detected").count() == 1, "{text}");
    assert!(run.err.contains("milestone detected not added: `22:36 I see the alert` has it"), "{}", run.err);
}

/// The file's zone decides how a time is written, not when it was.
#[test]
fn converts_times_to_the_zone_of_the_file() {
    let sandbox = sandbox("title: A\ntimezone: America/New_York\n");
    assert_eq!(into(&sandbox, "pagerduty.json").code, 0);
    assert!(sandbox.read("a.yaml").contains("- at: 2024-06-11 16:38:12\n"), "{}", sandbox.read("a.yaml"));
    sandbox.write("a.yaml", "title: A\n");
    assert_eq!(into(&sandbox, "pagerduty.json").code, 0);
    let text = sandbox.read("a.yaml");
    assert!(text.contains("- at: 2024-06-11T20:38:12Z\n"), "{text}");
    assert!(into(&sandbox, "pagerduty.json").err.contains("4 there already"));
}

/// A report in Markdown has a timeline too; one with two of them has two incidents.
#[test]
fn merges_a_report_in_markdown() {
    let report = "# Outage\n\nDate: 2024-06-11\n\n## Timeline\n\n- 22:34 Deploy starts\n- 22:36 Orders fail\n- later: more\n";
    let sandbox = sandbox(FILE);
    sandbox.write("r.md", report).write("two.md", format!("{report}\n{report}"));
    let run = into(&sandbox, "r.md");
    assert_eq!(run.code, 0, "{}", run.transcript());
    assert_eq!(added(FILE, &sandbox.read("a.yaml")), ["  - 22:36 Orders fail"]);
    let before = sandbox.read("a.yaml");
    let run = into(&sandbox, "two.md");
    assert_eq!(run.code, 2, "{}", run.transcript());
    assert!(run.err.contains("`two.md` has several timelines\n  help: "), "{}", run.err);
    assert_eq!(sandbox.read("a.yaml"), before);
}

/// What cannot be done changes nothing, and says what to do.
#[test]
fn refuses_and_changes_nothing() {
    let sandbox = sandbox("title: A\ntimeline: 10:15\n");
    let before = sandbox.read("a.yaml");
    for (arguments, said) in [
        (
            "pagerduty.json",
            "nothing is added to `a.yaml`: it has format errors\n  help: fix the errors above",
        ),
        ("statuspage.json", "--into takes one report, and there are 2"),
        ("pagerduty.json --force", "cannot be used with"),
    ] {
        let run = into(&sandbox, arguments);
        assert_eq!(run.code, 2, "{}", run.transcript());
        assert!(run.err.contains(said), "{said}: {}", run.err);
        assert_eq!(sandbox.read("a.yaml"), before);
    }
    let (head, entry) = (
        "{\"log_entries\": [",
        "{\"type\": \"annotate_log_entry\", \"created_at\": \"2024-06-11T21:09:40Z\"}",
    );
    sandbox.write("many.json", format!("{head}{}]}}", vec![entry; 1001].join(",")));
    let run = into(&sandbox, "many.json");
    assert!(
        run.code == 2 && run.err.contains("`many.json` has 1001 entries, more than 1000\n  help: "),
        "{}",
        run.err
    );
    let run = sandbox.run("import pagerduty.json --into missing.yaml");
    assert!(run.code == 2 && run.err.contains("`missing.yaml` does not exist\n  help: "), "{}", run.err);
}

/// A preview writes nothing; a final report is not changed unnoticed.
#[test]
fn previews_and_warns() {
    let file = FILE.replace("# Mine", "status: final");
    let sandbox = sandbox(&file);
    let run = into(&sandbox, "pagerduty.json --dry-run");
    assert!(run.code == 0 && run.err.contains("Nothing is written (--dry-run)."), "{}", run.transcript());
    assert_eq!(sandbox.read("a.yaml"), file);
    let run = into(&sandbox, "pagerduty.json --report json");
    assert!(run.out.contains("\"added\": 3,\n      \"present\": 1\n"), "{}", run.out);
    let run = into(&sandbox, "pagerduty.json");
    assert!(!run.err.contains("the report is final"), "nothing was added: {}", run.err);
    sandbox.write("a.yaml", &file);
    assert!(into(&sandbox, "pagerduty.json").err.contains("warning: the report is final\n"));
}

/// Runs at the same time lose nothing of each other: they take the lock of `log`.
#[test]
fn waits_for_other_runs() {
    let sandbox = sandbox(FILE);
    let line = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let mut runs = vec![
        line("import pagerduty.json --into a.yaml"),
        line("import statuspage.json --only checkout --into a.yaml"),
    ];
    runs.extend(
        (0..6).map(|index| line(&format!("log --at 2024-06-11T23:0{index}+02:00 -- Logged{index} a.yaml"))),
    );
    let spawn = |args: &Vec<String>| {
        let mut command = sandbox.command(&args.iter().map(String::as_str).collect::<Vec<_>>());
        command.stderr(Stdio::null()).spawn().unwrap()
    };
    let children: Vec<_> = runs.iter().map(spawn).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let text = sandbox.read("a.yaml");
    assert_eq!(text.matches("Logged").count(), 6, "{text}");
    assert!(text.contains("Acknowledged by Kim") && text.contains("text: Some orders fail."), "{text}");
}

/// Every file that people write takes an import, and takes it once.
#[test]
fn adds_to_every_example_once() {
    let settings = Settings::default();
    let now = chrono::DateTime::UNIX_EPOCH;
    let imported = [PAGERDUTY, STATUSPAGE]
        .map(|text| records(text, None).unwrap().last().unwrap().import(&Options::default()).unwrap().text);
    let examples = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")).unwrap();
    let files = examples
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    let mut count = 0;
    for path in files {
        for imported in &imported {
            let source = Source::new("a", fs::read_to_string(&path).unwrap());
            let merged = merge(&source, imported, &settings, now).unwrap();
            assert!(merged.entries.len() > 2, "{}", path.display());
            let again = Source::new("a", merged.text.clone());
            assert_eq!(Document::read(&again, &settings).format_errors().count(), 0, "{}", path.display());
            let second = merge(&again, imported, &settings, now).unwrap();
            assert_eq!((second.entries.len(), second.messages), (0, 0), "{}", path.display());
            assert_eq!(second.text, merged.text);
            count += 1;
        }
    }
    assert!(count > 5);
}
