//! What `[lint]` configures for files and families: which files are excluded, and the levels of rules.

use crate::support::{Run, Sandbox, VALID};

/// A valid file without a summary, which is a warning.
fn bare() -> String {
    VALID.replace("summary: Checkout failed for two hours.\n", "")
}

fn with(config: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/new.yaml", bare()).write("incidents/old/a.yaml", bare());
    sandbox.write("incidents/old/b.draft.yaml", bare()).write("postmortem.toml", config);
    sandbox
}

/// The files with findings of a rule, each with the level.
fn found(run: &Run, rule: &str) -> Vec<(String, String)> {
    let report: serde_json::Value = serde_json::from_str(&run.out).expect(&run.err);
    let found = report["diagnostics"].as_array().unwrap().iter().filter(|found| found["rule"] == rule);
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    found.map(|found| (text(&found["path"]), text(&found["level"]))).collect()
}

fn levels(config: &str, rule: &str) -> Vec<String> {
    let run = with(config).run("lint --format json");
    found(&run, rule)
        .into_iter()
        .map(|(path, level)| format!("{}={level}", &path["incidents/".len()..]))
        .collect()
}

/// Old files that nobody will change must not be checked; a file that is named is checked, but a hook names all.
#[test]
fn excluded_files_are_not_checked_unless_named() {
    let checked = |config: &str, line: &str| {
        let run = with(config).run(&format!("lint --format json {line}"));
        let report: serde_json::Value = serde_json::from_str(&run.out).expect(&run.err);
        (run.code, report["files"].as_u64().unwrap())
    };
    assert_eq!(checked("", ""), (0, 3));
    assert_eq!(checked("[lint]\nexclude = [\"old/\"]\n", ""), (0, 1));
    assert_eq!(checked("[lint]\nexclude = [\"/old/\"]\n", ""), (0, 3), "from the configuration's folder");
    assert_eq!(checked("[lint]\nexclude = [\"*.draft.yaml\"]\n", "incidents"), (0, 2));
    assert_eq!(checked("[lint]\nexclude = [\"incidents/old/**\", \"!a.yaml\"]\n", "incidents"), (0, 2));
    let all = "[lint]\nexclude = [\"incidents\"]\n";
    assert_eq!(checked(all, "incidents/old/a.yaml"), (0, 1));
    assert_eq!(checked(all, "incidents/old/a.yaml --force-exclude"), (0, 0));
    let run = with(all).run("lint");
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert!(run.err.contains("`[lint] exclude` excludes all of them"), "{}", run.err);
}

/// A link to an old incident leads somewhere, though the old file is not checked.
#[test]
fn excluded_files_are_still_compared() {
    let sandbox = with("[lint]\nexclude = [\"old/\"]\n");
    sandbox.write("incidents/new.yaml", format!("{}related: [a, nowhere]\n", bare()));
    let run = sandbox.run("lint");
    assert!(run.out.contains("`nowhere`") && !run.out.contains("no incident `a`"), "{}", run.transcript());
}

/// Patterns are relative to the configuration's folder, wherever the command runs.
#[test]
fn patterns_start_at_the_configuration() {
    let sandbox = with("[lint]\nexclude = [\"/incidents/old/\"]\n");
    for (folder, line) in
        [("", "lint"), ("incidents", "lint ."), ("incidents/old", "lint .."), ("incidents", "lint")]
    {
        let mut command = sandbox.command(&line.split(' ').collect::<Vec<_>>());
        let run = Run::of(command.current_dir(sandbox.path(folder)));
        assert!(run.out.contains("1 file checked"), "{folder}: {line}: {}", run.transcript());
    }
}

/// Old reports are held to less, and the last entry that names a rule counts.
#[test]
fn levels_of_some_files_come_before_those_of_all() {
    let rule = "summary-missing";
    let all = ["new.yaml=warning", "old/a.yaml=warning", "old/b.draft.yaml=warning"];
    assert_eq!(levels("", rule), all);
    let per_file = |paths: &str, level: &str| {
        format!("[[lint.per-file]]\npaths = [{paths}]\nlevels = {{ {rule} = \"{level}\" }}\n")
    };
    let old = per_file("\"old/\"", "off");
    assert_eq!(levels(&old, rule), all[..1]);
    let base = "[lint]\nsummary-missing = \"error\"\n[lint.draft]\nsummary-missing = \"info\"\n";
    assert_eq!(levels(&format!("{base}{old}"), rule), ["new.yaml=info"]);
    let later = per_file("\"a.yaml\"", "error");
    assert_eq!(levels(&format!("{old}{later}"), rule), [all[0], "old/a.yaml=error"]);
    let run = with(&old).run("lint --format json --level summary-missing=info");
    assert_eq!(found(&run, rule).len(), 3, "the command line has the last word");
}

/// A family in one word: as if each of its rules that the table does not name were written there.
#[test]
fn a_family_has_a_level_of_its_own() {
    let old = "[[lint.per-file]]\npaths = [\"old/\"]\nlevels = { family.completeness = \"off\" }\n";
    for (config, level) in [
        ("[lint]\nfamily.completeness = \"error\"", "error"),
        ("[lint]\nfamily.completeness = \"off\"\nsummary-missing = \"info\"", "info"),
        ("[lint]\nsummary-missing = \"error\"\n[lint.draft]\nfamily.completeness = \"info\"", "info"),
        ("[lint]\nfamily.timeline = \"error\"", "warning"),
    ] {
        let found = levels(&format!("{config}\n{old}"), "summary-missing");
        assert_eq!(found, [format!("new.yaml={level}")], "{config}");
    }
}

/// Each mistake is an error with a location.
#[test]
fn slips_in_patterns_and_families_are_faults() {
    let config = r##"[lint]
exclude = ["{a", 3, "", "#comment"]
family.timline = "off"
family.actions = "loud"
famly.actions = "off"

[[lint.per-file]]
path = ["old/"]
levels = { family = "off", sumary-missing = "off" }

[[lint.per-file]]
paths = "old/"
levels = {}
"##;
    insta::assert_snapshot!(with(config).run("lint").transcript());
}

/// The name of a family alone, or of the key, is the nearest guess; a rule with a similar name is none.
#[test]
fn slips_with_families_lead_to_their_key() {
    for (written, expected) in [
        ("causes = \"error\"", "set the level of its rules with `family.causes`"),
        ("families.causes = \"off\"", "did you mean `family`?"),
        ("family.causes = 1", "expected a level, such as \"warning\", found a number"),
    ] {
        let sandbox = Sandbox::new();
        sandbox.write("postmortem.toml", format!("[lint]\n{written}\n")).write("a.yaml", VALID);
        let run = sandbox.run("lint a.yaml");
        assert!(run.code == 2 && run.err.contains(expected), "{written}: {}", run.transcript());
    }
    let sandbox = Sandbox::new();
    sandbox.write(
        "a.yaml",
        VALID.to_owned() + "links: [{title: a, url: \"https://x.org\", internal: \"true\"}]\n",
    );
    let run = sandbox.run("lint a.yaml");
    assert!(
        run.out.contains("expected `true` or `false`, found the text `\"true\"`"),
        "{}",
        run.transcript()
    );
}
