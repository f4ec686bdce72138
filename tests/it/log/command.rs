//! `postmortem log`.

use crate::support::{NOW, Run, Sandbox, VALID};
use std::fs;

const DRAFT: &str =
    "# mine\ntitle: Checkout fails\ndate: 2024-07-01\ntimezone: UTC\ntimeline:\n  - 10:15 Alert  # c\n";

fn sandbox(text: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", text);
    sandbox
}

fn log(sandbox: &Sandbox, args: &[&str]) -> Run {
    sandbox.run_args(&[&["log"], args, &["--now", NOW]].concat())
}

/// In the heat of an incident: one line, no file named, and the file is as its author left it.
#[test]
fn adds_to_the_one_draft() {
    let sandbox = sandbox(DRAFT);
    sandbox.write("incidents/b.yaml", VALID.replace("title", "status: final\ntitle"));
    let run = log(&sandbox, &["The rollback is complete"]);
    assert_eq!(
        run.transcript(),
        "exit code 0\n--- stderr\nadded to incidents/a.yaml:7: 12:00 The rollback is complete\n"
    );
    assert_eq!(sandbox.read("incidents/a.yaml"), format!("{DRAFT}  - 12:00 The rollback is complete\n"));
    let run = log(&sandbox, &["x", "--quiet", "--at", "11:00", "--by", "web", "--by", "db", "--internal"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let text = sandbox.read("incidents/a.yaml");
    assert!(
        text.contains("# c\n  - at: 11:00\n    event: x\n    by: [web, db]\n    internal: true\n  - 12:00"),
        "{text}"
    );
    assert_eq!(sandbox.list("incidents"), ["a.yaml", "b.yaml"]);
    assert_eq!(sandbox.run("lint").code, 0);
}

/// A new file is where an incident's log begins.
#[test]
fn adds_to_what_new_writes() {
    for style in ["full", "short"] {
        let sandbox = Sandbox::new();
        sandbox.run(&format!("new Checkout --style {style}"));
        assert_eq!(log(&sandbox, &["The alert fires", "--milestone", "Impact_Start"]).code, 0);
        let run = log(&sandbox, &["", "--milestone", "detected", "--evidence", "https://x.example/a"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let text = sandbox.read("incidents/2024-07-01-checkout.yaml");
        let first = "  - at: 12:00\n    event: The alert fires\n    milestone: impact-start\n";
        let second = "  - at: 12:00\n    milestone: detected\n    evidence: https://x.example/a\n";
        assert!(text.contains(&format!("{first}{second}")), "{text}");
        assert_eq!(sandbox.run("lint").code, 0);
    }
}

/// Output of other programs is the best evidence, and is rarely polite YAML.
#[test]
fn reads_a_text_from_standard_input() {
    let sandbox = sandbox(DRAFT);
    let run = sandbox.pipe("log - --internal", "panic: x\n\tat main.rs:1 # y\n\n");
    assert_eq!(run.transcript(), "exit code 0\n--- stderr\nadded to incidents/a.yaml:7: 12:00 panic: x …\n");
    let added =
        "  - at: 12:00\n    event: |-\n      panic: x\n      \tat main.rs:1 # y\n    internal: true\n";
    assert_eq!(sandbox.read("incidents/a.yaml"), format!("{DRAFT}{added}"));
    let run = sandbox.pipe("log -", [0xff]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("<stdin>") && run.err.contains("convert it to UTF-8"), "{}", run.err);
    assert_eq!(sandbox.pipe("log -", "\n").code, 2);
    let dump = sandbox.pipe("log -", "a".repeat(16 * 1024 * 1024 - 10));
    assert!(dump.code == 2 && dump.err.contains("larger than 16 MiB"), "{}", dump.err);
}

/// Colours and the line ends of Windows are no part of what a program says, and would be noise in every report.
#[test]
fn takes_colours_and_carriage_returns_out_of_piped_text() {
    let sandbox = sandbox(DRAFT);
    let painted = "\u{1b}[1;31mERROR\u{1b}[0m boom\r\n\u{1b}]8;;https://x.example\u{1b}\\link\u{1b}]8;;\u{1b}\\\tgrün\r\n";
    assert_eq!(sandbox.pipe("log -", painted).code, 0);
    let added = "  - at: 12:00\n    event: |-\n      ERROR boom\n      link\tgrün\n";
    assert_eq!(sandbox.read("incidents/a.yaml"), format!("{DRAFT}{added}"));
    assert_eq!(sandbox.pipe("log -", "\u{1b}[0m\r\n").code, 2);
}

/// The wrong file would be found out much later.
#[test]
fn asks_which_file_is_meant() {
    let none = Sandbox::new();
    let missing = log(&none, &["x"]);
    let several = sandbox(DRAFT);
    several.write("incidents/b.yaml", "title: [").write("incidents/c.yaml", "title: x\nstatus: \"final\"\n");
    let drafts = log(&several, &["it's", "--by", "web team"]);
    let reviewed = sandbox("title: x\nstatus: review\n");
    let no_draft = log(&reviewed, &["x"]);
    let folder = log(&several, &["x", "incidents"]);
    let gone = log(&several, &["x", "incidents/d.yaml"]);
    several.write("incidents/e.yaml", DRAFT);
    let both = log(&several, &["", "--milestone", "detected"]);
    let long = log(&several, &["a\nb"]);
    assert!(long.err.ends_with("one of them: postmortem log TEXT incidents/a.yaml\n"), "{}", long.err);
    several.write("incidents/a.yaml", "title: {").write("incidents/e.yaml", "title: [");
    let broken = log(&several, &["x"]);
    several.write("incidents/a.yaml", DRAFT);
    let reported = [missing, drafts, both, broken, no_draft, folder, gone].map(|run| run.transcript());
    insta::assert_snapshot!(reported.join("\n"));
    assert_eq!(several.read("incidents/a.yaml"), DRAFT);
    assert_eq!(log(&several, &["x", "incidents/a.yaml"]).code, 0);
    assert_eq!(log(&reviewed, &["x", "incidents/a.yaml"]).code, 0);
}

/// A team's zone is that of its configuration.
#[test]
fn reads_times_in_the_zone_of_the_configuration() {
    let sandbox = sandbox("title: x\ndate: 2024-07-01\n");
    sandbox.write("postmortem.toml", "timezone = \"Europe/Berlin\"\n");
    let run = log(&sandbox, &["x"]);
    assert_eq!(run.err, "added to incidents/a.yaml:4: 14:00 x\n");
}

/// Each error says why and what to do, and leaves the file alone.
#[test]
fn refuses_without_a_change() {
    let sandbox = sandbox(DRAFT);
    sandbox.write("broken.yaml", "title: x\ntimeline:\n  - 10:75 a\n");
    sandbox.write("alias.yaml", "title: x\ncustom: {t: &t [10:15 a]}\ntimeline: *t\n");
    let runs = [
        log(&sandbox, &["x", "--at", "18:00"]),
        log(&sandbox, &["x", "--at", "lunch"]),
        log(&sandbox, &["x", "--milestone", "mitigate"]),
        log(&sandbox, &[" "]),
        log(&sandbox, &["x", "broken.yaml"]),
        log(&sandbox, &["x", "alias.yaml"]),
    ];
    insta::assert_snapshot!(runs.map(|run| run.transcript()).join("\n"));
    assert_eq!(sandbox.read("incidents/a.yaml"), DRAFT);
}

/// A bare time may be one of another day than its author thinks: that must be seen at once.
#[test]
fn says_the_date_where_it_is_not_today() {
    let sandbox = sandbox("title: x\ndate: 2024-06-28\ntimezone: Asia/Tokyo\ntimeline:\n  - 10:15 a\n");
    assert_eq!(
        log(&sandbox, &["x", "--at", "10:20"]).err,
        "added to incidents/a.yaml:6: 2024-06-28 10:20 x\n"
    );
    assert_eq!(
        log(&sandbox, &["x", "--at", "20:50"]).err,
        "added to incidents/a.yaml:7: 2024-07-01 20:50 x\n"
    );
    assert_eq!(log(&sandbox, &["x", "--at", "20:55"]).err, "added to incidents/a.yaml:8: 20:55 x\n");
}

/// A second milestone makes the figures wrong, and a time in the future is a typo; people in an incident lint later.
#[test]
fn notes_what_is_odd_about_an_entry() {
    let sandbox = sandbox(DRAFT);
    let marked = |args: &[&str]| log(&sandbox, &[&["x", "--milestone", "detected"], args].concat()).err;
    assert_eq!(marked(&["--at", "2024-07-01 12:04"]), "added to incidents/a.yaml:7: 12:04 x\n");
    assert_eq!(
        marked(&["--at", "2024-07-01 12:30"]),
        "added to incidents/a.yaml:10: 12:30 x\nwarning: that time is in the future\n\
         warning: incidents/a.yaml:7 also has the milestone `detected`\n  help: keep the one that counts\n"
    );
    assert_eq!(marked(&["--occurrence", "Event 2"]).lines().count(), 1);
}

/// A change to another entry must not go unnoticed, nor an entry that cannot be put where it belongs.
#[test]
fn says_what_becomes_of_an_entry_before_the_first_one() {
    let run = log(&sandbox(DRAFT), &["Deploy \u{1b}[31m", "--at", "2024-06-30 23:00"]);
    let elsewhere = "title: x\ndate: 2024-07-01\ntimezone: UTC\ncustom: {t: &t 10:15}\ntimeline:\n  - at: *t\n    event: a\n";
    let last = log(&sandbox(elsewhere), &["Deploy", "--at", "2024-06-30 23:00"]);
    insta::assert_snapshot!([run, last].map(|run| run.transcript()).join("\n"));
}

/// A shared file stays shared, and a link stays a link.
#[test]
#[cfg(unix)]
fn keeps_permissions_and_writes_through_links() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let sandbox = sandbox(DRAFT);
    let path = sandbox.path("incidents/a.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).unwrap();
    symlink(&path, sandbox.path("link.yaml")).unwrap();
    let run = log(&sandbox, &["x", "link.yaml"]);
    assert_eq!(run.transcript(), "exit code 0\n--- stderr\nadded to link.yaml:7: 12:00 x\n");
    assert!(sandbox.path("link.yaml").symlink_metadata().unwrap().is_symlink());
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o664);
    assert_eq!(sandbox.read("incidents/a.yaml"), format!("{DRAFT}  - 12:00 x\n"));
}
