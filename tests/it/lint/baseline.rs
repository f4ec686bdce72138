//! `postmortem lint --baseline`: old findings are known, new ones count.

use crate::support::{NOW, Run, Sandbox, VALID};
use serde_json::Value;
use std::fs;

/// An old report: an unknown severity (a warning) and a field that does not exist (an error).
fn old() -> String {
    VALID.replace("SEV2", "SEV9") + "ownr: web\n"
}

/// A repository of two old reports whose findings are known.
fn repository() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", old()).write("incidents/b.yaml", old());
    let run = sandbox.run("lint --baseline known.toml --write-baseline");
    assert_eq!(run.code, 0, "{}", run.transcript());
    sandbox
}

fn lint(sandbox: &Sandbox, args: &str) -> Run {
    sandbox.run(&format!("lint --baseline known.toml {args}"))
}

/// A first run on old reports must end in a file that can be reviewed, and in a build that passes.
#[test]
fn lists_what_is_found_and_then_passes() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/b.yaml", old()).write("incidents/a.yaml", old());
    let run = sandbox.run("lint --baseline known.toml --write-baseline");
    insta::assert_snapshot!(format!("{}--- known.toml\n{}", run.transcript(), sandbox.read("known.toml")));
    assert_eq!(
        lint(&sandbox, "").transcript(),
        "exit code 0\n--- stdout\n2 files checked: nothing new; 4 known from the baseline\n"
    );
    assert_eq!(lint(&sandbox, "-q --fail-on info").transcript(), "exit code 0\n");
}

/// Only what an edit adds fails the build, and only that is shown.
#[test]
fn shows_new_findings_alone() {
    let sandbox = repository();
    sandbox.write("incidents/a.yaml", old() + "rot_cause: x\n").write("incidents/c.yaml", old());
    let run = lint(&sandbox, "");
    assert_eq!((run.code, run.out.matches("error[").count()), (1, 2), "{}", run.transcript());
    assert!(run.out.contains("`rot_cause`") && run.out.contains("incidents/c.yaml"), "{}", run.transcript());
    assert!(
        run.out.ends_with(
            "3 files checked: 2 errors, 1 warning; 1 can be fixed with --fix; 4 known from the baseline\n"
        ),
        "{}",
        run.out
    );
    assert_eq!(run.err, "");
}

/// A finding stays known when lines above it come and go, and when other lines change.
#[test]
fn known_findings_may_move() {
    let sandbox = repository();
    let moved = "# a note\n# and another\n".to_owned()
        + &old().replace("title: Checkout fails", "title: Search fails");
    sandbox.write("incidents/a.yaml", moved);
    assert!(lint(&sandbox, "").out.ends_with(" nothing new; 4 known from the baseline\n"));
}

/// The same fault twice is two findings: a third one is new, and one that is repaired is no longer known.
#[test]
fn counts_equal_findings() {
    let sandbox = Sandbox::new();
    let event = "  - {at: 10:20, event: Retry, foo: 1}\n";
    let text = |count: usize| VALID.replace("root_cause", &(event.repeat(count) + "root_cause"));
    let lint = |count: usize, args: &str| {
        sandbox.write("a.yaml", text(count));
        sandbox.run(&format!("lint a.yaml --only unknown-field --baseline known.toml {args}"))
    };
    let run = lint(2, "--write-baseline");
    assert!(run.err.contains("known findings: 2 (2 added, 0 removed)"), "{}", run.transcript());
    assert_eq!(sandbox.read("known.toml").matches("count = 2").count(), 1, "{}", sandbox.read("known.toml"));
    assert_eq!(lint(2, "").code, 0);
    let run = lint(3, "");
    assert_eq!((run.code, run.out.matches("error[").count()), (1, 1), "{}", run.transcript());
    assert!(run.out.contains("a.yaml:13:"), "the last one is new: {}", run.out);
    let run = lint(1, "");
    assert!(
        run.err.starts_with("1 finding of the baseline no longer occurs:\n  a.yaml: unknown-field\n"),
        "{}",
        run.err
    );
}

/// A user who fixes an old report must learn that its entries can go, and can remove them at once.
#[test]
fn reports_and_removes_entries_that_no_longer_match() {
    let sandbox = repository();
    sandbox.write("incidents/a.yaml", VALID);
    fs::remove_file(sandbox.path("incidents/b.yaml")).unwrap();
    let run = lint(&sandbox, "");
    insta::assert_snapshot!(run.transcript());
    let run = lint(&sandbox, "--write-baseline");
    assert!(run.err.contains("known findings: 0 (0 added, 4 removed)"), "{}", run.err);
    assert_eq!(lint(&sandbox, "").transcript(), "exit code 0\n--- stdout\n1 file checked: nothing found\n");
}

