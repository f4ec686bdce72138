//! The command: which actions it means, what it writes, and what it refuses.

use crate::support::Sandbox;
use std::process::Child;

const CHECKOUT: &str =
    "title: Checkout fails\n# why\nactions:\n- Write it down\n- {title: Alert on it, id: OPS-1}\n";

fn project() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .write("incidents/checkout.yaml", CHECKOUT)
        .write("incidents/old.yaml", "title: o\nid: INC#7\nactions: [Ask]\n");
    sandbox
}

/// Several actions of several files in one call, and back again.
#[test]
fn sets_the_state_of_actions() {
    let sandbox = project();
    let run = sandbox.run("done checkout#1 checkout#OPS-1 INC#7#1 --on 2024-06-20");
    insta::assert_snapshot!("done", run.transcript());
    assert_eq!(
        sandbox.read("incidents/checkout.yaml"),
        "title: Checkout fails\n# why\nactions:\n- title: Write it down\n  status: done\n  done_on: 2024-06-20\n\
         - {title: Alert on it, id: OPS-1, status: done, done_on: 2024-06-20}\n"
    );
    let again = sandbox.run("done checkout#1");
    assert!(again.code == 0 && again.err.contains("`Write it down` is already done"), "{}", again.err);
    assert_eq!(sandbox.run("done ./incidents/checkout.yaml#2 --reopen").code, 0);
    assert!(sandbox.read("incidents/checkout.yaml").contains("id: OPS-1, status: open}"));
    let dropped = sandbox.run_args(&["done", "INC#7#1", "--drop", "nobody is left"]);
    assert_eq!(dropped.code, 0, "{}", dropped.err);
    assert!(sandbox.read("incidents/old.yaml").contains("status: dropped"));
    assert!(sandbox.read("incidents/old.yaml").contains("Dropped: nobody is left"));
    assert!(!sandbox.read("incidents/old.yaml").contains("done_on"));
}

/// A file is meant wherever it is, and by any of its names.
#[test]
fn a_file_need_not_be_under_the_paths() {
    let sandbox = project();
    sandbox.write("elsewhere/a.yaml", "title: t\nactions: [a]\n");
    assert_eq!(sandbox.run("done elsewhere/a.yaml#1 incidents/../incidents/old.yaml#1").code, 0);
    assert!(
        sandbox.read("elsewhere/a.yaml").contains("done")
            && sandbox.read("incidents/old.yaml").contains("done")
    );
}

/// Without a date it is today's, where the incident was.
#[test]
fn today_is_that_of_the_files_zone() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", "title: t\ntimezone: Asia/Tokyo\nactions: [a]\n");
    assert_eq!(sandbox.run_args(&["done", "a#1", "--now", "2024-06-30T20:00:00Z"]).code, 0);
    assert!(sandbox.read("incidents/a.yaml").contains("done_on: 2024-07-01"));
}

/// Nothing is written if one reference is wrong, and each says what is wrong with it.
#[test]
fn writes_nothing_if_one_reference_is_wrong() {
    let sandbox = project();
    sandbox.write("incidents/twice.yaml", "title: t\nid: checkout\nactions: [a]\n");
    for (reference, message) in [
        ("checkout", "`checkout` is not a reference to an action"),
        ("checkuot#1", "there is no incident `checkuot`\n  help: did you mean `checkout`?"),
        ("checkout#OPS-2", "did you mean `checkout#OPS-1`?"),
        ("checkout#9", "`checkout` has no action `9`\n  help: its actions are `checkout#1` to `checkout#2`"),
        ("checkout#0", "`checkout` has no action `0`"),
        ("checkout#1", "matches 2 actions, in `incidents/checkout.yaml` and `incidents/twice.yaml`"),
    ] {
        let run = sandbox.run(&format!("done INC#7#1 {reference}"));
        assert!(run.code == 2 && run.err.contains(message), "{reference}: {}", run.err);
    }
    assert_eq!(sandbox.read("incidents/old.yaml"), "title: o\nid: INC#7\nactions: [Ask]\n");
    sandbox.write("incidents/broken.yaml", "title: t\nactions: [{title: a}, {titel: b}]\n");
    let faulty = sandbox.run("done INC#7#1 broken#1");
    assert!(faulty.code == 2 && faulty.err.contains("unknown-field"), "{}", faulty.err);
    assert_eq!(sandbox.read("incidents/old.yaml"), "title: o\nid: INC#7\nactions: [Ask]\n");
    let empty = sandbox.run_args(&["done", "INC#7#1", "--drop", " "]);
    assert!(empty.code == 2 && empty.err.contains("the reason is empty"), "{}", empty.err);
    assert_eq!(sandbox.run("done INC#7#1 --reopen --on 2024-06-20").code, 2);
}

/// Runs at the same moment must not lose each other's edits.
#[test]
fn many_at_once_lose_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", format!("title: t\nactions:\n{}", "- Act\n".repeat(40)));
    let start = |number: usize| {
        let reference = format!("a#{number}");
        sandbox.command(&["done", &reference, "--quiet"]).spawn().unwrap()
    };
    let mut children: Vec<Child> = (1..=40).map(start).collect();
    assert!(children.iter_mut().all(|child| child.wait().unwrap().success()));
    assert_eq!(sandbox.read("incidents/a.yaml").matches("status: done").count(), 40);
}
