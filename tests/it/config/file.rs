//! `postmortem.toml`: where it is found, what it changes, what it says of its faults.

use crate::support::{Run, Sandbox, VALID};

/// Every key, with every kind of mistake.
const FAULTY: &str = r#"path = ["incidents/"]
severities = []
services = ["web", 7]
timezone = "EST"
templates = ""

[lint]
severity-mising = "off"
severity-missing = "of"
timeline-gap = { level = "warning", minuts = 45 }
summary-missing = 3
action-incomplete = { require = ["owner", "due|tiket"] }
actions-empty = { minutes = 5 }

[lint.draft]
nonsense = "error"

[render]
template = 1

[metrics]
time-to-detect = ["impact-start"]
time-to-acknowlege = ["impact-start", "acknowledged"]
time-to-resolve = ["impact-start", "resolve"]
"#;

/// A user who fixes a configuration wants all its errors at once, with their locations.
#[test]
fn reports_every_error_with_its_location() {
    let sandbox = Sandbox::new();
    sandbox.write("postmortem.toml", FAULTY).write("incidents/a.yaml", VALID);
    insta::assert_snapshot!(sandbox.run("lint").transcript());
}

/// A file that is no TOML must name the line.
#[test]
fn reports_where_the_syntax_breaks() {
    let sandbox = Sandbox::new();
    sandbox.write("postmortem.toml", "paths = [\"a\"\nseverities = []\n");
    insta::assert_snapshot!(sandbox.run("lint").transcript());
}

/// What is written in the configuration must be what is done.
#[test]
fn changes_levels_names_and_options() {
    let sandbox = Sandbox::new();
    let check = |config: &str, line: &str| {
        sandbox.write("postmortem.toml", config).write("a.yaml", VALID.replace("severity: SEV2\n", ""));
        let run = sandbox.run(&format!("lint a.yaml --quiet {line}"));
        (run.code, run.out.lines().next().unwrap_or_default().to_owned())
    };
    let found = |level: &str| format!("{level}[severity-missing]: the incident has no severity");
    assert_eq!(check("", ""), (0, found("info")));
    assert_eq!(check("[lint]\nseverity-missing = \"error\"", ""), (1, found("error")));
    assert_eq!(check("[lint]\nseverity-missing = { level = \"warning\" }", ""), (0, found("warning")));
    assert_eq!(check("[lint]\nseverity-missing = \"off\"", ""), (0, String::new()));
    assert_eq!(check("[lint.draft]\nseverity-missing = \"error\"", ""), (1, found("error")));
    assert_eq!(check("[lint.final]\nseverity-missing = \"error\"", ""), (0, found("info")));
    assert_eq!(
        check("[lint]\nseverity-missing = \"off\"", "--level severity-missing=warning"),
        (0, found("warning"))
    );
    assert_eq!(check("[lint]\nseverity-missing = \"error\"", "--no-config"), (0, found("info")));
}

/// Options of single rules must reach them.
#[test]
fn configures_what_rules_look_for() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", format!("{VALID}actions:\n  - {{title: Fiddle with it, owner: web}}\n"));
    let rules = |config: &str| {
        sandbox.write("postmortem.toml", config);
        let run = sandbox.run("lint a.yaml --as final --format json");
        let report: serde_json::Value = serde_json::from_str(&run.out).expect(&run.err);
        let found = report["diagnostics"].as_array().unwrap().iter();
        found.map(|found| found["rule"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let has = |config: &str, rule: &str| rules(config).iter().any(|found| found == rule);
    assert!(!has("", "timeline-gap") && has("[lint]\ntimeline-gap = { minutes = 30 }", "timeline-gap"));
    let only_owner = "[lint]\naction-incomplete = { require = [\"owner\"] }";
    assert!(has("", "action-incomplete") && !has(only_owner, "action-incomplete"));
    let words = |key: &str, word: &str| format!("[lint]\naction-vague = {{ {key} = [\"{word}\"] }}");
    assert!(!has("", "action-vague") && has(&words("extend", "fiddle"), "action-vague"));
    assert!(
        has(&words("words", "fiddle"), "action-vague") && !has(&words("words", "tinker"), "action-vague")
    );
}

/// A line copied from a rule's page into the configuration must be accepted.
#[test]
fn reads_the_examples_of_the_rules_pages() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID);
    let mut examples = 0;
    for rule in postmortem::lint::rules() {
        for block in rule.page.split("```toml\n").skip(1) {
            sandbox.write("postmortem.toml", block.split("```").next().unwrap());
            let run = sandbox.run("lint a.yaml");
            assert_eq!(run.err, "", "{}", rule.name);
            examples += 1;
        }
    }
    assert!(examples >= 5, "only {examples} examples");
}

