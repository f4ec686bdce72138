//! The ledger of actions: which it has, in which order, and what it says of them.

use crate::support::Sandbox;
use crate::support::marked::marked;

/// At noon of the first of July.
fn project() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .write(
            "incidents/checkout.yaml",
            "title: Checkout fails\nseverity: SEV1\nservices: [web, mail]\ntimezone: UTC\nactions:\n\
             - Write it down\n\
             - {title: Alert on it, id: OPS-1, owner: web, priority: P1, due: 2024-06-20}\n\
             - {title: Test it, owner: [web, search], due: 2024-07-10, status: in-progress}\n\
             - {title: Fix it, status: done, done_on: 2024-06-01, due: 2024-05-01}\n\
             - {title: A secret, internal: true, status: proposed}\n",
        )
        .write(
            "incidents/old.yaml",
            "title: '=Old | one'\nid: INC-7\nactions: [{title: Ask, due: 2024-06-25}]\n",
        )
        .write("incidents/none.yaml", "title: Nothing to do\n");
    sandbox
}

fn references(out: &str) -> Vec<&str> {
    out.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect()
}

/// The team lead on Monday: what is overdue, and whose is it? The most overdue comes first.
#[test]
fn lists_what_is_open_the_most_overdue_first() {
    let sandbox = project();
    insta::assert_snapshot!("actions", sandbox.run("actions").transcript());
    insta::assert_snapshot!("actions_by_owner", sandbox.run("actions --group-by owner --all").transcript());
    assert_eq!(references(&sandbox.run("actions --overdue").out), ["checkout#OPS-1", "INC-7#1"]);
    assert_eq!(references(&sandbox.run("actions --due-within 9d").out).len(), 3);
    assert_eq!(references(&sandbox.run("actions --due-within 8d").out).len(), 2);
    assert_eq!(references(&sandbox.run("actions --owner Search").out), ["checkout#3"]);
    assert_eq!(references(&sandbox.run("actions --all").out).last(), Some(&"checkout#4"));
    assert_eq!(references(&sandbox.run("actions --service mail --overdue").out), ["checkout#OPS-1"]);
    let slip = sandbox.run("actions --due-within soon");
    assert!(slip.code == 2 && slip.err.contains("write a number of days: 14d"), "{}", slip.err);
}

/// A weekly job must fail only for what it was told to.
#[test]
fn fails_on_what_is_asked_for() {
    let sandbox = project();
    for (line, code) in [
        ("actions", 0),
        ("actions --fail-on overdue", 1),
        ("actions --owner search --fail-on overdue", 0),
        ("actions --owner search --fail-on open", 1),
        ("actions incidents/none.yaml --fail-on open", 0),
    ] {
        assert_eq!(sandbox.run(line).code, code, "{line}");
    }
}

/// A day is over when it is over where the incident was.
#[test]
fn counts_days_of_the_files_zone() {
    let sandbox = Sandbox::new();
    for (zone, late) in [("Asia/Tokyo", 1), ("UTC", 0)] {
        sandbox.write(
            "incidents/a.yaml",
            format!("title: t\ntimezone: {zone}\nactions: [{{title: a, due: 2024-06-30}}]\n"),
        );
        let args = ["actions", "--overdue", "--format", "csv", "--now", "2024-06-30T20:00:00Z"];
        assert_eq!(sandbox.run_args(&args).out.lines().count() - 1, late, "{zone}");
    }
}

/// Programs and spreadsheets read it; what is internal reaches no reader outside.
#[test]
fn every_format_escapes_and_hides() {
    let sandbox = project();
    insta::assert_snapshot!("actions_csv", sandbox.run("actions --format csv").out.replace('\r', ""));
    insta::assert_snapshot!("actions_markdown", sandbox.run("actions --group-by incident -f markdown").out);
    insta::assert_snapshot!("actions_json", sandbox.run("actions --format json --overdue --owner web").out);
    let marked = marked();
    sandbox.write("marked/a.yaml", &marked.text);
    for format in ["human", "json", "csv", "markdown"] {
        for more in ["", " --all", " --all --group-by owner", " --all --group-by incident"] {
            let run = sandbox.run(&format!("actions marked --audience public --format {format}{more}"));
            let leaked: Vec<_> =
                marked.internal.iter().filter(|text| run.out.contains(text.as_str())).collect();
            assert_eq!(leaked, Vec::<&String>::new(), "{format}{more}:\n{}", run.out);
        }
    }
    let public = sandbox.run("actions --audience public --format csv");
    assert!(!public.out.contains("secret") && !public.out.contains("checkout#3"), "{}", public.out);
}