/// The command that removes entries also adds what is new: where something is, it must not be advised.
#[test]
fn does_not_advise_to_make_new_findings_known() {
    let sandbox = repository();
    sandbox.write("incidents/a.yaml", VALID.replace("SEV2", "SEV8"));
    let run = lint(&sandbox, "");
    assert!(run.err.ends_with("remove their lines from `known.toml`\n"), "{}", run.err);
    assert!(!run.err.contains("--write-baseline"), "{}", run.err);
}

/// A hook passes the files of a commit, `--changed` those of a branch: the entries of all other files must survive.
#[test]
fn a_run_on_few_files_leaves_the_other_entries_alone() {
    let sandbox = repository();
    let before = sandbox.read("known.toml");
    sandbox.write("incidents/a.yaml", VALID);
    fs::remove_file(sandbox.path("incidents/b.yaml")).unwrap();
    sandbox.write("incidents/c.yaml", VALID);
    let run = lint(&sandbox, "incidents/c.yaml");
    assert_eq!(run.transcript(), "exit code 0\n--- stdout\n1 file checked: nothing found\n");
    assert_eq!(lint(&sandbox, "incidents/c.yaml --write-baseline").code, 0);
    assert_eq!(sandbox.read("known.toml"), before);
    let run = lint(&sandbox, "incidents/a.yaml --write-baseline");
    assert!(run.err.contains("known findings: 2 (0 added, 2 removed)"), "{}", run.err);
    // A rule that did not run has not found that its entries are gone.
    let run = lint(&sandbox, "--only unknown-severity --write-baseline");
    assert!(run.err.contains("known findings: 1 (0 added, 1 removed)"), "{}", run.err);
}

/// The hook runs at the root, a person in a folder, a build with absolute paths: all mean the same files.
#[test]
fn works_from_any_folder() {
    let sandbox = repository();
    let absolute = sandbox.path("incidents/a.yaml").canonicalize().unwrap();
    for (folder, args) in [
        ("incidents", vec!["a.yaml", "b.yaml", "--baseline", "../known.toml"]),
        ("incidents", vec![".", "--baseline", "../known.toml"]),
        (".git", vec!["../incidents", "--baseline", "../known.toml"]),
        (".", vec![absolute.to_str().unwrap(), "./incidents/b.yaml", "--baseline", "known.toml"]),
    ] {
        let args: Vec<&str> = ["lint", "--now", NOW].into_iter().chain(args).collect();
        let run = Run::of(sandbox.command(&args).current_dir(sandbox.path(folder)));
        assert_eq!(
            run.transcript(),
            "exit code 0\n--- stdout\n2 files checked: nothing new; 4 known from the baseline\n",
            "{args:?}"
        );
    }
    let run = sandbox.run("lint --baseline ci/known.toml --write-baseline");
    assert!(sandbox.read("ci/known.toml").contains("path = \"../incidents/a.yaml\""), "{}", run.transcript());
    assert_eq!(sandbox.run("lint --baseline ci/known.toml").code, 0);
}

/// Two people who write the baseline of the same files must get the same bytes, whatever a file is called.
#[test]
fn writes_the_same_file_every_time() {
    let sandbox = repository();
    sandbox.write("incidents/a \"b\\\u{1b}é.yaml", old());
    lint(&sandbox, "--write-baseline");
    let first = sandbox.read("known.toml");
    assert!(first.contains("incidents/a \\\"b\\\\\\U0000001Bé.yaml"), "{first}");
    let run = lint(&sandbox, "incidents/b.yaml incidents --write-baseline");
    assert!(run.err.contains("known findings: 6 (0 added, 0 removed)"), "{}", run.transcript());
    assert_eq!(sandbox.read("known.toml"), first);
}

