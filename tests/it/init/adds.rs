//! Additions of `init` to files that others write: every byte that was there stays.

use crate::support::Sandbox;

const HOOK: &str = "- repo: https://github.com/postmortem-cli/postmortem";

/// What a run says, and makes of a file.
fn add(name: &str, before: &str, args: &str) -> (String, String) {
    let sandbox = Sandbox::new();
    sandbox.write(name, before);
    let run = sandbox.run(&format!("init {args}"));
    assert_eq!(run.code, 0, "{}", run.transcript());
    let after = sandbox.read(name);
    assert_eq!(sandbox.run(&format!("init {args}")).code, 0);
    assert_eq!(sandbox.read(name), after, "a second run adds nothing");
    (run.out, after)
}

/// The text without some lines, to compare what is left with what was there.
fn without(text: &str, added: &[&str]) -> String {
    let lines = text.split_inclusive('\n').filter(|line| !added.contains(&line.trim()));
    lines.collect()
}

/// Hooks of other tools, with their comments, stay as they are, whatever the layout.
#[test]
fn hooks_are_added_to_those_of_others() {
    let item = "repo: local\n    hooks:\n      - id: a  # one\n        name: |\n          block\n";
    let files = [
        format!("# ours\nrepos:\n  - {item}    # about a\n# the end\nci:\n  skip: [a]\n"),
        format!("repos:\n  - {item}"),
        format!("default_stages: [pre-commit]\nrepos:\n\n  - {item}\n\n\nfail_fast: true\n"),
        "repos:\n- repo: local\n  hooks: [{id: a}]\n# end\n".to_owned(),
        "repos:\n-   repo: local\n    hooks:\n    -   id: a\nexclude: x".to_owned(),
        "---\nrepos:\n- repo: local\n  hooks: []".to_owned(),
        "repos:\r\n  - repo: local\r\n    hooks: []\r\n".to_owned(),
        "x: {repos: [1]}\nrepos: # list\n  - repo: &a local\n    hooks: []\n  - repo: *a\n    hooks: []\n"
            .to_owned(),
    ];
    for before in files {
        let (out, after) = add(".pre-commit-config.yaml", &before, "--pre-commit");
        assert!(out.contains("changed .pre-commit-config.yaml"), "{out}");
        let config: serde_json::Value = serde_yaml::from_str(&after).unwrap();
        let old: serde_json::Value = serde_yaml::from_str(&before).unwrap();
        let repos = config["repos"].as_array().unwrap();
        assert_eq!(repos.last().unwrap()["hooks"][0]["id"], "postmortem-lint", "{after}");
        assert_eq!(repos[..repos.len() - 1], old["repos"].as_array().unwrap()[..], "{after}");
        let added =
            [HOOK, "rev: v0.1.0", "hooks:", "- id: postmortem-lint", "files: '^incidents/.*\\.ya?ml$'"];
        let kept = without(&before, &["hooks:"]);
        assert_eq!(without(&after, &added).trim_end(), kept.trim_end(), "{after}");
        assert_eq!(
            after.matches("\r\n").count(),
            if before.contains('\r') { after.lines().count() } else { 0 }
        );
    }
    let (_, after) = add(".pre-commit-config.yaml", "", "--pre-commit --reports reports");
    assert!(after.starts_with(&format!("repos:\n  {HOOK}\n")), "{after}");
    assert!(
        after.contains("- id: postmortem-render\n") && after.contains("args: [--output, 'reports/']"),
        "{after}"
    );
}

/// Where an addition could change what is there, it is left to its author, with the lines to add.
#[test]
fn hooks_are_left_to_their_author_where_that_is_safer() {
    for before in [
        "repos: [{repo: local, hooks: []}]\n",
        "repos: []\n",
        "repos:\n  -\n    repo: local\n    hooks: []\n",
        "repos: &all\n  - {repo: local}\nrepos: *all\n",
        "- repo: local\n",
        "ci: {}\n",
        "repos:\n  - repo: [\n",
        "repos:\n  - repo: local\n    name: |+\n      kept\n\n\nci: {}\n",
        "repos:\n  - repo: a\n---\nrepos:\n  - repo: b\n",
    ] {
        let (out, after) = add(".pre-commit-config.yaml", before, "--pre-commit");
        assert_eq!(after, before);
        let help =
            "left .pre-commit-config.yaml unchanged: it is not clear where to add to it; add to it:\n\n    ";
        assert!(out.contains(&format!("{help}{HOOK}\n")), "{before}: {out}");
    }
    let own = "repos:\n  - repo: local\n    hooks:\n      - {id: postmortem-lint, entry: x}\n";
    let (out, after) = add(".pre-commit-config.yaml", own, "--pre-commit");
    assert!(out.contains("nothing to do in .pre-commit-config.yaml") && after == own, "{out}");
}

