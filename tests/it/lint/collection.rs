//! Rules across files: which files they compare, and that comparing never reports what was not requested.

use crate::support::Sandbox;

/// Rules that speak, each with its file, when only rules across files run.
fn reported(sandbox: &Sandbox, line: &str) -> Vec<String> {
    let only = ["duplicate-id", "unknown-related", "recurring-incident", "unused-ignore"];
    let only: String = only.map(|rule| format!(" --only {rule}")).concat();
    reported_as(&sandbox.run(&format!("lint --format json {line}{only}")).out)
}

fn reported_as(json: &str) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(json).unwrap_or_else(|_| panic!("{json}"));
    let found = report["diagnostics"].as_array().expect("a list").iter();
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    found.map(|found| format!("{}: {}", text(&found["path"]), text(&found["rule"]))).collect()
}

/// A pre-commit hook names one file: the others must be known, but nothing reported about them.
#[test]
fn a_file_named_alone_is_compared_with_all() {
    let sandbox = Sandbox::new();
    sandbox
        .write("incidents/a.yaml", "title: a\nid: one\nrelated: [b, two, nowhere]\n")
        .write("incidents/b.yaml", "title: b\nid: one\n")
        .write("incidents/c.yaml", "title: c\nid: two\nrelated: [b]\n")
        .write("incidents/deep/b.yaml", "title: b, by its name\nrelated: [a]\n");
    let of_a = ["incidents/a.yaml: duplicate-id", "incidents/a.yaml: unknown-related"];
    assert_eq!(reported(&sandbox, "incidents/a.yaml"), of_a);
    assert_eq!(reported(&sandbox, "./incidents/a.yaml").len(), 2);
    assert_eq!(reported(&sandbox, "incidents/c.yaml"), [""; 0]);
    let all = reported(&sandbox, "");
    assert_eq!(all, reported(&sandbox, "incidents"));
    assert_eq!(
        all,
        [of_a[0], of_a[1], "incidents/b.yaml: duplicate-id", "incidents/deep/b.yaml: unknown-related"]
    );
    sandbox.write("postmortem.toml", "paths = ['elsewhere']\n");
    assert_eq!(reported(&sandbox, "incidents/c.yaml"), [""; 0], "nobody knows where `b` may be");
    sandbox.write("elsewhere/x.yaml", "title: x\nid: two\n");
    assert_eq!(reported(&sandbox, "incidents/c.yaml").len(), 2, "the configuration says where");
}

/// Two files of one name in two folders have one id, unless one of them says otherwise.
#[test]
fn names_of_files_are_ids() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/2023/dns.yaml", "title: a\n").write("incidents/2024/dns.yaml", "title: b\n");
    let run = sandbox.run("lint --only duplicate-id");
    assert_eq!(run.code, 1);
    assert!(run.out.contains("`dns` is also the id of `incidents/2024/dns.yaml`"), "{}", run.out);
    assert!(run.out.contains("2 errors"), "{}", run.out);
    sandbox.write("incidents/2024/dns.yaml", "title: b\nid: dns-2024\n");
    assert_eq!(sandbox.run("lint --only duplicate-id").code, 0);
}

/// An id may be in a file that cannot be read at the moment: then it is not known to be missing.
#[test]
fn a_broken_file_makes_no_other_file_wrong() {
    let sandbox = Sandbox::new();
    sandbox
        .write("incidents/a.yaml", "title: a\nrelated: [one]\n")
        .write("incidents/b.yaml", "id: one\ntitle: [\n");
    assert_eq!(reported(&sandbox, "incidents/a.yaml"), [""; 0]);
    assert_eq!(reported(&sandbox, ""), ["incidents/b.yaml: invalid-yaml"]);
    assert_eq!(sandbox.run("lint incidents/a.yaml").code, 0, "what was not asked for does not fail");
}

/// An editor pipes a file that is in the collection too: it is no duplicate of itself, but its links are checked.
#[test]
fn standard_input_is_compared_but_no_duplicate() {
    let sandbox = Sandbox::new();
    let text = "title: a\nid: one\nrelated: [nowhere]\n";
    sandbox.write("incidents/a.yaml", text);
    let run = sandbox.pipe("lint - --format json --only duplicate-id --only unknown-related", text);
    assert_eq!(reported_as(&run.out), ["<stdin>: unknown-related"]);
}

/// Only an earlier incident of the same kind whose repair waits is an argument; others would cry wolf.
#[test]
fn recurrence_needs_an_earlier_like_one_with_open_actions() {
    let incident = |date: &str, services: &str, tags: &str, action: &str| {
        format!(
            "title: a\ndate: {date}\nservices: [{services}]\ntags: [{tags}]\nactions: [{{title: b, status: {action}}}]\n"
        )
    };
    let later = incident("2024-05-30", "web, checkout", "dns, Cert Expired", "done");
    for (earlier, speaks) in [
        (incident("2024-03-04", "checkout", "cert-expired", "open"), true),
        (incident("2024-03-04", "Checkout, search", "dns", "in-progress"), true),
        (incident("2024-03-04", "checkout", "dns", "done"), false),
        (incident("2024-03-04", "checkout", "dns", "proposed"), false),
        (incident("2024-03-04", "search", "dns", "open"), false),
        (incident("2024-03-04", "checkout", "dns, deploy", "open"), false),
        (incident("2024-03-04", "checkout", "", "open"), false),
        (incident("2024-05-30", "checkout", "dns", "open"), false),
        (incident("2024-06-04", "checkout", "dns", "open"), false),
    ] {
        let sandbox = Sandbox::new();
        sandbox.write("incidents/earlier.yaml", &earlier).write("incidents/later.yaml", &later);
        let expected: &[&str] = if speaks { &["incidents/later.yaml: recurring-incident"] } else { &[] };
        assert_eq!(reported(&sandbox, ""), expected, "{earlier}");
    }
}

/// A comment on what rules across files find works like any other, and is judged only where they run.
#[test]
fn ignore_comments_work_across_files() {
    let sandbox = Sandbox::new();
    let ignored = "title: a\nid: one # postmortem: ignore[duplicate-id] on purpose\n";
    sandbox.write("incidents/a.yaml", ignored).write("incidents/b.yaml", "title: b\nid: one\n");
    assert_eq!(reported(&sandbox, ""), ["incidents/b.yaml: duplicate-id"]);
    sandbox.write("incidents/b.yaml", "title: b\nid: two\n");
    assert_eq!(reported(&sandbox, ""), ["incidents/a.yaml: unused-ignore"]);
    assert_eq!(sandbox.run("lint --only unused-ignore").out, "2 files checked: nothing found\n");
    let run = sandbox.run("lint --fix --only unused-ignore --only duplicate-id");
    assert_eq!(run.err, "incidents/a.yaml: 1 fixed\n");
    assert_eq!(sandbox.read("incidents/a.yaml"), "title: a\nid: one\n");
}