/// A run from a subfolder, as editors and hooks do, must use the repository's configuration, and no other.
#[test]
fn is_searched_upwards_to_the_root_of_the_repository() {
    let sandbox = Sandbox::new();
    sandbox
        .write("postmortem.toml", "paths = [\"reports\"]\n")
        .write("reports/a.yaml", "title: [x]\n")
        .write("reports/deep/b.txt", "")
        .write("inner/.git/HEAD", "")
        .write("inner/deep/b.txt", "");
    let below = |folder: &str| {
        let mut command = sandbox.command(&["lint"]);
        Run::of(command.current_dir(sandbox.path(folder)))
    };
    let run = below("reports/deep");
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.out.contains("--> ../../reports/a.yaml:1:8"), "{}", run.out);
    let run = below("inner/deep");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("no incident file found in `../incidents/`"), "{}", run.err);
}

/// A mistyped `--config` must not silently fall back to defaults.
#[test]
fn a_named_configuration_must_exist() {
    let run = Sandbox::new().run("lint --config nowhere.toml");
    insta::assert_snapshot!(run.transcript());
}

/// An unknown service is only a mistake if the services are listed.
#[test]
fn severities_and_services_are_the_known_names() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", format!("{VALID}services: [chekout]\n"));
    assert!(!sandbox.run("lint a.yaml").out.contains("unknown-service"));
    sandbox.write("postmortem.toml", "services = [\"checkout\"]\nseverities = [\"P1\", \"P2\"]\n");
    let run = sandbox.run("lint a.yaml");
    assert!(run.out.contains("unknown-service") && run.out.contains("unknown-severity"), "{}", run.out);
}

/// A folder that is missing would give the built-in templates without a word; but `templates eject` makes it.
#[test]
fn a_missing_folder_of_templates_is_a_fault() {
    let sandbox = Sandbox::new();
    sandbox.write("postmortem.toml", "services = [\"a\"]\ntemplates = \"nope/\"\n").write("a.yaml", VALID);
    let run = sandbox.run("render a.yaml");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("there is no folder `nope/`\n --> postmortem.toml:2:13"), "{}", run.err);
    assert_eq!(sandbox.run("templates eject brief").out, "nope/brief.md.tera\n");
    assert_eq!(sandbox.run("render a.yaml").code, 0);
}

/// Of two severities with one name, nobody knows which is worse.
#[test]
fn severities_and_services_are_listed_once() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID);
    let config = "severities = [\"SEV1\", \"SEV2\", \"sev-1\"]\nservices = [\"web\", \"Web\"]\n";
    let run = sandbox.write("postmortem.toml", config).run("lint a.yaml");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("`sev-1` is listed twice\n --> postmortem.toml:1:31"), "{}", run.err);
    assert!(run.err.contains("`Web` is listed twice\n --> postmortem.toml:2:20"), "{}", run.err);
}