/// An editor's settings are JSON with comments, which an ordinary JSON writer would lose.
#[test]
fn the_schema_is_added_to_settings_with_comments() {
    let address = "https://github.com/postmortem-cli/postmortem/raw/main/schema/incident.v1.json";
    for before in [
        "{}",
        "{\n}\n",
        "{\n  // ours\n  \"editor.rulers\": [100], // wide\n  /* last */\n}\n",
        "{\n\t\"a\": 1,\n\t\"b\": {\"c\": \"//\"}\n}\n",
        "{\r\n    \"a\": 1 // one\r\n}\r\n",
        "{ \"yaml.schemas\": { \"x.json\": \"*.yaml\" /* x */ } }\n",
        "{\n  \"yaml.schemas\": {\n    \"x.json\": [\"x/*.yaml\"],\n    // none\n  },\n}\n",
    ] {
        let (out, after) = add(".vscode/settings.json", before, "--editor vscode");
        assert!(out.contains("changed .vscode/settings.json"), "{before}: {out}");
        assert!(after.contains(address) && after.contains("incidents/**/*.yaml"), "{after}");
        for part in
            ["// ours", "// wide", "/* last */", "\t\"b\": {\"c\": \"//\"}", "// one", "/* x */", "// none"]
        {
            assert_eq!(after.contains(part), before.contains(part), "{part}: {after}");
        }
        assert_eq!(after.contains('\n') && !after.contains("\r\n"), !before.contains("\r\n"), "{after:?}");
    }
    for before in
        ["[]", "{\"a\": ", "{\"yaml.schemas\": null}", "{\"yaml.schemas\": {}, \"yaml.schemas\": {\"a\": 1}}"]
    {
        let (out, after) = add(".vscode/settings.json", before, "--editor vscode");
        assert_eq!(after, before);
        assert!(
            out.contains("left .vscode/settings.json unchanged") && out.contains(address),
            "{before}: {out}"
        );
    }
    let own = "{\"yaml.schemas\": {\"incidents/.schema.json\": \"incidents/*.yaml\"}}";
    let (out, after) = add(".vscode/settings.json", own, "--editor vscode");
    assert!(out.contains("nothing to do in .vscode/settings.json") && after == own, "{out}");
}

/// Instructions that are there stay above the section; in code that is never closed it would be no section.
#[test]
fn the_section_for_assistants_is_added_at_the_end() {
    for before in ["# Us\n\nRun `make`.\n", "# Us", "# Us\r\n\r\nText.\r\n"] {
        let (out, after) = add("AGENTS.md", before, "--agents");
        assert!(out.contains("changed AGENTS.md"), "{out}");
        assert!(after.starts_with(before.trim_end()), "{after}");
        assert!(after.replace("\r\n", "\n").contains("\n\n## Incidents\n\nEach incident"), "{after}");
        assert_eq!(
            after.matches("\r\n").count(),
            if before.contains('\r') { after.lines().count() } else { 0 }
        );
    }
    for before in ["# Us\n\n```sh\nmake\n", "# Us\n\n<!-- draft\n"] {
        let (out, after) = add("AGENTS.md", before, "--agents");
        assert!(
            after == before && out.contains("left AGENTS.md unchanged") && out.contains("## Incidents"),
            "{out}"
        );
    }
}

/// A pipeline that includes something already has one `include`: a second one would replace it.
#[test]
fn the_job_is_included_once() {
    let include = "include:\n  - local: .gitlab/postmortem.gitlab-ci.yml\n";
    let (_, after) = add(".gitlab-ci.yml", "build:\n  script: [make] # ours", "--ci gitlab");
    assert_eq!(after, format!("build:\n  script: [make] # ours\n\n{include}"));
    for before in ["include: other.yml\n", "a: [\n", "a: 1\n...\n", "a: |+\n  x\n"] {
        let (out, after) = add(".gitlab-ci.yml", before, "--ci gitlab");
        assert_eq!(after, before);
        assert!(out.contains("left .gitlab-ci.yml unchanged"), "{before}: {out}");
        assert!(out.contains("    include:\n      - local: .gitlab/postmortem.gitlab-ci.yml\n"), "{out}");
    }
}

/// A workflow of another name that uses the action is the team's own.
#[test]
fn a_workflow_with_the_action_is_enough() {
    let workflow = "jobs:\n  x:\n    steps:\n      - uses: postmortem-cli/postmortem@v0.0.9\n";
    let (out, _) = add(".github/workflows/checks.yaml", workflow, "--ci github");
    assert!(out.contains("nothing to do in .github/workflows/checks.yaml"), "{out}");
}

/// A repository from a stranger must not make this program write elsewhere.
#[test]
#[cfg(unix)]
fn links_out_of_the_repository_are_not_followed() {
    let (sandbox, elsewhere) = (Sandbox::new(), Sandbox::new());
    elsewhere.write("settings.json", "{}").write("agents.md", "# Elsewhere\n");
    let link =
        |from: &str, to: &str| std::os::unix::fs::symlink(elsewhere.path(from), sandbox.path(to)).unwrap();
    link(".", ".vscode");
    link("agents.md", "AGENTS.md");
    link(".", ".github");
    let run = sandbox.run("init --editor vscode --agents --ci github");
    assert_eq!(run.code, 0, "{}", run.transcript());
    for name in [".vscode/settings.json", "AGENTS.md", ".github/workflows/postmortem.yml"] {
        let left =
            format!("left {name} unchanged: it is a link that leads out of the repository; add to it:\n");
        assert!(run.out.contains(&left), "{}", run.out);
    }
    assert_eq!(elsewhere.list("."), [".git", "agents.md", "settings.json"]);
    assert_eq!(
        (elsewhere.read("settings.json"), elsewhere.read("agents.md")),
        ("{}".into(), "# Elsewhere\n".into())
    );
}