/// A merge that went wrong, or another file named by mistake, must not look like a baseline without entries.
#[test]
fn refuses_what_is_no_baseline() {
    let sandbox = repository();
    let good = sandbox.read("known.toml");
    for (name, text, expected) in [
        ("merge", good.replace("findings =", "<<<<<<< HEAD\nfindings ="), "known.toml:4:"),
        ("key", good.replacen("count =", "cuont =", 1), "unknown field `cuont`"),
        ("zero", good.replacen("count = 1", "count = 0", 1), "expected a whole number from 1, found `0`"),
        ("version", good.replace("version = 1", "version = 2\nmore = []"), "expected version 1, found 2"),
    ] {
        sandbox.write("known.toml", &text);
        for flag in ["", "--write-baseline"] {
            let run = lint(&sandbox, flag);
            assert_eq!((run.code, run.out.as_str()), (2, ""), "{name}: {}", run.transcript());
            assert!(run.err.starts_with("error[invalid-baseline]: "), "{name}: {}", run.err);
            assert!(run.err.contains(expected) && run.err.contains("help: "), "{name}: {}", run.err);
        }
        assert_eq!(sandbox.read("known.toml"), text);
    }
    sandbox.write("bytes.toml", b"\xff\xfe").write("foreign.toml", "paths = [\"incidents\"]\n");
    sandbox.write("json.toml", "{\"version\": 1}");
    for (args, expected) in [
        (
            "--baseline nowhere.toml",
            "the baseline `nowhere.toml` does not exist\n  help: write it with --write-baseline",
        ),
        ("--baseline incidents", "`incidents` is not a baseline"),
        ("--baseline bytes.toml", "`bytes.toml` is not a baseline"),
        ("--baseline foreign.toml", "`foreign.toml` is not a baseline"),
        ("--baseline json.toml --write-baseline", "`json.toml` is not a baseline"),
        ("--baseline incidents/a.yaml --write-baseline", "`incidents/a.yaml` is not a baseline"),
        ("--baseline new.yaml --write-baseline - ", "`-` is not a file"),
        ("--write-baseline", "--write-baseline needs a file"),
    ] {
        let run = sandbox.pipe(&format!("lint {args}"), "");
        assert_eq!(run.code, 2, "{args}: {}", run.transcript());
        assert!(run.err.contains(expected), "{args}: {}", run.err);
    }
}

/// A configuration names the baseline once for hooks, builds and people; it can be left aside to repair old reports.
#[test]
fn the_configuration_names_it() {
    let sandbox = repository();
    sandbox.write("postmortem.toml", "[lint]\nbaseline = \"known.toml\"\n");
    let run = |args: &[&str]| {
        let args: Vec<&str> = ["lint", "--now", NOW].iter().chain(args).copied().collect();
        Run::of(sandbox.command(&args).current_dir(sandbox.path("incidents")))
    };
    assert_eq!(run(&[]).out, "2 files checked: nothing new; 4 known from the baseline\n");
    assert!(
        run(&["--no-baseline"])
            .out
            .ends_with("2 files checked: 2 errors, 2 warnings; 2 can be fixed with --fix\n")
    );
    assert_eq!(run(&["--write-baseline"]).code, 0);
    sandbox.write("postmortem.toml", "[lint]\nbaseline = 1\n");
    assert!(run(&[]).err.contains("expected a text, found a number"));
    sandbox.write("postmortem.toml", "[lint]\nbasline = \"x\"\n");
    assert!(run(&[]).err.contains("did you mean `baseline`?"));
}

/// Every reader of the findings must see the new ones and nothing else; SARIF says of the known ones that they are.
#[test]
fn every_format_knows_it() {
    let sandbox = repository();
    sandbox.write("incidents/a.yaml", old() + "rot_cause: x\n").write("incidents/b.yaml", VALID);
    for format in ["human", "json", "sarif", "github", "gitlab", "junit"] {
        assert_eq!(lint(&sandbox, &format!("--format {format}")).code, 1, "{format}");
    }
    let json = |format: &str| -> Value {
        serde_json::from_str(&lint(&sandbox, &format!("--format {format}")).out).unwrap()
    };
    let out = json("json");
    assert_eq!(out["diagnostics"].as_array().unwrap().len(), 1);
    assert_eq!(out["counts"]["error"], 1);
    assert_eq!(out["baseline"]["known"], 2);
    assert_eq!(out["baseline"]["unmatched"][0]["path"], "incidents/b.yaml");
    assert_eq!(json("gitlab").as_array().unwrap().len(), 1);
    assert_eq!(lint(&sandbox, "--format github -q").out.lines().count(), 1);
    let junit = lint(&sandbox, "--format junit").out;
    assert!(
        junit.contains("tests=\"2\" failures=\"1\"") && junit.contains("1 file without new findings"),
        "{junit}"
    );
    let results = json("sarif")["runs"][0]["results"].as_array().unwrap().clone();
    let states: Vec<_> =
        results.iter().map(|result| (&result["baselineState"], &result["suppressions"][0]["kind"])).collect();
    let expected = [("new", None), ("unchanged", Some("external")), ("unchanged", Some("external"))];
    let expected: Vec<_> =
        expected.map(|(state, kind)| (Value::from(state), kind.map_or(Value::Null, Value::from))).into();
    assert!(
        states.iter().map(|(state, kind)| ((*state).clone(), (*kind).clone())).eq(expected),
        "{states:?}"
    );
    let prints = |results: &[Value]| {
        let print =
            |result: &Value| result["partialFingerprints"]["postmortem/v1"].as_str().unwrap().to_owned();
        results.iter().map(print).collect::<std::collections::BTreeSet<_>>()
    };
    let without: Value = serde_json::from_str(&sandbox.run("lint --format sarif").out).unwrap();
    assert_eq!(prints(without["runs"][0]["results"].as_array().unwrap()), prints(&results));
    assert!(without["runs"][0]["results"][0].get("baselineState").is_none());
    assert!(
        prints(&results).iter().any(|print| sandbox.read("known.toml").contains(print)),
        "one fingerprint everywhere"
    );
}