/// What can never work must be found where it is written, not be passed over or fail somewhere else.
#[test]
fn what_cannot_work_is_a_fault() {
    for (config, message, place, help) in [
        ("[render]\ntemplate = \"brif\"", "there is no template `brif`", "2:12", "did you mean `brief`?"),
        (
            "templates = \"own\"\nrender.template = \"nope\"",
            "there is no template `nope`",
            "2:19",
            "postmortem templates list",
        ),
        (
            "[metrics]\ntime-to-detect = [\"detected\", \"detected\"]",
            "`time-to-detect` is measured from a milestone to itself",
            "2:18",
            "two milestones",
        ),
        (
            "[deadlines]\nSEV9 = { publish = 1 }",
            "there is no severity `SEV9`",
            "2:1",
            "the severities are SEV1, SEV2, SEV3, SEV4, SEV5; add",
        ),
        (
            "deadlines.major = { publish = 1 }\nseverities = [\"P1\"]",
            "there is no severity `major`",
            "1:11",
            "the severities are P1; add others to `severities`",
        ),
        ("[lint]\nexclude = [\"[\"]", "`[` is not a valid pattern", "2:12", ".gitignore"),
        ("[lint]\nexclude = [\"old/[!]\"]", "`old/[!]` is not a valid pattern", "2:12", ".gitignore"),
        ("[deadlines]\nSEV1 = { publish = 0 }", "expected a whole number from 1, found `0`", "2:20", ""),
        (
            "[lint]\ntimeline-gap = { minutes = 1.5 }",
            "expected a whole number from 1, found `1.5`",
            "2:28",
            "",
        ),
        (
            "[lint.final]\ntimeline-gap = { minutes = 45 }",
            "expected a level, found a table",
            "2:16",
            "belong in `[lint]`",
        ),
        ("[lint]\nfoo = \"off\"", "there is no rule `foo`", "2:1", "list the rules"),
        (
            "paths = [\"own\", \"../other\"]",
            "the path `../other` is outside the repository",
            "1:17",
            "give it as an argument",
        ),
    ] {
        let sandbox = Sandbox::new();
        sandbox.write("a.yaml", VALID).write("own/mine.md", "a").write("postmortem.toml", config);
        let run = sandbox.run("lint a.yaml");
        let expected = format!("error[invalid-config]: {message}\n --> postmortem.toml:{place}\n");
        assert!(
            run.code == 2 && run.err.starts_with(&expected) && run.err.contains(help),
            "{config}: {}",
            run.transcript()
        );
        assert_eq!(run.err.matches("error[").count(), 1, "{}", run.transcript());
    }
}

/// What looks like those, but works, must be accepted.
#[test]
fn what_works_is_no_fault() {
    for config in [
        "templates = \"own\"\nrender.template = \"mine\"",
        "render.template = \"own/mine.md\"",
        "deadlines.p-1 = { publish = 1 }\nseverities = [\"P1\"]",
        "lint.exclude = [\"[]]\", \"\\\\[a\", \"[a-c]*\"]",
    ] {
        let sandbox = Sandbox::new();
        sandbox.write("a.yaml", VALID).write("own/mine.md", "a").write("postmortem.toml", config);
        assert_eq!(sandbox.run("lint a.yaml").err, "", "{config}");
    }
}

/// Of two states that differ only in their spelling, one would never be used.
#[test]
fn words_for_actions_are_listed_once() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID);
    let config = "[actions]\ntypes = [\"Harden\", \"harden\"]\n\
                  states = { \"In Review\" = \"in-progress\", in_review = \"done\" }\n";
    let run = sandbox.write("postmortem.toml", config).run("lint a.yaml");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("`harden` is listed twice\n --> postmortem.toml:2:20"), "{}", run.err);
    assert!(run.err.contains("`in_review` is listed twice\n --> postmortem.toml:3:"), "{}", run.err);
}

/// Whoever names a path on the command line knows where it leads; a configuration may be a stranger's. A path may come
/// later, and lead to any place in the repository.
#[test]
fn only_an_argument_leads_out_of_the_repository() {
    let sandbox = Sandbox::new();
    let outside = Sandbox::new();
    outside.write("a.yaml", VALID);
    let path = outside.path("").display().to_string();
    let run = sandbox.run(&format!("lint {path}"));
    assert!(run.code == 0 && run.out.starts_with("1 file checked"), "{}", run.transcript());
    sandbox.write("postmortem.toml", format!("paths = [\"{path}\"]"));
    let run = sandbox.run("lint");
    assert!(run.code == 2 && run.err.contains("is outside the repository"), "{}", run.transcript());
    sandbox
        .write("docs/postmortem.toml", "paths = [\"../incidents\", \"later/\"]")
        .write("incidents/a.yaml", VALID);
    let run = sandbox.run("lint --config docs/postmortem.toml");
    assert!(run.code == 0 && run.out.starts_with("1 file checked"), "{}", run.transcript());
}
