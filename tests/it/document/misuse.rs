//! Help for what people write by mistake: each case must lead to what they meant.

use crate::support::linting::options;
use crate::support::{Sandbox, VALID};
use postmortem::document::Document;
use postmortem::lint::lint;
use postmortem::model::Settings;
use postmortem::source::Source;

/// What is reported about the first error of a text.
fn help(text: &str) -> String {
    let source = Source::new("x", text);
    let faults = Document::read(&source, &Settings::default()).faults;
    let fault = faults.first().unwrap_or_else(|| panic!("no fault: {text}"));
    fault.help.clone().unwrap_or_default()
}

/// What is computed is never written; people look for the field until somebody says so.
#[test]
fn computed_figures_name_their_milestones() {
    for (field, milestone) in [
        ("duration: 2h", "`impact-start` and `resolved`"),
        ("downtime: 2h", "`impact-start` and `resolved`"),
        ("start: 10:15", "`{at: …, milestone: impact-start}`"),
        ("started_at: 10:15", "`{at: …, milestone: impact-start}`"),
        ("end: 10:15", "`{at: …, milestone: resolved}`"),
        ("detected: 10:15", "`{at: …, milestone: detected}`"),
        ("mttr: 5m", "time to resolve is computed from the milestones `impact-start` and `resolved`"),
        ("time_to_resolve: 5m", "time to resolve is computed"),
        ("MTTD: 5m", "from the milestones `impact-start` and `detected`"),
        ("tta: 5m", "from the milestones `detected` and `acknowledged`"),
        ("mean time to recovery: 5m", "time to resolve is computed"),
        ("impact: {duration: 5m}", "`windows: [{start: …, end: …}]`"),
        ("impact: {windows: [{start: 10:15, duration: 5m}]}", "computed from `start` and `end`"),
        ("timeline: [{date: 2024-05-30, at: 10:15, event: x}]", "`at: 2024-05-30 10:15`"),
        ("incident_commander: [a]", "`roles: {incident commander: …}`"),
        ("scribe: Jane", "`roles: {scribe: …}`"),
        ("ic: Jane", "`roles: {incident commander: …}`"),
        ("Tech-Lead: [a]", "`roles: {tech lead: …}`"),
        ("created: 2024-01-01", "the day of the incident is `date`"),
        ("impact: {windows: [{start: 10:15, kind: breach}]}", "did you mean `security`?"),
        ("five_whys: [{title: x}]", "add `chain: [{question: …, answer: …}]`"),
        ("five_whys: [{title: x, chain: []}]", "add `chain: [{question: …, answer: …}]`"),
        ("five_whys: [{answer: x}]", "add `question: …`"),
        ("? [a]\n: b", "write `name: value`"),
        ("incident: {title: x}", "belong to the top level"),
        ("version: 1", "`schema: 1`"),
        ("detected_by: a", "write it as `source` of `detection`"),
    ] {
        let help = help(&format!("title: t\n{field}\n"));
        assert!(help.contains(milestone), "{field}: {help}");
    }
}

/// A field that comes from a merge key and could not be read is not missing.
#[test]
fn a_merged_field_at_fault_is_not_missing() {
    for text in [
        "<<: {summary: [1]}",
        "<<: [{owner: a}, {summary: [1]}]",
        "custom: {base: &b {summary: [1]}}\n<<: *b",
        "custom: {base: &b {summary: [1]}}\n<<: [*b]",
    ] {
        assert_eq!(
            findings(&format!("title: t\nstatus: final\n{text}\n"), "summary-missing").len(),
            1,
            "{text}"
        );
    }
    let text = "title: t\nstatus: final\n<<: {root_cause: [{a: b}]}\n";
    let found = findings(text, "root-cause-missing");
    assert_eq!(found.len(), 2, "the unknown field and the missing `text`: {found:?}");
}

fn findings(text: &str, rule: &str) -> Vec<(String, String, bool)> {
    let source = Source::new("x", text);
    let options = options(|options| options.only = vec![rule.to_owned()]);
    let found =
        lint(&Document::read(&source, &options.settings), &options, "2024-07-01T12:00:00Z".parse().ok());
    let found = found.into_iter();
    found.map(|found| (found.message, found.help.unwrap_or_default(), found.fix.is_some())).collect()
}

/// `did you mean SEV1?` would make the worst incident a lesser one.
#[test]
fn a_severity_beyond_the_scale_is_added_to_it() {
    let help = |severity: &str| {
        findings(&format!("title: t\nseverity: {severity}\n"), "unknown-severity")[0].1.clone()
    };
    assert!(
        help("SEV0").contains("`severities = [\"SEV0\", \"SEV1\", \"SEV2\", \"SEV3\", \"SEV4\", \"SEV5\"]`")
    );
    assert!(help("sev-6").contains("\"SEV5\", \"sev-6\"]`"));
    assert_eq!(help("SEC1"), "did you mean `SEV1`?");
    assert!(help("major").contains("add this one to `severities`"));
}

/// Comments that other linters know are mistakes, not prose.
#[test]
fn ignore_comments_of_other_tools() {
    for (text, help, is_fixed) in [
        ("# postmortem: ignore-next-line[hindsight]\ntitle: t\n", "write `ignore[rule]`", true),
        ("title: t # postmortem: ignore-next-line[hindsight]\n", "write `ignore[rule]`", false),
        ("title: t # postmortem: ignore-line[hindsight]\n", "write `ignore[rule]`", true),
        ("# postmortem: disable[hindsight]\ntitle: t\n", "`ignore-file[rule]`", false),
        ("# postmortem: ignored\ntitle: t\n", "`ignore-file[rule]`", false),
    ] {
        let found = findings(text, "unknown-rule");
        assert_eq!(found.len(), 1, "{text}");
        assert!(
            found[0].0.ends_with("is not a kind of ignore comment") && found[0].1.contains(help),
            "{found:?}"
        );
        assert_eq!(found[0].2, is_fixed, "{text}");
    }
    let sandbox = Sandbox::new();
    let text = format!(
        "# postmortem: ignore-next-line[placeholder-left] why\n{}",
        VALID.replace("Checkout fails", "TODO")
    );
    sandbox.write("x.yaml", text);
    sandbox.run_args(&["lint", "--fix", "--as", "final", "x.yaml"]);
    assert!(sandbox.read("x.yaml").starts_with("# postmortem: ignore[placeholder-left] why\ntitle: TODO\n"));
}

/// A rule by half of its name, and several in one argument.
#[test]
fn rules_on_the_command_line() {
    let sandbox = Sandbox::new();
    sandbox.write("x.yaml", VALID.replace("Checkout fails", "TODO"));
    let run = sandbox.run_args(&["lint", "x.yaml", "--only", "huan-error"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("did you mean `human-error-as-cause`?"), "{}", run.err);
    let run =
        sandbox.run_args(&["lint", "x.yaml", "--only", "hindsight,placeholder-left", "--fail-on", "info"]);
    assert_eq!(
        (run.code, run.err.contains("placeholder-left") || run.out.contains("placeholder-left")),
        (1, true)
    );
    let run = sandbox.run_args(&[
        "lint",
        "x.yaml",
        "--level",
        "placeholder-left=off,hindsight=off",
        "--only",
        "placeholder-left",
    ]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    let run = sandbox.run_args(&["lint", "x.yaml", "--only", "hindsight,nope"]);
    assert!(run.code == 2 && run.err.contains("there is no rule `nope`"), "{}", run.err);
}
