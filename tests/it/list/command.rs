//! The command: what it lists, in which order and form, and what it says of the rest.

use crate::support::{Run, Sandbox};

/// Four incidents, one of which cannot be read.
fn project() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .write(
            "incidents/dns.yaml",
            "title: '=Names | do not resolve'\nseverity: SEV1\nstatus: final\ndate: 2024-05-30\ntimezone: UTC\n\
             services: [web]\nowner: platform\nsummary: The cache was full. It grew.\n\
             timeline:\n- {at: 10:15, event: a, milestone: impact-start}\n- {at: 12:45, event: b, milestone: resolved}\n\
             actions: [Fix it, {title: Done, status: done}]\n",
        )
        .write(
            "incidents/mail.yaml",
            "title: Mail is late\nseverity: SEV2\ndate: ~2024-06-01\nservices: [mail]\ntags: [dns]\n",
        )
        .write("incidents/old.yaml", "title: Nobody knows when\nactions: [a, b, c]\n")
        .write("incidents/broken.yaml", "title: [\n");
    sandbox
}

fn ids(run: &Run) -> Vec<&str> {
    run.out.lines().skip(1).filter_map(|line| line.split_whitespace().last()).collect()
}

/// What a team lead sees on Monday: all that can be read, the newest first, and what is not in it.
#[test]
fn lists_what_can_be_read() {
    let sandbox = project();
    insta::assert_snapshot!("list", sandbox.run("list").transcript());
    assert_eq!(sandbox.run("list --strict").code, 2);
    assert_eq!(sandbox.run("list incidents/broken.yaml").code, 2);
    let nothing = sandbox.run("list --since 2025-01-01");
    assert_eq!((nothing.code, nothing.out.as_str()), (0, ""));
    assert!(nothing.err.contains("0 incidents, 3 left out by the filters"), "{}", nothing.err);
}

/// Each order answers a question of its own; what has no value comes last.
#[test]
fn sorts_by_what_is_asked_for() {
    let sandbox = project();
    for (key, expected) in [
        ("start", ["mail", "dns", "old"]),
        ("duration", ["dns", "mail", "old"]),
        ("severity", ["dns", "mail", "old"]),
        ("open", ["old", "dns", "mail"]),
    ] {
        assert_eq!(ids(&sandbox.run(&format!("list --sort {key}"))), expected, "{key}");
    }
}

/// The engineer in an incident: has this been seen before?
#[test]
fn filters_narrow() {
    let sandbox = project();
    let listed = |args: &[&str]| {
        let run = sandbox.run_args(&[&["list", "--no-config"], args].concat());
        assert_eq!(run.code, 0, "{}", run.transcript());
        ids(&run).iter().map(|id| (*id).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(listed(&["--match", "CACHE names"]), ["dns"]);
    assert_eq!(listed(&["--match", "dns"]), ["mail"], "a file's name is no text of the incident");
    assert_eq!(listed(&["--severity", "sev1", "--severity", "SEV-2"]), ["mail", "dns"]);
    assert_eq!(listed(&["--severity", "SEV1", "--service", "mail"]), [""; 0]);
    assert_eq!(listed(&["--status", "final", "--owner", "Platform"]), ["dns"]);
    assert_eq!(listed(&["--since", "2024-05-31", "--until", "2024-06-01"]), ["mail"]);
    let slip = sandbox.run("list --service weeb");
    assert_eq!((slip.code, slip.out.as_str()), (2, ""));
    assert!(slip.err.contains("there is no service `weeb`\n  help: did you mean `web`?"), "{}", slip.err);
    let date = sandbox.run("list --since yesterday");
    assert!(date.code == 2 && date.err.contains("write a date as 2024-05-30"), "{}", date.err);
}

/// A title can be anything: no format may break at it, or run it.
#[test]
fn every_format_escapes() {
    let sandbox = project();
    let csv = sandbox.run("list --format csv");
    insta::assert_snapshot!("list_csv", csv.out.replace('\r', ""));
    assert_eq!(csv.out.matches("\r\n").count(), 4);
    insta::assert_snapshot!("list_markdown", sandbox.run("list --format markdown").out);
    insta::assert_snapshot!("list_json", sandbox.run("list --format json --match cache").out);
}

/// A committed index that nobody refreshes misleads its readers.
#[test]
fn keeps_a_committed_index_fresh() {
    let sandbox = project();
    let written = sandbox.run("list -o incidents/README.md");
    assert!(written.code == 0 && written.err.contains("Wrote incidents/README.md"), "{}", written.err);
    assert_eq!(sandbox.run("list -o incidents/README.md --check").code, 0);
    sandbox.write("incidents/new.yaml", "title: n\n");
    let stale = sandbox.run("list -o incidents/README.md --check");
    assert_eq!((stale.code, stale.out.as_str()), (1, "incidents/README.md: stale\n"));
    assert!(stale.err.contains("Update it: postmortem list -o incidents/README.md"), "{}", stale.err);
    assert_eq!(sandbox.run("list -o gone.csv --check").out, "gone.csv: missing\n");
    let unclear = sandbox.run("list -o index");
    assert!(unclear.code == 2 && unclear.err.contains("--format markdown"), "{}", unclear.err);
    assert_eq!(
        sandbox.run("list -o incidents/new.yaml --format csv").code,
        2,
        "no table replaces an incident"
    );
    assert_eq!(sandbox.read("incidents/new.yaml"), "title: n\n");
}