/// What can be fixed is fixed, known or not; `--fix` must not ask for findings to be shown first.
#[test]
fn fix_repairs_known_findings_too() {
    let sandbox = repository();
    sandbox.write("incidents/a.yaml", old().replace("ownr: web\n", "sumary: x\n"));
    lint(&sandbox, "--write-baseline");
    let text = old().replace("summary:", "sumary:").replace("ownr: web\n", "");
    sandbox.write("incidents/a.yaml", text);
    lint(&sandbox, "--write-baseline");
    let run = lint(&sandbox, "--fix incidents/a.yaml");
    assert!(sandbox.read("incidents/a.yaml").contains("\nsummary:"), "{}", run.transcript());
    assert!(run.err.contains("incidents/a.yaml: unknown-field\n"), "{}", run.err);
}

/// A file that cannot be read goes unchecked: an accepted syntax error would hide all that is ever wrong in it.
#[test]
fn a_broken_file_is_never_known() {
    let sandbox = repository();
    let before = sandbox.read("known.toml");
    for broken in
        [b"title: [\n".as_slice(), b"title: a\n---\ntitle: b\n", b"title: \xff\n", b"schema: 99\ntitle: a\n"]
    {
        sandbox.write("incidents/a.yaml", broken);
        let run = lint(&sandbox, "--write-baseline");
        assert_eq!(run.code, 1, "{}", run.transcript());
        assert!(run.err.contains("`incidents/a.yaml` is not in the baseline: "), "{}", run.transcript());
        assert_eq!(sandbox.read("known.toml"), before, "what was known of it stays");
        let run = lint(&sandbox, "");
        assert_eq!((run.code, run.err.as_str()), (1, ""), "{}", run.transcript());
    }
    let rule = "invalid-yaml\", fingerprint = \"00000000000000000000000000000000";
    let entry = format!("findings = [\n  {{ path = \"incidents/a.yaml\", rule = \"{rule}\", count = 1 }},");
    sandbox
        .write("known.toml", before.replace("findings = [", &entry))
        .write("incidents/a.yaml", "title: [\n");
    let run = lint(&sandbox, "");
    assert!(run.code == 1 && run.out.contains("error[invalid-yaml]"), "{}", run.transcript());
}

/// A run with other levels does not show what the next one finds: it must not advise to remove entries, nor remove them.
#[test]
fn other_levels_say_nothing_about_entries() {
    let sandbox = repository();
    let before = sandbox.read("known.toml");
    for args in [
        "--as draft",
        "--as final",
        "--level unknown-severity=off",
        "--level unknown-severity=off,unknown-field=off",
    ] {
        let run = lint(&sandbox, args);
        assert!(!run.err.contains("no longer"), "{args}: {}", run.transcript());
        let run = lint(&sandbox, &format!("{args} --write-baseline"));
        assert!(run.err.contains(" 0 removed)"), "{args}: {}", run.transcript());
        sandbox.write("known.toml", &before);
    }
    for (text, line) in [
        ("count = 1", "count = \"1\""),
        ("count = 1", "count = -1"),
        ("count = 1", "count = 99999999999"),
        ("version = 1", "version = \"1\""),
    ] {
        sandbox.write("known.toml", before.replacen(text, line, 1));
        let run = lint(&sandbox, "");
        assert!(
            run.err.starts_with("error[invalid-baseline]: expected a whole number from 1\n"),
            "{line}: {}",
            run.err
        );
    }
}
